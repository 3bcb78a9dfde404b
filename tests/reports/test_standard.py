"""docs/standard.md: each clause measured on real PDFs, and the page kept to what was measured."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reports.document import Heading, Paragraph
from tests.reports.measuring import (
    MM,
    PAPERS,
    bad_ends,
    base,
    centre,
    dash_top,
    drawn,
    find,
    first,
    folio,
    foot,
    imprint_pitch,
    ink_top,
    mark,
    mm,
    pages,
    rows,
    rules,
    seal_gap,
    sealed_pitch,
    seals_apart,
    signed,
    sized,
    stamp_gap,
    title_widths,
    top,
    torn,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "standard.md"
NUMBERS = [*map(str, range(1, 60))]
NUMBERS[18:18] = ["18a"]
NUMBERS[NUMBERS.index("24") + 1 : NUMBERS.index("24") + 1] = ["24a"]
NUMBERS[NUMBERS.index("29") + 1 : NUMBERS.index("29") + 1] = ["29a"]


@dataclass(frozen=True)
class Measure:
    """What the standard asks, how far off it may be, and how to measure it."""

    wanted: float
    tolerance: float
    unit: str
    value: Callable[[], float]


CELL = 156 / 28  # mm
LINE = 29.6  # points
MEASURES: dict[str, Measure] = {
    "1": Measure(
        15.793, 0.01, "pt", lambda: find("file", "督督", 2)[1]["x0"] - find("file", "督督", 2)[0]["x0"]
    ),
    "2": Measure(29.61, 0.05, "pt", lambda: rows("file", 2)[1] - rows("file", 2)[0]),
    "4": Measure(210, 0.2, "mm", lambda: mm(pages("file")[0].width)),
    "5": Measure(37, 1, "mm", lambda: mm(top(find("file", "督", 2)[0]))),
    "6": Measure(28, 1, "mm", lambda: mm(min(c["x0"] for c in pages("file")[1].chars if sized(c, 16)))),
    "7": Measure(184, 1, "mm", lambda: mm(max(c["x1"] for c in pages("file")[1].chars if c["text"] == "督"))),
    "8": Measure(16, 0.1, "pt", lambda: find("file", "督督")[0]["size"]),
    "9": Measure(22, 0, "lines", lambda: len(rows("file", 2))),
    "10": Measure(
        0,
        0,
        "others",
        lambda: (
            sum(c["non_stroking_color"] != (0, 0, 0, 1) for p in pages("file") for c in p.chars)
            - len(mark("file"))
        ),
    ),
    "11": Measure(225, 1, "mm", lambda: mm(rows("file", 2)[-1] + 0.12 * 16) - 37),
    "12": Measure(0.8, 0.001, "of yellow and magenta", lambda: mark("file")[0]["non_stroking_color"][1]),
    "14": Measure(269, 3, "mm", lambda: mm(base(folio("file", 1)[0]))),
    "15": Measure(28, 1, "mm", lambda: mm(find("file", "000012")[0]["x0"])),
    "17": Measure(LINE, 0.1, "pt", lambda: base(find("file", "特急")[0]) - base(find("file", "000012")[0])),
    "18": Measure(72, 1, "mm", lambda: ink_top("short", 1, red=True)),
    "18a": Measure(
        0,
        0.1,
        "mm",
        lambda: mm(base(mark("joint")[-1]) - (base(mark("joint")[0]) + base(mark("joint")[-3])) / 2),
    ),
    "19": Measure(
        2 * LINE, 1, "pt", lambda: top(find("file", "和创文办〔")[0]) - (base(mark("file")[0]) + 0.09 * 48)
    ),
    "20": Measure(28 + CELL, 0.5, "mm", lambda: mm(find("joint", "和府〔2026〕3号")[0]["x0"])),
    "21": Measure(184 - CELL, 0.5, "mm", lambda: mm(find("joint", "张玉兰")[-1]["x1"])),
    "22": Measure(
        4, 0.5, "mm", lambda: mm(rules("file", 1)[0]["top"] - base(find("file", "和创文办〔")[0]) - 1.6)
    ),
    "23": Measure(2 * LINE, 1, "pt", lambda: top(first("file", 22)) - rules("file", 1)[0]["top"]),
    "24": Measure(0.75, 0.41, "of the longer line", lambda: min(title_widths()) / max(title_widths())),
    "24a": Measure(
        34.5, 1.5, "pt", lambda: base(find("file", "2026年10月包保")[0]) - base(first("file", 22))
    ),
    "25": Measure(28, 1, "mm", lambda: mm(find("file", "各村（居），各站所：")[0]["x0"])),
    "26": Measure(14, 0.1, "pt", lambda: find("crowd", "主送：第0村")[0]["size"]),
    "27": Measure(
        1,
        22,
        "lines",
        lambda: float(len([y for y in rows("crowd", 1)[1:] if y > rules("crowd", 1)[0]["top"]])),
    ),
    "28": Measure(28 + 2 * CELL, 0.5, "mm", lambda: mm(find("file", "督督")[0]["x0"])),
    "29": Measure(16, 0.1, "pt", lambda: find("file", "一、总体情况")[0]["size"]),
    "30": Measure(28 + 2 * CELL, 0.5, "mm", lambda: mm(find("file", "附件：1.")[0]["x0"])),
    "31": Measure(184 - 4 * CELL, 0.5, "mm", lambda: mm(find("short", "2026年11月2日")[-1]["x1"])),
    "32": Measure(0, 0.5, "mm", lambda: mm(centre(signed("short")) - centre(find("short", "2026年11月2日")))),
    "33": Measure(LINE / 2, LINE / 2, "pt", seal_gap),
    "34": Measure(4, 0.1, "mm", seals_apart),
    "35": Measure(
        184 - 2 * CELL, 0.5, "mm", lambda: mm(signed("unstamped", "大和乡人民政府办公室")[-1]["x1"])
    ),
    "36": Measure(2, 0.05, "characters", stamp_gap),
    "37": Measure(
        1,
        0,
        "date",
        lambda: float(
            bool(
                re.search(
                    r"20\d\d年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日",
                    "".join(c["text"] for c in find("short", "2026年11月2日")),
                )
            )
        ),
    ),
    "38": Measure(28, 1, "pt", sealed_pitch),
    "39": Measure(28 + 2 * CELL, 0.5, "mm", lambda: mm(find("short", "（此件公开发布）")[0]["x0"])),
    "40": Measure(
        37 + 2 * LINE / MM,
        1,
        "mm",
        lambda: mm(top(next(c for c in pages("apart")[-2].chars if sized(c, 22)))),
    ),
    "41": Measure(37, 1, "mm", lambda: mm(top(find("apart", "和创文办〔2026〕12号附件2")[0]))),
    "42": Measure(0.35, 0.01, "mm", lambda: mm(rules("short", len(pages("short")))[-1]["linewidth"])),
    "43": Measure(262, 0.5, "mm", lambda: mm(rules("short", len(pages("short")))[-1]["top"])),
    "44": Measure(28 + 14 / MM, 0.5, "mm", lambda: mm(find("short", "抄送：")[0]["x0"])),
    "45": Measure(22, 0.1, "pt", imprint_pitch),
    "46": Measure(184 - 14 / MM, 0.5, "mm", lambda: mm(find("short", "11月3日印发")[-1]["x1"])),
    "47": Measure(0, 0, "left over by two", lambda: float(len(pages("even")) % 2)),
    "48": Measure(269, 0.5, "mm", dash_top),
    "49": Measure(184 - 14 / MM, 0.5, "mm", lambda: mm(folio("file", 1)[-1]["x1"])),
    "50": Measure(
        0,
        0,
        "characters",
        lambda: float(len(folio("even", len(pages("even"))) if not pages("even")[-2].chars else ())),
    ),
    "51": Measure(
        len(pages("file")),
        0,
        "th",
        lambda: float("".join(c["text"] for c in folio("file", len(pages("file")))).strip("— ")),
    ),
    "52": Measure(90, 0, "degrees", lambda: 90.0 * (find("file", "附件2")[0]["matrix"][:4] == (0, 1, -1, 0))),
    "54": Measure(170, 0.5, "mm", lambda: mm(rules("letter", 1)[0]["width"])),
    "57": Measure(0, 0, "lines", bad_ends),
    "59": Measure(0, 0, "torn", torn),
}


def shown(measure: Measure) -> str:
    value = round(measure.value() + 0.0, 2) or 0.0
    return f"{value:g} {measure.unit}"


@dataclass(frozen=True)
class Row:
    number: str
    rule: str
    where: str
    tests: str
    measured: str


def table() -> dict[str, Row]:
    """The rows of docs/standard.md by their number."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and re.fullmatch(r"\d+a?", cells[0]):
            found[cells[0]] = Row(cells[0], cells[2], cells[3], cells[4], cells[5])
    return found


@pytest.mark.parametrize("number", MEASURES)
def test_the_clause_is_kept(number: str) -> None:
    measure = MEASURES[number]
    assert measure.value() == pytest.approx(measure.wanted, abs=measure.tolerance + 0.005)


@pytest.mark.parametrize("number", MEASURES)
def test_the_page_says_what_was_measured(number: str) -> None:
    assert shown(MEASURES[number]) in table()[number].measured


def test_the_page_has_every_clause_and_names_only_what_exists() -> None:
    rows = table()
    assert list(rows) == NUMBERS
    for row in rows.values():
        if row.where.startswith(("not ", "paper")):
            assert row.measured == "—"
            continue
        places = re.findall(r"`([a-z_/]+\.py)`(?: ([a-z_]+))?", row.where)
        assert places, row
        for file, name in places:
            text = (ROOT / "reports" / file).read_text(encoding="utf-8")
            assert re.search(rf"\b{name}\b", text), (row.number, name)
        named = re.findall(r"`([a-z_]+\.py)` ([a-z0-9_]+)", row.tests)
        assert named, row
        for file, name in named:
            text = (ROOT / "tests" / "reports" / file).read_text(encoding="utf-8")
            assert f"def {name}(" in text, (row.number, name)


@pytest.mark.parametrize("name", PAPERS)
def test_text_copies_back_and_every_font_is_embedded(name: str, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(drawn(name))
    command = ["pdftotext", "-raw", str(target), "-"]
    copied = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    plain = re.sub(r"\s|— \d+ —", "", copied)
    for block in PAPERS[name].body:
        if isinstance(block, Paragraph | Heading):
            assert re.sub(r"\s", "", block.text) in plain
    listed = subprocess.run(["pdffonts", str(target)], capture_output=True, check=True, text=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert all(
        re.search(r"\+Ledger\S*.*\byes\s+yes\s+yes\b", font) for font in fonts
    )  # embedded, subset, unicode


def test_a_letter_stands_where_10_1_puts_it() -> None:
    # the mark's ink from the edge of the paper; hanzi differ by a third of a millimetre in height
    assert ink_top("letter", 1, red=True) == pytest.approx(30, abs=0.4)
    lines = rules("letter", 1)
    assert [round(line["linewidth"], 2) for line in lines[:4]] == [2.0, 0.75, 0.75, 2.0]
    assert mm(lines[3]["top"] + 1) == pytest.approx(277, abs=0.05)  # 20 mm above the lower edge
    assert mm(lines[0]["x0"]) == pytest.approx(20)
    assert mm(lines[0]["top"] - 1 - base(mark("letter")[0]) - 0.09 * 48) == pytest.approx(4, abs=0.05)
    number = find("letter", "和创文办〔2026〕12号")
    assert mm(number[-1]["x1"]) == pytest.approx(184, abs=0.1)
    assert top(number[0]) - lines[1]["top"] - 0.375 == pytest.approx(14, abs=0.01)  # 7/8 of 三号
    assert find("letter", "000012")[0]["x0"] == pytest.approx(28 * MM)
    last = max(foot(char) for char in pages("letter")[0].chars)
    assert lines[2]["top"] - 0.375 - last == pytest.approx(14, abs=0.01)
    assert not folio("letter", 1)
    assert folio("letter", 2)
    bottom = pages("letter")[-1]
    assert not bottom.lines
    assert "印发" not in bottom.extract_text()
    assert "抄送：县创文办" in bottom.extract_text()
