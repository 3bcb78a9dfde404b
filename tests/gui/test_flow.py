"""A flowing row keeps one line while there is room and never cuts a button."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.widgets import button, link
from gui.widgets.flow import Flow


@pytest.mark.parametrize(("width", "lines"), [(2000, 1), (260, 3), (1, 6)])
def test_it_breaks_where_the_room_ends(app: App, qtbot: QtBot, width: int, lines: int) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = Flow(host)
    faces = [button(f"第{number}个按钮") for number in range(5)] + [link("清除筛选")]
    for face in faces:
        face.setFixedWidth(110)
        flow.addWidget(face)
    host.resize(width, flow.heightForWidth(width))
    host.show()
    flow.activate()
    assert len({face.geometry().center().y() for face in faces}) == lines
    assert all(face.height() >= face.sizeHint().height() for face in faces)
    if width > faces[0].width():
        assert all(face.geometry().right() < width for face in faces)
    hidden = flow.heightForWidth(width)
    faces[0].hide()
    assert flow.heightForWidth(width) <= hidden
