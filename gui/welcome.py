"""The first page of an empty PC: three ways to begin, the unit's name, where the data lies."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui import icons, theme
from gui.widgets.bars import Banners
from gui.widgets.basics import SPACE, Line, button, label

_CHOICES = (
    ("sample", "today", "用示例数据试一试", "一个示例乡镇的整本账，从签到到通报都有，看完一键清除"),
    ("roster", "table", "从表格导入名册", ".xlsx、.xls、.csv 文件，或从WPS里复制后直接粘贴"),
    ("existing", "folder", "打开已有数据", "换了电脑，或者接手同事的工作"),
)
_STEPS = ("把包保名册放进来", "每周录签到、登记督查", "到期前催办，整改后销号", "月底核对、打分、印发通报")


class _Choice(QPushButton):
    """A row with icon, two lines and an arrow; Enter and ↑↓ work as everywhere."""

    def __init__(self, key: str, icon: str, title: str, text: str) -> None:
        super().__init__()
        self.setObjectName(f"choice_{key}")
        self.setProperty("kind", "choice")
        self.setAccessibleName(f"{title}，{text}")
        self.setAutoDefault(True)
        self._icon, self._title, self._text = icon, title, text

    def sizeHint(self) -> QSize:
        return QSize(480, theme.current().px(76))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, theme.current().px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        side, half = now.px(24), self.height() / 2
        icons.paint(painter, self._icon, QRectF(19, half - side / 2, side, side), now.color("accent"))
        arrow = now.px(18)
        icons.paint(
            painter,
            "chevron-right",
            QRectF(self.width() - 36, half - arrow / 2, arrow, arrow),
            now.color("text"),
        )
        left, line = 36 + side, now.px(24)
        room = self.width() - left - 40
        painter.setFont(now.font("section"))
        painter.setPen(now.color("text"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, half - line + 3, room, line), align, self._title)
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text2"))
        words = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, half + 1, room, line), align, words)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class Welcome(QWidget):
    """`sample`, `roster`, `existing` carry the unit's name and the folder chosen."""

    sample = Signal(str, object)
    roster = Signal(str, object)
    existing = Signal(str, object)

    def __init__(self, folder: Path, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = _side()
        row.addWidget(self._side)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._main(folder, unit))
        row.addWidget(area, 1)

    def focus_first(self) -> None:
        """The first row has the focus: Enter is enough."""
        self.choices[0].setFocus(Qt.FocusReason.TabFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        """Below 1000 px the left part goes."""
        self._side.setVisible(not narrow)
        edge = 24 if narrow else 64
        self._box.setContentsMargins(edge, 16 if narrow else 32, edge, 16)

    def refuse(self, text: str) -> None:
        """Show why a choice could not be carried out."""
        self.banners.put("welcome", text)

    def _main(self, folder: Path, unit: str) -> QWidget:
        body = QWidget()
        self._box = QVBoxLayout(body)
        self._box.setSpacing(4)
        self._box.addStretch(2)
        self.banners = Banners()
        self.banners.hide()
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.banners)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(label("从哪里开始？", "title"))
        head.addWidget(label("三种都可以反悔，选错了能退回这一页。", "body2"))
        column.addLayout(head)
        self.choices = [_Choice(*parts) for parts in _CHOICES]
        for one, (key, *_rest) in zip(self.choices, _CHOICES, strict=True):
            one.setProperty("key", key)
            one.clicked.connect(self._chosen)
            column.addWidget(one)
        column.addSpacing(8)
        column.addLayout(self._fields(folder, unit))
        column.addWidget(label("两项以后都能在“资料与设置”里改。", "body2"))
        frame = QWidget()
        frame.setMaximumWidth(theme.current().px(720))
        frame.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(frame)
        self._box.addStretch(5)
        return body

    def _fields(self, folder: Path, unit: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.unit = QLineEdit(unit)
        self.unit.setObjectName("unit")
        self.unit.setPlaceholderText("例如：某某乡创文办")
        self.folder = QLineEdit(str(folder))
        self.folder.setObjectName("folder")
        for column, (text, field) in enumerate((("单位名称(&N)", self.unit), ("数据放在(&F)", self.folder))):
            name = QLabel(text)
            name.setBuddy(field)
            field.setAccessibleName(text.split("(")[0])
            grid.addWidget(name, 0, column)
            grid.setColumnStretch(column, 1)
        change = button("更改…", name="changeFolder", slot=self._change)
        holder = QHBoxLayout()
        holder.setSpacing(SPACE)
        holder.addWidget(self.folder, 1)
        holder.addWidget(change)
        grid.addWidget(self.unit, 1, 0)
        grid.addLayout(holder, 1, 1)
        return grid

    def _change(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择数据放在哪里", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _chosen(self) -> None:
        sender = self.sender()
        signal = {"sample": self.sample, "roster": self.roster, "existing": self.existing}[
            sender.property("key")
        ]
        signal.emit(self.unit.text().strip(), Path(self.folder.text().strip()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.focus_first)


def _side() -> QWidget:
    side = QWidget()
    side.setObjectName("welcomeSide")
    side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    side.setFixedWidth(420)
    box = QVBoxLayout(side)
    box.setContentsMargins(56, 32, 44, 32)
    box.setSpacing(0)
    box.addStretch(2)
    name = label("包保台账", "count")
    name.setStyleSheet("font-size: 21pt")
    box.addWidget(name)
    box.addSpacing(8)
    for text in ("签到、督查、整改、通报，", "一本账记全，按月出稿。"):
        words = label(text)
        words.setStyleSheet("font-size: 12pt")
        box.addWidget(words)
    box.addSpacing(24)
    for number, text in enumerate(_STEPS, 1):
        box.addWidget(Line())
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(18)
        row.addWidget(label(str(number), "strong"))
        row.addWidget(label(text))
        row.addStretch(1)
        box.addLayout(row)
    box.addWidget(Line())
    box.addSpacing(30)
    for text in ("数据只存在这台电脑里，不联网。", "请勿录入涉密内容和身份证号。"):
        box.addWidget(label(text, "body2"))
    box.addStretch(5)
    return side
