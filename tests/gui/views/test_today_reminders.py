"""The further duties on 今日: rows by what is due, each opening its rows; one hint before any ledger."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.model import household_campaign, opinion, questionnaire, study_meeting, task, watch
from core.names import Names
from core.queries.reminders import Dated, Reminders
from core.rules.calendar import Month, week_of
from core.settings import change
from gui.start import Desk
from gui.views.today import TodayPage
from gui.views.today_reminders import Blocks, blocks
from tests.core.services.conftest import the
from tests.gui.views.test_today import press, words
from tests.gui.views.township import make_township

D = date(2026, 10, 29)  # the desk's day, a Thursday


def kept(w: Write, names: Names) -> None:
    change(w, date(2022, 1, 1), opinion_days=7)
    boss, station = the(names.person("周启明")), the(names.unit("财政所"))
    w.insert(study_meeting, day=D, chair_id=boss, topic="创文", keyed_on=D)
    w.insert(
        household_campaign, day=D, area_id=the(names.area("红光村")), unit_id=station, people=None,
        kind="both", keyed_on=D,
    )  # fmt: skip
    w.insert(questionnaire, day=D, area_id=the(names.area("红光村")), valid=40, aware=39, keyed_on=D)
    w.insert(opinion, day=date(2026, 10, 5), text="路灯不亮", keyed_on=D)
    w.insert(opinion, day=date(2026, 10, 23), text="路灯不亮", keyed_on=D)
    w.insert(task, kind="task", name="清运", due_on=date(2026, 10, 31))
    w.insert(watch, day=date(2026, 10, 30), place="车站", person_id=boss, keyed_on=D)


@pytest.fixture
def opened(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Callable[..., TodayPage]:
    def open_it(fill: Callable[[Write, Names], object] | None, key: str) -> TodayPage:
        desk.open(make_township(tmp_path, fill))
        qtbot.waitUntil(
            lambda: (
                isinstance(desk.window.page, TodayPage)
                and desk.window.page.findChild(QFrame, f"row_{key}") is not None
            )
        )
        page = desk.window.page
        assert isinstance(page, TodayPage)
        page.go.disconnect(desk.window.show_page)
        return page

    return open_it


def test_every_duty_says_until_when(opened: Callable[..., TodayPage]) -> None:
    page = opened(kept, "meetings")
    assert words(page, "opinions_late") == ["1", "条意见超期没有答复", "最久的超17天"]
    assert words(page, "opinions_soon") == ["1", "条意见要答复", "最早的10月30日截止"]
    assert words(page, "tasks_soon") == ["1", "项任务要完成", "最早的10月31日截止"]
    assert words(page, "watches") == ["1", "人值守点位", "周启明（车站）"]
    assert words(page, "meetings") == [
        "例会 ", "1/5", "人", "11月1日（周日）截止；没开的：陈秀英（领导班子）、村建所、财政所，另1人",
    ]  # fmt: skip
    lead, count, noun, detail = words(page, "duty_campaign")
    assert (lead, count, noun) == ("入户宣传 ", "0/3", "处")
    assert detail.startswith("10月31日（周六）截止；不够的：")
    assert "财政所·红光村1/2" in detail
    assert words(page, "rates") == ["入户三率 ", "1", "处未达标", "10月31日截止；红光村知晓率97.50%"]


@pytest.mark.parametrize(
    ("button", "target"),
    [
        ("see_opinions_late", ("entry", {"ledger": "opinion", "ids": (1,)})),
        ("see_opinions_soon", ("entry", {"ledger": "opinion", "ids": (2,)})),
        ("see_tasks_soon", ("roster", {"ledger": "task", "ids": (1,)})),
        ("see_watches", ("entry", {"ledger": "watch", "ids": (1,)})),
        ("see_meetings", ("entry", {"ledger": "study_meeting", "week": date(2026, 10, 26)})),
        ("see_duty_campaign", ("entry", {"ledger": "household_campaign", "month": "2026-10"})),
        ("see_rates", ("stats", {"tab": "rates", "month": "2026-10"})),
    ],
)
def test_every_figure_leads_to_its_rows(
    opened: Callable[..., TodayPage], qtbot: QtBot, button: str, target: tuple[str, object]
) -> None:
    page = opened(kept, "meetings")
    with qtbot.waitSignal(page.go) as went:
        press(page, button)
    assert tuple(went.args or ()) == target


def test_a_new_record_has_its_first_steps_to_do_first(opened: Callable[..., TodayPage]) -> None:
    page = opened(None, "tours")
    assert page.findChild(QFrame, "row_ledgers") is None


def test_a_record_without_ledgers_gets_one_quiet_line() -> None:
    none = Dated((), (), ())
    found = Reminders(
        D, week_of(D), Month(2026, 10), None, {}, (), False, False, none, none, (), (),
        ("study_meeting", "campaign"),
    )  # fmt: skip
    made = blocks(found)
    assert (made.due, made.week) == ((), ())
    (hint,) = made.month
    assert (hint.mark.kind, hint.text) == ("note", "例会、入户宣传和问卷还没有登记过")
    assert hint.see_to == ("entry", {"ledger": "study_meeting"})
    assert blocks(replace(found, hints=())) == Blocks()


def test_no_inspection_is_asked_for_where_the_office_wants_none(opened: Callable[..., TodayPage]) -> None:
    def none(w: Write, names: Names) -> None:
        change(w, date(2022, 1, 1), inspections_per_week=0)

    page = opened(none, "visits")
    assert page.findChild(QFrame, "row_tours") is None
