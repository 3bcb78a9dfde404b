"""例会记录与签到表: what was studied and decided (方案四(一)2), and who signs for having been there.

A blank one names the staff of a station, so that nobody writes what the roster knows.
"""

from collections.abc import Iterator

from core.queries.papers.books import Meeting, MeetingFacts, meeting_facts
from reports.document import Column, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Caption, Fields, Form, Kept, Leaf, Ruled
from reports.papers.making import Paper

SIGNERS = 10  # rows of a blank sheet


def meeting(found: MeetingFacts) -> Form:
    title = f"{found.settings.township}创文包保工作例会记录"
    leaves = tuple(Leaf(title, tuple(_blocks(one)), _number(one)) for one in found.meetings)
    if not leaves:
        leaves = (Leaf(title, (Paragraph((Span(f"{found.period}没有登记例会。"),)),)),)
    return Form(title, leaves, "upright", found.settings.unit_name)


def _number(one: Meeting) -> str:
    return f"编号：{one.number}" if one.number else ""


def _blocks(one: Meeting) -> Iterator[Block]:
    words = one.row.words if one.row else {}
    day = chinese_date(one.row.values["day"]) if one.row else "　　　　年　　月　　日"
    place, chair = words.get("place", ""), words.get("chair_id", "")
    yield Fields((("时间", day, "地点", place), ("单位", one.unit, "主持人", chair)))
    topic, decided = words.get("topic", ""), words.get("decisions", "")
    heights = (90.0, 120.0) if one.row is None else (48.0, 72.0)
    yield Fields((("研究内容", topic), ("议定事项", decided)), heights=heights)
    yield Caption("签到表")
    yield Ruled(_signers(one), 24.0)
    others = words.get("others", "")
    came = "" if one.row is None else str(len(one.attendees))
    if others:
        yield Paragraph((Span(f"其他参会人员：{others}。"),))
    yield Kept(
        (
            Fields((("应到", "", "实到", came), ("缺席及原因", "")), heights=(24.0, 30.0)),
            Blanks(("记录人：", "主持人：")),
        )
    )


def _signers(one: Meeting) -> Table:
    columns = (
        Column("序号", 3),
        Column("姓名", 5, names=True),
        Column("单位", 8),
        Column("职务", 7),
        Column("签名", 8),
        Column("备注", 6),
    )
    people = [(who.name, who.unit, who.title) for who in one.attendees]
    if one.row is None:
        people += [("", "", "")] * max(0, SIGNERS - len(people))
    rows = tuple(TableRow((str(number), *who, "", "")) for number, who in enumerate(people, 1))
    return Table(columns, rows, "没有登记参会人员。")


PAPER = Paper(
    "meeting", "例会记录与签到表", False, meeting_facts, meeting, ("month", "week", "unit", "blank")
)
