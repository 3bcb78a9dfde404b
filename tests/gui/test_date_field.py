"""A date field says what it has room for, and never takes away what is being typed."""

from datetime import date

from pytestqt.qtbot import QtBot

from gui.app import App
from gui.widgets import DateField


def test_without_room_the_weekday_goes(app: App, qtbot: QtBot) -> None:
    field = DateField(date(2026, 11, 24))
    qtbot.addWidget(field)
    field.resize(200, 32)
    field.show()
    assert field.text() == "11月24日 周二"
    field.setFixedWidth(118)
    assert field.text() == "11月24日"
    assert field.commit() and field.day == date(2026, 11, 24)
    field.setFixedWidth(200)
    assert field.text() == "11月24日 周二"


def test_what_is_typed_stays_when_the_size_changes(app: App, qtbot: QtBot) -> None:
    field = DateField(date(2026, 11, 24))
    qtbot.addWidget(field)
    field.show()
    field.setText("2026-10-1")
    field.setFixedWidth(118)
    field.setFixedWidth(200)
    assert field.text() == "2026-10-1"
