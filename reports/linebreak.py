"""Where a line may end (GB/T 15834 section 5) and how lines are filled. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

# 15834 5.1: not at the start of a line
NOT_AT_START = frozenset("。，、；：？！）》〉〕】」』”’～·％‰℃°)]},.:;?!%/-–")
# 15834 5.1: not at the end of a line
NOT_AT_END = frozenset("“‘（《〈〔【「『([{/￥$#")
# 15834 5.1.10: marks whose ink fills half their cell; the other half may be given up
CLOSING = frozenset("。，、；：）》〉〕】」』”’")
OPENING = frozenset("“‘（《〈〔【「『")
Cuts = list[tuple[int, int]]  # start and end of every line

LOOSE = 0.09  # of a line: two and a half characters of gap are seen
CLOSE = 0.01  # points: sums of floats
SQUEEZED = 0.05  # a line with narrowed marks, as a share of a line's gap, cubed
PAIRED = re.compile("——|……")  # take two cells, never split

UNITS = (
    "个工作日|个百分点|平方米|平方公里|立方米|公里|千米|厘米|毫米|公斤|千克|小时|分钟|人次|户次|个月|"
    "[万亿]?[余多]?[个条次人户项分名处件天周期号页元米里年月日时秒起类种家位份张例批场组社岁倍级轮层栋亩岗"
    "盏具只台辆面块棵株根口把座间套副幅本枚桶袋车堆片道段所支队扇头吨斤升度班封顶盆筐箱瓶包捆艘架节门眼]|[万亿余多]"
)
# What must stay on one line: a 文号 with its agency code, a date, a number with 第 and its unit.
WHOLE = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]{0,8}〔[0-9]{4}〕[0-9]+号"
    r"|[0-9]{4} ?年(?: ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?)?"
    r"|[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?"
    rf"|(?:第 ?)?[0-9A-Za-z][0-9A-Za-z.,:/+~@_%-]*(?: ?(?:{UNITS}|[%％‰℃°]))?"
)


@dataclass(frozen=True, slots=True)
class Breaks:
    """For each character whether a line may end after it, and how much of its width it may give up.

    ``forced`` are the ends taken only when no other is in reach: the marks' rules alone hold there.
    """

    allowed: Sequence[bool]
    forced: Sequence[bool]
    spare: Sequence[float]
    pulled: Sequence[bool]  # closing marks: what a line may be narrowed for


def breaks(text: str, names: Sequence[str] = (), cell: float = 0.0) -> Breaks:
    """Where the text may part; ``names`` stay whole, half a ``cell`` is spare in every mark."""
    spare = [cell / 2 if char in CLOSING or char in OPENING else 0.0 for char in text]
    return Breaks(
        break_points(text, names), _mark_points(text), spare, [char in NOT_AT_START for char in text]
    )


def break_points(text: str, names: Sequence[str] = ()) -> list[bool]:
    """For each character whether a line may end after it; always true for the last."""
    allowed = _mark_points(text)
    for match in WHOLE.finditer(text):
        _join(allowed, match.start(), match.end())
    for name in names:
        start = text.find(name) if name else -1
        while start >= 0:
            _join(allowed, start, start + len(name))
            start = text.find(name, start + 1)
    return allowed


def _join(allowed: list[bool], start: int, end: int) -> None:
    allowed[start : end - 1] = [False] * (end - 1 - start)


def _mark_points(text: str) -> list[bool]:
    """What the marks allow, whatever the words mean."""
    if not text:
        return []
    allowed = [_may_part(before, after) for before, after in pairwise(text)]
    allowed.append(True)
    for match in PAIRED.finditer(text):
        allowed[match.start()] = False
    return allowed


def _may_part(before: str, after: str) -> bool:
    if after in NOT_AT_START or after == " " or before in NOT_AT_END:
        return False
    if after == "—" and before != "—":
        return False  # 连接号 never starts a line, and —— is spared it too
    return before == " " or not (before < "\u2010" and after < "\u2010")


def fill(widths: Sequence[float], where: Breaks, first: float, rest: float) -> Cuts:
    """Cut characters into lines: as full as they go, but a loose line shares its gap with those before it."""
    greedy = _greedy(widths, where, first, rest)
    if not all(where.allowed[end - 1] for _, end in greedy):
        return greedy
    limits = [first] + [rest] * (len(greedy) - 1)
    gaps = [limit - sum(widths[a:b]) for limit, (a, b) in zip(limits, greedy, strict=False)]
    if max(gaps[:-1], default=0.0) <= LOOSE * rest:
        return greedy
    return _even(widths, where, first, rest) or greedy


def _greedy(widths: Sequence[float], where: Breaks, first: float, rest: float) -> Cuts:
    """As full as they go; a piece wider than a line is cut where it must."""
    lines: Cuts = []
    start, last, must, used, limit = 0, 0, 0, 0.0, first
    index = 0
    while index < len(widths):
        used += widths[index]
        if used > limit + CLOSE and index > start:
            end = _narrowed(widths, where, start, index, limit) or last
            end = next((cut for cut in (end, must) if cut > start), index)
            lines.append((start, end))
            start, last, must, used, limit, index = end, end, end, 0.0, rest, end
            continue
        index += 1
        if where.allowed[index - 1]:
            last = index
        if where.forced[index - 1]:
            must = index
    if start < len(widths):
        lines.append((start, len(widths)))
    return lines


def _narrowed(widths: Sequence[float], where: Breaks, start: int, index: int, limit: float) -> int:
    """The line's end if narrowed marks make room for the closing ones at ``index``; 0 if they cannot."""
    end = index
    while end < len(widths) and where.pulled[end]:
        end += 1
    if end == index or not where.allowed[end - 1]:
        return 0
    least = sum(widths[start:end]) - sum(where.spare[start:end])
    return end if least <= limit + CLOSE else 0


def _even(widths: Sequence[float], where: Breaks, first: float, rest: float) -> Cuts:
    """The lines whose gaps, cubed, add up to least; the last line's gap is free."""
    ends = [index + 1 for index, may in enumerate(where.allowed) if may]
    reach = [0.0, *accumulate(widths)]
    spare = [0.0, *accumulate(where.spare)]
    cost: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    starts = [0]
    for end in ends:
        options = []
        for start in reversed(starts):
            limit = rest if start else first
            used = reach[end] - reach[start]
            give = spare[end] - spare[start]
            if used - give > max(first, rest) + CLOSE:
                break
            if used <= limit + CLOSE:
                gap = 0.0 if end == len(widths) else 1 - used / limit
                options.append((cost[start][0] + gap**3, start))
            elif where.pulled[end - 1] and used - give <= limit + CLOSE:
                options.append((cost[start][0] + SQUEEZED**3, start))
        if options:
            cost[end] = min(options)
            starts.append(end)
    return _traced(cost, len(widths))


def _traced(cost: dict[int, tuple[float, int]], end: int) -> Cuts:
    lines: Cuts = []
    while end in cost and end > 0:
        lines.append((cost[end][1], end))
        end = cost[end][1]
    return lines[::-1]
