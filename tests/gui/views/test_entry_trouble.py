"""Bad input and bad company on the sheet of 登记: each is said in the row, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QPushButton

from tests.gui.views.entry_desk import Clerk, clerk, sample

__all__ = ["clerk", "sample"]


@contextmanager
def other_program(clerk: Clerk) -> Iterator[None]:
    """Holds the file for writing, as a virus scanner or another tool may; the desk soon gives up waiting."""

    def impatient(door: Any) -> None:
        door.conn.exec_driver_sql("PRAGMA busy_timeout = 50")

    clerk.ask(impatient)
    with closing(sqlite3.connect(clerk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_file_held_by_another_program_is_said_in_the_row_which_goes_in_later(clerk: Clerk) -> None:
    people = [one.name for one in clerk.page.sheet.book.offers.people[:2]]
    clerk.type(people[0] + "\n")
    clerk.rest()
    with other_program(clerk):
        clerk.page.sheet.view.go_to(0, "note")
        clerk.type("值守\n")
        clerk.page.sheet.view.go_to(1, "name")
        clerk.type(people[1] + "\n")
        clerk.rest()
        assert [row.name for row in clerk.on_sheet()] == people[:1]
        assert [clerk.cell(row, "name") for row in (0, 1)] == people
        assert clerk.cell(0, "note") == "值守"
        assert "正被另一个程序占用，请稍后再试" in clerk.fault()
        assert clerk.page.status_text.endswith("2行待改")
    again(clerk)
    assert [(row.name, row.note) for row in clerk.on_sheet()] == [(people[0], "值守"), (people[1], "值守")]
    assert clerk.fault() == ""


def test_lines_the_file_did_not_take_survive_closing(clerk: Clerk) -> None:
    person = clerk.page.sheet.book.offers.people[0].name
    before = len(clerk.week().rows)
    with other_program(clerk):
        clerk.type(person + "\n")
        clerk.rest()
    assert len(clerk.week().rows) == before
    clerk.open()  # and goes in when the record is opened again
    clerk.rest()
    assert [row.name for row in clerk.week().rows][before:] == [person]


def again(clerk: Clerk) -> None:
    (bar,) = [one for one in clerk.page.findChildren(QFrame, "cellError") if one.isVisible()]
    (way,) = [one for one in bar.findChildren(QPushButton) if one.text() == "再试"]
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    clerk.rest()


def test_a_block_of_wrong_types_says_in_each_row_what_is_wrong(clerk: Clerk) -> None:
    person = clerk.page.sheet.book.offers.people[0].name
    rows = [
        f"{person}\t集贸市场\t入户宣传",
        "13800000001\t集贸市场\t入户宣传",  # a phone where a name belongs
        f"{person}\t没有的地方\t入户宣传",
        f'{person}\t集贸市场\t"上午值守\n下午	巡查"',
        f"张玉兰、{person}\t集贸市场\t入户宣传",  # a cell that was merged
    ]
    clerk.page.sheet.view.go_to(0, "name")
    clerk.paste("\r\n".join(rows) + "\r\n")
    shown = [[clerk.cell(row, key) for key in ("name", "area", "note")] for row in range(5)]
    assert shown[1][0] == "13800000001"
    assert shown[2][1] == "没有的地方"
    assert shown[3][2].split() == ["上午值守", "下午", "巡查"]
    assert shown[4][0] == f"张玉兰、{person}"
    assert clerk.page.status_text.endswith("3行待改")
    assert [(row.name, row.area) for row in clerk.on_sheet()] == [(person, "集贸市场")] * 2
    clerk.undo()
    assert clerk.on_sheet() == []
