"""Tables: heads repeated, names spread, tall rows cut."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from reports.boxes import Layout
from reports.document import (
    Attachment,
    Column,
    Document,
    Imprint,
    Letterhead,
    Paragraph,
    Signature,
    Span,
    Table,
    TableRow,
)
from reports.fonts import bundled
from reports.layout import lay_out
from reports.style import MM

BODY = (Paragraph((Span("督查。"),), "p0"),)


PAPER = Document(
    letterhead=Letterhead("大和乡创文办", "和创文办〔2026〕12号"),
    title=("通报",),
    addressee="各村（居）",
    body=BODY,
    signature=Signature("大和乡创文办", date(2026, 11, 2)),
    imprint=Imprint("大和乡创文办", date(2026, 11, 3)),
)


def laid(table: Table, body: tuple[Paragraph, ...] = BODY) -> Layout:
    """The table in an attachment; with a ``body`` of its own under that text."""
    document = replace(
        PAPER,
        body=body if body is BODY else (*body, table, *BODY),
        attachments=(Attachment("问题清单", (table,)),) if body is BODY else (),
    )
    return lay_out(document, bundled())


def table(*rows: tuple[str, ...]) -> Table:
    columns = (Column("姓名", 4, names=True), Column("问题", 12, "left"), Column("得分", 4, "right"))
    return Table(columns, tuple(TableRow(row) for row in rows), "本月没有问题。", "t")


def words(layout: Layout, page: int) -> list[str]:
    return [box.text for box in layout.pages[page].texts if box.key == "t"]


def test_heads_repeat_on_every_page() -> None:
    layout = laid(table(*[(f"第{n}村", "乱堆乱放", "1") for n in range(60)]))
    assert len(layout.pages) == 4  # text, then 60 rows of 12 × 1.3 + 8 = 23.6 pt: 22, 25, 13
    for page in layout.pages[1:]:
        assert [box.text for box in page.texts if box.font == "ledger-heiti"][-3:] == ["姓名", "问题", "得分"]


def test_a_name_of_two_is_set_as_wide_as_one_of_three() -> None:
    layout = laid(table(("王伟", "乱堆", "1"), ("张玉兰", "乱堆", "1")))
    two, three = (box for box in layout.pages[1].texts if box.text in ("王伟", "张玉兰"))
    assert two.width == pytest.approx(three.width) == pytest.approx(36)  # 3 × 12; the text stays 王伟
    assert two.spacing == pytest.approx(12)


def test_two_people_in_a_cell_turn_between_their_names() -> None:
    layout = laid(table(("罗静、欧阳修远、李文博", "乱堆", "1")))
    assert words(layout, 1)[-5:-2] == ["罗静、", "欧阳修远、", "李文博"]


def test_a_row_higher_than_a_page_is_cut() -> None:
    text = "乱堆乱放" * 900
    layout = laid(table(("张玉兰", text, "1")))
    assert (
        "".join(line for page in range(1, len(layout.pages)) for line in words(layout, page)).count("乱")
        == 1800
    )
    bottom = 262 * MM + 0.01
    assert all(rule.y1 <= bottom for page in layout.pages for rule in page.rules)


def test_an_empty_table_is_a_sentence() -> None:
    assert words(laid(table()), 1) == ["本月没有问题。"]


def test_cells_keep_inside_their_columns() -> None:
    layout = laid(table(("欧阳修远之子", "占道经营，" * 9, "100.00")))
    edges = sorted({rule.x0 for rule in layout.pages[1].rules if rule.x0 == rule.x1})
    assert edges == pytest.approx(
        [28 * MM, (28 + 31.2) * MM, (28 + 124.8) * MM, 184 * MM]
    )  # 156 × 4, 16, 20 / 20
    for box in layout.pages[1].texts:
        if box.key == "t":
            left = max(edge for edge in edges if edge <= box.x)
            right = min(edge for edge in edges if edge > left)
            assert box.x + box.width <= right


def test_a_column_too_narrow_for_a_date_or_a_number_takes_from_those_with_room() -> None:
    columns = (Column("日期", 4), Column("问题", 16, "left"), Column("纸单号", 3))
    row = TableRow(("2025年12月21日", "占道经营，" * 9, "2026-40-01"))
    page = laid(Table(columns, (row,), "没有。", "t")).pages[1]
    rows: dict[float, str] = {}
    for box in page.texts:
        rows[box.y] = rows.get(box.y, "") + box.text
    assert any("2025年12月21日" in text for text in rows.values())
    assert any("2026-40-01" in text for text in rows.values())
    edges = sorted({rule.x0 for rule in page.rules if rule.x0 == rule.x1})
    assert edges[0] == pytest.approx(28 * MM) and edges[-1] == pytest.approx(184 * MM)


def test_who_gives_room_keeps_its_head_and_its_short_cells_whole() -> None:
    columns = (Column("序号", 3), Column("村（居）", 5), Column("问题", 14, "left"), Column("站所", 2))
    row = TableRow(("1", "大和社区", "占道经营，" * 9, "农业服务中心"))
    document = Table(columns, (row,), "没有。", "t")
    page = lay_out(
        replace(PAPER, attachments=(Attachment("清单", (document,)),), names=("农业服务中心",)), bundled()
    ).pages[1]
    assert {"序号", "村（居）", "大和社区", "农业服务中心"} <= {box.text for box in page.texts}


def numbers(*cells: str) -> Layout:
    columns = (Column("村（居）", names=True), Column("得分", align="decimal"), Column("备注", align="left"))
    return laid(Table(columns, tuple(TableRow(("红光村", cell, "")) for cell in cells), "没有。", "t"))


def test_numbers_stand_point_under_point() -> None:
    page = numbers("96.5", "100", "8.25", "-3.125", "—").pages[1]
    boxes = {box.text: box for box in page.texts if box.key == "t"}
    half = 6.0  # a digit of 12 pt
    points = [boxes["96.5"].x + 2 * half, boxes["100"].x + 3 * half, boxes["8.25"].x + half]
    assert points == pytest.approx([points[0]] * 3)
    left, right = sorted({rule.x0 for rule in page.rules if rule.x0 == rule.x1})[1:3]
    assert boxes["—"].x + boxes["—"].width / 2 == pytest.approx((left + right) / 2)


def test_widths_come_from_the_content() -> None:
    columns = (Column("序号"), Column("姓名", names=True), Column("问题", align="left"), Column("发现日期"))
    long = "房前屋后柴草、建材乱堆乱放，影响通行。" * 4
    made = laid(Table(columns, (TableRow(("1", "欧阳玉兰之子", long, "10月31日")),), "没有。", "t"))
    edges = sorted({rule.x0 for rule in made.pages[1].rules if rule.x0 == rule.x1})
    number, name, text, day = (b - a for a, b in pairwise(edges))
    assert number < name < text
    assert edges[-1] - edges[0] == pytest.approx(156 * MM)
    assert name >= 6 * 12  # the name on one line
    assert {"欧阳玉兰之子"} <= {box.text for box in made.pages[1].texts}
    assert day >= 4 * 12  # 10月31日 on one line


def test_a_head_is_never_parted_from_its_first_row() -> None:
    for filler in range(14, 22):
        body = tuple(Paragraph((Span("督" * 20),), f"p{n}") for n in range(filler))
        made = laid(table(("张玉兰", "乱堆乱放，" * 30, "1")), body)
        for page in made.pages:
            heads = [box for box in page.texts if box.text == "姓名"]
            rows = [box for box in page.texts if box.text == "张玉兰"]
            assert len(heads) == len(rows)


def test_rows_split_only_when_longer_than_a_page() -> None:
    cells = [("张玉兰", "乱堆乱放，" * 20, "1")] * 30
    for page in laid(table(*cells)).pages[1:]:
        parts = [box for box in page.texts if box.key == "t"]
        assert "".join(box.text for box in parts).count("乱") % 40 == 0  # whole rows of 20 × 2
