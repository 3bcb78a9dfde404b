"""Marks, lines and lives in words, without a window."""

from dataclasses import replace
from datetime import date

import pytest

from core.queries.finding_life import IN_PROGRESS, LATE, SETTLED, SOON, TO_ORDER, TO_VERIFY
from core.queries.finding_pages import FindingDetail, FindingRow, Order
from core.queries.finding_tour import Choice
from core.rules.rectification import Extension, Finding, Round, State
from gui.views import findings_lines as lines
from gui.views.findings_lines import Desk, Line
from gui.views.findings_steps import offers
from gui.views.findings_words import life_of, mark_of, notice, problem

DAY = date(2026, 10, 29)
ROW = FindingRow(
    7, date(2026, 10, 20), "大和社区", "3组", "公示栏旁", "乱贴小广告", "小广告未清理", "村建所",
    date(2026, 10, 26), State.ACKNOWLEDGED, LATE, -3,
)  # fmt: skip


@pytest.mark.parametrize(
    ("group", "state", "days", "mark"),
    [
        (LATE, State.ORDERED, -3, "■ 逾3天"),
        (SOON, State.ORDERED, 2, "▲ 剩2天"),
        (SOON, State.ORDERED, 0, "▲ 今天到期"),
        (TO_VERIFY, State.REPLIED, -1, "● 待复查"),
        (TO_ORDER, State.UNASSIGNED, None, "▲ 待定责"),
        (TO_ORDER, State.TO_ORDER, None, "▲ 待交办"),
        (TO_ORDER, State.REJECTED, -2, "▲ 不合格"),
        (IN_PROGRESS, State.ORDERED, 9, "○ 整改中"),
        (SETTLED, State.CLOSED, -9, "✓ 已销号"),
        (SETTLED, State.FIXED_ON_SPOT, None, "✓ 立行立改"),
    ],
)
def test_every_state_has_word_and_shape(group: int, state: State, days: int | None, mark: str) -> None:
    assert str(mark_of(replace(ROW, group=group, state=state, days=days))) == mark


def test_the_problem_says_where_once() -> None:
    assert problem(ROW) == "3组公示栏旁小广告未清理"
    assert problem(replace(ROW, text="3组公示栏旁有小广告")) == "3组公示栏旁有小广告"


def test_the_notice_has_the_days_of_each() -> None:
    rows = [ROW, replace(ROW, id=8, group=SOON, days=0), replace(ROW, id=9, group=IN_PROGRESS, days=5)]
    said = notice(rows, DAY).splitlines()
    assert said[1] == "村建所（3条）"
    assert said[2].endswith("限10月26日前整改，已逾期3天。")
    assert said[3].endswith("限10月26日前整改，今天到期。")
    assert said[4].endswith("限10月26日前整改。")


def _detail(*rounds: Round, state: State, unit: int | None = 1, fixed: bool = False) -> FindingDetail:
    one = Finding(7, 7, unit, 2, 3, date(2026, 10, 20), "乱贴小广告", fixed_on_spot=fixed, rounds=rounds)
    row = replace(ROW, state=state, group=TO_ORDER if not rounds else LATE)
    return FindingDetail(
        row, one, "王建平", tuple(Order("3号") for _ in rounds), (), (5, date(2026, 10, 1)), 3
    )


def test_a_life_without_an_order_waits_for_it() -> None:
    steps = life_of(_detail(state=State.UNASSIGNED, unit=None), DAY)
    assert [step.title for step in steps] == ["发现", "交办", "签收", "整改", "复查", "销号"]
    assert [step.time for step in steps] == ["past", "present", "future", "future", "future", "future"]
    assert steps[0].note == "督查人：王建平；反弹，原为10月1日第5条"


def test_a_life_fixed_on_the_spot_is_short() -> None:
    steps = life_of(_detail(state=State.FIXED_ON_SPOT, fixed=True), DAY)
    assert [step.title for step in steps] == ["发现", "销号"]


def test_an_extension_is_told_with_its_reason() -> None:
    longer = (Extension(date(2026, 10, 22), date(2026, 10, 26), "雨天"),)
    one = Round(1, date(2026, 10, 20), date(2026, 10, 23), longer)
    steps = life_of(_detail(one, state=State.ORDERED), DAY)
    assert steps[2].note == "原期限10月23日，延至10月26日：雨天"
    assert str(steps[2].mark) == "■ 逾期3天"
    assert steps[1].note == "通知书3号，限10月23日前"


def test_an_overdue_order_takes_no_extension() -> None:
    assert [verb.key for verb in offers([ROW])] == ["reply", "assign"]
    soon = replace(ROW, group=SOON, days=2)
    assert [verb.key for verb in offers([soon])] == ["reply", "extend", "assign"]
    assert [verb.key for verb in offers([soon, replace(soon, state=State.ORDERED)])] == [
        "reply", "extend", "assign",
    ]  # fmt: skip
    assert offers([]) == []


# -- typing ----------------------------------------------------------------------------------------

DESK = Desk(
    places={1: Choice(1, "大和社区", "dhsq"), 2: Choice(2, "集贸市场", "jmsc")},
    stations={3: Choice(3, "村建所", "cjs"), 4: Choice(4, "文化站", "whz")},
    categories={5: Choice(5, "乱贴小广告", "", "环境卫生")},
    answering={1: (3,), 2: (3, 4)},
)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("+3", date(2026, 11, 1)),
        ("＋3天", date(2026, 11, 1)),
        ("30", date(2026, 10, 30)),
        ("11.5", date(2026, 11, 5)),
        ("1.5", date(2027, 1, 5)),
        ("2026年11月5日", date(2026, 11, 5)),
        ("", None),
    ],
)
def test_deadlines_as_clerks_type_them(typed: str, due: date | None) -> None:
    line = lines.typed(Line(1), "due_on", typed, DAY, DESK)
    assert isinstance(line, Line)
    assert line.due_on == due


def test_the_place_brings_its_station_or_a_choice() -> None:
    one = lines.typed(Line(1), "area", "大和社区", DAY, DESK)
    assert isinstance(one, Line)
    assert (one.unit, one.several) == ("村建所", ())
    two = lines.typed(one, "area", "集贸市场", DAY, DESK)
    assert isinstance(two, Line)
    assert (two.unit_id, two.several) == (None, ("村建所", "文化站"))


def test_headings_find_their_categories() -> None:
    offered = lines.offers_of(DESK, {"乱贴小广告": "ltxgg", "环境卫生": "hjws"})
    assert [one.label for one in offered["category"].match("hj")] == ["乱贴小广告"]
    assert [one.label for one in offered["category"].match("ltx")] == ["乱贴小广告"]
