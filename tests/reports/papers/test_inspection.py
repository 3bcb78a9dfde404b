"""督查记录表: blank to take along, filled with the round's findings."""

from datetime import date
from io import BytesIO

import docx
import pdfplumber
import pytest
from sqlalchemy import select

from core import journal
from core.db import Db
from core.ledgers import ledger_named
from core.ledgers.checklist import DEFAULT_ITEMS
from core.ledgers.duties import WORK_AREAS
from core.model import checklist_item, finding, inspection, photo
from core.names import Names
from core.queries.papers import Asked
from core.rules.calendar import week_of
from core.services import inspections, ledgers
from core.services.checklist import load_default_items
from reports.docx import docx_of
from reports.papers.catalogue import paper_named
from reports.papers.form import Form
from reports.papers.form_pages import form_pages
from reports.papers.making import pdf_of
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed
from tests.reports.photos import jpeg

DAY = date(2026, 10, 16)


def test_a_blank_record_is_a_page_to_write_on_and_one_to_tick(idle: Db, printed: Printed) -> None:
    page, checks = printed(idle, "inspection", Asked(blank=True))
    for words in ("督查时间", "督查人员", "去过的地方", "□生活区", "处理意见", "整改前照片", "记录人签名"):
        assert words in page
    for words in (*WORK_AREAS, "没有乱贴小广告", "消防通道没有占用", "志愿服务", "□是"):
        assert words in checks


def test_an_office_s_own_checklist_takes_the_plan_s_place(idle: Db, printed: Printed) -> None:
    with idle.write("登记") as w:
        item = ledgers.put(
            w,
            ledger_named("standard_item"),
            {"document": "测评体系", "year": 2021, "code": "Ⅱ-3", "text": "公共场所干净"},
        )
        for where, text in ((WORK_AREAS[2], "专栏已更新"), (WORK_AREAS[0], "斑马线前停车")):
            values = {"work_area": where, "text": text, "location": "办公区", "standard_id": item}
            ledgers.put(w, ledger_named("checklist_item"), values)
    checks = printed(idle, "inspection", Asked(blank=True))[1]
    assert checks.index("斑马线前停车") < checks.index("专栏已更新")  # in the plan's order of work areas
    assert "Ⅱ-3" in checks
    assert "没有乱贴小广告" not in checks


def test_the_plan_s_items_are_loaded_once_and_as_one_step(idle: Db) -> None:
    with idle.write("载入默认督查清单") as w:
        assert load_default_items(w) == len(DEFAULT_ITEMS)
    with idle.write("载入默认督查清单") as w:
        assert load_default_items(w) == 0
    with idle.read() as r:
        assert r.column(select(checklist_item.c.text)) == [text for _, text, _ in DEFAULT_ITEMS]
    journal.undo(idle)
    with idle.read() as r:
        assert r.column(select(checklist_item.c.id)) == []


def test_places_without_a_problem_are_named(town: Db, names: Names, printed: Printed) -> None:
    with town.write("登记督查去过的地方") as w:
        tour = w.value(select(inspection.c.id).where(inspection.c.day == DAY))
        inspections.set_places(w, tour, [the(names.area("红光村")), the(names.area("集贸市场"))])
    (page,) = printed(town, "inspection", Asked(week=week_of(DAY)))
    assert "未发现问题集贸市场" in page


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
    page, _checks = printed(idle, "inspection", Asked(blank=True))
    assert page.count("（粘贴处，注明问题序号）") == 2
