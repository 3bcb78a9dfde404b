"""Several papers as one PDF: every page, its words and its fonts, in order."""

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pdfplumber
import pytest

from reports.joining import join
from reports.papers.listing import Listing, listing_pdf


def listing(title: str, rows: int, columns: int = 2) -> bytes:
    heads = [f"列{number}" for number in range(columns)]
    lines = [[f"{title}{row}行{number}" for number in range(columns)] for row in range(rows)]
    return listing_pdf(Listing(title, "第44周", date(2026, 11, 24), heads, lines, "大和乡创文办"))


def texts(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [page.extract_text() for page in opened.pages]


def test_all_pages_with_their_words_in_order() -> None:
    papers = [listing("签到情况表", 80), listing("问题清单", 3, 9), listing("得分", 1)]
    joined = join(papers, "10月材料")
    assert texts(joined) == [text for one in papers for text in texts(one)]
    with pdfplumber.open(io.BytesIO(joined)) as opened:
        assert opened.metadata["Title"] == "10月材料"
        shapes = [page.width > page.height for page in opened.pages]
    assert shapes[-2:] == [True, False] and len(shapes) == 5
    assert join(papers, "10月材料") == joined


def test_one_paper_may_be_joined_again() -> None:
    once = join([listing("得分", 1)], "一")
    assert texts(join([once, once], "二")) == texts(once) * 2


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_another_reader_finds_every_font_embedded(tmp_path: Path) -> None:
    target = tmp_path / "joined.pdf"
    target.write_bytes(join([listing("签到情况表", 80), listing("问题清单", 3)], "10月材料"))
    told = subprocess.run(["pdffonts", target], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    lines = told.stdout.splitlines()[2:]
    assert lines and all(re.search(r"yes\s+yes\s+yes", line) for line in lines)
