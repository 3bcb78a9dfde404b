"""Forms of the archive list: one item changed, or taken out with its reason."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gui.views.circular.forms import MonthForm
from gui.views.circular.measure_forms import Done

if TYPE_CHECKING:
    from gui.views.circular.year_rows import ItemRow

RETENTIONS = ("永久", "30年", "10年")


class ItemForm(MonthForm):
    """改归档文件: another 保管期限 gives another 件号."""

    def __init__(self, row: "ItemRow", parent: QWidget, done: Done) -> None:
        super().__init__(f"改{row.retention}第{row.number}件", "保存", parent, done)
        self._row = row
        self.title_field = QLineEdit(row.title)
        self.retention_field = QComboBox()
        self.retention_field.addItems(list(dict.fromkeys((*RETENTIONS, row.retention))))
        self.retention_field.setCurrentText(row.retention)
        self.pages_field = QLineEdit("" if row.pages is None else str(row.pages))
        self.note_field = QLineEdit(row.note)
        self.add("题名", self.title_field, "title")
        self.add("保管期限", self.retention_field, "retention")
        self.add("页数", self.pages_field, "pages")
        self.add("备注", self.note_field, "note")
        self.fit()
        self.title_field.setFocus()

    @property
    def values(self) -> dict[str, Any]:
        """What differs, as the service takes it."""
        pages = self.pages_field.text().strip()
        return {
            "title": self.title_field.text(),
            "retention": self.retention_field.currentText(),
            "pages": int(pages) if pages else None,
            "note": self.note_field.text().strip() or None,
        }

    def wrong_with(self) -> str:
        pages = self.pages_field.text().strip()
        if pages and not (pages.isascii() and pages.isdigit() and int(pages) > 0):
            return "页数要写大于0的整数，不知道就空着。"
        return "" if self.title_field.text().strip() else "题名不能空着。"


class VoidForm(MonthForm):
    """不归档: the number stays with the item."""

    def __init__(self, row: "ItemRow", parent: QWidget, done: Done) -> None:
        super().__init__(f"{row.retention}第{row.number}件不归档", "不归档", parent, done)
        self.reason_field = QLineEdit()
        self.reason_field.setPlaceholderText("例如：与党政办重复；件号不再给别的文件")
        self.add("原因", self.reason_field, "reason")
        self.fit()
        self.reason_field.setFocus()

    def wrong_with(self) -> str:
        return "" if self.reason_field.text().strip() else "请写明为什么不归档。"
