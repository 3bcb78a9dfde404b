"""The month's scores counted a second time, slowly and obviously, on random townships."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.rules.calendar import Holidays
from core.rules.evaluation import MonthInput, evaluate
from core.rules.quotas import Absence, Exemption, Records, Visit
from core.rules.rectification import Finding, Round
from core.rules.scoring import Adjustment, PaperScore, RubricItem
from core.rules.units import Unit
from tests.core.rules.test_evaluation import (
    DUTIES,
    END,
    EXEMPTIONS,
    FINDINGS,
    LEAVE,
    POSTS,
    SOME_VISITS,
    START,
    STATIONS,
    UNITS,
    VILLAGES,
    month,
)

ONE = timedelta(days=1)
CHANGES = st.lists(
    st.builds(
        Adjustment,
        st.sampled_from(STATIONS + VILLAGES),
        st.sampled_from([None, "S7", "V5", "S1"]),
        st.fractions(-7, 7, max_denominator=4),
        st.sampled_from("甲乙丙"),
    ),
    max_size=4,
)
PAPERS = st.lists(
    st.builds(
        PaperScore, st.sampled_from(STATIONS + VILLAGES), st.none() | st.fractions(0, 100, max_denominator=3)
    ),
    max_size=2,
    unique_by=lambda one: one.unit_id,
)


def every_day() -> Iterator[date]:
    day = START
    while day <= END:
        yield day
        day += ONE


def spared(data: MonthInput, unit: int, person: int | None, day: date) -> bool:
    """Nothing is asked of anybody that day."""
    free = any(
        one.start <= day <= one.end and one.covers != "criticism" and one.unit_id == unit
        for one in data.records.exemptions
    )
    away = any(one.person_id == person and one.start <= day <= one.end for one in data.records.absences)
    return free or away


def missing(data: MonthInput, station: int) -> int:
    """Visits that were owed and not made: twice a week, by the one person of the station."""
    (person,) = [one.person_id for one in data.records.posts if one.unit_id == station]
    short = 0
    for monday in (START + n * 7 * ONE for n in range(4)):
        week = [monday + n * ONE for n in range(7)]
        asked = min(2, sum(1 for day in week[:5] if not spared(data, station, person, day)))
        out = {one.day for one in data.records.visits if one.person_id == person and one.day in week}
        short += max(0, asked - len(out))
    return short


def late(one: Finding) -> bool:
    """Past its date and open at the end, or finished past its date within the month."""
    for order in (order for order in one.rounds if order.issued_on <= END):
        ends = [order.done_on, order.replied_on, order.verified_on if order.passed else None]
        known = [day for day in ends if day is not None and day <= END]
        if not known:
            return order.due_on < END
        if START <= min(known) <= END and min(known) > order.due_on:
            return True
    return False


def failed(order: Round) -> bool:
    return order.passed is False and order.verified_on is not None and START <= order.verified_on <= END


def times(data: MonthInput, unit: Unit, item: RubricItem) -> Fraction:
    """How often an item was met; half for what was mended on the spot where the item says so."""
    own = [one for one in data.findings if unit.id in (one.unit_id, one.village_id) and one.found_on <= END]
    if item.measure == "quota_short":
        return Fraction(missing(data, unit.id))
    if item.measure in ("finding", "severe_finding"):
        met = [
            one for one in own if one.found_on >= START and one.severe == (item.measure == "severe_finding")
        ]
        halves = [one for one in met if item.half_if_fixed and one.fixed_on_spot]
        return Fraction(len(met)) - Fraction(len(halves), 2)
    if item.measure == "overdue":
        return Fraction(sum(map(late, own)))
    if item.measure == "rejected":
        return Fraction(sum(failed(order) for one in own for order in one.rounds))
    return Fraction(0)


def by_hand(data: MonthInput, unit: Unit, items: tuple[RubricItem, ...]) -> Fraction:
    """Changes under an item that is scored by hand alone end at its cap, in the order of their words."""
    total = Fraction(0)
    caps = {item.code: item.cap for item in items if item.measure == "manual"}
    used = dict.fromkeys(caps, Fraction(0))
    mine = [one for one in data.adjustments if one.unit_id == unit.id]
    for one in sorted(mine, key=lambda one: (one.reason, one.points)):
        points, cap = one.points, caps.get(one.item_code or "")
        if cap is not None and one.item_code is not None:
            room = cap - used[one.item_code]
            points = max(-room, min(room, points))
            used[one.item_code] += abs(points)
        total += points
    return total


def slowly(data: MonthInput, unit: Unit) -> Fraction | None:
    """The unit's score; None where it is not assessed."""
    if all(
        any(one.unit_id == unit.id and one.covers == "all" and one.start <= day <= one.end
            for one in data.records.exemptions)
        for day in every_day()
    ):  # fmt: skip
        return None
    for paper in data.paper_scores:
        if paper.unit_id == unit.id:
            return paper.score
    rubric = data.station_rubric if unit.kind == "station" else data.village_rubric
    total = rubric.base + by_hand(data, unit, rubric.items)
    for item in rubric.items:
        taken = times(data, unit, item) * item.points * item.weight
        total -= taken if item.cap is None else min(taken, item.cap)
    return max(total, Fraction(0))


@given(
    SOME_VISITS,
    FINDINGS,
    st.lists(EXEMPTIONS, max_size=2),
    st.lists(LEAVE, max_size=2),
    CHANGES,
    PAPERS,
)
def test_the_scores_agree(
    holidays: Holidays,
    visits: list[Visit],
    findings: list[Finding],
    exemptions: list[Exemption],
    leave: list[Absence],
    changes: list[Adjustment],
    papers: list[PaperScore],
) -> None:
    records = Records(POSTS, DUTIES, visits, leave, exemptions)
    data = month(holidays, records=records, findings=findings, adjustments=changes, paper_scores=papers)
    found = {one.unit_id: one.total for one in evaluate(data).sheets}
    assert found == {unit.id: slowly(data, unit) for unit in UNITS}


@given(SOME_VISITS, FINDINGS, CHANGES)
def test_the_places_agree(
    holidays: Holidays, visits: list[Visit], findings: list[Finding], changes: list[Adjustment]
) -> None:
    """A place is one more than the number of better ones; equals share it."""
    records = Records(POSTS, DUTIES, visits)
    data = replace(month(holidays, records=records, findings=findings), adjustments=changes)
    sheets = evaluate(data).sheets
    for one in sheets:
        better = [o for o in sheets if o.kind == one.kind and (o.total or 0) > (one.total or 0)]
        assert one.rank == len(better) + 1
        equal = [o for o in sheets if o.kind == one.kind and o.total == one.total]
        assert one.tied == (len(equal) > 1)
