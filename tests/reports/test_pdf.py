"""The printed circular itself, measured."""

import io
import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from core.rules.circular import CircularFacts
from reports.boxes import Page
from reports.fonts import Role, bundled
from reports.linebreak import CLOSING
from reports.pdf import render
from reports.render import circular_pages, circular_pdf

MM = 72 / 25.4
FactsMaker = Callable[..., CircularFacts]


@pytest.fixture
def pages(make_facts: FactsMaker) -> list[Any]:
    return list(pdfplumber.open(io.BytesIO(circular_pdf(make_facts()))).pages)


def baseline(page: Any, char: Any) -> float:
    return float(page.height - char["matrix"][5])


def ink_edge(char: Any) -> float:
    """The right edge, without the empty half of a mark that was narrowed to fit."""
    return float(char["x1"]) - (char["size"] / 2 if char["text"] in CLOSING else 0.0)


def body(page: Any) -> list[Any]:
    return [char for char in page.chars if abs(char["size"] - 16) < 0.1]


def test_pages_are_a4_and_every_font_is_embedded(pages: list[Any]) -> None:
    for page in pages:
        assert (page.width, page.height) == pytest.approx((595.276, 841.890), abs=0.01)
    names = {char["fontname"] for page in pages for char in page.chars}
    assert all("+Ledger" in name for name in names)  # subsets of our own; no Helvetica


def test_the_mark_is_red_and_the_rule_as_wide_as_the_type_area(pages: list[Any]) -> None:
    first = pages[0]
    red = [char for char in first.chars if char["non_stroking_color"] == (0, 0.8, 0.8, 0)]
    assert "".join(char["text"] for char in red).endswith("办公室文件")
    assert (red[0]["x0"] + red[-1]["x1"]) / 2 == pytest.approx(106 * MM, abs=0.5)
    assert baseline(first, red[0]) - 0.846 * red[0]["size"] == pytest.approx(72 * MM, abs=0.2)
    rule = next(line for line in first.lines if line["stroking_color"] == (0, 0.8, 0.8, 0))
    assert (rule["x0"], rule["x1"]) == pytest.approx((28 * MM, 184 * MM), abs=0.01)
    number = next(char for char in first.chars if char["text"] == "〔")
    assert rule["top"] - baseline(first, number) == pytest.approx(4 * MM + 1.6, abs=0.8)
    others = {char["non_stroking_color"] for page in pages for char in page.chars} - {(0, 0.8, 0.8, 0)}
    assert others == {(0, 0, 0, 1)}


def test_body_lines_keep_the_grid(pages: list[Any]) -> None:
    rows = sorted({round(baseline(pages[1], char), 1) for char in body(pages[1])})
    assert len(rows) == 22
    assert all(b - a == pytest.approx(29.6, abs=0.11) for a, b in pairwise(rows))
    for page in pages[:4]:
        assert min(char["x0"] for char in body(page)) >= 28 * MM - 0.1
        assert max(ink_edge(char) for char in body(page)) <= 184 * MM + 0.3


def test_page_numbers_and_imprint_lie_where_they_must(pages: list[Any]) -> None:
    for number, page in enumerate(pages, 1):
        folio = [char for char in page.chars if baseline(page, char) > 265 * MM]
        assert "".join(char["text"] for char in folio) == f"— {number} —"
        assert baseline(page, folio[0]) - 0.293 * 14 == pytest.approx(269 * MM, abs=0.1)
        edge = folio[-1]["x1"] - (184 * MM - 14) if number % 2 else folio[0]["x0"] - (28 * MM + 14)
        assert edge == pytest.approx(0, abs=0.1)
    thick = [line for line in pages[-1].lines if line["linewidth"] == pytest.approx(0.35 * MM, abs=0.01)]
    assert max(line["top"] for line in thick) == pytest.approx(262 * MM, abs=0.1)
    thin = [line for line in pages[-1].lines if line["linewidth"] == pytest.approx(0.25 * MM, abs=0.01)]
    assert len(thin) == 1


def test_attachments_are_as_many_as_announced(pages: list[Any]) -> None:
    text = [page.extract_text() for page in pages]
    heads = [page_text.split("\n")[0] for page_text in text]
    assert [head for head in heads if head.startswith("附件")] == ["附件1", "附件2", "附件3"]
    seal_page = next(page_text for page_text in text if "附件：1." in page_text)
    assert "3.2026年10月督查发现问题清单" in seal_page
    assert "2026年11月2日" in seal_page


def test_the_same_facts_give_the_same_bytes(make_facts: FactsMaker) -> None:
    assert circular_pdf(make_facts()) == circular_pdf(make_facts())


def test_text_copies_in_order_with_characters_above_ffff(make_facts: FactsMaker, tmp_path: Path) -> None:
    target = tmp_path / "通报.pdf"
    target.write_bytes(circular_pdf(make_facts(), {"opening": "𬭚𫖮𬸪堃喆㛃䶮督查“情况”如下："}))
    done = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True, text=True)
    assert "𬭚𫖮𬸪堃喆㛃䶮督查“情况”如下：" in done.stdout.replace("\n", "")
    assert done.stdout.index("一、总体情况") < done.stdout.index("二、通报表扬")


def test_more_characters_than_a_subset_holds_copy_right(make_facts: FactsMaker, tmp_path: Path) -> None:
    hanzi = map(chr, range(0x4E00, 0x5400))
    text = "".join(char for char in hanzi if bundled().covers(char, Role.BODY))
    assert len(text) > 512  # three subsets of 256, each of several bfchar blocks
    target = tmp_path / "subsets.pdf"
    target.write_bytes(circular_pdf(make_facts(), {"opening": text}))
    done = subprocess.run(["pdftotext", "-raw", str(target), "-"], capture_output=True, check=True, text=True)
    assert text in re.sub(r"\n(\f?— \d+ —\n)?\f?", "", done.stdout)


def test_no_pages_give_a_file_all_the_same() -> None:
    assert render([Page(1, (), ())], "空").startswith(b"%PDF")


def test_a_title_with_half_a_character_still_names_the_file() -> None:
    made = render((), "坏\ud800字\x00的通报", "大和乡\udfff创文办")
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        assert (pdf.metadata["Title"], pdf.metadata["Author"]) == ("坏字的通报", "大和乡创文办")


def test_boxes_lead_to_sentences_and_rows(make_facts: FactsMaker) -> None:
    facts = make_facts()
    boxes = [box for page in circular_pages(facts).pages for box in page.texts]
    figures = {(box.key, box.ref) for box in boxes if box.ref}
    assert ("overview.findings", facts.findings) in figures
    assert ("opening", facts.inspections) in figures
    assert all(box.key for box in boxes if box.size == 16)
