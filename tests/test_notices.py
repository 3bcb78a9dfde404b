"""The notices name every library and font the program carries, and its own version."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTICES = (ROOT / "resources" / "notices.txt").read_text("utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_]", "", name).lower()


def test_every_pinned_library_is_named() -> None:
    pins = re.findall(
        r"^([a-z0-9-]+)==", (ROOT / "requirements" / "run.txt").read_text("utf-8"), re.MULTILINE
    )
    named = plain(NOTICES)
    parts = {"pyside6-essentials": "pyside6", "pyside6-pdf": "qtpdf"}
    assert [pin for pin in pins if plain(parts.get(pin, pin)) not in named] == []


def test_the_first_line_is_name_and_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert NOTICES.splitlines()[0] == f"包保台账 {version}"


def test_every_font_licence_has_its_notice() -> None:
    words = {"LXGW": "LXGW", "Liberation": "Liberation", "NotoSansSC": "思源黑体", "NotoSerifSC": "思源宋体"}
    for file in (ROOT / "resources" / "fonts" / "licences").iterdir():
        assert words[file.name.partition("-")[0]] in NOTICES
