"""The page on the screen: size, turning, clicks in points, tints."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.preview import GAP, PdfPreview, Place


@pytest.fixture
def paper(qapp: object) -> bytes:
    """Two A4 pages with a black square of 72 pt at 100 pt, 200 pt."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(72)
    painter = QPainter(writer)
    painter.fillRect(100, 200, 72, 72, Qt.GlobalColor.black)
    writer.newPage()
    painter.end()
    return bytes(buffer.data().data())


def lightness(preview: PdfPreview, x: int, y: int) -> int:
    """How light the first page is at a point, one pixel being one point."""
    sheet = preview.widget()
    assert sheet is not None
    return sheet.grab().toImage().pixelColor(GAP + x, GAP + y).lightness()


def test_a_page_fits_the_width_and_clicks_come_back_in_points(
    app: App, paper: bytes, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(627 + 12, 600)  # 627 − 2 × 16 = 595 px: one pixel a point, beside the 12 px scroll bar
    preview.show()
    turns: list[tuple[int, int]] = []
    preview.turned.connect(lambda page, pages: turns.append((page, pages)))
    preview.show_pdf(paper)
    assert preview.pages == 2
    assert turns[-1] == (0, 2)
    assert lightness(preview, 136, 236) < 30  # 100 + 36, 200 + 36 pt
    assert lightness(preview, 90, 236) > 240
    sheet = preview.widget()
    assert sheet is not None
    with qtbot.waitSignal(preview.clicked) as told:
        QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(GAP + 136, GAP + 236))
    assert told.args == [0, pytest.approx(136, abs=1), pytest.approx(236, abs=1)]
    preview.turn(1)
    assert preview.page == 1


def test_a_tinted_place_is_seen_and_the_view_keeps_its_place(app: App, paper: bytes, qtbot: QtBot) -> None:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(639, 400)
    preview.show()
    preview.show_pdf(paper)
    before = lightness(preview, 310, 710)
    preview.highlight([Place(0, 300, 700, 50, 20)], reveal=True)
    assert before > lightness(preview, 310, 710) > 150
    held = preview.verticalScrollBar().value()
    assert held > 0
    preview.show_pdf(paper)
    assert preview.verticalScrollBar().value() == held


def test_single_pages_are_shown_anew_and_let_go(app: App, paper: bytes, qtbot: QtBot) -> None:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(627 + 12, 600)
    preview.show()
    preview.show_pdf(paper)
    sheet = preview.widget()
    assert sheet is not None
    second = round(preview._pages.frames[1].top())
    assert lightness(preview, 136, second + 220) > 240, "the second page is blank"
    preview.show_pages(paper, (1,))  # its first page in the place of the second
    assert lightness(preview, 136, second + 220) < 30
    assert lightness(preview, 136, 236) < 30, "the first page stays"
    preview.show_pages(b"", ())
    assert lightness(preview, 136, second + 220) > 240


def test_the_pointer_says_where_a_click_opens_something(app: App, paper: bytes, qtbot: QtBot) -> None:
    preview = PdfPreview()
    qtbot.addWidget(preview)
    preview.resize(627 + 12, 600)
    preview.show()
    preview.show_pdf(paper)
    preview.set_links([Place(0, 100, 200, 72, 72)])
    sheet = preview.widget()
    assert sheet is not None
    QTest.mouseMove(sheet, QPoint(GAP + 136, GAP + 236))
    qtbot.waitUntil(lambda: sheet.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    QTest.mouseMove(sheet, QPoint(GAP + 300, GAP + 236))
    qtbot.waitUntil(lambda: sheet.cursor().shape() == Qt.CursorShape.ArrowCursor)
