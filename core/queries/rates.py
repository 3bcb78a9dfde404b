"""The rates of a month's questionnaires, by village and by station."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import literal, select

from core.doors import Read
from core.model import questionnaire, questionnaire_option, tally
from core.rules.calendar import Month
from core.rules.duties import Cover, DutyInput
from core.rules.rates import Answers, Rate, RateRules, Sheet, fault_of_answers, grouped_rates
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class RateRow:
    """The rates of a village, a station, or (neither) the township."""

    unit_id: int | None
    area_id: int | None
    rates: tuple[Rate, ...]

    @property
    def short(self) -> tuple[Rate, ...]:
        return tuple(one for one in self.rates if one.standing == "short")


@dataclass(frozen=True, slots=True)
class Questioned:
    """The questionnaires of a calendar month, and the answers kept of them."""

    sheets: Sequence[Sheet]
    answers: Sequence[Answers]


def rate_rules(settings: Settings) -> RateRules:
    """The standards as the office set them; 0 asks for nothing."""
    return RateRules(
        Fraction(settings.awareness_min),
        Fraction(settings.participation_min),
        Fraction(settings.satisfaction_min),
        settings.min_sample,
    )


def questionnaires(r: Read, month: Month, last: date) -> Questioned:
    """Those of the calendar month until a day, with the answers kept of them."""
    q, o, t = questionnaire.c, questionnaire_option.c, tally.c
    within = q.day.between(month.first, min(month.last, last))
    counts = (q.issued, q.returned, q.valid, q.aware, q.took_part, q.satisfied, q.supporting)
    sheets = r.all(select(q.id, q.area_id, q.unit_id, *counts, q.day).where(within), Sheet)
    answers = r.all(
        select(t.questionnaire_id, o.rate, o.question, o.counts, t.number)
        .join(questionnaire_option, o.id == t.option_id)
        .join(questionnaire, q.id == t.questionnaire_id)
        .where(within),
        Answers,
    )
    return Questioned(sheets, answers)


def village_rates(data: DutyInput, found: Questioned, rules: RateRules) -> tuple[RateRow, ...]:
    """The rates of every village that was asked, in the office's order."""
    tree = data.tree
    grouped = grouped_rates(
        found.sheets, found.answers, rules, lambda one: _one(tree.village(one.area_id)), _exempt_areas(data)
    )
    return _in_order(
        data, [RateRow(tree.places[place].unit_id, place, own) for place, own in grouped.items()]
    )


def station_rates(data: DutyInput, found: Questioned, rules: RateRules) -> tuple[RateRow, ...]:
    """The same by station; a batch that names none is that of the stations that lead in its village."""
    leading = _leading(data)
    grouped = grouped_rates(
        found.sheets,
        found.answers,
        rules,
        lambda one: (one.unit_id,) if one.unit_id is not None else leading(one),
        _exempt_units(data),
    )
    return _in_order(data, [RateRow(unit, None, own) for unit, own in grouped.items()])


def _in_order(data: DutyInput, rows: list[RateRow]) -> tuple[RateRow, ...]:
    order = {unit.id: number for number, unit in enumerate(data.units)}
    last = len(order)
    rows.sort(key=lambda one: (order.get(one.unit_id or 0, last), one.area_id or 0, one.unit_id or 0))
    return tuple(rows)


def _one(found: int | None) -> Iterable[int]:
    return () if found is None else (found,)


def _leading(data: DutyInput) -> Callable[[Sheet], Iterable[int]]:
    by_village: dict[int, list[Cover]] = {}
    for cover in data.known.covers:
        village = data.tree.village(cover.area_id)
        if cover.lead and village is not None and data.kinds.get(cover.unit_id) == "station":
            by_village.setdefault(village, []).append(cover)

    def stations(sheet: Sheet) -> Iterable[int]:
        village, day = data.tree.village(sheet.area_id), sheet.day
        covers = by_village.get(village or 0, ())
        return {
            one.unit_id
            for one in covers
            if day is None or (one.start <= day and (one.end is None or day <= one.end))
        }

    return stations


def _exempt_units(data: DutyInput) -> frozenset[int]:
    """Units exempted on every working day of the calendar month."""
    frame = data.calendar_month
    free = {one.id: data.excuses.of(None, one.id, frame)[0] for one in data.units}
    return frozenset(one for one, days in free.items() if not frame.work & ~days)


def _exempt_areas(data: DutyInput) -> frozenset[int]:
    units = _exempt_units(data)
    return frozenset(one.id for one in data.known.places if one.unit_id in units)


def fault_of_tally(r: Read, values: Mapping[str, Any], own: int | None = None) -> str | None:
    """Why a line of 答案统计 cannot be beside the others of its questionnaire; ``own`` is its id."""
    q, o, t = questionnaire.c, questionnaire_option.c, tally.c
    sheet = values["questionnaire_id"]
    columns = (t.questionnaire_id, o.rate, o.question, o.counts, t.number)
    others = r.all(
        select(*columns).join(questionnaire_option, o.id == t.option_id)
        .where(t.questionnaire_id == sheet, t.id != (own or 0)),
        Answers,
    )  # fmt: skip
    asked = select(literal(sheet), o.rate, o.question, o.counts, literal(values["number"]))
    mine = r.all(asked.where(o.id == values["option_id"]), Answers)
    return fault_of_answers(r.value(select(q.valid).where(q.id == sheet)), [*others, *mine])
