"""circular --to OUT.docx: a draft for further editing; what goes out is a PDF."""

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run, sentence, tables, visit

OCTOBER = ("circular", "--month", "2026-10")
TITLE = "大和乡创文办关于2026年10月包保工作督查考核情况的通报"


@pytest.fixture
def worked(run: Run) -> Run:
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12"))
    return run


def test_a_draft_is_written_for_word(worked: Run, record: Path, tmp_path: Path) -> None:
    before, target = tables(record), tmp_path / "通报.docx"
    said = worked(*OCTOBER, "--to", target, "--json").json
    assert (said["title"], said["pages"], said["provisional"]) == (TITLE, None, True)
    texts = [one.text.replace("\n", "") for one in docx.Document(str(target)).paragraphs]
    assert TITLE in texts
    assert "大和创文办〔2026〕1号" in texts
    assert tables(record) == before


def test_what_goes_out_is_a_pdf(worked: Run, record: Path, tmp_path: Path) -> None:
    before, target = tables(record), tmp_path / "通报.docx"
    assert "以PDF为准，“通报.docx”请改成.pdf结尾" in sentence(worked(*OCTOBER, "--to", target, "--issue"))
    assert tables(record) == before
    worked(*OCTOBER, "--to", tmp_path / "通报.pdf", "--issue")
    assert "1号已经印发，封存的是PDF" in sentence(worked(*OCTOBER, "--to", target))
    assert not target.exists()
