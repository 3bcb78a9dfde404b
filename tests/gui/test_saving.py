"""Saving a file from a page: the name, the folder, the bar afterwards, a refusal that stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.errors import UserError
from gui.app import App
from gui.page import Page
from gui.saving import save_as
from gui.widgets import PageHeader


@pytest.fixture
def app(tmp_path: Path, qtbot: QtBot) -> Iterator[App]:
    made = App(tmp_path / "config")
    yield made
    made.close()


@pytest.fixture
def page(app: App, qtbot: QtBot, tmp_path: Path) -> Page:
    made = Page(app, PageHeader("统计"))
    qtbot.addWidget(made)
    made.show()
    (tmp_path / "out").mkdir()
    app.settings.keep_folder("exports", tmp_path / "out")
    return made


def dialog_of(page: Page) -> QFileDialog:
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    return dialog


def bar_words(page: Page) -> str:
    words = [one for one in page.findChildren(QLabel, "savedText") if one.isVisible()]
    return words[0].text() if words else ""


def press(qtbot: QtBot, page: Page, name: str) -> None:
    (found,) = [one for one in page.findChildren(QPushButton, name) if one.isVisible()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_name_with_forbidden_marks_is_made_safe_and_the_bar_tells_where_it_went(
    app: App, page: Page, qtbot: QtBot, tmp_path: Path
) -> None:
    saved: list[Path] = []
    save_as(app, page, "签到: 10月/11月.xlsx", lambda path: path.write_text("a"), done=saved.append)
    dialog_of(page).accept()
    qtbot.waitUntil(lambda: bool(saved))
    assert saved == [tmp_path / "out" / "签到： 10月／11月.xlsx"]
    assert saved[0].read_text() == "a"
    assert "签到： 10月／11月.xlsx" in bar_words(page)


def test_an_existing_file_is_not_proposed_again(app: App, page: Page, tmp_path: Path) -> None:
    (tmp_path / "out" / "名册.xlsx").write_text("old")
    save_as(app, page, "名册.xlsx", lambda path: None)
    assert [Path(one).name for one in dialog_of(page).selectedFiles()] == ["名册(2).xlsx"]
    dialog_of(page).reject()


def test_the_folder_is_remembered_by_kind(app: App, page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "U盘"
    other.mkdir()
    save_as(app, page, "通报.pdf", lambda path: path.write_bytes(b"x"), kind="papers")
    dialog_of(page).selectFile(str(other / "通报.pdf"))
    dialog_of(page).accept()
    qtbot.waitUntil(lambda: "通报.pdf" in bar_words(page))
    assert app.settings.folder_for("papers", tmp_path) == other
    assert app.settings.folder_for("exports", tmp_path) == tmp_path / "out"


def test_giving_up_writes_nothing(app: App, page: Page, tmp_path: Path) -> None:
    save_as(app, page, "名册.xlsx", lambda path: path.write_text("a"))
    dialog_of(page).reject()
    assert list((tmp_path / "out").iterdir()) == []
    assert bar_words(page) == ""


def test_a_refused_write_stays_with_another_try(app: App, page: Page, qtbot: QtBot) -> None:
    def refuse(_path: Path) -> None:
        raise UserError("“名册.xlsx”正被其他程序打开，请关闭后重试。")

    save_as(app, page, "名册.xlsx", refuse)
    dialog_of(page).accept()
    qtbot.waitUntil(lambda: "正被其他程序打开" in bar_words(page))
    qtbot.waitUntil(lambda: page.findChild(QFileDialog, "saveAs") is None)
    press(qtbot, page, "savedAct0")
    assert dialog_of(page).isVisible()
    dialog_of(page).reject()


class Opened(QObject):
    """Stands where the system's programs would be asked to open a file."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


def test_the_bar_opens_file_and_folder_and_is_replaced_not_stacked(
    app: App, page: Page, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")  # type: ignore[arg-type]  # the stub asks for bytes
    try:
        for name in ("一.xlsx", "二.xlsx"):
            save_as(app, page, name, lambda path: path.write_text("a"))
            dialog_of(page).accept()
            qtbot.waitUntil(lambda name=name: name in bar_words(page))  # type: ignore[misc]
            qtbot.waitUntil(lambda: page.findChild(QFileDialog, "saveAs") is None)
        press(qtbot, page, "savedAct0")
        press(qtbot, page, "savedAct1")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opened.paths == [tmp_path / "out" / "二.xlsx", tmp_path / "out"]
    press(qtbot, page, "savedClose")
    assert bar_words(page) == ""
