"""What the project promises a newcomer: whole pins, targets that exist, a setup that is quiet when done."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"


def pins(name: str) -> dict[str, str]:
    """Package → its whole block of pins, hashes included."""
    blocks = re.split(r"\n(?=\S)", (REQUIREMENTS / f"{name}.txt").read_text().strip())
    return {block.partition("==")[0]: block for block in blocks}


def load_setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["setup_script"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["run", "build", "dev"])
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    assert [package for package, block in pins(name).items() if "--hash=sha256:" not in block] == []
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    assert re.findall(r"://|--index|--find-links|file:| @ ", text) == []


def test_pins_serve_every_platform() -> None:
    # Linux x86-64 and aarch64, macOS, Windows x86-64 and arm64: one wheel each.
    assert pins("run")["pyside6-essentials"].count("--hash") == 5
    assert pins("run")["pyside6-pdf"].count("--hash") == 5
    assert "sys_platform == 'win32'" in pins("build")["pefile"]
    assert "sys_platform == 'win32'" in pins("dev")["colorama"]


@pytest.mark.parametrize("name", ["build", "dev"])
def test_build_and_dev_hold_what_the_program_runs_on(name: str) -> None:
    assert pins("run").items() <= pins(name).items()


@pytest.mark.parametrize("name", ["run", "build", "dev"])
def test_pins_follow_their_source(name: str) -> None:
    lines = (REQUIREMENTS / f"{name}.in").read_text().splitlines()
    wanted = dict(line.split("==") for line in lines if "==" in line)
    held = pins(name)
    assert [
        p for p, version in wanted.items() if not held[p.lower()].startswith(f"{p.lower()}=={version} ")
    ] == []


def test_version_is_told_once() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text()


def test_setup_is_quiet_when_pins_are_those_of_last_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = load_setup()
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    pins_file = tmp_path / "requirements" / "run.txt"
    pins_file.write_text("one==1\n")
    setup.python_of_venv().parent.mkdir(parents=True)
    setup.python_of_venv().write_text("")
    (tmp_path / ".venv" / "pins-run.sha256").write_text(setup.pins_key(pins_file))

    setup.install_pins("run")

    assert capsys.readouterr().out == ""


@pytest.mark.skipif(os.name == "nt", reason="apt and users are Linux's")
def test_setup_names_missing_packages_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = load_setup()
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"first \(Debian names\): libgl1 xvfb$"):
        setup.install_packages(["libgl1", "xvfb"])


def test_setup_sees_a_missing_library_and_program() -> None:
    setup = load_setup()
    assert setup.Need("libnothing-of-the-kind.so.9", "none").missing()
    assert setup.Need("no-program-of-this-name", "none").missing()


def test_ci_calls_what_the_makefile_has() -> None:
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert set(re.findall(r"^make (\w+)", ci.read_text(), flags=re.MULTILINE)) <= targets
    subprocess.run(["bash", "-n", ci], check=True)


@pytest.mark.xvfb
def test_a_real_window_opens_on_xvfb(xvfb: dict[str, str]) -> None:
    code = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel('包保台账')\n"
        "label.show()\n"
        "app.processEvents()\n"
        "print(app.platformName(), label.isVisible())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=xvfb, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["xcb", "True"], done.stderr


def test_the_network_is_refused() -> None:
    with socket.socket() as reach, pytest.raises(Exception, match="no network in tests"):
        reach.connect(("127.0.0.1", 9))


def test_each_test_has_a_home_of_its_own(own_home: Path) -> None:
    assert Path.home() == own_home / "home"
    assert Path(tempfile.gettempdir()) == own_home / "tmp"
