"""Every paper the office prints is found, and makes a PDF of the busiest and of the emptiest record."""

import io

import pdfplumber
import pytest

from core.db import Db
from core.errors import UserError
from core.queries.papers import Asked
from reports.papers.catalogue import paper_named, papers
from reports.papers.making import pdf_of, title_of

NAMES = (
    "monthly", "praise", "criticism", "weekly", "order", "reminder", "sign-in", "inspection", "duty-roster",
    "scores", "findings-ledger", "correction", "meeting", "task-sheet", "schedule", "watch-sheet",
    "duty-sheet", "annual", "archive-list", "handover", "study-meetings", "supplement", "rates",
    "exemptions",
)  # fmt: skip
RED = {"monthly", "praise", "criticism", "correction"}


def test_the_papers_have_names_of_their_own() -> None:
    names = [one.name for one in papers()]
    assert names[:12] == list(NAMES[:12])  # in the order the plan's month needs them
    assert set(NAMES) <= set(names)
    assert len(set(names)) == len(names)
    assert {one.name for one in papers() if one.red_head} == RED
    assert all(one.title for one in papers())
    assert paper_named("通报") is None


@pytest.mark.parametrize("name", [name for name in NAMES if name != "correction"])
def test_each_is_the_same_pdf_twice(town: Db, name: str) -> None:
    paper = paper_named(name)
    assert paper is not None
    with town.read() as r:
        made = [paper.build(paper.facts(r, Asked())) for _ in range(2)]
    first, second = map(pdf_of, made)
    assert first == second
    with pdfplumber.open(io.BytesIO(first)) as book:
        text = "".join(page.extract_text() for page in book.pages)
    assert "〓" not in text
    assert title_of(made[0])[:4] in text.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("name", NAMES)
def test_an_office_that_has_recorded_nothing_gets_a_paper_or_a_sentence(idle: Db, name: str) -> None:
    paper = paper_named(name)
    assert paper is not None
    with idle.read() as r:
        try:
            made = paper.build(paper.facts(r, Asked()))
        except UserError as refusal:
            assert name in RED
            assert str(refusal).endswith("。")
            return
    assert pdf_of(made).startswith(b"%PDF")
