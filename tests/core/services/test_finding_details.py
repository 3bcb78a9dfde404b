"""Beside a finding: who found it, what it is measured by, who helps, where it went; and the places seen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.db import Db
from core.errors import UserError
from core.exchange.read import read_sheet
from core.exchange.records import parse_check_ins, parse_findings
from core.ledgers import ledger_named
from core.model import check_in, finding, inspection, inspection_place, opinion
from core.names import Names
from core.queries.finding_history import finding_history
from core.queries.finding_pages import Wanted, column_values, finding_detail, findings_page
from core.queries.finding_tour import tour_of
from core.queries.inspected import markets_of, not_inspected
from core.queries.month import evaluate_month
from core.queries.today import today
from core.rules.calendar import Month, week_of
from core.services import check_ins, inspections, ledgers
from core.services.check_ins import import_check_ins
from core.services.export import sheet_of
from core.services.finding_details import Told
from core.services.finding_sheets import import_findings
from tests.core.services.conftest import the
from tests.core.services.test_export import written

FOUND = date(2026, 10, 20)
DOCUMENT = "全国文明城市测评体系"


@pytest.fixture
def item(office: Db) -> int:
    """A standard item to cite."""
    said: dict[str, Any] = {"document": DOCUMENT, "year": 2021, "code": "Ⅱ-3", "text": "公共场所干净"}
    with office.write("登记测评标准") as w:
        return ledgers.put(w, ledger_named("standard_item"), said)


def _add(db: Db, names: Names, told: Told, text: str = "小广告未清理") -> int:
    with db.write("登记问题") as w:
        return inspections.add_finding(
            w, FOUND, text, area_id=the(names.area("大和社区3组")), category_id=5, told=told
        )


def test_a_finding_keeps_what_stands_beside_it(office: Db, names: Names, item: int) -> None:
    told = Told("自查", None, "生活区", item, "区住建局", "区城管局", date(2026, 10, 21))
    row = _add(office, names, told)
    with office.read() as r:
        found = finding_detail(r, row)
    assert found is not None
    assert (found.told.source, found.told.location, found.told.partner) == ("自查", "生活区", "区住建局")
    assert found.told.standard is not None
    assert found.told.standard.cited == "《全国文明城市测评体系》（2021年）Ⅱ-3"
    assert (found.told.referred_to, found.told.referred_on) == ("区城管局", date(2026, 10, 21))
    # 乱贴小广告 stands under 环境卫生
    assert (found.told.work_area, found.told.own_area, found.told.outcome) == ("整治环境卫生", "", "环境整洁")


def test_the_clerk_s_own_work_area_stands_above_the_category_s(office: Db, names: Names) -> None:
    row = _add(office, names, Told(work_area="抓好宣传教育"))
    _add(office, names, Told())
    with office.read() as r:
        wanted = Wanted("all", columns=(("work_area", ("抓好宣传教育",)),))
        assert [one.id for one in findings_page(r, wanted)[0]] == [row]
        assert column_values(r, Wanted("all"), "work_area") == [("抓好宣传教育", 1), ("整治环境卫生", 1)]
        assert column_values(r, Wanted("all"), "source") == [("督查", 2)]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(source="抽查"), "来源“抽查”不认识，请写督查、自查、群众反映中的一个。"),
        (Told(location="街上"), "区域类型“街上”不认识"),
        (Told(work_area="绿化"), "方面“绿化”不认识"),
        (Told(referred_on=FOUND), "没有填上报给谁"),
        (Told(referred_to="区住建局", referred_on=date(2026, 10, 19)), "早于发现日期2026年10月20日"),
        (Told(referred_to="区住建局", referred_on=date(2026, 11, 25)), "在今天之后"),
    ],
)
def test_what_cannot_be_is_refused(office: Db, names: Names, told: Told, words: str) -> None:
    with pytest.raises(UserError, match=words):
        _add(office, names, told)
    row = _add(office, names, Told())
    with pytest.raises(UserError, match=words), office.write("修改问题") as w:
        inspections.change_finding(w, row, **told.values)


def test_what_a_station_found_itself_belongs_to_no_inspection(office: Db, names: Names) -> None:
    with office.write("登记督查") as w:
        tour = inspections.add_inspection(w, FOUND)
        row = inspections.add_finding(w, FOUND, "垃圾", inspection_id=tour)
    with office.write("修改来源") as w:
        inspections.change_finding(w, row, source="自查")
    with office.read() as r:
        assert r.value(select(finding.c.inspection_id)) is None
        assert [line.id for line in tour_of(r, FOUND).lines] == [row]
        assert finding_history(r, row)[0].fields[-1].change.after == "自查"
    with office.write("修改来源") as w:
        inspections.change_finding(w, row, source="督查")
    with office.read() as r:
        assert (r.value(select(finding.c.inspection_id)), r.value(select(finding.c.source))) == (tour, None)


# -- decision 0017 ---------------------------------------------------------------------------------


def _totals(db: Db, *units: int | str) -> list[Any]:
    with db.read() as r:
        sheets = evaluate_month(r, Month(2026, 10))[0].sheets
    return [next(one.total for one in sheets if one.unit_id == unit) for unit in units]


def test_a_self_found_finding_costs_nothing_until_its_deadline(office: Db, names: Names) -> None:
    station, village = the(names.unit("村建所")), the(names.unit("大和社区"))
    before = _totals(office, station, village)
    row = _add(office, names, Told("自查"))
    assert _totals(office, station, village) == before
    with office.read() as r:
        sheets = evaluate_month(r, Month(2026, 10))[0].sheets
    own = next(one.lines for one in sheets if one.unit_id == station)
    lines = [line for line in own if (line.evidence_kind, line.evidence) == ("finding", (row,))]
    assert [line.points for line in lines] == [0]
    assert lines[0].reason.endswith("自查发现，不扣分")
    with office.write("交办") as w:
        inspections.order(w, [row], FOUND, date(2026, 10, 23))
    assert [now - was for now, was in zip(_totals(office, station, village), before, strict=True)] == [-3, -3]


def test_what_people_reported_weighs_like_an_inspection_s(office: Db, names: Names) -> None:
    station = the(names.unit("村建所"))
    before = _totals(office, station)[0]
    _add(office, names, Told("群众反映"))
    assert _totals(office, station)[0] < before


# -- sheets ----------------------------------------------------------------------------------------


def test_the_details_come_back_from_a_sheet(office: Db, names: Names, item: int, tmp_path: Path) -> None:
    told = Told("自查", "抓好宣传教育", "活动区", item, "区住建局", "区城管局", date(2026, 10, 21))
    row = _add(office, names, told)
    with office.read() as r:
        file = written(sheet_of(r, "findings", Month(2026, 10)), tmp_path)
    with office.write("删除问题") as w:
        inspections.remove_findings(w, [row])
    outcome = import_findings(office, parse_findings(read_sheet(file)), source="问题.xlsx")
    assert (outcome.new, outcome.refused) == (1, ())
    with office.read() as r:
        kept = r.values(finding, r.value(select(finding.c.id)))
        assert r.column(select(inspection.c.id)) == []  # nobody inspected
    assert kept is not None
    assert {key: kept[key] for key in told.values} == told.values


def test_other_words_of_offices_and_an_unknown_item(office: Db, item: int, tmp_path: Path) -> None:
    file = tmp_path / "问题.csv"
    file.write_text(
        "日期,问题描述,问题来源,标准条目,配合部门,上报单位,上报时间\n"
        "2026-10-13,垃圾,督查,Ⅱ-3,区环卫所,区住建局,2026-10-14\n"
        "2026-10-13,广告,抽查,,,,\n"
        "2026-10-13,墙面,,Ⅸ-9,,,\n",
        "utf-8",
    )
    outcome = import_findings(office, parse_findings(read_sheet(file)), source=file.name)
    assert outcome.new == 1
    assert "第3行：来源“抽查”不认识" in outcome.refused[0]
    assert "第4行：依据条目“Ⅸ-9”还没有登记" in outcome.refused[1]
    with office.read() as r:
        assert r.value(select(finding.c.standard_id)) == item
        assert r.value(select(finding.c.partner)) == "区环卫所"


def test_a_day_on_the_spot_is_told_by_its_sheet(office: Db, tmp_path: Path) -> None:
    file = tmp_path / "签到.csv"
    file.write_text(
        "姓名,日期,方式\n王建国,2026-10-13,驻点\n王建国,2026-10-14,\n王建国,2026-10-15,远程\n", "utf-8"
    )
    outcome = import_check_ins(office, parse_check_ins(read_sheet(file)), source=file.name)
    assert outcome.new == 2
    assert outcome.refused == ("第4行：方式“远程”不认识，驻点的写“驻点”，一般到岗留空。",)
    with office.read() as r:
        assert r.column(select(check_in.c.kind).order_by(check_in.c.day)) == [check_ins.ON_SPOT, None]


# -- places ----------------------------------------------------------------------------------------


def test_places_visited_are_kept_with_the_round(office: Db, names: Names) -> None:
    red, market = the(names.area("红光村")), the(names.area("集贸市场"))
    with office.write("登记督查") as w:
        tour = inspections.add_inspection(w, FOUND)
        assert inspections.set_places(w, tour, [red, market, red]) == 2
    with office.read() as r:
        assert tour_of(r, FOUND).places == (red, market)
    with office.write("修改督查地点") as w:
        assert inspections.set_places(w, tour, [market]) == 1
        assert inspections.set_places(w, tour, [market]) == 0
    with office.read() as r:
        assert r.column(select(inspection_place.c.area_id)) == [market]


def test_where_nobody_has_been_is_named_until_somebody_was(office: Db, names: Names) -> None:
    with office.read() as r:
        assert not_inspected(r, FOUND) == ()  # the township never inspected: nothing to say
    with office.write("登记督查") as w:
        tour = inspections.add_inspection(w, FOUND)
        group = the(names.area("大和社区3组"))
        inspections.add_finding(w, FOUND, "垃圾", area_id=group, inspection_id=tour)
        inspections.add_finding(w, FOUND, "垃圾", area_id=the(names.area("红光村1组")), told=Told("自查"))
    with office.read() as r:
        assert [one.name for one in not_inspected(r, FOUND)] == ["红光村", "集贸市场"]
        assert today(r).unseen == ("大和社区", "红光村", "集贸市场")  # of November
    with office.write("登记督查去过的地方") as w:
        inspections.set_places(w, tour, [the(names.area("红光村")), the(names.area("集贸市场"))])
    with office.read() as r:
        assert not_inspected(r, FOUND) == ()
        assert not_inspected(r, date(2026, 11, 2)) != ()


def test_a_market_is_visited_by_those_who_answer_for_it(office: Db, names: Names) -> None:
    week = week_of(FOUND)
    with office.read() as r:
        assert markets_of(r, week) == (("集贸市场", False),)
    with office.write("登记签到") as w:
        yue = the(names.person("岳丽娟"))
        check_ins.add(w, yue, FOUND, area_id=the(names.area("集贸市场")))
    with office.read() as r:
        assert markets_of(r, week) == (("集贸市场", True),)


def test_an_opinion_outlives_the_finding_it_led_to(office: Db, names: Names) -> None:
    row = _add(office, names, Told("群众反映"))
    with office.write("登记意见") as w:
        kept = ledgers.put(w, ledger_named("opinion"), {"day": FOUND, "text": "路灯不亮", "finding_id": row})
    with office.write("删除问题") as w:
        inspections.remove_findings(w, [row])
    with office.read() as r:
        said = r.values(opinion, kept)
    assert said is not None
    assert said["finding_id"] is None
