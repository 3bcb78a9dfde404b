"""Qt's own words are Chinese, and dates are typed and shown as the office writes them."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from core import text
from gui import input_method
from gui.widgets import DateField, PeriodPicker, parse_day, say_day, say_month, say_week, week_of

NEAR = date(2026, 10, 28)


def test_undo_is_one_word_everywhere(qapp: object, qtbot: QtBot) -> None:
    field = QLineEdit("字")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text() for action in menu.actions()]
    menu.deleteLater()
    assert any("撤销" in word for word in words)
    assert not any("撤消" in word for word in words)


def test_standard_buttons_are_chinese_and_affirm_stands_left(qapp: object, qtbot: QtBot) -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.Discard)
    qtbot.addWidget(box)
    box.show()
    words = {one: box.button(one).text() for one in (kinds.Ok, kinds.Cancel, kinds.Discard)}
    assert words == {kinds.Ok: "确定", kinds.Cancel: "取消", kinds.Discard: "不保存"}


def test_the_fallback_file_dialog_has_no_english_left(qapp: object, qtbot: QtBot) -> None:
    dialog = QFileDialog(None, "打开已有数据")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    texts = [one.text() for one in dialog.findChildren(QLabel)]
    texts += [one.toolTip() for one in dialog.findChildren(QToolButton)]
    assert not [text for text in texts if any("a" <= letter.lower() <= "z" for letter in text.split("(")[0])]


def test_weeks_start_on_monday(qapp: object) -> None:
    assert QLocale().firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert QCoreApplication.translate("QLineEdit", "&Undo") == "撤销(&U)"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5", date(2026, 10, 5)),
        ("10.5", date(2026, 10, 5)),
        ("9/30", date(2026, 9, 30)),
        ("2026-1-2", date(2026, 1, 2)),
        ("26.1.2", date(2026, 1, 2)),
        ("１１月１日", date(2026, 11, 1)),
        ("2026年3月5日 周四", date(2026, 3, 5)),
        ("t", NEAR),
        ("31.2", None),
        ("2.30", None),
        ("", None),
        ("明天", None),
        ("²", None),
        ("13800000001.1.1", None),
        ("9999-12-31", None),
        ("1-1-1", date(2001, 1, 1)),
    ],
)
def test_dates_as_clerks_type_them(typed: str, day: date | None) -> None:
    assert parse_day(typed, NEAR) == day


def test_the_window_takes_the_years_a_sheet_may_hold() -> None:
    for year in (1989, 1990, 2099, 2100):
        try:
            read: date | None = text.parse_day(f"{year}-1-2")
        except text.Unreadable:
            read = None
        assert parse_day(f"{year}-1-2", NEAR) == read


def test_spoken_periods() -> None:
    assert say_week(date(2026, 10, 26)) == "第44周 10月26日—11月1日"
    assert say_week(date(2026, 3, 2)) == "第10周 3月2日—8日"
    assert say_week(week_of(date(2027, 1, 1))) == "第53周 12月28日—1月3日"
    assert say_month(date(2026, 3, 1)) == "2026年3月"
    assert say_day(date(2026, 3, 5), NEAR) == "3月5日 周四"
    assert say_day(date(2025, 3, 5), NEAR) == "2025年3月5日 周三"


def test_the_date_field_takes_a_day_and_steps(qapp: object, qtbot: QtBot) -> None:
    field = DateField(NEAR, date(2026, 10, 29))
    qtbot.addWidget(field)
    field.show()
    seen: list[date] = []
    field.changed.connect(seen.append)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "+")
    field.selectAll()
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.selectAll()
    QTest.keyClicks(field, "t")
    assert seen == [date(2026, 10, 29), date(2026, 10, 5), date(2026, 10, 29)]
    field.setText("2.30")
    assert not field.commit()
    assert field.property("wrong") is True
    assert field.day == date(2026, 10, 29)


def test_the_period_picker_steps_weeks_and_months(qapp: object, qtbot: QtBot) -> None:
    week, month = PeriodPicker("week", NEAR), PeriodPicker("month", date(2026, 12, 31))
    for picker in (week, month):
        qtbot.addWidget(picker)
        picker.show()
    QTest.mouseClick(week.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(month.forth, Qt.MouseButton.LeftButton)
    assert week.start == date(2026, 10, 19)
    assert month.start == date(2027, 1, 1)
    assert month.face.text() == "2027年1月"


def test_fcitx_without_a_plug_in_is_reached_through_ibus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    environ = {"XMODIFIERS": "@im=fcitx"}
    input_method.choose(environ, {"libibusplatforminputcontextplugin.so"})
    assert environ["QT_IM_MODULE"] == "ibus"
    other = {"QT_IM_MODULE": "fcitx"}
    input_method.choose(other, {"libfcitx5platforminputcontextplugin.so"})
    assert other["QT_IM_MODULE"] == "fcitx"
    assert input_method.works(environ, {"libibusplatforminputcontextplugin.so"})
    assert not input_method.works({"QT_IM_MODULE": "fcitx"}, {"libibusplatforminputcontextplugin.so"})
