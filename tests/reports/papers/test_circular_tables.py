"""The list of findings: wide enough for its words, on few pages, nothing torn."""

from dataclasses import replace

import pytest

from reports.document import Table
from reports.fonts import bundled
from reports.layout import lay_out
from reports.papers.circular import build
from tests.reports.conftest import circular_facts, finding_rows

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
