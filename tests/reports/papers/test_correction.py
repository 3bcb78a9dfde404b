"""更正通报: declares the earlier one void and says what changed."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest

from core.db import Db
from core.errors import UserError
from core.names import Names
from core.queries.circulars import frozen_pdf
from core.queries.papers import Asked, correction_facts, month_facts
from core.rules.calendar import Month
from core.services import circulars, inspections
from reports.papers.making import Frozen, pdf_of
from reports.papers.monthly import monthly
from reports.render import circular_paper
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed

OCTOBER = Month(2026, 10)


def test_without_an_issued_circular_there_is_nothing_to_correct(town: Db, printed: Printed) -> None:
    with pytest.raises(UserError, match="还没有印发过通报"):
        printed(town, "correction")
    with pytest.raises(UserError, match="2026年10月的通报还没有印发"):
        printed(town, "correction", Asked(month=OCTOBER))


def test_the_changed_figures_stand_side_by_side(town: Db, names: Names, printed: Printed) -> None:
    first = circulars.issue(town, OCTOBER, circular_paper)
    same = "".join(printed(town, "correction"))
    assert f"（{first.doc_no}）内容有误，现予更正。该通报自本通报印发之日起作废" in same
    assert "各项数据与原通报一致" in same
    with town.write("补登") as w:
        place = the(names.area("红光村2组"))
        inspections.add_finding(w, date(2026, 10, 23), "墙面污损", area_id=place)
    text = "".join(printed(town, "correction"))
    assert "关于更正2026年10月包保工作督查考核情况的通报" in text
    assert "大和创文办〔2026〕2号" in text
    assert "更正前后对照表" in text
    assert "发现问题2条3条" in text


def test_the_correction_that_goes_out_is_the_paper_that_was_printed(
    town: Db, names: Names, printed: Printed
) -> None:
    first = circulars.issue(town, OCTOBER, circular_paper)
    with town.write("补登") as w:
        inspections.add_finding(w, date(2026, 10, 23), "墙面污损", area_id=the(names.area("红光村2组")))
    before = "".join(printed(town, "correction"))
    second = circulars.issue(town, OCTOBER, circular_paper, corrects_id=first.id)
    with town.read() as r, pdfplumber.open(BytesIO(frozen_pdf(r, second.id))) as book:
        text = "".join(char["text"] for page in book.pages for char in page.chars)
    assert f"（{first.doc_no}）内容有误，现予更正。该通报自本通报印发之日起作废" in text
    assert "具体见附件4。" in text
    assert "发现问题2条3条" in text
    assert "问题6号无红光村2组：墙面污损" in text
    assert text == before
    again = "".join(printed(town, "correction"))
    assert f"（{second.doc_no}）内容有误" in again  # and nothing has moved since
    assert "各项数据与原通报一致" in again


def test_the_month_corrected_twice_is_compared_with_the_latest(town: Db, names: Names) -> None:
    first = circulars.issue(town, OCTOBER, circular_paper)
    second = circulars.issue(town, OCTOBER, circular_paper, corrects_id=first.id)
    with town.write("补登") as w:
        inspections.add_finding(w, date(2026, 10, 23), "墙面污损", area_id=the(names.area("红光村2组")))
    with town.read() as r:
        facts = correction_facts(r, Asked()).facts
    assert facts.corrects == second.doc_no
    assert ("发现问题", "2条", "3条") in [(one.label, one.was, one.now) for one in facts.corrections]


def test_an_issued_month_is_printed_as_it_went_out(town: Db) -> None:
    circulars.issue(town, OCTOBER, circular_paper)
    with town.read() as r:
        made = monthly(month_facts(r, Asked(month=OCTOBER)))
    assert isinstance(made, Frozen)
    assert made.doc_no == "大和创文办〔2026〕1号"
    (beside,) = (town.files / "issued").glob("*.pdf")
    assert pdf_of(made) == beside.read_bytes()
