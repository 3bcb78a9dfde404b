"""The circular by command: drafts, issuing once, and targets that cannot be written."""

import io
from datetime import datetime
from pathlib import Path

import pdfplumber
import pytest

from core.rules.calendar import Month
from core.services.circulars import add_paragraph
from core.services.record import open_for_work
from tests.cli.conftest import Run, sentence, tables, visit

OCTOBER = ("circular", "--month", "2026-10")


@pytest.fixture
def worked(run: Run) -> Run:
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12") + visit("王建国", "2026-10-14"))
    return run


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "通报.pdf"


def numbers(record: Path) -> list[int]:
    return [row[3] for row in tables(record)["doc_number"]]


def pages_of(pdf: bytes) -> int:
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return len(book.pages)


def test_a_draft_shows_the_next_number_and_takes_none(worked: Run, record: Path, target: Path) -> None:
    before = tables(record)
    ran = worked(*OCTOBER, "--to", target, "--json")
    assert ran.code == 0, ran.err
    assert ran.json == {
        "doc_no": "大和创文办〔2026〕1号",
        "provisional": True,
        "title": "大和乡创文办关于2026年10月包保工作督查考核情况的通报",
        "pages": pages_of(target.read_bytes()),
        "file": str(target),
        "issued": False,
    }
    assert tables(record) == before


def test_issuing_freezes_the_paper(worked: Run, record: Path, target: Path, tmp_path: Path) -> None:
    first = worked(*OCTOBER, "--to", target, "--issue", "--number", "12", "--json").json
    assert (first["doc_no"], first["issued"], first["provisional"]) == ("大和创文办〔2026〕12号", True, False)
    beside = list((record.parent / "大和乡.files" / "issued").iterdir())
    assert sorted(file.suffix for file in beside) == [".json", ".pdf"]
    paper = target.read_bytes()
    assert paper in [file.read_bytes() for file in beside]
    worked("write", "check-ins", stdin=visit("王建国", "2026-10-19"))
    for more in ((), ("--issue",), ("--issue", "--number", "12")):
        again = tmp_path / f"再{len(more)}.pdf"
        ran = worked(*OCTOBER, "--to", again, *more)
        assert ran.code == 0
        assert "已于2026年11月24日印发，写出的是封存的原件" in ran.out
        assert again.read_bytes() == paper
    assert "已经以大和创文办〔2026〕12号印发" in sentence(
        worked(*OCTOBER, "--to", target, "--issue", "--number", "13")
    )
    assert numbers(record) == [12]
    assert worked("check").out == "没有发现问题。\n"


def test_a_correction_names_the_old_one(worked: Run, record: Path, target: Path) -> None:
    assert "没有可以更正的" in sentence(worked(*OCTOBER, "--to", target, "--correct"))
    worked(*OCTOBER, "--to", target, "--issue")
    draft = worked(*OCTOBER, "--to", target, "--correct", "--json").json
    assert (draft["doc_no"], draft["issued"]) == ("大和创文办〔2026〕2号", False)
    assert "已经用过" in sentence(worked(*OCTOBER, "--to", target, "--issue", "--correct", "--number", "1"))
    issued = worked(*OCTOBER, "--to", target, "--issue", "--correct", "--json").json
    assert issued["title"] == "大和乡创文办关于更正2026年10月包保工作督查考核情况的通报"
    assert numbers(record) == [1, 2]


def _folder(target: Path) -> None:
    target.mkdir()


def _read_only(target: Path) -> None:
    target.write_bytes(b"old")
    target.chmod(0o444)


def _open_in_an_office_program(target: Path) -> None:
    target.write_bytes(b"old")
    target.with_name(f".~lock.{target.name}#").write_text("")


def _no_folder(target: Path) -> None:
    target.parent.rmdir()


@pytest.mark.parametrize("hinder", [_folder, _read_only, _open_in_an_office_program, _no_folder])
@pytest.mark.parametrize("issue", [(), ("--issue",)])
def test_a_target_that_cannot_be_written_takes_no_number(
    worked: Run, record: Path, tmp_path: Path, hinder: object, issue: tuple[str, ...]
) -> None:
    target = tmp_path / "去处" / "通报.pdf"
    target.parent.mkdir()
    assert callable(hinder)
    hinder(target)
    before, beside = tables(record), sorted(tmp_path.rglob("*"))
    said = sentence(worked(*OCTOBER, "--to", target, *issue))
    assert "通报.pdf" in said or "去处" in said
    assert tables(record) == before
    added = set(tmp_path.rglob("*")) - set(beside)
    assert {file.name for file in added} <= {"backups", "2026-11-24.db", "issued"}
    if target.is_file():
        assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2026-09"], "2026年9月没有签到、督查和得分记录"),
        (["--month", "2026-12"], "还没有开始"),
        (["--month", "2026-10", "--number", "3"], "要和“--issue”一起用"),
        (["--month", "2026-10", "--cutoff", "2026-12-01", "--date", "2026-12-02"], "还没有到"),
        (["--month", "2026-10", "--cutoff", "2026-11-01", "--date", "2026-10-30"], "晚于成文日期"),
        (["--month", "2026-10", "--cutoff", "2026-09-01"], "早于本期第一天"),
        (["--month", "2026-10", "--date", "2026-09-27"], "成文日期早于本期第一天"),
    ],
)
def test_what_cannot_be_printed_is_refused(worked: Run, target: Path, words: list[str], said: str) -> None:
    assert said in sentence(worked("circular", *words, "--to", target))
    assert not target.exists()


def test_the_record_is_never_a_target(worked: Run, record: Path) -> None:
    inside = record.parent / "大和乡.files" / "通报.pdf"
    for target in (record, inside):
        assert "台账自己的文件" in sentence(worked(*OCTOBER, "--to", target))
        assert "台账自己的文件" in sentence(worked("backup", "--to", target))
    assert worked("check").code == 0


def test_dates_are_printed_as_given(worked: Run, target: Path) -> None:
    ran = worked(*OCTOBER, "--to", target, "--date", "2026-11-05", "--cutoff", "2026-10-25", "--json")
    assert ran.code == 0
    with pdfplumber.open(target) as book:
        text = "".join(page.extract_text() for page in book.pages)
    assert "2026年11月5日" in text
    assert "10月25日" in text


def test_a_paper_signed_before_its_period_ends_counts_to_that_day(worked: Run, target: Path) -> None:
    assert worked(*OCTOBER, "--to", target, "--date", "2026-10-30").code == 0
    with pdfplumber.open(target) as book:
        text = "".join(page.extract_text() for page in book.pages)
    assert "统计截至2026年10月30日" in text.replace("\n", "")
    assert "统计截至2026年11月1日" not in text.replace("\n", "")


def said(record: Path, text: str) -> None:
    """The clerk writes a paragraph of the draft in the window."""
    with open_for_work(record, lambda: datetime(2026, 11, 24, 9)) as db, db.write("新增一段") as w:
        keys = ["demands.duty"]
        add_paragraph(w, Month(2026, 10), "工作要求", text, after="demands.duty", keys=keys)


def test_what_speaks_against_the_circular_is_told_and_only_what_blocks_refuses(
    worked: Run, record: Path, target: Path
) -> None:
    said(record, "请王建国督促整改99处。")
    ran = worked(*OCTOBER, "--to", target)
    assert ran.code == 0
    assert "自检：文中点到个人：王建国。" in ran.err
    assert "自检：手写的99处没有数据对应。" in ran.err
    ran = worked(*OCTOBER, "--to", target, "--issue")
    assert ran.code == 0, ran.err
    assert "自检：手写的99处没有数据对应。" in ran.err
    with pdfplumber.open(target) as book:
        assert "请王建国督促整改99处。" in "".join(page.extract_text() for page in book.pages)


def test_what_blocks_refuses_the_issue_and_takes_no_number(worked: Run, record: Path, target: Path) -> None:
    said(record, "秘密★请整改。")
    before = tables(record)
    ran = worked(*OCTOBER, "--to", target)
    assert ran.code == 0
    assert "自检：有“秘密★”标志，涉密文件不能用本程序印发（改正前不能印发）。" in ran.err
    target.unlink()
    ran = worked(*OCTOBER, "--to", target, "--issue")
    assert sentence(ran).startswith("有“秘密★”标志，涉密文件不能用本程序印发；没有印发，文号也没有占用")
    assert not target.exists()
    assert tables(record) == before
