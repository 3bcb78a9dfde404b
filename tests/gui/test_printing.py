"""The printed list: preview of exactly the rows, the file instead of a printer, true size on paper."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.page import Page
from gui.printing import PrintPreview, paint_pages, print_table, set_paper
from gui.widgets import PageHeader

ROWS = [[f"第{number}行", str(number)] for number in range(80)]


@pytest.fixture
def app(tmp_path: Path, qtbot: QtBot) -> Iterator[App]:
    made = App(tmp_path / "config", today=lambda: date(2026, 11, 24))
    made.settings.keep_folder("papers", tmp_path)
    made.set_unit("大和乡创文办")
    yield made
    made.close()


@pytest.fixture
def page(app: App, qtbot: QtBot) -> Page:
    made = Page(app, PageHeader("名册"))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def preview(app: App, page: Page, qtbot: QtBot) -> PrintPreview:
    print_table(app, page, "签到情况表", "第44周", ["事项", "次数"], ROWS)
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    found = page.findChild(PrintPreview)
    assert isinstance(found, PrintPreview)
    return found


def test_the_preview_is_maximised_and_shows_every_row(
    preview: PrintPreview, qtbot: QtBot, tmp_path: Path
) -> None:
    assert preview.isMaximized()
    assert preview.pages.pages == 3
    save = preview.findChild(QPushButton, "savePdf")
    assert isinstance(save, QPushButton)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    dialog = preview.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    target = tmp_path / "签到情况表（第44周）.pdf"
    qtbot.waitUntil(target.exists)
    with pdfplumber.open(io.BytesIO(target.read_bytes())) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert all(row[0] in text for row in ROWS)
    assert "制表日期：2026年11月24日" in text and "第3页，共3页" in text and "大和乡创文办" in text


def test_without_a_printer_the_file_is_offered(preview: PrintPreview, qtbot: QtBot) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this machine has a printer")
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    words = preview.findChild(QLabel, "savedText")
    assert isinstance(words, QLabel) and "没有装打印机" in words.text()
    act = preview.findChild(QPushButton, "savedAct0")
    assert isinstance(act, QPushButton) and act.text() == "存PDF"


def test_paper_comes_out_at_true_size(preview: PrintPreview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    set_paper(printer, preview.pages.document)
    paint_pages(preview.pages.document, printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    with pdfplumber.open(tmp_path / "paper.pdf") as pdf:
        assert len(pdf.pages) == 3
        (image,) = pdf.pages[1].images
        assert (image["x0"], image["top"]) == pytest.approx((0, 0), abs=1)
        assert (image["x1"], image["bottom"]) == pytest.approx((595.28, 841.89), abs=1.5)
