"""The plan's subjects of one line each: what the clause asks to be kept is kept and stands on its paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from core.db import Db
from core.errors import UserError
from core.ledgers import ledger_named
from core.ledgers.duties import THEMES, VOLUNTEERING, WORK_AREAS
from core.ledgers.registers import BOARDS, CARRIERS, SERIES
from core.names import Names
from core.queries.papers import Asked
from core.rules.calendar import Month
from core.services.ledgers import put
from core.services.roster import add_area
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed

DAY = date(2026, 10, 20)
OCTOBER = Month(2026, 10)


def keep(db: Db, ledger: str, values: Mapping[str, Any]) -> None:
    with db.write("登记") as w:
        put(w, ledger_named(ledger), dict(values))


def said(printed: Printed, db: Db, ledger: str) -> str:
    """The ledger's list, without the breaks between lines."""
    return "".join(printed(db, ledger_named(ledger).command, Asked(month=OCTOBER))).replace("\n", "")


@pytest.fixture
def where(names: Names) -> dict[str, int]:
    return {"area_id": the(names.area("红光村")), "unit_id": the(names.unit("财政所"))}


def test_themes_are_the_plans_own_and_an_offices(idle: Db, where: dict[str, int], printed: Printed) -> None:
    """S22, S23, S25: activities by theme, the two codes of conduct, lectures; others may be written."""
    assert {"文明交通", "文明旅游", "文明餐桌", "文明礼仪", "市民公约", "居民公约", "知识宣讲"} == set(THEMES)
    for theme in (*THEMES, "文明养犬"):
        keep(
            idle,
            "activity",
            {**where, "day": DAY, "theme": theme, "work_area": WORK_AREAS[0], "headcount": 37},
        )
    text = said(printed, idle, "activity")
    assert "共8条" in text
    for theme in (*THEMES, "文明养犬"):
        assert theme in text
    assert "红光村" in text and "财政所" in text and "37" in text


def test_a_clean_up_is_kept(idle: Db, where: dict[str, int], printed: Printed) -> None:
    """S32."""
    keep(idle, "clean_up", {**where, "day": DAY, "place": "三岔路口", "headcount": 21})
    assert "三岔路口" in said(printed, idle, "clean_up")


def test_a_campaign_with_both_parties_of_volunteers(
    idle: Db, where: dict[str, int], printed: Printed
) -> None:
    """S45, S46: the station's and the community's volunteers together, of eight kinds and others."""
    assert len(VOLUNTEERING) == 8
    for kind in (*VOLUNTEERING, "无偿献血"):
        keep(
            idle,
            "volunteer_activity",
            {**where, "day": DAY, "kind": kind, "unit_count": 6, "village_count": 13},
        )
    text = said(printed, idle, "volunteer_activity")
    assert "共9条" in text
    for kind in (*VOLUNTEERING, "无偿献血"):
        assert kind in text
    assert "站所人数" in text.replace(" ", "") and "13" in text


def test_boards_of_a_community_and_of_a_settlement(
    idle: Db, names: Names, where: dict[str, int], printed: Printed
) -> None:
    """S33: four boards, also of a 聚居点 below the village."""
    assert len(BOARDS) == 4
    with idle.write("新增聚居点") as w:
        settlement = add_area(w, "settlement", "石桥聚居点", where["area_id"])
    for board in BOARDS:
        keep(idle, "board", {"area_id": settlement, "kind": board, "passed": board != BOARDS[0]})
    text = said(printed, idle, "board")
    assert "石桥聚居点" in text
    for board in BOARDS:
        assert board in text
    assert "不达标" in text


def test_carriers_of_two_series_reach_the_standard_or_not(
    idle: Db, where: dict[str, int], printed: Printed
) -> None:
    """S34."""
    for kind, series, passed in zip(CARRIERS, (*SERIES, SERIES[0]), (True, False, None), strict=True):
        keep(idle, "carrier", {**where, "place": "村口", "kind": kind, "series": series, "passed": passed})
    text = said(printed, idle, "carrier")
    for word in (*CARRIERS, *SERIES, "不达标"):
        assert word in text


def test_five_duties_before_the_door(idle: Db, where: dict[str, int], printed: Printed) -> None:
    """S26."""
    village = {"area_id": where["area_id"]}
    keep(
        idle,
        "five_duties",
        {**village, "place": "便民超市", "signed_on": DAY, "checked_on": DAY, "passed": False},
    )
    text = said(printed, idle, "five_duties")
    assert "便民超市" in text and "未落实" in text


def test_volunteer_stations_and_teams(idle: Db, where: dict[str, int], printed: Printed) -> None:
    """S43, S44: a station (点) exists since a day; the number to register stands with the team."""
    keep(idle, "volunteer_body", {**where, "kind": "station", "name": "学雷锋志愿服务站", "founded_on": DAY})
    team = {**where, "kind": "team", "name": "青年志愿队", "registered": 43, "target": 60}
    keep(idle, "volunteer_body", team)
    text = said(printed, idle, "volunteer_body")
    assert "学雷锋志愿服务站" in text and "青年志愿队" in text
    assert "43" in text and "60" in text
    with pytest.raises(UserError, match="注册任务写在队伍上"):
        keep(idle, "volunteer_body", {**team, "kind": "station", "name": "志愿服务点"})


def test_a_hard_case_with_the_leaders_decision(
    idle: Db, names: Names, where: dict[str, int], printed: Printed
) -> None:
    """S49."""
    leader = the(names.person("陈秀英"))
    case = {
        **where,
        "day": DAY,
        "text": "老市场占道",
        "leader_id": leader,
        "decision": "分期外迁",
        "decided_on": DAY,
    }
    keep(idle, "hard_case", case)
    text = said(printed, idle, "hard_case")
    for word in ("老市场占道", "分期外迁", "陈秀英"):
        assert word in text


def test_a_three_year_plan_submitted_or_not(idle: Db, names: Names, printed: Printed) -> None:
    """S51."""
    for unit, day in (("财政所", date(2024, 3, 5)), ("村建所", None)):
        keep(
            idle,
            "three_year_plan",
            {"unit_id": the(names.unit(unit)), "cycle": "2024—2026", "submitted_on": day},
        )
    text = said(printed, idle, "three_year_plan")
    assert "村建所" in text and "2024年3月5日" in text


def test_an_opinion_and_what_was_answered(idle: Db, where: dict[str, int], printed: Printed) -> None:
    """S40."""
    told = {**where, "day": DAY, "text": "路灯不亮", "reply": "已更换", "replied_on": date(2026, 10, 22)}
    keep(idle, "opinion", told)
    text = said(printed, idle, "opinion")
    assert "路灯不亮" in text and "已更换" in text
    with pytest.raises(UserError, match="答复日期早于收到的日期"):
        keep(idle, "opinion", {**told, "text": "井盖松动", "replied_on": date(2026, 10, 1)})
