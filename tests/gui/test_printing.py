"""The printed list: preview of exactly the rows, the file instead of a printer, true size on paper."""

import io
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL.Image import Dither
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from gui.app import App
from gui.page import Page
from gui.printer import keep_printer, paint_pages, print_papers, remembered_printer, sides
from gui.printing import PrintPreview, print_many, print_table
from gui.widgets import PageHeader
from reports.papers.listing import Listing, listing_pdf

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


def words_of(parent: QWidget, qtbot: QtBot) -> str:
    def said() -> list[QLabel]:
        return [one for one in parent.findChildren(QLabel, "savedText") if one.isVisible()]

    qtbot.waitUntil(lambda: bool(said()))
    return said()[0].text()


def no_printer() -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this machine has a printer")


def test_without_a_printer_the_pages_become_a_file(
    preview: PrintPreview, qtbot: QtBot, tmp_path: Path
) -> None:
    no_printer()
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert words_of(preview, qtbot) == (
        f"这台电脑没有装打印机，已存成PDF：“签到情况表（第44周）.pdf”，在{tmp_path}"
    )
    with pdfplumber.open(tmp_path / "签到情况表（第44周）.pdf") as pdf:
        assert len(pdf.pages) == 3
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil((tmp_path / "签到情况表（第44周）(2).pdf").exists)
    qtbot.waitUntil(lambda: preview.app.jobs.pending == 0)


def paper(rows: int) -> bytes:
    return listing_pdf(Listing("名单", "", date(2026, 11, 24), ["姓名"], [["甲"]] * rows, "大和乡创文办"))


def test_several_papers_without_a_printer_are_all_kept(
    app: App, page: Page, qtbot: QtBot, tmp_path: Path
) -> None:
    no_printer()
    papers = [("整改通知书：村建所", paper(1)), ("整改通知书：财政所", paper(90))]
    print_many(app, page, papers)
    assert words_of(page, qtbot) == f"这台电脑没有装打印机，已存成PDF：2份，在{tmp_path}"
    assert (tmp_path / "整改通知书：村建所.pdf").read_bytes() == papers[0][1]
    assert (tmp_path / "整改通知书：财政所.pdf").read_bytes() == papers[1][1]


def test_a_folder_that_is_gone_is_asked_for_again(app: App, page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    no_printer()
    taken = tmp_path / "甲.pdf"
    taken.mkdir()
    blocked = tmp_path / "满"
    blocked.mkdir()
    app.settings.keep_folder("papers", blocked)
    asked = threading.Event()

    def vanish() -> None:
        asked.wait(10)
        blocked.rmdir()

    app.jobs.work(vanish, lambda _: None)  # ahead of the writing, in the same worker
    print_many(app, page, [("甲", paper(1)), ("乙", paper(1))])
    asked.set()
    assert "也没有存成" in words_of(page, qtbot)
    (again,) = [one for one in page.findChildren(QPushButton, "savedAct0") if one.isVisible()]
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog, "paperFolder")
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    qtbot.waitUntil(lambda: words_of(page, qtbot).endswith(f"2份，在{tmp_path}"))
    assert (tmp_path / "甲(2).pdf").is_file() and (tmp_path / "乙.pdf").is_file()


def file_printer(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


A4, ACROSS, A3 = (595.28, 841.89), (841.89, 595.28), (841.89, 1190.55)


def assert_true_size(page: Any, size: tuple[float, float]) -> None:
    """The page's picture is the whole paper, a point a point."""
    (image,) = page.images
    assert (page.width, page.height) == pytest.approx(size, abs=1)
    assert (image["x0"], image["top"]) == pytest.approx((0, 0), abs=1)
    assert (image["x1"], image["bottom"]) == pytest.approx(size, abs=1.5)


def test_paper_comes_out_at_true_size(preview: PrintPreview, tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "paper.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    assert paint_pages(preview.pages.document, printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    with pdfplumber.open(tmp_path / "paper.pdf") as pdf:
        assert len(pdf.pages) == 3
        assert_true_size(pdf.pages[1], A4)


def two_pages() -> bytes:
    """An upright and an A4 page that lies across, each with a line of 100 mm at 50 mm from left and top."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=A4)
    for width, height in (A4, ACROSS):
        canvas.setPageSize((width, height))
        canvas.setLineWidth(2)
        canvas.line(50 * MM, height - 50 * MM, 150 * MM, height - 50 * MM)
        canvas.showPage()
    canvas.save()
    return sink.getvalue()


MM = 72 / 25.4


def test_a_page_that_lies_across_turns_the_paper_and_keeps_its_measure(tmp_path: Path) -> None:
    target = tmp_path / "two.pdf"
    assert print_papers(file_printer(target), [("两页", two_pages())])
    with pdfplumber.open(target) as pdf:
        for page, size in zip(pdf.pages, (A4, ACROSS), strict=True):
            assert_true_size(page, size)
            drawn = page.to_image(resolution=254).original  # ten dots a millimetre
            dots = drawn.convert("1", dither=Dither.NONE)
            row = [x for x in range(dots.width) if not dots.getpixel((x, 500))]
            assert (row[0] / 10, row[-1] / 10) == pytest.approx((50, 150), abs=0.5)


def pages_of(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


def test_papers_follow_one_another_as_one_job(tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "out.pdf")
    printer.setCopyCount(2)
    assert print_papers(printer, [("一", paper(1)), ("二", two_pages())])
    assert pages_of(tmp_path / "out.pdf") == 6, "two copies, whole after whole"
    assert not (tmp_path / "out(2).pdf").exists()


def test_on_both_sides_each_paper_begins_on_a_new_sheet() -> None:
    parts = [range(1), range(2), range(1)]
    assert sides(parts, both=True) == [(0, 0), None, (1, 0), (1, 1), (2, 0)]
    assert None not in sides(parts, both=False)


def test_another_size_of_sheet_is_another_job(tmp_path: Path) -> None:
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=A3)
    canvas.line(0, 0, 100, 100)
    canvas.save()
    papers = [("一", paper(1)), ("二", paper(1)), ("大", sink.getvalue()), ("三", paper(1))]
    assert print_papers(file_printer(tmp_path / "out.pdf"), papers)
    assert [pages_of(tmp_path / name) for name in ("out.pdf", "out(2).pdf", "out(3).pdf")] == [2, 1, 1]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_noticed(tmp_path: Path) -> None:
    assert not print_papers(file_printer(tmp_path / "no" / "out.pdf"), [("一", paper(1))])


def test_what_was_chosen_last_is_remembered(app: App, tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "out.pdf")
    printer.setCopyCount(12)
    keep_printer(app, printer)
    assert app.settings.get("printer", {})["duplex"] == printer.duplex().value
    again = App(tmp_path / "config", today=lambda: date(2026, 11, 24))
    assert remembered_printer(again).copyCount() == 12
    again.settings.put("printer", {"name": "没有了", "duplex": 77, "copies": "x"})
    assert remembered_printer(again).copyCount() == 1
    again.settings.put("printer", "坏")
    assert remembered_printer(again).copyCount() == 1
    again.close()
