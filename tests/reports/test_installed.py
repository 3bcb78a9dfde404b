"""The office's own fonts, found by name in files made for the test."""

from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

import reports.installed
import resources
from core.errors import UserError
from reports.boxes import Page, TextBox
from reports.fonts import BUNDLED, Fonts, Role, roles_in_words
from reports.installed import OFFICIAL_NAMES, choose, font_files
from reports.pdf import render
from reports.sfnt import read_faces

LATIN = resources.path("fonts/latin.ttf")


def named(family: str, *, name_id: int = 1, language: int = 0x409, permission: int = 0) -> TTFont:
    """A copy of a small font under another name."""
    font = TTFont(LATIN)
    font["name"].names = []
    font["name"].setName("LedgerTest", 6, 3, 1, 0x409)
    font["name"].setName(family, name_id, 3, 1, language)
    font["OS/2"].fsType = permission
    return font


def saved(font: TTFont, path: Path) -> Path:
    font.save(path)
    return path


def postscript(path: Path, family: str) -> Path:
    """A font whose outlines are CFF."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((400, 0))
    pen.closePath()
    drawn = pen.getCharString()
    builder.setupCFF("Test", {}, {".notdef": drawn, "A": drawn}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


@pytest.mark.parametrize(
    ("family", "name_id", "language", "role"),
    [
        ("仿宋_GB2312", 1, 0x804, Role.BODY),
        ("FangSong_GB2312", 4, 0x409, Role.BODY),
        ("方正小标宋简体", 16, 0x804, Role.TITLE),
        ("SimHei", 1, 0x409, Role.HEI),
        ("楷体", 4, 0x804, Role.KAI),
    ],
)
def test_a_font_is_known_by_any_of_its_names(
    tmp_path: Path, family: str, name_id: int, language: int, role: Role
) -> None:
    path = saved(named(family, name_id=name_id, language=language), tmp_path / "some.ttf")
    chosen = choose(read_faces(path)).files
    assert chosen[role].path == path
    assert not chosen[role].substitute
    assert all(chosen[other] == BUNDLED[other] for other in Role if other is not role)


def test_a_face_within_a_collection_is_chosen_and_embedded(tmp_path: Path) -> None:
    both = TTCollection()
    both.fonts = [named("NSimSun"), named("SimSun")]
    path = tmp_path / "simsun.ttc"
    both.save(path)
    chosen = choose(read_faces(path)).files
    assert (chosen[Role.SONG].path, chosen[Role.SONG].index) == (path, 1)
    glyph = Fonts(chosen).glyph("5", Role.SONG)
    page = Page(1, (TextBox(100, 100, "5", glyph.font, 16, 8),), ())
    with pdfplumber.open(BytesIO(render([page], "页"))) as pdf:
        (char,) = pdf.pages[0].chars
    assert char["text"] == "5"
    assert "+LedgerTest" in char["fontname"]  # ReportLab adds the face's index


def test_the_official_cut_comes_before_its_stand_ins(tmp_path: Path) -> None:
    plain = saved(named("FangSong"), tmp_path / "a.ttf")
    official = saved(named("FangSong_GB2312"), tmp_path / "b.ttf")
    faces = [face for path in (plain, official) for face in read_faces(path)]
    assert choose(faces).files[Role.BODY].path == official
    assert "仿宋：仿宋_GB2312" in roles_in_words(choose(faces).files)
    assert "楷体：霞鹜文楷（替代）" in roles_in_words(choose(faces).files)


@pytest.mark.parametrize("permission", [0x0002, 0x0100, 0x0200])
def test_a_font_that_may_not_be_embedded_is_refused_in_words(tmp_path: Path, permission: int) -> None:
    path = saved(named("SimHei", permission=permission), tmp_path / "simhei.ttf")
    choice = choose(read_faces(path))
    assert choice.files[Role.HEI] == BUNDLED[Role.HEI]
    assert choice.refused == ("字体“黑体”（simhei.ttf）的许可不允许嵌入PDF，黑体改用其他字体。",)


def test_a_font_with_postscript_outlines_is_refused_in_words(tmp_path: Path) -> None:
    path = postscript(tmp_path / "fz.otf", "FZXiaoBiaoSong-B05S")
    choice = choose(read_faces(path))
    assert choice.files[Role.TITLE] == BUNDLED[Role.TITLE]
    assert choice.refused == (
        "字体“方正小标宋简体”（fz.otf）是PostScript轮廓（CFF）的字体，不能嵌入PDF，小标宋改用其他字体。",
    )


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\0\1\0\0\0\x09")
    assert read_faces(broken) == ()
    assert read_faces(tmp_path / "none.ttf") == ()


def test_a_hanzi_the_official_font_lacks_comes_from_the_bundled_chain(tmp_path: Path) -> None:
    path = saved(named("FangSong_GB2312"), tmp_path / "fangsong_gb2312.ttf")  # Latin only
    fonts = Fonts(choose(read_faces(path)).files)
    assert fonts.glyph("\u00e9", Role.BODY).found
    assert fonts.glyph("督", Role.BODY).found
    assert not fonts.covers("督", Role.BODY)


def test_the_systems_fonts_are_found() -> None:
    assert all(path.suffix.lower() in {".ttf", ".ttc", ".otf", ".otc"} for path in font_files())
    assert set(OFFICIAL_NAMES) == set(Role)


def test_only_the_chosen_roles_take_the_offices_own_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    body = saved(named("FangSong_GB2312"), folder / "simfang.ttf")
    saved(named("SimHei"), folder / "simhei.ttf")
    found = [face for path in sorted(folder.iterdir()) for face in read_faces(path)]
    monkeypatch.setattr(reports.installed, "installed_choice", lambda: choose(found))
    files = reports.installed.installed(frozenset({Role.BODY})).files
    assert files[Role.BODY].path == body
    assert files[Role.HEI] == BUNDLED[Role.HEI]


def test_a_damaged_font_of_the_office_is_named_with_its_own_remedy(tmp_path: Path) -> None:
    path = saved(named("FangSong_GB2312"), tmp_path / "simfang.ttf")
    chosen = choose(read_faces(path)).files
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(UserError, match=r"字体文件“simfang\.ttf”已损坏.*改用程序自带的字体"):
        Fonts(chosen).glyph("督", Role.BODY)


def test_a_font_named_like_ours_stays_apart_from_it(tmp_path: Path) -> None:
    path = saved(named("KaiTi_GB2312"), tmp_path / "kaiti.ttf")
    own = Fonts(choose(read_faces(path)).files).glyph("–", Role.KAI)
    assert own.font != Fonts().glyph("督", Role.KAI).font
    assert own.font.startswith("office-kaiti")
