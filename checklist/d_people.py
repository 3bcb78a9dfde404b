"""D, first part: Chinese throughout, on every platform, for everybody."""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QStyleFactory,
    QToolButton,
)

from checklist.child import answer
from checklist.crawl import Seen, menus, missing, tour
from checklist.e_paper import paper_texts
from checklist.points import point, require
from checklist.stage import FULL, Stage
from gui.table import SheetView
from gui.views import PAGES
from gui.widgets import say_week, week_of
from gui.widgets.dialogs import Question, confirm_dialog

ROOT = Path(__file__).resolve().parent.parent
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# what a clerk reads as a name, a file kind or a key
_NAMES = """
Excel WPS PDF DOCX Word U USB A4 PNG JPG JPEG HEIC GB GB2312 T xlsx xls csv et zip db docx pdf png txt
MB KB px Ctrl Alt Shift Enter Tab Esc Delete Insert Home End PgUp PgDn Backspace Space F1 F2 F4 F8
A C D E F H N P S V X Y Z t IME ibus fcitx5 offscreen xcb x86
Windows Linux Python Qt PySide6 SQLite SQLAlchemy ReportLab Liberation Serif
"""
ALLOWED = frozenset(_NAMES.split())
HAN = "\u4e00-\u9fff"
HALF = re.compile(rf"[{HAN}][,:;()?!][{HAN}]")
# 2026-48-01 is a sheet of week 48
OTHER_DATES = re.compile(
    r"\d{4}[/-](?:0?\d|1[0-2])[/-]\d{1,2}|\d{4}\.\d{1,2}\.\d{1,2}|\d{4}年0\d月|\d月0\d日"
)
NEVER = ("Ctrl+Space", "Ctrl+.", "Ctrl+,", "Shift+Space", "Ctrl+Shift", "Alt+Shift", "Ctrl+Shift+F")
NO_ANSWERS = ("是", "否", "是(&Y)", "否(&N)", "&Yes", "&No", "Yes", "No")
UNDOES = ("删除", "恢复", "印发", "脱敏", "清除", "结转", "合并")


def whole_tour(stage: Stage) -> list[Seen]:
    """Every page and dialog at 1366×768, walked once a run."""
    return stage.once("tour", lambda: tour(stage, FULL))


def _latin(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        plain = text.split("(&")[0] if "(&" in text else text
        if any(word not in ALLOWED for word in LATIN.findall(plain)):
            found.append(text[:50])
    return found


@point(33, "no Latin word in any text of the program")
def all_chinese(stage: Stage) -> str:
    seen = whole_tour(stage)
    lost = missing(seen)
    with stage.desk() as clerk:
        found = menus(clerk)
        standard = _standard_words()
    texts = [text for one in seen for text in one.texts]
    foreign: dict[str, set[str]] = {}
    for one in seen:
        for text in _latin([text for text in one.texts if not _is_data(text)]):
            foreign.setdefault(text, set()).add(one.where)
    for where, words in {**found, "Qt": standard}.items():
        for text in _latin(words):
            foreign.setdefault(text, set()).add(where)
    said = "; ".join(f"“{text}” ({sorted(places)[0]})" for text, places in list(foreign.items())[:6])
    measured = (
        f"{len(seen)} pages and dialogs, {len(texts)} texts, {len(found)} menus, "
        f"{len(standard)} words of Qt's own; "
        f"foreign: {len(foreign)} {said}{'; not opened: ' + '、'.join(lost) if lost else ''}"
    )
    require(not foreign and not lost and len(texts) > 1000, measured)
    return measured


def _is_data(text: str) -> bool:
    """A path of this computer or a key as it is printed on the keyboard."""
    return (
        text.startswith(("/", "C:\\"))
        or "“/" in text
        or ("/" in text and "checklist-" in text)
        or "ValueError" in text
    )


def _standard_words() -> list[str]:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox()
    for kind in kinds:
        if kind not in {kinds.NoButton}:
            box.addButton(kind)
    words = [one.text() for one in box.findChildren(QPushButton)]
    message = QMessageBox(
        QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel
    )
    words += [one.text() for one in message.findChildren(QPushButton)]
    dialog = QFileDialog(None, "打开已有数据")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    words += [one.text() for one in dialog.findChildren(QLabel)]
    words += [one.text() for one in dialog.findChildren(QPushButton)]
    words += [one.toolTip() for one in dialog.findChildren(QToolButton)]
    for one in (box, message, dialog):
        one.deleteLater()
    return [word for word in words if word and not word.startswith("/")]


@point(34, "no half-width mark between two Hanzi in words or papers")
def full_width(stage: Stage) -> str:
    bad: list[str] = []
    strings = list(_strings())
    for where, text in strings:
        bad += [f"{where}: {hit}" for hit in HALF.findall(text)]
    seen = whole_tour(stage)
    shown = [text for one in seen for text in (*one.texts, *one.cells)]
    bad += [f"screen: {hit}" for text in shown for hit in HALF.findall(text)]
    papers = paper_texts(stage)
    bad += [f"{name}: {hit}" for name, text in papers.items() for hit in HALF.findall(text)]
    letters = sum(map(len, papers.values()))
    measured = (
        f"{len(strings)} Chinese strings in the source, {len(shown)} texts on the screen, "
        f"{len(papers)} papers of "
        f"{letters} characters; {len(bad)} half-width marks {bad[:5] or ''}"
    )
    require(not bad and letters > 1000, measured)
    return measured


READ = frozenset({"core/exchange/fields.py", "cli/parser.py"})  # spellings that are understood, not said


def _strings() -> Iterator[tuple[str, str]]:
    """Chinese string constants of the source, docstrings left out."""
    for folder in ("gui", "core", "reports", "cli"):
        for file in (ROOT / folder).rglob("*.py"):
            where = str(file.relative_to(ROOT))
            tree = ast.parse(file.read_text("utf-8"))
            comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                text = node.value if isinstance(node, ast.Constant) and id(node) not in comments else None
                if isinstance(text, str) and re.search(f"[{HAN}]", text) and where not in READ:
                    yield where, text


@point(35, "dates read 2026年3月5日 in tables, editors and papers")
def dates_in_words(stage: Stage) -> str:
    seen = whole_tour(stage)
    texts = [(one.where, text) for one in seen for text in (*one.texts, *one.cells)]
    papers = paper_texts(stage)
    right = re.compile(r"\d{1,2}月\d{1,2}日")
    full = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
    good = sum(bool(right.search(text)) for _, text in texts)
    bad = [
        f"{where}: {text[:40]}"
        for where, text in texts
        if OTHER_DATES.search(text) and not _typed_or_named(text) and "诊断" not in where
    ]
    bad += [f"{name}: {hit}" for name, text in papers.items() for hit in OTHER_DATES.findall(text)]
    on_paper = sum(len(full.findall(text)) for text in papers.values())
    measured = (
        f"{good} texts of the screen with dates in words, {on_paper} whole dates on {len(papers)} "
        f"papers; other forms: {bad[:5] or 'none'}"
    )
    require(good > 50 and on_paper > 5 and not bad, measured)
    return measured


def _typed_or_named(text: str) -> bool:
    """How a date may be typed, or the name of a file."""
    return "可输入" in text or "例如" in text or text.startswith("/") or text.endswith((".db", ".zip"))


@point(36, "calendars begin on Monday; a week has number and range; 2027-01-01 is week 53 of 2026")
def weeks(stage: Stage) -> str:
    with stage.desk("entry") as clerk:
        page: Any = clerk.window.page
        face = page.period.face.text()
        calendar = QCalendarWidget()
        first = calendar.firstDayOfWeek()
        calendar.deleteLater()
        locale = QLocale().firstDayOfWeek()
    with stage.desk("entry", today=date(2027, 1, 1), record=stage.empty()) as clerk:
        page = clerk.window.page
        new_year = page.period.face.text()
    said = say_week(week_of(date(2027, 1, 1)))
    from core.rules.calendar import month_of
    from core.rules.calendar import week_of as iso

    week = iso(date(2027, 1, 1))
    month = month_of(week).text
    measured = (
        f"first day {first.name} (locale {locale.name}); “{face}”; on 2027-01-01 “{new_year}”, of "
        f"month {month}"
    )
    good = first == locale == Qt.DayOfWeek.Monday and re.fullmatch(r"第48周 11月23日—(11月)?29日", face)
    require(
        bool(good) and new_year.startswith("第53周") and said == new_year and month == "2026-12", measured
    )
    return measured


@point(37, "the affirming button stands left of 取消 in every dialog and style")
def affirm_left(stage: Stage) -> str:
    seen = [one for one in whole_tour(stage) if one.dialog]
    two = [one for one in seen if "取消" in one.buttons and len(one.buttons) > 1]
    wrong = [
        one.where
        for one in two
        if any(x > one.buttons["取消"] for word, x in one.buttons.items() if word != "取消")
    ]
    styles = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with stage.desk() as clerk:
        for name in ("Windows", "Fusion"):
            application.setStyle(QStyleFactory.create(name))
            clerk.app.apply_theme() if name == "Fusion" else None
            dialog = confirm_dialog(Question("删除", verb="删除"), clerk.window)
            box = QDialogButtonBox(
                QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
            )
            for one in (dialog, box):
                one.show()
            QApplication.processEvents()
            yes, no = (dialog.findChild(QPushButton, part) for part in ("affirm", "cancel"))
            ok, cancel = (box.button(kind) for kind in (box.StandardButton.Ok, box.StandardButton.Cancel))
            assert isinstance(yes, QPushButton) and isinstance(no, QPushButton)
            styles.append((name, yes.x() < no.x(), ok.x() < cancel.x()))
            for one in (dialog, box):
                one.close()
                one.deleteLater()
        clerk.app.apply_theme()
    measured = (
        f"{len(two)} of {len(seen)} dialogs have 取消: wrong {wrong or 'none'}; styles (own, Qt's): {styles}"
    )
    require(len(two) >= 10 and not wrong and all(own and qts for _n, own, qts in styles), measured)
    return measured


@point(38, "verbs on buttons: no 是/否, no 确定 beside 取消 for what destroys")
def verbs(stage: Stage) -> str:
    seen = [one for one in whole_tour(stage) if one.dialog]
    lost = missing(seen)
    words = {word for one in seen for word in one.buttons}
    bare = words & set(NO_ANSWERS)
    vague = [
        one.where
        for one in seen
        if "确定" in one.buttons and any(verb in "".join(one.texts) for verb in UNDOES)
    ]
    source = [
        str(file.relative_to(ROOT)) for file in (ROOT / "gui").rglob("*.py")
        if re.search(r"QMessageBox|QInputDialog|StandardButton\.(Yes|No)", file.read_text("utf-8"))
    ]  # fmt: skip
    measured = (
        f"{len(seen)} dialogs, their verbs: {'、'.join(sorted(words))}; 是/否: {bare or 'none'}; "
        f"确定 for a destroying act: {vague or 'none'}; QMessageBox in {source or 'no file'}"
    )
    require(len(words) > 8 and not bare and not vague and not source and not lost, measured)
    return measured


@point(39, "no shortcut takes a key of the input methods")
def no_stolen_keys(stage: Stage) -> str:
    keys = sorted({key for one in whole_tour(stage) for key in one.keys})
    source = [
        key
        for file in (ROOT / "gui").rglob("*.py")
        for key in re.findall(r'QKeySequence\("([^"]+)"\)', file.read_text("utf-8"))
    ]
    keys += source
    named = ("F", "Ctrl+", "Alt+", "Esc", "Return", "Enter", "Del", "Ins", "PgUp", "PgDown", "Tab", "Menu")
    stolen = [key for key in keys if key in NEVER or "Ctrl+Shift" in key or "Shift+Space" in key]
    stolen += [key for key in keys if key and not key.startswith(named)]
    measured = (
        f"{len(set(keys))} different shortcuts on all pages, in all dialogs and in the source; "
        f"stolen: {stolen or 'none'}"
    )
    require(len(set(keys)) >= 15 and not stolen, measured)
    return measured


@point(40, "诊断 tells of the input context; one for Chinese loads in this bundle")
def input_context(stage: Stage) -> str:
    with stage.desk("settings") as clerk:
        page: Any = clerk.window.page
        page.show_target({"section": "diagnosis"})
        clerk.rest()
        text = clerk.the(QPlainTextEdit, "diagnosis").toPlainText()
    line = next((one for one in text.splitlines() if one.startswith("中文输入")), "")
    if not sys.platform.startswith("linux"):
        require(bool(line), "诊断 says nothing of 中文输入")
        return f"“{line}”; not Linux, the system's own input is used"
    loads = answer("contexts", environ={"QT_QPA_PLATFORM": "offscreen"})
    chinese = [name for name, good in loads.items() if good and ("ibus" in name or "fcitx" in name)]
    measured = f"“{line}”; plug-ins that load: {loads}"
    require(line.startswith("中文输入：正常") and bool(chinese), measured)
    return measured


@point(44, "95 % of what takes the focus has a name; cells speak")
def accessible(stage: Stage) -> str:
    seen = whole_tour(stage)
    every = sum(one.focusable for one in seen)
    unnamed = [(one.where, name) for one in seen for name in one.unnamed]
    spoken = [text for one in seen for text in one.spoken]
    dumb = sum(not text for text in spoken)
    example = next((text for text in spoken if "状态" in text), spoken[0] if spoken else "")
    tables: list[str] = []
    with stage.desk() as clerk:
        for name, *_rest in PAGES:
            page = clerk.go(name)
            tables += [one.objectName() for one in page.findChildren(SheetView) if not one.accessibleName()]
    share = 100 * (1 - len(unnamed) / every)
    lacking = sorted({" ".join(one) for one in unnamed})
    measured = (
        f"{share:.1f} % of {every} focusable widgets named (not: {lacking}); "
        f"{len(spoken)} cells, {dumb} dumb, such as “{example}”; tables without a name: {tables or 'none'}"
    )
    require(share >= 95 and spoken != [] and dumb == 0 and not tables, measured)
    return measured
