"""Tables: heads repeated, names spread, tall rows cut."""

from datetime import date

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


def laid(table: Table) -> Layout:
    document = Document(
        letterhead=Letterhead("大和乡创文办", "和创文办〔2026〕12号"),
        title=("通报",),
        addressee="各村（居）",
        body=(Paragraph((Span("督查。"),), "p0"),),
        signature=Signature("大和乡创文办", date(2026, 11, 2)),
        imprint=Imprint("大和乡创文办", date(2026, 11, 3)),
        attachments=(Attachment("问题清单", (table,)),),
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
