"""The printer: remembered on this computer, papers at true size, several of them one after another."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from gui.app import App

DPI_MAX = 300  # a page of text gains nothing above it, and 600 dpi take 139 MB a page
COPIES_MAX = 999

Papers = Sequence[tuple[str, bytes]]  # title and PDF


def there_is_a_printer() -> bool:
    """Whether the system knows any."""
    return bool(QPrinterInfo.availablePrinterNames())


def remembered_printer(app: App) -> QPrinter:
    """The printer used last, if it is still there, with its copies and double-sided printing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    kept = app.settings.get("printer", {})
    if not isinstance(kept, dict):
        return printer
    if kept.get("name") in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(kept["name"])
    duplex, copies = kept.get("duplex"), kept.get("copies")
    if duplex in {mode.value for mode in QPrinter.DuplexMode}:
        printer.setDuplex(QPrinter.DuplexMode(duplex))
    if isinstance(copies, int) and 1 <= copies <= COPIES_MAX:
        printer.setCopyCount(copies)
    return printer


def keep_printer(app: App, printer: QPrinter) -> None:
    """Remember printer, copies and double-sided printing on this computer."""
    kept = {
        "name": printer.printerName(),
        "duplex": printer.duplex().value,
        "copies": printer.copyCount(),
    }
    app.settings.put("printer", kept)


def print_papers(printer: QPrinter, papers: Papers) -> bool:
    """Each paper as a job of its own, so that the next begins on a new sheet; False when one is refused."""
    target = Path(printer.outputFileName()) if printer.outputFileName() else None
    for number, (title, pdf) in enumerate(papers, 1):
        if target is not None and number > 1:  # printed into a file
            printer.setOutputFileName(str(target.with_name(f"{target.stem}({number}){target.suffix}")))
        printer.setDocName(title)
        document, held = QPdfDocument(), QByteArray(pdf)
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        done = paint_pages(document, printer)
        document.close()
        if not done:
            return False
    return True


def set_paper(printer: QPrinter, points: QSizeF) -> None:
    """The paper of a page, whole: the document brings its own margins."""
    wide = points.width() > points.height()
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)


def paint_pages(document: QPdfDocument, printer: QPrinter) -> bool:
    """Every chosen page at true size: one point of the PDF is 1/72 inch on the paper, never fitted to it.

    A page that lies across turns the paper. False when the printer takes nothing.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    chosen = range(first - 1, min(last, document.pageCount()))
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    for place, number in enumerate([*chosen] * times):
        points = document.pagePointSize(number)
        set_paper(printer, points)
        if not (printer.newPage() if place else painter.begin(printer)):
            return False  # the painter ends with this function
        dots = min(printer.resolution(), DPI_MAX) / 72
        image = document.render(number, QSize(round(points.width() * dots), round(points.height() * dots)))
        unit = printer.resolution() / 72
        painter.drawImage(QRectF(0, 0, points.width() * unit, points.height() * unit), image)
    painter.end()
    return True
