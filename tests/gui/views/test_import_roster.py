"""导入名册 in the real window: columns guessed and put right, faults in their cells, one step, one undo."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from core.queries import roster as queries
from gui.start import Desk
from gui.views.forms import ChoiceBox
from gui.views.import_roster import ImportDialog
from gui.widgets import DateField
from tests.core.services.conftest import HEADING
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.test_roster import D
from tests.gui.views.township import make_township

NEW = ("双桥村", "1组", "周启明", "副乡长", "文化站", "岳丽娟", "13800000021")
BAD = ("双桥村", "2组", "周启明", "副乡长", "文化站", "岳丽娟", "1380000")


def sheet(folder: Path, *rows: tuple[object, ...], heading: tuple[str, ...] = HEADING) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("包保责任分工表",), heading, *rows):
        page.append(list(row))
    file = folder / "新名册.xlsx"
    book.save(file)
    return file


@pytest.fixture
def wizard(desk: Desk, tmp_path: Path, qtbot: QtBot) -> ImportDialog:
    desk.open(make_township(tmp_path), "roster")
    qtbot.waitUntil(lambda: desk.window.page is not None)
    quiet(desk.app, qtbot)
    assert desk.window.page is not None
    press(desk.window.page, "rosterImport")
    found = dialog(desk.window, qtbot, "importRoster")
    quiet(desk.app, qtbot)
    assert isinstance(found, ImportDialog)
    return found


def take(wizard: ImportDialog, desk: Desk, qtbot: QtBot, file: Path) -> QTableWidget:
    wizard.take_file(file)
    quiet(desk.app, qtbot)
    return named(wizard, QTableWidget, "importTable")


def test_columns_are_guessed_faults_shown_and_put_right_in_place(
    wizard: ImportDialog, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    table = take(wizard, desk, qtbot, sheet(tmp_path, NEW, BAD))
    combos = [table.cellWidget(0, column) for column in range(table.columnCount())]
    assert [one.currentText() for one in combos if isinstance(one, QComboBox)][:3] == [
        "村（社区）（必有）",
        "组别",
        "包保领导",
    ]
    assert named(wizard, DateField, "importStart").day.year == 2022
    assert wizard.take.text() == "导入1行"
    assert "第4行“联系电话”" in named(wizard, QPlainTextEdit, "importFaults").toPlainText()
    cell = table.item(2, 6)
    assert cell is not None
    assert "第4行" in cell.toolTip()
    cell.setText("13800000022")
    qtbot.waitUntil(lambda: wizard.take.text() == "导入2行")
    press(wizard, "importTake")
    qtbot.waitUntil(lambda: named(wizard, QLabel, "importDone").text() == "名册已导入")
    places = ask(desk.app, qtbot, lambda r: [one.name for one in queries.area_choices(r, D)])
    assert {"双桥村1组", "双桥村2组"} <= set(places)
    wizard.close()
    desk.app.undo()
    quiet(desk.app, qtbot)
    places = ask(desk.app, qtbot, lambda r: [one.name for one in queries.area_choices(r, D)])
    assert "双桥村1组" not in places


def test_a_column_without_a_known_heading_is_named_by_the_clerk(
    wizard: ImportDialog, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    heading = ("什么地方", *HEADING[1:])
    table = take(wizard, desk, qtbot, sheet(tmp_path, NEW, heading=heading))
    assert "村（社区）" in named(wizard, QLabel, "importWrong").text()
    assert not wizard.take.isEnabled()
    combo = table.cellWidget(0, 0)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("village"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: wizard.take.text() == "导入1行")
    assert not named(wizard, QLabel, "importWrong").isVisible()


def test_a_block_copied_in_wps_is_taken(wizard: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (HEADING, NEW)))
    press(wizard, "importPaste")
    qtbot.waitUntil(lambda: wizard.take.text() == "导入1行")
    assert named(wizard, QLabel, "importSource").text() == "粘贴的内容"
    press(wizard, "importBack")
    assert named(wizard, QLabel, "importWrong").text() == ""
    assert wizard.choose.isVisible()


def test_two_people_of_one_name_are_told(
    wizard: ImportDialog, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    row = ("双桥村", "1组", "周启明", "副乡长", "文化站", "王建国", None)
    take(wizard, desk, qtbot, sheet(tmp_path, row))
    press(wizard, "importTake")
    qtbot.waitUntil(lambda: named(wizard, QLabel, "importDone").text() == "名册已导入")
    assert "名册里已有“王建国”" in named(wizard, QPlainTextEdit, "importSaid").toPlainText()


def test_the_same_sheet_again_changes_nothing(
    wizard: ImportDialog, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    take(wizard, desk, qtbot, tmp_path / "名册.xlsx")
    press(wizard, "importTake")
    qtbot.waitUntil(lambda: "没有改动" in named(wizard, QLabel, "importDone").text())


@pytest.mark.parametrize("name", ["没有.xlsx", "名册.et"])
def test_what_cannot_be_read_is_refused_in_one_sentence(
    wizard: ImportDialog, desk: Desk, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    wizard.take_file(tmp_path / name)
    quiet(desk.app, qtbot)
    said = named(wizard, QLabel, "importWrong")
    assert name in said.text()
    assert said.isVisible()
    assert wizard.choose.isVisible()


def test_another_sheet_of_the_workbook_is_chosen(
    wizard: ImportDialog, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    file = sheet(tmp_path, NEW)
    book = load_workbook(file)
    other = book.create_sheet("下半年")
    for row in (HEADING, NEW, (*NEW[:1], "3组", *NEW[2:])):
        other.append(list(row))
    book.save(file)
    take(wizard, desk, qtbot, file)
    assert wizard.take.text() == "导入1行"
    sheets = named(wizard, ChoiceBox, "importSheet")
    assert sheets.isVisible()
    sheets.choose("下半年")
    sheets.activated.emit(1)
    qtbot.waitUntil(lambda: wizard.take.text() == "导入2行")


def test_an_empty_clipboard_is_refused(wizard: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    press(wizard, "importPaste")
    qtbot.waitUntil(lambda: "剪贴板" in named(wizard, QLabel, "importWrong").text())


def test_a_long_import_tells_how_far_it_is_and_can_be_taken_back(
    wizard: ImportDialog, desk: Desk, qtbot: QtBot
) -> None:
    before = ask(desk.app, qtbot, lambda r: queries.counts(r, D))
    start = "双桥村\t1组\t周启明\t副乡长\t文化站\t岳"
    rows = [start + chr(0x4E00 + number) for number in range(600)]
    QGuiApplication.clipboard().setText("\n".join(["\t".join(HEADING[:6]), *rows]))
    press(wizard, "importPaste")
    quiet(desk.app, qtbot)
    press(wizard, "importTake")
    busy = named(wizard, QLabel, "importBusy")
    qtbot.waitUntil(lambda: busy.text().startswith("正在导入，已读入"), timeout=20_000)
    assert "共601行" in busy.text() or "共600行" in busy.text()
    press(wizard, "importClose")
    quiet(desk.app, qtbot)
    assert wizard.isVisible() and not busy.isVisible()
    assert named(wizard, QLabel, "importWrong").text() == "已取消，一行也没有导入。"
    assert ask(desk.app, qtbot, lambda r: queries.counts(r, D)) == before
    press(wizard, "importClose")
    assert not wizard.isVisible()
