"""Between Python's dates and Qt's."""

from datetime import date

from PySide6.QtCore import QDate


def to_qdate(day: date) -> QDate:
    """A Python date as Qt's."""
    return QDate(day.year, day.month, day.day)


def to_day(day: QDate) -> date:
    """A Qt date as Python's."""
    return date(day.year(), day.month(), day.day())
