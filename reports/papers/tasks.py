"""任务书 and 时间表 of every station (方案四(二)): what is to be done by whom until when, month by month."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from core.queries.ledgers import LedgerRow
from core.queries.papers.books import TaskFacts, task_facts
from reports.document import Column, Paragraph, Span, Table, TableRow
from reports.papers.form import Blanks, Block, Form, Kept, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import day

MARK = "●"  # a month in which a task runs


def task_sheet(found: TaskFacts) -> Form:
    return _form(found, "任务书", _task_blocks)


def schedule(found: TaskFacts) -> Form:
    return _form(found, "时间表", _schedule_blocks)


def _form(
    found: TaskFacts, kind: str, blocks: Callable[[str, Sequence[LedgerRow], date], Iterator[Block]]
) -> Form:
    title = f"{found.settings.township}创文包保工作{kind}"
    leaves = tuple(Leaf(title, tuple(blocks(name, rows, found.today))) for name, rows in found.units)
    if not leaves:
        leaves = (Leaf(title, (Paragraph((Span("还没有登记任务。"),)),)),)
    return Form(title, leaves, "lying" if kind == "时间表" else "upright", found.settings.unit_name)


def _task_blocks(name: str, rows: Sequence[LedgerRow], today: date) -> Iterator[Block]:
    yield Words((f"站所：{name}", f"{today.year}年"), 12.0)
    columns = (
        Column("序号", 3),
        Column("任务", 14, "left"),
        Column("区域", 6),
        Column("责任人", 5, names=True),
        Column("开始", 5),
        Column("完成期限", 5),
        Column("进度", 6),
        Column("佐证材料", 7, "left"),
    )
    lines = tuple(
        TableRow(
            (
                str(number),
                row.words["name"],
                row.words["area_id"],
                row.words["owner_id"],
                _day(row.values["starts_on"], today),
                _day(row.values["due_on"], today),
                progress_words(row, today),
                row.words["evidence"],
            )
        )
        for number, row in enumerate(rows, 1)
    )
    yield Ruled(Table(columns, lines, "还没有登记任务。"), 26.0)
    yield Kept((Blanks(("主要负责人签名：", "包保领导签名：")),))


def progress_words(row: LedgerRow, today: date) -> str:
    """已完成, or how far; with the days a task is late."""
    done, due = row.values["done_on"], row.values["due_on"]
    if done:
        return "已完成"
    how = f"{row.values['progress'] or 0}%"
    return f"{how}\n逾期{(today - due).days}天" if due and due < today else how


def _schedule_blocks(name: str, rows: Sequence[LedgerRow], today: date) -> Iterator[Block]:
    yield Words((f"站所：{name}", f"{today.year}年"), 12.0)
    months = tuple(Column(f"{number}月", 2.6) for number in range(1, 13))
    columns = (
        Column("序号", 2.6),
        Column("任务", 14, "left"),
        Column("责任人", 4.4, names=True),
        *months,
        Column("完成期限", 5),
    )
    ordered = sorted(rows, key=lambda row: (row.values["due_on"] or date.max, row.id))
    lines = tuple(
        TableRow(
            (
                str(number),
                row.words["name"],
                row.words["owner_id"],
                *(MARK if _runs(row, today.year, month) else "" for month in range(1, 13)),
                _day(row.values["due_on"], today),
            )
        )
        for number, row in enumerate(ordered, 1)
    )
    yield Ruled(Table(columns, lines, "还没有登记任务。"), 22.0)


def _runs(row: LedgerRow, year: int, month: int) -> bool:
    start, due = row.values["starts_on"], row.values["due_on"]
    first, last = start or due, due or start
    if first is None or last is None:
        return False
    return (first.year, first.month) <= (year, month) <= (last.year, last.month)


def _day(value: date | None, today: date) -> str:
    return day(value, today.year) if value else "—"


PAPERS = (
    Paper("task-sheet", "任务书", False, task_facts, task_sheet, ("unit",)),
    Paper("schedule", "时间表", False, task_facts, schedule, ("unit",)),
)
