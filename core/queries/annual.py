"""The year of every unit: months as issued, the others as the record says, lines by hand, the figure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from sqlalchemy import select

from core.doors import Read
from core.model import annual_line, unit
from core.queries.lineage import unit_heirs
from core.queries.standings import drafted_or_why, has_records, issued_standings
from core.rules.annual import AnnualRules, AnnualSheet, ByHand, annual, parse_grades
from core.rules.calendar import Month, period_of
from core.rules.escalation import say_months
from core.rules.standing import Standing, followed
from core.settings import Settings, settings_at


@dataclass(frozen=True, slots=True)
class AnnualState:
    """A year: ``notes`` say which months rest on the record alone and which are missing, and why."""

    year: int
    rules: AnnualRules
    settings: Settings
    sheets: tuple[AnnualSheet, ...]
    units: Mapping[int, str]
    notes: tuple[str, ...]

    def of(self, kind: Literal["village", "station"]) -> tuple[AnnualSheet, ...]:
        """The sheets of a kind of unit, in the order they are printed."""
        return tuple(one for one in self.sheets if one.kind == kind)


def annual_rules(settings: Settings) -> AnnualRules:
    """The formula as the office set it."""
    formula = {"sum": "sum", "trimmed": "trimmed"}.get(settings.annual_formula, "mean")
    return AnnualRules(
        formula,  # type: ignore[arg-type]
        Fraction(settings.annual_share),
        Fraction(settings.annual_praise),
        Fraction(settings.annual_criticism),
        parse_grades(settings.annual_grades),
        "dense" if settings.rank_style == "dense" else "competition",
    )


def annual_state(r: Read, year: int) -> AnnualState:
    """The year as it stands today; months whose weeks are not over yet are not in it."""
    first, last = Month(year, 1), Month(year, 12)
    found = issued_standings(r, first, last)
    issued = {one.month for one in found}
    open_months, empty, notes = [], [], []
    month = first
    while month <= last:
        over = month not in issued and period_of(month)[1] <= r.today
        if over and not has_records(r, month):
            empty.append(month)
        elif over:
            drafted, why = drafted_or_why(r, month)
            if drafted:
                open_months.append(month)
                found += tuple(_nameless(one) for one in drafted)
            else:
                notes.append(why)
        month = month.next
    settings = settings_at(r, min(date(year, 12, 31), r.today))
    heirs = unit_heirs(r, min(period_of(last)[1], r.today))
    rules = annual_rules(settings)
    if empty and found:
        notes.insert(0, f"{say_months(empty)}没有记录，不计入。")
    if open_months:
        notes.insert(0, f"{say_months(open_months)}没有印发通报，得分按现在的记录计算，不计表扬批评。")
    return AnnualState(
        year,
        rules,
        settings,
        annual(followed(found, heirs), _by_hand(r, year, heirs), rules),
        dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row)),
        tuple(notes),
    )


def _nameless(one: Standing) -> Standing:
    """Nobody was praised or criticised by a circular that never went out."""
    return replace(one, praised=False, criticised=False)


def _by_hand(r: Read, year: int, heirs: Mapping[int, int]) -> list[ByHand]:
    a = annual_line.c
    return r.all(
        select(a.id, a.unit_id, a.points, a.reason).where(a.year == year).order_by(a.id),
        lambda row, unit_id, points, reason: ByHand(
            row, heirs.get(unit_id, unit_id), Fraction(points), reason
        ),
    )
