"""The exact solver against every plan there is, and against what a clerk would do by hand."""

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.matching import FRESH, WEAK, Full, Place, Stopped, Workers, match
from core.rules.proposal import Marginal
from tests.core.rules.flow_reference import least_price

Held = list[set[int]]


def price(workers: Workers, places: list[Place], alone: int, held: Held) -> int | None:
    """What a plan costs; None where it is none."""
    load, total = [0] * workers.count, 0
    for place, here in zip(places, held, strict=True):
        fresh = sum(place.classes[one] == FRESH for one in here)
        if not place.least <= len(here) <= place.room or fresh > place.least:
            return None
        for one in here:
            own = place.prices[one]
            if own is None:
                return None
            total += own
            load[one] += 1
        total += alone if all(place.classes[one] == WEAK for one in here) else 0
    if max(load) > workers.most:
        return None
    return total + sum(workers.marginal(k) for count in load for k in range(1, count + 1))


def every_plan(workers: Workers, places: list[Place]) -> list[Held]:
    choices = [
        [
            set(some)
            for size in range(place.least, place.room + 1)
            for some in combinations(range(workers.count), size)
        ]
        for place in places
    ]
    return [list(plan) for plan in product(*choices)]


@st.composite
def townships(
    draw: st.DrawFn, most_places: int = 4, most_workers: int = 4
) -> tuple[Workers, list[Place], int]:
    count = draw(st.integers(1, most_workers))
    marginal = Marginal(draw(st.integers(0, 4)), count, draw(st.integers(0, 6)))
    workers = Workers(count, marginal, draw(st.sampled_from([1, 2, 3, 99])))
    one_price = st.one_of(st.integers(-9, 9), st.integers(0, 3)) | st.just(None)
    place = st.builds(
        lambda prices, classes, least, more: Place(prices, classes, least, least + more),
        st.tuples(*[one_price] * count),
        st.tuples(*[st.integers(0, 2)] * count),
        st.sampled_from([1, 1, 1, 2]),
        st.integers(0, 2),
    )
    return workers, draw(st.lists(place, min_size=1, max_size=most_places)), draw(st.integers(0, 25))


@given(townships(3))
def test_no_plan_at_all_is_cheaper(town: tuple[Workers, list[Place], int]) -> None:
    workers, places, alone = town
    known = [price(*town, plan) for plan in every_plan(workers, places)]
    possible = [one for one in known if one is not None]
    try:
        found = match(workers, places, alone)
    except Full:
        assert not possible
        return
    assert price(*town, found) == min(possible)


@settings(max_examples=40)
@given(townships(14, 7))
def test_as_cheap_as_the_flow_written_out(town: tuple[Workers, list[Place], int]) -> None:
    try:
        found = match(*town)
    except Full:
        assert least_price(*town) is None
        return
    assert price(*town, found) == least_price(*town)


def test_exact_for_forty_stations_and_a_hundred_villages() -> None:
    dice = Random(7)
    classes = tuple(dice.choice((FRESH, FRESH, WEAK)) for _ in range(40))
    places = [
        Place(tuple(dice.randrange(400) for _ in range(40)), classes, dice.choice((1, 1, 2)), 3)
        for _ in range(100)
    ]
    workers = Workers(40, Marginal(3, 40, sum(place.least for place in places)), 100)
    found = match(workers, places, 900)
    assert price(workers, places, 900, found) == least_price(workers, places, 900)


@given(townships(9))
def test_never_dearer_than_greedy(town: tuple[Workers, list[Place], int]) -> None:
    workers, places, alone = town
    greedy: Held = []
    load = [0] * workers.count
    for place in places:
        offers = [
            (own + workers.marginal(load[one] + 1), one)
            for one, own in enumerate(place.prices)
            if own is not None and load[one] < workers.most
        ]
        greedy.append({min(offers)[1]} if offers else set())
        load[min(offers)[1] if offers else 0] += 1
    by_hand = price(*town, greedy)
    if by_hand is None:
        return
    best = price(*town, match(workers, places, alone))
    assert best is not None
    assert best <= by_hand


@given(townships(12), st.randoms(use_true_random=False))
def test_no_random_swap_makes_it_cheaper(town: tuple[Workers, list[Place], int], dice: object) -> None:
    workers, places, alone = town
    try:
        found = match(workers, places, alone)
    except Full:
        return
    best = price(*town, found)
    assert best is not None
    for _ in range(30):
        other = [set(here) for here in found]
        for _ in range(dice.randint(1, 3)):  # type: ignore[attr-defined]
            here = other[dice.randrange(len(other))]  # type: ignore[attr-defined]
            here ^= {dice.randrange(workers.count)}  # type: ignore[attr-defined]
        swapped = price(*town, other)
        assert swapped is None or swapped >= best


@given(townships(9))
def test_the_same_question_has_the_same_answer(town: tuple[Workers, list[Place], int]) -> None:
    try:
        first = match(*town)
    except Full:
        return
    assert match(*town) == first


def test_a_worker_who_may_go_nowhere_is_no_way_out() -> None:
    places = [Place((price, None), (FRESH, FRESH)) for price in (0, -1)]
    with pytest.raises(Full):
        match(Workers(2, Marginal(0, 2, 0), 1), places, 0)


def test_forty_stations_and_a_hundred_villages_reach_the_bound_of_the_loads() -> None:
    """Alike everywhere, only the loads cost: 2 or 3 places each is the least there is."""
    workers = Workers(40, Marginal(1, 40, 100), 101)
    places = [Place((0,) * 40, (FRESH,) * 40)] * 100
    loads = [sum(worker in here for here in match(workers, places, 0)) for worker in range(40)]
    assert sorted(loads) == [2] * 20 + [3] * 20


def test_it_stops_when_nobody_waits() -> None:
    workers = Workers(1, Marginal(1, 1, 1), 9)
    with pytest.raises(Stopped):
        match(workers, [Place((0,), (FRESH,))] * 3, 0, lambda done, _steps: done < 2)
