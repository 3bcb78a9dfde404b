"""A plan proposed for the largest township, from nothing and from a roster: against the time allowed."""

import statistics
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

from bench.big import GROUPS, STATIONS, VILLAGES
from bench.measure import RUNS, Figure, benchmark, timed
from core.rules.coverage import Area, Line, Roster, Unit, View
from core.rules.proposal import Level, Weights, propose, station_problem

ALLOWED = {"village": 1_000.0, "group": 10_000.0}  # ms


def township(*, ties: bool) -> View:
    """Villages and stations on a map of 20 × 20 km; with ``ties`` two stations drawn for each village."""
    dice = Random("township")
    spots = {
        at: (dice.randrange(200), dice.randrange(200))
        for at in (*range(VILLAGES), *range(5_000, 5_000 + STATIONS))
    }
    root = Area(10_000, "township", "大和乡", None)
    villages = tuple(Area(at, "village", f"{at}村", root.id) for at in range(VILLAGES))
    groups = tuple(
        Area(1_000 + at, "group", f"{at // VILLAGES + 1}组", at % VILLAGES) for at in range(GROUPS)
    )
    stations = tuple(
        Unit(at, "station", f"{at}所", dice.choice("强中中弱")) for at in range(5_000, 5_000 + STATIONS)
    )
    near = {
        (one.id, place.id): Fraction(
            abs(spots[one.id][0] - spots[place.id][0]) + abs(spots[one.id][1] - spots[place.id][1]), 10
        )
        for one in stations
        for place in villages
    }
    pairs = [dice.sample(stations, 2) for _ in villages]
    lines = tuple(
        Line(place.id, place.id, unit_id=dice.choice(pairs[place.id % 1_000 % VILLAGES]).id)
        for place in (*villages, *groups)
        if ties
    )
    areas = (root, *villages, *groups)
    return View(Roster(date(2026, 11, 24), areas, stations, {}, (), lines, {}, near))


@benchmark
def proposal() -> Iterator[Figure]:
    levels: tuple[Level, ...] = ("village", "group")
    for ties in (False, True):
        view = township(ties=ties)
        for level in levels:
            problem = station_problem(view, level, (), Weights())
            spent = statistics.median(timed(lambda: propose(problem)) for _ in range(RUNS))  # noqa: B023
            name = f"plan, {STATIONS} x {len(problem.sites)}{' from a roster' if ties else ''} / time allowed"
            yield Figure(name, spent, ALLOWED[level], 1)
