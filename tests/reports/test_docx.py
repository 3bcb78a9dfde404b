"""The Word copy, reopened: the document's words in their order, on the standard's page, in named fonts."""

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from reports.compose import clean
from reports.document import (
    Attachment,
    Block,
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
    chinese_date,
)
from reports.docx import docx_bytes, docx_of
from reports.docx_file import COMMENT
from reports.fonts import bundled
from reports.layout import addressee_moves
from reports.papers.circular import build
from reports.papers.making import Frozen
from tests.reports.conftest import FactsMaker
from tests.reports.measuring import CROWD
from tests.reports.test_layout_random import documents

FONTS = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman"}


def reopened(document: Document) -> Word:
    return docx.Document(BytesIO(docx_bytes(document)))


def parts(document: Document) -> dict[str, str]:
    with ZipFile(BytesIO(docx_bytes(document))) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def said(word: Word) -> list[str]:
    """Every paragraph that says something, tables cell by cell; a title's turns are no text."""
    found: list[str] = []
    for block in word.iter_inner_content():
        if isinstance(block, WordTable):
            found += [
                paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs
            ]
        else:
            found.append(block.text)
    return [re.sub("[\n\t]", "", text) for text in found if text.strip()]


def part(element: Any, *names: str) -> Any:
    """The child of a child by name; None where there is none."""
    for name in names:
        element = None if element is None else element.find(qn(name))
    return element


# -- what a document says, in order ----------------------------------------------------------------


def expected(document: Document) -> list[str]:
    head, count = document.letterhead, len(document.attachments)
    texts = [*head_words(head), document.title_text]
    texts += [head.doc_no] if head.kind == "plain" else []
    below = addressee_moves(document, bundled())
    texts += [document.addressee.rstrip("：:") + "："] if document.addressee and not below else []
    texts += block_words(document.body)
    for index, attachment in enumerate(document.attachments):
        number = f"{index + 1}." if count > 1 else ""
        texts.append(("附件：" if index == 0 else "") + number + attachment.title)
    texts += signature_words(document)
    for bound in (True, False):
        for index, attachment in enumerate(document.attachments):
            if attachment.bound is bound:
                label = attachment_label(index, count)
                texts += [label if bound else head.doc_no + label, attachment.title]
                texts += block_words(attachment.blocks)
        texts += imprint_words(document, below=below) if bound else []
    return [clean(text).strip() for text in texts if clean(text).strip()]


def head_words(head: Letterhead) -> list[str]:
    if head.kind == "plain":
        return []
    corner = [text for text in (head.copy_no, head.urgency) if text]
    if head.kind == "letter":
        first, *rest = [*corner, ""]
        return [head.mark, first + head.doc_no, *rest]
    marks = [f"{head.mark}文件"] if not head.joint else [head.mark, *head.joint, "文件"]
    lines = ["".join(head.signers[start : start + 2]) for start in range(0, len(head.signers), 2)]
    if not lines:
        return [*corner, *marks, head.doc_no]
    lines[0] = "签发人：" + lines[0]
    if len(head.doc_no) > 20:  # no room left of 签发人
        return [*corner, *marks, *lines, head.doc_no]
    lines[-1] = head.doc_no + lines[-1]
    return [*corner, *marks, *lines]


def block_words(blocks: tuple[Block, ...]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = [tuple(column.title for column in block.columns), *(row.cells for row in block.rows)]
            texts += [cell for row in rows for cell in row] if block.rows else [block.empty]
        else:
            texts.append(block.text)
    return texts


def signature_words(document: Document) -> list[str]:
    signature = document.signature
    if signature is None:
        return []
    names = signature.duties or signature.orgs
    note = [f"（{document.note}）"] if document.note else []
    return [*names, chinese_date(signature.date), *note]


def imprint_words(document: Document, *, below: bool) -> list[str]:
    imprint = document.imprint
    if imprint is None:
        return []
    copies = [f"主送：{document.addressee.rstrip('。：:')}。"] if below else []
    copies += [f"抄送：{imprint.cc.rstrip('。：:')}。"] if imprint.cc else []
    office = [f"{imprint.print_office}{chinese_date(imprint.print_date)}印发"]
    return copies if document.letterhead.kind == "letter" else copies + office


# -- the sample ------------------------------------------------------------------------------------


@pytest.fixture
def sample(make_facts: FactsMaker) -> Document:
    return build(make_facts())


def test_says_what_the_circular_says_in_its_order(sample: Document) -> None:
    assert said(reopened(sample)) == expected(sample)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_keeps_words_and_order(document: Document) -> None:
    word = reopened(document)
    assert said(word) == expected(document)
    grids_are_whole(word)
    labels = [text for text in said(word) if re.fullmatch(r"(?:\S+号)?附件\d*", text)]
    assert len(labels) == len(document.attachments)


def grids_are_whole(word: Word) -> None:
    """Every row of every table spans its grid, and the grid has the width of the table."""
    for table in word.element.body.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert grid
        assert all(width > 0 for width in grid)
        assert sum(grid) == int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        for row in table.iter(qn("w:tr")):
            spans = [cell.find(qn("w:tcPr")).find(qn("w:gridSpan")) for cell in row.iter(qn("w:tc"))]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == len(grid)


def test_tables_repeat_their_heads_and_keep_rows_whole(sample: Document) -> None:
    word = reopened(sample)
    grids_are_whole(word)
    for table, attachment in zip(word.tables, sample.attachments, strict=False):
        (source,) = attachment.blocks
        assert isinstance(source, Table)
        head, *rows = table._tbl.tr_lst
        assert part(head.trPr, "w:tblHeader") is not None
        assert len(rows) == len(source.rows)
        assert all(part(row.trPr, "w:cantSplit") is not None for row in rows)


def test_a_row_longer_than_a_page_may_be_split() -> None:
    table = Table((Column("问题", 20, "left"),), (TableRow(("垃圾桶满溢。" * 500,)),), "")
    (row,) = reopened(paper(body=(table,))).tables[0]._tbl.tr_lst[1:]
    assert part(row.trPr, "w:cantSplit") is None


def test_page_and_grid_are_the_standards(sample: Document) -> None:
    page = reopened(sample).sections[-1]
    sizes = [page.page_width, page.page_height, page.top_margin, page.bottom_margin]
    sizes += [page.left_margin, page.right_margin]
    wanted = [Mm(210), Mm(297), Mm(37), Mm(35), Mm(28), Mm(26)]
    for size, want in zip(sizes, wanted, strict=True):
        assert isinstance(size, Length)
        assert abs(size.mm - want.mm) < 0.05
    grid = page._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert 22 * pitch <= 225 * 1440 / 25.4 < 22 * (pitch + 1)  # twips
    assert 28 * (16 + space / 4096) <= 156 * 72 / 25.4 < 28 * (16 + (space + 1) / 4096)  # points


def test_numbers_stand_at_the_outer_side(sample: Document) -> None:
    word = reopened(sample)
    assert word.settings.odd_and_even_pages_header_footer
    page = word.sections[-1]
    for foot, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        (paragraph,) = foot.paragraphs
        assert paragraph.text == "— 1 —"
        codes = [code.text.strip() for code in paragraph._p.iter(qn("w:instrText"))]
        assert codes == ["PAGE"]
        assert str(paragraph.alignment).startswith(side.upper())
        indent = paragraph.paragraph_format
        assert (indent.right_indent if side == "right" else indent.left_indent) == 14 * 12700
        assert paragraph.style is not None
        size = paragraph.style.font.size
        assert size is not None
        assert size.pt == 14


def test_fonts_go_by_name_and_nothing_by_theme(sample: Document) -> None:
    texts = parts(sample)
    assert not any("theme" in name.casefold() or "Theme" in text for name, text in texts.items())
    assert "MS Mincho" not in "".join(texts.values())
    named = set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"', "".join(texts.values())))
    assert named - {"zh-CN"} == FONTS


def font_of(paragraph: WordParagraph, number: int = 0) -> str:
    """The Chinese font of a run: its own, else its style's."""
    own = part(paragraph.runs[number]._r.rPr, "w:rFonts").get(qn("w:eastAsia"))
    assert paragraph.style is not None
    return str(own or part(paragraph.style.element.rPr, "w:rFonts").get(qn("w:eastAsia")))


def test_each_role_has_its_font(sample: Document) -> None:
    word = reopened(sample)
    found = {paragraph.style.name: paragraph for paragraph in word.paragraphs if paragraph.style}
    assert font_of(found["发文机关标志"]) == font_of(found["公文标题"]) == "方正小标宋简体"
    assert font_of(found["一级标题"]) == font_of(found["附件序号"]) == "黑体"
    assert font_of(found["主送机关"]) == font_of(found["署名和成文日期"]) == "仿宋_GB2312"
    led = next(one for one in word.paragraphs if one.text.startswith("（一）"))
    assert (font_of(led), font_of(led, 1)) == ("楷体_GB2312", "仿宋_GB2312")
    assert len([one for one in word.paragraphs if one.style and one.style.name == "一级标题"]) == 6


def test_first_lines_go_in_by_two_characters(sample: Document) -> None:
    style = reopened(sample).styles["公文正文"].element
    assert style.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_red_head_and_its_rule(sample: Document) -> None:
    word = reopened(sample)
    mark, number = word.paragraphs[:2]
    assert str(mark.runs[0].font.color.rgb) == "FF3333"
    rule = part(number._p.pPr, "w:pBdr", "w:bottom")
    assert rule.get(qn("w:color")) == "FF3333"


def test_signed_four_characters_in_and_centred_on_the_date(sample: Document) -> None:
    word = reopened(sample)
    org, day = [one for one in word.paragraphs if one.style and one.style.name == "署名和成文日期"]
    right = day.paragraph_format.right_indent
    assert right is not None
    assert abs(right.mm - 4 * 156 / 28) < 0.1
    left = org.paragraph_format.left_indent
    assert left is not None
    date_width = (5 * 8 + 2 * 8 + 3 * 15.79) / 72 * 25.4  # 2026年11月2日
    assert abs((left.mm + 156) / 2 - (156 - right.mm - date_width / 2)) < 0.2


def test_imprint_floats_at_the_foot_between_its_rules(sample: Document) -> None:
    table = reopened(sample).tables[-1]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    edges = [
        (side.tag.rpartition("}")[2], int(side.get(qn("w:sz"))))
        for borders in table._tbl.iter(qn("w:tcBorders"))
        for side in borders
    ]
    # eighths of a point: 0.35 mm is 7.9, 0.25 mm is 5.7
    assert edges == [("top", 8), ("bottom", 6), ("top", 6), ("bottom", 8)]


def test_a_crowd_of_addressees_moves_to_the_imprint_as_in_the_pdf(sample: Document) -> None:
    crowd = replace(sample, addressee=CROWD)
    assert addressee_moves(crowd, bundled())
    word = reopened(crowd)
    lines = said(word)
    assert lines.count(f"{CROWD}：") == 0
    (place,) = (n for n, line in enumerate(lines) if CROWD in line)
    assert lines[place] == f"主送：{CROWD}。"
    assert lines[place + 1].startswith("抄送：")
    table = word.tables[-1]
    assert len(table.rows) == 2  # no rule between 主送 and 抄送
    assert crowd.imprint is not None
    alone = reopened(replace(crowd, imprint=replace(crowd.imprint, cc=""))).tables[-1]
    assert alone.cell(0, 0).text == f"主送：{CROWD}。"


def test_properties_name_no_person_and_say_that_the_pdf_counts(sample: Document) -> None:
    word = reopened(sample)
    about = word.core_properties
    assert about.comments == COMMENT
    assert "以PDF为准" in COMMENT
    assert (about.author, about.last_modified_by) == ("大和乡创文办", "")
    assert about.title == sample.title_text
    assert about.created is not None
    assert about.created.replace(tzinfo=None) == datetime(2026, 11, 2)
    assert not any("以PDF为准" in text for text in said(word))


def test_the_same_words_give_the_same_bytes(sample: Document, make_facts: FactsMaker) -> None:
    assert docx_bytes(sample) == docx_bytes(build(make_facts()))


def test_names_of_two_are_spread_without_a_space() -> None:
    table = Table((Column("姓名", 6, names=True),), (TableRow(("王伟",)), TableRow(("张玉兰",))), "")
    word = reopened(paper(body=(table,)))
    spread, plain = (word.tables[0].cell(row, 0).paragraphs[0] for row in (1, 2))
    assert [run.text for run in spread.runs] == ["王", "伟"]
    assert [run.text for run in plain.runs] == ["张玉兰"]


def test_numbers_stand_point_under_point() -> None:
    cells = ("100", "96.50", "88.5")
    rows = tuple(TableRow(("村", text)) for text in cells)
    table = Table((Column("村", 20), Column("得分", 8, "decimal")), rows, "")
    word = reopened(paper(body=(table,)))
    indents = [word.tables[0].cell(row, 1).paragraphs[0].paragraph_format.right_indent for row in (1, 2, 3)]
    whole, two, one = (indent.pt for indent in indents if indent is not None)
    assert abs(one - two - 6) < 0.1  # a digit of 12 pt
    assert abs(whole - two - 15) < 0.1  # two digits and the point


# -- kinds of papers -------------------------------------------------------------------------------


def paper(**changes: object) -> Document:
    made = Document(
        letterhead=Letterhead("大和乡创文办", "和创文办〔2026〕12号"),
        title=("关于", "包保工作", "的", "通报"),
        addressee="各村（居）",
        body=(Paragraph((Span("现通报如下。"),)),),
        signature=Signature("大和乡创文办", date(2026, 11, 2)),
        imprint=Imprint("大和乡创文办", date(2026, 11, 3)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_letter_has_double_rules_and_no_number_on_page_one() -> None:
    document = paper(letterhead=Letterhead("大和乡创文办", "和创文办函〔2026〕3号", kind="letter"))
    word = reopened(document)
    page = word.sections[0]
    assert page.different_first_page_header_footer
    first = page.first_page_footer.paragraphs
    assert "".join(one.text for one in first) == ""
    ruled = [one._p.pPr for one in (word.paragraphs[0], first[0])]
    kinds = [rule.get(qn("w:val")) for props in ruled for rule in part(props, "w:pBdr")]
    assert kinds == ["thickThinSmallGap", "thinThickSmallGap"]


def test_a_lying_attachment_turns_its_page_alone() -> None:
    wide = Attachment("汇总表", (Table((Column("村", 5),), (TableRow(("红光村",)),), ""),), landscape=True)
    apart = Attachment("名单", (Paragraph((Span("名单如下。"),)),), bound=False)
    word = reopened(paper(attachments=(wide, replace(wide, landscape=False), apart)))
    turned = [
        page.page_width is not None and page.page_width > (page.page_height or 0) for page in word.sections
    ]
    assert turned == [False, True, False, False]
    assert [page._sectPr.find(qn("w:pgNumType")) is not None for page in word.sections] == [
        False, False, False, True,
    ]  # fmt: skip


def test_a_level_beyond_the_fourth_and_an_unindented_paragraph() -> None:
    body = (Heading(2, "（一）到岗"), Heading(4, "（1）周次"), Paragraph((Span("各村："),), indent=False))
    found = [one for one in reopened(paper(body=body)).paragraphs if one.text]
    styles = {one.text: one.style.name for one in found if one.style}
    assert (styles["（一）到岗"], styles["（1）周次"]) == ("二级标题", "四级标题")
    flat = next(one for one in found if one.text == "各村：")
    assert flat.paragraph_format.first_line_indent == 0


def test_an_issued_paper_is_its_pdf() -> None:
    with pytest.raises(UserError, match="PDF"):
        docx_of(Frozen("通报", "和创文办〔2026〕12号", b"%PDF"))


# -- bad input -------------------------------------------------------------------------------------

BAD = "甲<b>&amp;'\"\x00\x0b\x1f\ud800\udfff\ufffe\u200b\u202e\U00020000𠮷😀\t\r\n乙"


def test_text_that_xml_cannot_hold_is_cleaned_and_the_rest_kept() -> None:
    document = paper(
        body=(Paragraph((Span(BAD),), lead=BAD), Heading(1, BAD)),
        title=(BAD,),
        addressee=BAD,
        note=BAD,
        imprint=Imprint(BAD, date(2026, 11, 3), BAD),
        attachments=(Attachment(BAD, (Table((Column(BAD, 5),), (TableRow((BAD,)),), ""),)),),
        names=(BAD,),
    )
    for name, text in parts(document).items():
        if name.endswith((".xml", ".rels")):
            parse_xml(text.encode("utf-8"))
    found = "".join(said(reopened(document)))
    for kept in ("甲<b>&amp;'\"", "\U00020000", "𠮷", "😀", "乙"):
        assert found.count(kept) >= 8
    assert not re.search("[\x00-\x08\ud800-\udfff\ufffe\u202e]", found)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_opens_again(text: str) -> None:
    found = said(reopened(paper(body=(Paragraph((Span("始" + text + "终"),)),))))
    assert clean("始" + text + "终") in found
