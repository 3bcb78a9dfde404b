"""Villages and units merged and renamed from a day on: figures follow, the past keeps its names."""

from datetime import date
from pathlib import Path

import pytest

from core import journal
from core.db import Db
from core.errors import UserError
from core.model import check_in, finding
from core.names import Names, names_of
from core.queries.lineage import steps_of, words_of
from core.queries.month import evaluate_month
from core.queries.places import parents, stations_of
from core.queries.roster import area_card, tree
from core.queries.stats import stats, weeks_until
from core.rules.calendar import Month, week_of
from core.services import check_ins, inspections, lineage, roster
from core.services.roster_import import import_roster
from tests.core.services.conftest import PLAN, roster_sheet, the

D = date(2026, 9, 28)  # the first day of October's weeks


def _village(db: Db, text: str) -> int:
    with db.read() as r:
        return the(names_of(r).area(text))


def _renamed(db: Db, old: str, new: str, day: date, kind: str = "") -> int:
    row = _village(db, old)
    with db.write("改名") as w:
        return lineage.rename_area(w, row, new, day, kind=kind)


def _sheets(db: Db, month: Month) -> set[str]:
    with db.read() as r:
        found, data = evaluate_month(r, month)
    named = {one.id: one.name for one in data.units}
    return {named[one.unit_id] for one in found.sheets if one.kind == "village"}


def test_a_merger_is_one_undoable_step(office: Db, names: Names) -> None:
    a, b = the(names.area("大和社区")), the(names.area("红光村"))
    with office.read() as r:
        before = [(one.id, one.name) for one in tree(r, D)]
    with office.write("合并2个村（居）") as w:
        new = lineage.merge_areas(w, [a, b], D, name="新光社区", kind="community")
    with office.read() as r:
        now = {one.name: one for one in tree(r, D)}
        then = {one.name for one in tree(r, date(2026, 9, 27))}
        inside = parents(r, D)
        assert "新光社区" in now
        assert not {"大和社区", "红光村"} & now.keys()
        assert now["新光社区"].below == 5  # the groups came along
        assert {"大和社区", "红光村"} <= then
        assert inside[a] == new
        assert words_of(steps_of(r, "area", new), new) == "2026年9月28日前为大和社区、红光村"
        assert words_of(steps_of(r, "area", a), a) == "2026年9月28日起为新光社区"
    journal.undo(office)
    with office.read() as r:
        assert [(one.id, one.name) for one in tree(r, D)] == before


def test_a_month_knows_the_villages_of_its_end(office: Db) -> None:
    _renamed(office, "红光村", "红光社区", D, "community")
    assert _sheets(office, Month(2026, 9)) == {
        "大和社区",
        "红光村",
    }
    assert _sheets(office, Month(2026, 10)) == {"大和社区", "红光社区"}


def test_findings_before_and_after_meet_in_the_successor(office: Db, names: Names) -> None:
    group = the(names.area("红光村1组"))
    with office.write("登记问题") as w:
        inspections.add_finding(w, date(2026, 10, 8), "垃圾桶旁散落垃圾", area_id=group)
    _renamed(office, "红光村", "红光社区", date(2026, 10, 15), "community")
    with office.write("登记问题") as w:
        inspections.add_finding(w, date(2026, 10, 20), "广告破损", area_id=group)
    with office.read() as r:
        found, data = evaluate_month(r, Month(2026, 10))
        named = {one.id: one.name for one in data.units}
        assert [named[one.village_id or 0] for one in found.findings] == ["红光社区", "红光社区"]
        assert stations_of(r, group, date(2026, 10, 20)) == stations_of(r, group, date(2026, 10, 8))


def test_stations_merge_with_their_people_and_duties(office: Db, names: Names) -> None:
    old, new = the(names.unit("文化站")), the(names.unit("财政所"))
    who, market = the(names.person("岳丽娟")), the(names.area("集贸市场"))
    day = date(2026, 10, 14)  # a Wednesday
    with office.write("登记签到") as w:
        check_ins.add(w, who, date(2026, 10, 12), area_id=market)
    with office.write("合并单位") as w:
        assert lineage.merge_units(w, [old], day, into=new) == new
    with office.write("登记签到") as w:
        check_ins.add(w, who, date(2026, 10, 15), area_id=market)
    with office.read() as r:
        assert stations_of(r, market, date(2026, 10, 13)) == [old]
        assert stations_of(r, market, day) == [new]
        found, data = evaluate_month(r, Month(2026, 10))
        quota = next(one for one in found.quotas if one.person_id == who and one.week == week_of(day))
        assert (quota.unit_id, quota.required, quota.done, quota.ok) == (new, 2, 2, True)
        assert old not in {one.id for one in data.units}
        assert {row.name for row in stats(r, weeks_until(week_of(day), 4)).stations} == {"村建所", "财政所"}


def test_an_unmerged_head_stays_the_only_head(office: Db, names: Names) -> None:
    old, new = the(names.unit("文化站")), the(names.unit("财政所"))
    with office.write("负责人") as w:
        roster.set_head(w, new, the(names.person("财政所/李伟")), date(2026, 1, 5))
        roster.set_head(w, old, the(names.person("岳丽娟")), date(2026, 1, 5))
        lineage.merge_units(w, [old], D, into=new)
    with office.read() as r:
        from core.queries.roster import unit_card

        card = unit_card(r, new, D)
        assert card is not None
        assert card.head_id == names.person("财政所/李伟")
        assert "岳丽娟" in {one.name for one in card.people}
        assert card.lineage == "2026年9月28日前为文化站"


def test_names_of_the_past_find_their_place(office: Db) -> None:
    new = _renamed(office, "红光村", "红光社区", D, "community")
    with office.read() as r:
        names = names_of(r)
    old = the(names.area("红光村"))
    assert names.area("红光村", date(2026, 9, 1)) == old
    assert not names.notes
    assert names.area("红光村", date(2026, 10, 20)) == new
    assert list(names.notes) == ["“红光村”在2026年10月20日是“红光社区”，已记在“红光社区”。"]
    assert names.area("红光社区", date(2026, 9, 1)) == old  # what it was called then
    assert names.area("红光社区1组") == names.area("红光村1组") == names.area("红光村/1组")
    assert names.unit("红光村", date(2026, 10, 20)) == names.unit("红光社区")


def test_a_name_of_today_before_a_merger_is_not_guessed(office: Db, names: Names) -> None:
    both = [the(names.area("大和社区")), the(names.area("红光村"))]
    with office.write("合并") as w:
        lineage.merge_areas(w, both, D, name="新光社区", kind="community")
    with office.read() as r:
        said = names_of(r).area("新光社区", date(2026, 9, 1))
    assert said == "2026年9月1日还没有“新光社区”，当时是大和社区、红光村，请写当时的名称。"


def test_a_later_roster_under_old_and_new_names_makes_no_second_village(office: Db, tmp_path: Path) -> None:
    _renamed(office, "红光村", "红光社区", D, "community")
    with office.read() as r:
        before = len(tree(r, D))
    rows = (
        ("红光社区", "1组", "周启明", "副乡长", "财政所", "李伟", None),
        ("红光村", "2组", "周启明", "副乡长", "财政所", "李伟", None),
    )
    import_roster(office, roster_sheet(tmp_path, rows), date(2026, 11, 2), source="新名册.xlsx")
    with office.read() as r:
        assert len(tree(r, date(2026, 11, 2))) == before


def test_the_own_lines_of_a_village_go_on(office: Db, names: Names) -> None:
    red = the(names.area("红光村"))
    with office.write("包保") as w:
        roster.assign(w, red, roster.Duty(the(names.person("周启明")), the(names.unit("村建所")), None), PLAN)
    new = _renamed(office, "红光村", "红光社区", D)
    with office.read() as r:
        card = area_card(r, new, D)
        assert card is not None
        assert {bar.text for row in card.rows for bar in row.bars} == {"周启明 副乡长", "村建所"}
        assert stations_of(r, new, D) == [names.unit("村建所")]
        assert stations_of(r, red, D) == [names.unit("村建所")]  # also under its old row


REFUSED = [
    ("红光村", "红光村", D, "不能并入自己，请选择另一个。"),
    ("红光村", "集贸市场", D, "“红光村”和“集贸市场”不是一类，不能合并。"),
]


@pytest.mark.parametrize(("old", "into", "day", "words"), REFUSED)
def test_what_is_refused(office: Db, names: Names, old: str, into: str, day: date, words: str) -> None:
    with pytest.raises(UserError) as refused, office.write("合并") as w:
        lineage.merge_areas(w, [the(names.area(old))], day, into=the(names.area(into)))
    assert refused.value.text == words


def test_a_circle_an_ended_one_and_an_early_day_are_refused(office: Db) -> None:
    old = _village(office, "红光村")
    new = _renamed(office, "红光村", "红光社区", D, "community")
    other = _village(office, "大和社区")
    for row, into, day, words in (
        (old, other, date(2026, 11, 2), "“红光村”已于2026年9月27日结束，不能再合并或改名。"),
        (other, old, date(2026, 11, 2), "“红光村”已于2026年9月27日结束，不能并入，请选现在的。"),
        (new, other, date(2026, 9, 1), "“红光社区”2026年9月28日才有，日期要在这之后。"),
        (other, new, date(2026, 9, 1), "“红光社区”2026年9月28日才有，日期要在这之后。"),
        (new, old, date(2026, 9, 27), "“红光社区”2026年9月28日才有，日期要在这之后。"),
    ):
        with pytest.raises(UserError) as refused, office.write("合并") as w:
            lineage.merge_areas(w, [row], day, into=into)
        assert refused.value.text == words


def test_a_name_that_is_taken_is_refused(office: Db) -> None:
    with pytest.raises(UserError, match="“大和社区”已经在名册里"):
        _renamed(office, "红光村", "大和社区", D)
    with pytest.raises(UserError, match="没有改动"):
        _renamed(office, "红光村", "红光村", D)
    with pytest.raises(UserError, match="请填写新的名称"):
        _renamed(office, "红光村", "  ", D)


def test_village_units_merge_by_their_places(office: Db, names: Names) -> None:
    with pytest.raises(UserError, match="按区域"), office.write("合并") as w:
        lineage.merge_units(w, [the(names.unit("红光村"))], D, name="红光")


def test_a_place_chosen_for_a_day_before_it_began_is_the_one_of_that_day(office: Db, names: Names) -> None:
    old = the(names.area("红光村"))
    new = _renamed(office, "红光村", "红光社区", D, "community")
    who = the(names.person("王建国"))
    with office.write("登记") as w:
        row = check_ins.add(w, who, date(2026, 9, 1), area_id=new)
        found = inspections.add_finding(w, date(2026, 9, 1), "垃圾", area_id=new)
        assert (w.values(check_in, row) or {})["area_id"] == old
        assert (w.values(finding, found) or {})["area_id"] == old
        merged = lineage.merge_areas(
            w, [new, the(names.area("大和社区"))], date(2026, 11, 2), name="新光社区", kind="community"
        )
    with pytest.raises(UserError, match="当时是大和社区、红光社区"), office.write("登记") as w:
        check_ins.add(w, who, date(2026, 10, 20), area_id=merged)
