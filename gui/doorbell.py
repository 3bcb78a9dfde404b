"""One window per record: a second start rings at the first, which comes forward. A local socket only."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT = 1_000  # ms; a window that hangs does not answer, and the lock then says who holds the record
_HERE = b"here\n"


def _name(path: Path) -> str:
    """The same for every way of writing the path; sockets have short names."""
    whole = str(path.resolve()).casefold() if path.drive else str(path.resolve())
    return f"baobao-{hashlib.sha256(whole.encode()).hexdigest()[:24]}"


def ring(path: Path) -> bool:
    """Whether another window has this record open and comes forward now."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(_WAIT):
        return False
    heard = socket.waitForReadyRead(_WAIT) and bytes(socket.readAll().data()) == _HERE
    socket.abort()
    return heard


class Doorbell(QObject):
    """Listens for the record that is open; `rung` when it was asked for again. `home` says it still is."""

    rung = Signal()

    def __init__(self, home: Callable[[], Path | None], parent: QObject) -> None:
        super().__init__(parent)
        self._home = home
        self._path: Path | None = None
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self, path: Path) -> None:
        """For this record from now on; what a killed window left behind is taken away."""
        self._server.close()
        self._path = path
        if not self._server.listen(_name(path)):
            QLocalServer.removeServer(_name(path))
            self._server.listen(_name(path))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.disconnected.connect(caller.deleteLater)
        if self._home() == self._path:
            caller.write(_HERE)
            caller.flush()
            self.rung.emit()
        caller.disconnectFromServer()
