"""考核得分汇总表: every unit with its score and the reason of every point (逗硬考核)."""

from collections.abc import Iterator, Sequence

from core.queries.papers import ScoreFacts, ScoreSheetRow, score_facts
from core.rules.calendar import cn_range, period_of
from core.rules.scoring import format_score, standing
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow
from reports.papers.form import Blanks, Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import rounded


def scores(found: ScoreFacts) -> Form:
    title = f"{found.settings.township}包保工作{found.month.label}考核得分汇总表"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "upright", found.settings.unit_name)


def _blocks(found: ScoreFacts) -> Iterator[Block]:
    start, end = period_of(found.month)
    period = f"统计周期：{start.year}年{cn_range(start, end)}"
    yield Words((period, f"考核单位：{found.settings.unit_name}"), 10.5)
    kinds = [("村（居）", found.villages), ("站所", found.stations)]
    shown = [(kind, rows) for kind, rows in kinds if rows]
    if not shown:
        yield Paragraph((Span("本月没有参加考核的单位。"),))
    for number, (kind, rows) in enumerate(shown):
        yield Heading(1, f"{'一二'[number]}、{kind}得分")
        yield Ruled(_table(kind, rows), merge=3, together=True)
        yield from _not_assessed(kind, rows)
    yield Blanks(("经办人（签名）：", "审核人（签名）："))


def _not_assessed(kind: str, rows: Sequence[ScoreSheetRow]) -> Iterator[Block]:
    left = [one for one in rows if one.total is None]
    if left:
        words = "；".join(f"{one.unit}：{_why(one.remark)}" for one in left)
        yield Paragraph((Span(f"不排名次的{kind}：{words}。"),))


def _why(remark: str) -> str:
    """免予考核（整体搬迁）, 未参加考核（正在搬迁）."""
    word = standing(remark)
    return remark if word in remark else f"{word}（{remark}）" if remark else word


def _table(kind: str, rows: Sequence[ScoreSheetRow]) -> Table:
    strata = len({one.stratum for one in rows}) > 1
    columns = (
        Column("名次", 6),
        Column(kind, 7, names=True),
        Column("得分", 4.2),
        Column("考核项目", 6.5),
        Column("加减分", 4.2),
        Column("原因", 22, "left"),
    )
    return Table(
        columns,
        tuple(row for one in rows if one.total is not None for row in _rows(one, strata=strata)),
        f"本月没有{kind}得分。",
    )


def _rows(one: ScoreSheetRow, *, strata: bool) -> Iterator[TableRow]:
    """A row per point; the unit's own cells run down all of them."""
    assert one.total is not None
    rank = "—" if one.rank is None else f"{one.rank}{'（并列）' if one.tied else ''}"
    name = f"{one.unit}（{one.stratum}）" if strata and one.stratum else one.unit
    head = (rank, name, rounded(one.total))
    if not one.lines:
        yield TableRow((*head, "—", "0", f"基础分{format_score(one.base)}分，本期没有扣分"))
    for line in one.lines:
        points = f"{'+' if line.points > 0 else ''}{format_score(line.points)}"
        yield TableRow((*head, line.item_name, points, line.reason))


PAPER = Paper("scores", "考核得分汇总表", False, score_facts, scores, ("month", "unit"))
