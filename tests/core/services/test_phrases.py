"""The office's own phrases, beside those the program carries."""

import pytest

from core import journal
from core.db import Db
from core.errors import UserError
from core.queries.phrases import Phrase, carried, fitting, phrases
from core.services.phrases import drop_phrase, keep_phrase


def test_phrases_are_kept_once_and_offered_first(office: Db) -> None:
    with office.write("存为常用语") as w:
        first = keep_phrase(w, "请各站所 高度重视。", "工作要求")
        assert keep_phrase(w, "请各站所高度重视。") == first
        keep_phrase(w, carried()[0].text)
    with office.read() as r:
        found = phrases(r)
    assert found[0] == Phrase("请各站所高度重视。", "工作要求", first)
    assert len({one.text for one in found}) == len(found) == len(carried()) + 1
    with office.write("删除常用语") as w:
        drop_phrase(w, first)
    with office.read() as r:
        assert first not in [one.id for one in phrases(r)]
        assert journal.faults(r) == []
    journal.undo(office)
    with office.read() as r:
        assert phrases(r)[0].id == first


@pytest.mark.parametrize(("text", "said"), [("  ", "没有文字"), ("长" * 501, "有501字")])
def test_what_is_no_phrase_is_refused(office: Db, text: str, said: str) -> None:
    with office.write("存为常用语") as w, pytest.raises(UserError, match=said):
        keep_phrase(w, text)


def test_phrases_are_found_by_initials_and_words() -> None:
    offered = (Phrase("加强日常巡查。", "工作要求"), Phrase("从督查情况看。", "总体情况"))
    assert fitting(offered, "", "jqrc") == [offered[0]]
    assert fitting(offered, "", "督查") == [offered[1]]
    assert fitting(offered, "总体情况", "") == [offered[1], offered[0]]
    assert fitting(offered, "", "没有的") == []


def test_every_phrase_carried_has_a_heading_of_the_circular() -> None:
    from reports.papers.circular_sentences import SECTIONS

    assert carried()
    assert {one.section for one in carried()} <= set(SECTIONS)
