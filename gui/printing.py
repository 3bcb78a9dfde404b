"""打印: what a page shows as a plain table paper, looked at first, then printed at true size or saved."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.text import safe_filename
from gui.app import App
from gui.preview import PdfPreview
from gui.printer import Papers, keep_printer, print_papers, remembered_printer, there_is_a_printer
from gui.saving import documents, save_as, show_bar, show_saved
from gui.widgets.basics import EDGE, SPACE, button, label


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


def show_pdf(
    app: App,
    parent: QWidget,
    title: str,
    data: bytes,
    suggested: str = "",
    word: Callable[[], bytes] | None = None,
) -> "PrintPreview":
    """The preview of a ready PDF, maximised and fitted to its width; `suggested` is its file name.

    `word` makes the Word copy of a paper that has one; it runs off the GUI thread.
    """
    preview = PrintPreview(app, title, data, suggested or f"{title}.pdf", parent, word)
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
    """Pages first; 打印 asks for the printer, 存PDF and 存为Word for a file.

    `banner_slot` holds what it has to say.
    """

    def __init__(
        self,
        app: App,
        title: str,
        data: bytes,
        suggested: str,
        parent: QWidget,
        word: Callable[[], bytes] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("printPreview")
        self.setWindowTitle(f"打印“{title}”")
        self.app = app
        self._title, self._data, self._suggested, self._word = title, data, suggested, word
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
        if self._word is not None:
            told = "供继续修改的Word文件（.docx），以PDF为准"
            box.addWidget(button("存为Word", name="saveWord", slot=self.save_word, tip=told))
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

    def save_word(self) -> None:
        """The same paper for further editing."""
        if self._word is not None:
            save_word_copy(self.app, self, Path(self._suggested).stem, self._word)

    def print_out(self) -> None:
        """Ask for printer and copies; without any printer the pages become a file, and its place is said."""
        printed = _print(self.app, self, [(Path(self._suggested).stem, self._data)], self._title)
        if printed:
            self.close()


def save_word_copy(app: App, parent: QWidget, title: str, make: Callable[[], bytes]) -> None:
    """存为Word: the copy for further editing in Word or WPS; the bar says that the PDF counts."""

    def write(path: Path) -> None:
        from core.exchange.write import replacing

        data = make()
        with replacing(path) as target:
            target.write(data)

    save_as(app, parent, f"{title}.docx", write, kind="papers", note="，以PDF为准")


def print_many(app: App, parent: QWidget, papers: Papers, copies: int = 0) -> None:
    """Several papers (title, PDF) in one go: asked once, one job, each from a new sheet on, at true size.

    `copies` is what the printer's dialog proposes; 0: as many as last time.

    Without a printer each is saved, and the bar of `parent` says where.
    """
    if papers and _print(app, parent, papers, f"{len(papers)}份材料", copies):
        show_bar(parent, f"✓ 已送打印机{len(papers)}份。", [])


def _print(app: App, parent: QWidget, papers: Papers, what: str, copies: int = 0) -> bool:
    """Whether the papers went to a printer."""
    if not there_is_a_printer():
        _Keeping(app, parent, papers).keep()
        return False
    printer = remembered_printer(app)
    if copies:
        printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印{what}" if len(papers) > 1 else f"打印“{what}”")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, len(papers) == 1)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        return False
    keep_printer(app, printer)
    if print_papers(printer, papers):
        return True
    name = printer.printerName() or "打印机"
    show_bar(parent, f"▲ {name}没有接受，请检查是否开机、有纸、联网后再打印。", [], stay=True)
    return False


class _Keeping(QObject):
    """Papers saved because there is no printer; dies with the page that asked."""

    def __init__(self, app: App, parent: QWidget, papers: Papers) -> None:
        super().__init__(parent)
        self._app, self._parent, self._papers = app, parent, list(papers)

    def keep(self) -> None:
        """Into the folder where papers went last."""
        papers, folder = self._papers, self._app.settings.folder_for("papers", documents())

        def run() -> list[Path]:
            from core.exchange.write import free_name, replacing

            written = []
            for title, pdf in papers:
                path = folder / safe_filename(title, ".pdf")
                path = free_name(path) if path.exists() else path
                with replacing(path) as target:
                    target.write(pdf)
                written.append(path)
            return written

        self._app.jobs.work(run, self._kept, self._refused)

    def _kept(self, paths: list[Path]) -> None:
        one = f"“{paths[0].name}”，" if len(paths) == 1 else f"{len(paths)}份，"
        said = f"这台电脑没有装打印机，已存成PDF：{one}在{paths[0].parent}"
        show_saved(self._parent, paths[0], said, several=len(paths) > 1)
        self.deleteLater()

    def _refused(self, error: UserError) -> None:
        show_bar(self._parent, f"▲ 没有装打印机，也没有存成：{error}", [("另选文件夹", self._ask)], stay=True)

    def _ask(self) -> None:
        dialog = QFileDialog(self._parent, "存到哪个文件夹")
        dialog.setObjectName("paperFolder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, folder: str) -> None:
        self._app.settings.keep_folder("papers", Path(folder))
        self.keep()
