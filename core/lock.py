"""One operating-system lock per record: it dies with the process, so a stale one never blocks."""

import os
import time
from pathlib import Path
from typing import IO

from core.errors import Busy

WAIT_SECONDS = 5.0


class RecordLock:
    """Held while a window or command may write; the lock file says who holds it."""

    def __init__(self, path: Path, record: str, wait: float = WAIT_SECONDS) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("a+", encoding="utf-8")
        deadline = time.monotonic() + wait
        while not _try(self._file):
            if time.monotonic() >= deadline:
                holder = _holder(self._file)
                self._file.close()
                raise Busy(
                    f"“{record}”正被另一个窗口或命令使用{holder}，请关闭后再试；已保存的数据未受影响。"
                )
            time.sleep(0.05)
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        self._file.close()  # closing gives the lock back on every system


def _holder(file: IO[str]) -> str:
    try:
        file.seek(0)
        number = file.read(20).strip()
    except OSError:  # Windows keeps a locked range unreadable
        return ""
    return f"（进程{number}）" if number else ""


if os.name == "nt":  # pragma: no cover - not run on Linux
    import msvcrt

    def _try(file: IO[str]) -> bool:
        try:
            file.seek(1000)  # far from the text, which stays readable
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
