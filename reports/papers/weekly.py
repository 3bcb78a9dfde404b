"""督查情况通报 第N期: the week's inspection, without a red head and under a counter of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator

from core.ledgers.headings import SOURCES
from core.queries.papers import Problem, WeekFacts, week_facts
from reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Span,
    Table,
    TableRow,
)
from reports.papers.making import Paper
from reports.papers.wording import day, listed, ordinal


def weekly(week: WeekFacts) -> Document:
    """A circular without a red head: the issue under the title, no number of the register."""
    office, year = week.settings.unit_name, week.week.year
    names = tuple(dict.fromkeys(name for one in week.problems for name in (one.village, one.unit)))
    return Document(
        letterhead=Letterhead(office, f"第{week.issue_no}期" if week.issue_no else "", kind="plain"),
        title=(office, "关于", f"{year}年{week.week.name}", "包保工作", "督查", "情况", "的", "通报"),
        addressee=week.settings.addressee,
        body=tuple(_body(week)),
        signature=Signature(office, week.today),
        imprint=None,
        names=(office, *names),
    )


def _body(week: WeekFacts) -> Iterator[Block]:
    if week.tours:
        yield from _numbered(_parts(week))
    else:
        yield _plain(f"{week.week.year}年{week.week.label}没有登记督查，本周不作通报。")


def _numbered(parts: Iterable[Block]) -> Iterator[Block]:
    number = 0
    for part in parts:
        if isinstance(part, Heading):
            number += 1
            yield Heading(1, f"{ordinal(number)}、{part.text}")
        else:
            yield part


def _parts(week: WeekFacts) -> Iterator[Block]:
    office, year = week.settings.unit_name, week.week.year
    days = listed(dict.fromkeys(day(tour.day, year) for tour in week.tours))
    yield _plain(
        f"{year}年{week.week.label}，{office}于{days}开展包保工作督查{len(week.tours)}次。现将有关情况通报如下："
    )
    yield Heading(1, "发现问题情况")
    yield from _found(week)
    if week.judged:
        yield Heading(1, "到岗情况")
        yield _visits(week)
    if week.before_week is not None and week.before:
        yield Heading(1, "上次督查问题整改情况")
        yield _before(week)
    yield Heading(1, "有关要求")
    yield _plain(
        "各责任单位要按期完成整改并反馈回执，能立即整改的立行立改；"
        f"各村（居）、各站所要举一反三、自查自纠。{office}将对整改情况开展回头看，逾期未整改的按规定扣分。"
    )


def _found(week: WeekFacts) -> Iterator[Block]:
    problems = week.problems
    if not problems:
        yield _plain("本周督查未发现问题。")
        return
    settled = [one for one in problems if one.settled]
    spot = [one for one in problems if one.state == "立行立改"]
    told = [one.source for one in problems if one.source != SOURCES[0]]
    parts = [f"{name}{told.count(name)}条" for name in SOURCES if name in told]
    parts += [f"立行立改{len(spot)}条"] if spot else []
    among = f"，其中{'、'.join(parts)}" if parts else ""
    yield _plain(
        f"本周{'' if told else '督查'}共发现问题{len(problems)}条{among}。"
        f"从发现地点看，{_counted(one.village for one in problems)}。"
        f"截至{day(week.today, week.week.year)}，{_settled(len(settled), len(problems))}。"
    )
    yield _table(problems, week.week.year)


def _settled(done: int, whole: int) -> str:
    if done == whole:
        return "已全部整改到位"
    return f"已整改到位{done}条" if done else "均未整改到位"


def _table(problems: Iterable[Problem], year: int) -> Table:
    columns = (
        Column("序号", 2.8),
        Column("村（居）", 4.8, names=True),
        Column("发现问题", 14, "left"),
        Column("责任站所", 5),
        Column("整改期限", 5),
        Column("整改情况", 5),
    )
    rows = tuple(
        TableRow(
            (
                str(number),
                one.village,
                f"{one.spot}：{one.text}" if one.spot else one.text,
                one.unit,
                "—" if one.due_on is None else day(one.due_on, year),
                f"逾期{one.late}天" if one.late else one.state,
            )
        )
        for number, one in enumerate(problems, 1)
    )
    return Table(columns, rows, "本周督查未发现问题。")


def _visits(week: WeekFacts) -> Paragraph:
    if not week.short:
        return _plain(f"本周应到岗的{week.judged}个站所均达到到岗要求。")
    if len(week.short) == week.judged:
        return _plain(f"本周应到岗的站所{week.judged}个，均未达到到岗要求：{listed(week.short)}。")
    return _plain(
        f"本周应到岗的站所{week.judged}个，其中未达到到岗要求的{len(week.short)}个：{listed(week.short)}。"
    )


def _before(week: WeekFacts) -> Paragraph:
    assert week.before_week is not None
    total, left = len(week.before), [one for one in week.before if not one.settled]
    head = f"{week.before_week.label}督查发现问题{total}条，截至{day(week.today, week.week.year)}，"
    if not left:
        return _plain(head + "已全部整改到位。")
    late = [one for one in left if one.late]
    overdue = f"，其中逾期{len(late)}条" if late else ""
    closed = f"已整改到位{total - len(left)}条，" if len(left) < total else ""
    stations = _counted(one.unit for one in left)
    return _plain(f"{head}{closed}仍未整改到位{len(left)}条（{stations}）{overdue}。")


def _counted(names: Iterable[str]) -> str:
    return listed(f"{name}{count}条" for name, count in Counter(names).most_common())


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


PAPER = Paper("weekly", "督查情况通报", False, week_facts, weekly, ("week",))
