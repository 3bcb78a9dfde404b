"""通报批评: a circular for the stations criticised this month alone, with what they are to put right."""

from collections.abc import Iterator
from dataclasses import replace

from core.queries.papers import MonthFacts, month_facts
from core.rules.circular import CircularFacts
from reports.document import Attachment, Block, Document, Heading, chinese_date
from reports.papers.circular_sentences import month_name
from reports.papers.circular_tables import finding_table, score_table
from reports.papers.making import Paper
from reports.papers.named import circular, named, opening, plain
from reports.papers.wording import listed


def criticism(month: MonthFacts) -> Document:
    facts = month.facts
    title = (
        facts.office.name,
        "关于",
        "对",
        month_name(facts),
        "包保工作",
        "落实不力的",
        "站所",
        "予以批评",
        "的",
        "通报",
    )
    return circular(facts, title, _body(facts), _attachments(facts))


def _body(facts: CircularFacts) -> Iterator[Block]:
    yield opening(facts)
    if not facts.criticism:
        rule = facts.criticism_rule.strip("。")
        yield plain(f"按照“{rule}”的规定，{month_name(facts)}没有站所符合通报批评条件，不作通报批评。")
        yield plain("各站所要常抓不懈，防止问题反弹，持续落实每周到岗和限期整改要求。")
        return
    names = listed(one.unit for one in facts.criticism)
    yield plain(
        f"{names}{len(facts.criticism)}个站所{month_name(facts)}包保工作行动迟缓、落实不力，"
        "根据考核结果，决定予以通报批评。"
    )
    yield Heading(1, "一、通报批评的站所")
    yield from named(facts, "criticism")
    by = chinese_date(facts.rectify_by)
    yield Heading(1, "二、限期整改")
    yield plain(
        f"受到通报批评的站所要认真查找原因，逐条制定整改措施，于{by}前完成整改，"
        f"并将整改情况书面反馈{facts.office.name}。"
    )
    yield Heading(1, "三、跟踪问效")
    yield plain(
        f"{facts.office.name}将对整改情况开展回头看，对整改不力或改进不明显的，按规定继续通报。"
        "各站所要引以为戒、举一反三，切实履行包保责任。"
    )


def _attachments(facts: CircularFacts) -> Iterator[Attachment]:
    month, named_units = month_name(facts), {one.unit for one in facts.criticism}
    if facts.station_scores:
        yield Attachment(f"{month}站所考核得分", (score_table(facts.station_scores, "站所", facts.people),))
    kept = [place for place, row in enumerate(facts.finding_rows) if row.unit in named_units]
    if kept:
        own = finding_table(facts)
        rows = tuple(own.rows[place] for place in kept)
        yield Attachment(f"{month}被通报站所问题清单", (replace(own, rows=rows),))


PAPER = Paper("criticism", "通报批评", True, month_facts, criticism, ("month",))
