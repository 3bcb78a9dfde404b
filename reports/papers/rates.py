"""入户宣传三率汇总: campaigns done and the rates of their questionnaires (方案三(三)3)."""

from collections.abc import Iterator, Sequence

from core.queries.papers.rates import CampaignLine, RatesFacts, RatesLine, rates_facts
from core.rules.rates import RATE_WORDS, STANDING_WORDS, Rate
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow
from reports.papers.form import Blanks, Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper


def rates(found: RatesFacts) -> Form:
    title = f"{found.settings.township}{found.month.label}入户宣传三率汇总表"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "lying", found.settings.unit_name)


def _blocks(found: RatesFacts) -> Iterator[Block]:
    month = found.month
    yield Words(
        (f"统计时间：{month.label}1日—{month.last.day}日", f"填报单位：{found.settings.unit_name}"), 10.5
    )
    yield Heading(1, "一、入户宣传")
    if not found.kept:
        yield _plain("还没有登记过入户宣传，本表不评。")
    elif not found.campaigns:
        yield _plain("本月没有要入户宣传的单位。")
    else:
        yield Ruled(_campaigns(found.campaigns))
    villages = (*found.villages, found.whole) if found.villages else ()
    for number, (kind, rows) in enumerate((("村（居）", villages), ("站所", found.stations)), 2):
        yield Heading(1, f"{'一二三'[number - 1]}、{kind}三率")
        yield Ruled(_rates(kind, rows)) if rows else _plain("本月没有登记问卷。")
    yield _plain(_standards(found))
    yield Blanks(("填表人（签名）：", "审核人（签名）："))


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _campaigns(rows: Sequence[CampaignLine]) -> Table:
    columns = (
        Column("单位", 14, "left", names=True), Column("应完成", 5), Column("已完成", 5), Column("情况", 5),
        Column("说明", 22, "left"),
    )  # fmt: skip
    lines = tuple(
        TableRow((one.who, f"{one.required}次", f"{one.done}次", one.standing, one.reason)) for one in rows
    )
    return Table(columns, lines, "本月没有要入户宣传的单位。")


def _rates(kind: str, rows: Sequence[RatesLine]) -> Table:
    columns = (
        Column(kind, 9, "left", names=True), Column("发放", 4), Column("收回", 4), Column("有效", 4),
        *(Column(word, 10) for word in RATE_WORDS.values()),
    )  # fmt: skip
    return Table(columns, tuple(_line(one) for one in rows), "本月没有登记问卷。")


def _line(one: RatesLine) -> TableRow:
    counts = ("—" if count is None else str(count) for count in (one.issued, one.returned, one.valid))
    return TableRow((one.name, *counts, *(_cell(rate) for rate in one.rates)))


def _cell(one: Rate) -> str:
    if one.standing == "none":
        return "—"
    if one.standing == "unset":
        return one.shown
    if one.standing == "small":
        return STANDING_WORDS["small"]
    return f"{one.shown}（{STANDING_WORDS[one.standing]}）"


def _standards(found: RatesFacts) -> str:
    own = found.settings
    return (
        f"说明：知晓率{own.awareness_min}%、参与率{own.participation_min}%以上、满意度{own.satisfaction_min}%以上为达标，"
        f"按准确数判定，四舍五入只用于打印；有效问卷不到{own.min_sample}份的不评；全月免计的单位只列数据，不评。"
    )


PAPER = Paper("rates", "入户宣传三率汇总表", False, rates_facts, rates, ("month",))
