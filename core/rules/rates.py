"""知晓率、参与率、满意度、支持率 from questionnaires (方案三(三)3): exact, rounded on paper alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any, Literal, TypeVar

RateName = Literal["awareness", "participation", "satisfaction", "support"]
RATE_NAMES: tuple[RateName, ...] = ("awareness", "participation", "satisfaction", "support")
RATE_WORDS: Mapping[RateName, str] = {
    "awareness": "知晓率",
    "participation": "参与率",
    "satisfaction": "满意度",
    "support": "支持率",
}
Standing = Literal["met", "short", "small", "none", "unset", "exempt"]
STANDING_WORDS: Mapping[Standing, str] = {
    "met": "达标",
    "short": "未达标",
    "small": "样本不足，不评",
    "none": "没有有效问卷",
    "unset": "不设标准",
    "exempt": "免计",
}
_COUNTS: Mapping[RateName, str] = {
    "awareness": "aware",
    "participation": "took_part",
    "satisfaction": "satisfied",
    "support": "supporting",
}
_LINES: Mapping[str, tuple[str, str]] = {  # a count and the one it cannot exceed
    "returned": ("issued", "收回的比发放的多"),
    "valid": ("returned", "有效的比收回的多"),
    "aware": ("valid", "知晓的比有效的多"),
    "took_part": ("valid", "参与的比有效的多"),
    "satisfied": ("valid", "满意的比有效的多"),
    "supporting": ("valid", "支持的比有效的多"),
}
_ABOVE: Mapping[str, tuple[str, ...]] = {"returned": ("issued",), "valid": ("returned", "issued")}
_VALID = ("valid", "returned", "issued")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A batch of questionnaires of one day and place; a count that was not taken is None."""

    id: int
    area_id: int
    unit_id: int | None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    aware: int | None = None
    took_part: int | None = None
    satisfied: int | None = None
    supporting: int | None = None
    day: date | None = None

    def count(self, rate: RateName) -> int | None:
        """Who counts toward a rate, as written on the batch."""
        return getattr(self, _COUNTS[rate])  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Answers:
    """How often one answer of one question was given in a batch, as its version maps it."""

    sheet_id: int
    rate: RateName
    question: str
    counts: bool
    number: int


@dataclass(frozen=True, slots=True)
class RateRules:
    """Per cent a rate must reach, exactly; None: no standard. Fewer than ``min_sample`` say nothing."""

    awareness: Fraction | None = Fraction(100)
    participation: Fraction | None = Fraction(95)
    satisfaction: Fraction | None = Fraction(95)
    min_sample: int = 30

    def line(self, rate: RateName) -> Fraction | None:
        """The standard as a fraction of one; support has none (方案三(三)4)."""
        per_cent: Fraction | None = None if rate == "support" else getattr(self, rate)
        return None if not per_cent else per_cent / 100


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of one group: ``part`` of ``whole`` answers, ``sample`` valid questionnaires behind them."""

    name: RateName
    part: int
    whole: int
    sample: int
    line: Fraction | None
    standing: Standing
    sheets: tuple[int, ...]

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def shown(self) -> str:
        """96.50%, or — without valid questionnaires."""
        return "—" if self.value is None else show_rate(self.value, self.line)

    @property
    def ok(self) -> bool:
        return self.standing != "short"

    @property
    def words(self) -> str:
        """知晓率96.50%（193/200），未达标（标准100%）."""
        head = f"{RATE_WORDS[self.name]}{self.shown}" if self.whole else RATE_WORDS[self.name]
        behind = f"（{self.part}/{self.whole}）" if self.whole else "："
        standing = STANDING_WORDS[self.standing]
        if self.standing == "small":
            standing = f"有效问卷{self.sample}份，{standing}"
        if self.line is None or self.standing not in ("met", "short"):
            return head + behind + ("，" if self.whole else "") + standing
        return f"{head}{behind}，{standing}（标准{_per_cent(self.line)}）"


def fault_of(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """The part of a questionnaire's line that cannot be, and why: more valid than returned, and so on."""
    known = {key: values.get(key) for key in ("issued", *_LINES)}
    for key, count in known.items():
        if isinstance(count, int) and count < 0:
            return key, "份数不能是负数"
    for key, (_, words) in _LINES.items():
        count = known[key]
        limit = next((known[one] for one in _ABOVE.get(key, _VALID) if known[one] is not None), None)
        if count is not None and limit is not None and count > limit:
            return key, f"{words}（{count}＞{limit}）"
    return None


def fault_of_answers(valid: int | None, answers: Iterable[Answers]) -> str | None:
    """One answer a head: a question cannot have more answers than there are valid questionnaires."""
    given: dict[str, int] = defaultdict(int)
    for one in answers:
        given[one.question] += one.number
    for question, number in given.items():
        if valid is not None and number > valid:
            return f"“{question}”的答案共{number}个，比有效问卷{valid}份多，请核对。"
    return None


def rates_of(
    sheets: Iterable[Sheet], answers: Iterable[Answers], rules: RateRules, *, exempt: bool = False
) -> tuple[Rate, ...]:
    """The four rates of a group of batches, in the plan's order; ``exempt``: shown, never judged."""
    by_sheet: dict[int, list[Answers]] = defaultdict(list)
    for one in answers:
        by_sheet[one.sheet_id].append(one)
    batches = sorted(sheets, key=lambda one: one.id)
    return tuple(_rate(name, batches, by_sheet, rules, exempt=exempt) for name in RATE_NAMES)


def grouped_rates(
    sheets: Iterable[Sheet],
    answers: Iterable[Answers],
    rules: RateRules,
    keys: Callable[[Sheet], Iterable[T]],
    exempt: frozenset[T] = frozenset(),
) -> dict[T, tuple[Rate, ...]]:
    """The rates of each group a batch belongs to."""
    by_sheet: dict[int, list[Answers]] = defaultdict(list)
    for one in answers:
        by_sheet[one.sheet_id].append(one)
    groups: dict[T, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        for key in keys(sheet):
            groups[key].append(sheet)
    return {
        key: rates_of(
            own, [one for sheet in own for one in by_sheet.get(sheet.id, ())], rules, exempt=key in exempt
        )
        for key, own in groups.items()
    }


def _rate(
    name: RateName,
    sheets: list[Sheet],
    answers: Mapping[int, list[Answers]],
    rules: RateRules,
    *,
    exempt: bool,
) -> Rate:
    part, whole, sample, used = 0, 0, 0, []
    for sheet in sheets:
        found = _counted(name, sheet, answers.get(sheet.id, ()))
        if found is not None:
            part, whole, sample = part + found[0], whole + found[1], sample + found[2]
            used.append(sheet.id)
    line = rules.line(name)
    standing = _standing(part, whole, sample, line, rules.min_sample)
    if exempt and standing in ("met", "short"):
        standing = "exempt"
    return Rate(name, part, whole, sample, line, standing, tuple(used))


def _counted(name: RateName, sheet: Sheet, answers: Iterable[Answers]) -> tuple[int, int, int] | None:
    """Who counts, of how many, and the valid questionnaires; None: the batch says nothing about the rate.

    Blank answers stay in the denominator: who did not answer does not know.
    """
    own = [one for one in answers if one.rate == name]
    if own:
        given: dict[str, int] = defaultdict(int)
        for one in own:
            given[one.question] += one.number
        each = max(sheet.valid or 0, *given.values())
        return sum(one.number for one in own if one.counts), each * len(given), each
    count = sheet.count(name)
    if count is None or not sheet.valid:
        return None
    return count, sheet.valid, sheet.valid


def _standing(part: int, whole: int, sample: int, line: Fraction | None, least: int) -> Standing:
    if not whole:
        return "none"
    if sample < least:
        return "small"
    if line is None:
        return "unset"
    return "met" if Fraction(part, whole) >= line else "short"


def show_rate(value: Fraction, line: Fraction | None = None) -> str:
    """Two decimals, half up; never rounded up to the standard, or to 100.00%, that was not reached."""
    hundredths = value * 10_000
    rounded = floor(hundredths + Fraction(1, 2))
    limits = [Fraction(1), *([line] if line is not None else [])]
    if any(value < limit <= Fraction(rounded, 10_000) for limit in limits):
        rounded = floor(hundredths)
    return f"{rounded // 100}.{rounded % 100:02d}%"


def _per_cent(line: Fraction) -> str:
    shown = show_rate(line).removesuffix("%").rstrip("0").rstrip(".")
    return f"{shown}%"
