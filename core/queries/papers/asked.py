"""What somebody asks a paper for: its month or week, a unit, blank or filled."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.doors import Read
from core.errors import UserError
from core.model import unit
from core.rules.calendar import Month, Week, month_of, period_of, week_of


@dataclass(frozen=True, slots=True)
class Asked:
    """None: as usual, which is the last full month, this week, all units. ``blank``: a form to write on."""

    month: Month | None = None
    week: Week | None = None
    unit: int | None = None
    blank: bool = False

    def days(self, today: date) -> tuple[date, date]:
        """The period asked for; of the month its weeks, by default those of the last full month."""
        if self.week is not None:
            return self.week.monday, self.week.sunday
        return period_of(self.month or last_full_month(today))

    def label(self, today: date) -> str:
        """The period in words."""
        if self.week is not None:
            return f"{self.week.year}年{self.week.label}"
        return (self.month or last_full_month(today)).label


def last_full_month(today: date) -> Month:
    """The latest month all of whose weeks are over."""
    month = month_of(week_of(today))
    while period_of(month)[1] >= today:
        month = month.previous
    return month


def the_unit(r: Read, unit_id: int, kind: str = "") -> str:
    """The unit's name; UserError when it is not of the ``kind`` a paper speaks of."""
    known, name = r.first(select(unit.c.kind, unit.c.name).where(unit.c.id == unit_id), lambda *row: row) or (
        "",
        "",
    )
    if not name:
        raise UserError("名册里没有这个单位，请核对。")
    if kind and known != kind:
        wanted = "站所" if kind == "station" else "村（居）"
        raise UserError(f"“{name}”不是{wanted}，这份材料只按{wanted}打印，请换一个单位。")
    return str(name)
