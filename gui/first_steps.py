"""What the three choices of the first page do: the sample, an own roster, an existing record or backup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shutil import rmtree
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from core.errors import UserError
from gui.app import App, wall_time
from gui.main_window import MainWindow
from gui.welcome import Welcome
from gui.widgets.dialogs import Question

SAMPLE = "示例乡镇"
_BANNER = "sample"
_READ_ONLY = "readonly"
_KEEP = "keep"


class Opener(Protocol):
    """Opens a record and shows a page; `then` runs once the page stands."""

    def __call__(self, path: Path, target: str, then: Callable[[], None] | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Office:
    """What the window wants to know of an opened record."""

    unit: str
    sample: bool


class FirstSteps(QObject):
    """Carries out the first page's choices and puts the sample's banner on all pages."""

    def __init__(self, app: App, window: MainWindow, welcome: Welcome, opener: Opener) -> None:
        super().__init__(window)
        self._app, self._window, self._welcome, self._open = app, window, welcome, opener
        self._restored: tuple[Any, Any] | None = None
        self._own_imported = False
        self._left = Path()

    # --- the sample -----------------------------------------------------------------------------------
    def sample(self, _unit: str, folder: Path) -> None:
        """用示例数据试一试: made once, opened again the next time."""
        path = folder / f"{SAMPLE}.db"
        if path.is_file():
            self._open(path, "today")
            return
        self._welcome.refuse("正在准备示例数据，约需几秒钟。")
        self._welcome.setEnabled(False)
        now = datetime.combine(self._app.today(), wall_time().time())
        self._app.jobs.work(lambda: _make_sample(path, now), self._sample_made, self._failed)

    def _sample_made(self, path: Path) -> None:
        self._ready()
        self._open(path, "today")

    def _ready(self) -> None:
        self._welcome.setEnabled(True)
        self._welcome.banners.clear()

    def _failed(self, error: UserError) -> None:
        self._ready()
        self._welcome.refuse(str(error))

    # --- an own roster --------------------------------------------------------------------------------
    def roster(self, unit: str, folder: Path) -> None:
        """从表格导入名册: a new record under the unit's name, then the sheet."""
        if not unit:
            self._welcome.refuse("请先在下面填写单位名称，例如“某某乡创文办”。")
            self._welcome.unit.setFocus()
            return
        day = self._app.today()
        self._app.jobs.work(lambda: _new_record(folder, unit, day), self._created, self._failed)

    def _created(self, path: Path) -> None:
        self._welcome.banners.clear()
        self._open(path, "roster", self._ask_sheet)

    def _ask_sheet(self) -> None:
        from gui.views.import_roster import ImportDialog

        dialog = ImportDialog(self._app, self._window)
        dialog.imported.connect(self._imported)
        dialog.finished.connect(self._sheet_done)
        self._own_imported = False
        dialog.open()

    def _imported(self, outcome: Any) -> None:
        self._own_imported = bool(outcome.new or outcome.updated)

    def _sheet_done(self, _code: int) -> None:
        if self._own_imported:
            self.ask_three()

    def ask_three(self) -> None:
        """Three questions once; each can be changed later in 资料与设置."""
        from gui.views.settings_first import FirstQuestions

        FirstQuestions(self._app, self._window).begin()

    # --- what is there --------------------------------------------------------------------------------
    def existing(self, unit: str, folder: Path) -> None:
        """打开已有数据: a record, or a backup that is taken to the chosen folder."""
        start = str(folder if folder.is_dir() else Path.home())
        name, _filter = QFileDialog.getOpenFileName(
            self._window, "打开已有数据", start, "包保台账数据和备份 (*.db *.zip);;所有文件 (*)"
        )
        if name:
            self.take(Path(name), unit, folder)

    def take(self, path: Path, unit: str, folder: Path) -> None:
        """Open a record where it lies; restore a package first."""
        if path.suffix.lower() != ".zip":
            self._open(path, "today")
            return
        self._welcome.setEnabled(False)
        self._app.jobs.work(lambda: _restore(path, folder, unit), self._unpacked, self._failed)

    def _unpacked(self, found: tuple[Path, Any, Any]) -> None:
        self._ready()
        self._restored = (found[1], found[2])
        self._open(found[0], "today", self._say_restored)

    def _say_restored(self) -> None:
        if self._restored is None:
            return
        found, said = self._restored
        self._restored = None
        if found == said:
            self._window.banners.put("restored", f"已从备份恢复：{found.words}，与备份一致。")
        else:
            words = f"恢复出来的数量（{found.words}）与备份记的（{said.words}）不一致，请核对后再用。"
            self._window.banners.put("restored", words)

    # --- the sample's banner --------------------------------------------------------------------------
    def opened(self) -> None:
        """After a record is open: its office's name, and the banner where it is the sample."""
        self._say_read_only()
        self._app.jobs.read(_office, self._know_office)

    def _say_read_only(self) -> None:
        """A record that cannot be written says so on every page, with the way to one that can."""
        path = self._app.path
        if self._app.read_only and path is not None:
            words = f"只读：“{path.parent}”里的数据不能修改，只能查看和打印；要录入，请另存一份到“文档”。"
            self._window.banners.put(_READ_ONLY, words, "另存副本…", self.save_copy)
        else:
            self._window.banners.drop(_READ_ONLY)

    def save_copy(self) -> None:
        """另存副本: where the clerk says, then opened there."""
        from gui.saving import ask_path

        path, page = self._app.path, self._window.page
        if path is not None and page is not None:
            ask_path(self._app, page, f"{path.stem}（副本）.db", self._copy, kind="records")

    def _copy(self, target: Path) -> None:
        source = self._app.path
        if source is not None:
            self._app.jobs.work(lambda: _copied(source, target), self._copy_made, self._copy_refused)

    def _copy_made(self, path: Path) -> None:
        self._open(path, "today")

    def _copy_refused(self, error: UserError) -> None:
        self._window.refuse(str(error))

    def _know_office(self, office: Office) -> None:
        self._app.set_unit(office.unit)
        if office.sample:
            self._window.banners.put(_BANNER, "当前为示例数据", "清除并开始使用", self.leave_sample)
        else:
            self._window.banners.drop(_BANNER)

    def leave_sample(self) -> None:
        """Close the sample and offer to start one's own; the file goes only when the clerk says so."""
        path = self._app.path
        if path is None:
            return
        self._left = path
        self._window.commit_edits()
        self._app.jobs.close_file(self._closed)

    def _closed(self, _nothing: Any) -> None:
        self._app.path = None
        self._app.set_unit("")
        self._app.settings.forget(self._left)
        self._window.banners.drop(_BANNER)
        self._window.forget_pages()
        self._window.show_welcome()
        self._welcome.banners.put(
            _BANNER,
            "示例已经关闭，下面填好单位名称就可以开始。示例文件还留着。",
            "删除示例文件",
            self.remove_sample,
        )

        self._welcome.banners.put(
            _KEEP,
            "示例里的名册可以留下：人员、单位、区域、包保关系照旧，其余清空。",
            "保留名册",
            self.keep_roster,
        )

    def keep_roster(self) -> None:
        """保留名册: a record of one's own with the sample's roster, under the name typed below."""
        source, unit = self._left, self._welcome.unit.text().strip()
        folder = Path(self._welcome.folder.text().strip() or str(source.parent))
        self._app.jobs.work(lambda: _kept(source, folder, unit), self._roster_kept, self._failed)

    def _roster_kept(self, path: Path) -> None:
        self._welcome.banners.clear()
        self._open(path, "roster")

    def remove_sample(self) -> None:
        """The sample's file goes for good, after one question."""
        question = Question(
            "删除示例文件",
            f"“{self._left.name}”和它旁边的文件夹会从“{self._left.parent}”删去，里面自己录的内容也一起没有；不能撤销。",
            "删除",
            final=True,
        )
        if self._app.ask(question, self._window):
            self._app.jobs.work(lambda: _remove(self._left), self._removed, self._failed)

    def _removed(self, _nothing: None) -> None:
        self._welcome.banners.clear()


# -- in the workers --------------------------------------------------------------------------------


def _office(r: Any) -> Office:
    from core.settings import settings_at

    found = settings_at(r, r.today)
    return Office(found.unit_name, found.sample)


def _refuse_place(folder: Path) -> None:
    """The record may not lie on a share, a stick or in a synchronised folder."""
    from core.place import fault_of

    fault = fault_of(folder)
    if fault is not None:
        raise UserError(fault)


def _new_record(folder: Path, unit: str, day: date) -> Path:
    """A record named after the office. The plan's day is not known yet: the year's first, to be changed."""
    from core.services.record import new_record
    from core.text import safe_filename

    _refuse_place(folder)
    path = folder / safe_filename(unit, ".db")
    if path.exists():
        raise UserError(f"“{path}”已经有了，可用“打开已有数据”打开它，或换一个单位名称。")
    new_record(path, unit, date(day.year, 1, 1))
    return path


def _make_sample(path: Path, now: datetime) -> Path:
    from core.services.sample import make_sample

    _refuse_place(path.parent)
    from reports.render import circular_paper

    try:
        make_sample(path, clock=lambda: now, render=circular_paper)
    except UserError:
        make_sample(path, render=circular_paper)  # a year without holidays yet: the sample's own day
    return path


def _restore(package: Path, folder: Path, unit: str) -> tuple[Path, Any, Any]:
    from core.services.copies import restore_beside
    from core.text import safe_filename

    _refuse_place(folder)
    name = safe_filename(unit or package.stem, "")
    return restore_beside(package, folder, name)


def _kept(source: Path, folder: Path, unit: str) -> Path:
    from core.db import open_record
    from core.services.copies import free_record
    from core.services.keep_roster import keep_roster
    from core.text import safe_filename

    _refuse_place(folder)
    if not unit:
        with open_record(source, writable=False) as db, db.read() as r:
            unit = _office(r).unit
    target = free_record(folder, safe_filename(unit, ""))
    keep_roster(source, target, unit)
    return target


def _copied(source: Path, target: Path) -> Path:
    from core.services.copy_out import copy_record

    return copy_record(source, target)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        rmtree(path.with_suffix(".files"), ignore_errors=True)
    except OSError as error:
        raise UserError(f"“{path.name}”没有删掉，可能正被占用，请关闭后再删。") from error
