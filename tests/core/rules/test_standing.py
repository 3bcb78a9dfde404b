"""How units stood in a circular as it was frozen, and what became of them since."""

import json
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from core.rules.calendar import Month
from core.rules.standing import Standing, followed, standings

UNITS = {"村建所": 1, "财政所": 2, "大和社区": 3, "红光村": 4}


def score(unit: str, score: str | None, stratum: str = "", **more: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "stratum": stratum,
        "score": score,
        "rank": None,
        "tied": False,
        "remark": "",
        **more,
    }


def facts(**more: Any) -> dict[str, Any]:
    found = {
        "year": 2026,
        "month": 10,
        "village_scores": [score("大和社区", "95"), score("红光村", None)],
        "station_scores": [score("村建所", "70"), score("财政所", "281/3")],
        "praise": [{"unit_id": 3}],
        "criticism": [{"unit_id": 1}],
        "overdue_by_station": [{"name": "村建所", "rows": {"kind": "finding", "ids": [5, 6]}}],
        "look_back": None,
        "findings": {"kind": "finding", "ids": [5, 6, 8]},
        "finding_rows": [
            {"unit": "村建所", "state": "已逾期"},
            {"unit": "村建所", "state": "已逾期"},
            {"unit": "财政所", "state": "复核不合格"},
        ],
    }
    return json.loads(json.dumps({**found, **more}))  # type: ignore[no-any-return]


def by_unit(found: tuple[Standing, ...]) -> dict[int, Standing]:
    return {one.unit_id: one for one in found}


def test_who_was_named_and_how_each_stood() -> None:
    found = by_unit(standings(facts(), UNITS, paper="和创文办〔2026〕12号", spared=[2]))
    assert [one for one in found if found[one].praised] == [3]
    assert [one for one in found if found[one].criticised] == [1]
    assert found[2].score == Fraction(281, 3)
    assert (found[1].above, found[1].below) == (1, 0)
    assert found[4].score is None
    assert found[2].spared
    assert not found[1].spared
    assert {one.paper for one in found.values()} == {"和创文办〔2026〕12号"}
    assert {one.month for one in found.values()} == {Month(2026, 10)}


def test_the_findings_of_each_station() -> None:
    back = {"still_open": [{"name": "财政所", "rows": {"kind": "finding", "ids": [2]}}]}
    found = by_unit(standings(facts(look_back=back), UNITS))
    assert found[1].overdue == (5, 6)
    assert found[2].incomplete == (2, 8)
    assert found[1].incomplete == ()


def test_the_unit_frozen_beside_the_name_stands_above_the_name() -> None:
    later = {**UNITS, "村建所": 9}  # another unit bears the name by now
    rows = [score("村建所", "70", unit_id=1), score("财政所", "80")]
    assert set(by_unit(standings(facts(station_scores=rows), later))) == {1, 2, 3, 4}


def test_a_name_nobody_knows_counts_for_nobody() -> None:
    rows = [score("撤并所", "10"), score("财政所", "80")]
    assert 2 in by_unit(standings(facts(station_scores=rows), UNITS))
    assert len(standings(facts(station_scores=rows), UNITS)) == 3


def test_what_was_said_of_a_unit_follows_to_the_one_in_its_place() -> None:
    old, other = (
        Standing(Month(2026, 9), number, "station", Fraction(points), criticised=blame, overdue=(number,))
        for number, points, blame in ((1, 70, True), (2, 91, False))
    )
    assert [one.unit_id for one in followed([old], {1: 8})] == [8]
    assert followed([old], {1: 8})[0].criticised
    (merged,) = followed([old, other], {1: 8, 2: 8})
    assert merged.score == Fraction(161, 2)
    assert not merged.criticised, "nobody bears another's blame"
    assert merged.overdue == (1, 2)
    assert asdict(followed([other], {})[0]) == asdict(other)
