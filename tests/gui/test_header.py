"""The top row cuts nothing: in large letters on a small screen the period is said in short."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.page import Page
from gui.start import Desk
from gui.widgets import PageHeader, PeriodPicker
from gui.widgets.basics import button


def test_what_was_offered_before_goes_with_its_menu(app: App) -> None:
    header = PageHeader("考核通报")
    for _ in range(3):
        header.set_exports([("另存PDF", header.repaint)])
        header.set_prints([("打印本页", header.repaint)])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(header.findChildren(QMenu)) == 2
    header.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("scale", "width", "short"), [(100, 911, False), (150, 911, True), (150, 1600, False)]
)
def test_the_period_gives_way_before_anything_is_cut(app: App, scale: int, width: int, short: bool) -> None:
    app.set_scale(scale)
    page = Page(app, PageHeader("登记", main="新开一张", main_icon="plus"))
    period = PeriodPicker("week", date(2026, 10, 26))
    page.header.left.addWidget(period)
    page.header.set_exports([("导出为Excel", page.export_current)])
    page.header.right.addWidget(button("导入…"))
    page.set_narrow(width < 1000 * scale // 100)
    page.setMinimumSize(640, 400)  # as the window does
    page.resize(width, 433)
    page.show()
    QApplication.processEvents()
    assert period.face.text() == ("第44周" if short else "第44周 10月26日—11月1日")
    assert period.face.accessibleName() == "第44周 10月26日—11月1日"
    for one in page.header.findChildren(QPushButton):
        if one.isVisible():
            assert one.width() >= one.minimumSizeHint().width(), one.text()
            right = one.mapTo(page, one.rect().topRight()).x()
            assert right <= page.width(), one.text()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_fields_of_entry_stay_whole_at_150(desk: Desk, record: object, qtbot: QtBot) -> None:
    from pathlib import Path

    assert isinstance(record, Path)
    desk.app.set_scale(150)
    desk.window.resize(911, 433)
    desk.open(record, "entry")
    qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
    QApplication.processEvents()
    page = desk.window.pages["entry"]
    for name in ("way_lines", "way_paste"):
        one = page.findChild(QPushButton, name)
        assert isinstance(one, QPushButton)
        assert one.height() >= one.sizeHint().height()
