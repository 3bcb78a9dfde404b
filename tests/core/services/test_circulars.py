"""Issuing takes a number once, freezes paper and data, and leaves nothing half written."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import journal
from core.db import Db
from core.errors import Conflict, UserError
from core.model import circular, doc_number
from core.names import Names
from core.queries.circulars import (
    Dates,
    Edited,
    correction_under_way,
    draft,
    edited_sentences,
    edits_of,
    frozen_pdf,
    issued_for,
)
from core.queries.numbers import next_serial
from core.rules.calendar import Month
from core.rules.circular import CircularFacts, Printed, Sentence
from core.rules.circular_edits import Edits
from core.services import check_ins, circulars, inspections, numbers
from tests.core.services.conftest import the

OCTOBER = Month(2026, 10)


def render(facts: CircularFacts, edits: Edits) -> Printed:
    """A painter of our own: the real one is tested under tests/reports and tests/cli."""
    return Printed(
        "大和乡创文办关于2026年10月包保工作督查情况的通报",
        f"%PDF {facts.serial} {dict(edits.texts)}".encode(),
    )


@pytest.fixture
def busy(office: Db, names: Names) -> Db:
    with office.write("登记签到") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 10, 26))
    return office


def _count(db: Db) -> tuple[int, int]:
    with db.read() as r:
        return (
            int(r.value(select(func.count()).select_from(circular).where(circular.c.state == "issued"))),
            int(r.value(select(func.count()).select_from(doc_number))),
        )


def test_issue_freezes_paper_and_data(busy: Db, names: Names) -> None:
    done = circulars.issue(busy, OCTOBER, render, Dates(doc_date=date(2026, 11, 3)))
    assert done.doc_no == "大和创文办〔2026〕1号"
    with busy.read() as r:
        assert frozen_pdf(r, done.id) == b"%PDF 1 {}"
    beside = busy.files / "issued"
    assert (beside / f"{done.file}.pdf").read_bytes() == b"%PDF 1 {}"
    assert json.loads((beside / f"{done.file}.json").read_text(encoding="utf-8"))["doc_no"] == done.doc_no
    with busy.write("登记签到") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 10, 28))
    with busy.read() as r:
        assert frozen_pdf(r, done.id) == b"%PDF 1 {}"


def test_a_month_is_issued_once_and_corrected_under_a_new_number(busy: Db) -> None:
    first = circulars.issue(busy, OCTOBER, render)
    with pytest.raises(UserError, match="已经印发"):
        circulars.issue(busy, OCTOBER, render)
    second = circulars.issue(busy, OCTOBER, render, corrects_id=first.id)
    assert (second.doc_no, second.corrects_id) == ("大和创文办〔2026〕2号", first.id)
    with busy.read() as r:
        assert issued_for(r, OCTOBER) == second
    with pytest.raises(Conflict, match="“印发通报”不能撤销"):
        journal.undo(busy)


def test_a_number_is_never_used_twice(busy: Db) -> None:
    with busy.write("登记文号") as w:
        numbers.reserve_number(w, "大和创文办", 2026, 12, title="关于防汛的通知")
    with pytest.raises(UserError, match="12号已经用过（关于防汛的通知），下一个可用的是13号"):
        circulars.issue(busy, OCTOBER, render, Dates(doc_date=date(2026, 11, 3)), serial=12)
    assert circulars.issue(busy, OCTOBER, render, Dates(doc_date=date(2026, 11, 3))).doc_no.endswith("13号")


def test_a_january_paper_takes_its_own_years_number(busy: Db) -> None:
    done = circulars.issue(busy, OCTOBER, render, Dates(doc_date=date(2027, 1, 5)))
    assert done.doc_no == "大和创文办〔2027〕1号"


def test_a_folder_that_cannot_be_written_consumes_no_number(busy: Db) -> None:
    (busy.files / "issued").write_text("a file where the folder should be")
    with pytest.raises(UserError, match="没有印发，文号也没有占用"):
        circulars.issue(busy, OCTOBER, render)
    assert _count(busy) == (0, 0)
    (busy.files / "issued").unlink()
    assert circulars.issue(busy, OCTOBER, render).doc_no.endswith("〕1号")


def test_a_painter_that_fails_leaves_nothing(busy: Db) -> None:
    def broken(facts: CircularFacts, edits: Edits) -> Printed:
        raise UserError("缺少字体。")

    with pytest.raises(UserError, match="缺少字体"):
        circulars.issue(busy, OCTOBER, broken)
    assert _count(busy) == (0, 0)


def test_months_without_records_or_to_come_are_refused(busy: Db) -> None:
    with busy.read() as r:
        with pytest.raises(UserError, match="没有签到、督查和得分记录"):
            draft(r, Month(2026, 5))
        with pytest.raises(UserError, match="还没有开始"):
            draft(r, Month(2027, 1))


def test_the_clerks_sentences_go_with_the_issue(busy: Db) -> None:
    with busy.write("改文句") as w:
        circulars.edit_sentence(w, OCTOBER, "opening", "新的开头。", "旧的开头。")
    with busy.read() as r:
        assert edited_sentences(r, OCTOBER) == {"opening": Edited("新的开头。", "旧的开头。")}
    done = circulars.issue(busy, OCTOBER, render)
    with busy.read() as r:
        assert "新的开头。".encode() in frozen_pdf(r, done.id)
        assert edits_of(r, OCTOBER) == Edits()
    journal_ok(busy)


def test_a_circular_that_names_a_unit_twice_is_not_issued(busy: Db) -> None:
    def both(facts: CircularFacts, edits: Edits) -> Printed:
        said = (
            Sentence("praise.1", "通报表扬", "予以通报表扬。", lead="村建所"),
            Sentence("criticism.1", "通报批评", "予以通报批评。", lead="村建所"),
        )
        return replace(render(facts, edits), sentences=said)

    with pytest.raises(UserError, match="村建所既受表扬又受批评；没有印发，文号也没有占用"):
        circulars.issue(busy, OCTOBER, both)
    assert _count(busy) == (0, 0)


def test_a_sentence_left_out_keeps_the_clerks_words(busy: Db) -> None:
    with busy.write("改文句") as w:
        circulars.edit_sentence(w, OCTOBER, "opening", "新的开头。", "旧的开头。")
    with busy.write("不写一句") as w:
        circulars.leave_out(w, OCTOBER, "opening", "旧的开头。")
        circulars.leave_out(w, OCTOBER, "demands.duty", "落实责任。")
    with busy.read() as r:
        assert edits_of(r, OCTOBER).texts == {"opening": "", "demands.duty": ""}
    with busy.write("写回一句") as w:
        circulars.take_in(w, OCTOBER, "opening")
        circulars.take_in(w, OCTOBER, "demands.duty")
    with busy.read() as r:
        assert edits_of(r, OCTOBER).texts == {"opening": "新的开头。"}
    journal_ok(busy)


def test_own_paragraphs_are_added_moved_left_out_and_undone(busy: Db) -> None:
    keys = ["overview.visits", "overview.findings"]
    with busy.write("新增一段") as w:
        first = circulars.add_paragraph(
            w, OCTOBER, "总体情况", " 天气良好。", after="overview.visits", keys=keys
        )
        keys.insert(1, first)
        second = circulars.add_paragraph(w, OCTOBER, "总体情况", "人手不足。", after="", keys=keys)
    with busy.read() as r:
        edits = edits_of(r, OCTOBER)
    assert [(one.key, one.text) for one in edits.own] == [("own.1", "天气良好。"), ("own.2", "人手不足。")]
    assert edits.order == ("own.2", "overview.visits", "own.1", "overview.findings")
    with busy.write("移动一段") as w:
        circulars.arrange(w, OCTOBER, ["overview.findings", "own.2", "overview.visits", "own.1"])
    with busy.write("不写一段") as w:
        circulars.leave_out(w, OCTOBER, first, "")
        circulars.restore_sentence(w, OCTOBER, second)
    with busy.read() as r:
        assert [one.text for one in edits_of(r, OCTOBER).own] == [""]
    for _ in range(2):
        journal.undo(busy)
    with busy.read() as r:
        assert edits_of(r, OCTOBER) == edits
    journal.undo(busy)
    with busy.read() as r:
        assert edits_of(r, OCTOBER) == Edits()
    journal_ok(busy)
    with busy.write("新增一段") as w, pytest.raises(UserError, match="还没有写字"):
        circulars.add_paragraph(w, OCTOBER, "总体情况", "  ", after="", keys=[])


def test_restoring_a_sentence(busy: Db) -> None:
    with busy.write("改文句") as w:
        circulars.edit_sentence(w, OCTOBER, "opening", "新的开头。", "旧的开头。")
        circulars.restore_sentence(w, OCTOBER, "opening")
    with busy.read() as r:
        assert edits_of(r, OCTOBER) == Edits()


def journal_ok(db: Db) -> None:
    with db.read() as r:
        assert journal.faults(r) == []


def test_next_serial_follows_each_series(busy: Db, tmp_path: Path) -> None:
    with busy.write("登记文号") as w:
        numbers.reserve_number(w, "和政发", 2026, 40)
    with busy.read() as r:
        assert next_serial(r, "和政发", 2026) == 41
        assert next_serial(r, "和政发", 2027) == 1
        assert next_serial(r, "大和创文办", 2026) == 1


def test_the_drafts_dates_are_kept_and_go_to_the_paper(busy: Db) -> None:
    kept = Dates(date(2026, 11, 3), date(2026, 10, 31), date(2026, 11, 12))
    with busy.write("改日期") as w:
        circulars.set_dates(w, OCTOBER, kept)
    with busy.read() as r:
        facts, _ = draft(r, OCTOBER)
        assert Dates(facts.doc_date, facts.cutoff, facts.rectify_by) == kept
        later, _ = draft(r, OCTOBER, Dates(doc_date=date(2026, 11, 5)))
        assert (later.doc_date, later.cutoff) == (date(2026, 11, 5), date(2026, 10, 31))
    for wrong, words in (
        (Dates(cutoff=date(2026, 9, 1)), "早于本期第一天"),
        (Dates(date(2026, 11, 3), date(2026, 11, 4)), "晚于成文日期"),
        (Dates(date(2026, 11, 3), rectify_by=date(2026, 11, 3)), "整改期限要晚于成文日期"),
    ):
        with pytest.raises(UserError, match=words), busy.write("改日期") as w:
            circulars.set_dates(w, OCTOBER, wrong)


def test_a_correction_is_drafted_before_it_is_issued(busy: Db) -> None:
    first = circulars.issue(busy, OCTOBER, render)
    with busy.write("更正通报") as w:
        circulars.begin_correction(w, first.id)
        circulars.edit_sentence(w, OCTOBER, "opening", "新的开头。", "旧的开头。")
    with busy.read() as r:
        assert correction_under_way(r, OCTOBER) == first
    second = circulars.issue(busy, OCTOBER, render, corrects_id=first.id)
    with busy.read() as r:
        assert correction_under_way(r, OCTOBER) is None
        assert "新的开头。".encode() in frozen_pdf(r, second.id)
    with pytest.raises(UserError, match=r"已经由.*2号更正"), busy.write("更正通报") as w:
        circulars.begin_correction(w, first.id)


def test_a_correction_can_be_given_up(busy: Db) -> None:
    first = circulars.issue(busy, OCTOBER, render)
    with busy.write("更正通报") as w:
        circulars.begin_correction(w, first.id)
    with busy.write("放弃更正") as w:
        circulars.give_up_correction(w, OCTOBER)
    with busy.read() as r:
        assert correction_under_way(r, OCTOBER) is None
        assert issued_for(r, OCTOBER) == first


def test_a_finding_in_a_market_is_named_by_the_market(busy: Db, names: Names) -> None:
    with busy.write("登记问题") as w:
        inspections.add_finding(w, date(2026, 10, 20), "垃圾", area_id=the(names.area("集贸市场")))
        inspections.add_finding(w, date(2026, 10, 20), "路面破损", place="乡道K14+950")
    with busy.read() as r:
        facts, _ = draft(r, OCTOBER)
    assert [count.name for count in facts.by_village] == ["集贸市场", "不在村组范围"]
    assert [row.place for row in facts.finding_rows] == ["集贸市场", "乡道K14+950"]
