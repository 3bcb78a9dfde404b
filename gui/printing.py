"""打印: what a page shows as a plain table paper, looked at first, then printed at true size or saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.app import App
from gui.preview import PdfPreview
from gui.saving import save_as, show_bar
from gui.widgets.basics import EDGE, SPACE, button, label

DPI_MAX = 300  # a page of text gains nothing above it, and 600 dpi take 139 MB a page


def print_table(
    app: App,
    parent: QWidget,
    title: str,
    period: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """Set exactly these rows as a list paper off the GUI thread and open its preview."""
    job = _Table(app, parent, title, period)
    job.make([str(one) for one in columns], [[str(cell) for cell in row] for row in rows])


def show_pdf(app: App, parent: QWidget, title: str, data: bytes, suggested: str = "") -> "PrintPreview":
    """The preview of a ready PDF, maximised and fitted to its width; `suggested` is its file name."""
    preview = PrintPreview(app, title, data, suggested or f"{title}.pdf", parent)
    preview.showMaximized()
    return preview


class _Table(QObject):
    """Keeps the title until the pages are there; dies with the page that asked."""

    def __init__(self, app: App, parent: QWidget, title: str, period: str) -> None:
        super().__init__(parent)
        self._app, self._parent = app, parent
        self._title, self._period = title, period

    def make(self, columns: list[str], rows: list[list[str]]) -> None:
        title, period = self._title, self._period
        office, day = self._app.unit, self._app.today()

        def run() -> bytes:
            from reports.papers.listing import Listing, listing_pdf

            return listing_pdf(Listing(title, period, day, columns, rows, office))

        self._app.jobs.work(run, self._show)

    def _show(self, data: bytes) -> None:
        named = f"{self._title}（{self._period}）" if self._period else self._title
        show_pdf(self._app, self._parent, self._title, data, f"{named}.pdf")
        self.deleteLater()


class PrintPreview(QDialog):
    """Pages first; 打印 asks for the printer, 存PDF for a file. `banner_slot` holds what it has to say."""

    def __init__(self, app: App, title: str, data: bytes, suggested: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("printPreview")
        self.setWindowTitle(f"打印“{title}”")
        self.app = app
        self._data, self._suggested = data, suggested
        self.pages = PdfPreview()
        self._page_words = label("", "secondary", name="pageOf")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top(title))
        self.banner_slot = QVBoxLayout()
        whole.addLayout(self.banner_slot)
        whole.addWidget(self.pages, 1)
        self.pages.turned.connect(self._turned)
        self.pages.set_zoom("width")
        self.pages.show_pdf(data)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_out)
        self.resize(900, 430)
        self._print.setFocus()

    def _top(self, title: str) -> QFrame:
        top = QFrame()
        top.setProperty("role", "topRow")
        box = QHBoxLayout(top)
        box.setContentsMargins(EDGE, SPACE, EDGE, SPACE)
        box.setSpacing(SPACE)
        box.addWidget(label(title, "title"))
        box.addWidget(self._page_words)
        box.addStretch(1)
        self._wide = button("看整页", name="zoom", slot=self._zoom)
        self._print = button("打印", "main", icon="print", name="printNow", slot=self.print_out)
        box.addWidget(self._wide)
        box.addWidget(self._print)
        box.addWidget(button("存PDF", name="savePdf", slot=self.save))
        box.addWidget(button("关闭", name="closePreview", slot=self.close))
        return top

    def _turned(self, page: int, pages: int) -> None:
        self._page_words.setText(f"第{page + 1}页，共{pages}页")

    def _zoom(self) -> None:
        whole = self._wide.text() == "看整页"
        self.pages.set_zoom("page" if whole else "width")
        self._wide.setText("适合宽度" if whole else "看整页")

    def save(self) -> None:
        """The same pages as a file."""
        data = self._data

        def write(path: Path) -> None:
            from core.exchange.write import replacing

            with replacing(path) as target:
                target.write(data)

        save_as(self.app, self, self._suggested, write, kind="papers")

    def print_out(self) -> None:
        """Ask for printer and copies; without any printer offer the file instead."""
        if not QPrinterInfo.availablePrinterNames():
            show_bar(
                self,
                "▲ 这台电脑没有装打印机，可先存成PDF，再拿到别处打印。",
                [("存PDF", self.save)],
                stay=True,
            )
            return
        printer = printer_for(self.app, self.pages.document)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            keep_printer(self.app, printer)
            paint_pages(self.pages.document, printer)
            self.close()
        dialog.deleteLater()


def printer_for(app: App, document: QPdfDocument) -> QPrinter:
    """The printer used last, if it is still there, set to the document's paper without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    kept = app.settings.get("printer", {})
    if kept.get("name") in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(kept["name"])
        printer.setDuplex(QPrinter.DuplexMode(kept.get("duplex", 0)))
    set_paper(printer, document)
    return printer


def keep_printer(app: App, printer: QPrinter) -> None:
    """Remember printer and double-sided printing on this computer."""
    app.settings.put("printer", {"name": printer.printerName(), "duplex": printer.duplex().value})


def set_paper(printer: QPrinter, document: QPdfDocument) -> None:
    """The paper of the first page, whole: the document brings its own margins."""
    size = document.pagePointSize(0)
    wide = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)


def paint_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Every chosen page at true size: one point of the PDF is 1/72 inch on the paper."""
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    painter = QPainter(printer)
    for number in range(first - 1, min(last, document.pageCount())):
        if number >= first:
            printer.newPage()
        points = document.pagePointSize(number)
        dots = min(printer.resolution(), DPI_MAX) / 72
        image = document.render(number, QSize(round(points.width() * dots), round(points.height() * dots)))
        unit = printer.resolution() / 72
        painter.drawImage(QRectF(0, 0, points.width() * unit, points.height() * unit), image)
    painter.end()
