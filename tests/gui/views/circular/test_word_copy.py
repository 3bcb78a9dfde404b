"""存为Word in the real window: offered for a draft, written where the clerk says."""

from pathlib import Path

import docx
from PySide6.QtWidgets import QFileDialog

from gui.views.circular.page import CircularPage
from gui.views.circular.steps import DRAFT
from tests.gui.views.circular.sitting import Sitting


def offered(page: CircularPage) -> list[str]:
    return [one.text() for one in page.header.export_button.menu().actions()]


def test_a_draft_is_saved_for_word(sitting: Sitting, tmp_path: Path) -> None:
    page, folder = sitting.page, tmp_path / "papers"
    folder.mkdir()
    page.app.settings.keep_folder("papers", folder)
    page.go_to(DRAFT)
    sitting.settle()
    assert offered(page)[:2] == ["存PDF…", "存为Word…"]
    menu = page.header.export_button.menu()
    next(one for one in menu.actions() if one.text() == "存为Word…").trigger()
    dialog = page.findChild(QFileDialog, "saveAs")
    assert isinstance(dialog, QFileDialog)
    dialog.accept()
    sitting.settle()
    (saved,) = folder.iterdir()
    assert saved.name == f"{page.outlet.title}.docx"
    assert page.outlet.title in [one.text.replace("\n", "") for one in docx.Document(str(saved)).paragraphs]
