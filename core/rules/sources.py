"""A month's score from several sources (自评、乡级、区级): weighed exactly, a missing one never zero."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.errors import UserError
from core.rules.scoring import ScoreLine, format_score

COMPUTED = "台账"  # the name of the total this program computes, among the sources
WHOLE = 100
_WEIGHT = re.compile(r"(\D+?)\s*(\d{1,3}(?:\.\d+)?)\s*[%％]?")


@dataclass(frozen=True, slots=True)
class SourceScore:
    """What one source gave a unit; ``score`` None: it gave none, for ``remark``."""

    unit_id: int
    source: str
    score: Fraction | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The mix: ``total`` None where what is missing weighs too much. ``lines`` add up to total − base."""

    total: Fraction | None
    lines: tuple[ScoreLine, ...]
    words: str


def parse_weights(text: str) -> dict[str, Fraction]:
    """ "自评20 督查80" as exact weights that make 100; UserError for anything else, {} for nothing."""
    parts = [one for one in re.split(r"[\s、，,；;+＋]+", text.strip()) if one]
    found: dict[str, Fraction] = {}
    for part in parts:
        match = _WEIGHT.fullmatch(part)
        if match is None:
            raise UserError(f"“{part}”看不懂，请写成“自评20 {COMPUTED}80”这样，来源后面跟权重。")
        name = match[1].strip()
        if name in found:
            raise UserError(f"“{name}”写了两次，请改正。")
        found[name] = Fraction(match[2])
    if found and sum(found.values()) != WHOLE:
        total = format_score(sum(found.values(), Fraction(0)))
        raise UserError(f"各来源的权重加起来是{total}，要正好是{WHOLE}，请改正。")
    return {name: weight for name, weight in found.items() if weight}


def mix(
    weights: Mapping[str, Fraction],
    base: Fraction,
    computed: tuple[Fraction, Sequence[ScoreLine]],
    given: Iterable[SourceScore],
) -> Mixed:
    """The weighted mean of what was given; the rest is weighed anew where it makes at least half.

    Where less than half is there the unit is not assessed: a 自评 alone is no 考核.
    """
    total, lines = computed
    scores = {one.source: one for one in given}
    known = {name: scores[name].score for name in weights if name in scores}
    known[COMPUTED] = total
    there = {name: weight for name, weight in weights.items() if known.get(name) is not None}
    lacking = [_lack(name, scores.get(name)) for name in weights if name not in there]
    sum_there = sum(there.values(), Fraction(0))
    if sum_there * 2 < WHOLE:
        return Mixed(None, (), f"{'、'.join(lacking)}，评分来源不足一半")
    mixed: list[ScoreLine] = []
    result = Fraction(0)
    for name, weight in there.items():
        score, share = known[name] or Fraction(0), weight / sum_there
        result += score * share
        if name == COMPUTED:
            mixed += _shared(lines, share, score - base)
        else:
            words = f"{name}{format_score(score)}分，占{format_score(share * WHOLE)}%"
            mixed.append(ScoreLine("", name, (score - base) * share, words))
    said = "、".join(f"{name}{format_score(known[name] or Fraction(0))}分" for name in there)
    tail = f"（{'、'.join(lacking)}，按其余来源折算）" if lacking else ""
    return Mixed(result, tuple(mixed), f"综合评分：{said}{tail}")


def beside(given: Iterable[SourceScore]) -> tuple[ScoreLine, ...]:
    """Scores that do not count, as lines to be seen beside the computed ones."""
    return tuple(
        ScoreLine("", one.source, Fraction(0), f"{one.source}{format_score(one.score)}分，供参照，不计入")
        for one in sorted(given, key=lambda one: one.source)
        if one.score is not None
    )


def _lack(name: str, one: SourceScore | None) -> str:
    why = one.remark if one is not None else ""
    return f"缺{name}" + (f"（{why}）" if why else "")


def _shared(lines: Sequence[ScoreLine], share: Fraction, whole: Fraction) -> list[ScoreLine]:
    """The computed lines at their share; what a floor of 0 held back is a line of its own."""
    tail = "" if share == 1 else f"，{COMPUTED}占{format_score(share * WHOLE)}%"
    found = [
        ScoreLine(
            one.item_code,
            one.item_name,
            one.points * share,
            one.reason + tail,
            one.evidence,
            one.evidence_kind,
            one.by_hand,
        )
        for one in lines
    ]
    rest = whole - sum((one.points for one in lines), Fraction(0))
    if rest:
        found.append(ScoreLine("", "扣完为止", rest * share, f"最低计0分{tail}"))
    return found
