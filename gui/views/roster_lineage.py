"""合并… and 改名（从某天起）…: a village or a unit goes over into another from a day on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.errors import UserError
from core.labels import AREA_KINDS
from gui.app import App
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.views.roster_acts import options
from gui.widgets import DateField, label

if TYPE_CHECKING:
    from core.queries.roster import Choice

VILLAGES = ("village", "community")
_KEPT = "以前的月份仍用原来的名称；从这天起的签到、问题、得分都记在新的名下，以前的也随它汇总。"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is merged or renamed: ``table`` area or unit."""

    table: str
    id: int
    kind: str
    name: str


class LineageActs(QObject):
    """The two forms of one page; `made(table, id)` names the one that goes on."""

    made = Signal(str, int)

    def __init__(self, app: App, page: QWidget, day: Callable[[], date]) -> None:
        super().__init__(page)
        self._app, self._page, self._day = app, page, day

    def merge(self, subject: Subject) -> None:
        """合并…"""
        day = self._day()
        self._app.jobs.read(lambda r: _others(r, subject, day), lambda others: self._merge(subject, others))

    def _merge(self, subject: Subject, others: list[Choice]) -> None:
        other = ChoiceBox(options(others), find=True)
        other.setObjectName("mergeOther")
        other.setCurrentIndex(-1)
        how = ChoiceBox(
            [
                Option("other", "并入它，用它的名称"),
                Option("own", f"它并入{subject.name}"),
                Option("new", "合成新的，名称另取"),
            ]
        )
        how.setObjectName("mergeHow")
        name, kind, day = line(name="mergeName"), self._kind(subject), self._date()
        fresh = [name, kind] if kind is not None else [name]

        def named_anew() -> None:
            for one in fresh:
                one.setEnabled(how.key == "new")

        named_anew()
        how.currentIndexChanged.connect(named_anew)
        fields: list[tuple[str, QWidget]] = [
            ("另一个是(&O)", other),
            ("怎么合并(&H)", how),
            ("新的名称(&N)", name),
            *([("新的类型(&K)", kind)] if kind is not None else []),
            ("从哪天起(&D)", day),
            ("", label(_KEPT, "secondary", wrap=True)),
        ]

        def verb() -> Callable[[Any], object]:
            other_id = other.key
            if other_id is None:
                raise UserError("请从列出的里面选另一个。")
            start = _picked(day)
            into = {"other": other_id, "own": subject.id}.get(how.key)
            both, words = [subject.id, other_id], name.text()
            return _merging(subject, both, start, into, words, kind.key if kind is not None else "")

        self._open(f"{subject.name}与另一个合并", "合并", subject, fields, verb)

    def rename(self, subject: Subject) -> None:
        """改名（从某天起）…, also 村改社区."""
        name, kind, day = line(subject.name, name="renameName"), self._kind(subject), self._date()
        fields: list[tuple[str, QWidget]] = [
            ("新的名称(&N)", name),
            *([("新的类型(&K)", kind)] if kind is not None else []),
            ("从哪天起(&D)", day),
            ("", label(_KEPT, "secondary", wrap=True)),
        ]

        def verb() -> Callable[[Any], object]:
            words, start = name.text(), _picked(day)
            return _merging(subject, [subject.id], start, None, words, kind.key if kind is not None else "")

        self._open(f"{subject.name}改名", "改名", subject, fields, verb)

    def _kind(self, subject: Subject) -> ChoiceBox | None:
        """村 or 社区, for those that are one of them."""
        if subject.table != "area" or subject.kind not in VILLAGES:
            return None
        box = ChoiceBox([Option(key, AREA_KINDS[key]) for key in VILLAGES])
        box.setObjectName("lineageKind")
        box.choose(subject.kind)
        return box

    def _date(self) -> DateField:
        field = DateField(self._day(), self._app.today())
        field.setObjectName("actDay")
        return field

    def _open(
        self,
        title: str,
        word: str,
        subject: Subject,
        fields: list[tuple[str, QWidget]],
        verb: Callable[[], Callable[[Any], object]],
    ) -> None:
        act = f"{word}1个{'区域' if subject.table == 'area' else '单位'}"

        def done(row: object) -> None:
            self.made.emit(subject.table, row)

        VerbForm(self._app, self._page, title, word, act, fields, verb, done).open()


def _picked(day: DateField) -> date:
    if not day.commit():
        raise UserError("没有这一天，请改正日期。")
    return day.day


def _merging(
    subject: Subject, both: list[int], day: date, into: int | None, name: str, kind: str
) -> Callable[[Any], object]:
    def write(w: Any) -> object:
        from core.services import lineage

        if subject.table == "area":
            return lineage.merge_areas(w, both, day, into=into, name=name, kind="" if into else kind)
        return lineage.merge_units(w, both, day, into=into, name=name)

    return write


def _others(r: Any, subject: Subject, day: date) -> list[Choice]:
    """What it may be merged with: those of its kind on the day."""
    from core.queries import roster

    found = roster.area_choices(r, day) if subject.table == "area" else roster.unit_choices(r, day)
    alike = VILLAGES if subject.kind in VILLAGES and subject.table == "area" else (subject.kind,)
    return [one for one in found if one.kind in alike and one.id != subject.id]
