"""The printer: remembered on this computer, papers at true size, several of them as one job."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """Papers on the same sheet follow one another as one job, each from a new sheet on, so that no other
    job of the office comes between; False when the printer takes nothing."""
    target = Path(printer.outputFileName()) if printer.outputFileName() else None
    for number, some in enumerate(_by_sheet(papers), 1):
        if target is not None and number > 1:  # printed into a file
            printer.setOutputFileName(str(target.with_name(f"{target.stem}({number}){target.suffix}")))
        printer.setDocName(some[0].title if len(some) == 1 else f"{some[0].title}等{len(some)}份")
        done = _paint(printer, [(one.document, _chosen(printer, one.document)) for one in some])
        for one in some:
            one.document.close()
        if not done:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Opened:
    title: str
    document: QPdfDocument
    held: QBuffer  # lives as long as the document reads from it


def _by_sheet(papers: Papers) -> Iterator[list[_Opened]]:
    """Neighbours of one size of sheet, upright or across."""
    some: list[_Opened] = []
    size = (0, 0)
    for title, pdf in papers:
        document, buffer = QPdfDocument(), QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        points = document.pagePointSize(0)
        sides = sorted((round(points.width()), round(points.height())))
        if some and (sides[0], sides[1]) != size:
            yield some
            some = []
        size = (sides[0], sides[1])
        some.append(_Opened(title, document, buffer))
    if some:
        yield some


def set_paper(printer: QPrinter, points: QSizeF) -> None:
    """The paper of a page, whole: the document brings its own margins."""
    wide = points.width() > points.height()
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)


def paint_pages(document: QPdfDocument, printer: QPrinter) -> bool:
    """Every chosen page at true size; False when the printer takes nothing."""
    return _paint(printer, [(document, _chosen(printer, document))])


def _chosen(printer: QPrinter, document: QPdfDocument) -> range:
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    return range(first - 1, min(last, document.pageCount()))


def _paint(printer: QPrinter, parts: Sequence[tuple[QPdfDocument, range]]) -> bool:
    """One point of the PDF is 1/72 inch on the paper, never fitted to it; a page across turns the paper."""
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    both = printer.duplex() != QPrinter.DuplexMode.DuplexNone
    painter = QPainter()
    for place, side in enumerate(sides([chosen for _document, chosen in parts] * times, both=both)):
        if side is not None:
            document = parts[side[0] % len(parts)][0]
            set_paper(printer, document.pagePointSize(side[1]))
        if not (printer.newPage() if place else painter.begin(printer)):
            return False  # the painter ends with this function
        if side is not None:
            _draw(painter, printer, document, side[1])
    painter.end()
    return True


def sides(parts: Sequence[Sequence[int]], *, both: bool) -> list[tuple[int, int] | None]:
    """Part and page of each side of the sheets; None: on both sides, the back of a sheet on which a part
    ends stays empty."""
    found: list[tuple[int, int] | None] = []
    for place, pages in enumerate(parts):
        if both and len(found) % 2:
            found.append(None)
        found += [(place, number) for number in pages]
    return found


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, number: int) -> None:
    points = document.pagePointSize(number)
    dots = min(printer.resolution(), DPI_MAX) / 72
    image = document.render(number, QSize(round(points.width() * dots), round(points.height() * dots)))
    unit = printer.resolution() / 72
    painter.drawImage(QRectF(0, 0, points.width() * unit, points.height() * unit), image)
