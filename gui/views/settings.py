"""资料与设置: sections at the left, the chosen one at the right; a field is written when it is left."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.app import App
from gui.page import Page
from gui.views.settings_fields import SettingsSection
from gui.views.settings_find import SettingFinder, bring, field_of, says
from gui.widgets import Line, PageHeader
from gui.widgets.basics import SPACE

# (key, title, module, class); a section is made when first shown.
SECTIONS = (
    ("office", "单位", "settings_office", "OfficeSection"),
    ("format", "公文格式", "settings_format", "FormatSection"),
    ("rules", "规则", "settings_rules", "RulesSection"),
    ("rubric", "评分标准", "settings_rubric", "RubricSection"),
    ("holidays", "节假日", "settings_holidays", "HolidaySection"),
    ("numbers", "文号登记", "settings_numbers", "NumberSection"),
    ("late", "补录记录", "settings_late", "LateSection"),
    ("backup", "备份与恢复", "settings_backup", "BackupSection"),
    ("year", "年度结转和交接", "settings_year", "YearSection"),
    ("recycle", "回收站", "settings_recycle", "RecycleSection"),
    ("check", "检查数据", "settings_check", "CheckSection"),
    ("look", "显示", "settings_look", "LookSection"),
    ("diagnosis", "诊断", "settings_look", "DiagnosisSection"),
    ("about", "关于", "settings_look", "AboutSection"),
)
_KEY = Qt.ItemDataRole.UserRole


class SettingsPage(Page):
    """One list, one section; `show_target({"section": key})` opens one."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "setting",
            "holiday",
            "holiday_version",
            "rubric",
            "rubric_item",
            "doc_number",
            "circular",
            "year_close",
            "statement",
            "standard_item",
        }
    )
    help_text: ClassVar[str] = (
        "这里没有“保存”：离开一格就记下了，改错了按 Ctrl+Z。\n"
        "Ctrl+F 在左上角输入几个字，例如“代字”“备份”，就找到是哪一项；Enter 到那一格。"
    )

    def __init__(self, app: App) -> None:
        super().__init__(app, PageHeader("资料与设置", search=False, printing=False))
        self._sections: dict[str, SettingsSection] = {}
        self.list = QListWidget()
        self.list.setObjectName("settingsList")
        self.list.setAccessibleName("资料与设置的各项")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        for key, title, _module, _name in SECTIONS:
            item = QListWidgetItem(title)
            item.setData(_KEY, key)
            self.list.addItem(item)
        self._stack = QStackedWidget()
        self.finder = SettingFinder()
        self.finder.looking.connect(self._look)
        self.finder.going.connect(self._go_to)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        held = QVBoxLayout()
        held.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        held.addWidget(self.finder)
        left.addLayout(held)
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Line("vline"))
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
        self.list.currentRowChanged.connect(self._turned)
        app.theme_changed.connect(self._rescale)
        self._rescale()
        self.list.setCurrentRow(0)

    @property
    def section(self) -> SettingsSection:
        """The section shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, SettingsSection)
        return shown

    def show_target(self, target: object) -> None:
        """{"section": key} and, if given, {"key": a field of it}."""
        key = target.get("section") if isinstance(target, dict) else target
        keys = [one[0] for one in SECTIONS]
        if key in keys:
            self.list.setCurrentRow(keys.index(str(key)))
        named = target.get("key") if isinstance(target, dict) else None
        field = self.section.findChild(QWidget, f"set_{named}") if named else None
        if isinstance(field, QWidget):
            bring(self.section, field)

    def refresh(self) -> None:
        """The shown section anew; the others when they are shown."""
        if self.app.path is not None:
            self.section.refresh()

    def print_current(self) -> None:
        """What the section shown prints."""
        self.section.print_current()

    def _turned(self, row: int) -> None:
        if row < 0:
            return
        if not self.finder.hasFocus():
            self.commit_edits()
        self._stack.setCurrentWidget(self._made(row))
        self.refresh()

    def _made(self, row: int) -> SettingsSection:
        key, _title, module, name = SECTIONS[row]
        if key not in self._sections:
            make: Callable[[App], SettingsSection] = getattr(import_module(f"gui.views.{module}"), name)
            self._sections[key] = make(self.app)
            self._sections[key].go.connect(self.go)
            self._stack.addWidget(self._sections[key])
        return self._sections[key]

    # --- finding --------------------------------------------------------------------------------------
    def focus_search(self) -> None:
        """Ctrl+F: a setting by its words."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def _look(self, text: str) -> None:
        """Only the sections that say it; the first of them is shown when the one shown does not."""
        rows = [row for row in range(len(SECTIONS)) if not text or self._holds(row, text)]
        for row in range(len(SECTIONS)):
            self.list.setRowHidden(row, row not in rows)
        self.say("" if rows else f"设置里没有“{text}”")
        if rows and self.list.currentRow() not in rows:
            self.list.setCurrentRow(rows[0])

    def _holds(self, row: int, text: str) -> bool:
        return text in SECTIONS[row][1] or says(self._made(row), text)

    def _go_to(self, text: str) -> None:
        """To the field the words belong to, else into the list."""
        field = field_of(self.section, text) if text else None
        if field is None:
            self.list.setFocus()
        else:
            bring(self.section, field)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.finder.setPlaceholderText("找设置" if narrow else "找设置　Ctrl+F")
        self._rescale()

    def _rescale(self) -> None:
        now = theme.current()
        self._left.setFixedWidth(now.px(142 if self.narrow else 168))
        for row in range(self.list.count()):
            if (item := self.list.item(row)) is not None:
                item.setSizeHint(QSize(0, now.px(32 if self.narrow else 36)))
