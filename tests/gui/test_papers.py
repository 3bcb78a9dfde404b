"""Every paper a page offers comes up in the preview, from the record as it stands."""

from datetime import date
from importlib import import_module
from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.names import Names
from gui.page import Page
from gui.printing import PrintPreview
from gui.start import Desk
from gui.views import PAGES
from tests.gui.views.township import find, make_township, visit


def busy(w: Write, names: Names) -> None:
    """September, the last full month, has visits and a finding; another is late today."""
    visit(w, names, "王建国", date(2026, 9, 8), date(2026, 9, 10), date(2026, 10, 27))
    find(w, names, date(2026, 9, 15), date(2026, 9, 20))
    find(w, names, date(2026, 10, 19), date(2026, 10, 23))


def offered() -> list[tuple[str, int]]:
    """Page and place in its menu of every offer."""
    found = []
    for name, _title, _short, where in PAGES:
        module, _, attribute = where.partition(":")
        page = getattr(import_module(module), attribute)
        found += [(name, place) for place in range(len(page.papers))]
    return found


def previews() -> list[PrintPreview]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PrintPreview) and one.isVisible()
    ]


@pytest.mark.parametrize(("name", "place"), offered())
def test_a_paper_opens_from_its_page(desk: Desk, tmp_path: Path, qtbot: QtBot, name: str, place: int) -> None:
    if (name, place) == ("circular", 3):
        pytest.skip("nothing was issued in this record: its refusal is the next test")
    desk.open(make_township(tmp_path, busy))
    qtbot.waitUntil(lambda: desk.window.current == "today")
    page = desk.window.show_page(name)
    qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
    menu = page.header.print_button.menu()
    assert menu is not None
    words = [act.text() for act in menu.actions()][1:]
    assert words == [offer.words for offer in page.papers] + ["一次打印多份…"] * bool(page.several)
    menu.actions()[1 + place].trigger()
    qtbot.waitUntil(lambda: previews() != [])
    pages = previews()[0].findChild(QLabel, "pageOf")
    assert isinstance(pages, QLabel)
    qtbot.waitUntil(lambda: pages.text().startswith("第1页，共"))
    assert previews()[0].findChild(QPushButton, "saveWord") is not None
    previews()[0].close()


def test_the_word_copy_of_a_paper_is_saved_beside_its_pdf(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.app.settings.keep_folder("papers", tmp_path)
    desk.open(make_township(tmp_path, busy))
    qtbot.waitUntil(lambda: desk.window.current == "today")
    page: Page = desk.window.show_page("findings")
    page.print_paper(page.papers[1])
    qtbot.waitUntil(lambda: previews() != [])
    preview = previews()[0]
    preview.save_word()
    dialog = preview.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    qtbot.waitUntil(lambda: preview.findChild(QLabel, "savedText") is not None)
    said = preview.findChild(QLabel, "savedText")
    assert isinstance(said, QLabel) and said.text().endswith("，以PDF为准")
    (saved,) = tmp_path.glob("*.docx")
    assert "整改" in "".join(one.text for one in docx.Document(str(saved)).paragraphs)
    preview.close()


def test_a_paper_that_cannot_be_is_refused_in_a_sentence(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.open(make_township(tmp_path, busy))
    qtbot.waitUntil(lambda: desk.window.current == "today")
    page: Page = desk.window.show_page("circular")
    qtbot.waitUntil(lambda: desk.app.jobs.pending == 0)
    page.print_paper(page.papers[3])  # 更正通报, but nothing was issued
    qtbot.waitUntil(lambda: "refused" in desk.window.banners.texts())
    assert "印发" in desk.window.banners.texts()["refused"]
