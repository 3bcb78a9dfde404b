"""Other papers' numbers, reserved and void ones: each an undoable act, none against an issued circular."""

from collections.abc import Callable
from datetime import date

import pytest

from core import journal
from core.db import Db
from core.doors import Write
from core.errors import UserError
from core.names import Names
from core.queries.circulars import Dates, draft, frozen_pdf
from core.queries.numbers import Entry, next_serial, register
from core.rules.calendar import Month
from core.rules.circular import CircularFacts, Printed
from core.services import check_ins, circulars, numbers
from tests.core.services.conftest import the

CODE, YEAR = "大和创文办", 2026
OCTOBER = Month(2026, 10)


def render(facts: CircularFacts, _edits: object) -> Printed:
    return Printed("通报", f"%PDF {facts.doc_no}".encode())


@pytest.fixture
def busy(office: Db, names: Names) -> Db:
    with office.write("登记签到") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 10, 26))
    return office


def entries(db: Db) -> list[Entry]:
    with db.read() as r:
        return register(r, CODE, YEAR)


def kinds(db: Db) -> list[tuple[int, str]]:
    return [(one.first, one.kind) for one in entries(db)]


def does(db: Db, verb: Callable[[Write], object]) -> None:
    with db.write("改文号登记") as w:
        verb(w)


def refused(db: Db, verb: Callable[[Write], object], words: str) -> None:
    before = entries(db)
    with pytest.raises(UserError, match=words):
        does(db, verb)
    assert entries(db) == before


def taken(db: Db, serial: int, state: str = "used", title: str = "关于防汛的通知") -> int:
    with db.write("登记1个文号") as w:
        return numbers.reserve_number(w, CODE, YEAR, serial, title=title, state=state)


def test_a_reserved_number_is_gone_round_and_taken_by_its_paper(busy: Db) -> None:
    row = taken(busy, 1, "reserved", "10月通报")
    refused(
        busy, lambda w: numbers.reserve_number(w, CODE, YEAR, 1), "1号已经预留（10月通报），下一个可用的是2号"
    )
    with busy.read() as r:
        assert next_serial(r, CODE, YEAR) == 2
    done = circulars.issue(busy, OCTOBER, render, serial=1)
    assert done.doc_no == "大和创文办〔2026〕1号"
    (entry,) = entries(busy)
    assert (entry.kind, entry.ids, entry.title, entry.month) == ("issued", (row,), "通报", "2026-10")
    with busy.read() as r:
        assert journal.faults(r) == []


def test_a_reserved_number_becomes_used_or_is_given_back(office: Db) -> None:
    row = taken(office, 5, "reserved", "年度总结")
    refused(office, lambda w: numbers.change_number(w, row, title=" ", day=None, used=False), "留给哪份文件")
    day = date(2026, 11, 20)
    does(office, lambda w: numbers.change_number(w, row, title="关于年度总结的报告", day=day, used=True))
    entry = entries(office)[0]
    assert (entry.kind, entry.title, entry.day) == ("used", "关于年度总结的报告", day)
    does(office, lambda w: numbers.free_number(w, row))
    assert entries(office) == []
    journal.undo(office)
    assert entries(office)[0] == entry
    refused(office, lambda w: numbers.free_number(w, row + 9), "已经不在了")


def test_reserving_says_for_what(office: Db) -> None:
    refused(
        office, lambda w: numbers.reserve_number(w, CODE, YEAR, 3, state="reserved"), "这个号留给哪份文件"
    )
    refused(office, lambda w: numbers.reserve_number(w, "〔和〕", YEAR, 3), "机关代字要填")
    refused(office, lambda w: numbers.reserve_number(w, CODE, YEAR, 0), "在1和99999之间")


def test_a_void_number_is_never_used_again(busy: Db) -> None:
    row = taken(busy, 1)
    refused(busy, lambda w: numbers.void_number(w, row, "　"), "请写明原因")
    does(busy, lambda w: numbers.void_number(w, row, "文稿撤回"))
    assert [(one.kind, one.title, one.note) for one in entries(busy)] == [
        ("void", "关于防汛的通知", "文稿撤回")
    ]
    with pytest.raises(UserError, match="1号已经作废，不再使用"):
        circulars.issue(busy, OCTOBER, render, serial=1)
    refused(busy, lambda w: numbers.free_number(w, row), "已经作废")
    refused(busy, lambda w: numbers.void_number(w, row, "再作废"), "不用再作废")
    refused(busy, lambda w: numbers.set_note(w, (row,), ""), "要写明原因")
    refused(busy, lambda w: numbers.change_number(w, row, title="新", day=None, used=True), "已经作废")
    assert circulars.issue(busy, OCTOBER, render).doc_no == "大和创文办〔2026〕2号"


def test_an_issued_number_stands_and_a_correction_is_the_way(busy: Db) -> None:
    circulars.issue(busy, OCTOBER, render)
    (row,) = entries(busy)[0].ids
    refused(busy, lambda w: numbers.void_number(w, row, "写错了"), "是印发的通报，不能作废；有错请另发更正")
    refused(busy, lambda w: numbers.free_number(w, row), "不能取消登记；有错请另发更正")
    refused(busy, lambda w: numbers.change_number(w, row, title="新", day=None, used=True), "请另发更正")
    does(busy, lambda w: numbers.set_note(w, (row,), "已寄各村"))
    assert entries(busy)[0].note == "已寄各村"


def test_gaps_are_listed_until_they_are_explained(office: Db) -> None:
    taken(office, 3)
    taken(office, 9)
    assert kinds(office) == [(9, "used"), (4, "gap"), (3, "used"), (1, "gap")]
    gap = entries(office)[1]
    assert (gap.last, gap.number) == (8, "大和创文办〔2026〕4—8号")
    does(office, lambda w: numbers.explain_gap(w, CODE, YEAR, 4, 8, "用于党建文件"))
    explained = entries(office)[1]
    assert (explained.kind, explained.first, explained.last, explained.note, len(explained.ids)) == (
        "explained",
        4,
        8,
        "用于党建文件",
        5,
    )
    does(office, lambda w: numbers.set_note(w, explained.ids[:1], "号段错印"))
    assert [(one.first, one.last, one.note) for one in entries(office) if one.kind == "explained"] == [
        (5, 8, "用于党建文件"),
        (4, 4, "号段错印"),
    ]
    journal.undo(office)
    journal.undo(office)
    assert kinds(office) == [(9, "used"), (4, "gap"), (3, "used"), (1, "gap")]


def test_a_gap_is_not_explained_over_a_number_or_by_the_thousand(office: Db) -> None:
    taken(office, 3)
    taken(office, 5000)
    refused(office, lambda w: numbers.explain_gap(w, CODE, YEAR, 1, 3, "空"), "3号已经用过")
    refused(office, lambda w: numbers.explain_gap(w, CODE, YEAR, 4, 4999, "空"), "4996个空号太多")
    refused(office, lambda w: numbers.explain_gap(w, CODE, YEAR, 1, 2, ""), "请写明原因")
    refused(office, lambda w: numbers.explain_gap(w, CODE, YEAR, 2, 1, "空"), "写反了")


def test_a_january_paper_for_december_may_take_the_year_before(busy: Db, names: Names) -> None:
    december, january = Month(2025, 12), Dates(doc_date=date(2026, 1, 6))
    with busy.write("登记签到") as w:
        check_ins.add(w, the(names.person("王建国")), date(2025, 12, 9))
        numbers.reserve_number(w, CODE, 2025, 30)
    with busy.read() as r:
        usual, _ = draft(r, december, january)
        before, _ = draft(r, december, january, number_year=2025)
        with pytest.raises(UserError, match="不能用2024年的文号，只能用2026年或2025年的"):
            draft(r, december, january, number_year=2024)
        with pytest.raises(UserError, match="只能用2026年的"):
            draft(r, OCTOBER, number_year=2025)
    assert (usual.doc_no, before.doc_no) == ("大和创文办〔2026〕1号", "大和创文办〔2025〕31号")
    done = circulars.issue(busy, december, render, january, number_year=2025)
    assert done.doc_no == "大和创文办〔2025〕31号"
    with busy.read() as r:
        assert frozen_pdf(r, done.id) == "%PDF 大和创文办〔2025〕31号".encode()
        assert register(r, CODE, 2025)[0].day == date(2026, 1, 6)
    assert circulars.issue(busy, OCTOBER, render).doc_no == "大和创文办〔2026〕1号"
