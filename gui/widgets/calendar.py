"""A calendar that drops down from a field; weeks begin on Monday by the Chinese locale."""

from datetime import date

from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidget, QWidgetAction
from shiboken6 import isValid

from gui.qtdates import to_day, to_qdate


def pick_day(under: QWidget, day: date) -> date:
    """The day the clerk clicks below ``under``; the same day when the calendar is left with Esc."""
    menu = QMenu(under)
    calendar = QCalendarWidget()
    calendar.setSelectedDate(to_qdate(day))
    act = QWidgetAction(menu)
    act.setDefaultWidget(calendar)
    menu.addAction(act)
    calendar.clicked.connect(menu.close)
    menu.exec(under.mapToGlobal(under.rect().bottomLeft()))
    if not isValid(menu):  # the field went while its calendar was open
        return day
    chosen = to_day(calendar.selectedDate())
    menu.deleteLater()
    return chosen
