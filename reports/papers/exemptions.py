"""假期与免计说明: which weeks and months counted how, and why; by itself or with the circular."""

from collections.abc import Iterator, Sequence

from core.queries.papers.rates import ExemptionFacts, exemption_facts
from core.rules.calendar import cn_range, period_of
from core.rules.duties.counted import WeekCount
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow
from reports.papers.circular_tables import NOTHING_SPARED, counted_table
from reports.papers.form import Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper


def exemptions(found: ExemptionFacts) -> Form:
    title = f"{found.settings.township}{found.month.label}假期与免计说明"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "upright", found.settings.unit_name)


def _blocks(found: ExemptionFacts) -> Iterator[Block]:
    start, end = period_of(found.month)
    period = f"统计周期：{start.year}年{cn_range(start, end)}"
    yield Words((period, f"填报单位：{found.settings.unit_name}"), 10.5)
    yield Heading(1, "一、各周怎样计")
    yield Ruled(_weeks(found.weeks))
    yield Heading(1, "二、免计和减计")
    yield Ruled(counted_table(found.rows)) if found.rows else Paragraph((Span(NOTHING_SPARED),))
    scarce = "仍按规定次数计" if found.settings.scarce == "full" else "按工作日数计"
    share = "按完成计入完成率" if found.settings.exempt_rates == "count" else "不计入完成率"
    yield Paragraph(
        (
            Span(
                f"说明：一周没有工作日的免计；工作日少于规定次数的，{scarce}；休息日到岗同样算数。"
                f"按月的职责，在岗不足一月的按在岗工作日折算。免计的周和月{share}，不扣分。"
            ),
        )
    )


def _weeks(weeks: Sequence[WeekCount]) -> Table:
    columns = (
        Column("周", 6), Column("起止", 12), Column("工作日", 6), Column("应到", 6),
        Column("说明", 18, "left"),
    )  # fmt: skip
    rows = tuple(
        TableRow(
            (
                one.week.name,
                cn_range(one.week.monday, one.week.sunday),
                f"{one.days}天",
                f"{one.asked}次" if one.asked else "免计",
                one.reason,
            )
        )
        for one in weeks
    )
    return Table(columns, rows, "本期还没有开始的周。")


PAPER = Paper("exemptions", "假期与免计说明", False, exemption_facts, exemptions, ("month",))
