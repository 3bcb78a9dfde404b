"""What is to be said of photos on their way: reading with 取消, and each that failed with 重试."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.photos.intake import Intake, Item
from gui.widgets.basics import SPACE, button, clear_layout, label


class PhotoNotes(QWidget):
    """Hidden while there is nothing to say. `place(item)` names whose photo failed, None: not shown here."""

    def __init__(self, intake: Intake, place: Callable[[Item], str | None]) -> None:
        super().__init__()
        self.intake, self._place = intake, place
        self._shown: list[Item] = []
        self._most = 100
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE)
        self._busy = QWidget()
        row = QHBoxLayout(self._busy)
        row.setContentsMargins(0, 0, 0, 0)
        self.progress = label("", "body2", name="photoProgress")
        row.addWidget(self.progress, 1)
        row.addWidget(button("取消", "small", name="photoCancel", slot=intake.cancel))
        box.addWidget(self._busy)
        self._faults = QVBoxLayout()
        self._faults.setSpacing(SPACE)
        box.addLayout(self._faults)
        intake.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say anew what stands."""
        intake = self.intake
        self._busy.setVisible(intake.reading)
        self.progress.setText(f"正在读入照片：第{max(intake.step, 1)}张，共{intake.total}张")
        failed = [one for one in intake.items if one.fault and self._place(one) is not None]
        if failed != self._shown or not self._faults.count():
            clear_layout(self._faults)
            more = len(failed) - self._most
            for number, one in enumerate(failed[: self._most]):
                last = number + 1 == self._most and more > 0
                self._faults.addWidget(self._line(one, number, f"另有{more}张。" if last else ""))
            self._shown = failed
        self.setVisible(intake.reading or bool(failed))

    def set_most(self, most: int) -> None:
        """How many failures are told at once; the others follow when these are settled."""
        self._most, self._shown = most, []
        self.tell()

    def _line(self, one: Item, number: int, more: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(
            label(f"▲ {self._place(one)}{one.fault}{more}", "warn", wrap=True, name=f"photoFault_{number}"), 1
        )
        intake = self.intake
        if one.again:
            row.addWidget(
                button("重试", "small", name=f"photoRetry_{number}", slot=partial(intake.retry, one))
            )
        row.addWidget(button("知道了", "small", name=f"photoDrop_{number}", slot=partial(intake.drop, one)))
        return line
