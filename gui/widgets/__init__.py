"""The parts every page is made of. Import from here.

header = PageHeader("督查整改", main="登记督查", main_icon="plus")
chips = Chips([Chip("late", "已逾期", "late"), Chip("done", "已销号", "done")])
"""

from gui.widgets.bars import Banners, SavedLabel, UndoBar
from gui.widgets.basics import (
    EmptyState,
    Line,
    Section,
    StatRow,
    button,
    clear_layout,
    label,
    link,
    retheme,
    segments,
)
from gui.widgets.chips import Chip, Chips
from gui.widgets.date_field import DateField, parse_day, say_day
from gui.widgets.dialogs import Question, button_row, confirm_dialog, form_dialog
from gui.widgets.header import PageHeader
from gui.widgets.marks import MARKS, Mark, MarkLabel, paint_mark
from gui.widgets.panes import SplitPane
from gui.widgets.period import PeriodPicker, say_month, say_week, week_of
from gui.widgets.stepper import Stepper

__all__ = [
    "MARKS",
    "Banners",
    "Chip",
    "Chips",
    "DateField",
    "EmptyState",
    "Line",
    "Mark",
    "MarkLabel",
    "PageHeader",
    "PeriodPicker",
    "Question",
    "SavedLabel",
    "Section",
    "SplitPane",
    "StatRow",
    "Stepper",
    "UndoBar",
    "button",
    "button_row",
    "clear_layout",
    "confirm_dialog",
    "form_dialog",
    "label",
    "link",
    "paint_mark",
    "parse_day",
    "retheme",
    "say_day",
    "say_month",
    "say_week",
    "segments",
    "week_of",
]
