"""补录清单: what a closed month got afterwards; an open month says that it is open."""

import io
from datetime import date

import pdfplumber

from core.queries.late import Closed, LateRow
from core.queries.papers.supplements import SupplementFacts
from core.rules.calendar import Month
from core.settings import Settings
from reports.papers.making import pdf_of
from reports.papers.supplement import supplement

OFFICE = Settings(unit_name="大和乡创文办", township="大和乡")
TODAY = date(2026, 11, 24)
ROW = LateRow("check_in", 7, "签到", date(2026, 10, 22), TODAY, "罗静", "纸质表交得晚", "王建国　红光村1组")


def _text(closed: Closed | None, *rows: LateRow) -> str:
    found = SupplementFacts(OFFICE, TODAY, Month(2026, 10), "和创文办〔2026〕12号", closed, rows)
    with pdfplumber.open(io.BytesIO(pdf_of(supplement(found)))) as book:
        return "".join("".join(page.extract_text() for page in book.pages).split())


def test_each_row_with_who_and_why() -> None:
    text = _text(Closed("2026-10", date(2026, 11, 6), ""), ROW)
    assert "大和乡创文包保2026年10月补录清单" in text
    assert "通报和创文办〔2026〕12号印发后2026年11月6日封账，以下1条为封账以后补录" in text
    for words in ("签到", "10月22日", "王建国", "11月24日", "罗静", "纸质表交得晚"):
        assert words in text


def test_an_open_month_says_so() -> None:
    assert "本月还没有封账" in _text(None)
