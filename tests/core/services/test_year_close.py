"""年度结转: checked, backed up, closed once; nothing lost, nothing renumbered, the way back open."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import journal
from core.backup import counts_of
from core.db import Db, open_record
from core.errors import Conflict, UserError
from core.model import archive_item, change, finding, period_close
from core.names import names_of
from core.queries.archive import archive_items, archive_years, next_number, pages_of, unfiled
from core.queries.numbers import next_serial
from core.queries.year_close import (
    closed_years,
    open_findings,
    supplements,
    year_checks,
    years_to_close,
)
from core.rules.calendar import Month, week_of
from core.services import check_ins, inspections, numbers
from core.services.archive import change_item, file_item, file_year, void_item
from core.services.copies import copies_of
from core.services.record import open_for_work
from core.services.statements import receive
from core.services.year_close import close_year, undo_close
from tests.core.services.conftest import the
from tests.core.services.year import Clock, clock, year, year_path, year_template

__all__ = ["clock", "year", "year_path", "year_template"]


def everything(path: Path, *, journal_too: bool = False) -> str:
    conn = sqlite3.connect(path)
    try:
        names = [
            name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY 1")
        ]
        skipped = set() if journal_too else {"op", "change", "sqlite_sequence"}
        rows = {
            one: conn.execute(f'SELECT * FROM "{one}" ORDER BY 1').fetchall()
            for one in names
            if one not in skipped
        }
        return json.dumps(rows, default=str, ensure_ascii=False)
    finally:
        conn.close()


def test_the_checks_name_what_is_open(year: Db) -> None:
    with year.read() as r:
        station = the(names_of(r).unit("村建所"))
    with year.write("x") as w:
        receive(w, Month(2026, 11), station, "不在包保区域")
        numbers.reserve_number(w, "大和创文办", 2026, 6, title="工作总结")
        numbers.reserve_number(w, "大和创文办", 2026, 9, title="转发通知", state="reserved")
    with year.read() as r:
        said = {one.kind: (one.text, one.lack, one.count) for one in year_checks(r, 2026)}
    assert said == {
        "period": ("2026年12月的统计周期到2027年1月3日才结束，这以前的记录还会变", True, 1),
        "circulars": ("2026年11月通报没有印发", True, 1),
        "statements": ("1条陈述申辩还没有结论", True, 1),
        "gaps": ("大和创文办〔2026〕4—5号没有说明去向", True, 1),
        "reserved": ("大和创文办〔2026〕9号预留着还没有用", True, 1),
        "open": ("未销号4条，编号和期限不变，转入下一年继续办理", False, 4),
        "holidays": ("2027年放假安排还没有录入，录入后才能算应到次数", False, 1),
    }


def test_closing_keeps_a_verified_copy_and_changes_nothing_else(year: Db, year_path: Path) -> None:
    before = everything(year_path)
    done = close_year(year, 2026, note="按办公室安排")
    assert done.backup.name == "年度结转前-2026.db"
    assert everything(done.backup) == before
    assert counts_of(done.backup) == done.counts == counts_of(year_path)
    assert done.carried == 4
    with year.read() as r:
        (row,) = closed_years(r)
        assert (row.year, row.closed_on, row.backup, row.note) == (
            2026, date(2026, 12, 8), "年度结转前-2026.db", "按办公室安排",
        )  # fmt: skip
        assert r.value(select(func.count()).select_from(period_close)) == 12
        assert journal.faults(r) == []
    after, was = json.loads(everything(year_path)), json.loads(before)
    moved = {name for name in after if after[name] != was[name]}
    assert moved == {"year_close", "archive_item", "period_close"}, "nothing is moved, nothing deleted"
    assert [one.kind for one in copies_of(year_path) if one.path == done.backup] == ["年度结转前"]


def test_open_orders_go_on_under_their_number_and_the_series_begins_anew(year: Db, clock: Clock) -> None:
    with year.read() as r:
        before = open_findings(r, date(2026, 12, 31))
        dates = r.all(select(finding.c.id, finding.c.found_on), lambda *row: row)
    close_year(year, 2026)
    clock.day = date(2027, 1, 5)
    with year.read() as r:
        assert open_findings(r, date(2026, 12, 31)) == before
        assert r.all(select(finding.c.id, finding.c.found_on), lambda *row: row) == dates
        assert next_serial(r, "大和创文办", 2027) == 1
    with year.write("销号") as w:
        inspections.reply(w, before[0], date(2027, 1, 4), text="已清理")
        inspections.verify(w, before[0], date(2027, 1, 5), passed=True, verifier="李伟")
    with year.read() as r:
        assert open_findings(r, date(2026, 12, 31)) == before[1:]


def test_a_year_is_closed_once(year: Db, year_path: Path) -> None:
    close_year(year, 2026)
    with pytest.raises(UserError, match="2026年已经在2026年12月8日结转过"):
        close_year(year, 2026)
    assert len(list((year_path.with_suffix(".files") / "backups").glob("年度结转前*"))) == 1
    with pytest.raises(Conflict, match="不能撤销"):
        journal.undo(year)


@pytest.mark.parametrize(
    ("today", "asked", "fault"),
    [
        (date(2026, 11, 30), 2026, "2026年12月还没有到，不能结转；现在没有可以结转的年度。"),
        (date(2027, 1, 3), None, "请写明结转哪一年，现在可以结转：2026年。"),
        (date(2027, 1, 3), 2027, "2027年12月还没有到，不能结转；现在可以结转：2026年。"),
        (date(2027, 1, 3), 2019, "2019年没有记录，不能结转；现在可以结转：2026年。"),
        (date(2027, 12, 1), None, "请写明结转哪一年，现在可以结转：2026年。"),
    ],
)
def test_which_year_is_asked_never_guessed(
    year: Db, clock: Clock, today: date, asked: int | None, fault: str
) -> None:
    clock.day = today
    with pytest.raises(UserError) as refused:
        close_year(year, asked)
    assert refused.value.text == fault
    assert not list((year.files / "backups").glob("年度结转前*")), "no litter"


def test_on_3_january_the_last_week_still_belongs_to_december(year: Db, clock: Clock) -> None:
    clock.day = date(2027, 1, 3)
    assert week_of(clock.day).number == 53
    with year.read() as r:
        assert years_to_close(r) == [2026]
        assert "period" in {one.kind for one in year_checks(r, 2026)}
    clock.day = date(2027, 1, 4)
    with year.read() as r:
        assert "period" not in {one.kind for one in year_checks(r, 2026)}
    assert close_year(year, 2026).year == 2026


def test_one_verb_goes_back_and_keeps_what_was_done_since(year_path: Path, clock: Clock) -> None:
    before = everything(year_path, journal_too=True)
    with open_for_work(year_path, clock) as db:
        close_year(db, 2026)
        clock.day = date(2027, 1, 5)
        with db.read() as r:
            wang = the(names_of(r).person("王建国"))
        with db.write("登记签到") as w:
            check_ins.add(w, wang, date(2027, 1, 5))
    counts, former = undo_close(year_path, 2026)
    assert everything(year_path, journal_too=True) == before
    assert counts == counts_of(year_path)
    assert former is not None
    assert former.name.startswith("恢复前-")
    with pytest.raises(UserError, match="2026年没有结转过"):
        undo_close(year_path, 2026)
    with open_for_work(year_path, clock) as db:
        assert close_year(db, 2026).backup.name == "年度结转前-2026(2).db"


def test_a_copy_that_is_gone_is_told(year_path: Path, clock: Clock) -> None:
    with open_for_work(year_path, clock) as db:
        done = close_year(db, 2026)
    done.backup.unlink()
    with pytest.raises(UserError, match="不在了"):
        undo_close(year_path, 2026)


def test_entries_into_a_closed_year_are_told_apart(year: Db, clock: Clock) -> None:
    with year.read() as r:
        wang = the(names_of(r).person("王建国"))
        assert supplements(r, 2026) == []
    close_year(year, 2026)
    clock.day = date(2027, 1, 5)
    with year.write("登记签到") as w:
        late = check_ins.add(w, wang, date(2026, 12, 30))
        check_ins.add(w, wang, date(2027, 1, 4))
    with year.write("改签到") as w:
        check_ins.change(w, [late], note="补")
    with year.read() as r:
        found = [(one.what, one.label, one.day) for one in supplements(r, 2026)]
        everyone = r.value(select(func.count()).select_from(change))
    assert found == [("修改签到", "改签到", "2026-12-30"), ("新增签到", "登记签到", "2026-12-30")]
    assert everyone


# -- 归档 --------------------------------------------------------------------------------------------


def test_the_list_names_every_circular_of_the_year_by_its_signing(year: Db, clock: Clock) -> None:
    close_year(year, 2026)
    with year.read() as r:
        items = archive_items(r, 2026)
        assert unfiled(r, 2026) == []
        assert archive_years(r) == [2026]
    assert [one.number for one in items] == list(range(1, len(items) + 1))
    assert {one.retention for one in items} == {"10年"}
    papers = [one for one in items if one.circular_id]
    assert [(one.doc_no, one.day, one.pages) for one in papers] == [
        (f"大和创文办〔2026〕{number}号", date(2026, 8 + number, 8), 1) for number in (1, 2, 3)
    ]
    assert "大和乡2026年问题销号台账" in {one.title for one in items}


def test_numbers_are_given_once(year: Db) -> None:
    with year.write("归档") as w:
        count = file_year(w, 2026)
        assert file_year(w, 2026) == 0, "what is filed is not filed again"
        extra = file_item(w, 2026, "永久", "会议纪要")
    with year.read() as r:
        items = archive_items(r, 2026)
        assert items[0].id == extra, "the longest kept first"
        assert (items[0].number, items[-1].number) == (1, count)
    with year.write("调整") as w:
        void_item(w, items[1].id, "与党政办重复")
        change_item(w, items[2].id, retention="永久", pages=4)
        assert next_number(w, 2026, "10年") == count + 1
        assert file_year(w, 2026) == 0, "what was taken out stays out"
    with year.read() as r:
        now = {one.id: one for one in archive_items(r, 2026)}
        assert now[items[1].id].void
        assert (now[items[2].id].retention, now[items[2].id].number, now[items[2].id].pages) == ("永久", 2, 4)
    with year.write("删") as w:
        w.delete_all(archive_item, [items[-1].id])
        assert next_number(w, 2026, "10年") == count + 1, "a deleted number is not given again"
    for values, fault in (({"title": " "}, "题名"), ({"pages": 0}, "页数"), ({"retention": ""}, "保管期限")):
        with pytest.raises(UserError, match=fault), year.write("x") as w:
            change_item(w, items[0].id, **values)
    with pytest.raises(UserError, match="为什么"), year.write("x") as w:
        void_item(w, items[0].id, " ")


def test_pages_of_a_paper() -> None:
    assert pages_of(b"/Type /Pages /Type /Page\n/Type /Page>>") == 2
    assert pages_of(b"") is None


def test_a_closed_year_is_still_read(year_path: Path, clock: Clock) -> None:
    with open_for_work(year_path, clock) as db:
        close_year(db, 2026)
    with open_record(year_path, writable=False, clock=clock) as db, db.read() as r:
        assert len(archive_items(r, 2026)) > 3
