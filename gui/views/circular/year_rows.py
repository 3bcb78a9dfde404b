"""The year's lists as rows: the annual table, a unit's points and months, the archive list, late entries."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gui.table import Column
from gui.views.circular.says import say_points

if TYPE_CHECKING:
    from core.queries.annual import AnnualState
    from core.queries.archive import Item
    from core.queries.year_close import Supplement
    from core.rules.annual import AnnualSheet

SHEETS = (
    Column("unit", "单位", 132, bold=True),
    Column("kind", "类别", 76),
    Column("rank", "名次", 84),
    Column("months", "月数", 64, kind="number", filterable=False),
    Column("base", "平均分", 76, kind="number", filterable=False),
    Column("praised", "表扬", 64, kind="number", filterable=False),
    Column("criticised", "批评", 64, kind="number", filterable=False),
    Column("hand", "加减", 64, kind="number", filterable=False),
    Column("total", "年度得分", 84, kind="number", stretch=True, filterable=False),
    Column("grade", "等次", 64),
)
POINTS = (
    Column("name", "项目", 112, bold=True, filterable=False),
    Column("points", "分值", 72, kind="number", filterable=False),
    Column("reason", "说明", 180, stretch=True),
    Column("look", "", 72, kind="link"),
)
ITEMS = (
    Column("retention", "保管期限", 104),
    Column("number", "件号", 64, kind="number"),
    Column("title", "题名", 280, stretch=True, bold=True),
    Column("doc_no", "文号", 196),
    Column("day", "日期", 84, kind="date"),
    Column("pages", "页数", 64, kind="number"),
    Column("note", "备注", 140),
)
LATE = (
    Column("day", "记录日期", 100),
    Column("what", "内容", 120, bold=True),
    Column("label", "操作", 240, stretch=True),
    Column("at", "录入时间", 150),
    Column("actor", "经办人", 90),
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    unit_id: int
    unit: str
    kind: str
    rank: str
    months: int
    base: str
    praised: str
    criticised: str
    hand: str
    total: str
    grade: str
    sheet: "AnnualSheet"


@dataclass(frozen=True, slots=True)
class PointRow:
    """``month`` leads to the unit's score of that month, ``by_hand`` is a line that can be taken back."""

    name: str
    points: str
    reason: str
    look: str
    month: str = ""
    by_hand: int | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    id: int
    retention: str
    number: int
    title: str
    doc_no: str
    day: date | None
    pages: int | None
    note: str
    void: bool


@dataclass(frozen=True, slots=True)
class LateRow:
    day: str
    what: str
    label: str
    at: str
    actor: str


def sheet_rows(state: "AnnualState") -> list[SheetRow]:
    """Stations first: the plan's year is about them."""
    from core.rules.scoring import format_score

    sheets = sorted(state.sheets, key=lambda one: one.kind != "station")
    rows = []
    for one in sheets:
        hand = [line.points for line in one.lines if line.by_hand is not None]
        rows.append(
            SheetRow(
                one.unit_id,
                state.units[one.unit_id],
                "站所" if one.kind == "station" else "村（居）",
                "—" if one.rank is None else f"{'并列' if one.tied else ''}第{one.rank}名",
                len(one.assessed),
                "" if one.base is None else format_score(one.base),
                _times(sum(month.praised for month in one.months)),
                _times(sum(month.criticised for month in one.months)),
                say_points(sum(hand[1:], hand[0])) if hand else "",
                "" if one.total is None else format_score(one.total),
                one.grade,
                one,
            )
        )
    return rows


def _times(count: int) -> str:
    return f"{count}次" if count else ""


def point_rows(sheet: "AnnualSheet") -> list[PointRow]:
    """The parts of the total, then the months they come from."""
    from core.rules.scoring import format_score

    rows = [
        PointRow(line.name, say_points(line.points), line.reason, "", by_hand=line.by_hand)
        for line in sheet.lines
    ]
    for month in sheet.months:
        named = "受表扬" if month.praised else "受批评" if month.criticised else ""
        paper = month.paper or "没有印发，按记录"
        why = month.remark if month.score is None else "，".join(part for part in (paper, named) if part)
        rows.append(
            PointRow(
                f"{month.month.number}月",
                "—" if month.score is None else format_score(month.score),
                why or "未参加考核",
                "看明细",
                month.month.text,
            )
        )
    return rows


def item_rows(items: "list[Item]") -> list[ItemRow]:
    return [
        ItemRow(
            one.id, one.retention, one.number, one.title, one.doc_no, one.day, one.pages, one.note, one.void
        )
        for one in items
    ]


def late_rows(found: "list[Supplement]") -> list[LateRow]:
    from core.rules.calendar import Month, cn_date

    def day(text: str) -> str:
        return Month.parse(text).label if len(text) == 7 else cn_date(date.fromisoformat(text))

    return [
        LateRow(day(one.day), one.what, one.label, one.at.replace("T", " ")[:16], one.actor) for one in found
    ]
