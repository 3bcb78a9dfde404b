"""包保责任分工表: who answers where, and what the three principles say."""

from datetime import date

from core.db import Db
from core.model import area, assignment, unit
from core.names import Names
from core.queries.papers import Asked, duty_facts
from reports.papers.duty_roster import duty_roster
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed, words_of


def test_places_leaders_and_stations_stand_in_rows(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "duty-roster"))
    for words in (
        "大和社区",
        "红光村",
        "周启明（副乡长）",
        "陈秀英",
        "村建所",
        "集贸市场",
        "1组",
    ):
        assert words in text
    assert "1.领导对应：符合。" in text
    assert "2.强弱搭配：村建所、财政所、文化站没有登记力量强弱" in text
    assert "3.就近：村建所、财政所、文化站没有登记驻地，也没有登记远近" in text
    assert "每个站所包保的区域：中位数2处，最多3处（村建所），最少2处（财政所、文化站）；" in text
    assert "组级：名册里没有登记组长。" in text
    assert "乡级由2名包保领导和3个站所包保" in text


def test_weak_stations_alone_are_named(town: Db, names: Names) -> None:
    with town.write("力量") as w:
        w.update(unit, the(names.unit("村建所")), strength="弱")
        w.update(unit, the(names.unit("财政所")), strength="强")
        w.update(unit, the(names.unit("文化站")), strength="弱", area_id=the(names.area("大和社区")))
        w.update(unit, the(names.unit("财政所")), area_id=the(names.area("红光村")))
    with town.read() as r:
        found = duty_facts(r, Asked())
    leaders, strengths, near = found.check.checks
    assert leaders.kept
    assert [one.text for one in strengths.remarks] == [
        "大和社区只由力量较弱的村建所包保。",
        "集贸市场只由力量较弱的文化站包保。",
    ]
    assert [one.text for one in near.remarks] == ["文化站驻在大和社区，没有包保大和社区。"]
    assert (found.villages, found.stations) == (2, 3)
    text = "".join(words_of(duty_roster(found)))
    assert "2.强弱搭配：有2处不符合。大和社区只由力量较弱的村建所包保；" in text


def test_places_that_hold_each_other_are_printed_and_named(town: Db, names: Names, printed: Printed) -> None:
    village, group = the(names.area("红光村")), the(names.area("红光村1组"))
    with town.write("上级") as w:
        w.update(area, village, parent_id=group)
    text = "".join(printed(town, "duty-roster")).replace("\n", "")
    assert "区域的上下级绕成一圈：红光村→1组→红光村" in text
    assert "财政所" in text


def test_what_contradicts_itself_is_printed(town: Db, names: Names, printed: Printed) -> None:
    with town.write("重复") as w:
        line = w.values(assignment, 1)
        assert line is not None
        w.insert(assignment, **{key: value for key, value in line.items() if key != "id"})
    assert "名册里自相矛盾的1处：" in "".join(printed(town, "duty-roster"))


def test_a_station_gets_its_own_lines_without_the_checks(town: Db, names: Names, printed: Printed) -> None:
    text = "".join(printed(town, "duty-roster", Asked(unit=the(names.unit("文化站")))))
    assert "大和社区" not in text
    assert "红光村" in text
    assert "三项原则核对" not in text


def test_a_district_unit_gets_its_level(town: Db, names: Names, printed: Printed) -> None:
    with town.write("区级") as w:
        district = w.insert(unit, kind="district", name="区教体局", sort=99)
        area = the(names.area("红光村"))
        w.insert(assignment, area_id=area, unit_id=district, role="joint", valid_from=date(2022, 1, 26))
    text = "".join(printed(town, "duty-roster"))
    assert "区级包保单位" in text
    assert "区级包保单位1个" in text
    assert text.count("区教体局") >= 1
