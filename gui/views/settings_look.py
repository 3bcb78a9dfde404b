"""显示、诊断、关于: the look, what a helper asks about first, and whose work the program carries."""

from __future__ import annotations

import platform
from functools import partial
from typing import Any

import PySide6
from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit

from gui import fonts, input_method, theme
from gui.app import App
from gui.views.settings_fields import SettingsSection
from gui.widgets import button, label, segments
from gui.widgets.basics import GROUP, SPACE
from resources import path as resource

OWN_FONTS = "own_fonts"  # this computer's choice, kept with its other settings


class LookSection(SettingsSection):
    """Font size and theme, at once and on this computer only."""

    title = "显示"
    note = "立即生效，只影响这台电脑。字号也可按 Ctrl+加号、Ctrl+减号。"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        sizes, self._sizes = segments([(str(one), f"{one}%") for one in theme.SCALES], self._size)
        themes, self._themes = segments([("light", "浅色"), ("dark", "深色")], self._theme)
        papers, self._papers = segments(
            [("bundled", "随程序的字体"), ("own", "本机的方正、仿宋等")], self._fonts
        )
        self.fonts = label("", "secondary", wrap=True, name="paperFonts")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GROUP)
        grid.setVerticalSpacing(GROUP)
        grid.setColumnStretch(2, 1)
        for row, (text, field) in enumerate((("字号", sizes), ("颜色", themes), ("公文字体", papers))):
            field.setAccessibleName(text)
            grid.addWidget(label(text), row, 0)
            grid.addWidget(field, row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.fonts)
        self.body.addStretch(1)

    def refresh(self) -> None:
        own = bool(self.app.settings.get(OWN_FONTS, False))
        self._papers.buttons()[int(own)].setChecked(True)
        self.app.jobs.work(partial(paper_fonts, own), self._say_fonts)
        for one, size in zip(self._sizes.buttons(), theme.SCALES, strict=True):
            one.setChecked(size == self.app.scale)
        self._themes.buttons()[int(self.app.dark)].setChecked(True)

    def _fonts(self, key: str) -> None:
        """Papers drawn from now on; what was issued keeps its frozen pages."""
        self.app.settings.put(OWN_FONTS, key == "own")
        self.refresh()

    def _say_fonts(self, said: tuple[str, ...]) -> None:
        self.fonts.setText("\n".join(said))

    def _size(self, key: str) -> None:
        self.app.set_scale(int(key))

    def _theme(self, key: str) -> None:
        self.app.set_dark(key == "dark")


def paper_fonts(own: bool) -> tuple[str, ...]:
    """Choose the papers' fonts for this run; which font plays which role, and what could not be used."""
    from reports.fonts import roles_in_words
    from reports.installed import current, installed_choice, use_own

    use_own(own)
    return (*roles_in_words(current().files), *(installed_choice().refused if own else ()))


class DiagnosisSection(SettingsSection):
    """Facts for whoever helps: no name, no phone, nothing from the record."""

    title = "诊断"
    note = "出了问题找人帮忙时，把下面的内容复制给他；里面没有人名和电话。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(button("复制", icon="copy", name="copyDiagnosis", slot=self.copy))
        self.copied = label("", "secondary")
        row.addWidget(self.copied)
        row.addStretch(1)
        self.body.addLayout(row)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setObjectName("diagnosis")
        self.text.setAccessibleName("诊断内容")
        self.body.addWidget(self.text, 1)

    def refresh(self) -> None:
        self.app.jobs.on_file(_about_file, self._show)

    def _show(self, about: list[str]) -> None:
        self.text.setPlainText("\n".join([*desk_facts(self.app), *about]))

    def copy(self) -> None:
        """复制."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText("已复制")


def desk_facts(app: App) -> list[str]:
    """What is known without the record."""
    from importlib.metadata import PackageNotFoundError, version

    def of(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "随程序"  # a frozen program carries no metadata

    platform_name = QGuiApplication.platformName()
    return [
        f"包保台账：{app_version()}",
        f"系统：{platform.system()} {platform.release()}，{platform.machine()}，窗口平台 {platform_name}",
        f"Python {platform.python_version()}，Qt {QLibraryInfo.version().toString()}",
        f"PySide6 {PySide6.__version__}，SQLAlchemy {of('SQLAlchemy')}，ReportLab {of('reportlab')}",
        f"中文输入：{'正常' if input_method.works() else '不可用，请装 fcitx5 或 ibus'}",
        f"屏幕字体：{'、'.join(fonts.families()[:2]) or '没有找到中文字体'}",
        f"字号：{app.scale}%，{'深色' if app.dark else '浅色'}",
        f"设置和日志：{app.settings.folder}",
        f"数据文件：{app.path or '没有打开'}",
    ]


def _about_file(db: Any, _task: object) -> list[str]:
    """The database's own version, and which font plays which role on paper."""
    import sqlite3

    from core.db import SCHEMA
    from reports.fonts import roles_in_words
    from reports.installed import current

    return [
        f"SQLite {sqlite3.sqlite_version}，数据第{SCHEMA}版，{'可写' if db.writable else '只读'}",
        "公文字体：" + "；".join(roles_in_words(current().files)),
    ]


def app_version() -> str:
    """The program's version, also where it is frozen and carries no metadata."""
    return resource("notices.txt").read_text("utf-8").splitlines()[0].removeprefix("包保台账 ")


class AboutSection(SettingsSection):
    """关于 with the notices of everything the program carries."""

    title = "关于"
    note = "数据只存在这台电脑里，程序不联网。"

    def __init__(self, app: App) -> None:
        super().__init__(app, scroll=False)
        self.text = QPlainTextEdit(resource("notices.txt").read_text("utf-8"))
        self.text.setReadOnly(True)
        self.text.setObjectName("notices")
        self.text.setAccessibleName("版本和第三方声明")
        self.body.addWidget(self.text, 1)
