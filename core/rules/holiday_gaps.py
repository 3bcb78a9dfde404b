"""What a year's arrangement lacks: a holiday nobody entered would be a day on which visits are asked for."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.rules.calendar import cn_day

Day = tuple[date, str, bool]  # day, name, off
_SATURDAY = 5
_MID_AUTUMN = "中秋节"
# 全国年节及纪念日放假办法: name, the days it can fall on with what is joined to it, days off at least
_FEASTS: tuple[tuple[str, tuple[int, int], tuple[int, int], int], ...] = (
    ("元旦", (1, 1), (1, 1), 1),
    ("春节", (1, 20), (2, 23), 3),
    ("清明节", (4, 3), (4, 7), 1),
    ("劳动节", (4, 29), (5, 5), 1),
    ("端午节", (5, 25), (6, 28), 1),
    (_MID_AUTUMN, (9, 7), (9, 30), 1),
    ("国庆节", (10, 1), (10, 7), 3),
)


def gaps(year: int, days: Iterable[Day]) -> tuple[str, ...]:
    """What is missing, in words: holidays (没有春节、国庆节), then single days amid days off; none: whole."""
    days = tuple(days)
    off = {day for day, _, rests in days if rests}
    lacking = [
        name
        for name, first, last, least in _FEASTS
        if sum(date(year, *first) <= day <= date(year, *last) for day in off) < least
        and not (name == _MID_AUTUMN and _joined(year, days))
    ]
    holes = sorted({day + timedelta(1) for day in off} & {day - timedelta(1) for day in off})
    known = {day for day, *_ in days}
    return (
        *([f"没有{'、'.join(lacking)}"] if lacking else []),
        *(
            f"{cn_day(day)}夹在放假中间没有写"
            for day in holes
            if day not in known and day.weekday() < _SATURDAY
        ),
    )


def _joined(year: int, days: Iterable[Day]) -> bool:
    """Mid-Autumn in October is one holiday with the National Day, of eight days or under both names."""
    return any(rests and (day == date(year, 10, 8) or "中秋" in name) for day, name, rests in days)
