"""The Word copy of a form: every kind of block said once, in order, on the form's own page."""

from io import BytesIO
from typing import get_args

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn

from reports.document import Column, Heading, Paragraph, Span, Table, TableRow
from reports.docx import docx_of
from reports.docx_form import MAKERS
from reports.papers import form as forms
from reports.papers.form import (
    Blanks,
    Caption,
    Fields,
    Form,
    Kept,
    Leaf,
    Page,
    Photo,
    Pictures,
    Ruled,
    Signed,
    Tear,
    Words,
)
from reports.papers.form_pages import STYLES
from reports.pictures import picture_of
from tests.reports.photos import jpeg
from tests.reports.test_docx import grids_are_whole

COLUMNS = (Column("村", 5, names=True), Column("站所", 5), Column("问题", 12, "left"))
ROWS = (
    TableRow(("红光村", "财政所", "甲")),
    TableRow(("红光村", "财政所", "乙\n丙")),
    TableRow(("红光村", "村建所", "丁")),
)
SHOT = picture_of(jpeg(1200, 600))
EVERY = (
    Heading(1, "一、总体情况"),
    Paragraph((Span("本周督查一次。"),)),
    Table(COLUMNS, ROWS, ""),
    Table(COLUMNS, (), "没有问题。"),
    Ruled(Table(COLUMNS, ROWS, ""), 20.0, 2),
    Words(("站所：财政所", "第48周", "11月23日—29日")),
    Fields(
        (("完成情况",), ("督查时间", "11月20日", "发现问题", "8条"), ("督查人员", "李文博\n王伟")),
        heights=(30.0,),
    ),
    Blanks(("负责人（签名）：", "日期：")),
    Signed("大和乡创文办", "2026年11月24日"),
    Pictures("3号　红光村", ((Photo("整改前", SHOT), Photo("整改后", None, "乙.jpg\n照片文件缺失")),)),
    Kept((Tear("沿此线撕下"), Caption("回　执"), Paragraph((Span("收悉。"),)))),
)  # fmt: skip


def reopened(*blocks: object, page: Page = "upright", leaves: int = 1, aside: str = "") -> Word:
    made = Form("登记表", (Leaf("登记表", blocks, aside),) * leaves, page, "大和乡创文办")  # type: ignore[arg-type]
    return docx.Document(BytesIO(docx_of(made)))


def written(word: Word) -> list[str]:
    """The paragraphs of the file one after another, those of cells too."""
    lines = ["".join(text.text for text in one.iter(qn("w:t"))) for one in word.element.body.iter(qn("w:p"))]
    return [line for line in lines if line]


@pytest.mark.parametrize("page", get_args(Page))
def test_every_block_is_said_in_order(page: Page) -> None:
    table = [
        "村",
        "站所",
        "问题",
        "红光村",
        "财政所",
        "甲",
        "红光村",
        "财政所",
        "乙",
        "丙",
        "红光村",
        "村建所",
        "丁",
    ]
    merged = ["村", "站所", "问题", "红光村", "财政所", "甲", "乙", "丙", "村建所", "丁"]
    assert written(reopened(*EVERY, page=page, aside="编号：1")) == [
        "编号：1", "登记表", "一、总体情况", "本周督查一次。", *table, "没有问题。", *merged,
        "站所：财政所第48周11月23日—29日", "完成情况", "督查时间", "11月20日", "发现问题", "8条",
        "督查人员", "李文博", "王伟", "负责人（签名）：日期：", "大和乡创文办", "2026年11月24日",
        "3号　红光村", "整改前", "乙.jpg", "照片文件缺失", "整改后", "沿此线撕下", "回　执", "收悉。",
    ]  # fmt: skip


def test_no_kind_of_block_is_without_a_copy() -> None:
    assert set(get_args(forms.Block)) == set(MAKERS)


@pytest.mark.parametrize("page", get_args(Page))
def test_the_page_is_the_forms_own(page: Page) -> None:
    word = reopened(*EVERY, page=page)
    grids_are_whole(word)
    style, section = STYLES[page], word.sections[0]
    assert section.page_width is not None
    assert abs(section.page_width.pt - style.paper_width) < 0.1
    assert section.left_margin is not None
    assert abs(section.left_margin.pt - style.left) < 0.1


def test_a_photo_is_as_large_as_its_cell_lets_it_be() -> None:
    word = reopened(Pictures("3号", ((Photo("整改前", SHOT), Photo("整改后", SHOT)),)))
    first, second = word.inline_shapes
    assert abs(first.width.pt - (STYLES["upright"].width / 2 - 8)) < 0.1
    assert abs(first.width / first.height - 2) < 0.01
    images = [part for part in word.part.package.parts if part.partname.startswith("/word/media")]
    assert len(images) == 1  # the same photo is kept once
    ids = [one.get("id") for one in word.element.body.iter(qn("wp:docPr"))]
    assert ids == ["1", "2"]
    assert second.height == first.height


def test_repeated_cells_are_merged_downwards() -> None:
    table = reopened(Ruled(Table(COLUMNS, ROWS, ""), 20.0, 2)).tables[0]
    first, second, third = table._tbl.tr_lst[1:]
    downs = [[merge.get(qn("w:val")) for merge in row.iter(qn("w:vMerge"))] for row in (first, second, third)]
    assert downs == [["restart", "restart"], ["continue", "continue"], ["continue"]]


def test_every_leaf_counts_its_pages_from_one() -> None:
    word = reopened(*EVERY, leaves=3)
    assert len(word.sections) == 3
    assert all(section._sectPr.find(qn("w:pgNumType")) is not None for section in word.sections)
    foot = word.sections[0].footer.paragraphs[0]
    assert foot.text == "大和乡创文办\t第1页，共1页"
    assert [code.text.strip() for code in foot._p.iter(qn("w:instrText"))] == ["PAGE", "SECTIONPAGES"]


def test_kept_blocks_stay_with_the_next() -> None:
    word = reopened(Kept((Tear("沿此线撕下"), Fields((("措施", "甲"),)))))
    kept = [one for one in word.element.body.iter(qn("w:p")) if one.pPr.keepNext is not None]
    assert {"沿此线撕下", "措施", "甲"} <= {
        "".join(text.text for text in one.iter(qn("w:t"))) for one in kept
    }


def test_the_same_form_gives_the_same_bytes() -> None:
    made = Form("登记表", (Leaf("登记表", EVERY),), "letter")
    assert docx_of(made) == docx_of(made)
