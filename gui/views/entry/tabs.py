"""登记 with the ledgers of the other weekly and monthly duties as further tabs."""

from typing import Any, ClassVar

from gui.app import App
from gui.views.entry.page import EntryPage as SignInPage
from gui.views.ledger import LedgerDesk

GROUPS: dict[str, tuple[str, ...]] = {
    "meeting": ("study_meeting",),
    "household": ("household_campaign", "questionnaire", "opinion", "tally"),
    "volunteer": ("volunteer_activity", "activity", "clean_up"),
    "watch": ("watch", "key_date"),
}
_WORDS = (("meeting", "例会"), ("household", "入户宣传"), ("volunteer", "志愿服务"), ("watch", "点位值守"))


class EntryPage(SignInPage):
    """签到, 请假公出, and a desk of ledgers behind every further tab."""

    kinds = SignInPage.kinds | {name for names in GROUPS.values() for name in names}
    tab_words: ClassVar[list[tuple[str, str]]] = [*SignInPage.tab_words, *_WORDS]
    help_text = (
        f"{SignInPage.help_text}\n例会、入户宣传等各页同样逐行录入：必填的格齐了就保存，日期等自动沿用；"
        "可粘贴整块，也可“从表格导入”。"
    )

    def __init__(self, app: App) -> None:
        self._desks: dict[str, LedgerDesk] = {}
        self._tab = "sign"
        super().__init__(app)

    # --- which tab ------------------------------------------------------------------------------------
    @property
    def desk(self) -> LedgerDesk | None:
        """The ledgers in front; None on 签到 and 请假公出."""
        return self._desks.get(self._tab)

    def _desk_of(self, key: str) -> LedgerDesk:
        if key not in self._desks:
            made = LedgerDesk(self.app, GROUPS[key], self)
            made.said.connect(self.say)
            made.turned.connect(self._offer_papers)
            made.history.connect(self._history_of)
            made.bin.connect(self._to_bin)
            made.set_narrow(self.narrow)
            self.body.addWidget(made, 1)
            self._desks[key] = made
        return self._desks[key]

    def _show_tab(self, key: str) -> None:
        wanted = self._desk_of(key) if key in GROUPS else None
        self._tab = key
        for part in self._desks.values():
            part.setVisible(part is wanted)
        self.split.setVisible(wanted is None)
        self.period.setVisible(wanted is None)
        self.header.main.setVisible(wanted is None)
        if wanted is None:
            self._offer_papers()
            super()._show_tab(key)
            return
        place = [name for name, _ in self.tab_words].index(key)
        self._tabs.buttons()[place].setChecked(True)
        self.strip.hide()
        self.chips.hide()
        self.late.hide()
        self.more.hide()
        wanted.show_ledger(wanted.current.name)

    def _offer_papers(self) -> None:
        offers = self.desk.offers() if self.desk else self.papers
        self.offer_prints(offers)

    # --- the page's hooks -----------------------------------------------------------------------------
    def refresh(self) -> None:
        super().refresh()
        if self.desk is not None:
            self.desk.refresh()

    def show_target(self, target: object) -> None:
        if isinstance(target, dict) and (name := target.get("ledger")):
            key = next((key for key, names in GROUPS.items() if name in names), None)
            if key is not None:
                desk = self._desk_of(key)
                self._show_tab(key)
                desk.show_target(target)
                return
        super().show_target(target)

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

    def main_action(self) -> None:
        if self.desk is not None:
            self.desk.go_on()
        else:
            super().main_action()

    def commit_edits(self) -> None:
        for desk in self._desks.values():
            desk.commit()
        super().commit_edits()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for desk in self._desks.values():
            desk.set_narrow(narrow)
        self.more.setVisible(narrow and self.desk is None)

    def search(self, text: str) -> None:
        if self.desk is not None:
            self.desk.search(text)
        else:
            super().search(text)

    def _history_of(self, table: str, row_id: int) -> None:
        from core.ledgers import ledger_named
        from gui.views.history import HistoryDialog, history_of_rows

        title = f"这条{ledger_named(table).title}的历史"
        HistoryDialog(self.app, title, history_of_rows((table, row_id)), self).open()

    def history_current(self) -> None:
        if self.desk is not None:
            self.desk.sheet.ask_history()
        else:
            super().history_current()

    # --- paper and file -------------------------------------------------------------------------------
    def paper_scope(self) -> dict[str, Any]:
        return self.desk.scope() if self.desk else super().paper_scope()

    def print_current(self) -> None:
        if self.desk is not None:
            self.desk.print_shown(self)
        else:
            super().print_current()

    def export_current(self) -> None:
        if self.desk is not None:
            self.desk.export(self)
        else:
            super().export_current()

    def export_shown(self) -> None:
        if self.desk is not None:
            self.desk.export(self)
        else:
            super().export_shown()
