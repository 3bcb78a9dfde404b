"""The photos of one finding in its pane: 整改前, then 整改后, each by time."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.labels import STAGES
from core.rules.calendar import cn_day
from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.photos.intake import Intake, Item
from gui.photos.notes import PhotoNotes
from gui.photos.thumb import HEIGHT, WIDTH, Thumb, small
from gui.photos.viewer import PhotoViewer, Shown
from gui.widgets.basics import GROUP, SPACE, button, clear_layout, label

if TYPE_CHECKING:
    from core.queries.finding_pages import Photo

SMALL = (92, 62)  # px at 100 %: three to a line of the pane
_KEPT = re.compile(r"\d{8}-\d{6}-(.+)-[0-9a-f]{12}\.jpg")
OTHER = {"before": "after", "after": "before"}


class PhotoPanel(QWidget):
    """Hidden while there is nothing to show. `laid` once the pictures of another finding stand."""

    laid = Signal()

    def __init__(self, app: App, intake: Intake) -> None:
        super().__init__()
        self.app, self.intake = app, intake
        self.finding = 0
        self.photos: tuple[Photo, ...] = ()
        self._drawn: tuple[Photo, ...] = ()  # those that have a thumb already
        self.thumbs: list[Thumb] = []
        self._latest = Latest()
        self._wanted_focus, self._fresh = -1, True
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        self._grid = QGridLayout()
        self._grid.setSpacing(GROUP)
        box.addLayout(self._grid)
        self._move_row = self._mover()
        self._move_row.hide()
        box.addWidget(self._move_row)
        self.notes = PhotoNotes(intake, self._place)
        box.addWidget(self.notes)
        self._moving: Photo | None = None
        intake.changed.connect(self._fit)

    def _mover(self) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        self.number = QLineEdit()
        self.number.setObjectName("photoMoveTo")
        self.number.setAccessibleName("移到第几条问题")
        self.number.setAcceptDrops(False)
        self.number.setFixedWidth(theme.current().px(72))
        self.number.returnPressed.connect(self._move)
        box.addWidget(label("这张照片移到第", "body2"))
        box.addWidget(self.number)
        box.addWidget(label("条", "body2"))
        box.addWidget(button("移动", "small", name="photoMove", slot=self._move))
        box.addWidget(button("取消", "small", name="photoStay", slot=self._end_move))
        box.addStretch(1)
        return row

    # --- showing --------------------------------------------------------------------------------------
    def show_photos(self, finding: int, photos: Sequence["Photo"]) -> None:
        """The photos of a finding; none hides the panel, unless something is to be said of them."""
        if finding != self.finding:
            self._end_move()
            self._wanted_focus, self._fresh = -1, True
            self._clear()
        self.finding, self.photos = finding, tuple(photos)
        self.notes.tell()
        self._fit()
        if not photos or self.app.path is None:
            self._latest.take()
            self._clear()
            return
        files = [self.file(one) for one in photos]
        now = theme.current()
        size = QSize(now.px(WIDTH), now.px(HEIGHT)) * self.devicePixelRatio()

        def load() -> list[QImage]:
            return [small(file, size) for file in files]

        self.app.jobs.work(load, partial(self._show, self.photos), latest=self._latest)

    def file(self, one: "Photo") -> Path:
        """Where a photo lies; its name cannot lead out of the record's folder."""
        assert self.app.path is not None
        return self.app.path.with_suffix(".files") / "photos" / Path(one.file).name

    def show_again(self) -> None:
        """After something else stood in place of the life."""
        self._fit()

    def _place(self, item: Item) -> str | None:
        return "" if item.target == self.finding else None

    def _fit(self) -> None:
        self.setVisible(bool(self.photos) or not self.notes.isHidden())

    def _clear(self) -> None:
        clear_layout(self._grid)
        self.thumbs, self._drawn = [], ()

    def _show(self, photos: tuple["Photo", ...], images: list[QImage]) -> None:
        if photos != self.photos:
            return
        at = next((n for n, one in enumerate(self.thumbs) if one.hasFocus()), self._wanted_focus)
        self._clear()
        self._drawn = photos
        wide, per_row = self._room(len(photos))
        places = _places([one.stage for one in photos], per_row)
        of = {"before": 0, "after": 0}
        for number, (one, image) in enumerate(zip(photos, images, strict=True)):
            of[one.stage] += 1
            day = cn_day(one.taken_on) if one.taken_on else ""
            frame = self._framed(one, image, (f"{STAGES[one.stage]}{of[one.stage]}", day), number, wide=wide)
            self._grid.addWidget(frame, *places[number], Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(per_row, 1)
        if at >= 0:
            self._wanted_focus = -1
            self.thumbs[min(at, len(self.thumbs) - 1)].setFocus()
        if self._fresh:
            self._fresh = False
            self.laid.emit()

    def _room(self, count: int) -> tuple[bool, int]:
        """Large ones while they fit one line, else small ones; and how many to a line."""
        room = max(self.width(), theme.current().px(2 * WIDTH + GROUP))
        large, little = ((room + GROUP) // (theme.current().px(one) + GROUP) for one in (WIDTH, SMALL[0]))
        return (True, large) if count <= large else (False, little)

    def _framed(
        self, one: "Photo", image: QImage, said: tuple[str, str], number: int, *, wide: bool
    ) -> QWidget:
        words = " ".join(said).strip()
        frame = QWidget()
        box = QVBoxLayout(frame)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        side = (WIDTH, HEIGHT) if wide else SMALL
        made = Thumb(image, f"照片文件缺失\n{_called(one.file)}", f"row:{one.id}", *side)
        made.setObjectName(f"photo_{number}")
        made.setAccessibleName(f"{words}，照片文件缺失：{one.file}" if made.missing else words)
        told = f"照片文件缺失：{one.file}" if made.missing else words
        made.setToolTip(f"{told}\nEnter 放大，Delete 删除，右键还可移到另一条")
        made.clicked.connect(partial(self._enlarge, number))
        made.removing.connect(partial(self._remove, number))
        made.menu_wanted.connect(partial(self._menu, number))
        self.thumbs.append(made)
        box.addWidget(made)
        box.addWidget(label(words if wide else "\n".join(said).strip(), "secondary"))
        return frame

    # --- doing ----------------------------------------------------------------------------------------
    def _enlarge(self, number: int, _checked: bool = False) -> None:
        shown = [
            Shown(self.file(one), one_thumb.accessibleName())
            for one, one_thumb in zip(self._drawn, self.thumbs, strict=True)
        ]
        viewer = PhotoViewer(self.app, shown, number, self)
        viewer.finished.connect(viewer.deleteLater)
        viewer.open()

    def make_menu(self, number: int) -> QMenu:
        """The menu of a photo."""
        one = self._drawn[number]
        menu = QMenu(self)
        acts = (
            ("photoEnlarge", "放大", partial(self._enlarge, number)),
            ("photoStage", f"改为{STAGES[OTHER[one.stage]]}", partial(self._turn, one)),
            ("photoMoveMenu", "移到另一条…", partial(self._begin_move, one)),
            ("photoRemove", "删除", partial(self._remove, number)),
        )
        for name, words, act in acts:
            entry = menu.addAction(words)
            entry.setObjectName(name)
            entry.triggered.connect(partial(_call, act))
        return menu

    def _menu(self, number: int, point: QPoint) -> None:
        menu = self.make_menu(number)
        menu.exec(point)
        if isValid(menu):
            menu.deleteLater()

    def _turn(self, one: "Photo") -> None:
        stage, row = OTHER[one.stage], one.id

        def write(w: Any) -> int:
            from core.services.photos import change_stage

            return change_stage(w, [row], stage)

        self.app.jobs.write(f"照片改为{STAGES[stage]}", write)

    def _remove(self, number: int) -> None:
        row = self._drawn[number].id
        self._wanted_focus = number

        def write(w: Any) -> int:
            from core.services.photos import remove

            return remove(w, [row])

        self.app.jobs.write("删除照片", write)

    def _begin_move(self, one: "Photo") -> None:
        self._moving = one
        self.number.clear()
        self._move_row.show()
        self.number.setFocus()

    def _end_move(self) -> None:
        self._moving = None
        self._move_row.hide()

    def _move(self) -> None:
        text = self.number.text().strip()
        if self._moving is None or not text.isdecimal():
            self.number.setFocus()
            return
        self.move_to(self._moving.id, int(text))

    def move_to(self, photo_id: int, finding: int) -> None:
        """Another finding's photo from now on."""

        def write(w: Any) -> bool:
            from core.services.photos import move

            return move(w, photo_id, finding)

        self.app.jobs.write("移动照片", write, lambda _moved: self._end_move())


def _called(file: str) -> str:
    """What the clerk's file was called, without the moment and the sum around it."""
    found = _KEPT.fullmatch(file)
    return found[1] if found else file


def _places(stages: Sequence[str], per_row: int) -> list[tuple[int, int]]:
    """Line and column of each; those of after begin a line of their own where that costs none."""
    before = sum(stage == "before" for stage in stages)
    after = len(stages) - before
    whole = -(-len(stages) // per_row)
    apart = -(-before // per_row) + -(-after // per_row)
    skip = -before % per_row if whole == apart else 0
    return [divmod(n if n < before else n + skip, per_row) for n in range(len(stages))]


def _call(act: Any, _checked: bool = False) -> None:
    act()
