"""What must hold of any document, tried on random ones."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations, groupby
from math import hypot

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
    attachment_label,
)
from reports.fonts import bundled
from reports.layout import lay_out
from reports.linebreak import OPENING
from reports.style import MM, OFFICIAL

HANZI = "大和乡红光村九湾创文办督查整改通报表扬批评问题逾期堃喆𬭚䶮"
WHOLE = (
    "2026年10月31日",
    "和创文办〔2026〕12号",
    "24条",
    "75.00%",
    "第44周",
    "12月5日",
    "Excel",
    "——",
    "……",
    "100 %",
    "K14+950",
)
NAMES = ("大和乡创文办", "和创文办", "张堃喆", "欧阳𬭚")
FORBIDDEN_STARTS = set("。，、；：？！）》”’〕％%—")
FORBIDDEN_ENDS = set("（《“‘〔")

words = st.text(HANZI, min_size=1, max_size=14)
marks = st.sampled_from(["，", "。", "；", "：", "", "、"])
clauses = st.one_of(
    st.tuples(words, marks).map("".join),
    st.tuples(words, st.sampled_from(WHOLE), words, marks).map("".join),
    words.map(lambda text: f"（{text}）"),
    words.map(lambda text: f"“{text}”，"),
    st.tuples(words, st.sampled_from(NAMES), marks).map("".join),
    st.just("见WPS Office 2019版，"),
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


# what stands at the top and at the end, in every kind the standard knows
ORGS = ("大和乡人民政府", "大和乡创文办", "大和派出所", "中国共产党大和乡委员会", "大和卫生院")
LONG_CODE = "大和乡创建全国文明城市工作领导小组办公室和乡村振兴"  # wider than the type area with its year
heads = st.builds(
    Letterhead,
    st.sampled_from(("大和乡创文办", "大和乡创建全国文明城市工作领导小组办公室")),
    st.sampled_from(("和创文办〔2026〕12号", f"{LONG_CODE}〔2026〕12号")),
    copy_no=st.sampled_from(("", "000123")),
    urgency=st.sampled_from(("", "特急")),
    kind=st.sampled_from(("file", "file", "letter", "plain")),
    joint=st.lists(st.sampled_from(ORGS), max_size=4).map(tuple),
    signers=st.lists(st.sampled_from(("王伟", "张玉兰", "买买提江")), max_size=4).map(tuple),
)
signatures = st.builds(
    Signature,
    st.sampled_from(ORGS),
    st.integers(1, 30).map(lambda day: date(2026, 11, day)),
    stamped=st.booleans(),
    joint=st.lists(st.sampled_from(ORGS), max_size=5).map(tuple),
    duties=st.lists(st.sampled_from(("乡长", "党委书记")), max_size=2).map(tuple),
)
imprints = st.builds(
    Imprint,
    st.just("大和乡创文办"),
    st.just(date(2026, 11, 30)),
    cc=st.one_of(st.just(""), texts),
    even=st.booleans(),
)
attached = st.one_of(
    st.lists(
        st.builds(Attachment, words, tables.map(lambda table: (table,)), landscape=st.booleans()), max_size=3
    ),
    st.lists(
        st.builds(
            Attachment, words, texts.map(lambda text: (Paragraph((Span(text),)),)), bound=st.booleans()
        ),
        max_size=40,
    ),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    body = [
        Paragraph((Span(draw(texts)),)),
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
    return Document(
        letterhead=draw(heads),
        title=("大和乡创文办", "关于", *draw(st.lists(words, min_size=1, max_size=3)), "情况", "的", "通报"),
        addressee=draw(texts),
        body=keyed,
        signature=draw(signatures),
        imprint=draw(imprints),
        attachments=tuple(draw(attached)),
        note=draw(st.sampled_from(["", "此件公开发布"])),
        names=NAMES,
    )


def lines(boxes: Iterable[TextBox]) -> list[str]:
    return [
        "".join(box.text for box in group) for _, group in groupby(boxes, key=lambda box: round(box.y, 2))
    ]


def body_boxes(page: Page) -> list[TextBox]:
    return [box for box in page.texts if box.key.startswith("p")]


def body_lines(layout: Layout) -> list[str]:
    return [line for page in layout.pages for line in lines(body_boxes(page))]


def text_of(page: Page, key: str) -> str:
    return "".join(box.text for box in page.texts if box.key == key)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_keeps_the_standard(document: Document) -> None:
    layout = lay_out(document, bundled())
    check_body(document, layout)
    check_type_area(document, layout)
    check_seal_page(document, layout)
    check_attachments(document, layout)
    check_imprint(document, layout)
    check_page_numbers(document, layout)


def check_body(document: Document, layout: Layout) -> None:
    """Order kept, nothing torn, no forbidden ends, 22 lines a page, body on page 1, no .notdef."""
    said = "".join(block.text for block in document.body if isinstance(block, Heading | Paragraph))
    found = body_lines(layout)
    assert "".join(found).replace(" ", "") == said.replace(" ", "")  # a line drops the space it ends with
    assert all(line[0] not in FORBIDDEN_STARTS and line[-1] not in FORBIDDEN_ENDS for line in found)
    for whole in (*WHOLE, *NAMES):
        # a name may start in one sentence's end and stand in another's start: count what was said in one
        texts = [block.text for block in document.body if isinstance(block, Heading | Paragraph)]
        assert sum(line.count(whole) for line in found) >= sum(text.count(whole) for text in texts)
    first, *others = layout.pages
    most = 23 if document.letterhead.kind == "letter" else 22  # 10.1: page 1 reaches down to its lower rule
    assert len(lines(body_boxes(first))) <= most
    assert all(len(lines(body_boxes(page))) <= 24 for page in others)
    assert lines(body_boxes(first))
    assert layout.missing == ()


def check_type_area(document: Document, layout: Layout) -> None:
    for page in layout.pages:
        letter = document.letterhead.kind == "letter" and page.number == 1
        top = 30 * MM if letter else OFFICIAL.top
        bottom = (277 * MM if letter else OFFICIAL.top + OFFICIAL.height) + 0.05
        for box in page.texts:
            x0, x1, y0, y1 = extent(box)
            assert x0 >= OFFICIAL.left - 0.05, box
            assert x1 <= OFFICIAL.left + OFFICIAL.width + 0.05, box
            assert y0 >= top - (2 if box.key == "mark" else 0.05), box  # the mark is placed by its ink
            assert box.key == "folio" or y1 <= bottom, box
        assert all(max(rule.y0, rule.y1) <= bottom for rule in page.rules)


def extent(box: TextBox) -> tuple[float, float, float, float]:
    """Left, right, top and bottom; a narrowed opening mark's empty half may lie outside."""
    up, down = 0.88 * box.size, 0.12 * box.size
    if box.turned:
        return box.x - up, box.x + down, box.y - box.width, box.y
    empty = box.size / 2 if box.text in OPENING else 0.0
    return box.x + empty, box.x + box.width, box.y - up, box.y + down


def check_seal_page(document: Document, layout: Layout) -> None:
    """Signed once, under text; seals within the type area and apart; the first within a line of the text."""
    signed = [page for page in layout.pages if any(box.key == "signature" for box in page.texts)]
    assert len(signed) == 1
    texts = [box for box in signed[0].texts if box.key.startswith("p") or box.key == "attachments"]
    assert texts
    signature = document.signature
    assert signature is not None
    seals = signed[0].seals
    last = max(box.y for box in texts) + 0.12 * 16
    assert len(seals) == (len(signature.duties) or (len(signature.orgs) if signature.stamped else 0))
    for seal in seals:
        assert OFFICIAL.left - 0.05 <= seal.x - seal.diameter / 2
        assert seal.x + seal.diameter / 2 <= OFFICIAL.left + OFFICIAL.width + 0.05
        assert last <= seal.y
        assert seal.bottom <= 277 * MM + 0.05
    for one, other in combinations(seals, 2):
        assert hypot(one.x - other.x, one.y - other.y) > min(one.diameter, one.height)
    if seals and not signature.duties:
        assert seals[0].y - last <= OFFICIAL.pitch  # 7.3.5.1


def check_attachments(document: Document, layout: Layout) -> None:
    """As many as announced, each on a page of its own from line 1; those apart under the 文号."""
    count = len(document.attachments)
    number = document.letterhead.doc_no
    labels = []
    for index, attachment in enumerate(document.attachments):
        label = attachment_label(index, count)
        labels.append((attachment.bound, label if attachment.bound else number + label))
    wanted = [label for bound, label in labels if bound] + [label for bound, label in labels if not bound]
    found = []
    for page in layout.pages[1:]:
        top = any(box.key == "attachments" and on_line_1(box) for box in page.texts)
        head = text_of(page, "attachments") if top else ""
        if head in wanted:
            found.append(head)
    assert found == wanted
    said = "".join(text_of(page, "attachments") for page in layout.pages)
    assert all(attachment.title in said for attachment in document.attachments)


def on_line_1(box: TextBox) -> bool:
    if box.turned:
        return abs(box.x - (OFFICIAL.left + 0.88 * 16)) < 0.01
    return abs(box.y - (OFFICIAL.top + 0.88 * 16)) < 0.01


def bound_pages(document: Document, layout: Layout) -> tuple[Page, ...]:
    """The pages of the paper itself, without attachments that are not bound with it."""
    number = document.letterhead.doc_no + "附件"
    apart = [page.number for page in layout.pages if text_of(page, "attachments").startswith(number)]
    return layout.pages[: apart[0] - 1] if apart else layout.pages


def check_imprint(document: Document, layout: Layout) -> None:
    pages = bound_pages(document, layout)
    imprint = document.imprint
    assert imprint is not None
    if document.letterhead.kind == "letter":
        assert all(
            rule.colour == OFFICIAL.red
            for page in pages[:1]
            for rule in page.rules
            if rule.thickness > 0.7 and rule.x0 < OFFICIAL.left
        )
        if not imprint.cc:
            return
    else:
        assert abs(max(rule.y1 for rule in pages[-1].rules) - 262 * MM) < 0.01
    assert text_of(pages[-1], "imprint")
    assert not imprint.even or len(pages) % 2 == 0


def check_page_numbers(document: Document, layout: Layout) -> None:
    pages = bound_pages(document, layout)
    for page in pages:
        blank = any(not other.texts for other in pages[-2:-1])
        silent = (page.number == 1 and document.letterhead.kind == "letter") or (
            blank and page.number >= len(pages) - 1
        )
        assert text_of(page, "folio") == ("" if silent else f"— {page.number} —")
    apart = [text_of(page, "folio") for page in layout.pages[len(pages) :]]
    assert all(re.fullmatch(r"— \d+ —", text) for text in apart)
