"""督查记录表: blank to take along, filled with the round's findings."""

from datetime import date
from io import BytesIO

import docx
import pdfplumber
import pytest
from sqlalchemy import select

from core.db import Db
from core.model import finding, photo
from core.queries.papers import Asked
from core.rules.calendar import week_of
from reports.docx import docx_of
from reports.papers.catalogue import paper_named
from reports.papers.form import Form
from reports.papers.form_pages import form_pages
from reports.papers.making import pdf_of
from tests.reports.papers.conftest import Printed
from tests.reports.photos import jpeg

DAY = date(2026, 10, 16)


def test_a_blank_record_is_one_page_to_write_on(idle: Db, printed: Printed) -> None:
    (page,) = printed(idle, "inspection", Asked(blank=True))
    for words in ("督查时间", "督查人员", "处理意见", "整改前照片", "记录人签名"):
        assert words in page


def test_a_filled_record_has_people_findings_and_handling(town: Db, printed: Printed) -> None:
    (page,) = printed(town, "inspection", Asked(week=week_of(date(2026, 10, 16))))
    assert "2026年10月16日" in page
    assert "周启明、李伟" in page
    assert "立行立改" in page
    assert "限期整改" in page
    assert "小广告未清理" in page


def test_a_week_without_a_round_is_said(town: Db, printed: Printed) -> None:
    (page,) = printed(town, "inspection", Asked(week=week_of(date(2026, 10, 23))))
    assert "没有登记督查" in page


def _photo(db: Db, finding_id: int, stage: str, name: str, data: bytes | None) -> None:
    folder = db.files / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    if data is not None:
        (folder / name).write_bytes(data)
    with db.write("照片") as w:
        w.insert(photo, finding_id=finding_id, stage=stage, file=name, taken_on=DAY, sha256="")


def _made(db: Db) -> Form:
    paper = paper_named("inspection")
    assert paper is not None
    with db.read() as r:
        made = paper.build(paper.facts(r, Asked(week=week_of(DAY))))
    assert isinstance(made, Form)
    return made


def test_photos_are_drawn_before_and_after(town: Db) -> None:
    with town.read() as r:
        first, second = r.column(select(finding.c.id).where(finding.c.found_on == DAY).order_by(finding.c.id))
    _photo(town, first, "before", "a.jpg", jpeg(400, 300))
    _photo(town, first, "after", "b.jpg", jpeg(300, 400))
    _photo(town, second, "before", "c.jpg", None)
    _photo(town, second, "before", "d.jpg", b"no picture")
    made = _made(town)
    pages = form_pages(made)
    text = "".join(box.text for page in pages for box in page.texts)
    before, after = (box for page in pages for box in page.pictures)
    assert before.x + before.width < after.x
    assert before.width / before.height == pytest.approx(4 / 3, rel=0.01)
    assert text.count("整改前（2026年10月16日）") == 3
    assert text.count("整改后（2026年10月16日）") == 1
    assert text.count("照片文件缺失") == 2
    assert "c.jpg" in text
    assert "（粘贴处）" in text  # the findings whose work is not yet photographed
    with pdfplumber.open(BytesIO(pdf_of(made))) as book:
        assert [len(page.images) for page in book.pages] == [len(page.pictures) for page in pages]
    assert pdf_of(made) == pdf_of(_made(town))
    assert len(docx.Document(BytesIO(docx_of(made))).inline_shapes) == 2


def test_a_blank_record_keeps_its_place_to_paste(idle: Db, printed: Printed) -> None:
    (page,) = printed(idle, "inspection", Asked(blank=True))
    assert page.count("（粘贴处，注明问题序号）") == 2
