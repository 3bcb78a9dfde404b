"""年度绩效考核 (方案四(三)): a unit's months rolled up into one figure, every point explained. Pure.

Exact fractions throughout; rounding happens on paper alone. A month not assessed is left out, never zero.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from core.errors import UserError
from core.rules.calendar import Month
from core.rules.escalation import say_months
from core.rules.ranking import Entry, Style, rank
from core.rules.scoring import UnitKind, format_score
from core.rules.standing import Standing

ZERO = Fraction(0)
Formula = Literal["mean", "trimmed", "sum"]
FORMULAS: dict[str, str] = {
    "mean": "各月平均分",
    "trimmed": "去掉一个最高分和一个最低分后的平均分",
    "sum": "各月得分之和",
}
GRADES = ("好", "较好", "一般", "较差")
_FEWEST_TO_TRIM = 3


@dataclass(frozen=True, slots=True)
class AnnualRules:
    """``share``: what 100 points of the base are worth; ``praise`` and ``criticism`` per month named.

    ``grades`` are the lowest totals of 好, 较好 and 一般, empty where the office gives none.
    """

    formula: Formula = "mean"
    share: Fraction = Fraction(100)
    praise: Fraction = Fraction(1)
    criticism: Fraction = Fraction(2)
    grades: tuple[Fraction, ...] = ()
    ranking: Style = "competition"


@dataclass(frozen=True, slots=True)
class ByHand:
    """A change of the year's figure by hand: signed points and the reason."""

    id: int
    unit_id: int
    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class AnnualLine:
    """One part of the total: ``months`` it comes from, or the hand-written row ``by_hand``."""

    name: str
    points: Fraction
    reason: str
    months: tuple[Month, ...] = ()
    by_hand: int | None = None


@dataclass(frozen=True, slots=True)
class AnnualSheet:
    """A unit's year.

    ``total`` None: assessed in no month. ``base`` is the mean or sum before the share. ``open_months``
    are months counted from the record since no circular was issued.
    """

    unit_id: int
    kind: UnitKind
    stratum: str
    months: tuple[Standing, ...]
    base: Fraction | None
    total: Fraction | None
    lines: tuple[AnnualLine, ...]
    rank: int | None = None
    tied: bool = False
    grade: str = ""

    @property
    def assessed(self) -> tuple[Standing, ...]:
        """The months with a score."""
        return tuple(one for one in self.months if one.score is not None)

    @property
    def open_months(self) -> tuple[Month, ...]:
        return tuple(one.month for one in self.assessed if not one.paper)


def annual(
    standings: Iterable[Standing], by_hand: Iterable[ByHand], rules: AnnualRules
) -> tuple[AnnualSheet, ...]:
    """Villages and stations each by stratum, best first, those never assessed last."""
    months: dict[int, list[Standing]] = defaultdict(list)
    for one in standings:
        months[one.unit_id].append(one)
    hand: dict[int, list[ByHand]] = defaultdict(list)
    for line in by_hand:
        hand[line.unit_id].append(line)
    sheets = [
        _sheet(sorted(some, key=lambda one: one.month), hand[unit_id], rules)
        for unit_id, some in sorted(months.items())
    ]
    ranked = [_placed(one, sheets, rules) for one in sheets]
    return tuple(sorted(ranked, key=_order))


def _order(one: AnnualSheet) -> tuple[object, ...]:
    return one.kind != "village", one.stratum, one.total is None, -(one.total or 0), one.unit_id


def _sheet(months: Sequence[Standing], by_hand: Sequence[ByHand], rules: AnnualRules) -> AnnualSheet:
    """Praise and criticism count in the months assessed and named alike: as issued."""
    last = months[-1]
    assessed = [one for one in months if one.score is not None]
    if not assessed:
        return AnnualSheet(last.unit_id, last.kind, last.stratum, tuple(months), None, None, ())
    base, words = _base(assessed, rules.formula)
    shared = base * rules.share / 100
    when = tuple(one.month for one in assessed)
    if rules.share != 100:
        words += f"，按{format_score(rules.share)}%折算为{format_score(shared)}分"
    lines = [AnnualLine(FORMULAS[rules.formula], shared, words, when)]
    for name, points, hits in (
        ("通报表扬", rules.praise, [one for one in months if one.praised]),
        ("通报批评", -rules.criticism, [one for one in months if one.criticised]),
    ):
        if hits and points:
            lines.append(_named(name, points, [one.month for one in hits]))
    for line in sorted(by_hand, key=lambda line: (line.reason, line.points, line.id)):
        lines.append(AnnualLine("手工加减", line.points, line.reason, by_hand=line.id))
    total = max(sum((line.points for line in lines), ZERO), ZERO)
    return AnnualSheet(
        last.unit_id,
        last.kind,
        last.stratum,
        tuple(months),
        base,
        total,
        tuple(lines),
        grade=grade_of(total, rules.grades),
    )


def _named(name: str, points: Fraction, months: Sequence[Month]) -> AnnualLine:
    verb = "加" if points > 0 else "扣"
    each = format_score(abs(points))
    return AnnualLine(
        name,
        points * len(months),
        f"{len(months)}次（{say_months(months)}），每次{verb}{each}分",
        tuple(months),
    )


def _base(assessed: Sequence[Standing], formula: Formula) -> tuple[Fraction, str]:
    scores = sorted(one.score for one in assessed if one.score is not None)
    total = sum(scores, ZERO)
    said = f"{len(scores)}个月得分合计{format_score(total)}分"
    if formula == "sum":
        return total, said
    if formula == "trimmed" and len(scores) >= _FEWEST_TO_TRIM:
        low, high, kept = scores[0], scores[-1], scores[1:-1]
        mean = sum(kept, ZERO) / len(kept)
        ends = f"去掉最高{format_score(high)}分和最低{format_score(low)}分"
        return mean, f"{said}，{ends}，平均{format_score(mean)}分"
    mean = total / len(scores)
    return mean, f"{said}，平均{format_score(mean)}分"


def _placed(one: AnnualSheet, sheets: Iterable[AnnualSheet], rules: AnnualRules) -> AnnualSheet:
    entries = (Entry(each.unit_id, each.stratum, each.total) for each in sheets if each.kind == one.kind)
    place = rank(entries, rules.ranking)[one.unit_id]
    return replace(one, rank=place.rank, tied=place.tied)


def grade_of(total: Fraction, grades: Sequence[Fraction]) -> str:
    """好, 较好, 一般 or 较差 on the exact total; "" where the office gives no grades."""
    if not grades:
        return ""
    return next((GRADES[place] for place, line in enumerate(grades) if total >= line), GRADES[len(grades)])


def parse_grades(text: str) -> tuple[Fraction, ...]:
    """ "90 80 60": the lowest totals of 好, 较好 and 一般; empty for none. UserError for anything else."""
    words = re.split(r"[\s、，,/]+", text.strip()) if text.strip() else []
    good = len(words) in (0, len(GRADES) - 1) and all(re.fullmatch(r"\d+(\.\d+)?", word) for word in words)
    lines = tuple(Fraction(word) for word in words) if good else ()
    if not good or any(low >= high for high, low in pairwise(lines)):
        raise UserError(f"“{text}”不是等次的分数线，请写三个由高到低的数，例如“90 80 60”，不分等次就留空。")
    return lines


def formula_words(rules: AnnualRules) -> str:
    """The formula as the annual table prints it."""
    words = FORMULAS[rules.formula]
    if rules.share != 100:
        words += f"×{format_score(rules.share)}%"
    if rules.praise:
        words += f"＋受通报表扬次数×{format_score(rules.praise)}分"
    if rules.criticism:
        words += f"－受通报批评次数×{format_score(rules.criticism)}分"
    words += "＋手工加减分"
    return f"年度得分＝{words}；未参加考核的月份不计入，最低0分"


def grade_words(grades: Sequence[Fraction]) -> str:
    """好（90分以上）、较好（80分以上）、一般（60分以上）、较差."""
    named = [f"{GRADES[place]}（{format_score(line)}分以上）" for place, line in enumerate(grades)]
    return "、".join([*named, GRADES[-1]]) if named else ""
