"""Beside a finding's life: who found it, work area, kind of place, standard, who helps, whom it went up to.

Each field is kept as soon as it is left.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from core.errors import UserError
from core.ledgers.duties import WORK_AREAS
from core.ledgers.headings import SOURCES
from core.ledgers.registers import LOCATIONS
from gui.app import App
from gui.views.forms import ChoiceBox, Option
from gui.widgets import label
from gui.widgets.basics import SPACE
from gui.widgets.date_field import parse_day

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingDetail

_TITLES = {
    "source": "来源",
    "work_area": "方面",
    "location": "区域类型",
    "standard_id": "依据条目",
    "partner": "协助部门",
    "referred_to": "上报给",
    "referred_on": "上报日期",
}


class _Pick(ChoiceBox):
    """The wheel scrolls the pane and never changes a value passed over."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DetailFields(QWidget):
    """The fields of one finding."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._detail: FindingDetail | None = None
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(SPACE)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.picks = {
            key: _Pick(find=key == "standard_id")
            for key in ("source", "work_area", "location", "standard_id")
        }
        self.texts = {key: QLineEdit(self) for key in ("partner", "referred_to", "referred_on")}
        for key, title in _TITLES.items():
            field = self.picks.get(key) or self.texts[key]
            field.setObjectName(f"told_{key}")
            field.setAccessibleName(title)
            form.addRow(label(title, "body2"), field)
        for key, pick in self.picks.items():
            pick.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            pick.activated.connect(partial(self._chosen, key))
        for key, text in self.texts.items():
            text.editingFinished.connect(partial(self.left, key))
        self.texts["partner"].setPlaceholderText("乡外部门，如区住建局")
        self.texts["referred_to"].setPlaceholderText("本乡解决不了的")
        self.texts["referred_on"].setPlaceholderText("如11.24")
        self.wrong = label("", "danger", wrap=True, name="toldWrong")
        self.wrong.hide()
        form.addRow(self.wrong)
        self._fill("source", [(one, one) for one in SOURCES])
        self._fill("location", [("未选", ""), *((one, one) for one in LOCATIONS)])
        self.offer(())

    def _fill(self, key: str, words: Sequence[tuple[str, Any]]) -> None:
        self.picks[key].set_options([Option(value, text) for text, value in words])

    def offer(self, items: Sequence[tuple[int, str]]) -> None:
        """The standards library."""
        none = "未选" if items else "标准库还没有条目"
        self._fill("standard_id", [(none, None), *((text, key) for key, text in items)])
        self._show()

    def show_detail(self, detail: "FindingDetail") -> None:
        """Another finding, or the same with other values."""
        self._detail = detail
        self.wrong.hide()
        self._show()

    # --- what is shown --------------------------------------------------------------------------------
    def _show(self) -> None:
        if self._detail is None:
            return
        told = self._detail.told
        rule = f"{told.work_area}（按类别）" if not told.own_area and told.work_area else "未选"
        self._fill("work_area", [(rule, ""), *((one, one) for one in WORK_AREAS)])
        self.picks["work_area"].setToolTip(f"目标：{told.outcome}" if told.outcome else "")
        for key, pick in self.picks.items():
            pick.choose(self._kept(key))
        for key, text in self.texts.items():
            if not text.hasFocus() or not text.isModified():
                text.setText(_words(self._kept(key)))

    def _kept(self, key: str) -> Any:
        assert self._detail is not None
        told = self._detail.told
        if key == "standard_id":
            return told.standard.id if told.standard is not None else None
        return told.own_area if key == "work_area" else getattr(told, key)

    # --- what is kept ---------------------------------------------------------------------------------
    def _chosen(self, key: str, _at: int) -> None:
        self.left(key)

    def left(self, key: str) -> None:
        """A field was left: what it says now is kept."""
        if self._detail is None:
            return
        if key in self.picks:
            value = self.picks[key].key
        else:
            value = self._typed(key)
            if value is _WRONG:
                return
        if value != self._kept(key):
            self._put(key, value)

    def _typed(self, key: str) -> Any:
        said = self.texts[key].text().strip()
        if key != "referred_on":
            return said
        day = parse_day(said, self._app.today()) if said else None
        if said and day is None:
            self._say(f"没有“{said}”这一天，可输入24、11.24。")
            return _WRONG
        return day

    def _put(self, key: str, value: Any) -> None:
        assert self._detail is not None
        number = self._detail.row.id
        values = {key: value}
        if key == "referred_to" and not value:
            values["referred_on"] = None
        self.wrong.hide()
        for text in self.texts.values():
            text.setModified(False)

        def write(w: Any) -> bool:
            from core.services.inspections import change_finding

            return change_finding(w, number, **values)

        words = f"修改第{number}条问题的{_TITLES[key]}"
        self._app.jobs.write(words, write, None, self._refused)

    def _refused(self, error: UserError) -> None:
        self._say(str(error))

    def _say(self, text: str) -> None:
        self.wrong.setText(f"■ {text}")
        self.wrong.show()


_WRONG = object()


def _words(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.year}-{value.month}-{value.day}"
    return str(value or "")
