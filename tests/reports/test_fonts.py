"""Roles, coverage, fallback."""

from pathlib import Path

import pytest

from core.errors import UserError
from reports.compose import BODY_TYPE, Piece, set_lines, sorts
from reports.fonts import BUNDLED, FontFile, Fonts, Role, bundled, roles_in_words

RARE = "㛃䶮㸒䘵堃喆垚犇淼昇赟頔婳珺玥翀祎晢曌甯囧镕鏐𬭚𫖮𬸪"


@pytest.mark.parametrize("role", [Role.TITLE, Role.BODY, Role.KAI, Role.HEI, Role.SONG])
def test_every_role_draws_rare_names_and_gb2312(role: Role) -> None:
    gb2312 = [
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xB0, 0xF8)
        for trail in range(0xA1, 0xFF)
    ]
    fonts = bundled()
    assert not [char for char in (*RARE, *filter(None, gb2312)) if not fonts.glyph(char, role).found]


def test_gbk_is_covered_by_the_chain() -> None:
    pairs = (
        bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF) if trail != 0x7F
    )
    hanzi = [pair.decode("gbk", "ignore") for pair in pairs]
    assert not [
        char for char in hanzi if "\u4e00" <= char <= "\u9fa5" and not bundled().glyph(char, Role.BODY).found
    ]


@pytest.mark.parametrize(
    ("char", "role", "font"),
    [
        ("督", Role.BODY, "fangsong"),
        ("5", Role.BODY, "latin"),
        ("A", Role.KAI, "latin"),
        ("5", Role.TITLE, "xiaobiaosong"),
        ("5", Role.SONG, "songti"),
        ("“", Role.BODY, "songti"),
        ("（", Role.BODY, "songti"),
        ("—", Role.BODY, "fangsong"),
        ("…", Role.HEI, "fangsong"),
        ("—", Role.SONG, "songti"),
        ("（", Role.HEI, "heiti"),
    ],
)
def test_marks_and_digits_come_from_the_font_that_draws_them_well(char: str, role: Role, font: str) -> None:
    assert bundled().glyph(char, role).font == f"ledger-{font}"


def test_a_name_changes_font_whole() -> None:
    rare = next(
        char
        for char in map(chr, range(0x4E00, 0x9FA6))
        if not bundled().covers(char, Role.BODY) and bundled().covers(char, Role.SONG)
    )
    name = f"张{rare}村"
    row = sorts([Piece(f"对{name}的表扬", Role.BODY)], BODY_TYPE, bundled(), (name,))
    fonts = [sort.glyph.font for sort in row]
    assert len(set(fonts[1:4])) == 1
    assert fonts[0] == fonts[4] == "ledger-fangsong"
    assert fonts[1] != "ledger-fangsong"


def test_control_characters_are_never_drawn() -> None:
    lines = set_lines(sorts([Piece("督\n查\x07", Role.BODY)], BODY_TYPE, bundled()), BODY_TYPE, 400)
    assert "".join(box.text for box in lines[0].boxes) == "督 查"


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    missing = Fonts({**BUNDLED, Role.BODY: FontFile(tmp_path / "fangsong.ttf", "朱雀仿宋", True)})
    with pytest.raises(UserError, match=r"找不到字体文件“fangsong\.ttf”"):
        missing.glyph("督", Role.BODY)
    broken = tmp_path / "kaiti.ttf"
    broken.write_bytes(b"not a font")
    with pytest.raises(UserError, match=r"字体文件“kaiti\.ttf”已损坏"):
        Fonts({**BUNDLED, Role.KAI: FontFile(broken, "霞鹜文楷", True)}).glyph("督", Role.KAI)


def test_the_clerk_is_told_which_font_plays_which_role() -> None:
    assert "仿宋：朱雀仿宋（替代）" in roles_in_words()
    assert len(roles_in_words()) == len(Role)
