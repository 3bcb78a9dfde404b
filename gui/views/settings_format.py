"""公文格式: what GB/T 9704 leaves to the office, for the papers under its red head."""

from __future__ import annotations

from typing import Any

from gui.app import App
from gui.views.forms import ChoiceBox, Option, line
from gui.views.settings_fields import Fields, SettingsSection
from gui.views.settings_office import read_office, write_settings

_CHOICES: tuple[tuple[str, str, str, tuple[tuple[Any, str], ...]], ...] = (
    (
        "paper_head",
        "版头(&H)",
        "一般用文件格式；信函格式的标志在页面上方，没有“文件”二字",
        (("file", "文件格式"), ("letter", "信函格式")),
    ),
    (
        "stamped",
        "印章(&S)",
        "要盖章的，署名处留出盖章的位置；程序不画印章",
        ((True, "加盖印章"), (False, "不盖章")),
    ),
    ("urgency", "紧急程度(&U)", "平时不写", (("", "不标"), ("特急", "特急"), ("加急", "加急"))),
    (
        "imprint_even",
        "版记(&I)",
        "双面印的，版记可以放在偶数页",
        ((False, "最后一页"), (True, "最后的偶数页")),
    ),
)
_LINES = (
    ("copy_no", "份号(&N)", "编份号的才写，例如000001"),
    ("joint_issue", "联合行文(&J)", "其他发文机关，用“、”分开；单独发文就留空"),
)


class FormatSection(SettingsSection):
    """Holds for the papers to come; issued ones keep what they are."""

    title = "公文格式"
    note = "用在通报、通报表扬、通报批评和更正通报上；页边、字体、行距按国家标准，不用设置。"

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.fields = Fields(self)
        for key, text, note, options in _CHOICES:
            self.fields.add(key, text, ChoiceBox([Option(value, words) for value, words in options]), note)
        for key, text, note in _LINES:
            self.fields.add(key, text, line(), note)
        self.fields.left.connect(self._left)
        self.body.addLayout(self.fields.grid)
        self.body.addStretch(1)

    def refresh(self) -> None:
        self.app.jobs.read(read_office, self._show)

    def _show(self, found: Any) -> None:
        for key in (*(one[0] for one in _CHOICES), *(one[0] for one in _LINES)):
            self.fields.show(key, getattr(found, key))

    def _left(self, key: str, value: Any) -> None:
        write_settings(self.app, "修改公文格式", **{key: value})
