"""Make .venv ready for one purpose: ``python3 scripts/setup.py run|build|dev``. Standard library only.

System packages come by apt when root, else one sentence names them. Nothing is asked of the network
when the pins are those of the last time.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Need:
    """Something of the system: a library by soname or a program by name, and its Debian package."""

    probe: str
    package: str

    def missing(self) -> bool:
        """Whether the loader or PATH does not know it, whatever the distribution."""
        if ".so" not in self.probe:
            return shutil.which(self.probe) is None
        try:
            ctypes.CDLL(self.probe)
        except OSError:
            return True
        return False


OFFSCREEN = (
    Need("libGL.so.1", "libgl1"),
    Need("libEGL.so.1", "libegl1"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libglib-2.0.so.0", "libglib2.0-0"),
    Need("libfreetype.so.6", "libfreetype6"),
    Need("libfontconfig.so.1", "libfontconfig1"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
)
WINDOW = (
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libcups.so.2", "libcups2"),
)
TESTS = (Need("Xvfb", "xvfb"), Need("xdotool", "xdotool"), Need("pdftotext", "poppler-utils"))
# PyInstaller reads libraries with objdump and ships the interpreter's own shared library.
FREEZE = (
    Need("objdump", "binutils"),
    Need(f"libpython3.{sys.version_info.minor}.so.1.0", f"libpython3.{sys.version_info.minor}"),
)

SYSTEM = {
    "run": OFFSCREEN + WINDOW,
    "build": OFFSCREEN + WINDOW + FREEZE,
    "dev": OFFSCREEN + WINDOW + TESTS,
}


def stop(sentence: str) -> None:
    """End with one sentence and no traceback."""
    sys.exit(f"setup: {sentence}")


def missing_packages(purpose: str) -> list[str]:
    """Debian packages the purpose needs and this machine lacks; elsewhere than on Linux none."""
    if not sys.platform.startswith("linux"):
        return []
    needs = [need.package for need in SYSTEM[purpose] if need.missing()]
    if importlib.util.find_spec("ensurepip") is None and not python_of_venv().exists():
        needs.append(f"python3.{sys.version_info.minor}-venv")
    return needs


def install_packages(packages: list[str]) -> None:
    """By apt when root; else the sentence a person can hand to whoever is."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        stop(f"please have these system packages installed first (Debian names): {' '.join(packages)}")
        return
    print(f"setup: apt-get install {' '.join(packages)}", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = [apt, "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*quiet, "update"], env=env, check=True)
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    subprocess.run(install, env=env, check=True, stdout=subprocess.DEVNULL)


def python_of_venv() -> Path:
    """The interpreter inside .venv, there or not."""
    inside = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return ROOT / ".venv" / inside


def pins_key(pins: Path) -> str:
    """Changes whenever the pins or the interpreter's minor version do."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return hashlib.sha256(pins.read_bytes() + version.encode()).hexdigest()


def install_pins(purpose: str) -> None:
    """Make .venv where there is none and install the hashed pins unless they are the last time's."""
    pins = ROOT / "requirements" / f"{purpose}.txt"
    stamp = ROOT / ".venv" / f"pins-{purpose}.sha256"
    key = pins_key(pins)
    if python_of_venv().exists() and stamp.exists() and stamp.read_text() == key:
        return
    if not python_of_venv().exists():
        print("setup: making .venv", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(ROOT / ".venv")], check=True)
    print(f"setup: installing requirements/{pins.name}", flush=True)
    pip = [str(python_of_venv()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(pins)], check=True)
    stamp.write_text(key)


def main() -> None:
    """Ready .venv and the system for the purpose named on the command line."""
    if len(sys.argv) != 2 or sys.argv[1] not in SYSTEM:
        stop(f"say one of: {' '.join(SYSTEM)}")
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    purpose = sys.argv[1]
    if packages := missing_packages(purpose):
        install_packages(packages)
    try:
        install_pins(purpose)
    except subprocess.CalledProcessError as error:
        stop(f"this step failed, see its words above: {' '.join(map(str, error.cmd))}")


if __name__ == "__main__":
    main()
