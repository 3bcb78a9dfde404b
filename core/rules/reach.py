"""How far the scores of a rubric can go: does it come to the total it states, can its lines be met?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.rules.scoring import ZERO, Rubric, RubricItem, format_score
from core.rules.selection import SelectionRules


@dataclass(frozen=True, slots=True)
class Reach:
    """The most that all deductions take and all bonuses add; None: without bound."""

    base: Fraction
    taken: Fraction | None
    added: Fraction | None

    @property
    def lowest(self) -> Fraction:
        return ZERO if self.taken is None else max(self.base - self.taken, ZERO)

    @property
    def highest(self) -> Fraction | None:
        return None if self.added is None else self.base + self.added


def reach_of(rubric: Rubric) -> Reach:
    taken = _sum(one for one in rubric.items if not one.bonus)
    if any(one.veto == "sheet" for one in rubric.items):
        taken = None
    return Reach(rubric.base, taken, _sum(one for one in rubric.items if one.bonus))


def rubric_faults(rubric: Rubric, rules: SelectionRules) -> tuple[str, ...]:
    """One sentence each; a rubric is at fault where part of its base can never be lost, an item never
    weighs, or the line for praise or criticism lies where no score can be."""
    return tuple(_faults(rubric, reach_of(rubric), rules))


def _faults(rubric: Rubric, reach: Reach, rules: SelectionRules) -> Iterator[str]:
    base, taken = format_score(reach.base), reach.taken
    if taken is not None and not any(not one.bonus for one in rubric.items):
        yield "还没有扣分项，谁都得满分，请先新增扣分项。"
    elif taken is not None and taken < reach.base:
        most = format_score(taken)
        instead = f"，或把基础分改为{most}分" if taken else ""
        yield f"扣分项合计最多扣{most}分，扣不完基础分{base}分，请调整各项的“最多”{instead}。"
    for one in rubric.items:
        if one.veto != "sheet" and _most(one) == ZERO:
            verb = "加" if one.bonus else "扣"
            yield f"“{one.name}”怎么也{verb}不到分，请填写每次的分值、权重和“最多”，或删去这项。"
    highest, lowest = reach.highest, reach.lowest
    if rubric.kind == "village" and rules.praise_top and highest is not None and highest < rules.praise_min:
        line = format_score(rules.praise_min)
        yield (
            f"表扬分数线是{line}分，按细则最高只有{format_score(highest)}分，"
            "没有村（居）能受表扬，请改其中一个。"
        )
    if rubric.kind == "station" and rules.criticism_bottom and ZERO < rules.criticism_below <= lowest:
        line = format_score(rules.criticism_below)
        yield (
            f"批评分数线是{line}分，按细则最低还有{format_score(lowest)}分，没有站所会低于它，请改其中一个。"
        )


def reach_words(rubric: Rubric) -> str:
    """扣分项合计最多扣100分，加分项最多加5分；得分在0到105分之间."""
    reach = reach_of(rubric)
    if reach.taken is None:
        taken = "扣分项不封顶"
    else:
        spare = "，扣到0分为止" if reach.taken > reach.base else ""
        taken = f"扣分项合计最多扣{format_score(reach.taken)}分{spare}"
    lowest = format_score(reach.lowest)
    if reach.highest is None or reach.added is None:
        return f"{taken}，加分项不封顶；得分最低{lowest}分，最高不限"
    added = f"加分项最多加{format_score(reach.added)}分" if reach.added else "没有加分项"
    return f"{taken}，{added}；得分在{lowest}到{format_score(reach.highest)}分之间"


def _sum(items: Iterable[RubricItem]) -> Fraction | None:
    each = [_most(one) for one in items]
    return None if None in each else sum((one for one in each if one is not None), ZERO)


def _most(item: RubricItem) -> Fraction | None:
    """What an item can come to; None: without bound. What is scored by hand is bounded by its cap alone."""
    if item.measure == "manual":
        return item.cap
    free = not item.points * item.weight and (item.veto != "item" or item.cap is None)
    return ZERO if free else item.cap
