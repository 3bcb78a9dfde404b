"""The circular's attachments: rankings, scores, the list of findings, the table of corrections."""

from collections.abc import Sequence
from itertools import zip_longest

from core.rules.circular import CircularFacts, Difference, FindingRow, Rows, ScoreRow, Spared
from reports.document import Attachment, Column, Table, TableRow
from reports.papers.wording import day, rounded

Links = Sequence[tuple[str, Rows]]
NOTHING_SPARED = "本期没有免计和减计的单位。"


def attachments(facts: CircularFacts) -> tuple[Attachment, ...]:
    """In their fixed order; one without rows is left out, and with it its announcement."""
    month = f"{facts.year}年{facts.month}月"
    made: list[tuple[Sequence[object], str, Table]] = [
        (
            facts.village_scores,
            f"{month}村（居）考核得分排名",
            score_table(facts.village_scores, "村（居）", facts.people),
        ),
        (
            facts.station_scores,
            f"{month}站所考核得分",
            score_table(facts.station_scores, "站所", facts.people),
        ),
        (facts.finding_rows, f"{month}督查发现问题清单", finding_table(facts)),
        (facts.corrections, "更正前后对照表", correction_table(facts.corrections)),
        (facts.spared, f"{month}假期与免计说明", counted_table(facts.spared)),
    ]
    return tuple(Attachment(title, (table,)) for rows, title, table in made if rows)


def list_label(facts: CircularFacts) -> str:
    """What the text calls the finding list: 附件3, or 附件 when it stands alone."""
    before = bool(facts.village_scores) + bool(facts.station_scores)
    return f"附件{before + 1}" if before or facts.corrections or facts.spared else "附件"


def correction_label(facts: CircularFacts) -> str:
    """The same for the table of corrections, which comes after the findings."""
    before = bool(facts.village_scores) + bool(facts.station_scores) + bool(facts.finding_rows)
    return f"附件{before + 1}" if before or facts.spared else "附件"


def correction_table(found: Sequence[Difference]) -> Table:
    """What the earlier circular said, beside what this one says."""
    columns = (
        Column("序号"),
        Column("更正项目", align="left"),
        Column("原通报", align="left"),
        Column("更正为", align="left"),
    )
    rows = tuple(TableRow((str(n), one.label, one.was, one.now)) for n, one in enumerate(found, 1))
    return Table(columns, rows, "没有需要更正的数据。")


def counted_table(rows: Sequence[Spared]) -> Table:
    """The rows as the paper and the circular's attachment show them."""
    columns = (
        Column("单位", 10, "left", names=True), Column("周或月", 17, "left"), Column("怎样计", 12, "left"),
        Column("原因", 14, "left"),
    )  # fmt: skip
    return Table(
        columns, tuple(TableRow((one.unit, one.period, one.how, one.reason)) for one in rows), NOTHING_SPARED
    )


def score_table(rows: Sequence[ScoreRow], kind: str, people: Links = ()) -> Table:
    """Rank, name, stratum where there are several, score, remark; no score is a dash, never zero.

    A row leads to its unit, a person's name in the remark to the person.
    """
    strata = len({row.stratum for row in rows}) > 1
    columns = [Column("名次"), Column(kind, names=True)]
    columns += [Column("分组")] if strata else []
    columns += [Column("考核得分", align="decimal"), Column("备注", align="left")]
    return Table(
        tuple(columns), tuple(_score_row(row, strata, people) for row in rows), f"本月没有{kind}考核得分。"
    )


def _score_row(row: ScoreRow, strata: bool, people: Links) -> TableRow:
    rank = "—" if row.rank is None else f"{row.rank}（并列）" if row.tied else str(row.rank)
    score = "—" if row.score is None else rounded(row.score)
    ref = None if row.unit_id is None else Rows("unit", (row.unit_id,))
    links = tuple((name, rows) for name, rows in people if name in row.remark)
    return TableRow((rank, row.unit, *([row.stratum] if strata else []), score, row.remark), ref, links)


def finding_table(facts: CircularFacts) -> Table:
    """The finding list; its rows stand in the order of ``facts.findings``, so each leads to its finding.

    Place and kind stand with the village and the words, which leaves the words room: two lines a row.
    """
    ids = facts.findings.ids
    refs = [Rows("finding", (one,)) for one in ids] if len(ids) == len(facts.finding_rows) else []
    rows = zip_longest(facts.finding_rows, refs)
    columns = (
        Column("编号"),
        Column("地点", align="left"),
        Column("问题", align="left"),
        Column("责任站所", names=True),
        Column("发现日期"),
        Column("整改期限"),
        Column("状态"),
    )
    return Table(
        columns, tuple(_finding_row(row, ref, facts.year) for row, ref in rows), "本月督查未发现问题。"
    )


def _finding_row(row: FindingRow, ref: Rows | None, year: int) -> TableRow:
    due = day(row.due_on, year) if row.due_on else "—"
    found = day(row.found_on, year)
    where = row.place if row.place.startswith(row.village) else row.village + row.place
    what = f"{row.category}：{row.text}" if row.category else row.text
    cells = (str(row.number), where, what, row.unit, found, due, row.state)
    return TableRow(cells, ref)
