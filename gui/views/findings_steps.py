"""What can be done with findings: each verb with the states it fits, its fields and the write behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from core.rules.rectification import SETTLED, State
from gui.views import findings_words as words
from gui.widgets import DateField, button, label
from gui.widgets.flow import Flow

if TYPE_CHECKING:
    from core.queries.finding_pages import FindingRow

Values = Mapping[str, Any]
_ASKED = frozenset({State.ORDERED, State.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class Field:
    """kind: date (with a number of days from today, or "due"), text, check, station or category."""

    key: str
    title: str
    kind: str
    days: int | str = 0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A step: the button's word, the verb of its form, what 撤销 says ({n} findings), where it fits."""

    key: str
    word: str
    act: str
    label: str
    states: frozenset[State]
    fields: tuple[Field, ...] = ()
    write: Callable[[Any, Sequence[int], Values], Any] | None = None


# -- the writes ------------------------------------------------------------------------------------


def _order(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    return act.each(ids, lambda one: act.order(w, [one], values["day"], values["due"], values["number"]))


def _acknowledge(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    return act.each(ids, lambda one: act.acknowledge(w, one, values["day"]))


def _reply(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    return act.each(
        ids, lambda one: act.reply(w, one, values["day"], done_on=values["done"], text=values["text"])
    )


def _pass(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    return act.each(ids, lambda one: act.verify(w, one, values["day"], passed=True, verifier=values["who"]))


def _fail(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    def one_of(one: int) -> None:
        act.verify(w, one, values["day"], passed=False, verifier=values["who"])
        if values["again"]:
            act.order(w, [one], values["day"], values["due"])

    return act.each(ids, one_of)


def _extend(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    def one_of(one: int) -> None:
        act.extend(
            w,
            one,
            asked_on=values["day"],
            new_due_on=values["due"],
            reason=values["reason"],
            approver=values["who"],
        )

    return act.each(ids, one_of)


def _assign(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    return act.each(ids, lambda one: act.change_finding(w, one, unit_id=values["unit"]))


def _change(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    told = {"text": values["text"], "place": values["place"] or None, "category_id": values["category"]}
    return act.each(ids, lambda one: act.change_finding(w, one, **told))


def _refer(w: Any, ids: Sequence[int], values: Values) -> int:
    from core.services import inspections as act

    told = {"referred_to": values["to"], "referred_on": values["day"]}
    return act.each(ids, lambda one: act.change_finding(w, one, **told))


def _remove(w: Any, ids: Sequence[int], _values: Values) -> int:
    from core.services import inspections as act

    return act.remove_findings(w, ids)


_WHO = Field("who", "复查人", "text")
_NUMBER = Field("number", "通知书号", "text")
_UNSETTLED = frozenset(State) - SETTLED
VERBS: tuple[Verb, ...] = (
    Verb(
        "assign", "定责…", "定责", "定责{n}条问题", _UNSETTLED,
        (Field("unit", "责任站所", "station", needed=True),), _assign,
    ),
    Verb(
        "order", "交办…", "交办", "交办{n}条问题", frozenset({State.TO_ORDER}),
        (Field("day", "交办日期", "date"), Field("due", "整改期限", "date", "due"), _NUMBER), _order,
    ),
    Verb(
        "again", "再次交办…", "再次交办", "再次交办{n}条问题", frozenset({State.REJECTED}),
        (Field("day", "交办日期", "date"), Field("due", "整改期限", "date", "due"), _NUMBER), _order,
    ),
    Verb(
        "acknowledge", "签收…", "签收", "签收{n}条问题", frozenset({State.ORDERED}),
        (Field("day", "签收日期", "date"),), _acknowledge,
    ),
    Verb(
        "reply", "已整改…", "登记整改", "登记{n}条整改回执", _ASKED,
        (
            Field("done", "完成日期", "date"), Field("day", "回执日期", "date"),
            Field("text", "整改情况", "text"),
        ),
        _reply,
    ),
    Verb(
        "pass", "复查合格…", "销号", "销号{n}条", frozenset({State.REPLIED}),
        (Field("day", "复查日期", "date"), _WHO), _pass,
    ),
    Verb(
        "fail", "不合格…", "退回整改", "退回{n}条整改", frozenset({State.REPLIED}),
        (
            Field("day", "复查日期", "date"), _WHO,
            Field("again", "同时再次交办", "check"), Field("due", "再限期至", "date", "due"),
        ),
        _fail,
    ),
    Verb(
        "extend", "延期…", "延期", "延期{n}条问题", _ASKED,
        (
            Field("day", "申请日期", "date"), Field("due", "延至", "date", "due"),
            Field("reason", "原因", "text", needed=True), Field("who", "批准人", "text"),
        ),
        _extend,
    ),
    Verb(
        "change", "修改…", "修改", "修改第{id}条问题", frozenset(State),
        (
            Field("text", "问题描述", "text", needed=True), Field("place", "地点", "text"),
            Field("category", "类别", "category"),
        ),
        _change,
    ),
    Verb(
        "refer", "上报…", "上报", "上报{n}条问题", _UNSETTLED,
        (Field("to", "上报给", "text", needed=True), Field("day", "上报日期", "date")), _refer,
    ),
    Verb("remove", "删除", "删除", "删除{n}条问题", frozenset(State), (), _remove),
)  # fmt: skip
BY_KEY = {verb.key: verb for verb in VERBS}

# The next step of each state, then what else is near at hand.
_OFFERS: Mapping[State, tuple[str, ...]] = {
    State.UNASSIGNED: ("assign",),
    State.TO_ORDER: ("order", "assign"),
    State.ORDERED: ("acknowledge", "reply", "extend", "assign"),
    State.ACKNOWLEDGED: ("reply", "extend", "assign"),
    State.REPLIED: ("pass", "fail"),
    State.REJECTED: ("again", "assign"),
    State.CLOSED: (),
    State.FIXED_ON_SPOT: (),
}


def offers(rows: Sequence["FindingRow"]) -> list[Verb]:
    """The verbs that fit every one of these, the next step first; an overdue order takes no extension."""
    if not rows:
        return []
    keys = [
        key
        for key in _OFFERS[rows[0].state]
        if all(key in _OFFERS[row.state] for row in rows)
        and not (key == "extend" and any(row.group == words.LATE for row in rows))
    ]
    return [BY_KEY[key] for key in keys]


class StepForm(QFrame):
    """The fields of one verb in the pane; `done(values)` when its button or Enter is pressed."""

    done = Signal(object, object)  # Verb, values
    left = Signal()

    def __init__(
        self,
        verb: Verb,
        today: date,
        due_days: int,
        choices: Mapping[str, Sequence[tuple[int, str]]],
        given: Values | None = None,
    ) -> None:
        super().__init__()
        self.verb = verb
        self.setObjectName("stepForm")
        self._fields: dict[str, QWidget] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(verb.word.rstrip("…"), "strong"))
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for field in verb.fields:
            made = _field(field, today, due_days, choices, given or {})
            made.setObjectName(f"step_{field.key}")
            made.setAccessibleName(field.title)
            self._fields[field.key] = made
            form.addRow("" if field.kind == "check" else field.title, made)
            if isinstance(made, QLineEdit):
                made.returnPressed.connect(self.submit)
        box.addLayout(form)
        self.wrong = label("", "danger", wrap=True, name="stepWrong")
        self.wrong.hide()
        box.addWidget(self.wrong)
        row = Flow()
        row.addWidget(button(verb.act, "next", name="stepDo", slot=self.submit))
        row.addWidget(button("取消", name="stepCancel", slot=self._leave))
        box.addLayout(row)

    def focus_first(self) -> None:
        """The field most likely to be typed into: the first that must be filled, else the first."""
        first = next((one for one in self.verb.fields if one.needed), self.verb.fields[0])
        self._fields[first.key].setFocus()

    def submit(self) -> None:
        """Read the fields; what is missing is said under them."""
        values: dict[str, Any] = {}
        for field in self.verb.fields:
            value, fault = _read(self._fields[field.key])
            if field.needed and not value:
                fault = f"“{field.title}”还没有填写。"
            if fault:
                self.refuse(fault)
                self._fields[field.key].setFocus()
                return
            values[field.key] = value
        self.done.emit(self.verb, values)

    def refuse(self, text: str) -> None:
        """Say what is wrong; the form stays."""
        self.wrong.setText(f"■ {text}")
        self.wrong.show()

    def _leave(self) -> None:
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _field(
    field: Field,
    today: date,
    due_days: int,
    choices: Mapping[str, Sequence[tuple[int, str]]],
    given: Values,
) -> QWidget:
    if field.kind == "date":
        ahead = due_days if field.days == "due" else int(field.days)
        return DateField(given.get(field.key) or today + timedelta(days=ahead), today)
    if field.kind == "check":
        box = QCheckBox(field.title)
        box.setChecked(True)
        return box
    if field.kind == "text":
        return QLineEdit(str(given.get(field.key) or ""))
    picker = QComboBox()
    picker.addItem("未选", None)
    for key, name in choices.get(field.kind, ()):
        picker.addItem(name, key)
    picker.setCurrentIndex(max(0, picker.findData(given.get(field.key))))
    return picker


def _read(widget: QWidget) -> tuple[Any, str]:
    """What a field says, and what is wrong with it."""
    if isinstance(widget, DateField):
        fault = "" if widget.commit() else f"“{widget.accessibleName()}”不是日期，可输入5、10.5。"
        return widget.day, fault
    if isinstance(widget, QCheckBox):
        return widget.isChecked(), ""
    if isinstance(widget, QComboBox):
        return widget.currentData(), ""
    assert isinstance(widget, QLineEdit)
    return widget.text().strip(), ""
