"""What must hold of any document, tried on random ones."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.boxes import Layout, Page, TextBox
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
from reports.style import MM, OFFICIAL

HANZI = "大和乡红光村九湾创文办督查整改通报表扬批评问题逾期堃喆𬭚䶮"
WHOLE = ("2026年10月31日", "和创文办〔2026〕12号", "24条", "75.00%", "第44周", "12月5日", "Excel", "——", "……")
FORBIDDEN_STARTS = set("。，、；：？！）》”’〕％%—")
FORBIDDEN_ENDS = set("（《“‘〔")

words = st.text(HANZI, min_size=1, max_size=14)
marks = st.sampled_from(["，", "。", "；", "：", "", "、"])
clauses = st.one_of(
    st.tuples(words, marks).map("".join),
    st.tuples(words, st.sampled_from(WHOLE), words, marks).map("".join),
    words.map(lambda text: f"（{text}）"),
    words.map(lambda text: f"“{text}”，"),
)
texts = st.lists(clauses, min_size=1, max_size=12).map("".join)
blocks = st.one_of(
    texts.map(lambda text: Paragraph((Span(text),))),
    st.tuples(st.integers(1, 4), st.one_of(words, texts)).map(lambda pair: Heading(*pair)),
    st.tuples(words, texts).map(lambda pair: Paragraph((Span(pair[1]),), lead=f"（一）{pair[0]}。")),
)
tables = st.lists(st.tuples(words, texts, words), max_size=40).map(
    lambda rows: Table(
        (Column("村（居）", 6, names=True), Column("问题", 14, "left"), Column("备注", 5)),
        tuple(TableRow(cells) for cells in rows),
        "本月没有问题。",
    )
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    first = draw(texts.map(lambda text: Paragraph((Span(text),))))
    body = [
        first,
        *draw(st.lists(blocks, max_size=14)),
        draw(texts.map(lambda text: Paragraph((Span(text),)))),
    ]
    keyed: tuple[Heading | Paragraph | Table, ...] = tuple(
        Paragraph(block.spans, f"p{number}", block.lead)
        if isinstance(block, Paragraph)
        else Heading(block.level, block.text, f"p{number}")
        for number, block in enumerate(body)
    )
    keyed = (*keyed[:-1], *draw(st.lists(tables, max_size=1)), keyed[-1])
    attachments = draw(st.lists(st.tuples(words, tables), max_size=3))
    return Document(
        letterhead=Letterhead("大和乡创文办", "和创文办〔2026〕12号"),
        title=("大和乡创文办", "关于", *draw(st.lists(words, min_size=1, max_size=3)), "情况", "的", "通报"),
        addressee=draw(texts),
        body=keyed,
        signature=Signature("大和乡创文办", date(2026, 11, draw(st.integers(1, 30))), draw(st.booleans())),
        imprint=Imprint("大和乡创文办", date(2026, 11, 30), draw(st.one_of(st.just(""), texts))),
        attachments=tuple(Attachment(title, (table,)) for title, table in attachments),
        note=draw(st.sampled_from(["", "此件公开发布"])),
        names=("大和乡创文办", "和创文办"),
    )


def lines(boxes: Iterator[TextBox]) -> list[str]:
    return [
        "".join(box.text for box in group) for _, group in groupby(boxes, key=lambda box: round(box.y, 2))
    ]


def body_boxes(page: Page) -> Iterator[TextBox]:
    return (box for box in page.texts if box.key.startswith("p"))


def body_lines(layout: Layout) -> list[str]:
    return [line for page in layout.pages for line in lines(body_boxes(page))]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_keeps_the_standard(document: Document) -> None:
    layout = lay_out(document, bundled())
    check_body(document, layout)
    check_type_area(layout)
    check_seal_page(document, layout)
    check_attachments(document, layout)
    check_imprint(layout)


def check_body(document: Document, layout: Layout) -> None:
    """Order kept, nothing torn, no forbidden ends, 22 lines a page, body on page 1."""
    said = "".join(block.text for block in document.body if isinstance(block, Heading | Paragraph))
    found = body_lines(layout)
    assert "".join(found) == said
    assert all(line[0] not in FORBIDDEN_STARTS and line[-1] not in FORBIDDEN_ENDS for line in found)
    for whole in WHOLE:
        assert sum(line.count(whole) for line in found) == said.count(whole)
    assert all(len(lines(body_boxes(page))) <= 22 for page in layout.pages)
    assert lines(body_boxes(layout.pages[0]))


def check_type_area(layout: Layout) -> None:
    right = OFFICIAL.left + OFFICIAL.width + 0.05
    bottom = OFFICIAL.top + OFFICIAL.height + 0.05
    for page in layout.pages:
        for box in page.texts:
            assert OFFICIAL.left - 0.05 <= box.x
            assert box.x + box.width <= right, (box.text, box.x + box.width - right)
            assert box.y - 0.88 * box.size >= OFFICIAL.top - 0.05
            assert box.key == "folio" or box.y + 0.12 * box.size <= bottom
        for rule in page.rules:
            assert max(rule.y0, rule.y1) <= bottom


def check_seal_page(document: Document, layout: Layout) -> None:
    signed = [page for page in layout.pages if any(box.key == "signature" for box in page.texts)]
    assert len(signed) == 1
    texts = [box for box in signed[0].texts if box.key.startswith("p") or box.key == "attachments"]
    assert texts
    seal = signed[0].seal
    assert (seal is not None) == document.signature.stamped
    if seal is not None:
        last = max(box.y for box in texts) + 0.12 * 16
        assert 0 <= seal.y - last <= OFFICIAL.pitch  # 7.3.5.1: at most one line under the text
        assert seal.y + seal.diameter <= OFFICIAL.top + OFFICIAL.height + 0.05


def check_attachments(document: Document, layout: Layout) -> None:
    """As many as announced, each on a page of its own from line 1."""
    count = len(document.attachments)
    labels = [f"附件{number}" for number in range(1, count + 1)] if count > 1 else ["附件"] * count
    first_line = round(OFFICIAL.top + 0.88 * 16, 2)
    found = []
    for page in layout.pages[1:]:
        head = "".join(
            box.text for box in page.texts if box.key == "attachments" and round(box.y, 2) == first_line
        )
        if head in labels:
            found.append(head)
    assert found == labels
    said = "".join(box.text for page in layout.pages for box in page.texts if box.key == "attachments")
    assert all(attachment.title in said for attachment in document.attachments)


def check_imprint(layout: Layout) -> None:
    last = layout.pages[-1]
    assert max(rule.y1 for rule in last.rules) == OFFICIAL.top + OFFICIAL.height  # 262 mm
    assert abs(max(rule.y1 for rule in last.rules) - 262 * MM) < 0.01
