"""The first page's three choices on real files: the sample and back, an own roster, a record or a backup."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.backup import backup
from core.queries import roster as queries
from core.services.record import open_for_work
from core.settings import change, settings_at
from gui.start import Desk, default_folder
from gui.views.forms import ChoiceBox
from tests.gui.views.asking import ask, dialog, named, press, quiet
from tests.gui.views.test_import_roster import NEW, sheet
from tests.gui.views.township import make_township

D = date(2026, 10, 29)
HALF_A_MINUTE = 30_000  # ms: the sample is three years of records and three papers


def choose(desk: Desk, key: str, unit: str, folder: Path) -> None:
    desk.window.show_welcome()
    desk.welcome.unit.setText(unit)
    desk.welcome.folder.setText(str(folder))
    press(desk.welcome, f"choice_{key}")


def test_the_folder_proposed_lies_in_the_documents(desk: Desk) -> None:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert default_folder() == Path(place) / "包保台账"


def test_the_sample_opens_with_its_banner_and_goes_on_a_clear_word_only(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(desk, "sample", "", tmp_path)
    banner = desk.window.banners
    qtbot.waitUntil(lambda: "sample" in banner.texts(), timeout=HALF_A_MINUTE)
    quiet(desk.app, qtbot)
    path = desk.app.path
    assert path is not None
    assert desk.window.current == "today"
    desk.window.show_page("roster")
    assert named(desk.window, QWidget, "banner_sample").isVisible()
    assert ask(desk.app, qtbot, lambda r: queries.counts(r, D)).stations == 12
    press(desk.window, "banner_sample_action")
    qtbot.waitUntil(lambda: desk.window.page is None)
    assert desk.app.path is None
    assert path.is_file()
    assert desk.app.settings.recent() == []
    desk.app.ask = lambda _question, _parent: False
    press(desk.welcome, "banner_sample_action")
    assert path.is_file()
    questions: list[Any] = []

    def yes(question: Any, _parent: QWidget | None) -> bool:
        questions.append(question)
        return True

    desk.app.ask = yes
    press(desk.welcome, "banner_sample_action")
    qtbot.waitUntil(lambda: not path.exists() and not path.with_suffix(".files").exists())
    assert questions[0].final


def test_the_samples_roster_may_be_kept_without_its_records(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    path = make_township(tmp_path)
    with open_for_work(path) as db, db.write("示例") as w:
        change(w, D, sample=True)
    desk.open(path)
    banner = desk.window.banners
    qtbot.waitUntil(lambda: "sample" in banner.texts())
    quiet(desk.app, qtbot)
    press(desk.window, "banner_sample_action")
    qtbot.waitUntil(lambda: desk.window.page is None)
    desk.welcome.folder.setText(str(tmp_path / "自己的"))
    press(desk.welcome, "banner_keep_action")
    qtbot.waitUntil(lambda: desk.app.path == tmp_path / "自己的" / "大和乡创文办.db")
    quiet(desk.app, qtbot)
    assert desk.window.current == "roster" and banner.texts() == {}
    assert ask(desk.app, qtbot, lambda r: queries.counts(r, D)).people > 0


def test_an_own_roster_makes_a_record_and_asks_three_things(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    choose(desk, "roster", "  ", tmp_path / "数据")
    assert "单位名称" in desk.welcome.banners.texts()["welcome"]
    choose(desk, "roster", "大和乡创文办", tmp_path / "数据")
    wizard = dialog(desk.window, qtbot, "importRoster")
    assert desk.app.path == tmp_path / "数据" / "大和乡创文办.db"
    wizard.take_file(sheet(tmp_path, NEW))  # type: ignore[attr-defined]
    take = named(wizard, QPushButton, "importTake")
    qtbot.waitUntil(lambda: take.isVisible() and take.text() == "导入1行")
    press(wizard, "importTake")
    qtbot.waitUntil(lambda: named(wizard, QLabel, "importDone").text() == "名册已导入")
    press(wizard, "importClose")
    form = dialog(desk.window, qtbot, "verbForm")
    counted = named(form, ChoiceBox, "firstPerPerson")
    counted.choose(False)
    assert any("基础100分" in one.text() for one in form.findChildren(QLabel))
    code = named(form, QLineEdit, "firstCode")
    code.setText("")
    press(form, "affirm")
    assert "都要填" in named(form, QLabel, "formWrong").text()
    code.setText("大和创文")
    press(form, "affirm")
    quiet(desk.app, qtbot)
    settings = ask(desk.app, qtbot, lambda r: settings_at(r, D))
    assert (settings.per_person, settings.agency_code) == (False, "大和创文")
    assert ask(desk.app, qtbot, lambda r: queries.counts(r, D)) == queries.Counts(2, 1, 1)


def test_a_name_that_is_taken_is_refused_in_words(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "大和乡创文办.db").write_bytes(b"x")
    choose(desk, "roster", "大和乡创文办", tmp_path)
    qtbot.waitUntil(lambda: "打开已有数据" in desk.welcome.banners.texts().get("welcome", ""))
    assert (tmp_path / "大和乡创文办.db").read_bytes() == b"x"


@pytest.mark.parametrize("key", ["sample", "roster"])
def test_a_synchronised_folder_is_refused(desk: Desk, tmp_path: Path, qtbot: QtBot, key: str) -> None:
    choose(desk, key, "大和乡创文办", tmp_path / "OneDrive" / "包保")
    qtbot.waitUntil(lambda: "自动同步" in desk.welcome.banners.texts().get("welcome", ""))
    assert not (tmp_path / "OneDrive").exists()
    assert desk.welcome.isEnabled()


def test_a_record_is_opened_where_it_lies(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_township(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    choose(desk, "existing", "", tmp_path)
    qtbot.waitUntil(lambda: desk.app.unit == "大和乡创文办")
    assert "sample" not in desk.window.banners.texts()


def test_a_backup_goes_to_the_chosen_folder_and_is_compared(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    path, package = make_township(tmp_path), tmp_path / "U盘" / "备份.zip"
    with open_for_work(path) as db:
        backup(db, package)
    desk.window.show_welcome()
    desk.steps.take(package, "大和乡创文办", tmp_path / "新")
    qtbot.waitUntil(lambda: "restored" in desk.window.banners.texts())
    assert desk.app.path == tmp_path / "新" / "大和乡创文办.db"
    assert "人员6" in desk.window.banners.texts()["restored"]
    assert "与备份一致" in desk.window.banners.texts()["restored"]


def test_what_is_no_backup_is_refused(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    package = tmp_path / "备份.zip"
    package.write_bytes(b"no package")
    desk.window.show_welcome()
    desk.steps.take(package, "", tmp_path / "新")
    qtbot.waitUntil(lambda: "备份.zip" in desk.welcome.banners.texts().get("welcome", ""))
    assert desk.window.page is None
