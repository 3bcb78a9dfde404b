"""Writing the circular in the real window: paragraphs, phrases, the page that follows, 自检."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton

from core import journal
from core.db import open_record
from core.queries.phrases import Phrase
from gui.start import Desk
from gui.views.circular.evidence import UnitDialog
from gui.views.circular.steps import DRAFT, ISSUE
from tests.gui.views.circular.sitting import Sitting, draft, open_editor, type_over

ALT = Qt.KeyboardModifier.AltModifier


def keys_of(sitting: Sitting, section: str) -> list[str]:
    return [row.line.key for row in sitting.page.sentences.rows if row.line.section == section]


def add(sitting: Sitting, behind: str, text: str) -> str:
    """新增一段 by keyboard; the key the record gave it."""
    draft(sitting, behind)
    sitting.key(Qt.Key.Key_Insert)
    editor = sitting.page.sentences.editor
    assert editor is not None
    editor.setPlainText(text)
    sitting.key(Qt.Key.Key_Return, editor)
    row = sitting.page.sentences.current
    assert row is not None
    assert row.line.own
    return row.line.key


def printed(sitting: Sitting, key: str) -> str:
    assert sitting.page.paper is not None
    return "".join(box.text for box in sitting.page.paper.boxes if box.key == key)


def test_a_paragraph_is_added_edited_left_out_taken_in_and_undone(sitting: Sitting) -> None:
    key = add(sitting, "overview.visits", "天气良好。")
    assert sitting.page.sentences.hasFocus()
    keys = keys_of(sitting, "总体情况")
    paragraph = [one for one in keys if one in ("overview.visits", "overview.short", "overview.exempt")]
    assert keys[: len(paragraph) + 1] == [*paragraph, key], "behind the whole paragraph"
    assert printed(sitting, key) == "天气良好。"
    type_over(sitting, "天气晴好。")
    sitting.key(Qt.Key.Key_Space)
    assert not sitting.row(key).line.on
    assert printed(sitting, key) == ""
    sitting.key(Qt.Key.Key_Space)
    assert printed(sitting, key) == "天气晴好。"
    sitting.press(f"restore_{key}")
    assert key not in keys_of(sitting, "总体情况")
    sitting.app.undo()
    sitting.settle()
    assert sitting.row(key).line.text == "天气晴好。"
    for _ in range(4):
        sitting.app.undo()
        sitting.settle()
    assert sitting.state.edits == {}
    assert sitting.app.path is not None
    with open_record(sitting.app.path, writable=False) as db, db.read() as r:
        assert journal.faults(r) == []


def test_an_empty_or_given_up_paragraph_leaves_nothing(sitting: Sitting) -> None:
    draft(sitting, "demands.duty")
    before = keys_of(sitting, "工作要求")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        sitting.press("addParagraph")
        editor = sitting.page.sentences.editor
        assert editor is not None
        if key == Qt.Key.Key_Escape:
            editor.setPlainText("不要了。")
        sitting.key(key, editor)
        assert sitting.page.sentences.editor is None
        assert keys_of(sitting, "工作要求") == before
    assert sitting.state.edits == {}


def test_paragraphs_move_within_their_section_and_stay_chosen(sitting: Sitting) -> None:
    draft(sitting, "demands.look_back")
    before = keys_of(sitting, "工作要求")
    assert not sitting.the(QPushButton, "moveDown").isEnabled()
    QTest.keyClick(sitting.page.sentences, Qt.Key.Key_Up, ALT)
    sitting.settle()
    after = keys_of(sitting, "工作要求")
    assert after == [*before[:-2], before[-1], before[-2]]
    row = sitting.page.sentences.current
    assert row is not None
    assert row.line.key == "demands.look_back"
    assert printed(sitting, "demands.look_back").startswith("（二）")
    sitting.press("moveDown")
    assert keys_of(sitting, "工作要求") == before
    sitting.press("moveDown")
    assert keys_of(sitting, "工作要求") == before, "there is no further down"
    sitting.app.undo()
    sitting.settle()
    assert keys_of(sitting, "工作要求") == after


def test_an_edited_sentence_left_out_comes_back_with_its_words(sitting: Sitting) -> None:
    draft(sitting, "overview.findings")
    type_over(sitting, "问题情况另行通报。")
    sitting.key(Qt.Key.Key_Space)
    assert not sitting.row("overview.findings").line.on
    sitting.key(Qt.Key.Key_Space)
    line = sitting.row("overview.findings").line
    assert (line.on, line.text) == (True, "问题情况另行通报。")
    assert sitting.text("mark_overview.findings").startswith("手改过")


def test_phrases_are_found_inserted_kept_and_removed(sitting: Sitting) -> None:
    draft(sitting, "demands.duty")
    panel = sitting.page.drafting.phrases
    editor = open_editor(sitting, "请高度重视。")
    QTest.keyClick(editor, Qt.Key.Key_End)
    sitting.press("openPhrases")
    assert panel.field.hasFocus()
    sitting.press("keepPhrase")
    own = sitting.state.phrases[0]
    assert (own.text, own.section) == ("请高度重视。", "工作要求")
    QTest.keyClicks(panel.field, "jqrcx")
    assert panel.list.count() == 1
    assert not sitting.the(QPushButton, "dropPhrase").isEnabled(), "carried by the program"
    sitting.key(Qt.Key.Key_Return, panel.field)
    assert editor.words.startswith("请高度重视。加强日常巡查。")
    assert editor.hasFocus()
    sitting.key(Qt.Key.Key_F4, editor)
    assert panel.current == own
    sitting.key(Qt.Key.Key_Delete, panel.field)
    assert own not in sitting.state.phrases
    sitting.key(Qt.Key.Key_Escape, panel.field)
    assert panel.isHidden()
    sitting.key(Qt.Key.Key_Return, editor)
    assert sitting.state.edits["demands.duty"].text.startswith("请高度重视。加强日常巡查。")


def test_a_phrase_becomes_a_paragraph_when_nothing_is_being_written(sitting: Sitting) -> None:
    draft(sitting, "demands.duty")
    sitting.key(Qt.Key.Key_F4)
    panel = sitting.page.drafting.phrases
    chosen = panel.current
    assert isinstance(chosen, Phrase)
    assert chosen.section == "工作要求", "those of the section come first"
    sitting.key(Qt.Key.Key_Return, panel.field)
    editor = sitting.page.sentences.editor
    assert editor is not None
    sitting.key(Qt.Key.Key_Return, editor)
    assert [one.text for one in sitting.state.writing.own] == [chosen.text]


def test_leaving_the_phrases_for_another_sentence_keeps_what_was_written(sitting: Sitting) -> None:
    draft(sitting, "demands.duty")
    open_editor(sitting, "写了一半")
    sitting.press("openPhrases")
    sitting.page.dates.fields["rectify_by"].setFocus()
    sitting.settle()
    assert sitting.page.drafting.phrases.isHidden()
    assert sitting.state.edits["demands.duty"].text == "写了一半"


def test_the_page_follows_every_key_and_goes_back(sitting: Sitting) -> None:
    draft(sitting, "overview.findings")
    page, live = sitting.page, sitting.page.live
    before = page.preview._pages.grab().toImage()
    editor = open_editor(sitting, "甲")
    sitting.settle()
    first = page.preview._pages.grab().toImage()
    assert first != before
    QTest.keyClicks(editor, "23")
    sitting.settle()
    assert page.preview._pages.grab().toImage() != first
    tinted = page.preview._pages.places
    assert len({(one.page, one.y) for one in tinted}) == 1, "one short line"
    view = page.preview.viewport().rect().translated(0, page.preview.verticalScrollBar().value())
    frame = page.preview._pages.frames[tinted[0].page]
    scale = frame.width() / page.preview.page_size(tinted[0].page).width()
    assert view.top() <= frame.top() + tinted[0].y * scale <= view.bottom(), "it is in view"
    sitting.key(Qt.Key.Key_Escape, editor)
    assert live._shown is page.paper
    assert page.preview._pages.places == page.paper.places("overview.findings")  # type: ignore[union-attr]
    assert sitting.state.edits == {}


def test_a_text_that_takes_another_page_is_followed_too(sitting: Sitting) -> None:
    draft(sitting, "overview.findings")
    pages = sitting.page.preview.pages
    editor = open_editor(sitting, "各站所要抓紧整改。" * 120)
    sitting.settle()
    assert sitting.page.preview.pages > pages
    sitting.key(Qt.Key.Key_Escape, editor)
    sitting.settle()
    assert sitting.page.preview.pages == pages


@pytest.mark.parametrize("key", ["criticism.names", "criticism"])
def test_a_name_on_the_page_opens_its_score_lines(sitting: Sitting, key: str) -> None:
    named = sitting.state.facts.criticism[0]  # type: ignore[union-attr]
    wanted = key if "." in key else f"{key}.{named.unit_id}"
    page = sitting.page
    page.go_to(DRAFT)
    sitting.settle()
    assert page.paper is not None
    box = next(one for one in page.paper.boxes if one.key == wanted and named.unit in one.text)
    assert box.place in page.preview._pages.links
    frame = page.preview._pages.frames[box.place.page]
    scale = frame.width() / page.preview.page_size(box.place.page).width()
    middle = QPoint(
        round(frame.left() + (box.place.x + box.place.width / 2) * scale),
        round(frame.top() + (box.place.y + box.place.height / 2) * scale),
    )
    QTest.mouseClick(page.preview._pages, Qt.MouseButton.LeftButton, pos=middle)
    sitting.settle()
    assert named.unit in sitting.dialog(UnitDialog).windowTitle()
    assert page.sentences.current is not None
    assert page.sentences.current.line.key == wanted


def test_what_blocks_is_said_and_leads_to_its_place(sitting: Sitting, desk: Desk) -> None:
    page = sitting.page
    key = add(sitting, "demands.duty", "秘密★请村建所整改99处。")
    assert [check.text for check in page.strip.checks if not check.ok][:1] == [
        "有“秘密★”标志，涉密文件不能用本程序印发"
    ]
    page.sentences.choose("opening")
    page.go_to(ISSUE)
    assert not page.header.main.isEnabled()
    assert page.strip.isVisible()
    page.ask_issue()
    assert sitting.state.issued is None
    sitting.qtbot.waitUntil(lambda: sitting.the(QPushButton, "check0").isVisible())  # the strip has room
    sitting.press("check0")
    assert page.step == DRAFT
    assert page.sentences.current is not None
    assert page.sentences.current.line.key == key
    page.sentences.choose("opening")
    sitting.key(Qt.Key.Key_F8)
    assert page.sentences.current.line.key == key
    page.strip.show_all()
    listed = page.findChild(QDialog, "allChecksList")
    assert listed is not None
    page.sentences.choose("opening")
    sitting.press("listedCheck1", listed)  # 99处 stands in no data
    assert page.sentences.current.line.key == key
    assert listed.isHidden()
    sitting.press(f"restore_{key}")
    page.go_to(ISSUE)
    assert page.header.main.isEnabled()


def test_the_service_refuses_what_the_page_would(sitting: Sitting) -> None:
    add(sitting, "demands.duty", "机密★请整改。")
    refused: list[str] = []
    sitting.app.jobs.refused.connect(refused.append)
    sitting.page.acts.issue(sitting.state, 20, 2026)
    sitting.settle()
    assert refused
    assert "没有印发，文号也没有占用" in refused[0]
    assert sitting.state.issued is None


def test_the_exemptions_go_with_the_circular_where_ticked(sitting: Sitting) -> None:
    sitting.page.go_to(DRAFT)
    assert sitting.state.facts is not None and sitting.state.facts.spared == ()
    box = sitting.the(QCheckBox, "attachExemptions")
    for wanted in (True, False):
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        sitting.settle()
        assert box.isChecked() is wanted
        facts = sitting.state.facts
        assert facts is not None
        assert bool(facts.spared) is sitting.state.attached is wanted
