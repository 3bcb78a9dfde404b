"""The lists of the circular: wide enough for their words, on few pages, leading to what they name."""

from dataclasses import replace

import pytest

from core.db import Db
from core.model import score_sheet
from core.names import Names
from core.queries.circulars import draft
from core.rules.calendar import Month
from core.rules.circular import Rows
from reports.document import Attachment, Table
from reports.fonts import bundled
from reports.layout import lay_out
from reports.papers.circular import build
from reports.papers.circular_tables import score_table
from tests.core.services.conftest import the
from tests.reports.conftest import circular_facts, finding_rows, station_scores

LONG = "房前屋后柴草、建材、杂物乱堆乱放，占用消防通道，影响村民通行，经上次督查指出后没有整改到位"


@pytest.mark.parametrize(
    ("village", "station", "text", "most"),
    [
        ("红光村", "村建所", "垃圾桶满溢，未及时清运", 3),
        ("龙泉社区居民委员会", "农业农村综合服务中心", LONG, 5),
    ],
)
def test_forty_findings_take_few_pages(village: str, station: str, text: str, most: int) -> None:
    rows = tuple(
        replace(row, number=900 + n, state="立行立改", village=village, unit=station, text=text)
        for n, row in enumerate(finding_rows(40))
    )
    document = build(circular_facts(finding_rows=rows, village_scores=(), station_scores=()))
    pages = [page for page in lay_out(document, bundled()).pages if any(b.text == "状态" for b in page.texts)]
    texts = [box.text for page in pages for box in page.texts]
    assert len(pages) <= most
    assert texts.count("立行立改") == 40  # never in two lines


def test_a_place_named_after_its_village_is_said_once() -> None:
    first, *_ = finding_rows(1)
    rows = (replace(first, village="红光村", place="红光村"), replace(first, village="红光村", place="村口"))
    (found,) = build(
        circular_facts(finding_rows=rows, village_scores=(), station_scores=())
    ).attachments[0].blocks  # fmt: skip
    assert isinstance(found, Table)
    assert [row.cells[1] for row in found.rows] == ["红光村", "红光村村口"]
    assert found.rows[0].cells[2] == f"{first.category}：{first.text}"


def test_a_rows_words_lead_to_its_unit_and_a_name_in_the_remark_to_the_person() -> None:
    first, second, *_ = station_scores()
    rows = (
        replace(first, unit_id=11, remark="王建国、王建民未到岗，扣2分"),
        replace(second, unit_id=12, remark="立行立改"),
    )
    wang = Rows("person", (2,))
    others = Rows("person", (7, 8))  # of one name
    table = score_table(rows, "站所", (("王建国", wang), ("王建", Rows("person", (9,))), ("王建民", others)))
    document = replace(build(circular_facts()), attachments=(Attachment("得分", (table,)),))
    boxes = [box for page in lay_out(document, bundled()).pages for box in page.texts]
    refs = {box.text: box.ref for box in boxes if box.ref and box.ref.kind in ("unit", "person")}
    assert refs["王建国"] == wang
    assert refs["王建民"] == others
    assert refs["立行立改"] == refs[second.unit] == Rows("unit", (12,))
    assert refs[first.unit] == refs["未到岗，扣"] == Rows("unit", (11,))


def test_who_is_named_in_a_remark_is_found_in_the_record(town: Db, names: Names) -> None:
    station = the(names.unit("村建所"))
    with town.write("书面评分") as w:
        w.insert(
            score_sheet, month="2026-10", unit_id=station, score="90", remark="李伟未到岗", participated=True,
            stratum=None,
        )  # fmt: skip
    with town.read() as r:
        facts, _ = draft(r, Month(2026, 10))
    assert facts.people == (("李伟", Rows("person", (3, 5))),)
    rows = [row for table in build(facts).attachments[1].blocks for row in table.rows]  # type: ignore[union-attr]
    (found,) = (row for row in rows if row.cells[1] == "村建所")
    assert (found.ref, found.links) == (Rows("unit", (station,)), facts.people)
