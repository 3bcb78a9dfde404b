"""职责任务书: the four levels with their duties, and a sheet for each person to sign."""

from datetime import date

from core.db import Db
from core.model import assignment, duty_text, unit
from core.names import Names
from core.queries.papers import Asked
from core.queries.papers.duty_sheets import duty_sheet_facts
from core.services.roster import add_person
from reports.docx import docx_of
from reports.papers.duty_sheet import duty_sheet
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed

PLAN = date(2022, 1, 26)


def test_the_levels_name_who_and_where_with_the_plans_words(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "duty-sheet"))
    assert "一、乡级" in text
    assert "包保领导（2人）" in text
    assert "工作人员（4人）" in text
    assert "每周至少2次到包保区域（含集贸市场）开展工作" in text
    assert "每月至少组织2次入户宣传、问卷调查" in text
    assert "大和社区（1组、2组）" in text


def test_a_sheet_for_each_person_of_a_station(town: Db, names: Names, printed: Printed) -> None:
    pages = printed(town, "duty-sheet", Asked(unit=the(names.unit("村建所"))))
    assert len(pages) == 2
    first = pages[0]
    for words in ("王建国", "村建所", "乡级·工作人员", "大和社区（1组、2组）", "周启明", "责任人签名："):
        assert words in first


def test_the_office_writes_its_own_words_from_a_day_on(town: Db, names: Names) -> None:
    with town.write("职责内容") as w:
        for day, words in ((PLAN, "旧职责。"), (date(2026, 1, 1), "新职责。"), (date(2099, 1, 1), "将来。")):
            w.insert(duty_text, level="township", role="工作人员", text=words, valid_from=day)
        w.insert(duty_text, level="township", role=None, text="人人有责。", valid_from=PLAN)
    with town.read() as r:
        found = duty_sheet_facts(r, Asked(unit=the(names.unit("村建所"))))
    assert {one.duties for one in found.holders} == {("人人有责。", "新职责。")}


def test_all_four_levels(town: Db, names: Names, printed: Printed) -> None:
    red, group = the(names.area("红光村")), the(names.area("红光村1组"))
    with town.write("四级") as w:
        home = the(names.unit("红光村"))
        secretary = add_person(w, "冯远", home, PLAN, role="village_secretary", title="党支部书记")
        head = add_person(w, "文波", home, PLAN, role="group_head")
        district = w.insert(unit, kind="district", name="区文明办", sort=99)
        w.insert(assignment, area_id=red, unit_id=district, role="joint", valid_from=PLAN)
        w.insert(assignment, area_id=red, person_id=secretary, role="lead", valid_from=PLAN)
        w.insert(assignment, area_id=group, person_id=head, role="lead", valid_from=PLAN)
    text = "".join(printed(town, "duty-sheet"))
    order = [text.index(words) for words in ("一、区级", "二、乡级", "三、村（社区）", "四、居民小组")]
    assert order == sorted(order)
    assert "包保单位（1个）" in text
    assert "红光村（党支部书记）" in text
    one = "".join(printed(town, "duty-sheet", Asked(unit=district)))
    assert "区级·包保单位" in one


def test_a_unit_without_people_says_so_and_the_word_copy_is_made(town: Db, names: Names) -> None:
    with town.write("新站所") as w:
        empty = w.insert(unit, kind="station", name="林业站", sort=50)
    with town.read() as r:
        made = duty_sheet(duty_sheet_facts(r, Asked(unit=empty)))
        whole = duty_sheet(duty_sheet_facts(r, Asked()))
    assert "林业站还没有登记人员。" in str(made)
    assert docx_of(whole).startswith(b"PK")
