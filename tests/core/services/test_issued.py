"""The register rebuilt from the papers beside the record, byte for byte; contradictions change nothing."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from core import journal
from core.db import Db, copy_database
from core.errors import Conflict, UserError
from core.model import circular
from core.names import Names
from core.queries.circulars import USUAL, Dates, Issued, draft_dates, frozen_pdf, issued_circulars, issued_for
from core.queries.numbers import register
from core.rules.calendar import Month
from core.rules.circular import CircularFacts, Printed
from core.services import check_ins, circulars, numbers
from core.services.checking import faults_of
from core.services.issued import rebuild
from core.services.record import open_for_work
from tests.core.conftest import clock
from tests.core.services.conftest import the

OCTOBER = Month(2026, 10)


def render(facts: CircularFacts, _edits: object) -> Printed:
    return Printed(f"关于{facts.month}月督查情况的通报", f"%PDF {facts.doc_no} \x00".encode())


@pytest.fixture
def older(office: Db, names: Names) -> Path:
    """A copy of the record from before anything was issued."""
    with office.write("登记签到") as w:
        for day in (date(2026, 9, 15), date(2026, 10, 26)):
            check_ins.add(w, the(names.person("王建国")), day)
    copy = office.path.with_name("旧.db")
    copy_database(office.path, copy)
    return copy


@pytest.fixture
def papers(older: Path, office: Db) -> list[Issued]:
    """September, October and its correction, lying beside both records."""
    circulars.issue(office, Month(2026, 9), render)
    first = circulars.issue(office, OCTOBER, render)
    circulars.issue(office, OCTOBER, render, corrects_id=first.id)
    shutil.copytree(office.files / "issued", older.with_suffix(".files") / "issued")
    with office.read() as r:
        return issued_circulars(r)


def everything(db: Db) -> tuple[list[Issued], list[bytes], object]:
    with db.read() as r:
        rows = issued_circulars(r)
        facts = [r.values(circular, one.id) for one in rows]
        return rows, [frozen_pdf(r, one.id) for one in rows], [one and one["facts"] for one in facts]


def reopened(older: Path) -> Db:
    return open_for_work(older, clock)


def test_papers_come_back_as_they_were_issued(older: Path, office: Db, papers: list[Issued]) -> None:
    with reopened(older) as db:
        tried = rebuild(db, dry_run=True)
        assert (tried.papers, tried.known, len(tried.missing), tried.faults) == (3, 0, 3, ())
        assert everything(db)[0] == []
        done = rebuild(db)
        assert [one.entry.doc_no for one in done.missing] == [one.doc_no for one in reversed(papers)]
        assert everything(db) == everything(office)
        with db.read() as r:
            assert register(r, "大和创文办", 2026) == register_of(office)
        assert faults_of(db) == []
        with pytest.raises(Conflict, match="“重建文号登记”不能撤销"):
            journal.undo(db)
        again = rebuild(db)
        assert (again.known, again.missing) == (3, ())


def test_the_draft_of_a_paper_put_back_is_gone(older: Path, papers: list[Issued]) -> None:
    with reopened(older) as db:
        with db.write("改日期") as w:
            circulars.set_dates(w, OCTOBER, Dates(doc_date=date(2026, 11, 3)))
        assert len(rebuild(db).missing) == len(papers)
        with db.read() as r:
            assert draft_dates(r, OCTOBER) == USUAL
            assert issued_for(r, OCTOBER) == issued_circulars(r)[0]


def register_of(db: Db) -> object:
    with db.read() as r:
        return register(r, "大和创文办", 2026)


def test_only_what_is_missing_is_put_back(older: Path, papers: list[Issued], office: Db) -> None:
    last = papers[0]
    away = older.with_suffix(".files") / last.file
    for ending in (".json", ".pdf"):
        shutil.move(older.with_suffix(".files") / "issued" / f"{last.file}{ending}", f"{away}{ending}")
    with reopened(older) as db:
        assert len(rebuild(db).missing) == 2
        for ending in (".json", ".pdf"):
            shutil.move(f"{away}{ending}", older.with_suffix(".files") / "issued" / f"{last.file}{ending}")
        found = rebuild(db)
        assert (found.known, [one.entry.doc_no for one in found.missing]) == (2, [last.doc_no])
        assert everything(db) == everything(office)


def test_a_number_kept_for_the_paper_is_taken_up(older: Path, papers: list[Issued]) -> None:
    with reopened(older) as db:
        with db.write("预留1个文号") as w:
            numbers.reserve_number(w, "大和创文办", 2026, 1, title="9月通报", state="reserved")
        assert rebuild(db).faults == ()
        assert len(everything(db)[0]) == 3


@pytest.mark.usefixtures("papers")
def test_a_number_used_otherwise_is_a_contradiction(older: Path) -> None:
    with reopened(older) as db:
        with db.write("登记2个文号") as w:
            numbers.reserve_number(w, "大和创文办", 2026, 1, title="关于防汛的通知")
            row = numbers.reserve_number(w, "大和创文办", 2026, 2, title="草稿")
            numbers.void_number(w, row, "撤回")
        found = rebuild(db)
        first, second = found.faults
        assert "1号在台账里登记给了《关于防汛的通知》，文件夹里却是印发的" in first
        assert "2号在台账里已经作废，文件夹里却是印发的" in second
        assert everything(db)[0] == [], "all or nothing"


def test_another_paper_under_the_same_number_or_for_the_same_month(older: Path, papers: list[Issued]) -> None:
    issued = older.with_suffix(".files") / "issued"
    with reopened(older) as db:
        with pytest.raises(UserError, match="台账却没有登记，可能恢复过较早的备份"):
            circulars.issue(db, OCTOBER, render)
        assert len(list(issued.iterdir())) == 6, "nothing is written over"
        circulars.issue(db, OCTOBER, render, serial=7)
        found = rebuild(db)
        assert found.faults == (
            "2026年10月的通报已有大和创文办〔2026〕7号，文件夹里另有大和创文办〔2026〕2号，又不是更正。",
        )


def test_damaged_changed_and_lost_files_are_named(older: Path, papers: list[Issued]) -> None:
    folder = older.with_suffix(".files") / "issued"
    third, second, first = (folder / one.file for one in papers)
    Path(f"{first}.pdf").write_bytes(b"%PDF changed")
    data = json.loads(Path(f"{second}.json").read_text(encoding="utf-8"))
    Path(f"{second}.json").write_text(json.dumps(data | {"register": {}}), encoding="utf-8")
    Path(f"{third}.pdf").unlink()
    (folder / "扫描件.pdf").write_bytes(b"%PDF")
    with reopened(older) as db:
        found = rebuild(db)
        assert everything(db)[0] == []
    assert "被改动过" in found.faults[0]
    assert "读不出登记内容" in found.faults[1]
    assert "却找不到" in found.faults[2]
    assert found.notes == ("“扫描件.pdf”旁没有同名的数据文件，不能据以登记。",)


def test_a_data_file_without_the_registers_entry_is_taken_by_its_facts(
    older: Path, papers: list[Issued]
) -> None:
    for file in older.with_suffix(".files").glob("issued/*.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        del data["register"]
        file.write_text(json.dumps(data), encoding="utf-8")
    with reopened(older) as db:
        found = rebuild(db)
        assert found.faults == ()
        assert len(found.notes) == len(papers)
        assert all("没有登记内容，按其中的数据登记" in note for note in found.notes)
        with db.read() as r:
            back = issued_circulars(r)
    assert [(one.month, one.doc_no, one.title, one.doc_date, one.sha256) for one in back] == [
        (one.month, one.doc_no, one.title, one.doc_date, one.sha256) for one in papers
    ]
    assert [one.corrects_id is None for one in back] == [one.corrects_id is None for one in papers]


def test_a_file_that_tells_nothing_does_not_stop_the_others(older: Path, papers: list[Issued]) -> None:
    first, *_ = sorted(older.with_suffix(".files").glob("issued/*.json"))
    for text in ("{}", '{"doc_no": "和创文办〔2026〕9号"}', '{"doc_date": 3, "office": [], "doc_no": 1}'):
        first.write_text(text, encoding="utf-8")
        with reopened(older) as db:
            found = rebuild(db, dry_run=True)
        assert found.notes == (f"“{first.name}”没有登记内容，不能据以登记，其余的照常核对。",)
        assert len(found.missing) + len(found.faults) == len(papers) - 1


def test_a_renamed_file_and_a_correction_of_nothing(older: Path, papers: list[Issued]) -> None:
    folder = older.with_suffix(".files") / "issued"
    _, second, first = (folder / one.file for one in papers)
    for ending in (".json", ".pdf"):
        Path(f"{second}{ending}").unlink()
        Path(f"{first}{ending}").rename(folder / f"九月{ending}")
    with reopened(older) as db:
        found = rebuild(db)
    assert len(found.faults) == 2
    assert any("可能改过名" in fault for fault in found.faults)
    assert any(f"更正的是{papers[1].doc_no}，台账和文件夹里都没有" in fault for fault in found.faults)


def test_an_empty_folder_says_so(office: Db) -> None:
    found = rebuild(office)
    assert (found.papers, found.missing, found.faults, found.notes) == (0, (), (), ())
