"""三个问题: asked once after an own roster came in; 资料与设置 changes each of them later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.errors import UserError
from gui.app import App
from gui.views.forms import ChoiceBox, Option, VerbForm, line
from gui.widgets import label

if TYPE_CHECKING:
    from core.settings import Settings


class FirstQuestions(QObject):
    """Reads what is proposed, then asks; 取消 leaves the proposals in force."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._parent = app, parent

    def begin(self) -> None:
        """Open the form."""
        self._app.jobs.read(_read, self._show)

    def _show(self, found: tuple[Settings, str]) -> None:
        settings, rubric = found
        counted = ChoiceBox([Option(True, "按人：每人都要够"), Option(False, "按单位：全单位合计")])
        counted.setObjectName("firstPerPerson")
        counted.choose(settings.per_person)
        mark = line(settings.mark, name="firstMark")
        code = line(settings.agency_code, name="firstCode")
        fields: list[tuple[str, QWidget]] = [
            ("“每周二次”怎么算(&W)", counted),
            ("评分标准", label(rubric, "body2", wrap=True)),
            ("发文机关标志(&M)", mark),
            ("机关代字(&D)", code),
            ("", label("以后都能在“资料与设置”里改。", "secondary")),
        ]

        def verb() -> Callable[[Any], object]:
            values = {"mark": mark.text().strip(), "agency_code": code.text().strip()}
            if not all(values.values()):
                raise UserError("发文机关标志和机关代字都要填。")
            return _storing(counted.key, values)

        VerbForm(self._app, self._parent, "开始前的三个问题", "就这样", "回答三个问题", fields, verb).open()


def _storing(per_person: bool, values: dict[str, str]) -> Callable[[Any], object]:
    def write(w: Any) -> None:
        from core.settings import ALWAYS, change

        change(w, ALWAYS, per_person=per_person, **values)

    return write


def _read(r: Any) -> tuple[Settings, str]:
    from core.queries.month import rubric_at
    from core.settings import settings_at

    words = []
    for kind, name in (("station", "站所"), ("village", "村（居）")):
        rubric = rubric_at(r, kind, r.today)
        words.append(f"{name}{len(rubric.items)}项，基础{rubric.base}分")
    return settings_at(r, r.today), "程序自带的标准：" + "；".join(words)
