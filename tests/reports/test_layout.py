"""The grid and the fixed places as numbers: every expected value stands with its sum."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from reports.boxes import Layout, Page, TextBox
from reports.document import (
    Attachment,
    Column,
    Document,
    Head,
    Heading,
    Imprint,
    Letterhead,
    Paragraph,
    Signature,
    Span,
    Table,
    TableRow,
)
from reports.fonts import Role, bundled
from reports.layout import lay_out
from reports.style import MM

LEFT = 28 * MM
RIGHT = 184 * MM  # 28 + 156
BOTTOM = 262 * MM  # 37 + 225
CELL = 156 * MM / 28  # 15.793 pt


def paper(*lines: str, stamped: bool = True) -> Document:
    return Document(
        letterhead=Letterhead("大和乡创文办", "和创文办〔2026〕12号"),
        title=("关于", "包保工作", "的", "通报"),
        addressee="各村（居）",
        body=tuple(Paragraph((Span(line),), f"p{number}") for number, line in enumerate(lines)),
        signature=Signature("大和乡创文办", date(2026, 11, 2), stamped),
        imprint=Imprint("大和乡创文办", date(2026, 11, 3)),
    )


def keyed(page: Page, key: str) -> list[TextBox]:
    return [box for box in page.texts if box.key.startswith(key)]


def laid(*lines: str, stamped: bool = True) -> Layout:
    return lay_out(paper(*lines, stamped=stamped), bundled())


def test_a_full_line_is_28_cells_and_a_full_page_22_lines() -> None:
    layout = laid("督" * 28 * 40)
    page = layout.pages[1]
    body = keyed(page, "p0")
    assert len({round(box.y, 2) for box in body}) == 22
    assert {len(box.text) for box in body} == {28}
    assert body[0].x == pytest.approx(LEFT)
    assert body[0].spacing == pytest.approx(CELL - 16, abs=0.001)  # -0.207
    assert body[0].y == pytest.approx(37 * MM + 0.88 * 16)  # upper edge + ascent
    assert body[1].y - body[0].y == pytest.approx(29.6)
    assert body[-1].y + 0.12 * 16 == pytest.approx(BOTTOM, abs=0.3)  # 37 mm + 21 × 29.6 + 16 = 261.9 mm


def test_a_paragraph_starts_two_cells_in_and_turns_to_the_edge() -> None:
    boxes = keyed(laid("督" * 60).pages[0], "p0")
    assert [len(box.text) for box in boxes] == [26, 28, 6]  # 28 - 2, 28, 60 - 54
    assert boxes[0].x == pytest.approx(LEFT + 2 * CELL)
    assert boxes[1].x == pytest.approx(LEFT)


def test_justified_lines_end_flush() -> None:
    boxes = keyed(laid("于2026年10月31日前完成整改，" * 12).pages[0], "p0")
    ends = {round(box.y, 1): box.x + box.width for box in boxes}
    assert list(ends.values())[:-1] == pytest.approx([RIGHT] * (len(ends) - 1), abs=0.01)


def test_the_letterhead_stands_where_the_standard_puts_it() -> None:
    page = laid("督查").pages[0]
    mark = keyed(page, "mark")[0]
    assert mark.text == "大和乡创文办文件"
    assert mark.y - 0.846 * mark.size == pytest.approx(72 * MM)  # 37 + 35
    assert list(mark.colour) == [0, 0.8, 0.8, 0]
    number = keyed(page, "doc_no")[0]
    ink_bottom = mark.y + 0.09 * mark.size
    assert number.y - 0.88 * 16 - ink_bottom == pytest.approx(2 * 29.6)  # two blank lines
    red = page.rules[0]
    assert red.y0 - (number.y + 0.1 * 16) == pytest.approx(4 * MM)
    assert (red.x0, red.x1) == pytest.approx((LEFT, RIGHT))
    title = keyed(page, "title")[0]
    assert title.y - 0.88 * 22 - red.y0 == pytest.approx(2 * 29.6)
    addressee = keyed(page, "addressee")[0]
    assert addressee.y - 0.88 * 16 - (title.y + 0.12 * 22) == pytest.approx(29.6)  # one blank line


@pytest.mark.parametrize("signers", [(), ("王伟", "张玉兰", "李文博")])
@pytest.mark.parametrize("kind", ["file", "letter", "plain"])
@pytest.mark.parametrize("code", ["大和乡创建全国文明城市工作领导小组办", "创" * 24, "创" * 70])
def test_a_number_longer_than_its_line_is_turned(kind: Head, code: str, signers: tuple[str, ...]) -> None:
    head = Letterhead("大和乡创文办", f"{code}〔2026〕12号", kind=kind, signers=signers)
    page = lay_out(replace(paper("督查"), letterhead=head), bundled()).pages[0]
    number, names = keyed(page, "doc_no"), keyed(page, "signers")
    assert "".join(box.text for box in number) == head.doc_no
    for box in (*number, *names):
        assert box.x >= LEFT - 0.05
        assert box.x + box.width <= RIGHT + 0.05
    for box in number:  # 签发人 and 文号 never stand on one another
        beside = [one for one in names if abs(one.y - box.y) < 16]
        assert all(box.x + box.width <= one.x for one in beside)
    last = max(box.y for box in number)
    if kind == "file":
        assert page.rules[0].y0 - (last + 0.1 * 16) == pytest.approx(4 * MM)
    if kind != "plain":  # whose number stands under its title
        assert keyed(page, "title")[0].y > last + 2 * 29.6


def test_a_stamped_signature_leaves_room_for_the_seal() -> None:
    page = laid("督查").pages[0]
    boxes = keyed(page, "signature")
    org = boxes[0]
    day = [box for box in boxes if box.y > org.y]
    assert day[-1].x + day[-1].width == pytest.approx(RIGHT - 4 * CELL)  # 右空四字
    centre = (day[0].x + day[-1].x + day[-1].width) / 2
    assert org.x + org.width / 2 == pytest.approx(centre)
    seal = page.seal
    assert seal is not None
    assert seal.x == pytest.approx(centre)
    assert seal.diameter == pytest.approx(42 * MM)
    text_bottom = keyed(page, "p0")[-1].y + 0.12 * 16
    assert seal.y - text_bottom == pytest.approx(14.8)  # half a line of 29.6
    middle = seal.y + 21 * MM
    assert middle < org.y - 0.38 * 16 < day[0].y < seal.y + seal.diameter  # both under the seal's centre


def test_an_unstamped_signature_steps_the_date_two_cells_in() -> None:
    page = laid("督查", stamped=False).pages[0]
    boxes = keyed(page, "signature")
    org = boxes[0]
    day = [box for box in boxes if box.y > org.y]
    assert page.seal is None
    assert day[-1].x + day[-1].width == pytest.approx(RIGHT - 2 * CELL)  # the date is the longer
    assert day[0].x - org.x == pytest.approx(2 * CELL)


def last_text_page(lines: int) -> tuple[Layout, Page]:
    """A layout whose second page carries ``lines`` lines of body before anything moves."""
    first = len({round(box.y, 2) for box in keyed(laid("督" * 28 * 30).pages[0], "p0")})
    layout = laid("督" * (28 * (first + lines) - 2))
    return layout, next(page for page in layout.pages if page.seal)


@pytest.mark.parametrize(("lines", "pitch"), [(10, 29.6), (15, 29.6), (17, 27.69)])
def test_the_seal_page_narrows_its_pitch_before_it_turns(lines: int, pitch: float) -> None:
    # below the text: half a line 14.8, the seal 119.06, half a line 14.8, the imprint 22 + 2 × 4 = 30
    # 17 lines: (637.8 - 16 - 178.7) / 16 = 27.69 pt, above the least of 27
    layout, page = last_text_page(lines)
    rows = sorted({round(box.y, 2) for box in keyed(page, "p0")})
    assert page.number == 2
    assert len(rows) == lines
    assert rows[1] - rows[0] == pytest.approx(pitch, abs=0.05)
    assert layout.pages[-1] is page  # the imprint shares it


@pytest.mark.parametrize("lines", [17, 18, 22])
def test_a_seal_page_of_its_own_takes_two_lines_along(lines: int) -> None:
    # 17 lines would need (637.8 - 16 - 178.7) / 16 = 27.69 pt: still fits; 18 need 26.06: they turn
    _, page = last_text_page(lines)
    rows = {round(box.y, 2) for box in keyed(page, "p0")}
    assert (page.number, len(rows)) == ((2, 17) if lines == 17 else (3, 2))


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for filler in range(1, 12):
        document = paper(*["督" * 26] * filler)
        heads = (*document.body, Heading(1, "一、总体情况", "head"), Paragraph((Span("查" * 80),), "after"))
        layout = lay_out(
            Document(
                document.letterhead,
                document.title,
                document.addressee,
                heads,
                document.signature,
                document.imprint,
            ),
            bundled(),
        )
        page = next(page for page in layout.pages if keyed(page, "head"))
        assert keyed(page, "after")


def test_page_numbers_stand_outside_and_under_the_type_area() -> None:
    layout = laid("督" * 28 * 40)
    odd, even = keyed(layout.pages[0], "folio"), keyed(layout.pages[1], "folio")
    assert "".join(box.text for box in odd) == "— 1 —"
    assert odd[-1].x + odd[-1].width == pytest.approx(RIGHT - 14)  # 居右空一字 of 四号
    assert even[0].x == pytest.approx(LEFT + 14)
    assert odd[0].y - 0.293 * 14 == pytest.approx(269 * MM)  # 262 + 7


def test_a_crowd_of_addressees_moves_to_the_imprint() -> None:
    document = paper("督查情况")
    crowd = Document(
        document.letterhead,
        document.title,
        "、".join(f"第{number}村民委员会" for number in range(60)),
        document.body,
        document.signature,
        document.imprint,
    )
    layout = lay_out(crowd, bundled())
    assert keyed(layout.pages[0], "p0")  # 公文首页必须显示正文
    assert not keyed(layout.pages[0], "addressee")
    imprint = "".join(box.text for box in keyed(layout.pages[-1], "imprint"))
    assert imprint.startswith("主送：第0村民委员会、")


@pytest.mark.parametrize("length", [0, 6, 19, 26, 40])
def test_a_long_printing_office_never_meets_the_date(length: int) -> None:
    document = paper("督查情况")
    office = ("巴中市巴州区大茅坪镇创建全国文明城市指挥部办公室" * 2)[:length]
    layout = lay_out(replace(document, imprint=Imprint(office, date(2026, 11, 3))), bundled())
    boxes = keyed(layout.pages[-1], "imprint")
    day = [box for box in boxes if "印发" in box.text or box.text in "2026年11月3日"][-1]
    beside = [box for box in boxes if box.y == day.y and box.x < day.x]
    assert all(a.x + a.width <= b.x + 0.01 for a, b in pairwise(sorted(beside, key=lambda box: box.x)))
    assert max(box.x + box.width for box in boxes) <= RIGHT + 0.01
    assert max(box.y for box in boxes) < BOTTOM


def test_what_no_font_has_is_drawn_as_geta_and_reported() -> None:
    layout = laid("督查😀情况")
    assert layout.missing == ("😀",)
    assert "".join(box.text for box in keyed(layout.pages[0], "p0")) == "督查〓情况"


CROWDS = {
    "one line of text": ("督查。", ()),
    "forty attachments": ("督查。", tuple(Attachment(f"第{n}份清单", ()) for n in range(40))),
}


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("titles", range(1, 9))
def test_a_crowded_first_page_keeps_its_line_and_the_seal_page_too(crowd: str, titles: int) -> None:
    """A title and addressees that leave page 1 room for text or for the seal, not for both."""
    text, attachments = CROWDS[crowd]
    document = replace(
        paper(text),
        title=("关于", *["包保工作督查考核情况"] * titles, "的", "通报"),
        addressee="、".join(["第一村民委员会"] * 12),
        attachments=attachments,
    )
    layout = lay_out(document, bundled())
    assert keyed(layout.pages[0], "p0")
    page = next(page for page in layout.pages if page.seal)
    assert keyed(page, "p0") or keyed(page, "attachments")


def test_a_lying_table_has_its_head_at_the_left() -> None:
    columns = (Column("序号"), Column("问题", align="left"))
    rows = tuple(TableRow((str(n), "乱堆乱放")) for n in range(1, 25))
    lying = Attachment("清单", (Table(columns, rows, "没有。", "t"),), landscape=True)
    layout = lay_out(replace(paper("督查"), attachments=(lying,)), bundled())
    pages = [page for page in layout.pages if any(box.turned for box in page.texts)]
    assert [page.number for page in pages] == [2, 3]  # an even page and an odd one
    for page in pages:
        cells = [box for box in page.texts if box.key == "t"]
        assert cells[0].text == "序号"
        assert all(box.turned for box in cells)
        assert cells[0].x == min(box.x for box in cells)  # the head: leftmost on both
        folio = keyed(page, "folio")
        assert not any(box.turned for box in folio)  # the page number stays where it always is
        assert (folio[0].x < 100 * MM) == (page.number % 2 == 0)


def test_an_attachment_apart_is_numbered_for_itself() -> None:
    bound = Attachment("甲", (Paragraph((Span("督查"),), "a"),))
    apart = Attachment("乙", (Paragraph((Span("督" * 28 * 30),), "b"),), bound=False)
    layout = lay_out(replace(paper("督查"), attachments=(apart, bound)), bundled())
    heads = ["".join(box.text for box in keyed(page, "attachments")) for page in layout.pages]
    numbers = ["".join(box.text for box in keyed(page, "folio")) for page in layout.pages]
    assert heads[1:3] == ["附件2", "和创文办〔2026〕12号附件1"]
    assert numbers == ["— 1 —", "— 2 —", "— 1 —", "— 2 —"]
    assert keyed(layout.pages[1], "imprint")  # with the paper, not with what lies apart


def test_a_paper_without_red_head_has_its_number_under_the_title() -> None:
    document = replace(
        paper("督查"),
        letterhead=Letterhead("", "第12期", kind="plain"),
        title=("督查情况通报",),
        imprint=None,
    )
    page = lay_out(document, bundled()).pages[0]
    title, number = keyed(page, "title")[0], keyed(page, "doc_no")
    assert title.y == pytest.approx(37 * MM + 0.88 * 22)
    assert "".join(box.text for box in number) == "第12期"
    assert number[0].y - title.y == pytest.approx(29.6 + 0.12 * 22 - 0.12 * 16)
    assert all(box.colour == (0, 0, 0, 1) for box in page.texts)
    assert not page.rules


def test_a_form_needs_neither_signature_nor_imprint() -> None:
    document = replace(paper("督查"), signature=None, imprint=None)
    page = lay_out(document, bundled()).pages[0]
    assert not keyed(page, "signature")
    assert not keyed(page, "imprint")


def test_what_another_font_draws_is_told() -> None:
    name = "张㸒村"
    rare = next(char for char in map(chr, range(0x4E00, 0x9FA6)) if not bundled().covers(char, Role.BODY))
    layout = lay_out(replace(paper(f"督查{name}和{rare}"), names=(name,)), bundled())
    told = set(layout.replaced)
    assert rare in told
    assert (name in told) == (not bundled().covers(name, Role.BODY))


def test_a_tall_signature_never_leaves_the_page_it_turns_to() -> None:
    """Text, the blank line and the 附件说明 are carried over together: all must fit above the seals."""
    orgs = ("大和乡党委", "大和派出所", "大和卫生院", "大和司法所", "大和财政所")
    for count in range(12):
        document = replace(
            paper("督" * 28 * 9),
            signature=Signature("大和乡创文办", date(2026, 11, 2), joint=orgs),
            attachments=tuple(Attachment(f"第{n}份清单", (), bound=False) for n in range(count)),
            note="此件公开发布",
        )
        for page in lay_out(document, bundled()).pages:
            assert max(box.y for box in page.texts if box.key != "folio") <= BOTTOM
            assert all(seal.bottom <= BOTTOM + 0.01 for seal in page.seals)
