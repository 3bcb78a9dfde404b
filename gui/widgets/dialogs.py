"""Dialogs with verbs: affirm left of 取消, Esc is 取消; 取消 has the focus when an act is final."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.basics import EDGE, GROUP, SPACE, Line, button, label


@dataclass(frozen=True, slots=True)
class Question:
    """What a confirmation shows: act and object, one sentence, rows of facts, the verb."""

    title: str
    text: str = ""
    verb: str = "确定"
    rows: tuple[tuple[str, str], ...] = ()
    head: str = ""
    final: bool = False  # cannot be undone


def button_row(*buttons: QWidget) -> QHBoxLayout:
    """The lowest row of a dialog, flush right: the affirming button first, 取消 last."""
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    row.addStretch(1)
    for one in buttons:
        row.addWidget(one)
    return row


def _closing_row(dialog: QDialog, verb: str, *, final: bool) -> QHBoxLayout:
    yes = button(verb, "main", name="affirm")
    no = button("取消", name="cancel")
    yes.clicked.connect(dialog.accept)
    no.clicked.connect(dialog.reject)
    default: QPushButton = no if final else yes
    default.setAutoDefault(True)
    default.setDefault(True)
    return button_row(yes, no)


def _fit(dialog: QDialog, width: int) -> None:
    """Every dialog fits a window of 911×433: the body scrolls, the buttons stay."""
    dialog.resize(width, min(dialog.sizeHint().height(), 400))


def confirm_dialog(question: Question, parent: QWidget | None = None) -> QDialog:
    """A dialog that names what will be done; `exec()` is true when the verb was pressed."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(question.title)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    box.setSpacing(GROUP)
    box.addWidget(label(question.head or question.title, "section", wrap=True))
    if question.text:
        box.addWidget(label(question.text, wrap=True))
    if question.rows:
        box.addWidget(_scrolled(_facts(question.rows)), 1)
    box.addLayout(_closing_row(dialog, question.verb, final=question.final))
    _fit(dialog, 560)
    default = dialog.findChild(QPushButton, "cancel" if question.final else "affirm")
    assert isinstance(default, QPushButton)
    default.setFocus()
    return dialog


def _facts(rows: tuple[tuple[str, str], ...]) -> QWidget:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(EDGE)
    for number, (name, value) in enumerate(rows):
        grid.addWidget(Line(), 2 * number, 0, 1, 2)
        grid.addWidget(label(name, "body2"), 2 * number + 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, wrap=True), 2 * number + 1, 1, Qt.AlignmentFlag.AlignTop)
    return body


def _scrolled(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    area.setMinimumHeight(min(body.sizeHint().height() + 4, 220))
    return area


class FormDialog(QDialog):
    """A small form: label beside field, one verb. `check` may refuse to close by returning False."""

    def __init__(self, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        box.setSpacing(GROUP)
        box.addWidget(label(title, "section"))
        self._body = QWidget()
        self.form = QFormLayout(self._body)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(SPACE)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        box.addWidget(_scrolled(self._body), 1)
        self.wrong = label("", "danger", wrap=True, name="formWrong")
        self.wrong.hide()
        box.addWidget(self.wrong)
        box.addLayout(_closing_row(self, verb, final=False))

    def refuse(self, text: str) -> None:
        """Show what is wrong and keep the dialog open."""
        self.wrong.setText(text)
        self.wrong.show()

    def fit(self, width: int = 520) -> None:
        """Size the dialog to its fields once they are in, within 860×400."""
        area = self.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        area.setMinimumHeight(min(self._body.sizeHint().height() + 4, 280))
        _fit(self, width)
        if (first := self._body.nextInFocusChain()) is not None:
            first.setFocus()


def form_dialog(
    title: str, fields: list[tuple[str, QWidget]], verb: str, parent: QWidget | None = None
) -> FormDialog:
    """A FormDialog with its fields; the caller reads the fields after `exec()`."""
    dialog = FormDialog(title, verb, parent)
    for text, field in fields:
        field.setAccessibleName(text.split("(")[0])
        dialog.form.addRow(text, field)
    dialog.fit()
    return dialog
