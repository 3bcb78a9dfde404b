"""Score sheets by a rubric that is data: every point keeps its reason and its evidence (逗硬考核).

Points are exact fractions; rounding happens only on paper, in ``format_score``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

ZERO = Fraction(0)

UnitKind = Literal["station", "village"]
Measure = Literal[
    "quota_short",
    "finding",
    "severe_finding",
    "overdue",
    "rejected",
    "recurrence",
    "manual",
    # of the further duties: for an office to choose, in no rubric by default
    "meeting_short",
    "campaign_short",
    "deputy_short",
    "rate_short",
    "watch_missed",
    "opinion_late",
    "task_late",
]
FURTHER: frozenset[Measure] = frozenset(
    {
        "meeting_short",
        "campaign_short",
        "deputy_short",
        "rate_short",
        "watch_missed",
        "opinion_late",
        "task_late",
    }
)


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One line of the 考核细则.

    ``points`` and ``cap`` are positive amounts, taken off (or added, with ``bonus``) per
    occurrence and times ``weight``; ``cap`` bounds the item after weighing. ``veto``: one
    occurrence takes the whole ``cap`` of the item, or the whole sheet.
    """

    code: str
    name: str
    heading: str
    measure: Measure
    points: Fraction
    cap: Fraction | None = None
    half_if_fixed: bool = False
    veto: Literal["none", "item", "sheet"] = "none"
    weight: Fraction = Fraction(1)
    bonus: bool = False
    clause: str = ""
    standard: str = ""  # code of the 测评体系 item it rests on


@dataclass(frozen=True, slots=True)
class Rubric:
    kind: UnitKind
    name: str
    base: Fraction
    items: tuple[RubricItem, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened and that a rubric may price; ``count`` times at once.

    ``waived`` says why it costs nothing: it keeps its line on the sheet (decision 0017).
    """

    measure: Measure
    unit_id: int
    evidence_kind: str
    evidence: tuple[int, ...]
    fixed: bool
    text: str
    count: int = 1
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change by hand: signed points with a reason, under an item or on the sheet as a whole."""

    unit_id: int
    item_code: str | None
    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class PaperScore:
    """What an office that scores on paper typed in; it stands above the computed total."""

    unit_id: int
    score: Fraction | None
    stratum: str = ""
    remark: str = ""
    participated: bool = True


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """``points`` are signed; ``evidence`` are ids of rows of ``evidence_kind``."""

    item_code: str
    item_name: str
    points: Fraction
    reason: str
    evidence: tuple[int, ...] = ()
    evidence_kind: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The month's result of one unit.

    ``total`` None: not assessed, never zero. ``computed`` is what the rubric gives where a paper
    score stands above it. ``tied``: another unit of the stratum has the same rank.
    """

    unit_id: int
    kind: UnitKind
    stratum: str
    base: Fraction
    total: Fraction | None
    lines: tuple[ScoreLine, ...]
    source: Literal["computed", "paper", "mixed"] = "computed"
    participated: bool = True
    remark: str = ""
    rank: int | None = None
    tied: bool = False
    computed: Fraction | None = None


def summary(sheet: ScoreSheet) -> str:
    """What was taken and added by item ("到岗不足扣3分，工作加分加2分"), or why the unit was not assessed."""
    if sheet.total is None or sheet.source != "computed":
        return sheet.remark
    sums: dict[str, Fraction] = {}
    for line in sheet.lines:
        sums[line.item_name] = sums.get(line.item_name, ZERO) + line.points
    words = [
        f"{name}{'加' if points > 0 else '扣'}{format_score(abs(points))}分"
        for name, points in sums.items()
        if points
    ]
    return "，".join(words) or "本期没有扣分"


EXEMPTED = "免予考核"


def exempted(reason: str) -> str:
    """The remark of a unit that was exempted the whole month: 免予考核（整体搬迁）."""
    return f"{EXEMPTED}（{reason}）"


def standing(remark: str) -> str:
    """What a unit without a score is called: 免予考核 when it was exempted, else 未参加考核."""
    return EXEMPTED if remark.startswith(EXEMPTED) else "未参加考核"


def format_score(points: Fraction) -> str:
    """On paper: half up (away from zero) to two decimals, without trailing zeros."""
    # integers, not Fraction's operators: a month formats some thousand amounts
    hundredths = (abs(points.numerator) * 200 + points.denominator) // (2 * points.denominator)
    whole, rest = divmod(hundredths, 100)
    text = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if points < 0 and hundredths else text


def score(
    rubric: Rubric, occurrences: Iterable[Occurrence], adjustments: Iterable[Adjustment]
) -> tuple[Fraction, tuple[ScoreLine, ...]]:
    """Total (never below 0) and lines of one unit: base + bonuses − capped deductions.

    Lines follow the rubric, then changes by hand; the order of entry does not matter. The lines
    sum to total − base unless the floor of 0 was reached.
    """
    happened: dict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        happened[one.measure].append(one)
    by_hand: dict[str, list[Adjustment]] = defaultdict(list)
    codes = {item.code for item in rubric.items}
    for change in adjustments:
        by_hand[change.item_code if change.item_code in codes else ""].append(change)
    lines: list[ScoreLine] = []
    total = rubric.base
    for item in rubric.items:
        if item.measure in happened:
            priced, points = _item_lines(item, happened[item.measure])
            lines += priced
            total += points
        if item.code in by_hand:
            changed = _hand_lines(item, by_hand[item.code])
            lines += changed
            total += sum(line.points for line in changed)
    others = [
        _hand_line("", "其他", change.points, change.reason) for change in _ordered(by_hand.get("", ()))
    ]
    total += sum(line.points for line in others)
    lines += others
    weighed = {key: [one for one in found if not one.waived] for key, found in happened.items()}
    vetoed = [item for item in rubric.items if item.veto == "sheet" and weighed.get(item.measure)]
    if vetoed and total > 0:
        lines.append(_veto_line(vetoed[0], total, weighed[vetoed[0].measure]))
        total = ZERO
    return max(total, ZERO), tuple(lines)


def _item_lines(item: RubricItem, occurrences: Sequence[Occurrence]) -> tuple[list[ScoreLine], Fraction]:
    """The lines of an item and their sum; counted in whole parts of a point, then made fractions."""
    each = item.points * item.weight
    parts = lcm(2 * each.denominator, 1 if item.cap is None else item.cap.denominator)
    price = int(each * parts)
    cap = None if item.cap is None else int(item.cap * parts)
    sign = 1 if item.bonus else -1
    amounts: dict[int, tuple[Fraction, str]] = {}
    taken = 0
    lines = []
    for one in sorted(occurrences, key=lambda one: (one.evidence, one.text, one.fixed, one.count)):
        if one.waived:
            words = f"{one.text}，{one.waived}"
            lines.append(ScoreLine(item.code, item.name, ZERO, words, one.evidence, one.evidence_kind))
            continue
        points, words = _price(item, one, price, cap)
        if cap is not None and points > cap - taken:
            points = cap - taken
            words += f"，本项最多{_verb(item)}{format_score(item.cap or ZERO)}分，{_verb(item)}完为止"
        taken += points
        if points not in amounts:
            amount = Fraction(points, parts)
            amounts[points] = (sign * amount, f"，{_verb(item)}{format_score(amount)}分")
        signed, tail = amounts[points]
        lines.append(ScoreLine(item.code, item.name, signed, words + tail, one.evidence, one.evidence_kind))
    return lines, Fraction(sign * taken, parts)


def _price(item: RubricItem, one: Occurrence, price: int, cap: int | None) -> tuple[int, str]:
    """What an occurrence costs before the cap, and the words for it."""
    if item.veto == "item":
        return price if cap is None else cap, f"{one.text}，本项一票否决"
    if item.half_if_fixed and one.fixed:
        return price * one.count // 2, f"{one.text}，立行立改减半"
    return price * one.count, one.text


def _verb(item: RubricItem) -> str:
    return "加" if item.bonus else "扣"


def _ordered(changes: Sequence[Adjustment]) -> list[Adjustment]:
    return sorted(changes, key=lambda change: (change.reason, change.points))


def _hand_lines(item: RubricItem, changes: Sequence[Adjustment]) -> list[ScoreLine]:
    """Changes by hand under an item; where the item is scored by hand alone, its cap holds."""
    capped = item.cap if item.measure == "manual" else None
    taken = ZERO
    lines = []
    for change in _ordered(changes):
        points, reason = change.points, change.reason
        if capped is not None and abs(points) > capped - taken:
            points = (capped - taken) * (1 if points > 0 else -1)
            reason += f"；本项最多{_verb(item)}{format_score(capped)}分"
        taken += abs(points) if capped is not None else ZERO
        lines.append(_hand_line(item.code, item.name, points, reason))
    return lines


def _hand_line(code: str, name: str, points: Fraction, reason: str) -> ScoreLine:
    return ScoreLine(code, name, points, reason, by_hand=True)


def _veto_line(item: RubricItem, total: Fraction, occurrences: Sequence[Occurrence]) -> ScoreLine:
    evidence = tuple(sorted({one for occurrence in occurrences for one in occurrence.evidence}))
    kind = occurrences[0].evidence_kind
    return ScoreLine(item.code, item.name, -total, f"{item.name}一票否决，本期计0分", evidence, kind)
