"""登记 line by line: few keys, nothing lost, every act taken back by one Ctrl+Z."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.queries.entry import Person
from gui.app import App
from gui.start import Desk
from gui.table import CandidatePopup
from tests.gui.views.entry_desk import MONDAY, TODAY, Clerk, clerk, sample

__all__ = ["clerk", "sample"]


def by_letters(clerk: Clerk, one: Person) -> str:
    """The initials, and as many ↓ as bring the right one first."""
    sheet = clerk.page.sheet
    offers = sheet.book.offers.match_people(one.initials, sheet.carry.day, sheet.book.days())
    place = next(number for number, offer in enumerate(offers) if offer.key == one.id)
    return one.initials + "↓" * place + "\n"


def offers(clerk: Clerk) -> list[tuple[str, str, str, bool]]:
    popup = clerk.desk.window.findChild(CandidatePopup)
    assert popup is not None
    return [(one.label, one.secondary, one.tertiary, one.disabled) for one in popup.offers]


def test_thirty_lines_by_keyboard(clerk: Clerk) -> None:
    page = clerk.page
    day = date(2026, 10, 28)
    people = [
        one for one in page.sheet.book.offers.people if (term := one.term(day)) and term.unit != "乡领导"
    ]
    clerk.keys = 0
    clerk.press(Qt.Key.Key_F4)
    clerk.type("28\tjmsc\n")
    clerk.type("".join(by_letters(clerk, one) for one in people[:30]))
    assert clerk.keys <= 125
    clerk.rest()
    kept = clerk.on_sheet()
    assert [row.name for row in kept] == [one.name for one in people[:30]]
    assert {(row.day, row.area) for row in kept} == {(day, "集贸市场")}
    assert [clerk.cell(row, "name") for row in range(30)] == [row.name for row in kept]
    assert page.status_text.startswith("本单30行")
    assert clerk.desk.window.saved.text().startswith("已保存 ")


def test_candidates_tell_unit_and_visit_and_who_left(clerk: Clerk) -> None:
    clerk.page.strip.day.set_day(date(2026, 10, 28))
    clerk.type("zyl")
    shown = offers(clerk)
    assert shown[0][0] == "张玉兰"
    assert all(words.startswith("本周第") or words == "当天已登记" for _, _, words, grey in shown if not grey)
    clerk.page.strip.day.set_day(date(2022, 1, 3))
    clerk.rest()


def test_somebody_without_a_post_that_day_is_taken_all_the_same(clerk: Clerk) -> None:
    from core.services import roster

    (one,) = [one for one in clerk.page.sheet.book.offers.people if one.name == "张玉兰"]
    clerk.desk.app.jobs.write(
        "离任", lambda door: roster.end_post(door, _post_of(door, one.id), date(2026, 10, 27))
    )
    clerk.rest()
    clerk.page.sheet.go_on()
    clerk.type("zyl")
    (grey,) = [offer for offer in offers(clerk) if offer[0] == "张玉兰"]
    assert grey[2:] == ("至10月27日", True)
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Escape)
    clerk.type("zyl" + "↓" * [offer[0] for offer in clerk_offers(clerk, "zyl")].index("张玉兰") + "\n")
    clerk.rest()
    (row,) = clerk.on_sheet()
    assert row.name == "张玉兰"
    assert "无职务" in clerk.cell(0, "visit")


def clerk_offers(clerk: Clerk, typed: str) -> list[tuple[str, str]]:
    sheet = clerk.page.sheet
    found = sheet.book.offers.match_people(typed, sheet.carry.day, sheet.book.days())
    return [(one.label, one.tertiary) for one in found]


def _post_of(door: object, person_id: int) -> int:
    from sqlalchemy import select

    from core.doors import Read
    from core.model import post

    assert isinstance(door, Read)
    return int(door.value(select(post.c.id).where(post.c.person_id == person_id, post.c.valid_to.is_(None))))


def test_letters_under_composition_find_the_name(clerk: Clerk) -> None:
    view = clerk.page.sheet.view
    QCoreApplication.sendEvent(view, QInputMethodEvent("z", []))
    editor = QApplication.focusWidget()
    assert editor is not None
    for preedit in ("z'y", "z'y'l"):
        QCoreApplication.sendEvent(view.writing.editor or editor, QInputMethodEvent(preedit, []))
    assert offers(clerk)[0][0] == "张玉兰"
    clerk.press(Qt.Key.Key_Return)
    assert clerk.on_sheet() == []
    done = QInputMethodEvent("", [])
    done.setCommitString("张玉兰")
    QCoreApplication.sendEvent(view.writing.editor or editor, done)
    clerk.press(Qt.Key.Key_Return)
    clerk.rest()
    assert [row.name for row in clerk.on_sheet()] == ["张玉兰"]


def test_date_area_and_reason_carry_over(clerk: Clerk) -> None:
    clerk.page.sheet.view.go_to(0, "area")
    clerk.type("jmsc\n")
    clerk.page.sheet.view.go_to(0, "note")
    clerk.page.sheet.view.setFocus()
    clerk.type("秩序维护\n")
    clerk.page.sheet.go_on()
    clerk.type("zyl\n")
    clerk.rest()
    assert clerk.page.strip.area.text() == "集贸市场"
    assert [clerk.cell(1, key) for key in ("name", "area", "note")] == ["", "集贸市场", "秩序维护"]
    (row,) = clerk.on_sheet()
    assert (row.area, row.note, row.day) == ("集贸市场", "秩序维护", clerk.page.sheet.carry.day)


def test_an_unknown_name_stays_with_its_ways_out(clerk: Clerk) -> None:
    clerk.type("张玉栏\n")
    clerk.type("zyl\n")
    clerk.rest()
    assert clerk.fault() == "第1行：名册里没有“张玉栏”。是“张玉兰”吗？"
    assert (clerk.cell(0, "name"), clerk.cell(1, "name")) == ("张玉栏", "张玉兰")
    assert [row.name for row in clerk.on_sheet()] == ["张玉兰"]
    clerk.click("way0")
    assert clerk.fault() == ""
    kept = clerk.on_sheet()
    assert [row.name for row in kept] == ["张玉兰", "张玉兰"]
    assert kept[1].repeats == kept[0].id


def test_a_stranger_is_added(clerk: Clerk) -> None:
    clerk.type("陌上花\n")
    clerk.rest()
    assert clerk.fault().startswith("第1行：名册里没有“陌上花”。")
    clerk.click("way0")
    (row,) = clerk.on_sheet()
    assert (row.name, row.unit) == ("陌上花", "")
    clerk.undo()
    assert clerk.on_sheet() == []
    assert not [one for one in clerk.page.sheet.book.offers.people if one.name == "陌上花"]


def test_the_same_person_twice_is_marked_and_counted_once(clerk: Clerk) -> None:
    clerk.type("zyl\n")
    clerk.type("zyl\n")
    clerk.rest()
    assert clerk.cell(1, "visit") == "重复，同第1行"
    assert clerk.cell(0, "visit").startswith("第")
    assert "1行重复" in clerk.page.status_text
    kept = clerk.on_sheet()
    (quota,) = [
        one for _, cell in clerk.week().stations for one in cell.quotas if one.person_id == kept[0].person_id
    ]
    assert len({kept[0].id, kept[1].id} & set(quota.visits)) == 1


def test_a_date_of_another_week_goes_there(clerk: Clerk) -> None:
    clerk.page.strip.day.setFocus()
    clerk.type("10.20\n")
    clerk.rest()
    assert clerk.page.period.start == date(2026, 10, 19)
    assert clerk.words("savedText") == "10月20日在第43周，已转到那一周。"
    assert clerk.page.sheet.carry.day == date(2026, 10, 20)
    clerk.page.sheet.go_on()
    clerk.type("zyl\n")
    clerk.rest()
    assert clerk.week(date(2026, 10, 19)).rows[-1].day == date(2026, 10, 20)
    clerk.click("savedAct0")
    assert clerk.page.period.start == MONDAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("26\n", date(2026, 10, 26)),
        ("10.27\n", date(2026, 10, 27)),
        ("10/28\n", date(2026, 10, 28)),
        ("-", date(2026, 10, 28)),
        ("--+", date(2026, 10, 28)),
        ("--t", TODAY),
    ],
)
def test_dates_of_the_strip(clerk: Clerk, typed: str, day: date) -> None:
    clerk.page.strip.day.set_day(TODAY)
    clerk.page.strip.day.setFocus()
    clerk.page.strip.day.selectAll()
    clerk.type(typed)
    clerk.rest()
    assert clerk.page.sheet.carry.day == day


def test_a_day_to_come_is_refused_with_its_words_kept(clerk: Clerk) -> None:
    clerk.page.strip.day.setFocus()
    clerk.type("30\n")
    clerk.page.sheet.go_on()
    clerk.type("zyl\n")
    clerk.rest()
    assert clerk.fault() == "第1行：日期10月30日在今天之后，请核对。"
    assert clerk.on_sheet() == []
    clerk.page.sheet.view.go_to(0, "day")
    clerk.page.sheet.view.setFocus()
    clerk.type("28\n")
    clerk.rest()
    assert [(row.name, row.day) for row in clerk.on_sheet()] == [("张玉兰", date(2026, 10, 28))]


def test_one_edit_of_several_rows_is_one_step(clerk: Clerk) -> None:
    clerk.type("zyl\nlyh\nhcm\n".replace("lyh", "tzy").replace("hcm", "ycl"))
    clerk.rest()
    clerk.select("area", 0, 2)
    clerk.type("jmsc\n")
    clerk.rest()
    assert {row.area for row in clerk.on_sheet()} == {"集贸市场"}
    clerk.undo()
    assert "集贸市场" not in {row.area for row in clerk.on_sheet()}
    assert len(clerk.on_sheet()) == 3


def test_rows_are_deleted_and_come_back(clerk: Clerk) -> None:
    clerk.type("zyl\ntzy\nycl\n")
    clerk.rest()
    before = clerk.on_sheet()
    clerk.select("name", 0, 1)
    clerk.press(Qt.Key.Key_Delete)
    clerk.rest()
    assert [row.id for row in clerk.on_sheet()] == [before[2].id]
    assert clerk.desk.window.undo_bar.text.text() == "已删除2条签到"
    clerk.undo()
    assert clerk.on_sheet() == before
    assert [clerk.cell(row, "name") for row in range(3)] == [row.name for row in before]


def test_fill_down_and_paste_a_block(clerk: Clerk) -> None:
    clerk.type("zyl\ntzy\nycl\n")
    clerk.page.sheet.view.go_to(0, "note")
    clerk.page.sheet.view.setFocus()
    clerk.type("巡查院坝\n")
    clerk.select("note", 0, 2)
    clerk.press(Qt.Key.Key_D, ctrl=True)
    clerk.rest()
    assert {row.note for row in clerk.on_sheet()} == {"巡查院坝"}
    people = [row.name for row in clerk.on_sheet()]
    clerk.page.sheet.go_on()
    clerk.paste("\n".join(f"{people[number % 3]}\t集贸市场\t入户宣传" for number in range(30)) + "\n")
    kept = clerk.on_sheet()
    assert len(kept) == 33
    assert {(row.area, row.note) for row in kept[3:]} == {("集贸市场", "入户宣传")}
    clerk.undo()
    assert len(clerk.on_sheet()) == 3


def test_half_typed_words_survive_a_page_change(clerk: Clerk) -> None:
    clerk.type("张玉兰")
    clerk.desk.window.show_page("today")
    clerk.rest()
    clerk.desk.window.show_page("entry")
    clerk.rest()
    assert [row.name for row in clerk.on_sheet()] == ["张玉兰"]


def test_what_the_record_cannot_take_survives_closing(clerk: Clerk, own_home: Path, qtbot: QtBot) -> None:
    clerk.type("张玉栏")
    clerk.desk.window.close()
    clerk.rest()
    clerk.desk.app.close()
    app = App(own_home / "desk", today=lambda: TODAY + timedelta(days=7))
    again = Clerk(Desk(app), qtbot, clerk.path)
    again.desk.window.show()
    again.open()
    assert again.words("savedText").startswith("第44周第")
    again.click("savedAct0")
    assert again.page.period.start == MONDAY
    assert again.cell(0, "name") == "张玉栏"
    assert again.fault().startswith("第1行：名册里没有“张玉栏”")
    again.click("way0")
    assert [row.name for row in again.on_sheet()] == ["张玉兰"]
    app.close()
    again.desk.window.close()
    again.desk.window.deleteLater()


def test_a_name_the_roster_learns_is_kept_by_itself(clerk: Clerk) -> None:
    from core.services import roster

    clerk.type("陌上花\n")
    clerk.rest()
    unit_id = clerk.page.sheet.book.offers.stations[0].id
    clerk.desk.app.jobs.write(
        "新增1人", lambda door: roster.add_person(door, "陌上花", unit_id, date(2026, 1, 1))
    )
    clerk.rest()
    assert [row.name for row in clerk.on_sheet()] == ["陌上花"]
    assert clerk.fault() == ""


def test_lines_waiting_in_another_week_are_told(clerk: Clerk) -> None:
    clerk.type("张玉栏\n")
    clerk.page.period.set_day(date(2026, 10, 20))
    clerk.rest()
    assert "别处还有1行待改" in clerk.page.status_text


def test_a_cell_is_corrected_by_f2(clerk: Clerk) -> None:
    clerk.type("zyl\n")
    clerk.rest()
    clerk.page.sheet.view.go_to(0, "note")
    clerk.press(Qt.Key.Key_F2)
    clerk.type("清运垃圾\n")
    clerk.rest()
    assert clerk.on_sheet()[0].note.endswith("清运垃圾")
    clerk.page.sheet.view.go_to(0, "name")
    clerk.type("tzy\n")
    clerk.rest()
    assert [row.name for row in clerk.on_sheet()] == ["谭志远"]


def test_keys_faster_than_commits_lose_nothing(clerk: Clerk) -> None:
    """Name, place and reason of one line typed before the record has answered once."""
    clerk.type("zyl\tjmsc\t清运垃圾\n")
    clerk.rest()
    (row,) = clerk.on_sheet()
    assert (row.name, row.area, row.note) == ("张玉兰", "集贸市场", "清运垃圾")
