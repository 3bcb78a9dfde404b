"""A tour of every page and dialog at one window size, and what was seen in each place."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTreeWidget,
    QWidget,
)

from checklist.crawl_tabs import dialogs as dialogs_of_tabs
from checklist.crawl_tabs import tabs_of
from checklist.points import Lacking
from checklist.stage import TODAY, Clerk, Stage
from gui.table import SheetView
from gui.views import PAGES
from gui.widgets.dialogs import confirm_dialog

CELLS = 12  # rows of a table that are read
_SYSTEM = frozenset({"qt_scrollarea_viewport", "qt_spinbox_lineedit"})


@dataclass(slots=True)
class Seen:
    """One page or dialog: its words, its buttons, what can have the focus, what is cut or outside."""

    where: str
    dialog: bool
    size: QSize
    texts: list[str] = field(default_factory=list)  # words of the program
    cells: list[str] = field(default_factory=list)  # words of the record, as tables and fields show them
    spoken: list[str] = field(default_factory=list)  # what a screen reader is told of cells
    buttons: dict[str, int] = field(default_factory=dict)  # words of the lowest row's buttons: x
    unnamed: list[str] = field(default_factory=list)
    focusable: int = 0
    clipped: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)  # shortcuts bound while it is shown


def look(where: str, root: QWidget, *, dialog: bool = False) -> Seen:
    """Note what a page or dialog shows now."""
    QApplication.processEvents()
    seen = Seen(where, dialog, root.size())
    if dialog:
        seen.texts.append(root.windowTitle())
    for one in root.findChildren(QWidget):
        if one.isVisible() and one.window() is root.window():
            _note(one, root, seen)
    for action in root.window().findChildren(QAction):
        seen.keys |= {one.toString(QKeySequence.SequenceFormat.PortableText) for one in action.shortcuts()}
    for shortcut in root.window().findChildren(QShortcut):
        seen.keys.add(shortcut.key().toString(QKeySequence.SequenceFormat.PortableText))
    return seen


def _note(one: QWidget, root: QWidget, seen: Seen) -> None:
    seen.texts += [text for text in (one.toolTip(), one.accessibleName()) if text]
    if isinstance(one, QLabel):
        seen.texts.append(one.text())
        _cut(one, one.text(), seen)
    elif isinstance(one, QAbstractButton):
        seen.texts.append(one.text())
        _place(one, root, seen)
        if isinstance(one, QPushButton):
            _cut(one, one.text(), seen)
    elif isinstance(one, QLineEdit):
        seen.texts.append(one.placeholderText())
        seen.cells.append(one.text())
    elif isinstance(one, QComboBox):
        seen.cells += [one.itemText(number) for number in range(min(one.count(), CELLS))]
    elif isinstance(one, QPlainTextEdit):
        seen.cells += (
            one.toPlainText().splitlines() if one.objectName() not in {"notices", "diagnosis"} else []
        )
    elif isinstance(one, SheetView):
        _table(one, seen)
    elif isinstance(one, QListWidget):
        seen.texts += [one.item(number).text() for number in range(one.count())]
    elif isinstance(one, QTreeWidget):
        seen.cells += _branches(one)
    elif isinstance(one, QTableWidget):
        seen.cells += [item.text() for item in one.findItems("", Qt.MatchFlag.MatchContains)][:80]
    _keyboard(one, seen)


def _branches(tree: QTreeWidget) -> list[str]:
    top = tree.topLevelItem(0)
    found = [] if top is None else [top.text(0)]
    if top is not None:
        children = [top.child(number) for number in range(min(top.childCount(), CELLS))]
        found += [one.text(0) for one in children if one is not None]
    return found


def _table(view: SheetView, seen: Seen) -> None:
    seen.texts += [column.title.replace("\n", "") for column in view.rows.columns]
    for row in range(min(view.rows.rowCount(), CELLS)):
        for number in range(len(view.rows.columns)):
            index = view.rows.index(row, number)
            seen.cells.append(str(index.data() or ""))
            if view.rows.row(row) is not None:
                seen.spoken.append(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))


def _within_scroll(one: QWidget, root: QWidget) -> bool:
    parent = one.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _place(one: QAbstractButton, root: QWidget, seen: Seen) -> None:
    box = QRect(one.mapTo(root, QPoint(0, 0)), one.size())
    words = one.text() or one.accessibleName() or one.objectName()
    lowest = box.bottom() > root.height() - 70
    if seen.dialog and lowest and one.text():
        seen.buttons[one.text()] = box.x()
    if not _within_scroll(one, root) and not root.rect().contains(box) and one.objectName() not in _SYSTEM:
        seen.outside.append(words)


def _cut(one: QLabel | QPushButton, words: str, seen: Seen) -> None:
    if not words:
        return
    if isinstance(one, QLabel) and one.wordWrap():
        lacks = one.heightForWidth(one.width()) > one.height() + 2
    else:
        wanted = one.sizeHint()
        lacks = wanted.width() > one.width() + 1 or (
            isinstance(one, QLabel) and wanted.height() > one.height() + 2
        )
    if lacks:
        seen.clipped.append(f"“{words[:24]}” {one.objectName()}".strip())


def _keyboard(one: QWidget, seen: Seen) -> None:
    if not one.focusPolicy() & Qt.FocusPolicy.TabFocus or not one.isEnabled():
        return
    if isinstance(one, QScrollArea) or one.objectName() in _SYSTEM:
        return
    seen.focusable += 1
    named = one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()) or _buddy(one)
    if not named:
        seen.unnamed.append(f"{type(one).__name__} {one.objectName()}".strip())


def _buddy(one: QWidget) -> bool:
    return any(label.buddy() is one for label in one.window().findChildren(QLabel))


# --- the tour -------------------------------------------------------------------------------------------


def tour(stage: Stage, size: tuple[int, int], *, dialogs: bool = True, scale: int = 100) -> list[Seen]:
    """Every page, its tabs, steps and sections; then every dialog."""
    found: list[Seen] = []
    with stage.desk(welcome=True, size=size) as clerk:
        found.append(look("欢迎", clerk.window))
    with stage.desk(size=size) as clerk:
        if scale != 100:
            clerk.app.set_scale(scale)
        found += [look(where, clerk.window) for where in pages(clerk)]
        if dialogs:
            for where, opener in openers():
                found.append(_open(clerk, where, opener))
    return found


def pages(clerk: Clerk) -> Iterator[str]:
    """Go to every page, tab, step and section in turn."""
    for name, title, *_rest in PAGES:
        page: Any = clerk.go(name)
        yield title
        if name == "entry":
            for way in ("way_ticks", "way_all", "way_paste", "tab_away", "tab_sign", "way_lines"):
                clerk.click(way)
                yield f"{title}/{way}"
        elif name == "findings":
            page.view.go_to(0)
            clerk.rest()
            yield f"{title}/一条"
            clerk.go(name, {"tour": TODAY})
            yield f"{title}/登记督查"
            clerk.go(name, {"filter": "open"})
        elif name == "circular":
            for step in range(1, 6):
                page.show_target({"month": "2026-10", "step": step})
                clerk.rest()
                yield f"{title}/第{step}步"
            page.show_target({"month": "2026-09", "step": 5})
            clerk.rest()
            yield f"{title}/已印发"
        elif name == "settings":
            for row in range(page.list.count()):
                page.list.setCurrentRow(row)
                clerk.rest()
                yield f"{title}/{page.list.item(row).text()}"
        yield from tabs_of(clerk, name, title)


def _open(clerk: Clerk, where: str, opener: Callable[[Clerk], object]) -> Seen:
    before = set(clerk.dialogs())
    try:
        opener(clerk)
        clerk.rest()
        new = [one for one in clerk.dialogs() if one not in before]
        if not new:
            raise Lacking("it did not open")
        seen = look(where, new[-1], dialog=True)
    except (Lacking, AttributeError, StopIteration, RuntimeError) as error:
        seen = Seen(f"{where}：没有打开（{error}）", True, QSize(0, 0))
    for one in clerk.dialogs():
        one.close()
    QApplication.processEvents()
    return seen


def missing(seen: list[Seen]) -> list[str]:
    """Dialogs of the tour that did not open: the tour itself is at fault."""
    return [one.where for one in seen if "没有打开" in one.where]


def openers() -> list[tuple[str, Callable[[Clerk], object]]]:
    """Every dialog of the program and how a clerk gets to it."""
    return [
        ("帮助", lambda clerk: clerk.window.help()),
        ("全部快捷键", lambda clerk: clerk.window.keys()),
        ("程序出错", lambda clerk: clerk.window._bug(ValueError("x"))),
        ("新增人员", _roster("mainAction")),
        ("换人", _roster("changePerson")),
        ("换站所", _roster("changeUnit")),
        ("导入名册", _roster("rosterImport")),
        ("新增包保", lambda clerk: _roster_page(clerk).acts.add_line()),
        ("新增单位", lambda clerk: _roster_page(clerk).acts.add_unit()),
        ("名册历史", lambda clerk: _roster_page(clerk)._area_history()),
        ("脱敏", _blank),
        ("三个问题", lambda clerk: clerk.desk.steps.ask_three()),
        ("登记文号", _numbers("numberAdd")),
        ("预留文号", _numbers("numberReserve")),
        ("恢复备份", _restore),
        ("删除示例", _remove_sample),
        ("加减分", _month(2, lambda clerk: clerk.click("adjust"))),
        ("免计", _month(2, lambda clerk: clerk.click("exempt"))),
        ("自检结果", _month(4, lambda clerk: clerk.window.page.strip.show_all())),  # type: ignore[union-attr]
        ("点名依据", _month(4, _evidence)),
        ("印发", _month(5, lambda clerk: clerk.window.main_action())),
        ("打印预览", _printed),
        ("另存为", _saved),
        *dialogs_of_tabs(),
    ]


def _roster_page(clerk: Clerk) -> Any:
    from core.queries import roster

    area = clerk.ask(
        lambda door: next(one.id for one in roster.area_choices(door, TODAY) if one.name == "集贸市场")
    )
    return clerk.go("roster", {"area": area})


def _roster(name: str) -> Callable[[Clerk], object]:
    def opener(clerk: Clerk) -> None:
        _roster_page(clerk)
        clerk.click(name)

    return opener


def _asking(clerk: Clerk) -> None:
    """A question stays open to be looked at."""

    def show(question: Any, parent: QWidget | None) -> bool:
        confirm_dialog(question, parent).open()
        return False

    clerk.app.ask = show


def _blank(clerk: Clerk) -> None:
    page = _roster_page(clerk)
    _asking(clerk)
    page.card.choose_person(page.card.model.row(0).id)
    page.card.asked.emit("blank")


def _numbers(name: str) -> Callable[[Clerk], object]:
    def opener(clerk: Clerk) -> None:
        clerk.go("settings", {"section": "numbers"})
        clerk.click(name)

    return opener


def _restore(clerk: Clerk) -> None:
    page = clerk.go("settings", {"section": "backup"})
    _asking(clerk)
    if not page.section.table.rows.count:
        from core.model import category

        clerk.write(
            "新增1个类别", lambda w: w.insert(category, name="新", heading="环境", severe=False, sort=99)
        )
        page.section.refresh()
        clerk.rest()
    page.section.table.go_to(0)
    clerk.click("restoreCopy")


def _remove_sample(clerk: Clerk) -> None:
    _asking(clerk)
    assert clerk.app.path is not None
    clerk.desk.steps._left = clerk.app.path
    clerk.desk.steps.remove_sample()


def _month(step: int, then: Callable[[Clerk], object]) -> Callable[[Clerk], object]:
    def opener(clerk: Clerk) -> None:
        page = clerk.go("circular", {"month": "2026-10", "step": step})
        if step == 2:
            page.score.choose(next(iter(page.state.units)))
            clerk.rest()
        then(clerk)

    return opener


def _evidence(clerk: Clerk) -> None:
    page: Any = clerk.window.page
    unit = page.state.facts.criticism[0].unit_id
    page.sentences.choose(f"criticism.{unit}")
    clerk.rest()
    clerk.click(f"evidence_criticism.{unit}")


def _printed(clerk: Clerk) -> None:
    clerk.go("findings", {"filter": "open"})
    clerk.window.print_current()


def _saved(clerk: Clerk) -> None:
    page = clerk.go("findings", {"filter": "open"})
    page.export_current()
    clerk.rest()
    with suppress(IndexError):
        page.findChildren(QFileDialog)[0].setOption(QFileDialog.Option.DontUseNativeDialog)


def menus(clerk: Clerk) -> dict[str, list[str]]:
    """The words of every menu: of tables, of text fields, of buttons."""
    found: dict[str, list[str]] = {}
    for name, title, *_rest in PAGES:
        page = clerk.go(name)
        for _where in tabs_of(clerk, name, title):
            pass
        for view in page.findChildren(SheetView):
            menu = view.make_menu()
            found[f"{title}/{view.objectName()}"] = [act.text() for act in menu.actions()]
            menu.deleteLater()
        for menu in page.findChildren(QMenu):
            menu.aboutToShow.emit()
            found[f"{title}/菜单 {menu.objectName()}"] = [act.text() for act in menu.actions()]
    field_ = QLineEdit("字")
    menu = field_.createStandardContextMenu()
    found["文本框"] = [act.text() for act in menu.actions()]
    text = QPlainTextEdit("字")
    other = text.createStandardContextMenu()
    found["多行文本框"] = [act.text() for act in other.actions()]
    for one in (menu, other, field_, text):
        one.deleteLater()
    return found


__all__ = ["QDialog", "Seen", "look", "menus", "missing", "tour"]
