"""Ledgers keyed in and taken from sheets, in a real file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from core import journal
from core.db import Db
from core.errors import UserError
from core.exchange.columns import guess_heading
from core.exchange.ledgers import LedgerSheet, fields_of, parse_ledger
from core.exchange.read import read_sheet
from core.exchange.write import write_sheet
from core.ledgers import LEDGERS, Ledger, ledger_named
from core.names import Names
from core.queries.history import history_of
from core.queries.ledgers import Asked, column_values, ledger_page, ledger_rows
from core.queries.recycle import deleted
from core.services.ledgers import change, import_ledger, ledger_sheet, put, put_each, remove
from core.services.restore import put_back
from tests.core.services.conftest import the

MEETING = ledger_named("study_meeting")
CAMPAIGN = ledger_named("household_campaign")
QUESTIONNAIRE = ledger_named("questionnaire")


def _sheet(folder: Path, ledger: Ledger, rows: Sequence[Sequence[Any]]) -> LedgerSheet:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = folder / "台账.xlsx"
    book.save(file)
    return parse_ledger(read_sheet(file, fields=fields_of(ledger)), ledger)


def test_a_row_is_kept_named_and_undone(office: Db, names: Names) -> None:
    chair = the(names.person("周启明"))
    there = [chair, the(names.person("王建国"))]
    with office.write("登记例会") as w:
        put(
            w,
            MEETING,
            {"day": date(2026, 10, 27), "chair_id": chair, "attendees": there, "topic": "研究小广告整治"},
        )
    with office.read() as r:
        (row,), total = ledger_page(r, MEETING, Asked(date(2026, 10, 26), date(2026, 11, 1)))
    assert total == 1
    assert row.words["attendees"] == "周启明、王建国"
    assert row.words["chair_id"] == "周启明"
    assert row.keyed_on == office.clock().date()
    journal.undo(office)
    with office.read() as r:
        assert ledger_rows(r, MEETING) == []


def test_what_contradicts_itself_is_refused_and_nothing_kept(office: Db, names: Names) -> None:
    place = the(names.area("大和社区"))
    wrong = {
        "day": date(2026, 10, 27),
        "area_id": place,
        "issued": 30,
        "returned": 28,
        "valid": 27,
        "aware": 29,
    }
    with pytest.raises(UserError, match="知晓"), office.write("登记问卷") as w:
        put(w, QUESTIONNAIRE, wrong)
    with pytest.raises(UserError, match="在今天之后"), office.write("登记例会") as w:
        put(w, MEETING, {"day": date(2030, 1, 1), "chair_id": 1, "topic": "研究"})
    with pytest.raises(UserError, match="研究内容没有填写"), office.write("登记例会") as w:
        put(w, MEETING, {"day": date(2026, 10, 27), "chair_id": 1})
    with office.read() as r:
        assert ledger_rows(r, QUESTIONNAIRE) == ledger_rows(r, MEETING) == []


def test_a_distance_below_nought_is_refused_with_its_row(office: Db, tmp_path: Path) -> None:
    """A plan that weighs kilometres would be drawn to it."""
    nearness = ledger_named("nearness")
    rows: list[list[Any]] = [
        ["站所", "村（居）", "公里"],
        ["财政所", "红光村", -3],
        ["财政所", "大和社区", "0.5"],
    ]
    outcome = import_ledger(office, nearness, _sheet(tmp_path, nearness, rows), source="远近.xlsx")
    assert outcome.new == 1
    assert [one for one in outcome.refused if "“-3”是负数" in one]


def test_one_value_into_many_rows_and_rows_removed(office: Db, names: Names) -> None:
    places = [the(names.area(name)) for name in ("大和社区", "红光村")]
    with office.write("登记入户宣传") as w:
        ids = [
            put(w, CAMPAIGN, {"day": date(2026, 10, 12), "area_id": place, "kind": "both", "households": 20})
            for place in places
        ]
    with office.write("改户数") as w:
        assert change(w, CAMPAIGN, ids, households=25) == 2
        assert change(w, CAMPAIGN, ids, households=25) == 0
    with office.read() as r:
        assert [row.values["households"] for row in ledger_rows(r, CAMPAIGN)] == [25, 25]
        assert column_values(r, CAMPAIGN, Asked(), "area_id") == [("大和社区", 1), ("红光村", 1)]
        assert column_values(r, CAMPAIGN, Asked(), "kind") == [("宣传和问卷", 2)]
    with office.write("删除入户宣传") as w:
        assert remove(w, CAMPAIGN, ids[:1]) == 1
    with office.read() as r:
        assert [row.words["area_id"] for row in ledger_rows(r, CAMPAIGN)] == ["红光村"]


def test_a_sheet_comes_in_once_and_faults_are_listed(office: Db, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["日期", "村（社区）", "单位", "入户人员", "方式", "入户户数"],
        ["2026-10-12", "大和社区", "村建所", "王建国、村建所/李伟", "宣传和问卷", "20户"],
        ["2026.10.13", "红光村", "财政所", "财政所/李伟", "入户宣传", 15],
        ["2026-10-14", "不存在村", "财政所", "", "入户宣传", 15],
        ["2026-10-14", "红光村", "财政所", "", "电话", 15],
        ["合计", "", "", "", "", 65],
    ]
    sheet = _sheet(tmp_path, CAMPAIGN, rows)
    outcome = import_ledger(office, CAMPAIGN, sheet, source="入户.xlsx")
    assert (outcome.new, outcome.updated, outcome.unchanged, len(outcome.refused)) == (2, 0, 0, 2)
    assert "第4行：名册里没有“不存在村”" in outcome.refused[0]
    assert "应写入户宣传、问卷调查、宣传和问卷之一" in outcome.refused[1]
    again = import_ledger(office, CAMPAIGN, sheet, source="入户.xlsx")
    assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
    rows[1][5] = 22
    third = import_ledger(office, CAMPAIGN, _sheet(tmp_path, CAMPAIGN, rows), source="入户.xlsx")
    assert (third.new, third.updated, third.unchanged) == (0, 1, 1)
    with pytest.raises(UserError, match="整张表没有导入"):
        import_ledger(office, CAMPAIGN, sheet, source="入户.xlsx", strict=True)


def test_a_row_can_point_to_another_ledger(office: Db, tmp_path: Path) -> None:
    version, option = ledger_named("questionnaire-versions"), ledger_named("questionnaire-options")
    import_ledger(
        office,
        version,
        _sheet(tmp_path, version, [["名称", "启用日期"], ["2026年版", "2026-01-01"]]),
        source="版本",
    )
    head = ["问卷版本", "计入", "题目", "答案", "算数"]
    lines = [
        ["2026年版", "满意", "物业管理水平", words, said] for words, said in (("好", "是"), ("不清楚", "否"))
    ]
    done = import_ledger(office, option, _sheet(tmp_path, option, [head, *lines]), source="选项")
    assert done.new == 2
    lost = import_ledger(
        office, option, _sheet(tmp_path, option, [head, ["2030年版", *lines[0][1:]]]), source="选项"
    )
    assert lost.refused == ("第2行：问卷版本“2030年版”还没有登记，请核对。",)
    with office.read() as r:
        assert [row.words["version_id"] for row in ledger_rows(r, option)] == ["2026年版", "2026年版"]
        assert [row.words["counts"] for row in ledger_rows(r, option)] == ["是", "否"]


def test_one_question_has_no_more_answers_than_valid_sheets(office: Db, names: Names) -> None:
    tally = ledger_named("tally")
    with office.write("登记") as w:
        version = put(
            w, ledger_named("questionnaire_version"), {"name": "版", "valid_from": date(2026, 1, 1)}
        )
        asked = {"version_id": version, "rate": "support", "question": "支持吗", "counts": True}
        yes, no = (put(w, ledger_named("questionnaire_option"), {**asked, "answer": one}) for one in "是否")
        place = the(names.area("大和社区"))
        sheet = put(
            w, QUESTIONNAIRE, {"day": date(2026, 10, 12), "area_id": place, "issued": 40, "valid": 38}
        )
        row = put(w, tally, {"questionnaire_id": sheet, "option_id": yes, "number": 30})
    with pytest.raises(UserError, match="答案共39个，比有效问卷38份多"), office.write("登记") as w:
        put(w, tally, {"questionnaire_id": sheet, "option_id": no, "number": 9})
    with office.write("登记") as w:
        put(w, tally, {"questionnaire_id": sheet, "option_id": no, "number": 8})
    with pytest.raises(UserError, match="答案共39个"), office.write("登记") as w:
        change(w, tally, [row], number=31)


def test_what_others_point_to_is_not_deleted(office: Db) -> None:
    version, option = ledger_named("questionnaire-versions"), ledger_named("questionnaire-options")
    with office.write("登记") as w:
        row = put(w, version, {"name": "2026年版", "valid_from": date(2026, 1, 1)})
        asked = {"version_id": row, "rate": "support", "question": "支持吗", "answer": "支持", "counts": True}
        put(w, option, asked)
    with pytest.raises(UserError, match="还有1条问卷选项用到这里的问卷版本"), office.write("删除") as w:
        remove(w, version, [row])
    with office.read() as r:
        assert len(ledger_rows(r, version)) == 1


_SAMPLES: dict[str, Any] = {
    "day": date(2026, 3, 5),
    "month": "2026-03",
    "number": 7,
    "decimal": "12.5",
    "answer": True,
    "text": "甲",
    "long": "第一行，第二行",
}


def _value(office: Db, names: Names, ledger: Ledger, key: str) -> Any:
    part = ledger.part(key)
    if part.kind == "choice":
        return next(iter(part.choices))
    if part.kind == "unit":
        return the(names.unit("财政所"))
    if part.kind == "area":
        return the(names.area("红光村/1组"))
    if part.kind == "person":
        return the(names.person("财政所/李伟"))
    if part.kind == "people":
        return [the(names.person("周启明")), the(names.person("岳丽娟"))]
    if part.kind == "row":
        return _pointed(office, names, part.target)
    return _SAMPLES[part.kind]


def _pointed(office: Db, names: Names, target: str) -> int | None:
    if target == "finding":
        return None
    return _filled(office, names, ledger_named(target))


def _filled(office: Db, names: Names, ledger: Ledger) -> int:
    """A row with something in every part."""
    values = {part.key: _value(office, names, ledger, part.key) for part in ledger.parts}
    if ledger.name == "volunteer_body":
        values["target"] = None
    if ledger.name == "task":
        values["progress"] = 100
    with office.write(f"登记{ledger.title}") as w:
        return put(w, ledger, values)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda one: one.name)
def test_a_ledger_goes_out_and_comes_back_the_same(
    ledger: Ledger, office: Db, names: Names, tmp_path: Path
) -> None:
    _filled(office, names, ledger)
    with office.read() as r:
        before = ledger_rows(r, ledger)
        out = ledger_sheet(r, ledger)
    file = tmp_path / "出.xlsx"
    write_sheet(file, out.title, out.columns, out.rows)
    grid = read_sheet(file, fields=fields_of(ledger))
    assert {key for key, _ in guess_heading(grid, fields_of(ledger)).columns} == {
        part.key for part in ledger.parts
    }
    sheet = parse_ledger(grid, ledger)
    assert sheet.faults == ()
    outcome = import_ledger(office, ledger, sheet, source="出.xlsx")
    assert (outcome.new, outcome.updated, outcome.unchanged, outcome.refused) == (0, 0, len(before), ())
    with office.write("删除") as w:
        remove(w, ledger, [row.id for row in before])
    assert import_ledger(office, ledger, sheet, source="出.xlsx").new == len(before)
    with office.read() as r:
        assert [row.values for row in ledger_rows(r, ledger)] == [row.values for row in before]


def test_words_are_found_in_names_and_texts(office: Db, names: Names) -> None:
    _filled(office, names, CAMPAIGN)
    with office.read() as r:
        for words in ("红光", "财政", "第一行", "入户宣传"):
            assert ledger_page(r, CAMPAIGN, Asked(text=words))[1] == 1, words
        assert ledger_page(r, CAMPAIGN, Asked(text="100%"))[1] == 0
        assert ledger_page(r, CAMPAIGN, Asked(unit_id=the(names.unit("村建所"))))[1] == 0
        assert ledger_page(r, CAMPAIGN, Asked(unit_id=the(names.unit("财政所"))))[1] == 1
        for part in CAMPAIGN.parts:
            if part.kind != "people":
                assert ledger_page(r, CAMPAIGN, Asked(), sort=part.key, descending=True)[1] == 1


def test_its_history_and_what_was_deleted_are_told_in_words(office: Db, names: Names) -> None:
    who = [the(names.person("周启明")), the(names.person("岳丽娟"))]
    with office.write("登记例会") as w:
        row = put(w, MEETING, {"day": date(2026, 10, 27), "chair_id": who[0], "topic": "研究"})
    with office.write("修改例会") as w:
        change(w, MEETING, [row], attendees=who)
    with office.write("删除例会") as w:
        remove(w, MEETING, [row])
    with office.read() as r:
        first, second, third = history_of(r, "study_meeting", row)
        (gone,) = deleted(r)
    assert ("主持人", "周启明") in [(one.column, one.after) for one in first.changes]
    assert [(one.column, one.after) for one in second.changes] == [("参会人员", "周启明、岳丽娟")]
    assert third.verb == "删除"
    assert (gone.kind, gone.what) == ("例会", "10月27日　周启明　研究")
    with office.write("恢复例会") as w:
        put_back(w, gone.table, gone.row_id)
    with office.read() as r:
        assert [one.words["attendees"] for one in ledger_rows(r, MEETING)] == ["周启明、岳丽娟"]


def test_what_the_file_holds_once_is_refused_in_words(office: Db, names: Names) -> None:
    nearness = ledger_named("nearness")
    station, spots = the(names.unit("村建所")), [the(names.area(one)) for one in ("集贸市场", "红光村")]
    with office.write("登记距离") as w:
        first, second = (put(w, nearness, {"unit_id": station, "area_id": one, "km": "1.5"}) for one in spots)
    with office.write("登记距离") as w, pytest.raises(UserError, match="相同的一行已经有了，请改那一行"):
        put(w, nearness, {"unit_id": station, "area_id": spots[0], "km": "2"})
    with office.write("修改距离") as w:
        with pytest.raises(UserError, match="相同的一行已经有了"):
            change(w, nearness, [second], area_id=spots[0])
        assert change(w, nearness, [first], km="3") == 1


def test_a_long_block_answers_for_each_row(office: Db, names: Names) -> None:
    station = the(names.unit("村建所"))
    rows: list[dict[str, Any]] = [
        {"day": date(2026, 10, 27), "unit_id": station, "topic": f"研究{number}"} for number in range(450)
    ]
    rows[3] = {"day": date(2026, 10, 27), "topic": "没有写谁开的会"}
    told: list[int] = []
    with office.write("粘贴450条例会") as w:
        answers = put_each(w, MEETING, rows, told=told.append)
    assert told == [200, 400, 450]
    assert [number for number, one in enumerate(answers) if isinstance(one, UserError)] == [3]
    with office.read() as r:
        assert ledger_page(r, MEETING, Asked(date(2026, 10, 26), date(2026, 11, 1)))[1] == 449
