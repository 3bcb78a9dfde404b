"""Where a line may end (GB/T 15834 section 5) and how lines are filled. Pure."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

# 15834 5.1: not at the start of a line
NOT_AT_START = frozenset("。，、；：？！）》〉〕】」』”’～·％‰℃°)]},.:;?!%/-–")
# 15834 5.1: not at the end of a line
NOT_AT_END = frozenset("“‘（《〈〔【「『([{/￥$#")
Cuts = list[tuple[int, int]]  # start and end of every line

LOOSE = 0.09  # of a line: two and a half characters of gap are seen
CLOSE = 0.01  # points: sums of floats
PAIRED = re.compile("——|……")  # take two cells, never split

UNITS = (
    "个工作日|个百分点|平方米|公里|小时|分钟|人次|户次|万元|个月|"
    "[个条次人户项分名处件天周期号页元米里年月日时起类种家位份张例批场组社期岁倍级轮]"
)
# What must stay on one line: a 文号 with its agency code, a date, a number with 第 and its unit.
WHOLE = re.compile(
    r"[\u3400-\u9fff]{0,8}〔[0-9]{4}〕[0-9]+号"
    r"|[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    rf"|第?[0-9A-Za-z][0-9A-Za-z.,:/+~@_%-]*(?:{UNITS})?"
)


def break_points(text: str) -> list[bool]:
    """For each character whether a line may end after it; always true for the last."""
    allowed = [_may_part(before, after) for before, after in pairwise(text)]
    allowed.append(True)
    for match in PAIRED.finditer(text):
        allowed[match.start()] = False
    for match in WHOLE.finditer(text):
        for inside in range(match.start(), match.end() - 1):
            allowed[inside] = False
    return allowed


def _may_part(before: str, after: str) -> bool:
    if after in NOT_AT_START or after == " " or before in NOT_AT_END:
        return False
    if after == "—" and before != "—":
        return False  # 连接号 never starts a line, and —— is spared it too
    return before == " " or not (before < "\u2010" and after < "\u2010")


def fill(
    widths: Sequence[float], allowed: Sequence[bool], first: float, rest: float
) -> list[tuple[int, int]]:
    """Cut characters into lines: as full as they go, but a loose line shares its gap with those before it."""
    greedy = _greedy(widths, allowed, first, rest)
    if not all(allowed[end - 1] for _, end in greedy):
        return greedy
    limits = [first] + [rest] * (len(greedy) - 1)
    gaps = [limit - sum(widths[a:b]) for limit, (a, b) in zip(limits, greedy, strict=False)]
    if max(gaps[:-1], default=0.0) <= LOOSE * rest:
        return greedy
    return _even(widths, allowed, first, rest) or greedy


def _greedy(
    widths: Sequence[float], allowed: Sequence[bool], first: float, rest: float
) -> list[tuple[int, int]]:
    """As full as they go; a piece wider than a line is cut where it must."""
    lines: Cuts = []
    start, last, used, limit = 0, 0, 0.0, first
    index = 0
    while index < len(widths):
        used += widths[index]
        if used > limit + CLOSE and index > start:
            end = last if last > start else index
            lines.append((start, end))
            start, last, used, limit, index = end, end, 0.0, rest, end
            continue
        index += 1
        if allowed[index - 1]:
            last = index
    if start < len(widths):
        lines.append((start, len(widths)))
    return lines


def _even(
    widths: Sequence[float], allowed: Sequence[bool], first: float, rest: float
) -> list[tuple[int, int]]:
    """The lines whose gaps, cubed, add up to least; the last line's gap is free."""
    ends = [index + 1 for index, may in enumerate(allowed) if may]
    reach = [0.0, *accumulate(widths)]
    cost: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    starts = [0]
    for end in ends:
        options = []
        for start in reversed(starts):
            limit = rest if start else first
            used = reach[end] - reach[start]
            if used > max(first, rest) + CLOSE:
                break
            if used <= limit + CLOSE:
                gap = 0.0 if end == len(widths) else 1 - used / limit
                options.append((cost[start][0] + gap**3, start))
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
