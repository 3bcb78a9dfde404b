"""rebuild-register: a real circular comes back from the folder and reprints byte for byte."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, sentence, tables, visit

OCTOBER = ("circular", "--month", "2026-10")


@pytest.fixture
def older(run: Run, record: Path, tmp_path: Path) -> Path:
    """A copy from the evening before the issue, with the folder of the day after."""
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12"))
    copy = tmp_path / "旧.db"
    shutil.copyfile(record, copy)
    assert run(*OCTOBER, "--to", tmp_path / "印发.pdf", "--issue", "--number", "12").code == 0
    shutil.copytree(record.with_suffix(".files") / "issued", copy.with_suffix(".files") / "issued")
    return copy


def test_a_paper_comes_back_and_reprints_byte_for_byte(run: Run, older: Path, tmp_path: Path) -> None:
    before = tables(older)
    tried = run("rebuild-register", "--dry-run", file=older)
    assert (tried.code, tried.err) == (0, "")
    assert tried.out.endswith("文件夹里有1份印发的通报，可补登记1份（只是试看，没有保存）。\n")
    assert tables(older) == before
    title = "大和乡创文办关于2026年10月包保工作督查考核情况的通报"
    done = run("rebuild-register", "--json", file=older)
    assert done.json == {
        "papers": 1,
        "known": 0,
        "missing": [{"doc_no": "大和创文办〔2026〕12号", "title": title, "month": "2026-10"}],
        "added": 1,
        "refused": [],
        "notes": [],
    }
    again = tmp_path / "再印.pdf"
    assert run(*OCTOBER, "--to", again, file=older).code == 0
    assert again.read_bytes() == (tmp_path / "印发.pdf").read_bytes()
    assert run("check", file=older).code == 0
    assert run("rebuild-register", file=older).out == "文件夹里有1份印发的通报，台账都已登记，没有要补的。\n"
    assert "“重建文号登记”不能撤销" in sentence(run("undo", file=older))


def test_a_contradiction_changes_nothing(run: Run, older: Path) -> None:
    (paper,) = older.with_suffix(".files").glob("issued/*.pdf")
    paper.write_bytes(paper.read_bytes() + b"%")
    before = tables(older)
    ran = run("rebuild-register", file=older)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"有1处矛盾，没有重建，什么都没有改：\n“{paper.name}”与印发时不一致，被改动过，请从备份取回原件。\n"
    )
    assert tables(older) == before
    assert run("rebuild-register", "--json", file=older).json["added"] == 0


def test_a_lost_paper_is_not_written_over(run: Run, older: Path, tmp_path: Path) -> None:
    said = sentence(run(*OCTOBER, "--to", tmp_path / "又.pdf", "--issue", "--number", "12", file=older))
    assert "台账却没有登记" in said


def test_the_year_of_a_number_is_asked_only_in_january(run: Run, tmp_path: Path) -> None:
    run("write", "check-ins", stdin=visit("王建国", "2025-12-10"))
    december = ("circular", "--month", "2025-12", "--date", "2026-01-06", "--to", tmp_path / "12月.pdf")
    assert run(*december, "--json").json["doc_no"] == "大和创文办〔2026〕1号"
    assert run(*december, "--year", "2025", "--json").json["doc_no"] == "大和创文办〔2025〕1号"
    assert "不能用2024年的文号" in sentence(run(*december, "--year", "2024"))
    assert "不是年份" in sentence(run(*december, "--year", "25"))
    issued = run(*december, "--year", "2025", "--issue", "--json").json
    assert issued["doc_no"] == "大和创文办〔2025〕1号"
    assert run(*december, "--year", "2025", "--issue", "--json").json == issued
    assert "不能再用2026年的文号" in sentence(run(*december, "--year", "2026", "--issue"))
