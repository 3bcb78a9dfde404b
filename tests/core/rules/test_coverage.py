from dataclasses import replace

import pytest

from core.rules.coverage import Line, Unit, View, answer, gaps
from tests.core.rules.rosters import (
    CULTURE,
    DISTRICT,
    FINANCE,
    LINES,
    MARKET,
    POSTS,
    RED,
    RED1,
    RED2,
    STONE,
    STONE1,
    UNITS,
    WANG,
    YUE,
    roster,
)


def test_a_group_without_lines_of_its_own_is_answered_for_by_its_village_and_says_so() -> None:
    found = answer(roster(), RED1)
    assert [one.name for one in found.leaders] == ["周启明"]
    assert [(one.name, one.role, one.where_id) for one in found.stations] == [
        ("村建所", "lead", RED),
        ("财政所", "joint", RED),
    ]
    assert [one.name for one in found.persons] == ["王建国", "李伟"]
    assert [one.name for one in found.residents] == ["文波", "冯远"]
    assert found.inherited == (
        "红光村1组没有自己的包保领导，随红光村。",
        "红光村1组没有自己的包保站所，随红光村。",
        "红光村1组没有自己的站所责任人，随红光村。",
    )


def test_a_group_with_a_station_of_its_own_inherits_the_leader_alone() -> None:
    found = answer(roster(), RED2)
    assert [one.name for one in found.stations] == ["文化站"]
    assert found.inherited == ("红光村2组没有自己的包保领导，随红光村。",)


def texts(view: View, level: str = "") -> list[str]:
    return [one.text for one in gaps(view) if level in ("", one.level)]


def test_gaps_of_the_four_levels_and_both_ways() -> None:
    assert texts(roster()) == [
        "名册里没有登记区级包保单位。",
        "集贸市场没有包保领导。",
        "集贸市场没有包保站所。",
        "集贸市场没有站所责任人。",
        "石门村没有村（居）干部负责。",
        "红光村2组没有组长。",
        "石门村1组没有组长。",
    ]


def test_a_village_wholly_without_is_said_once_and_a_group_alone_by_itself() -> None:
    whole = roster(tuple(one for one in LINES if one.area_id != STONE))
    assert "石门村没有包保站所（含所属1处）。" in texts(whole)
    part = roster(tuple(one for one in LINES if one.id not in (1, 2)))
    assert "红光村1组没有包保站所，红光村也没有统一的。" in texts(part)
    assert ("area", RED1) in [one.target for one in gaps(part)]


def test_district_units_are_asked_for_once_one_is_known() -> None:
    units = (*UNITS, Unit(DISTRICT, "district", "区文明办"))
    assert texts(roster(units=units), "区级") == [
        "红光村没有区级包保单位。",
        "石门村没有区级包保单位。",
        "区级单位区文明办没有包保区域。",
    ]
    covered = (*LINES, Line(9, RED, unit_id=DISTRICT, role="joint"), Line(10, STONE, unit_id=DISTRICT))
    assert texts(roster(covered, units=units), "区级") == []


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        (6, "包保领导陈秀英没有联系的村（居）。"),
        (2, "站所财政所没有包保区域。"),
        (2, "财政所李伟没有包保区域。"),
        (5, "红光村文波没有负责的区域。"),
    ],
)
def test_who_answers_for_nothing(left_out: int, said: str) -> None:
    assert said in texts(roster(tuple(one for one in LINES if one.id != left_out)))


def test_no_village_cadres_known_is_one_sentence_not_one_for_each_village() -> None:
    view = roster(posts=POSTS[:5], lines=LINES[:3])
    assert texts(view, "村级") == ["名册里没有登记村（居）干部。"]
    assert texts(view, "组级") == ["名册里没有登记组长。"]


def test_a_ring_of_places_ends() -> None:
    base = roster()
    areas = tuple(
        replace(one, parent_id=RED1 if one.id == RED else one.parent_id) for one in base.roster.areas
    )
    view = roster(areas=areas)
    assert answer(view, RED1).stations
    assert gaps(view)


def test_nothing_lacks_in_an_empty_roster() -> None:
    assert gaps(roster((), areas=(), units=(), posts=())) == ()


def test_a_full_roster_has_only_what_the_record_does_not_keep() -> None:
    more = (Line(11, MARKET, LINES[0].leader_id, CULTURE, YUE), Line(12, STONE1, None, FINANCE, WANG))
    assert texts(roster((*LINES[:3], LINES[5], *more), posts=POSTS[:5])) == [
        "名册里没有登记区级包保单位。",
        "名册里没有登记村（居）干部。",
        "名册里没有登记组长。",
    ]
