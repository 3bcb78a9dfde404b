"""What 追责 lists: suggestions, statements, measures, the ladder, as rows of the one table."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gui.table import Column
from gui.views.circular.score_step import KINDS
from gui.widgets import Chip, Mark

if TYPE_CHECKING:
    from core.queries.escalation import Escalation, Suggested

CHIPS = [
    Chip("suggested", "提示"),
    Chip("statements", "陈述申辩"),
    Chip("measures", "问责记录"),
    Chip("ladder", "阶梯"),
    Chip("books", "台账"),
]
STATES = {
    "upheld": Mark("done", "成立"),
    "partly": Mark("done", "部分成立"),
    "rejected": Mark("done", "不成立"),
}
COLUMNS = {
    "suggested": (
        Column("unit", "单位", 132, bold=True),
        Column("name", "达到", 104),
        Column("words", "依据", 260, stretch=True),
        Column("doubts", "先核对", 200),
        Column("look", "", 72, kind="link"),
    ),
    "statements": (
        Column("month", "月份", 88),
        Column("unit", "单位", 132, bold=True),
        Column("text", "陈述内容", 240, stretch=True),
        Column("received_on", "收到", 84, kind="date"),
        Column("state", "结论", 110, kind="status"),
        Column("decided_by", "研究决定", 140),
    ),
    "measures": (
        Column("day", "日期", 84, kind="date"),
        Column("unit", "单位", 120, bold=True),
        Column("person", "责任人", 84),
        Column("form", "形式", 104),
        Column("reason", "事由", 240, stretch=True),
        Column("decided_by", "决定", 120),
        Column("document", "文号", 130),
    ),
    "ladder": (
        Column("step", "档", 44, kind="number"),
        Column("kind", "对象", 84),
        Column("name", "措施", 132, bold=True),
        Column("when", "条件", 260, stretch=True),
    ),
}
EMPTY = {
    "suggested": "没有达到追责条件的单位。",
    "statements": "没有陈述申辩。",
    "measures": "没有问责记录。",
    "ladder": "没有阶梯。",
}
BOOKS = ("statement", "accountability", "escalation_rule", "source_score")
NAMES = {"suggested": "追责提示", "statements": "陈述申辩", "measures": "问责记录", "ladder": "追责阶梯"}


@dataclass(frozen=True, slots=True)
class SuggestedRow:
    unit: str
    name: str
    words: str
    doubts: str
    look: str
    one: "Suggested"


@dataclass(frozen=True, slots=True)
class StatementRow:
    id: int
    month: str
    unit: str
    text: str
    received_on: date
    state: Mark
    decided_by: str


@dataclass(frozen=True, slots=True)
class RungRow:
    step: int
    kind: str
    name: str
    when: str


def rows_of(state: "Escalation") -> dict[str, list[Any]]:
    """The rows of every list."""
    from core.rules.calendar import Month
    from core.rules.escalation import say_trigger

    return {
        "suggested": [
            SuggestedRow(
                one.unit, one.candidate.name, one.candidate.words, "；".join(one.doubts), "看依据", one
            )
            for one in state.suggested
        ],
        "statements": [
            StatementRow(
                one.id,
                Month.parse(one.month).label,
                one.unit,
                one.text,
                one.received_on,
                STATES.get(one.outcome, Mark("lack", "未作结论")),
                one.decided_by,
            )
            for one in state.statements
        ],
        "measures": list(state.measures),
        "ladder": [
            RungRow(one.step, KINDS[one.kind], one.name, say_trigger(one, state.lines))
            for one in state.ladder
        ],
    }
