"""通报表扬: a circular for the villages praised this month alone (方案四(三))."""

from collections.abc import Iterator
from dataclasses import replace

from core.queries.papers import MonthFacts, month_facts
from core.rules.circular import CircularFacts
from core.rules.rectification import SETTLED, STATE_WORDS
from reports.document import Attachment, Block, Document, Span
from reports.papers.circular_sentences import month_name
from reports.papers.circular_tables import score_table
from reports.papers.making import Paper
from reports.papers.named import circular, named, opening, plain
from reports.papers.wording import listed

SETTLED_WORDS = {STATE_WORDS[state] for state in SETTLED}


def praise(month: MonthFacts) -> Document:
    facts = month.facts
    title = (
        facts.office.name,
        "关于",
        "对",
        month_name(facts),
        "包保工作",
        "成效明显的",
        "村（居）",
        "予以表扬",
        "的",
        "通报",
    )
    scores = score_table(facts.village_scores, "村（居）", facts.people)
    ranking = [Attachment(f"{month_name(facts)}村（居）考核得分排名", (scores,))] if scores.rows else []
    return circular(facts, title, _body(facts), ranking)


def _body(facts: CircularFacts) -> Iterator[Block]:
    yield opening(facts)
    rule = facts.praise_rule.strip("。")
    if not facts.praise:
        yield plain(f"按照“{rule}”的规定，{month_name(facts)}没有村（居）符合通报表扬条件，不作通报表扬。")
        yield plain("各村（居）、各站所要对照考核细则查找差距，补齐短板，扎实推进包保工作。")
        return
    names = listed(one.unit for one in facts.praise)
    yield plain(
        f"{month_name(facts)}，{names}{len(facts.praise)}个村（居）活动开展迅速、效果明显，"
        "根据考核结果，决定予以通报表扬："
    )
    for one, said in zip(facts.praise, named(facts, "praise"), strict=True):
        yield replace(said, spans=(*said.spans, Span(_merit(facts, one.unit))))
    yield plain("希望受到表扬的村（居）珍惜荣誉、再接再厉，巩固成果，再创佳绩。")
    yield plain(
        "各村（居）、各站所要以先进为榜样，学习好经验、好做法，压实包保责任，"
        f"推动{facts.office.programme or '包保'}工作落地落实。"
    )


def _merit(facts: CircularFacts, village: str) -> str:
    """What became of the problems found there."""
    own = [row for row in facts.finding_rows if row.village == village]
    settled = [row for row in own if row.state in SETTLED_WORDS]
    if not own:
        return "督查未发现问题。"
    if len(settled) == len(own):
        return f"督查发现的问题{len(own)}条，已全部整改销号。"
    return f"督查发现的问题{len(own)}条，已整改销号{len(settled)}条。"


PAPER = Paper("praise", "通报表扬", True, month_facts, praise, ("month",))
