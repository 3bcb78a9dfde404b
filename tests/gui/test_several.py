"""一次打印多份: the month's papers with ticks, made together, kept as one PDF or one by one."""

import io
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.page import Page
from gui.several import SeveralPapers
from gui.start import Desk
from tests.gui.test_papers import busy
from tests.gui.views.township import make_township


@pytest.fixture
def show(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Callable[[str], tuple[Page, SeveralPapers]]:
    """The dialog over a page of the busy record, its list read."""

    def run(name: str) -> tuple[Page, SeveralPapers]:
        desk.app.settings.keep_folder("papers", tmp_path)
        desk.open(make_township(tmp_path, busy))
        qtbot.waitUntil(lambda: desk.window.current == "today")
        page = desk.window.show_page(name)
        qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
        page.print_several()
        dialog = page.findChild(SeveralPapers, "severalPapers")
        assert isinstance(dialog, SeveralPapers)
        qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
        return page, dialog

    return run


def press(dialog: SeveralPapers, name: str) -> None:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton) and found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_orders_of_the_month_are_ticked_and_become_one_pdf(
    show: Callable[[str], tuple[Page, SeveralPapers]], tmp_path: Path, qtbot: QtBot
) -> None:
    page, dialog = show("findings")
    assert [one.words for one in dialog.chosen] == ["限期整改通知书：村建所（1条）"]
    scores = next(one for one in dialog._items() if one.text() == "考核得分汇总表")
    dialog.list.setCurrentItem(scores)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [one.name for one in dialog.chosen] == ["scores", "order"]
    press(dialog, "severalSave")
    qtbot.waitUntil(lambda: page.findChild(QFileDialog, "saveAs") is not None)
    asked = page.findChild(QFileDialog, "saveAs")
    assert isinstance(asked, QFileDialog)
    asked.accept()
    target = tmp_path / "2026年10月材料（2种）.pdf"
    qtbot.waitUntil(target.exists)
    with pdfplumber.open(io.BytesIO(target.read_bytes())) as pdf:
        words = "".join(one.extract_text() for one in pdf.pages).replace("\n", "")
    assert "得分" in words and "限期整改通知书" in words


def test_without_a_printer_each_is_kept_and_the_place_is_said(
    show: Callable[[str], tuple[Page, SeveralPapers]], tmp_path: Path, qtbot: QtBot
) -> None:
    page, dialog = show("circular")
    assert {one.name for one in dialog.chosen} == {"monthly", "scores"}
    press(dialog, "affirm")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "savedText") is not None)
    said = page.findChild(QLabel, "savedText")
    assert isinstance(said, QLabel) and "已存成PDF：2份" in said.text()
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_a_month_without_papers_says_so(
    show: Callable[[str], tuple[Page, SeveralPapers]], qtbot: QtBot
) -> None:
    _page, dialog = show("findings")
    press(dialog, "periodForth")
    press(dialog, "periodForth")
    qtbot.waitUntil(lambda: dialog.list.count() == 0)
    assert dialog.wrong.text().startswith("2026年12月还没有材料")
    dialog.reject()
