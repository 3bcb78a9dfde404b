"""What the walk does: each act takes the hands, does one thing a clerk could do, and says what it was."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)

from checklist.monkey.hands import Hands, name_of
from checklist.stage import ALT, CTRL, NONE, SHIFT, TODAY
from gui.views import PAGES

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LETTERS = "abcdehjlmqswxyz0123456789.+-/ t,;\"'"
WORDS = (
    "张玉兰",
    "党建办",
    "大坪村3组",
    "占道",
    "集贸市场",
    "，",
    "２０",
    "罗",
    "垃圾未及时清运",
    "𠮷",
    "王建国",
)
PINYIN = ("z", "z'y'l", "da'ping", "luo", "q")
PLAIN = (
    Key.Key_Return, Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab, Key.Key_Escape,
    Key.Key_F2, Key.Key_Delete, Key.Key_Backspace, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Left,
    Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Space, Key.Key_F8,
)  # fmt: skip
CONTROL = (
    (Key.Key_C, CTRL), (Key.Key_V, CTRL), (Key.Key_X, CTRL), (Key.Key_D, CTRL), (Key.Key_A, CTRL),
    (Key.Key_F, CTRL), (Key.Key_P, CTRL), (Key.Key_S, CTRL), (Key.Key_N, CTRL), (Key.Key_H, CTRL),
    (Key.Key_Z, CTRL), (Key.Key_Z, CTRL), (Key.Key_Y, CTRL), (Key.Key_E, ALT), (Key.Key_F1, NONE),
    (Key.Key_Slash, CTRL), (Key.Key_Plus, CTRL), (Key.Key_Minus, CTRL), (Key.Key_Minus, CTRL),
    (Key.Key_Down, ALT), (Key.Key_Down, SHIFT), (Key.Key_Right, SHIFT), (Key.Key_Home, CTRL),
    (Key.Key_End, CTRL), (Key.Key_Tab, CTRL), (Key.Key_Up, ALT), (Key.Key_Left, ALT),
)  # fmt: skip
CELLS = (
    "张玉兰", "王建国", "没有这个人", "党建办", "大坪村3组", "11月23日", "2026-11-24", "2026/2/30", "5",
    "31", "1e9", "合计", "", "", "值守", '"引号', "两\n行", "制\t表", "１２", "13800000001", "=1+1",
    "𠮷", "x" * 300, "-3",
)  # fmt: skip
SIZES = ((911, 433), (640, 400), (1024, 600), (1366, 697), (1600, 900), (1920, 1080))
TARGETS: dict[str, tuple[object, ...]] = {
    "entry": (
        {"missing": True}, {"week": TODAY - timedelta(days=8)}, {"unit": 3}, {"ledger": "key_date"},
        {"ledger": "clean_up"}, {"ledger": "household_campaign"},
    ),
    "findings": ({"filter": "overdue"}, {"filter": "all"}, {"id": 900}, {"tour": TODAY}, {"ids": (1, 2)}),
    "circular": (
        {"month": "2026-09", "step": 5}, *({"month": "2026-10", "step": step} for step in range(1, 6)),
        {"ledger": "accountability"}, {"ledger": "escalation_rule"}, {"ledger": "source_score"},
    ),
    "roster": (
        {"unit": 2}, {"area": 5}, {"person": 4}, {"ledger": "five_duties"}, {"ledger": "nearness"},
    ),
    "stats": ({}, {"tab": "duties"}, {"tab": "categories"}, {"month": "2026-09", "tab": "rates"}),
    "settings": tuple({"section": one} for one in ("numbers", "backup", "recycle", "rubric", "holidays")),
}  # fmt: skip


# --- the keyboard -----------------------------------------------------------------------------------------


def letter(hands: Hands) -> str:
    """A character key."""
    at, character = hands.focus(), hands.dice.choice(LETTERS)
    if at.objectName() == "folder":
        return "no letters into the name of a folder"
    said = hands.about(f"letter {character!r} on {name_of(at)}")
    QTest.keyClicks(at, character)
    return said


def word(hands: Hands) -> str:
    """A word an input method commits."""
    at, committed = hands.focus(), hands.dice.choice(WORDS)
    if at.objectName() == "folder":
        return "no words into the name of a folder"
    said = hands.about(f"commit {committed!r} on {name_of(at)}")
    if hands.dice.random() < 0.5:
        QCoreApplication.sendEvent(at, QInputMethodEvent(hands.dice.choice(PINYIN), []))
        at = hands.focus()
    event = QInputMethodEvent("", [])
    event.setCommitString(committed)
    QCoreApplication.sendEvent(at, event)
    return said


def composition(hands: Hands) -> str:
    """Letters under composition, left standing."""
    at, typed = hands.focus(), hands.dice.choice(PINYIN)
    said = hands.about(f"compose {typed!r} on {name_of(at)}")
    if at.objectName() != "folder":
        QCoreApplication.sendEvent(at, QInputMethodEvent(typed, []))
    return said


def typing(hands: Hands) -> str:
    """A few characters in one go, mostly ended by Enter or Tab."""
    said = letter(hands)
    for _ in range(hands.dice.randint(0, 3)):
        letter(hands)
    if hands.dice.random() < 0.8:
        key = hands.dice.choice((Key.Key_Return, Key.Key_Tab))
        said = hands.about(f"{said} … {key.name}")
        QTest.keyClick(hands.focus(), key)
    return said


def plain_key(hands: Hands) -> str:
    """Enter, Tab, Esc, arrows and the like, some with Shift."""
    at, key = hands.focus(), hands.dice.choice(PLAIN)
    said = hands.about(f"{key.name} on {name_of(at)}")
    QTest.keyClick(at, key)
    return said


def control_key(hands: Hands) -> str:
    """A shortcut."""
    at, (key, modifier) = hands.focus(), hands.dice.choice(CONTROL)
    said = hands.about(f"{modifier.name} {key.name} on {name_of(at)}")
    QTest.keyClick(at, key, modifier)
    return said


def paste(hands: Hands) -> str:
    """A block of random cells, or a picture, and Ctrl+V."""
    dice, mime = hands.dice, QMimeData()
    rows, columns = dice.choice((1, 2, 5, 30)), dice.choice((1, 2, 3, 7))
    if dice.random() < 0.1:
        picture = QImage(40, 30, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.green)
        mime.setImageData(picture)
        said = "paste a picture"
    else:
        lines = ["\t".join(_quoted(dice.choice(CELLS), dice) for _ in range(columns)) for _ in range(rows)]
        mime.setText("\r\n".join(lines))
        said = f"paste {rows}×{columns}"
    QGuiApplication.clipboard().setMimeData(mime)
    at = hands.focus()
    said = hands.about(f"{said} on {name_of(at)}")
    if at.objectName() != "folder":
        QTest.keyClick(at, Key.Key_V, CTRL)
    return said


def _quoted(cell: str, dice: Random) -> str:
    """As WPS quotes it; now and then as it must not be."""
    if ("\n" in cell or "\t" in cell) and dice.random() < 0.8:
        return '"' + cell.replace('"', '""') + '"'
    return cell


# --- the mouse --------------------------------------------------------------------------------------------


def button(hands: Hands) -> str:
    """A click on a button one sees."""
    found = hands.seen(QAbstractButton)
    if not found:
        return "no button"
    one = hands.dice.choice(found)
    said = hands.about(f"click {name_of(one)}")
    QTest.mouseClick(one, LEFT)
    return said


def anything(hands: Hands) -> str:
    """A click anywhere on any widget, also with the right button."""
    one = hands.dice.choice(hands.seen(QWidget))
    spot = _spot(hands, one.visibleRegion().boundingRect())
    right = hands.dice.random() < 0.3
    said = hands.about(f"{'right ' if right else ''}click {name_of(one)} at {spot.x()},{spot.y()}")
    if right:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, spot, one.mapToGlobal(spot), Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.sendEvent(one, event)
        return said
    QTest.mouseClick(one, LEFT, NONE, spot)
    return said


def _spot(hands: Hands, box: QRect) -> QPoint:
    return QPoint(
        hands.dice.randint(box.left(), max(box.left(), box.right())),
        hands.dice.randint(box.top(), max(box.top(), box.bottom())),
    )


def field(hands: Hands) -> str:
    """Into a text field."""
    found = hands.seen(QLineEdit)
    if not found:
        return "no field"
    one = hands.dice.choice(found)
    said = hands.about(f"click {name_of(one)}")
    QTest.mouseClick(one, LEFT)
    return said


def cell(hands: Hands) -> str:
    """Cells: a click, with Ctrl or Shift, twice, with the right button, or a drag."""
    views = [one for one in hands.seen(QAbstractItemView) if not isinstance(one, QHeaderView)]
    view = hands.dice.choice(views) if views else None
    if not isinstance(view, QAbstractItemView) or view.model() is None:
        return "no table"
    box = view.viewport().rect()
    spot = _spot(hands, box)
    way = hands.dice.choice(("one", "one", "one", "ctrl", "shift", "twice", "right", "drag"))
    said = hands.about(f"cell of {name_of(view)} {way} at {spot.x()},{spot.y()}")
    port = view.viewport()
    if way == "right":
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, port.mapToGlobal(spot), NONE)
        QCoreApplication.sendEvent(port, event)
    elif way == "drag":
        QTest.mousePress(port, LEFT, NONE, spot)
        QTest.mouseMove(port, _spot(hands, box))
        QTest.mouseRelease(port, LEFT, NONE, _spot(hands, box))
    elif way == "twice":
        QTest.mouseClick(port, LEFT, NONE, spot)
        QTest.mouseDClick(port, LEFT, NONE, spot)
    else:
        modifier = {"ctrl": CTRL, "shift": SHIFT}.get(way, NONE)
        QTest.mouseClick(port, LEFT, modifier, spot)
    return said


def head(hands: Hands) -> str:
    """A heading of a table or a tab."""
    found = [*hands.seen(QHeaderView), *hands.seen(QTabBar)]
    if not found:
        return "no heading"
    one = hands.dice.choice(found)
    port = one.viewport() if isinstance(one, QHeaderView) else one
    spot = _spot(hands, port.rect())
    said = hands.about(f"head of {name_of(one.parentWidget() or one)} at {spot.x()},{spot.y()}")
    QTest.mouseClick(port, LEFT, NONE, spot)
    return said


def wheel(hands: Hands) -> str:
    """The wheel over any widget."""
    one = hands.dice.choice(hands.seen(QWidget))
    spot, step = QPointF(one.rect().center()), hands.dice.choice((-1, 1))
    event = QWheelEvent(
        spot, one.mapToGlobal(spot), QPoint(), QPoint(0, 360 * step), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    said = hands.about(f"wheel {step} over {name_of(one)}")
    QCoreApplication.sendEvent(one, event)
    return said


# --- the window -------------------------------------------------------------------------------------------


def entry(hands: Hands) -> str:
    """An entry of the open menu."""
    root = hands.root()
    found = [one for one in root.actions() if one.isEnabled() and not one.isSeparator()]
    if not isinstance(root, QMenu) or not found:
        return "no entry"
    one = hands.dice.choice(found)
    said = hands.about(f"entry {one.text()} of {name_of(root)}")
    QTest.mouseClick(root, LEFT, NONE, root.actionGeometry(one).center())
    return said


def size(hands: Hands) -> str:
    """Another size of the window."""
    wanted = hands.dice.choice(SIZES)
    said = hands.about(f"window {wanted}")
    hands.desk.window.resize(*wanted)
    return said


def page(hands: Hands) -> str:
    """Another page: by the bar, by Alt and a number, or by what another page asks for."""
    if hands.root() is not hands.desk.window or hands.desk.window.page is None:
        return "no page to leave"
    name = hands.dice.choice(PAGES)[0]
    if hands.dice.random() < 0.4:
        number = [one[0] for one in PAGES].index(name) + 1
        said = hands.about(f"Alt+{number}")
        QTest.keyClick(hands.focus(), Key(Key.Key_0 + number), ALT)
        return said
    targets = TARGETS.get(name)
    target = hands.dice.choice(targets) if targets and hands.dice.random() < 0.6 else None
    said = hands.about(f"page {name} {target or ''}".rstrip())
    hands.desk.window.show_page(name, target)
    return said


def reopen(hands: Hands) -> str:
    """The record again: few ways lead back from the welcome page."""
    said = hands.about("open the record")
    hands.desk.open(hands.record, "today")
    return said


def clock(hands: Hands) -> str:
    """The clock of the office jumps; mostly it comes back."""
    jump = hands.dice.choice((0, 0, 0, 1, 7, 40, 400, -1, -30))
    hands.clock.day = TODAY + timedelta(days=jump)
    return f"today {hands.clock.day}"


def escape(hands: Hands) -> str:
    """Esc, the way out."""
    at = hands.focus()
    said = hands.about(f"Esc on {name_of(at)}")
    QTest.keyClick(at, Key.Key_Escape)
    return said


def file_dialog(hands: Hands) -> str:
    """A dialog of files: left by Esc, or the proposed name taken; nothing else is touched there."""
    root = hands.root()
    key = Key.Key_Escape if hands.dice.random() < 0.6 else Key.Key_Return
    said = hands.about(f"{key.name} on {name_of(root)}")
    QTest.keyClick(root, key)
    return said


Act = Callable[[Hands], str]
ACTS: tuple[tuple[int, Act], ...] = (
    (60, letter), (120, typing), (70, word), (30, composition), (180, plain_key), (80, control_key),
    (50, paste), (170, button), (40, anything), (40, field), (190, cell), (30, head), (15, wheel), (20, size),
    (50, page), (2, clock),
)  # fmt: skip


def choose(hands: Hands) -> Act:
    """The next act: of all, and Esc more often where something lies over the window."""
    root = hands.root()
    if isinstance(root, QFileDialog) or isinstance(root.parentWidget(), QFileDialog):
        return file_dialog
    if root is hands.desk.window and hands.desk.window.page is None and hands.dice.random() < 0.1:
        return reopen
    if isinstance(root, QMenu) and hands.dice.random() < 0.25:
        return entry
    if root is not hands.desk.window and hands.dice.random() < 0.15:
        return escape
    return hands.dice.choices([act for _weight, act in ACTS], [weight for weight, _act in ACTS])[0]
