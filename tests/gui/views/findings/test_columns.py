"""The columns' filters of 督查整改: counted in SQL, kept by chips, paper and selection."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from gui.start import Desk
from gui.views.findings import FindingsPage
from tests.gui.views.asking import named
from tests.gui.views.findings.acts import press, shown


def test_alt_down_filters_by_place_and_everything_follows(
    page: FindingsPage, settle: Callable[[], None]
) -> None:
    page.view.setFocus()
    page.view.setCurrentIndex(page.rows.index(0, 1))
    QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    values = named(page.window(), QListWidget, "filterValues")
    told = [item.text() for row in range(values.count()) if (item := values.item(row)) is not None]
    assert told == ["未填（1）", "大和社区（3）", "集贸市场（1）"]
    values.setCurrentRow(1)
    focus = QApplication.focusWidget()
    assert focus is values
    QTest.keyClick(values, Qt.Key.Key_Return)
    settle()
    assert shown(page) == [1, 3, 5]
    assert named(page, QLabel, "filterWords").text() == "筛选　村（居）：大和社区　筛出3行"
    assert page.status_text.startswith("3条")
    assert named(page, QPushButton, "chip_open").text() == "未销号 3"
    assert page.shown()[1].endswith("，村（居）：大和社区")
    printed: list[int] = []
    page.output.read(lambda rows: printed.extend(row.id for row in rows))
    settle()
    assert printed == [1, 3, 5]
    press(page, "clearColumns")
    settle()
    assert shown(page) == [1, 2, 3, 4, 5]


def test_a_number_of_another_page_opens_all_its_rows(
    desk: Desk, page: FindingsPage, settle: Callable[[], None]
) -> None:
    page.rows.choose("village", frozenset({"集贸市场"}))
    settle()
    assert shown(page) == [2]
    desk.window.show_page("findings", {"filter": "to_verify"})
    settle()
    assert shown(page) == [3]
    page.rows.choose("status", frozenset({0}))
    settle()
    assert page.rows.count == 0
    press(page, "emptyAction")
    settle()
    assert shown(page) == [1, 2, 3, 4, 5]
