"""How a title turns: words whole, lines in a trapezoid or a diamond (7.3.1). Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import comb

WORD = re.compile(
    "[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|第?[0-9A-Za-z][0-9A-Za-z.%-]*[年月日期周号次]?|《[^》]*》"
)
KNOWN = ("关于", "包保工作", "督查", "考核", "工作", "情况", "创建", "通报", "通知", "印发", "开展")
OPENING = ("的", "《", "（", "“", "〔")
Turning = tuple[tuple[int, ...], list[float]]  # where the words are cut, and the lines' widths

_SEAMS = "省市州区县旗镇乡"
_SHORTEST = 8  # characters; what is shorter is no name
MOST_TURNINGS = 20_000  # tried at once: a tenth of a second
SEEN = 0.06  # of the longer line: about one character, the least difference the eye takes for a shape
LEANS_BACK = ("的", "等", "和", "及", "与", "、", "，", "）", "》", "”", "〕")


def title_words(text: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Cut a title typed by hand into words that stay whole: names, dates, and what titles are made of."""
    known = sorted({*names, *KNOWN} - {""}, key=len, reverse=True)
    pattern = re.compile("|".join((*map(re.escape, known), WORD.pattern, r"的", r"[\s\S]")))
    words: list[str] = []
    for found in pattern.findall(text):
        single = len(found) == 1 and found not in LEANS_BACK
        if single and words and len(words[-1]) < 4 and words[-1][-1] not in "的》" and words[-1] not in known:
            words[-1] += found
        else:
            words.append(found)
    return tuple(words)


def glue(words: Sequence[str]) -> list[str]:
    """Join what may not start a line (的, closing marks) to its left, and the tail 的通报 to its noun."""
    glued: list[str] = []
    for word in words:
        if glued and (word.startswith(LEANS_BACK) or glued[-1].endswith(OPENING)):
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def cut_long(word: str, width: float, limit: float) -> list[str]:
    """A name wider than a line in two or more, after a 省市县乡 near the middle where it has one."""
    if width <= limit or len(word) < _SHORTEST:
        return [word]
    middle = len(word) / 2
    least = len(word) * (1 - limit / width)  # a half must leave no more than a line
    places = [n for n in range(1, len(word)) if least <= n <= len(word) - least]
    seams = [n for n in places if word[n - 1] in _SEAMS] or places or [len(word) // 2]
    cut = min(seams, key=lambda n: abs(n - middle))
    halves = ((word[:cut], width * cut / len(word)), (word[cut:], width * (1 - cut / len(word))))
    return [part for half in halves for part in cut_long(*half, limit)]


def title_lines(words: Sequence[str], widths: Sequence[float], limit: float) -> list[str]:
    """The best turning of glued ``words``, ``widths`` alongside, into lines no wider than ``limit``."""
    if sum(widths) <= limit or len(words) == 1:
        return ["".join(words)]
    for count in range(2, len(words) + 1):
        if comb(len(words) - 1, count - 1) > MOST_TURNINGS:
            return _filled(words, widths, limit)
        turns = list(_turnings(widths, count, limit))
        if turns:
            if not any(_shaped(lines) for _, lines in turns) and count < min(4, len(words)):
                more = list(_turnings(widths, count + 1, limit))
                shaped = [turn for turn in more if _shaped(turn[1])]
                if not shaped and all(_hourglass(lines) for _, lines in turns):
                    shaped = [turn for turn in more if not _hourglass(turn[1])]
                turns = shaped or turns
            best = min(turns, key=lambda turn: _cost(words, *turn))
            return ["".join(words[a:b]) for a, b in pairwise(best[0])]
    return list(words)


def _filled(words: Sequence[str], widths: Sequence[float], limit: float) -> list[str]:
    """Lines as full as they go: a title so long has no shape to choose."""
    lines = [""]
    used = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines[-1] and used + width > limit:
            lines.append("")
            used = 0.0
        lines[-1] += word
        used += width
    return lines


def _turnings(
    widths: Sequence[float], count: int, limit: float
) -> Iterator[tuple[tuple[int, ...], list[float]]]:
    size = len(widths)
    for cuts in combinations(range(1, size), count - 1):
        edges = (0, *cuts, size)
        lines = [sum(widths[a:b]) for a, b in pairwise(edges)]
        if max(lines) <= limit + 0.01:
            yield edges, lines


def _shaped(lines: Sequence[float]) -> bool:
    """Rising, falling or swelling in the middle; never a rectangle or an hourglass, no stub of a line."""
    rises = [b - a for a, b in pairwise(lines)]
    if any(abs(step) < max(lines) * SEEN for step in rises):
        return False
    return not _hourglass(lines) and min(lines) >= max(lines) / 3


def _hourglass(lines: Sequence[float]) -> bool:
    """Narrower somewhere in the middle."""
    rises = [b - a for a, b in pairwise(lines)]
    return any(step < 0 for number, step in enumerate(rises) if any(later > 0 for later in rises[number:]))


def _cost(words: Sequence[str], edges: Sequence[int], lines: Sequence[float]) -> float:
    """Lower is better: shape first, then meaning, then lines of a kindred length."""
    shape = 0.0 if _shaped(lines) else 20.0 if _hourglass(lines) else 10.0
    meaning = sum(_break_cost(words[cut - 1]) for cut in edges[1:-1])
    evenness = abs(min(lines) / max(lines) - 0.75)
    return shape + meaning + evenness


def _break_cost(before: str) -> float:
    """After 关于 or a date a title turns well; elsewhere a little less so."""
    return 0.0 if before.endswith(("关于", "年", "月", "日", "》")) else 0.1
