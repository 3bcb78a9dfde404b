"""通报表扬 and 通报批评: who is named, what becomes of the rest, and the month nobody qualifies."""

from dataclasses import replace

from core.db import Db
from core.names import Names
from core.queries.papers import Asked, month_facts
from core.rules.calendar import Month
from core.services.assessment import choose
from reports.document import Document
from reports.papers.criticism import criticism
from reports.papers.praise import praise
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed, words_of

OCTOBER = Asked(month=Month(2026, 10))


def test_praise_names_villages_and_what_became_of_their_problems(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "praise"))
    assert "关于对2026年10月包保工作成效明显的村（居）予以表扬的通报" in text
    assert "大和创文办〔2026〕1号" in text
    assert "决定予以通报表扬" in text
    assert "（一）" in text
    assert "已全部整改销号" in text
    assert "附件：2026年10月村（居）考核得分排名" in text


def test_criticism_names_stations_with_their_problems_alone(town: Db, names: Names) -> None:
    with town.write("列入批评") as w:
        choose(w, Month(2026, 10), "criticism", the(names.unit("村建所")), chosen=True)
    with town.read() as r:
        month = month_facts(r, OCTOBER)
    assert month.facts.criticism
    named = {one.unit for one in month.facts.criticism}
    made = criticism(month)
    text = "".join(words_of(made))
    assert "落实不力的站所予以批评的通报" in text
    assert "二、限期整改" in text
    assert "2026年12月3日前完成整改" in text
    for attachment in made.attachments[1:]:
        (table,) = attachment.blocks
        assert {row.cells[3] for row in table.rows} <= named  # type: ignore[union-attr]


def test_nobody_named_is_said_with_the_rule(town: Db) -> None:
    with town.read() as r:
        month = month_facts(r, OCTOBER)
    empty = replace(month, facts=replace(month.facts, praise=(), criticism=()))
    for made, words in ((praise(empty), "不作通报表扬"), (criticism(empty), "不作通报批评")):
        assert isinstance(made, Document)
        text = "".join(words_of(made))
        assert words in text
        assert "的规定，" in text
        assert "根据考核结果，决定" not in text
