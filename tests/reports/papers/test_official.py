"""公文格式: what the office chose stands on its papers under a red head."""

from dataclasses import replace

import pytest

from core.db import Db
from core.errors import UserError
from core.queries.papers import Asked
from core.rules.calendar import Month
from core.settings import change
from reports.document import Document
from reports.fonts import bundled
from reports.layout import lay_out
from reports.papers.catalogue import paper_named
from tests.reports.papers.conftest import Printed

OCTOBER = Asked(month=Month(2026, 10))


def _made(db: Db, name: str = "monthly") -> Document:
    paper = paper_named(name)
    assert paper is not None
    with db.read() as r:
        made = paper.build(paper.facts(r, OCTOBER))
    assert isinstance(made, Document)
    return made


def _choose(db: Db, **values: object) -> None:
    with db.write("修改公文格式") as w:
        change(w, w.today, **values)


def test_as_usual_it_is_a_stamped_file_without_marks(town: Db) -> None:
    made = _made(town)
    head = made.letterhead
    assert (head.kind, head.copy_no, head.urgency, head.joint) == ("file", "", "", ())
    assert made.signature is not None
    assert made.signature.stamped
    assert made.imprint is not None
    assert not made.imprint.even


@pytest.mark.parametrize("name", ["monthly", "praise", "criticism"])
def test_what_was_chosen_stands_on_every_red_paper(town: Db, printed: Printed, name: str) -> None:
    _choose(
        town,
        paper_head="letter",
        copy_no="12",
        urgency="特急",
        joint_issue="区城管局、区住建局",
        stamped=False,
    )
    made = _made(town, name)
    head = made.letterhead
    assert (head.kind, head.copy_no, head.urgency) == ("letter", "000012", "特急")
    assert made.signature is not None
    assert made.signature.orgs[1:] == head.joint == ("区城管局", "区住建局")
    assert not made.signature.stamped
    pages = printed(town, name, OCTOBER)
    for words in ("000012", "特急", "区城管局", "区住建局"):
        assert words in pages[0] + pages[-1] + "".join(pages)


def test_the_imprint_goes_to_an_even_page(town: Db, printed: Printed) -> None:
    _choose(town, imprint_even=True)
    for name in ("monthly", "praise", "criticism"):
        pages = printed(town, name, OCTOBER)
        assert len(pages) % 2 == 0
        assert "印发" in pages[-1]


def test_the_letter_head_stands_higher_than_the_file_head(town: Db) -> None:
    made = _made(town)
    file, letter = (
        min(
            box.y
            for box in lay_out(replace(made, letterhead=replace(made.letterhead, kind=kind)), bundled())
            .pages[0]
            .texts
        )
        for kind in ("file", "letter")
    )
    assert letter < file


def test_a_copy_number_is_digits(town: Db) -> None:
    with pytest.raises(UserError, match="份号“甲”要写1到6位数字"):
        _choose(town, copy_no="甲")
