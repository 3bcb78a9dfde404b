from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.rules.coverage import Area, Line, Post, Roster, Unit, View
from core.rules.proposal import (
    Level,
    Lock,
    Plan,
    Weights,
    compare,
    leader_problem,
    prices,
    propose,
    staffing,
    station_problem,
)
from tests.core.rules.rosters import (
    BUILD,
    CHEN,
    CULTURE,
    DAY,
    FINANCE,
    LINES,
    MARKET,
    RED,
    STONE,
    ZHOU,
    roster,
)


def plan(view: View, level: Level = "village", *locks: Lock, **weights: int) -> Plan:
    return propose(station_problem(view, level, locks, Weights(**weights)))


def then(found: Plan) -> dict[str, list[str]]:
    return {row.name: [found.names[one] for one in row.then] for row in found.rows}


def reasons(found: Plan) -> dict[str, str]:
    return {row.name: row.reason for row in found.changed}


def test_every_place_gets_a_station_and_a_weak_one_a_partner() -> None:
    found = plan(roster())
    assert then(found) == {
        "红光村": ["村建所", "财政所", "文化站"],
        "石门村": ["文化站", "村建所"],
        "集贸市场": ["财政所"],
    }
    assert reasons(found) == {"石门村": "原来只有力量较弱的站所", "集贸市场": "原来没有包保站所"}
    assert (int(found.today.weak), int(found.then.weak)) == (40, 0)
    assert (found.today.uncovered, found.then.uncovered) == (1, 0)
    assert found.then.change == 20
    assert found.today.change == 0


def test_places_by_group_inherit_what_they_have_not() -> None:
    problem = station_problem(roster(), "group", (), Weights())
    assert {site.name: (site.ties, site.own) for site in problem.sites} == {
        "红光村": ((BUILD, FINANCE), True),
        "红光村1组": ((BUILD, FINANCE), False),
        "红光村2组": ((CULTURE,), True),
        "石门村": ((CULTURE,), True),
        "石门村1组": ((CULTURE,), False),
        "集贸市场": ((), False),
    }


def test_near_moves_a_place_when_the_way_is_worth_the_change() -> None:
    near = {(BUILD, MARKET): 12, (FINANCE, MARKET): 1, (BUILD, RED): 1, (CULTURE, RED): 2, (FINANCE, RED): 1}
    lines = (*LINES, Line(9, MARKET, unit_id=BUILD))
    found = plan(roster(lines, near=near))
    assert then(found)["集贸市场"] == ["财政所"]
    assert reasons(found)["集贸市场"] == "近11公里"
    assert then(plan(roster(lines, near=near), change=99))["集贸市场"] == ["村建所"]


def test_a_lock_stays_whatever_it_costs() -> None:
    near = {(CULTURE, MARKET): 99, (BUILD, MARKET): 0}
    found = plan(roster(near=near), "village", Lock(CULTURE, MARKET))
    assert "文化站" in then(found)["集贸市场"]


def test_a_lock_on_a_village_holds_its_groups() -> None:
    view = roster(tuple(one for one in LINES if one.area_id != STONE))
    found = plan(view, "group", Lock(FINANCE, STONE))
    assert "财政所" in then(found)["石门村1组"]


@pytest.mark.parametrize(
    ("view", "locks", "most", "said"),
    [
        (roster(units=()), (), None, "名册里没有站所，提不出方案，请先登记站所。"),
        (roster(areas=(), lines=()), (), None, "名册里没有村（居）和组，提不出方案，请先登记区域。"),
        (
            roster(),
            (Lock(999, RED, "林业站", "红光村"),),
            None,
            "固定的“林业站—红光村”已经不在名册里，请先解除这条固定。",
        ),
        (roster(), (), 0, "3个站所每个最多0处，只能包0处，一共要包5处，请放宽上限。"),
        (
            roster(),
            (Lock(CULTURE, RED), Lock(CULTURE, STONE)),
            1,
            "文化站固定了2处，超过每个站所最多1处，请解除一些固定，或放宽上限。",
        ),
        (
            roster(()),
            (Lock(CULTURE, RED), Lock(BUILD, RED)),
            1,
            "固定的包保和每个站所的上限互相矛盾，请解除一些固定，或放宽上限。",
        ),
    ],
)
def test_where_no_plan_can_exist_a_sentence_says_why(
    view: View, locks: tuple[Lock, ...], most: int | None, said: str
) -> None:
    with pytest.raises(UserError) as refused:
        propose(station_problem(view, "village", locks, Weights(most=most)))
    assert str(refused.value) == said


def test_leaders_over_villages() -> None:
    found = propose(leader_problem(roster(), Weights()))
    assert then(found) == {"红光村": ["周启明"], "石门村": ["陈秀英"], "集贸市场": ["周启明"]}
    with pytest.raises(UserError, match="没有包保领导"):
        leader_problem(roster(posts=(), lines=()), Weights())


def test_new_ties_go_to_whoever_bears_least() -> None:
    found = plan(roster())
    assert staffing(found, {FINANCE: (1, 2), BUILD: ()}, {1: 3}) == {(FINANCE, MARKET): 2}


def test_a_balanced_roster_is_left_alone() -> None:
    lines = tuple(
        Line(at, place, leader_id=leader, unit_id=station)
        for at, (place, station, leader) in enumerate(
            ((RED, BUILD, ZHOU), (STONE, FINANCE, CHEN), (MARKET, BUILD, ZHOU))
        )
    )
    found = plan(roster(lines, units=roster().roster.units[:2]))
    assert found.changed == ()
    assert found.today == found.then


@st.composite
def views(draw: st.DrawFn) -> View:
    stations = tuple(
        Unit(100 + at, "station", f"{at}所", draw(st.sampled_from("强中弱")))
        for at in range(draw(st.integers(1, 5)))
    )
    villages = tuple(Area(at, "village", f"{at}村", None) for at in range(1, draw(st.integers(2, 8))))
    ids = st.sampled_from([one.id for one in stations])
    lines = tuple(
        Line(at, village.id, unit_id=station, role="lead" if number == 0 else "joint")
        for village in villages
        for number, station in enumerate(draw(st.lists(ids, max_size=2, unique=True)))
        for at in [village.id * 10 + number]
    )
    near = {
        (station.id, village.id): Fraction(draw(st.integers(0, 200)), 10)
        for station in stations
        for village in villages
        if draw(st.booleans())
    }
    posts = (Post(1, 900, 100, "leader", DAY),)
    return View(Roster(DAY, villages, stations, {900: "甲"}, posts, lines, {}, near))


@given(views(), st.integers(0, 3), st.integers(0, 60), st.integers(0, 4), st.integers(0, 9))
def test_it_covers_all_and_is_no_dearer_than_today(
    view: View, near: int, weak: int, balance: int, change: int
) -> None:
    problem = station_problem(view, "village", (), Weights(near, weak, balance, change))
    found = propose(problem)
    assert all(row.then for row in found.rows)
    assert found.then.uncovered == 0
    if found.today.uncovered == 0:
        assert found.then.total <= found.today.total
    assert propose(problem).rows == found.rows


@given(views(), st.data())
def test_locks_hold_and_never_make_it_cheaper(view: View, data: st.DataObject) -> None:
    pairs = [(unit.id, area.id) for unit in view.stations() for area in view.tops]
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))
    free = propose(station_problem(view, "village", (), Weights()))
    found = propose(station_problem(view, "village", [Lock(*pair) for pair in chosen], Weights()))
    ties = {row.site_id: row.then for row in found.rows}
    assert all(unit in ties[area] for unit, area in chosen)
    one_each = len({area for _, area in chosen}) == len(chosen)
    if one_each and all(view.units[unit].strength == "弱" for unit, _ in chosen):
        assert found.then.total >= free.then.total


@given(views())
def test_a_plan_priced_again_costs_what_it_said(view: View) -> None:
    problem = station_problem(view, "village", (), Weights())
    found = propose(problem)
    ties = {row.site_id: row.then for row in found.rows}
    assert prices(problem, ties) == found.then
    assert compare(problem, ties).rows == found.rows
    assert found.then.total == found.then.near + found.then.weak + found.then.balance + found.then.change


@given(views(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_change_the_price(view: View, dice: object) -> None:
    mixed = list(view.roster.lines)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    base = view.roster
    other = View(
        Roster(base.day, base.areas, base.units, base.people, base.posts, tuple(mixed), {}, base.nearness)
    )
    first = propose(station_problem(view, "village", (), Weights()))
    again = propose(station_problem(other, "village", (), Weights()))
    assert first.then == again.then


@given(views())
def test_who_stays_keeps_the_place_in_the_order(view: View) -> None:
    """The lead of a place is the lead of today where that station stays, else who comes in its stead."""
    for row in propose(station_problem(view, "village", (), Weights())).rows:
        assert len(set(row.then)) == len(row.then) >= len(row.today)
        for today, then in zip(row.today, row.then, strict=False):
            assert today == then or today not in row.then
