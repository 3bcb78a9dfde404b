from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.rules.coverage import Line, Post
from core.rules.roster_faults import faults, rings
from tests.core.rules.rosters import (
    AREAS,
    BUILD,
    CHEN,
    CULTURE,
    FINANCE,
    LINES,
    POSTS,
    RED,
    RED1,
    STONE,
    WANG,
    YUE,
    ZHOU,
    roster,
)


def said(**given_: object) -> list[str]:
    return [one.text for one in faults(roster(**given_))]  # type: ignore[arg-type]


def test_a_sound_roster_has_none() -> None:
    assert said() == []


def test_circular_reporting_lines_are_shown_where_they_are() -> None:
    ring = (Line(1, RED, ZHOU, BUILD, WANG), Line(2, STONE, WANG, CULTURE, ZHOU))
    assert said(lines=ring) == ["包保关系绕成一圈：王建国→周启明→王建国，请改正其中一条。"]
    alone = (Line(1, RED, ZHOU, BUILD, ZHOU),)
    assert said(lines=alone) == ["周启明在同一条包保里既是包保领导又是责任人，请改正其中一个。"]


def test_a_ring_of_three() -> None:
    lines = (Line(1, RED, ZHOU, None, WANG), Line(2, RED, CHEN, None, ZHOU), Line(3, RED, WANG, None, CHEN))
    assert said(lines=lines) == ["包保关系绕成一圈：王建国→周启明→陈秀英→王建国，请改正其中一条。"]


def test_places_that_hold_each_other() -> None:
    areas = tuple(replace(one, parent_id=RED1) if one.id == RED else one for one in AREAS)
    assert said(areas=areas) == ["区域的上下级绕成一圈：红光村→1组→红光村，请改正其中一个的上级。"]


def test_overlapping_posts() -> None:
    also = Post(9, WANG, FINANCE, "staff", date(2026, 3, 5))
    assert said(posts=(*POSTS, also)) == [
        "王建国同时在村建所和财政所任职（2026年3月5日起重叠），如不是兼任，请结束其中一个。"
    ]
    assert said(posts=(*POSTS, replace(also, unit_id=BUILD))) == [
        "王建国在村建所的同一职务登记了两次，请删去一次。"
    ]


def test_two_plans_at_once() -> None:
    lines = (
        Line(1, RED, ZHOU, BUILD, WANG, version_id=1),
        Line(2, RED, ZHOU, CULTURE, YUE, version_id=2),
    )
    versions = {1: "大和乡包保名册", 2: "包保任务调整表"}
    assert said(lines=lines, versions=versions) == [
        "红光村同时按两份名册包保：大和乡包保名册是村建所，包保任务调整表是文化站，请结束其中一条。"
    ]
    joint = (lines[0], replace(lines[1], role="joint"))
    assert said(lines=joint, versions=versions) == []


def test_the_same_line_twice() -> None:
    twice = (*LINES, replace(LINES[0], id=99))
    assert said(lines=twice) == ["红光村有两条完全相同的包保同时在执行，请结束其中一条。"]


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4), max_size=9))
def test_rings_are_rings_and_none_is_missed(edges: dict[int, list[int]]) -> None:
    found = rings(edges)
    for ring in found:
        assert len(set(ring)) == len(ring)
        for here, there in zip(ring, (*ring[1:], ring[0]), strict=True):
            assert there in edges[here]
    left, more = set(edges), True  # the slow way: nodes that lead nowhere are taken away until none is left
    while more:
        more = False
        for node in sorted(left):
            if not any(one in left for one in edges[node]):
                left.discard(node)
                more = True
    assert bool(found) == bool(left)
