"""The number chosen at 印发, and the ranking as picture and words, in the real window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.doors import Write
from core.names import Names
from core.queries.circulars import issued_circulars
from core.services import inspections, numbers
from gui import theme
from gui.app import App
from gui.start import Desk
from gui.views.circular.issue_dialog import IssueDialog
from gui.views.circular.page import CircularPage
from gui.views.circular.picture import notice_text, ranking_picture
from gui.views.circular.says import say_absent
from gui.views.circular.steps import ISSUE, RANK
from tests.gui.views.asking import ask, named, press, quiet
from tests.gui.views.township import find, make_township, visit

CODE = "大和创文办"
Open = Callable[[date, Callable[[Write, Names], object], int], CircularPage]


@pytest.fixture
def opened(own_home: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    """The page of the month before a day, at a step."""
    made: list[App] = []
    desks: list[Desk] = []

    def open_page(day: date, fill: Callable[[Write, Names], object], step: int) -> CircularPage:
        app = App(own_home / "desk", today=lambda: day)
        made.append(app)
        app.apply_theme()
        desk = Desk(app)
        desks.append(desk)
        desk.window.resize(1366, 697)
        desk.window.show()
        desk.open(make_township(tmp_path, fill), "circular")
        qtbot.waitUntil(lambda: isinstance(desk.window.page, CircularPage))
        page = desk.window.page
        assert isinstance(page, CircularPage)
        quiet(app, qtbot)
        page.go_to(step)
        quiet(app, qtbot)
        return page

    yield open_page
    for desk, app in zip(desks, made, strict=True):
        desk.window.close()
        quiet(app, qtbot)
        desk.window.deleteLater()
        desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.close()


def october(w: Write, names: Names) -> None:
    find(w, names, date(2026, 10, 19), date(2026, 10, 23))
    inspections.add_finding(w, date(2026, 10, 21), "无人认领的垃圾")
    visit(w, names, "王建国", date(2026, 10, 26), date(2026, 10, 28))


def asked(page: CircularPage) -> IssueDialog:
    page.main_action()
    return next(one for one in page.findChildren(IssueDialog) if one.isVisible())


def issued(page: CircularPage, qtbot: QtBot) -> list[str]:
    quiet(page.app, qtbot)
    return [one.doc_no for one in ask(page.app, qtbot, issued_circulars)]


def pick(box: QComboBox, row: int) -> None:
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_a_reserved_number_is_offered_and_used_up(opened: Open, qtbot: QtBot) -> None:
    def fill(w: Write, names: Names) -> None:
        october(w, names)
        numbers.reserve_number(w, CODE, 2026, 1, title="防汛通知")
        numbers.reserve_number(w, CODE, 2026, 2, title="10月通报", state="reserved")

    page = opened(date(2026, 11, 3), fill, ISSUE)
    dialog = asked(page)
    kept = named(dialog, QComboBox, "reservedNumbers")
    assert [kept.itemText(row) for row in range(kept.count())] == [
        "3号，下一个可用",
        "2号，预留给“10月通报”",
    ]
    assert not named(dialog, QComboBox, "numberYear").isVisible(), "only a January paper asks"
    pick(kept, 1)
    assert dialog.serial == 2
    assert "预留给“10月通报”，印发后就用掉了" in named(dialog, QLabel, "numberWrong").text()
    assert dialog.yes.isEnabled()
    press(dialog, "affirm")
    assert issued(page, qtbot) == ["大和创文办〔2026〕2号"]


def test_a_void_number_is_refused_while_it_is_typed(opened: Open) -> None:
    def fill(w: Write, names: Names) -> None:
        october(w, names)
        row = numbers.reserve_number(w, CODE, 2026, 4, title="防汛通知")
        numbers.void_number(w, row, "撤回")

    dialog = asked(opened(date(2026, 11, 3), fill, ISSUE))
    assert dialog.serial == 5
    dialog.number.setText("4")
    assert "4号已经作废，不再使用" in dialog.wrong.text()
    assert not dialog.yes.isEnabled()


def test_a_january_paper_for_december_asks_which_years_number(opened: Open, qtbot: QtBot) -> None:
    def december(w: Write, names: Names) -> None:
        visit(w, names, "王建国", date(2025, 12, 9), date(2025, 12, 11))
        numbers.reserve_number(w, CODE, 2025, 30)

    page = opened(date(2026, 1, 8), december, ISSUE)
    assert page.picker.face.text() == "2025年12月"
    dialog = asked(page)
    years = named(dialog, QComboBox, "numberYear")
    assert years.isVisible()
    assert [years.itemText(row) for row in range(years.count())] == ["2026", "2025"]
    assert (dialog.year, dialog.serial) == (2026, 1)
    pick(years, 1)
    assert (dialog.year, dialog.serial) == (2025, 31)
    dialog.number.setText("30")
    assert "30号已经用过" in dialog.wrong.text()
    dialog.number.setText("31")
    press(dialog, "affirm")
    assert issued(page, qtbot) == ["大和创文办〔2025〕31号"]


def export(page: CircularPage, text: str) -> None:
    """An entry of 导出▾."""
    menu = named(page, QPushButton, page.header.export_button.objectName()).menu()
    actions: list[QAction] = menu.actions()
    next(one for one in actions if one.text() == text).trigger()


def test_the_ranking_goes_to_a_chat_as_a_picture(opened: Open) -> None:
    page = opened(date(2026, 11, 3), october, RANK)
    heights = []
    for text, rows in (("复制村（居）排名图片", 2), ("复制站所排名图片", 3)):
        export(page, text)
        image: QImage = QGuiApplication.clipboard().image()
        assert image.width() == 1080
        assert image.height() > 300 + rows * 50
        assert image.pixelColor(2, 2) == QColor(theme.TOKENS["surface"][0]), "white in the dark theme too"
        inked = {image.pixelColor(x, y).name() for x in range(0, 1080, 3) for y in range(0, 300, 3)}
        assert len(inked) > 8, "letters are drawn"
        assert named(page, QLabel, "savedText").text().startswith("✓ 已复制")
        heights.append(image.height())
    assert heights[1] > heights[0], "three stations, two villages"
    assert image.convertToFormat(QImage.Format.Format_RGB32).sizeInBytes() < 30_000_000


def test_the_words_for_a_group_notice(opened: Open) -> None:
    page = opened(date(2026, 11, 3), october, RANK)
    export(page, "复制排名文字")
    text = QGuiApplication.clipboard().text()
    lines = text.split("\n")
    assert lines[0] == "【2026年10月包保工作考核情况】"
    assert lines[1] == "统计周期9月28日—11月1日，统计截至11月1日。"
    assert lines[2].startswith("表扬：") and lines[3].startswith("批评：")
    assert "村（居）排名" in lines and "站所排名" in lines
    assert any(line.startswith("1") and line.endswith("分") for line in lines)
    assert lines[-1] == "大和乡创文办，2026年11月3日，以印发的通报为准"
    assert "王建国" not in text, "no persons"


def test_an_empty_month_offers_nothing_to_copy(opened: Open) -> None:
    page = opened(date(2026, 11, 3), lambda _w, _names: None, RANK)
    menu = page.header.export_button.menu()
    assert not [one for one in menu.actions() if "复制" in one.text()]
    assert isinstance(page, QWidget)


def test_a_hundred_villages_and_a_very_long_name_stay_within_the_picture(opened: Open) -> None:
    page = opened(date(2026, 11, 3), october, RANK)
    state = page.state
    assert state is not None and state.facts is not None
    row = state.facts.village_scores[0]
    scores = tuple(
        replace(row, unit=f"{'很长的名字' * 8}{number}村", stratum=("一类村", "二类村")[number // 50])
        for number in range(100)
    )
    many = replace(state, facts=replace(state.facts, village_scores=scores))
    image = ranking_picture(many, "praise")
    assert image.width() == 1080
    columns = (*range(0, 44, 4), *range(1036, 1080, 4))
    edge = {image.pixelColor(x, y).name() for x in columns for y in range(0, image.height(), 2)}
    assert edge == {QColor(theme.TOKENS["surface"][0]).name()}, "nothing runs over the edge"
    assert notice_text(many).count("很长的名字" * 8) >= 100


def test_an_exempted_unit_is_called_so() -> None:
    assert say_absent("免予考核（整体搬迁）") == "免予考核（整体搬迁）"
    assert say_absent("正在搬迁") == "未参加考核（正在搬迁）"
    assert say_absent("") == "未参加考核"
