"""单位: what stands on the circular and in the window's title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from core.errors import UserError
from core.rules.numbers import fits_line
from gui.app import App
from gui.views.forms import line
from gui.views.settings_fields import Fields, SettingsSection
from gui.widgets import DateField

if TYPE_CHECKING:
    from core.settings import Settings

_LINES = (
    ("unit_name", "单位名称(&N)", "署名用全称或规范化简称"),
    ("township", "所在乡镇(&T)", "用在标题和正文里"),
    ("mark", "发文机关标志(&M)", "红头上的名称，“文件”二字自动加"),
    ("agency_code", "机关代字(&D)", "发文字号里的，例如“和创文办”"),
    ("addressee", "主送(&A)", ""),
    ("cc", "抄送(&C)", "留空就不印这一行"),
    ("print_office", "印发机关(&P)", ""),
    ("operator", "经办人(&O)", "每次改动都记在这个名下"),
    ("programme", "创建活动(&G)", ""),
    ("plan_title", "方案名称(&L)", "通报引用的包保方案"),
    ("basis", "方案文号(&B)", "例如“巴区创文指〔2021〕4号”，没有就留空"),
    ("approval", "审议(&V)", "写进通报开头，例如“经乡党委会研究同意”，可带日期；没有就留空"),
    ("cycle_start", "创建周期(&Y)", "三年一个周期，写第一年，例如2021；归档目录按周期标明"),
)
LONG = "▲ 代字太长，发文字号一行排不下，会转到第二行；一般用3到6个字"
_WORDS = {"unit_name": "单位名称", "operator": "经办人", "plan_date": "方案日期"}


class OfficeSection(SettingsSection):
    """Facts of the office: they hold for all time, issued papers keep what they said."""

    title = "单位"
    note = "改了就用在以后的通报上；已经印发的不变。"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.fields = Fields(self)
        for key, text, note in _LINES:
            field = self.fields.add(key, text, line(), note)
            if key == "agency_code":
                assert isinstance(field, QLineEdit)
                field.textChanged.connect(self._measure)
        self.fields.add("plan_date", "方案日期(&L)", DateField(app.today(), app.today()), "包保从这天起算")
        self.fields.left.connect(self._left)
        self.body.addLayout(self.fields.grid)
        self.body.addStretch(1)

    def refresh(self) -> None:
        self.app.jobs.read(read_office, self._show)

    def _show(self, found: Settings) -> None:
        for key, _text, _note in _LINES:
            self.fields.show(key, getattr(found, key))
        self.fields.show("plan_date", found.plan_date)
        self.app.set_unit(found.unit_name)  # an undo may have brought another one back

    def _measure(self, code: str) -> None:
        """The number of a circular stands on one line (7.2.5)."""
        note = next(one[2] for one in _LINES if one[0] == "agency_code")
        fits = fits_line(code.strip(), self.app.today().year)
        self.fields.note("agency_code", note if fits else LONG, warn=not fits)

    def _left(self, key: str, value: Any) -> None:
        if key in ("unit_name", "agency_code", "mark") and not value:
            self.fields.again(key)
            self.refresh()
            self.app.jobs.refused.emit("单位名称、机关标志、代字不能空着，已恢复原来的。")
            return
        write_settings(self.app, f"修改{_WORDS.get(key, '单位资料')}", **{key: value})
        if key == "unit_name":
            self.app.set_unit(value)
        if key == "operator":
            self.app.jobs.on_file(lambda db, _task: setattr(db, "actor", value))


def read_office(r: Any) -> Settings:
    from core.settings import settings_at

    return settings_at(r, r.today)


def write_settings(app: App, label: str, valid_from: Any = None, **values: Any) -> None:
    """One Op for one change; a rule holds from ``valid_from`` on."""

    def write(w: Any) -> None:
        from core.settings import change

        change(w, valid_from or w.today, **values)

    app.jobs.write(label, write, None, lambda error: _refused(app, error))


def _refused(app: App, error: UserError) -> None:
    """Say why, and have every field show again what is stored."""
    app.jobs.refused.emit(str(error))
    app.bus.changed.emit(frozenset({"setting"}))
