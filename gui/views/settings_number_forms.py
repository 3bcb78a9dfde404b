"""The forms of 文号登记: each writes one Op that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from core.errors import UserError
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.widgets import label

if TYPE_CHECKING:
    from core.queries.numbers import Entry
    from gui.views.settings_fields import SettingsSection

LAST = 99_999


def add(section: SettingsSection, code: str, year: int, serial: int, *, reserved: bool) -> None:
    """登记别的文件 or 预留: a number of any series."""
    series, title = line(code, name="numberSeries"), line(name="numberTitle")
    day, note = _day_line(None), line(name="numberNote")
    years, serials = QSpinBox(), QSpinBox()
    years.setRange(2000, 2199)
    years.setValue(year)
    serials.setRange(1, LAST)
    serials.setValue(serial)
    serials.setObjectName("numberSerial")

    def verb() -> Callable[[Any], object]:
        values = (series.text(), years.value(), serials.value())
        state = "reserved" if reserved else "used"
        more = {"title": title.text(), "state": state, "note": note.text(), "day": _day_of(day)}
        return lambda w: _verbs().reserve_number(w, *values, **more)

    word = "预留" if reserved else "登记"
    fields: list[tuple[str, QWidget]] = [
        ("机关代字(&D)", series),
        ("年份(&Y)", years),
        ("号(&N)", serials),
        ("留给哪份文件(&T)" if reserved else "文件标题(&T)", title),
        *([] if reserved else [("成文日期(&R)", day)]),
        ("说明(&S)", note),
    ]
    head = "预留文号" if reserved else "登记别的文件用的号"
    form = VerbForm(section.app, section, head, word, f"{word}1个文号", fields, verb)
    title.setFocus()
    form.open()


def change(section: SettingsSection, entry: Entry) -> None:
    """Title, day, use and remark of another paper's number."""
    title, note = line(entry.title, name="numberTitle"), line(entry.note, name="numberNote")
    day = _day_line(entry.day)
    state = ChoiceBox([Option(True, "已用"), Option(False, "预留")])
    state.setObjectName("numberState")
    state.choose(entry.kind == "used")

    def verb() -> Callable[[Any], object]:
        words, on, used, said = title.text(), _day_of(day), bool(state.key), note.text()

        def write(w: Any) -> None:
            _verbs().change_number(w, entry.ids[0], title=words, day=on, used=used)
            _verbs().set_note(w, entry.ids, said)

        return write

    fields: list[tuple[str, QWidget]] = [
        ("状态(&Z)", state),
        ("文件标题(&T)", title),
        ("成文日期(&R)", day),
        ("说明(&S)", note),
    ]
    VerbForm(section.app, section, entry.number, "保存", "修改1个文号登记", fields, verb).open()


def void(section: SettingsSection, entry: Entry) -> None:
    """作废 with its reason."""
    reason = line(name="numberReason")
    about = label(f"{entry.title or '没有标题'}。作废的号不再使用，可以撤销作废。", "hint", wrap=True)
    fields: list[tuple[str, QWidget]] = [("", about), ("原因(&R)", reason)]

    def verb() -> Callable[[Any], object]:
        words = reason.text()
        return lambda w: _verbs().void_number(w, entry.ids[0], words)

    _reason_form(section, f"作废{entry.number}", "作废", "作废1个文号", fields, verb, reason)


def explain(section: SettingsSection, entry: Entry, code: str, year: int) -> None:
    """The reason why numbers were never used."""
    reason = line(name="numberReason", hint="例如：号段错印，没有使用")
    count = entry.last - entry.first + 1
    about = label("说明后这些号不再使用。别的文件用了的，请用“登记别的文件…”。", "hint", wrap=True)
    fields: list[tuple[str, QWidget]] = [("", about), ("原因(&R)", reason)]

    def verb() -> Callable[[Any], object]:
        words = reason.text()
        return lambda w: _verbs().explain_gap(w, code, year, entry.first, entry.last, words)

    _reason_form(section, f"说明空号{entry.number}", "保存", f"说明{count}个空号", fields, verb, reason)


def note(section: SettingsSection, entry: Entry) -> None:
    """The remark alone."""
    words = line(entry.note, name="numberNote")

    def verb() -> Callable[[Any], object]:
        said = words.text()
        return lambda w: _verbs().set_note(w, entry.ids, said)

    fields: list[tuple[str, QWidget]] = [("说明(&S)", words)]
    _reason_form(section, f"{entry.number}的说明", "保存", "修改文号说明", fields, verb, words)


class Free:
    """取消登记 as a verb of the write door."""

    def __init__(self, ids: tuple[int, ...]) -> None:
        self._ids = ids

    def __call__(self, w: Any) -> None:
        for row_id in self._ids:
            _verbs().free_number(w, row_id)


def _reason_form(
    section: SettingsSection,
    title: str,
    word: str,
    act: str,
    fields: list[tuple[str, QWidget]],
    verb: Callable[[], Callable[[Any], object]],
    focus: QLineEdit,
) -> None:
    form = VerbForm(section.app, section, title, word, act, fields, verb)
    focus.setFocus()
    form.open()


def _day_line(day: date | None) -> QLineEdit:
    text = f"{day.year}-{day.month}-{day.day}" if day else ""
    return line(text, "可不填，例如2026-3-5", "numberDay")


def _day_of(field: QLineEdit) -> date | None:
    from core.text import parse_day

    text = field.text().strip()
    if not text:
        return None
    day = parse_day(text)
    if not 2000 <= day.year <= 2199:
        raise UserError("成文日期的年份不对，请改正。")
    return day


def _verbs() -> Any:
    from core.services import numbers

    return numbers
