"""陈述申辩: received, decided, and what it does to the month's criticism and to issuing."""

from collections.abc import Callable
from datetime import date

import pytest

from core.db import Db
from core.errors import UserError
from core.names import Names
from core.queries.month import evaluate_month
from core.queries.statements import heard, open_statements, statements, statements_of_year
from core.rules.calendar import Month
from core.services import assessment, check_ins, inspections
from core.services.circulars import issue
from core.services.statements import decide, receive
from tests.core.services.conftest import the
from tests.core.services.painter import paint

OCTOBER = Month(2026, 10)


@pytest.fixture
def october(office: Db, names: Names) -> Db:
    """An October in which 村建所 did badly."""
    station, square = the(names.unit("村建所")), the(names.area("大和社区1组"))
    with office.write("登记") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 10, 12), area_id=square)
        for day in range(10, 20):
            inspections.add_finding(
                w, date(2026, 10, day), "垃圾满溢", area_id=square, unit_id=station, severe=True
            )
    return office


def criticised(db: Db) -> list[int]:
    with db.read() as r:
        return [one.unit_id for one in evaluate_month(r, OCTOBER)[0].criticism]


def test_an_objection_is_open_until_somebody_decides(october: Db, names: Names) -> None:
    station = the(names.unit("村建所"))
    with october.write("登记陈述申辩") as w:
        row = receive(w, OCTOBER, station, "　10月3日的垃圾不在包保区域。 ", received_on=date(2026, 11, 3))
    with october.read() as r:
        (one,) = open_statements(r)
        assert (one.id, one.unit, one.text, one.state) == (
            row, "村建所", "10月3日的垃圾不在包保区域。", "未作结论",
        )  # fmt: skip
        assert heard(r, OCTOBER).open == {station: (row,)}
        assert heard(r, OCTOBER.next).open == {}
        assert [one.id for one in statements_of_year(r, 2020)] == [row], "an open one is everybody's matter"
    with october.write("陈述申辩作结论") as w:
        decide(w, row, "partly", decided_by="乡创文办会议", note="扣除3条")
    with october.read() as r:
        assert open_statements(r) == []
        assert [(one.state, one.note) for one in statements(r)] == [("部分成立", "扣除3条")]
        assert statements_of_year(r, 2025) == []


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        (lambda w, unit: receive(w, OCTOBER, unit, " "), "内容"),
        (lambda w, unit: receive(w, OCTOBER, unit, "x", received_on=date(2026, 12, 1)), "今天之后"),
        (lambda w, _unit: receive(w, OCTOBER, 999, "x"), "没有这个单位"),
        (lambda w, unit: receive(w, OCTOBER, unit, "x", finding_id=999), "999号问题"),
        (lambda w, unit: decide(w, receive(w, OCTOBER, unit, "x"), "maybe", decided_by="会议"), "成立"),
        (lambda w, unit: decide(w, receive(w, OCTOBER, unit, "x"), "upheld", decided_by=" "), "由谁"),
        (
            lambda w, unit: decide(
                w, receive(w, OCTOBER, unit, "x"), "upheld", decided_by="会议", decided_on=date(2026, 11, 1)
            ),
            "早于收到日期",
        ),
        (lambda w, _unit: decide(w, 999, "upheld", decided_by="会议"), "不在了"),
    ],
)
def test_what_is_no_statement_is_refused_in_a_sentence(
    october: Db, names: Names, act: Callable[..., object], fault: str
) -> None:
    with pytest.raises(UserError, match=fault), october.write("x") as w:
        act(w, the(names.unit("村建所")))


def test_an_upheld_objection_takes_the_unit_off_the_list_until_a_reason_is_written(
    october: Db, names: Names
) -> None:
    station = the(names.unit("村建所"))
    assert criticised(october) == [station]
    with october.write("登记陈述申辩") as w:
        row = receive(w, OCTOBER, station, "不在包保区域")
        decide(w, row, "upheld", decided_by="乡创文办会议")
    assert criticised(october) == []
    with october.write("列入") as w:
        assessment.choose(w, OCTOBER, "criticism", station, chosen=True)
    with pytest.raises(UserError, match="陈述申辩已成立"):
        issue(october, OCTOBER, paint)
    with october.write("列入") as w:
        assessment.choose(w, OCTOBER, "criticism", station, chosen=True, reason="党委会研究")
    assert criticised(october) == [station]
    assert issue(october, OCTOBER, paint).doc_no.endswith("1号")


def test_nobody_is_criticised_before_being_heard(october: Db, names: Names) -> None:
    with october.write("登记陈述申辩") as w:
        row = receive(w, OCTOBER, the(names.unit("村建所")), "不在包保区域")
    with pytest.raises(UserError, match="村建所的陈述申辩还没有结论，不能批评") as refused:
        issue(october, OCTOBER, paint)
    assert "文号也没有占用" in str(refused.value)
    with october.write("作结论") as w:
        decide(w, row, "rejected", decided_by="乡创文办会议")
    assert issue(october, OCTOBER, paint)
