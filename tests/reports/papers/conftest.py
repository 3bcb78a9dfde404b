"""A small township with a month of work, and a paper as the words on its pages."""

from collections.abc import Callable
from datetime import date

import pytest

from core.db import Db
from core.names import Names
from core.queries.papers import Asked
from core.services import check_ins, inspections
from reports.document import Document
from reports.fonts import bundled
from reports.layout import lay_out
from reports.papers.catalogue import paper_named
from reports.papers.form import Form
from reports.papers.form_pages import form_pages
from reports.papers.making import Made
from tests.core.services.conftest import names, office, the

__all__ = ["names", "office"]


Printed = Callable[..., list[str]]


@pytest.fixture
def idle(office: Db) -> Db:
    """Nothing but the roster."""
    return office


@pytest.fixture
def town(office: Db, names: Names) -> Db:
    """October and November of 大和乡: visits, three inspections, orders in every state."""
    station, second = the(names.unit("村建所")), the(names.unit("财政所"))
    square, red = the(names.area("大和社区1组")), the(names.area("红光村1组"))
    wang = the(names.person("王建国"))
    with office.write("登记") as w:
        for day in (12, 14, 19, 21, 26, 28):
            check_ins.add(w, wang, date(2026, 10, day), area_id=square, note="入户宣传")
        check_ins.add(w, wang, date(2026, 11, 16), area_id=square, sheet_no="2026-47-01")
        check_ins.add(w, wang, date(2026, 11, 21), area_id=square, note="清扫")
        october = inspections.add_inspection(w, date(2026, 10, 16), "周启明、李伟")
        inspections.add_finding(
            w, date(2026, 10, 16), "烟头未清扫", area_id=red, unit_id=second, fixed_on_spot=True,
            inspection_id=october,
        )  # fmt: skip
        done = inspections.add_finding(
            w, date(2026, 10, 16), "小广告未清理", area_id=square, place="公示栏旁", unit_id=station,
            inspection_id=october,
        )  # fmt: skip
        inspections.order(w, [done], date(2026, 10, 16), date(2026, 10, 20), "2026-001")
        inspections.reply(w, done, date(2026, 10, 19), text="已清理")
        inspections.verify(w, done, date(2026, 10, 21), passed=True, verifier="李伟")
        earlier = inspections.add_inspection(w, date(2026, 11, 13), "周启明")
        late = inspections.add_finding(
            w, date(2026, 11, 13), "消防通道堵塞", area_id=square, unit_id=station, inspection_id=earlier
        )
        inspections.order(w, [late], date(2026, 11, 13), date(2026, 11, 18), "2026-002")
        latest = inspections.add_inspection(w, date(2026, 11, 20), "周启明、陈秀英")
        for number, (unit, place) in enumerate(((station, square), (second, red)), 3):
            found = inspections.add_finding(
                w,
                date(2026, 11, 20),
                f"垃圾桶满溢{number}",
                area_id=place,
                unit_id=unit,
                inspection_id=latest,
            )
            inspections.order(w, [found], date(2026, 11, 20), date(2026, 11, 27), f"2026-00{number}")
    return office


@pytest.fixture
def printed() -> Printed:
    """The words of a paper's pages, page by page."""

    def pages(db: Db, name: str, asked: Asked | None = None) -> list[str]:
        paper = paper_named(name)
        assert paper is not None
        with db.read() as r:
            facts = paper.facts(r, asked or Asked())
        return words_of(paper.build(facts))

    return pages


def words_of(made: Made) -> list[str]:
    """What is set on every page, in the order it was set."""
    if isinstance(made, Form):
        return ["".join(box.text for box in page.texts) for page in form_pages(made)]
    assert isinstance(made, Document)
    return ["".join(box.text for box in page.texts) for page in lay_out(made, bundled()).pages]
