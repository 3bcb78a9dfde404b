"""What the search box of every page finds: people, units, places, findings, circulars; Enter opens one."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui import theme
from gui.app import App
from gui.jobs import Latest
from gui.widgets.header import SearchBox

if TYPE_CHECKING:
    from core.queries.search import Hit

KINDS = {"person": "人员", "unit": "单位", "area": "区域", "finding": "问题", "circular": "通报"}
Target = tuple[str, dict[str, Any]]
_HIT = Qt.ItemDataRole.UserRole
_ROW, _WIDTH, _KIND, _SHOWN = 32, 460, 50, 9  # px at 100 %, rows before it scrolls


def target_of(hit: "Hit") -> Target:
    """The page that shows a hit, and what it is told."""
    if hit.kind == "finding":
        return "findings", {"id": hit.id}
    if hit.kind == "circular":
        return "circular", {"month": hit.month, "step": 5}
    return "roster", {hit.kind: hit.id}


class SearchList(QListWidget):
    """Hangs below a search box and never takes its focus; `go` when a hit is to be opened.

    `own` are kinds the page itself shows in place: they are not listed, and Enter alone opens nothing.
    """

    go = Signal(str, object)

    def __init__(self, app: App, box: SearchBox, own: frozenset[str], page: QWidget) -> None:
        super().__init__(page)
        self._app, self._box, self._own = app, box, own
        self._latest = Latest()
        self._answered = ""  # the words the rows answer
        self._hasty = False  # Enter came before the answer
        self.setObjectName("searchList")
        self.setAccessibleName("搜索结果")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setItemDelegate(_Row(self))
        self.itemClicked.connect(self._open)
        box.field.installEventFilter(self)
        self.hide()

    def look(self, text: str) -> None:
        """Ask for what the words name; no words take the list away."""
        if not text:
            self._latest.take()
            self._leave()
            return

        def query(door: Any) -> tuple[str, list["Hit"]]:
            from core.queries.search import search

            return text, search(door, text)

        if self._app.path is not None:
            self._app.jobs.read(query, self._show, latest=self._latest)

    def _show(self, answer: tuple[str, list["Hit"]]) -> None:
        self._answered, hits = answer
        hasty, self._hasty = self._hasty, False
        self.clear()
        for hit in hits:
            if hit.kind not in self._own:
                item = QListWidgetItem(
                    "，".join(part for part in (KINDS[hit.kind], hit.title, hit.detail) if part)
                )
                item.setData(_HIT, hit)
                self.addItem(item)
        if not self.count():
            if self._own:
                self.hide()
                return
            item = QListWidgetItem(f"没有找到“{self._answered}”，换个写法，或用姓名首字母试试")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        elif not self._own:
            self.setCurrentRow(0)
        if hasty and self.currentItem() is not None:
            self._open(self.currentItem())
        elif self._box.field.hasFocus():
            self._place()

    def _place(self) -> None:
        now, page = theme.current(), self.parentWidget()
        if page is None:
            return
        self.setStyleSheet(f"QListWidget {{ border: 1px solid {now.name('border')}; }}")
        rows = min(self.count(), _SHOWN)
        low = self._box.mapTo(page, QPoint(0, self._box.height() + 2))
        width = min(now.px(_WIDTH), page.width() - 8)
        height = min(rows * now.px(_ROW) + 4, page.height() - low.y() - 4)
        left = max(4, min(low.x(), page.width() - width - 4))
        self.setGeometry(left, low.y(), width, height)
        self.raise_()
        self.show()

    def _leave(self) -> None:
        self._hasty = False
        self.hide()

    def _open(self, item: QListWidgetItem) -> None:
        hit = item.data(_HIT)
        if hit is None:
            return
        self._leave()
        self._box.field.clear()
        self.go.emit(*target_of(hit))

    # --- keys of the box ------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._leave()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        text = self._box.field.text().strip()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.isVisible():
            by = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + by) % self.count())
            return True
        if key not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or not text:
            return False
        if text == self._answered and self.isVisible() and self.currentItem() is not None:
            self._open(self.currentItem())
            return True
        self._hasty = not self._own
        return False  # the box puts the question


class _Row(QStyledItemDelegate):
    """Kind, title, and what tells it apart at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, theme.current().px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now, hit = theme.current(), index.data(_HIT)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        here = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.save()
        if here and hit is not None:
            painter.fillRect(rect, now.color("accent_soft"))
        box = rect.adjusted(now.px(10), 0, -now.px(10), 0)
        left, right = (
            side | Qt.AlignmentFlag.AlignVCenter
            for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        )
        painter.setFont(now.font("secondary"))
        painter.setPen(now.color("text2"))
        if hit is None:
            painter.drawText(box, left, str(index.data()))
            painter.restore()
            return
        painter.drawText(box, left, KINDS[hit.kind])
        metrics = painter.fontMetrics()
        detail = metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, box.width() // 2)
        painter.drawText(box, right, detail)
        words = box.adjusted(now.px(_KIND), 0, -metrics.horizontalAdvance(detail) - now.px(12), 0)
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text"))
        shown = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, left, shown)
        painter.restore()
