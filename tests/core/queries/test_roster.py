"""The roster as of a day: the tree, who answered over a year as joined bars, people, units."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db import Db
from core.names import Names
from core.queries import roster
from core.services import roster as verbs
from tests.core.services.conftest import PLAN, the

DAY = date(2026, 11, 24)
CHANGE = date(2026, 7, 1)
days = st.integers(0, 60).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
spans = st.lists(
    st.tuples(days, st.one_of(st.none(), st.integers(0, 20))).map(
        lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
    ),
    min_size=1,
    max_size=8,
)


def covered(found: list[tuple[date, date | None]]) -> set[date]:
    last = date(2026, 5, 1)
    return {
        start + timedelta(days=n) for start, end in found for n in range(((end or last) - start).days + 1)
    }


@given(spans)
def test_joined_bars_cover_the_same_days_and_never_touch(found: list[tuple[date, date | None]]) -> None:
    bars = roster.joined(1, "张玉兰", found)
    assert covered([(bar.start, bar.end) for bar in bars]) == covered(found)
    for earlier, later in pairwise(bars):
        assert earlier.end is not None
        assert earlier.end + timedelta(days=1) < later.start


@given(spans)
def test_lanes_hold_every_bar_without_overlap(found: list[tuple[date, date | None]]) -> None:
    bars = [roster.Bar(number, "", start, end) for number, (start, end) in enumerate(found)]
    lanes = roster.lanes(bars)
    assert sorted(bar.subject_id for lane in lanes for bar in lane) == list(range(len(found)))
    for lane in lanes:
        for earlier, later in pairwise(lane):
            assert earlier.end is not None
            assert earlier.end < later.start


def test_the_tree_says_who_answers_and_where_nobody_does(office: Db, names: Names) -> None:
    with office.write("新增1个区域") as w:
        verbs.add_area(w, "market", "河边市场", 1)
        verbs.add_area(w, "group", "3组", the(names.area("红光村")))
    with office.read() as r:
        places = {
            one.name if one.kind != "group" else (one.parent_id, one.name): one for one in roster.tree(r, DAY)
        }
    assert places["大和乡"].below == 4
    assert places["红光村"].below == 3
    assert places["集贸市场"].who == "岳丽娟"
    assert places["河边市场"].lack == "没有责任人"
    red = places["红光村"].id
    assert places[red, "1组"].who == "李伟、岳丽娟"
    assert places[red, "3组"].lack == "没有责任人"


def test_before_the_plan_nobody_answers(office: Db) -> None:
    with office.read() as r:
        assert {one.lack for one in roster.tree(r, PLAN - timedelta(days=1)) if not one.below} == {
            "没有责任人"
        }


def test_a_change_of_station_leaves_one_bar_of_the_leader(office: Db, names: Names) -> None:
    market, other = the(names.area("集贸市场")), the(names.unit("财政所"))
    culture = the(names.unit("文化站"))
    with office.write("换站所") as w:
        assert verbs.replace_in(w, [market], "unit_id", culture, CHANGE, unit_id=other, person_id=None) == 1
    with office.read() as r:
        card = roster.area_card(r, market, DAY)
    assert card is not None
    rows = {row.label: [(bar.text, bar.start, bar.end) for bar in row.bars] for row in card.rows}
    assert rows["包保领导"] == [("陈秀英 副乡长", PLAN, None)]  # the sheet's first word
    assert rows["牵头站所"] == [("文化站", PLAN, CHANGE - timedelta(days=1)), ("财政所", CHANGE, None)]
    assert rows["责任人"] == [("岳丽娟", PLAN, CHANGE - timedelta(days=1))]
    gone = {one.name: one.gone for one in card.people}
    assert gone == {"陈秀英": False, "岳丽娟": True}


def test_a_village_without_lines_shows_its_groups_and_a_group_its_village(office: Db, names: Names) -> None:
    village, group = the(names.area("大和社区")), the(names.area("大和社区3组"))
    with office.write("准备") as w:
        bare = verbs.add_area(w, "group", "9组", the(names.area("集贸市场")))
    with office.read() as r:
        card, one = roster.area_card(r, village, DAY), roster.area_card(r, group, DAY)
        under = roster.area_card(r, bare, DAY)
    assert card is not None and one is not None and under is not None
    assert card.source == "below"
    people = {bar.text for row in card.rows if row.label == "责任人" for bar in row.bars}
    assert people == {"王建国", "李伟"}
    assert one.source == "own"
    assert (under.source, under.source_name) == ("above", "集贸市场")


def test_phones_are_masked_until_asked_for(office: Db, names: Names) -> None:
    market = the(names.area("集贸市场"))
    with office.read() as r:
        masked, full = roster.area_card(r, market, DAY), roster.area_card(r, market, DAY, full=True)
    assert masked is not None and full is not None
    assert [one.phone for one in masked.people if one.name == "岳丽娟"] == ["138****0021"]
    assert [one.phone for one in full.people if one.name == "岳丽娟"] == ["13800000021"]


def test_a_unit_shows_its_people_and_places(office: Db, names: Names) -> None:
    unit = the(names.unit("文化站"))
    with office.read() as r:
        card = roster.unit_card(r, unit, DAY)
        listed = {one.name: (one.kind, one.people, one.places) for one in roster.units(r, DAY)}
        assert roster.unit_card(r, 999, DAY) is None
    assert card is not None
    assert {row.label for row in card.rows} == {"集贸市场", "红光村1组"}
    assert [(one.name, one.duty) for one in card.people] == [("岳丽娟", "集贸市场、红光村1组")]
    assert listed["文化站"] == ("station", 1, 2)
    assert listed["领导班子"][0] == "leadership"


def test_counts_and_choices(office: Db) -> None:
    with office.read() as r:
        assert roster.counts(r, DAY) == roster.Counts(6, 3, 2)
        people = roster.people_choices(r, DAY)
        areas = [one.name for one in roster.area_choices(r, DAY)]
        assert roster.home_of(r, people[0].id, DAY) == int(people[0].kind)
    assert sorted(one.detail for one in people if one.name == "李伟") == ["村建所", "财政所"]
    assert "红光村2组" in areas
    assert "大和乡" not in areas


def test_subjects_name_the_groups_where_they_also_answer(office: Db, names: Names) -> None:
    village = the(names.area("红光村"))
    station = the(names.unit("财政所"))
    with office.write("新增包保") as w:
        verbs.assign(w, village, verbs.Duty(None, station, None), PLAN)
    with office.read() as r:
        found = {one.name: one for one in roster.subjects(r, village, DAY)}
    assert found["财政所"].areas == (village,)
    assert set(found["财政所"].areas_below) == {the(names.area("红光村1组")), the(names.area("红光村2组"))}


@pytest.mark.parametrize("full", [False, True])
def test_the_township_lists_everybody(office: Db, *, full: bool) -> None:
    with office.read() as r:
        card = roster.area_card(r, 1, DAY, full=full)
    assert card is not None
    assert len(card.people) == 6
    assert card.groups == 2
    assert any("*" in one.phone for one in card.people) is not full


def test_the_history_of_a_place_is_also_that_of_its_lines(office: Db, names: Names) -> None:
    market = the(names.area("集贸市场"))
    who = the(names.person("岳丽娟"))
    with office.read() as r:
        lines = roster.rows_about(r, "area", market)
        posts = roster.rows_about(r, "person", who)
        assert roster.rows_about(r, "finding", 1) == []
    assert [name for name, _row in lines] == ["assignment"]
    assert [name for name, _row in posts] == ["post"]
