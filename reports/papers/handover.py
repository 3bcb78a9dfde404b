"""交接清单: open orders by their next deadline, numbers, objections, opinions, tasks, where the files lie."""

from collections.abc import Iterator

from core.queries.numbers import Entry
from core.queries.papers.handover import HandoverFacts, handover_facts
from core.rules.calendar import Month
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Fields, Form, Kept, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.order import due_words
from reports.papers.wording import day, ended, ordinal

_WORDS = {"reserved": "预留", "void": "作废", "explained": "空号", "gap": "没有说明去向"}


def handover(found: HandoverFacts) -> Form:
    title = f"{found.settings.unit_name}包保工作交接清单"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "upright", found.settings.unit_name)


def _blocks(found: HandoverFacts) -> Iterator[Block]:
    yield Words((f"单位：{found.settings.unit_name}", f"截至{chinese_date(found.today)}"), 10.5)
    parts = (
        (f"未销号问题（{len(found.problems)}条，按期限先后）", _problems(found)),
        ("文号", _numbers(found)),
        ("通报", _circulars(found)),
        (f"未作结论的陈述申辩（{len(found.statements)}条）", _statements(found)),
        (f"未答复的意见建议（{len(found.opinions)}条）", _opinions(found)),
        (f"未完成的任务（{len(found.tasks)}项）", _tasks(found)),
        ("数据和文件", _files(found)),
    )
    for number, (name, blocks) in enumerate(parts, 1):
        yield Heading(1, f"{ordinal(number)}、{name}")
        yield from blocks
    yield Kept(
        (
            Paragraph((Span("以上事项和文件已逐项核对，移交无误。"),)),
            Blanks(("移交人（签名）：", "接收人（签名）：", "监交人（签名）：")),
            Blanks(("移交日期：",)),
        )
    )


def _problems(found: HandoverFacts) -> Iterator[Block]:
    year = found.today.year
    columns = (
        Column("编号", 4),
        Column("责任单位", 6),
        Column("问题和地点", 16, "left"),
        Column("整改期限", 7),
        Column("状态", 7),
    )
    rows = tuple(
        TableRow(
            (
                str(one.id),
                one.unit,
                f"{one.where}：{one.text}",
                due_words(one, year),
                f"{one.state}，逾期{one.late}天" if one.late else one.state,
            )
        )
        for one in found.problems
    )
    yield Ruled(Table(columns, rows, "没有未销号的问题。"), 20.0)


def _numbers(found: HandoverFacts) -> Iterator[Block]:
    if not found.series:
        yield Paragraph((Span("还没有用过文号。"),))
    for one in found.series:
        last = f"已用到{one.last}" if one.last else "还没有用过"
        yield Paragraph((Span(f"{one.code}〔{one.year}〕：{last}，下一个是{one.coming}。"),))
        for entry in one.entries:
            yield Paragraph((Span(_entry(entry)),))


def _entry(entry: Entry) -> str:
    said = "，".join(part for part in (entry.title, entry.note) if part)
    word = _WORDS[entry.kind]
    return ended(f"{entry.number}{word}" + (f"：{said}" if said else ""))


def _circulars(found: HandoverFacts) -> Iterator[Block]:
    held = found.held
    yield Paragraph(
        (Span(f"最近印发的是{held.last_issued}。" if held.last_issued else "还没有印发过通报。"),)
    )
    if found.months_open:
        months = "、".join(one.label for one in found.months_open)
        yield Paragraph((Span(f"还没有印发的：{months}。"),))
    if held.drafts:
        yield Paragraph((Span(f"草稿里有改动的：{'、'.join(held.drafts)}。"),))


def _statements(found: HandoverFacts) -> Iterator[Block]:
    columns = (
        Column("月份", 6),
        Column("单位", 7),
        Column("陈述内容", 20, "left"),
        Column("收到日期", 7),
    )
    rows = tuple(
        TableRow((Month.parse(one.month).label, one.unit, one.text, day(one.received_on, found.today.year)))
        for one in found.statements
    )
    yield Ruled(Table(columns, rows, "没有。"), 20.0)


def _opinions(found: HandoverFacts) -> Iterator[Block]:
    columns = (
        Column("日期", 6),
        Column("区域", 7),
        Column("意见建议", 20, "left"),
        Column("承办单位", 7),
    )
    rows = tuple(
        TableRow((day(one.day, found.today.year), one.place, one.text, one.unit or "未定"))
        for one in found.opinions
    )
    yield Ruled(Table(columns, rows, "没有。"), 20.0)


def _tasks(found: HandoverFacts) -> Iterator[Block]:
    columns = (
        Column("任务", 18, "left"),
        Column("站所", 7),
        Column("责任人", 5, names=True),
        Column("期限", 6),
        Column("进度", 4),
    )
    year = found.today.year
    rows = tuple(
        TableRow(
            (
                one.name,
                one.unit,
                one.owner,
                "—" if one.due_on is None else _due(one.due_on < found.today, day(one.due_on, year)),
                "—" if one.progress is None else f"{one.progress}%",
            )
        )
        for one in found.tasks
    )
    yield Ruled(Table(columns, rows, "没有。"), 20.0)


def _due(late: bool, words: str) -> str:
    return f"{words}\n已过期" if late else words


def _files(found: HandoverFacts) -> Iterator[Block]:
    held = found.held
    counts = "、".join(f"{word}{count}" for word, count in held.counts)
    yield Fields(
        (
            ("台账文件", held.record),
            ("印发件、照片和备份", held.files),
            ("内容", counts),
        )
    )
    yield Paragraph((Span("接手后在新电脑上“打开已有数据”选交接包，核对上面的数量，再改经办人。"),))


PAPER = Paper("handover", "交接清单", False, handover_facts, handover)
