"""The Word copy opened by another program: the paper's words in order, every mark, every attachment."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

from reports.docx import docx_bytes
from reports.papers.circular import build
from tests.reports.conftest import FactsMaker

OFFICE = shutil.which("soffice") or ""
FULL = "督" * 25 + "，" + "查" * 27 + "。"  # marks on the last of 28 places: two are left free at the start


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice here")
def test_another_program_shows_every_word(make_facts: FactsMaker, tmp_path: Path) -> None:
    document = build(make_facts(), {"opening": FULL, "overview.visits": "巩固成果，再创佳绩，" * 30})
    data = docx_bytes(document)
    (tmp_path / "通报.docx").write_bytes(data)
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "通报.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    body = docx.Document(BytesIO(data)).element.body
    written = "".join(text.text or "" for text in body.iter(qn("w:t")))
    with pdfplumber.open(tmp_path / "通报.pdf") as book:
        shown = "".join(char["text"] for page in book.pages for char in page.chars)
        titles = [one.title for one in document.attachments]
        heads = [page.extract_text().replace(" ", "")[:60] for page in book.pages]
    assert plain(shown).count("巩固成果，再创佳绩，") == 30
    assert FULL in plain(shown)
    missing = sorted(set(plain(written)) - set(plain(shown)))
    assert missing == []
    for number, title in enumerate(titles, 1):
        assert sum(head.startswith(f"附件{number}") and title[-6:] in head for head in heads) == 1


def plain(text: str) -> str:
    """Without white; page numbers stand apart and are not compared."""
    return re.sub(r"—\d+—", "", re.sub(r"\s", "", text))
