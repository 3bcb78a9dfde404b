from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.coverage import Line, Unit
from core.rules.principles import balance, checks, measure, median
from tests.core.rules.rosters import BUILD, CULTURE, FINANCE, LINES, MARKET, RED, STONE, UNITS, WANG, roster


def said(number: int, **given: object) -> list[str]:
    return [one.text for one in checks(roster(**given))[number].remarks]  # type: ignore[arg-type]


def test_leaders_match_places() -> None:
    assert said(0) == ["集贸市场没有包保领导。"]
    assert said(0, lines=LINES[:5]) == [
        "石门村没有包保领导（含所属1处）。",
        "集贸市场没有包保领导。",
        "包保领导陈秀英没有联系的村（居）。",
    ]


def test_a_village_with_weak_stations_only() -> None:
    assert said(1) == ["石门村只由力量较弱的文化站包保。"]
    assert said(1, lines=(*LINES, Line(9, STONE, unit_id=FINANCE))) == []
    unrated = (*UNITS[:2], Unit(CULTURE, "station", "文化站", "", STONE), *UNITS[3:])
    found = checks(roster(units=unrated))[1]
    assert found.kept
    assert [one.text for one in found.unknown] == ["文化站没有登记力量强弱。"]
    assert found.unknown[0].target == ("unit", CULTURE)


def test_a_station_farther_than_the_nearest_alternative() -> None:
    near = {(CULTURE, STONE): 9, (FINANCE, STONE): 2}
    assert said(2, near=near) == ["文化站距石门村9公里，财政所只有2公里。"]
    assert said(2, near={(CULTURE, STONE): 4, (FINANCE, STONE): 2}) == []  # not more than twice
    assert said(2, near={(CULTURE, STONE): 3, (FINANCE, STONE): 1}) == []  # round the corner


def test_a_station_that_does_not_cover_its_home() -> None:
    lines = (Line(1, STONE, unit_id=BUILD, person_id=WANG),)
    assert said(2, lines=lines) == ["村建所驻在红光村，没有包保红光村。"]


def test_unknown_places_of_stations_are_told_apart_from_faults() -> None:
    found = checks(roster())[2]
    assert found.kept
    assert [one.text for one in found.unknown] == ["财政所没有登记驻地，也没有登记远近。"]


def test_loads_are_those_of_villages_leaders_and_stations() -> None:
    people, leaders, stations = balance(roster())
    assert [(one.name, one.count) for one in people.loads] == [("红光村", 3), ("石门村", 1)]
    assert [(one.name, one.count) for one in leaders.loads] == [("周启明", 1), ("陈秀英", 1)]
    assert [(one.name, one.count) for one in stations.loads] == [("村建所", 1), ("财政所", 1), ("文化站", 2)]


@pytest.mark.parametrize(
    ("counts", "sides"),
    [
        ([2, 2, 2, 5], ["", "", "", "high"]),
        ([2, 2, 2, 4], ["", "", "", ""]),  # just twice
        ([1, 1, 1, 2], ["", "", "", ""]),  # more than once, but only one apart
        ([4, 4, 4, 1], ["", "", "", "low"]),
        ([4, 4, 4, 2], ["", "", "", ""]),
        ([0, 0, 3], ["", "", "high"]),
        ([], []),
    ],
)
def test_outliers(counts: list[int], sides: list[str]) -> None:
    rows = [(str(at), count, ("area", at)) for at, count in enumerate(counts)]
    if rows:
        assert [one.side for one in measure("x", "处", rows).loads] == sides  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_no_more_than_half_are_high_or_low(counts: list[int]) -> None:
    rows = [(str(at), count, ("area", at)) for at, count in enumerate(counts)]
    found = measure("x", "处", rows)  # type: ignore[arg-type]
    assert found.median == median(counts) == median(reversed(counts))
    assert sum(one.side == "high" for one in found.loads) * 2 <= len(counts)
    assert sum(one.side == "low" for one in found.loads) * 2 <= len(counts)


def test_median_of_an_even_number() -> None:
    assert median([1, 4, 2, 3]) == Fraction(5, 2)


def test_the_market_counts_for_stations() -> None:
    stations = balance(roster((*LINES, Line(9, MARKET, unit_id=BUILD))))[2]
    assert stations.loads[0].count == 2
    assert stations.loads[0].target == ("unit", BUILD)
    assert RED != MARKET
