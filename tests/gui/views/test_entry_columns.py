"""The columns of 登记: filtered and sorted lines are still the right ones; a new line is never hidden."""

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.gui.views.asking import named
from tests.gui.views.entry_desk import Clerk, clerk, sample

__all__ = ["clerk", "sample"]


def names(clerk: Clerk) -> list[str]:
    return [one.name for one in clerk.page.sheet._shown]


def test_a_filter_of_the_week_leaves_its_lines_and_they_are_edited_rightly(clerk: Clerk) -> None:
    clerk.click("chip_week")
    sheet = clerk.page.sheet
    every = names(clerk)
    one = every[3]
    sheet.model.choose("name", frozenset({one}))
    clerk.rest()
    assert names(clerk) == [each for each in every if each == one]
    assert (
        f"姓名：{one}　筛出{every.count(one)}行，共{len(every)}行"
        in named(clerk.page, QLabel, "filterWords").text()
    )
    key = sheet._shown[0].key
    sheet.view.go_to(0, "note")
    clerk.type("秩序\n")
    clerk.rest()
    assert next(row.note for row in clerk.week().rows if row.id == key) == "秩序"


def test_sorted_lines_are_the_record_s_and_a_new_one_is_seen(clerk: Clerk) -> None:
    clerk.click("chip_week")
    sheet = clerk.page.sheet
    count = len(names(clerk))
    sheet.view.telling.sort(sheet.model.columns[0], descending=True)
    clerk.rest()
    assert names(clerk) == sorted(names(clerk), reverse=True)
    sheet.model.choose("name", frozenset({names(clerk)[0]}))
    clerk.rest()
    sheet.view.go_to(len(sheet._shown), "name")
    clerk.type("zyl\n")
    clerk.rest()
    assert not sheet.model.chosen
    assert len(names(clerk)) == count + 1


def test_deleting_under_a_filter_deletes_what_is_seen(clerk: Clerk) -> None:
    clerk.click("chip_week")
    sheet = clerk.page.sheet
    name = names(clerk)[2]
    sheet.model.choose("name", frozenset({name}))
    clerk.rest()
    gone = sheet._shown[0].key
    sheet.view.go_to(0, "name")
    clerk.press(Qt.Key.Key_Delete)
    clerk.rest()
    assert gone not in [row.id for row in clerk.week().rows]
    clerk.undo()
    assert gone in [row.id for row in clerk.week().rows]


def test_exactly_the_lines_shown_leave_as_a_sheet(clerk: Clerk, tmp_path: Path) -> None:
    clerk.click("chip_week")
    sheet = clerk.page.sheet
    name = names(clerk)[0]
    sheet.model.choose("name", frozenset({name}))
    clerk.rest()
    target = tmp_path / "看到的.xlsx"
    clerk.page.export_shown()
    (asked,) = clerk.page.findChildren(QFileDialog, "saveAs")
    asked.selectFile(str(target))
    asked.accept()
    clerk.qtbot.waitUntil(target.exists)
    clerk.rest()
    book = load_workbook(target)
    lines = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    told = [line for line in lines if line[0] == name]
    assert len(told) == len(names(clerk))
    assert not [line for line in lines if line[0] in {one.name for one in clerk.week().rows} - {name}]
    assert {type(line[2]) for line in told} == {datetime}
