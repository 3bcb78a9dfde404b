"""登记 with the ledgers of the other weekly and monthly duties as further tabs."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from gui.views.entry.page import EntryPage as SignInPage
from gui.views.ledger import LedgerTabs

_WORDS = (("meeting", "例会"), ("household", "入户宣传"), ("volunteer", "志愿服务"), ("watch", "点位值守"))


class EntryPage(LedgerTabs, SignInPage):
    """签到, 请假公出, and a desk of ledgers behind every further tab."""

    groups: ClassVar[dict[str, tuple[str, ...]]] = {
        "meeting": ("study_meeting",),
        "household": ("household_campaign", "questionnaire", "opinion", "tally"),
        "volunteer": ("volunteer_activity", "activity", "clean_up"),
        "watch": ("watch", "key_date"),
    }
    kinds = SignInPage.kinds | {name for names in groups.values() for name in names}
    tab_words: ClassVar[list[tuple[str, str]]] = [*SignInPage.tab_words, *_WORDS]
    help_text = (
        f"{SignInPage.help_text}\n例会、入户宣传等各页同样逐行录入：必填的格齐了就保存，日期等自动沿用；"
        "可粘贴整块，也可“从表格导入”。"
    )

    def own_parts(self) -> tuple[QWidget, ...]:
        return (self.split, self.period)

    def show_front(self, key: str) -> None:
        self._show_tab(key)

    def _show_tab(self, key: str) -> None:
        if not self.front(key):
            super()._show_tab(key)
            return
        place = [name for name, _ in self.tab_words].index(key)
        self._tabs.buttons()[place].setChecked(True)
        for part in (self.strip, self.chips, self.late, self.more):
            part.hide()

    def _say_current(self) -> None:
        if self.desk is None:
            super()._say_current()

    def _said(self, text: str) -> None:
        if self.desk is None:
            super()._said(text)

    def _go_on(self) -> None:
        if self.desk is not None:
            self.desk.go_on()
        else:
            super()._go_on()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.more.setVisible(narrow and self.desk is None)

    def export_shown(self) -> None:
        if self.desk is not None:
            self.desk.export(self)
        else:
            super().export_shown()
