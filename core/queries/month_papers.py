"""Which papers a month has, so that several are printed in one go."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.doors import Read
from core.model import inspection, rectification
from core.queries.circulars import issued_for
from core.queries.papers import Asked, order_facts
from core.rules.calendar import Month, period_of, week_of, weeks_of


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """A paper by its name in the catalogue, what it is asked for, and how a list of ticks names it.

    ``group`` is month, week or order.
    """

    name: str
    words: str
    group: str
    asked: Asked


def month_papers(r: Read, month: Month) -> tuple[MonthPaper, ...]:
    """The month's circulars and scores, each station's orders, then week by week; nothing that lies ahead."""
    start, end = period_of(month)
    if start > r.today:
        return ()
    return (*_of_month(r, month), *_orders(r, month), *_of_weeks(r, month, min(end, r.today)))


def _of_month(r: Read, month: Month) -> list[MonthPaper]:
    asked = Asked(month=month)
    papers = {
        "monthly": "月通报",
        "praise": "通报表扬",
        "criticism": "通报批评",
        "scores": "考核得分汇总表",
        "findings-ledger": "问题销号台账",
    }
    issued = issued_for(r, month)
    if issued is not None:
        papers["monthly"] = f"月通报（{issued.doc_no}）"
    return [MonthPaper(name, words, "month", asked) for name, words in papers.items()]


def _orders(r: Read, month: Month) -> list[MonthPaper]:
    """A notice per station with orders in the month, named with the number of its findings."""
    c = rectification.c
    start, end = period_of(month)
    if not r.value(select(c.id).where(c.issued_on.between(start, end)).limit(1)):
        return []
    counted: dict[int, tuple[str, int]] = {}
    for one in order_facts(r, Asked(month=month)).notices:
        _, before = counted.get(one.unit_id, ("", 0))
        counted[one.unit_id] = (one.unit, before + len(one.problems))
    return [
        MonthPaper(
            "order", f"限期整改通知书：{unit}（{number}条）", "order", Asked(month=month, unit=unit_id)
        )
        for unit_id, (unit, number) in counted.items()
    ]


def _of_weeks(r: Read, month: Month, last: date) -> list[MonthPaper]:
    first, day = period_of(month)[0], inspection.c.day
    days = r.column(select(day).where(day.between(first, last)))
    inspected = {week_of(one) for one in days}
    found = []
    for week in weeks_of(month):
        if week.monday > last:
            break
        names = {"sign-in": "签到表"}
        if week in inspected:
            names |= {"weekly": "督查情况通报", "inspection": "督查记录表"}
        found += [
            MonthPaper(name, f"{words}：{week.label}", "week", Asked(week=week))
            for name, words in names.items()
        ]
    return found
