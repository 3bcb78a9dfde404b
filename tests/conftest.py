"""What every test stands on: no network, no home of a person, no screen, the same examples in CI."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is imported anywhere; a test in a real window gives its own environment to a subprocess.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["PYTHONUTF8"] = "1"

SLOW_MACHINES = [HealthCheck.too_slow]
settings.register_profile("dev", deadline=None, max_examples=60, suppress_health_check=SLOW_MACHINES)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

HOMES = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/AppData/Roaming",
    "LOCALAPPDATA": "home/AppData/Local",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
    "TEMP": "tmp",
    "TMP": "tmp",
}


Connect = Callable[[socket.socket, object], object]


class NetworkRefusedError(Exception):
    """A test reached for the network."""


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home, settings and temporary folder for each test; returns their common root."""
    root = tmp_path_factory.mktemp("person")
    for variable, folder in HOMES.items():
        place = root / folder
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(variable, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return root


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets inside this machine's own file system are allowed, every other one is refused."""
    for verb in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, verb, _refusing(getattr(socket.socket, verb)))


def _refusing(real: Connect) -> Connect:
    def connect(self: socket.socket, address: object) -> object:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise NetworkRefusedError(f"no network in tests: {address}")
        return real(self, address)

    return connect


@pytest.fixture
def xvfb(own_home: Path) -> Iterator[dict[str, str]]:
    """The environment for a program that is to open real windows, on an Xvfb of this test alone."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.fail("Xvfb is missing: `make test` brings it")
    command = [server, "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        number = process.stdout.readline().strip()
        yield os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        process.terminate()
