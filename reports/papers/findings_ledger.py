"""问题销号台账: every finding of a period from its discovery to its close-out."""

from collections.abc import Iterator

from core.ledgers.headings import SOURCES
from core.queries.papers import LedgerFacts, Problem, ledger_facts
from reports.document import Column, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.order import due_words, problem_words
from reports.papers.wording import day


def findings_ledger(found: LedgerFacts) -> Form:
    title = f"{found.settings.township}创文包保督查问题销号台账"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "lying", found.settings.unit_name)


def _blocks(found: LedgerFacts) -> Iterator[Block]:
    who = f"　　单位：{found.unit}" if found.unit else ""
    yield Words((f"期间：{found.period}{who}", f"整改情况截至{chinese_date(found.today)}"), 10.5)
    yield Ruled(_table(found), 22.0)
    if found.problems:
        yield Paragraph((Span(_sums(found.problems)),))


def _sums(problems: tuple[Problem, ...]) -> str:
    settled = [one for one in problems if one.settled]
    spot = [one for one in problems if one.state == "立行立改"]
    late = [one for one in problems if one.late]
    of_these = f"（其中立行立改{len(spot)}条）" if spot else ""
    if len(settled) == len(problems):
        return f"共{len(problems)}条，已全部销号{of_these}。"
    overdue = f"，其中逾期{len(late)}条" if late else ""
    sent = sum(bool(one.referred_to) for one in problems)
    of_those = f"（其中上报{sent}条）" if sent else ""
    left = f"未销号{len(problems) - len(settled)}条{overdue}"
    return f"共{len(problems)}条{of_those}，已销号{len(settled)}条{of_these}，{left}。"


def _table(found: LedgerFacts) -> Table:
    columns = (
        Column("编号", 2.6),
        Column("问题描述", 11, "left"),
        Column("地点", 7, "left"),
        Column("发现时间", 4.4),
        Column("责任单位", 5.1),
        Column("责任人", 3.6, names=True),
        Column("整改措施", 7.7, "left"),
        Column("整改时限", 7.2),
        Column("进度", 4.4),
        Column("复核人", 4, names=True),
        Column("销号时间", 4.4),
        Column("前后对比", 4.4),
    )
    year = found.today.year
    rows = tuple(TableRow(_cells(one, year)) for one in found.problems)
    who = found.unit or "督查"
    return Table(columns, rows, f"{found.period}{who}没有登记问题。")


def _cells(one: Problem, year: int) -> tuple[str, ...]:
    closed = one.settled and one.verified_on is not None
    return (
        str(one.id),
        problem_words(one),
        one.where,
        _found(one, year),
        f"{one.unit}\n协助：{one.partner}" if one.partner else one.unit,
        one.keeper,
        _measures(one, year),
        due_words(one, year),
        f"{one.state}，逾期{one.late}天" if one.late else one.state,
        one.verifier or "—",
        day(one.verified_on, year) if closed and one.verified_on else "—",
        _photos(one),
    )


def _found(one: Problem, year: int) -> str:
    """The day, and who found it where it was no inspection."""
    return day(one.found_on, year) if one.source == SOURCES[0] else f"{day(one.found_on, year)}\n{one.source}"


def _measures(one: Problem, year: int) -> str:
    """What was done, and where it was sent when it cannot be solved here (方案四(二))."""
    done = "现场整改" if one.state == "立行立改" else one.reply
    if not one.referred_to:
        return done
    when = f"（{day(one.referred_on, year)}）" if one.referred_on else ""
    return f"{done}\n已上报{one.referred_to}{when}".strip()


def _photos(one: Problem) -> str:
    if not one.photos_before and not one.photos_after:
        return "—"
    return f"前{one.photos_before}张\n后{one.photos_after}张"


PAPER = Paper(
    "findings-ledger", "问题销号台账", False, ledger_facts, findings_ledger, ("month", "week", "unit")
)
