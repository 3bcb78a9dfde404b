"""Numbers and dates as the month's steps say them."""

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.rules.scoring import ScoreSheet


def period_line(state: "MonthState") -> str:
    """第40周至第44周，2026年9月28日—11月1日，统计截至11月1日."""
    from core.rules.calendar import cn_date, cn_day, period_of, weeks_of

    weeks, (start, end) = weeks_of(state.month), period_of(state.month)
    cutoff = f"，统计截至{cn_day(state.facts.cutoff)}" if state.facts else ""
    return f"{weeks[0].name}至{weeks[-1].name}，{cn_date(start)}—{cn_day(end)}{cutoff}"


def say_points(points: Fraction) -> str:
    """Signed: -1.5, +2."""
    from core.rules.scoring import format_score

    sign = "+" if points > 0 else "-" if points < 0 else ""
    return f"{sign}{format_score(abs(points))}"


def say_score(sheet: "ScoreSheet") -> str:
    """The total, nothing where there is none."""
    from core.rules.scoring import format_score

    return "" if sheet.total is None else format_score(sheet.total)


def say_rank(sheet: "ScoreSheet") -> str:
    """第3名, 并列第2名, 未参加考核, 免予考核."""
    if sheet.rank is None:
        from core.rules.scoring import standing

        return standing(sheet.remark)
    return f"{'并列' if sheet.tied else ''}第{sheet.rank}名"


def say_absent(remark: str) -> str:
    """免予考核（整体搬迁）, 未参加考核（正在搬迁）: a unit without a score, and why."""
    from core.rules.scoring import standing

    word = standing(remark)
    if word in remark:
        return remark
    return f"{word}（{remark}）" if remark else word
