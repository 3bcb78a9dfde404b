"""The sentences of the monthly circular, each bound to the facts it states."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.rules.circular import CircularFacts, LookBack, Named, Office, Rows
from core.rules.scoring import EXEMPTED, standing
from reports.document import Span, chinese_date
from reports.papers.circular_tables import correction_label, list_label
from reports.papers.wording import (
    bracketed,
    counted,
    day,
    ended,
    figure,
    listed,
    percent,
    rounded,
    span_of_days,
)

OVERVIEW = "总体情况"
PRAISE = "通报表扬"
CRITICISM = "通报批评"
PROBLEMS = "存在的主要问题"
LOOK_BACK = "上期问题回头看"
DEMANDS = "工作要求"
SECTIONS = ("", OVERVIEW, PRAISE, CRITICISM, PROBLEMS, LOOK_BACK, DEMANDS)

Part = str | Span


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: ``section`` is its heading ("" before the first), ``lead`` a running heading
    without its number; ``joined`` continues the paragraph of the sentence before it.
    """

    key: str
    section: str
    spans: tuple[Span, ...]
    lead: str = ""
    joined: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def _say(key: str, section: str, *parts: Part, lead: str = "", joined: bool = False) -> Said:
    spans = [Span(part) if isinstance(part, str) else part for part in parts]
    return Said(key, section, tuple(span for span in spans if span.text), lead, joined)


def said(facts: CircularFacts) -> Iterator[Said]:
    """Every sentence in the order of the paper."""
    yield from _opening(facts)
    yield from _overview(facts)
    yield from _named(facts, PRAISE)
    yield from _named(facts, CRITICISM)
    yield from _problems(facts)
    if facts.look_back is not None:
        yield _look_back(facts, facts.look_back)
    yield from _demands(facts)


def month_name(facts: CircularFacts) -> str:
    return f"{facts.year}年{facts.month}月"


def _opening(facts: CircularFacts) -> Iterator[Said]:
    office = facts.office
    if facts.corrects:
        yield _say(
            "correction",
            "",
            f"{office.name}此前印发的{month_name(facts)}包保工作督查考核情况的通报（{facts.corrects}）内容有误，"
            "现予更正。该通报自本通报印发之日起作废，以本通报为准。",
        )
        yield _say("correction.table", "", _changed(facts), joined=True)
    weeks = (
        f"第{facts.first_week}周"
        if facts.first_week == facts.last_week
        else f"第{facts.first_week}周至第{facts.last_week}周"
    )
    yield _say(
        "opening",
        "",
        f"{_grounds(office)}{office.name}对{month_name(facts)}"
        f"（{weeks}，{span_of_days(facts.period_start, facts.period_end)}）{facts.villages}个村（居）、"
        f"{facts.stations}个站所的包保工作进行了",
        *_held(facts),
        f"。问题整改情况统计截至{chinese_date(facts.cutoff)}。现将有关情况通报如下：",
    )


def _changed(facts: CircularFacts) -> str:
    count = len(facts.corrections)
    if not count:
        return "经核对，各项数据与原通报一致，本次更正的为文字表述。"
    return f"与原通报相比，共更正{count}处，具体见{correction_label(facts)}。"


def _held(facts: CircularFacts) -> list[Part]:
    """An office may score without an inspection of its own."""
    return ["督查考核，共开展督查", figure(facts.inspections, "次")] if facts.inspections else ["考核"]


def _grounds(office: Office) -> str:
    """Purpose, basis and approval, as far as the office's settings name them."""
    purpose = f"为深入推进{office.programme}工作，" if office.programme else ""
    plan, basis, approval = office.plan_title, office.basis.strip("（）"), office.approval.strip("，。 ")
    approved = f"{approval}，" if approval else ""
    if plan:
        title = plan if plan.startswith("《") else f"《{plan}》"
        return f"{purpose}根据{title}{f'（{basis}）' if basis else ''}要求，{approved}"
    return f"{purpose}根据{basis}要求，{approved}" if basis else f"{purpose}{approved}"


def _overview(facts: CircularFacts) -> Iterator[Said]:
    yield from _visits(facts)
    yield from _findings(facts)
    if facts.not_assessed:
        yield _say("overview.not_assessed", OVERVIEW, f"{_unranked(facts)}，不排名次。")


def _unranked(facts: CircularFacts) -> str:
    """柏林村未参加本月考核，龙洞村免予考核."""
    rows = (*facts.village_scores, *facts.station_scores)
    spared = {row.unit for row in rows if row.score is None and standing(row.remark) == EXEMPTED}
    absent = [unit for unit in facts.not_assessed if unit not in spared]
    exempt = [unit for unit in facts.not_assessed if unit in spared]
    words = [f"{listed(absent)}未参加本月考核"] if absent else []
    return "，".join([*words, *([f"{listed(exempt)}{EXEMPTED}"] if exempt else [])])


def _visits(facts: CircularFacts) -> Iterator[Said]:
    unit = "人次" if facts.per_person else "次"
    who = "包保人员" if facts.per_person else "各站所"
    if facts.visits_required:
        yield _say(
            "overview.visits",
            OVERVIEW,
            f"本月{who}应到岗{facts.visits_required}{unit}，实际到岗{facts.visits_done}{unit}，"
            f"到岗率{percent(facts.visits_done, facts.visits_required)}。",
        )
    else:
        yield _say("overview.visits", OVERVIEW, f"本月{who}没有应到岗任务，到岗情况不作考核。")
    if facts.short:
        lead = f"未达到每周到岗要求的站所{len(facts.short)}个，少到岗"
        parts: list[Part] = [_missing(facts, unit), "：", *bracketed(facts.short, unit), "。"]
        yield _say("overview.short", OVERVIEW, lead, *parts, joined=True)
    elif facts.visits_required:
        yield _say("overview.short", OVERVIEW, "各站所均达到每周到岗要求。", joined=True)
    if facts.exempt_weeks:
        weeks = "；".join(week.rstrip("。；") for week in facts.exempt_weeks)
        yield _say("overview.exempt", OVERVIEW, f"其中，{weeks}。", joined=True)


def _missing(facts: CircularFacts, unit: str) -> Span:
    rows = Rows("quota", tuple(place for count in facts.short for place in count.rows.ids))
    return Span(f"{sum(count.number for count in facts.short)}{unit}", ref=rows)


def _findings(facts: CircularFacts) -> Iterator[Said]:
    if facts.findings:
        parts: list[tuple[str, Rows]] = [(one.name, one.rows) for one in facts.reported]
        if facts.fixed_on_spot:
            parts.append(("立行立改", facts.fixed_on_spot))
        among: list[Part] = []
        for place, (name, rows) in enumerate(parts):
            among += [f"{'、' if place else '，其中'}{name}", figure(rows, "条")]
        yield _say(
            "overview.findings",
            OVERVIEW,
            "本月共发现问题" if facts.reported else "本月督查共发现问题",
            figure(facts.findings, "条"),
            *among,
            f"。截至{day(facts.cutoff, facts.year)}，已整改销号",
            figure(facts.closed, "条"),
            f"，整改率{percent(len(facts.closed), len(facts.findings))}。",
        )
    elif facts.inspections:
        yield _say("overview.findings", OVERVIEW, "本月督查未发现问题。")
    # what is overdue may have been found in an earlier month
    late: list[Part] = (
        ["逾期未整改问题共", figure(facts.overdue, "条")] if facts.overdue else ["没有逾期未整改的问题"]
    )
    told = bool(facts.findings or facts.inspections)
    yield _say("overview.overdue", OVERVIEW, *late, "。", joined=told)


def _named(facts: CircularFacts, section: str) -> Iterator[Said]:
    praised = section == PRAISE
    named = facts.praise if praised else facts.criticism
    rule = (facts.praise_rule if praised else facts.criticism_rule).strip("。")
    kind = "村（居）" if praised else "站所"
    key = "praise" if praised else "criticism"
    if not named:
        according = f"按照“{rule}”的规定，" if rule else ""
        yield _say(f"{key}.none", section, f"{according}本月没有{kind}符合{section}条件，不作{section}。")
        return
    names: list[Part] = []
    for unit in named:
        names += ["、" if names else "", Span(unit.unit, ref=Rows("unit", (unit.unit_id,)))]
    end = f"{len(named)}个{kind}予以{section}："
    yield _say(f"{key}.names", section, "根据考核结果，对", *names, end)
    for unit in named:
        yield _one_named(facts, unit, section, f"{key}.{unit.unit_id}")


def _one_named(facts: CircularFacts, named: Named, section: str, key: str) -> Said:
    rows = facts.village_scores if section == PRAISE else facts.station_scores
    tied = any(row.tied for row in rows if row.unit == named.unit and row.rank == named.rank)
    parts: list[Part] = []
    if named.score is not None:
        parts.append(Span(f"考核得分{rounded(named.score)}分", ref=Rows("unit", (named.unit_id,))))
        if named.rank is not None:
            parts.append(f"，{'并列' if tied else '排名'}第{named.rank}位")
        parts.append("。")
    if named.reason.strip():
        evidence = named.evidence[0] if named.evidence else None
        parts.append(Span(ended(named.reason), ref=evidence))
    if not parts:
        parts.append(f"予以{section}。")
    return _say(key, section, *parts, lead=named.unit)


def _problems(facts: CircularFacts) -> Iterator[Said]:
    if facts.by_category:
        yield _say("problems.category", PROBLEMS, "从问题类别看，", *counted(facts.by_category, "条"), "。")
    if facts.by_village:
        spots = counted(facts.by_village, "条")
        yield _say("problems.village", PROBLEMS, "从发现地点看，", *spots, "。", joined=True)
    if facts.overdue:
        late = counted(facts.overdue_by_station, "条")
        parts: list[Part] = ["，其中", *late] if late else []
        yield _say("problems.overdue", PROBLEMS, "逾期未整改问题", figure(facts.overdue, "条"), *parts, "。")
    if facts.finding_rows:
        yield _say("problems.list", PROBLEMS, f"具体问题见{list_label(facts)}。", joined=bool(facts.overdue))


def _look_back(facts: CircularFacts, last: LookBack) -> Said:
    head: list[Part] = [
        f"{last.month}督查发现的问题",
        figure(last.found, "条"),
        f"，截至{chinese_date(facts.cutoff)}",
    ]
    if len(last.closed) >= len(last.found):
        return _say("look_back", LOOK_BACK, *head, "已全部整改到位。")
    closed: list[Part] = ["，已整改到位", figure(last.closed, "条")]
    left = f"，仍未整改到位{len(last.found) - len(last.closed)}条"
    parts: list[Part] = ["，其中", *counted(last.still_open, "条")] if last.still_open else []
    end = "。仍未整改到位的，责任单位要说明原因，限期整改。"
    return _say("look_back", LOOK_BACK, *head, *closed, left, *parts, end)


def _demands(facts: CircularFacts) -> Iterator[Said]:
    by = chinese_date(facts.rectify_by)
    name = facts.office.name
    yield _say(
        "demands.duty",
        DEMANDS,
        "受到表扬的村（居）要再接再厉、巩固成果，" if facts.praise else "",
        "各村（居）、各站所要",
        "对照问题清单举一反三，" if facts.finding_rows else "",
        "落实包保责任，做到立行立改、长效管护。",
        lead="压实责任",
    )
    if blamed := _blamed(facts):
        yield _say(
            "demands.rectify",
            DEMANDS,
            f"{blamed}制定整改措施，于{by}前完成整改，并将整改情况书面反馈{name}。",
            lead="限期整改",
        )
    yield _say(
        "demands.look_back",
        DEMANDS,
        f"{name}将对整改情况开展回头看，对逾期未整改、整改不到位的，按规定扣分并继续通报。",
        lead="跟踪问效",
    )


def _blamed(facts: CircularFacts) -> str:
    """Who must put something right, or "" in a month without a problem."""
    open_before = facts.look_back is not None and facts.look_back.still_open
    criticised = "受到批评的站所" if facts.criticism else ""
    if facts.findings or facts.overdue or open_before:
        return f"{criticised}{'和' if criticised else ''}问题责任单位要逐条"
    return f"{criticised}要" if criticised else ""
