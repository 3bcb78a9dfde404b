"""点位值守表: who stands where on the key dates (方案四(一)2), to be signed or as it was."""

from collections.abc import Iterator, Sequence

from core.queries.ledgers import LedgerRow
from core.queries.papers.books import WatchFacts, watch_facts
from core.rules.calendar import cn_day, weekday_cn
from reports.document import Column, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Form, Kept, Leaf, Ruled, Words
from reports.papers.making import Paper


def watch(found: WatchFacts) -> Form:
    title = f"{found.settings.township}创文包保点位值守表"
    leaves = tuple(Leaf(title, tuple(_blocks(name, rows, found))) for name, rows in found.days)
    if not leaves:
        leaves = (Leaf(title, (Paragraph((Span(f"{found.period}没有安排点位值守。"),)),)),)
    return Form(title, leaves, "upright", found.settings.unit_name)


def _blocks(name: str, rows: Sequence[LedgerRow], found: WatchFacts) -> Iterator[Block]:
    yield Words((f"节点：{name}", f"制表日期：{chinese_date(found.today)}"), 12.0)
    columns = (
        Column("日期", 9),
        Column("班次", 4),
        Column("点位", 9, "left"),
        Column("站所", 7),
        Column("值守人", 5, names=True),
        Column("签名" if found.blank else "到岗", 6),
        Column("备注", 6, "left"),
    )
    yield Ruled(Table(columns, tuple(TableRow(_cells(row, found)) for row in rows), ""), 26.0, merge=1)
    yield Kept((Words((_sums(rows, found), ""), 10.5), Blanks(("带班领导签名：",))))


def _cells(row: LedgerRow, found: WatchFacts) -> tuple[str, ...]:
    day, words = row.values["day"], row.words
    unkept = "" if day > found.today else "未登记"
    stood = "" if found.blank else words["stood"] or unkept
    return (
        f"{cn_day(day)}（{weekday_cn(day)}）",
        words["shift"],
        words["place"],
        words["unit_id"],
        words["person_id"],
        stood,
        words["note"],
    )


def _sums(rows: Sequence[LedgerRow], found: WatchFacts) -> str:
    if found.blank:
        return f"共{len(rows)}班。"
    to_come = sum(row.values["stood"] is None and row.values["day"] > found.today for row in rows)
    if to_come == len(rows):
        return f"共{len(rows)}班，都还没到日子。"
    stood = [row.values["stood"] for row in rows]
    unkept = stood.count(None) - to_come
    missing = f"，未到{stood.count(False)}班" if False in stood else ""
    open_ones = f"，未登记{unkept}班" if unkept else ""
    later = f"，还没到日子{to_come}班" if to_come else ""
    return f"共{len(rows)}班，到岗{stood.count(True)}班{missing}{open_ones}{later}。"


PAPER = Paper("watch-sheet", "点位值守表", False, watch_facts, watch, ("month", "unit", "blank"))
