"""自检: what speaks against issuing a circular, from its facts and its sentences. Pure.

Blocking are only what no office may print: a unit praised and criticised at once, criticism of a unit
that is exempt, not assessed or not yet heard, and marks of state secrecy, which this program may not carry.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from core.rules.calendar import cn_date
from core.rules.circular import CircularFacts, Count, Rows, Sentence
from core.rules.circular_edits import OWN

LONGEST = 4000  # characters of title and text; a longer circular is read by nobody
PRAISE, CRITICISM, DEMANDS = "praise", "criticism", "demands"

_SECRET = re.compile(r"(绝密|机密|秘密)\s*[★☆]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:%|人次|条|次|分|位|名|周|项|件|处|个(?!工作日|月))")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Check:
    """One point: ``key`` is the sentence or date field to go to, ``rows`` the records to open.

    ``blocking``: the circular cannot be issued before this is put right.
    """

    ok: bool
    text: str
    key: str = ""
    rows: Rows | None = None
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows beside the facts.

    ``spared`` are the units that may not be criticised this month, by name with the reason; ``was``
    the computed sentences the clerk replaced, by key; ``bare`` the units named without any row
    behind; ``taken`` the numbers used in the series and year. ``objections`` are statements (陈述申辩)
    without a decision by unit, ``upheld`` those upheld of units named without a reason of their own.
    """

    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    spared: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    was: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    bare: tuple[str, ...] = ()
    taken: frozenset[int] = frozenset()
    unassigned: tuple[int, ...] = ()
    finished: bool = True
    objections: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    upheld: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Pages:
    """What the laid-out pages came to: characters printed as 〓, and which font stands in for which role."""

    missing: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()


def self_check(
    facts: CircularFacts, sentences: Sequence[Sentence], known: Known, pages: Pages
) -> list[Check]:
    """All points: the blocking ones first, then the doubtful, then what is in order."""
    printed = [one for one in sentences if one.text.strip()]
    found = [
        *_both(printed, known),
        *_wrongly_criticised(facts, printed, known),
        *_objections(printed, known),
        *_moved(sentences, known),
        *_number(facts, known),
        *_evidence(facts, known),
        *_length(printed),
        *_figures(printed),
        *_sums(facts),
        *_dates(facts, printed),
        *_people(facts, printed, known),
        *_letters(pages),
        *_month(known),
        *_secret(facts, printed),
    ]
    return sorted(found, key=lambda one: (one.ok, not one.blocking))


def blocking(checks: Iterable[Check]) -> list[Check]:
    """The points that stand against issuing."""
    return [one for one in checks if one.blocking and not one.ok]


# -- who is named ----------------------------------------------------------------------------------


def _both(printed: list[Sentence], known: Known) -> Iterator[Check]:
    praised, criticised = (_named(printed, kind, known.units) for kind in (PRAISE, CRITICISM))
    both = [unit for unit in criticised if unit in praised]
    for unit in both:
        yield _place(f"{unit}既受表扬又受批评", criticised[unit], praised[unit])
    if not both:
        yield Check(True, "没有既表扬又批评的单位")


def _wrongly_criticised(facts: CircularFacts, printed: list[Sentence], known: Known) -> Iterator[Check]:
    named = _named(printed, CRITICISM, known.units)
    wrong = [unit for unit in named if unit in known.spared or unit in facts.not_assessed]
    for unit in wrong:
        why = f"免计（{known.spared[unit]}）" if unit in known.spared else "未参加考核"
        yield _place(f"{unit}{why}，不能批评", named[unit])
    if not wrong:
        yield Check(True, "没有批评免计和未考核单位")


def _objections(printed: list[Sentence], known: Known) -> Iterator[Check]:
    """No unit is named before it was heard; one that was right only for a reason written down."""
    named = _named(printed, CRITICISM, known.units)
    for unit, ids in known.upheld.items():
        if unit in named:
            said = f"{unit}的陈述申辩已成立，仍要批评须在③排名里写明原因"
            yield Check(False, said, rows=Rows("statement", ids), blocking=True)
    for unit, ids in known.objections.items():
        what = f"{unit}的陈述申辩还没有结论"
        told = f"{what}，不能批评" if unit in named else what
        yield Check(False, told, rows=Rows("statement", ids), blocking=unit in named)
    if not known.objections:
        yield Check(True, "没有未作结论的陈述申辩")


def _place(text: str, *keys: str) -> Check:
    """Firm where the list itself names the unit; a unit mentioned in passing is only pointed out."""
    passing = [key for key in keys if key.startswith(OWN)]
    return Check(False, text, (*passing, *keys)[0], blocking=not passing)


def _named(printed: list[Sentence], kind: str, units: Collection[str]) -> dict[str, str]:
    """Units a part names and the sentence that does: list and headings, then the clerk's paragraphs."""
    section = next((one.section for one in printed if one.key.startswith(f"{kind}.")), "")
    found: dict[str, str] = {}
    for one in printed:
        if one.key.startswith(f"{kind}."):
            text = one.text if one.key == f"{kind}.names" or one.edited else ""
            found |= {unit: one.key for unit in names_in(f"{one.lead}　{text}", units) if unit not in found}
    for one in printed:
        if one.key.startswith(OWN) and section and one.section == section:
            found |= {unit: one.key for unit in names_in(one.text, units) if unit not in found}
    return found


def names_in(text: str, names: Collection[str]) -> list[str]:
    """Names that occur in a text, the longer before the shorter it contains (大石门村 is not 石门村)."""
    ordered = sorted((name for name in set(names) if name), key=lambda name: (-len(name), name))
    found = re.findall("|".join(map(re.escape, ordered)), text) if ordered else []
    return list(dict.fromkeys(found))


def _people(facts: CircularFacts, printed: list[Sentence], known: Known) -> Iterator[Check]:
    """A circular names units; a person only where the clerk means to."""
    names = [name for name in known.people if len(name) > 1]
    everything = [*known.units, *names]
    found: dict[str, Check] = {}
    for one in printed:
        for name in names_in(f"{one.lead}　{one.text}", everything):
            if name in names:
                found.setdefault(name, Check(False, f"文中点到个人：{name}", one.key))
    for row, finding in zip(facts.finding_rows, facts.findings.ids, strict=False):
        for name in names_in(f"{row.place}　{row.text}", everything):
            if name in names:
                said = f"问题清单第{row.number}条写有人名：{name}"
                found.setdefault(name, Check(False, said, rows=Rows("finding", (finding,))))
    for score in (*facts.village_scores, *facts.station_scores):
        for name in names_in(score.remark, everything):
            if name in names:
                found.setdefault(name, Check(False, f"得分表{score.unit}的说明写有人名：{name}"))
    yield from found.values()
    if not found:
        yield Check(True, "没有点到个人")


def _evidence(facts: CircularFacts, known: Known) -> Iterator[Check]:
    """A unit criticised without rows behind it could not answer a question."""
    if known.bare:
        yield Check(False, f"{'、'.join(known.bare)}没有扣分依据")
    else:
        yield Check(True, "点名都有依据" if facts.criticism or facts.praise else "没有点名")


# -- what is said ----------------------------------------------------------------------------------


def _secret(facts: CircularFacts, printed: list[Sentence]) -> Iterator[Check]:
    office = facts.office
    texts = [(one.key, one.text, None) for one in printed]
    texts += [("", text, None) for text in (office.mark, office.addressee, office.cc)]
    rows = [
        ("", f"{row.place}　{row.text}", Rows("finding", (finding,)))
        for row, finding in zip(facts.finding_rows, facts.findings.ids, strict=False)
    ]
    marked = False
    for key, text, behind in (*texts, *rows):
        if found := _SECRET.search(text):
            marked = True
            yield Check(False, f"有“{found[0]}”标志，涉密文件不能用本程序印发", key, behind, blocking=True)
    if not marked:
        yield Check(True, "没有密级标志")


def _moved(sentences: Sequence[Sentence], known: Known) -> Iterator[Check]:
    moved = [one for one in sentences if known.was.get(one.key, one.computed) != one.computed and one.text]
    if moved:
        yield Check(False, f"{len(moved)}句数据已变", moved[0].key)
    else:
        yield Check(True, "文句与数据一致")


def _figures(printed: list[Sentence]) -> Iterator[Check]:
    """Figures written by hand that no fact gives: of its own sentence, for an own paragraph of any."""
    everywhere = {figure for one in printed for figure in _FIGURE.findall(one.computed)}
    for one in printed:
        if not one.edited:
            continue
        known = everywhere if one.key.startswith(OWN) else set(_FIGURE.findall(one.computed))
        strange = [figure for figure in dict.fromkeys(_FIGURE.findall(one.text)) if figure not in known]
        if strange:
            yield Check(False, f"手写的{'、'.join(strange[:3])}没有数据对应", one.key)


def _sums(facts: CircularFacts) -> Iterator[Check]:
    found = len(facts.findings)
    pairs = [
        ("各类别问题", _total(facts.by_category), found, "problems.category"),
        ("各地点问题", _total(facts.by_village), found, "problems.village"),
        ("问题清单", len(facts.finding_rows), found, "problems.list"),
        ("各站所逾期", _total(facts.overdue_by_station), len(facts.overdue), "problems.overdue"),
    ]
    if last := facts.look_back:
        told = len(last.closed) + _total(last.still_open)
        pairs.append(("上期已整改和未整改", told, len(last.found), "look_back"))
    sums = [(name, part, whole, "条", key) for name, part, whole, key in pairs]
    missing, absent = facts.visits_required - facts.visits_done, sum(one.number for one in facts.short)
    sums.append(("各站所少到岗", absent, missing, "人次" if facts.per_person else "次", "overview.short"))
    wrong = [one for one in sums if one[1] != one[2]]
    for name, part, whole, unit, key in wrong:
        yield Check(False, f"{name}合计{part}{unit}，总数{whole}{unit}", key)
    if not wrong:
        yield Check(True, "各项合计与总数相符")


def _total(counts: Iterable[Count]) -> int:
    return sum(len(one.rows) for one in counts)


def _length(printed: list[Sentence]) -> Iterator[Check]:
    letters = sum(len("".join(f"{one.lead}{one.text}".split())) for one in printed)
    over = letters > LONGEST
    yield Check(not over, f"{letters}字，{'超过' if over else '不超'}{LONGEST}字")


# -- dates, number, fonts --------------------------------------------------------------------------


def _dates(facts: CircularFacts, printed: list[Sentence]) -> Iterator[Check]:
    wrong = []
    if facts.doc_date < facts.period_end:
        end = cn_date(facts.period_end)
        wrong.append(Check(False, f"成文日期早于统计周期最后一天（{end}）", "doc_date"))
    if facts.rectify_by <= facts.doc_date:
        wrong.append(Check(False, "整改期限不晚于成文日期", "rectify_by"))
    section = next((one.section for one in printed if one.key.startswith(f"{DEMANDS}.")), "")
    for one in printed:
        if one.edited and section and one.section == section:
            early = [day for day in _days(one.text) if day < facts.doc_date]
            wrong += [Check(False, f"要求的日期{cn_date(day)}早于成文日期", one.key) for day in early]
    yield from wrong or [Check(True, "日期先后合理")]


def _days(text: str) -> Iterator[date]:
    for year, month, day in _DATE.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue  # 2月30日 is the clerk's to see, not a deadline to compare


def _number(facts: CircularFacts, known: Known) -> Iterator[Check]:
    serial = facts.serial or 0
    if serial in known.taken:
        yield Check(False, f"{facts.doc_no}已经用过")
    else:
        yield Check(True, f"{serial}号没有用过")


def _letters(pages: Pages) -> Iterator[Check]:
    if pages.missing:
        yield Check(False, f"字体里没有“{''.join(pages.missing[:8])}”，印成〓")
    else:
        yield Check(True, "用字都能印出")
    if pages.substituted:
        yield Check(True, f"字体替代：{'、'.join(pages.substituted)}")
    else:
        yield Check(True, "字体齐全")


def _month(known: Known) -> Iterator[Check]:
    yield Check(known.finished, "统计周期已结束" if known.finished else "统计周期还没有结束")
    count = len(known.unassigned)
    rows = Rows("finding", known.unassigned) if count else None
    yield Check(not count, f"{count}条问题待定责" if count else "问题都已定责", rows=rows)
