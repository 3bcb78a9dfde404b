"""What a clerk or another program can put into a text: set, copied or named, never a crash."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import (
    Attachment,
    Column,
    Document,
    Heading,
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
from reports.pdf import render
from reports.style import MM

STRANGE = (
    "<b>&amp;'\"\\()😀\ud800\u200b\u202e\u2066\ufeff\x00\x1b\r\n\t\u3000\xa0𠀀𬭚\U0010ffff\ue000ﬁ１２％ａ"
)
LONG = "巴中市巴州区大茅坪镇创建全国文明城市指挥部办公室综合协调与宣传教育信息报送工作组"  # 40 hanzi


def paper(text: str, office: str = "大和乡创文办") -> Document:
    table = Table(
        (
            Column("序号"),
            Column("单位", names=True),
            Column("问题", align="left"),
            Column("分", align="decimal"),
        ),
        (TableRow(("1", office, text, "95.5")), TableRow(("2", text, "", text[:9]))),
        "没有。",
    )
    return Document(
        Letterhead(office, f"{text[:5]}〔2026〕12号"),
        (office, "关于", text[:60], "的", "通报"),
        office,
        (Heading(1, text[:50]), Paragraph((Span(text),), lead=text[:20]), table, Paragraph((Span("完。"),))),
        Signature(office, date(2026, 11, 2)),
        Imprint(office, date(2026, 11, 3), text),
        (Attachment(text[:40], (table,)), Attachment(office, (table,), landscape=True)),
        text[:30],
        (office, text[:4]),
    )


def with_rows(*rows: TableRow) -> Document:
    """An attachment with a table of its own rows."""
    document = paper("督查。")
    table = document.attachments[0].blocks[0]
    assert isinstance(table, Table)
    return replace(
        document,
        body=(Paragraph((Span("完。"),)),),
        attachments=(Attachment("清单", (replace(table, rows=rows),)),),
    )


def printed(document: Document) -> list[str]:
    """The text of every page; everything within the paper."""
    made = render(lay_out(document, bundled()).pages, document.title_text, document.letterhead.mark)
    with pdfplumber.open(BytesIO(made)) as pdf:
        for page in pdf.pages:
            for char in page.chars:
                assert char["x0"] >= 20 * MM and char["x1"] <= 190 * MM, char["text"]
                assert char["top"] >= 20 * MM and char["bottom"] <= 280 * MM, char["text"]
        return ["".join(char["text"] for char in page.chars) for page in pdf.pages]


@given(
    st.text(
        st.one_of(st.sampled_from(STRANGE), st.characters(), st.sampled_from("督查（），。《》12")),
        max_size=120,
    )
)
def test_any_text_is_set(text: str) -> None:
    assert printed(paper(text))


def test_a_mark_that_only_chooses_a_form_is_not_printed() -> None:
    text = "".join(printed(paper("葛\U000e0100姓、辻\ufe00氏")))
    assert "葛姓、辻氏" in text
    assert "〓" not in text


def test_marks_of_other_languages_stay_letters() -> None:
    assert "<b>&amp;'" in "".join(printed(paper("督查<b>&amp;'\"情况")))


def test_a_unit_of_forty_hanzi_is_printed_whole_everywhere() -> None:
    assert len(LONG) == 40
    text = "".join(printed(paper("督查情况良好。", LONG)))
    assert text.count(LONG[:12]) >= 6  # mark, title, addressee, signature, imprint, table
    assert text.count(LONG[-3:]) >= 6


def test_a_finding_of_three_thousand_hanzi_is_printed_whole() -> None:
    rows = (TableRow(("1", "红光村", "乱堆乱放问" * 600, "1")), TableRow(("2", "九湾村", "无", "2")))
    pages = printed(with_rows(*rows))
    assert "".join(pages).count("乱") == 1200
    assert "九湾村" in pages[-1]


@pytest.mark.parametrize("count", [0, 1, 100])
def test_a_ranking_of_any_length(count: int) -> None:
    rows = tuple(TableRow((str(n), f"第{n}村", "", f"{100 - n / 4}")) for n in range(1, count + 1))
    pages = printed(with_rows(*rows))
    said = "".join(pages)
    assert ("没有。" in said) == (count == 0)
    assert all(f"第{n}村" in said for n in range(1, count + 1))
