"""追责阶梯 (方案四(三)): which measure a unit's record suggests, and why. Pure; people decide, never this.

A month in which a unit was not assessed, or was exempt from criticism, neither adds to a run nor breaks it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from core.rules.calendar import Month
from core.rules.scoring import format_score
from core.rules.standing import Standing

Span = Literal["month", "run", "year"]

WINDOW = 24  # months looked back on; no office lets a run grow longer without deciding
DISMISSED = "不予追责"  # decided by people too: what was looked at is not proposed again
MANUAL = "manual"
TRIGGERS: Mapping[str, str] = MappingProxyType(
    {
        "criticised": "受通报批评",
        "last": "排名末位",
        "below": "得分低于批评线",
        "bottom": "排名在批评名次内",
        "overdue": "问题逾期未整改",
        "incomplete": "问题仍未整改到位",
        MANUAL: "日常办理，不自动提出",
    }
)
SPANS: Mapping[str, str] = MappingProxyType({"month": "当月", "run": "连续", "year": "本年累计"})

_SPAN = 4  # months in a row said as a span
_OF_FINDINGS = frozenset({"overdue", "incomplete"})


@dataclass(frozen=True, slots=True)
class Rung:
    """A measure and what suggests it.

    ``trigger`` is one of TRIGGERS: manual is the office's daily work, shown and never proposed; last is
    the last place of its stratum; incomplete is 上期问题仍未整改到位 or 复核不合格. ``threshold`` counts
    months, but findings where overdue or incomplete are counted by month or year. Several rungs of one
    step are alternatives.
    """

    kind: str
    step: int
    name: str
    trigger: str
    threshold: int = 1
    span: Span = "run"


# The steps are the union of what published rules know; the numbers are cautious and the office's to change.
DEFAULT: tuple[Rung, ...] = (
    Rung("station", 1, "现场交办", MANUAL, 1, "month"),
    Rung("station", 2, "限期整改", MANUAL, 1, "month"),
    Rung("station", 3, "催办", "overdue", 1, "month"),
    Rung("station", 4, "再次整改", "incomplete", 1, "month"),
    Rung("station", 5, "通报批评", MANUAL, 1, "month"),
    Rung("station", 6, "表态发言", "criticised", 2),
    Rung("station", 7, "约谈", "criticised", 3),
    Rung("station", 7, "约谈", "criticised", 4, "year"),
    Rung("station", 8, "书面检查", "criticised", 4),
    Rung("station", 8, "书面检查", "criticised", 5, "year"),
    Rung("station", 9, "问责", "criticised", 6, "year"),
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of 通报批评 of the office's rules: a score under ``below``, the last ``bottom`` places."""

    below: Fraction = Fraction(80)
    bottom: int = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """A measure decided on: what it rested on, up to and including ``month``, is answered."""

    unit_id: int
    form: str
    month: Month


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rung is reached: the months counted with their papers, or the findings."""

    rung: Rung
    count: int
    months: tuple[Month, ...]
    papers: tuple[str, ...]
    findings: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """The highest measure a unit's record suggests in ``month``."""

    unit_id: int
    month: Month
    step: int
    name: str
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """The reasons as one sentence."""
        return "；".join(one.words for one in self.reasons)

    @property
    def findings(self) -> tuple[int, ...]:
        """The findings behind it."""
        return tuple(sorted({row for one in self.reasons for row in one.findings}))

    @property
    def months(self) -> tuple[Month, ...]:
        """The months behind it."""
        return tuple(sorted({month for one in self.reasons for month in one.months}))


def candidates(
    history: Iterable[Standing],
    ladder: Sequence[Rung],
    taken: Iterable[Taken],
    month: Month,
    lines: Lines | None = None,
) -> tuple[Candidate, ...]:
    """One candidate at most per unit, the highest measures first, then by unit.

    A rung counts only what no measure of its step or a higher one has answered already.
    """
    answered = _answered(ladder, taken, month)
    by_unit: dict[int, list[Standing]] = {}
    for one in sorted(history, key=lambda one: (one.month, one.unit_id)):
        if one.month <= month:
            by_unit.setdefault(one.unit_id, []).append(one)
    found = []
    for unit_id, months in by_unit.items():
        history_of = _History(months, month, answered.get(unit_id, {}), lines or Lines())
        reached: dict[int, list[Reason]] = {}
        for rung in ladder:
            reason = history_of.reason(rung) if rung.kind == months[-1].kind else None
            if reason is not None:
                reached.setdefault(rung.step, []).append(reason)
        if reached:
            step = max(reached)
            found.append(Candidate(unit_id, month, step, reached[step][0].rung.name, tuple(reached[step])))
    return tuple(sorted(found, key=lambda one: (-one.step, one.unit_id)))


def _answered(ladder: Sequence[Rung], taken: Iterable[Taken], month: Month) -> dict[int, dict[Month, int]]:
    """The highest step decided on, by unit and month."""
    steps: dict[str, int] = {DISMISSED: max((one.step for one in ladder), default=0)}
    for rung in ladder:
        steps[rung.name] = max(rung.step, steps.get(rung.name, 0))
    found: dict[int, dict[Month, int]] = {}
    for one in taken:
        if one.form in steps and one.month <= month:
            held = found.setdefault(one.unit_id, {})
            held[one.month] = max(steps[one.form], held.get(one.month, 0))
    return found


@dataclass(frozen=True, slots=True)
class _History:
    """One unit's months up to ``month``, with the steps already taken by month."""

    months: Sequence[Standing]
    month: Month
    taken: Mapping[Month, int]
    lines: Lines

    def reason(self, rung: Rung) -> Reason | None:
        """Why the rung is reached, None when it is not."""
        if rung.trigger == MANUAL:
            return None
        last = max((month for month, step in self.taken.items() if step >= rung.step), default=None)
        old = [one for one in self.months if last is not None and one.month <= last]
        fresh = [one for one in self.months[len(old) :] if _counts(one)]
        known = {row for one in old for row in _ids(one, rung.trigger)}
        if rung.span == "run":
            hits = self._run(fresh, rung.trigger, known)
        else:
            hits = [
                one
                for one in fresh
                if (one.month == self.month if rung.span == "month" else one.month.year == self.month.year)
                and self._meets(one, rung.trigger, known)
            ]
        rows = tuple(sorted({row for one in hits for row in _ids(one, rung.trigger)} - known))
        count = len(rows) if rung.trigger in _OF_FINDINGS and rung.span != "run" else len(hits)
        if count < max(rung.threshold, 1):
            return None
        months = tuple(one.month for one in hits)
        papers = tuple(one.paper for one in hits if one.paper)
        return Reason(rung, count, months, papers, rows, _words(rung, count, months, self.lines))

    def _run(self, fresh: Sequence[Standing], trigger: str, known: Collection[int]) -> list[Standing]:
        """The latest unbroken run; months that say nothing about the unit are not among ``fresh``."""
        hits: list[Standing] = []
        for one in reversed(fresh):
            if not self._meets(one, trigger, known):
                break
            hits.append(one)
        return hits[::-1]

    def _meets(self, one: Standing, trigger: str, known: Collection[int]) -> bool:
        if trigger in _OF_FINDINGS:
            return bool(set(_ids(one, trigger)).difference(known))
        return meets(one, trigger, self.lines)


def _counts(one: Standing) -> bool:
    """Whether the month says anything about the unit; named in an issued circular it always does."""
    return one.criticised or (one.score is not None and not one.spared)


def _ids(one: Standing, trigger: str) -> tuple[int, ...]:
    return {"overdue": one.overdue, "incomplete": one.incomplete}.get(trigger, ())


def meets(one: Standing, trigger: str, lines: Lines) -> bool:
    """Whether a unit's month is of the kind a trigger counts."""
    if trigger == "criticised":
        return one.criticised
    if one.score is None or one.spared:
        return False
    if trigger == "below":
        return one.score < lines.below
    places = {"last": 1, "bottom": lines.bottom}.get(trigger, 0)
    return one.below < places and one.above > 0  # where all are tied nobody is last


# -- words -----------------------------------------------------------------------------------------


def say_months(months: Iterable[Month]) -> str:
    """2025年11月、12月、2026年1月: the year where it changes; four and more in a row as a span."""
    rows: list[list[Month]] = []
    for one in sorted(set(months)):
        if rows and rows[-1][-1].next == one:
            rows[-1].append(one)
        else:
            rows.append([one])
    said, year = [], 0
    for row in rows:
        parts = row if len(row) < _SPAN else [row[0], row[-1]]
        words = []
        for one in parts:
            words.append(f"{one.number}月" if one.year == year else one.label)
            year = one.year
        said.append(("、" if len(row) < _SPAN else "—").join(words))
    return "、".join(said)


def _met(trigger: str, lines: Lines) -> str:
    if trigger == "below":
        return f"得分低于{format_score(lines.below)}分"
    if trigger == "bottom":
        return f"排名后{lines.bottom}位"
    return {"overdue": "有问题逾期未整改", "incomplete": "有问题仍未整改到位"}.get(trigger, TRIGGERS[trigger])


def _words(rung: Rung, count: int, months: Sequence[Month], lines: Lines) -> str:
    when = say_months(months)
    if rung.trigger in _OF_FINDINGS and rung.span != "run":
        total = "本年累计" if rung.span == "year" else ""
        return f"{total}{count}条{TRIGGERS[rung.trigger]}（{when}）"
    if rung.span == "month" or (count == 1 and rung.span == "run"):
        return f"{when}{_met(rung.trigger, lines)}"
    return f"{SPANS[rung.span]}{count}个月{_met(rung.trigger, lines)}（{when}）"


def say_trigger(rung: Rung, lines: Lines | None = None) -> str:
    """The condition of a rung in words: 连续3个月受通报批评."""
    if rung.trigger == MANUAL:
        return TRIGGERS[MANUAL]
    if rung.trigger in _OF_FINDINGS and rung.span != "run":
        return f"{SPANS[rung.span]}有{rung.threshold}条以上{TRIGGERS[rung.trigger]}"
    times = "" if rung.span == "month" else f"{rung.threshold}个月"
    return f"{SPANS[rung.span]}{times}{_met(rung.trigger, lines or Lines())}"


def ladder_fault(ladder: Iterable[Rung]) -> str:
    """Why a ladder cannot be used, in one sentence; empty when it can."""
    names: dict[tuple[str, int], str] = {}
    for rung in ladder:
        if not rung.name.strip():
            return f"追责第{rung.step}档没有名称，请填写。"
        if rung.trigger not in TRIGGERS or rung.span not in SPANS:
            return f"追责“{rung.name}”的条件或算法不认识，请从列出的里面选。"
        if rung.kind not in ("station", "village"):
            return f"追责“{rung.name}”的对象只能是站所或村（居），请改正。"
        if rung.threshold < 1 or (rung.threshold > WINDOW and rung.trigger not in _OF_FINDINGS):
            return f"追责“{rung.name}”的次数要在1到{WINDOW}之间，请改正。"
        if names.setdefault((rung.kind, rung.step), rung.name) != rung.name:
            first = names[rung.kind, rung.step]
            return f"追责第{rung.step}档有“{first}”和“{rung.name}”两个名称，请改成一个。"
    return ""


def ladder_of(stored: Sequence[Rung]) -> tuple[Rung, ...]:
    """The office's ladder by kind and step; the default for a kind of unit it set none for."""
    own = {one.kind for one in stored}
    usual = [one for one in DEFAULT if one.kind not in own]
    return tuple(sorted([*stored, *usual], key=lambda one: (one.kind, one.step)))


def measures(ladder: Iterable[Rung], kind: str) -> tuple[str, ...]:
    """The names of the measures of a kind of unit, the mildest first."""
    steps = sorted((one for one in ladder if one.kind == kind), key=lambda one: one.step)
    return tuple(dict.fromkeys(one.name for one in steps))
