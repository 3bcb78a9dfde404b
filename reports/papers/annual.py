"""年度绩效考核表: every unit's months, the formula they are rolled up by, and every point of it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from core.queries.papers.years import AnnualFacts, annual_facts
from core.rules.annual import AnnualSheet, formula_words, grade_words
from core.rules.calendar import Month
from core.rules.scoring import ZERO, format_score
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Form, Kept, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import ended, rounded

KINDS: tuple[tuple[Literal["station", "village"], str], ...] = (("station", "站所"), ("village", "村（居）"))


def annual(found: AnnualFacts) -> Form:
    state = found.state
    title = f"{state.settings.township}包保工作{state.year}年度绩效考核表"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "lying", state.settings.unit_name)


def _blocks(found: AnnualFacts) -> Iterator[Block]:
    state = found.state
    yield Words((f"考核单位：{state.settings.unit_name}", f"制表日期：{chinese_date(found.today)}"), 10.5)
    shown = [
        (word, [one for one in state.of(kind) if found.unit in (None, one.unit_id)]) for kind, word in KINDS
    ]
    shown = [(word, sheets) for word, sheets in shown if sheets]
    if not shown:
        yield Paragraph((Span(f"{state.year}年没有考核得分。"),))
    for number, (word, sheets) in enumerate(shown):
        yield Heading(1, f"{'一二'[number]}、{word}")
        yield Ruled(_table(found, word, sheets), 20.0)
    for sheet in (one for _, sheets in shown for one in sheets if found.unit is not None):
        yield Ruled(_lines(sheet), 20.0)
    yield from _notes(found)
    yield Kept((Blanks(("制表人（签名）：", "审核人（签名）：", "分管领导（签名）：")),))


def _notes(found: AnnualFacts) -> Iterator[Block]:
    state = found.state
    notes = [formula_words(state.rules), *(note.rstrip("。") for note in state.notes)]
    if words := grade_words(state.rules.grades):
        notes.append(f"等次：{words}")
    if any(one.months and one.total is None for one in state.sheets):
        notes.append("“—”为未参加考核，不按零分计")
    for number, note in enumerate(notes, 1):
        yield Paragraph((Span(f"{'注：' if number == 1 else ''}{number}．{ended(note)}"),))


def _table(found: AnnualFacts, word: str, sheets: Sequence[AnnualSheet]) -> Table:
    graded = bool(found.state.rules.grades)
    strata = len({one.stratum for one in sheets}) > 1
    columns = (
        Column("名次", 5.2),
        Column(word, 8, names=True),
        *(Column(f"{number}月", 4.1) for number in range(1, 13)),
        Column("月数", 3),
        Column("平均分" if found.state.rules.formula != "sum" else "合计分", 5),
        Column("表扬", 3.2),
        Column("批评", 3.2),
        Column("加减分", 4.4),
        Column("年度得分", 5.8),
        *((Column("等次", 4),) if graded else ()),
    )
    rows = [TableRow(_cells(found, one, strata=strata, graded=graded)) for one in sheets]
    return Table(columns, tuple(rows), f"{found.state.year}年没有{word}得分。")


def _cells(found: AnnualFacts, one: AnnualSheet, *, strata: bool, graded: bool) -> tuple[str, ...]:
    months = {standing.month: standing for standing in one.months}
    name = found.state.units[one.unit_id]

    def score(number: int) -> str:
        standing = months.get(Month(found.state.year, number))
        if standing is None:
            return ""
        return "—" if standing.score is None else rounded(standing.score)

    by_hand = sum((line.points for line in one.lines if line.by_hand is not None), start=ZERO)
    return (
        "—" if one.rank is None else f"{one.rank}{'（并列）' if one.tied else ''}",
        f"{name}（{one.stratum}）" if strata and one.stratum else name,
        *(score(number) for number in range(1, 13)),
        str(len(one.assessed)),
        "—" if one.base is None else rounded(one.base),
        _times(sum(standing.praised for standing in one.months)),
        _times(sum(standing.criticised for standing in one.months)),
        f"{'+' if by_hand > 0 else ''}{format_score(by_hand)}" if by_hand else "",
        "—" if one.total is None else rounded(one.total),
        *((one.grade or "—",) if graded else ()),
    )


def _times(count: int) -> str:
    return f"{count}次" if count else ""


def _lines(sheet: AnnualSheet) -> Table:
    """Every point of one unit's year."""
    columns = (Column("项目", 10, "left"), Column("分值", 5), Column("说明", 40, "left"))
    rows = [
        TableRow((line.name, f"{'+' if line.points > 0 else ''}{rounded(line.points)}", line.reason))
        for line in sheet.lines
    ]
    return Table(columns, tuple(rows), "没有参加考核的月份。")


PAPER = Paper("annual", "年度绩效考核表", False, annual_facts, annual, ("month", "unit"))
