"""Villages and units that followed one another: nobody is lost, no figure is counted twice."""

from datetime import date, timedelta
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.calendar import Holidays, Month
from core.rules.evaluation import MonthInput, evaluate
from core.rules.lineage import Succession, ancestors, fault_of, follow, heirs, rolled
from core.rules.quotas import Records
from core.rules.rectification import Finding
from core.rules.scoring import PaperScore
from core.rules.units import Unit

D = date(2026, 10, 5)


def _day(number: int) -> date:
    return D + timedelta(days=number)


@st.composite
def families(draw: st.DrawFn) -> list[Succession]:
    """Each has at most one successor, of a higher number: what the service lets in."""
    found = []
    for old in range(1, 12):
        if draw(st.booleans()):
            found.append(Succession(old, draw(st.integers(old + 1, 14)), _day(draw(st.integers(0, 60)))))
    return found


def test_a_chain_is_followed_as_far_as_the_day() -> None:
    known = [Succession(1, 2, _day(0)), Succession(2, 3, _day(10)), Succession(4, 3, _day(10))]
    assert heirs(known, _day(-1)) == {}
    assert heirs(known, _day(5)) == {1: 2}
    assert heirs(known, _day(10)) == {1: 3, 2: 3, 4: 3}
    assert ancestors(known, 3, _day(10)) == [1, 2, 4]


@pytest.mark.parametrize(
    ("old", "new", "day", "fault"),
    [
        (5, 5, 0, "self"),
        (1, 5, 0, "gone"),
        (2, 1, 20, "cycle"),
        (2, 1, 0, "cycle"),  # back into what goes over into it later
        (3, 4, 0, ""),
    ],
)
def test_what_cannot_follow(old: int, new: int, day: int, fault: str) -> None:
    assert fault_of([Succession(1, 2, _day(10))], old, new, _day(day)) == fault


@given(families(), st.lists(st.tuples(st.integers(1, 14), st.integers(0, 9))), st.integers(-5, 70))
def test_totals_stay(known: list[Succession], figures: list[tuple[int, int]], day: int) -> None:
    followed = heirs(known, _day(day))
    found = rolled(figures, followed, add)
    assert sum(found.values()) == sum(value for _, value in figures)
    assert not found.keys() & followed.keys()  # nothing stays with one that is gone


@given(families(), st.integers(-5, 70), st.randoms())
def test_the_order_of_entry_does_not_matter(known: list[Succession], day: int, random: object) -> None:
    mixed = sorted(known, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert heirs(mixed, _day(day)) == heirs(known, _day(day))


@given(families(), st.integers(-5, 70), st.lists(st.integers(1, 14), max_size=12))
def test_every_finding_of_a_month_is_judged_once(
    known: list[Succession], day: int, places: list[int]
) -> None:
    """Whatever merged: as many findings, and each on a village that is there."""
    followed = heirs(known, _day(day))
    data = MonthInput(
        month=Month(2026, 10),
        cutoff=date(2026, 11, 1),
        holidays=Holidays(frozenset({2026}), frozenset(), frozenset()),
        units=[Unit(one, "village", f"{one}村") for one in range(1, 15)],
        records=Records(),
        findings=[
            Finding(
                id=number,
                number=number,
                unit_id=None,
                village_id=where,
                area_id=None,
                found_on=_day(3),
                category="其他",
                severe=False,
                fixed_on_spot=False,
                recurrence_of=None,
                rounds=(),
            )
            for number, where in enumerate(places, 1)
        ],
        paper_scores=[PaperScore(one, None, remark=str(one)) for one in sorted(set(places))],
    )
    found = evaluate(follow(data, followed))
    assert len(found.findings) == len(places)
    listed = {one.unit_id for one in found.sheets}
    assert listed == set(range(1, 15)) - followed.keys()
    assert {one.village_id for one in found.findings} <= listed
