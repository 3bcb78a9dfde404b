"""F: the first hour, and every day after."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QTableWidget

from checklist.child import ROOT, answer, command
from checklist.points import Lacking, Unmeasured, point, require
from checklist.stage import CTRL, NONE, TODAY, Clerk, Stage, pause, until, words_of
from gui.views import PAGES

HEADS = ("村(社区)", "组别", "包保领导", "职务", "包保站所", "责任人", "联系电话")
GOOD = ("新桥村", "1组", "周启明", "副乡长", "文化站", "岳丽娟", "13800000021")
BAD = ("新桥村", "2组", "周启明", "副乡长", "文化站", "岳丽娟", "1380000")


@point(55, "sample data in one click, out in one click, a banner meanwhile")
def sample_in_and_out(stage: Stage) -> str:
    folder = stage.new_folder()
    with stage.desk(welcome=True) as clerk:
        clerk.desk.welcome.folder.setText(str(folder))
        clerk.clicks = 0
        clerk.click("choice_sample", clerk.desk.welcome)
        until(lambda: "sample" in clerk.window.banners.texts(), "the sample's banner", 60)
        clerk.rest()
        into = clerk.clicks
        made = clerk.app.path
        banner = clerk.window.banners.texts()["sample"]
        on_pages = []
        for name, *_rest in PAGES:
            clerk.go(name)
            on_pages.append(clerk.window.banners.isVisible())
        clerk.clicks = 0
        clerk.click("banner_sample_action", clerk.window)
        until(lambda: clerk.window.page is None, "the first page")
        out = clerk.clicks
        closed = clerk.app.path is None and clerk.app.settings.recent() == []
    measured = (
        f"in {into} click, banner “{banner}” on {sum(on_pages)} of 7 pages, out {out} click to the "
        f"first page: {closed}"
    )
    require(into == 1 and out == 1 and all(on_pages) and closed and made is not None, measured)
    return measured


def roster_sheet(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A workbook with a title above its heads."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("包保责任分工表",), HEADS, *rows):
        page.append(list(row))
    file = folder / "新名册.xlsx"
    book.save(file)
    return file


def _wizard(clerk: Clerk, file: Path) -> Any:
    clerk.go("roster")
    clerk.click("rosterImport")
    wizard: Any = clerk.dialog("importRoster")
    wizard.take_file(file)
    clerk.rest()
    return wizard


@point(56, "a roster import shows mapping, first rows, faults in cells, result; mended in place")
def roster_import(stage: Stage) -> str:
    with stage.desk("roster") as clerk:
        wizard = _wizard(clerk, roster_sheet(stage.new_folder(), GOOD, BAD))
        table = clerk.the(QTableWidget, "importTable", wizard)
        combos = [table.cellWidget(0, number) for number in range(table.columnCount())]
        mapped = [one.currentText() for one in combos if isinstance(one, QComboBox)]
        before = wizard.take.text()
        fault = clerk.the(QPlainTextEdit, "importFaults", wizard).toPlainText()
        cell = table.item(2, 6)
        marked = cell is not None and "第4行" in cell.toolTip()
        assert cell is not None
        cell.setText("13800000022")
        until(lambda: wizard.take.text() != before, "the mended row")
        clerk.rest()
        after = wizard.take.text()
        clerk.click("importTake", wizard)
        until(lambda: clerk.the(QLabel, "importDone", wizard).text(), "the result")
        clerk.rest()
        result = words_of(wizard.outcome)
        wizard.close()
        clerk.rest()
        GuiClipboard.set("\n".join("\t".join(row) for row in (HEADS, GOOD)))
        clerk.go("roster")
        clerk.click("rosterImport")
        wizard = clerk.dialog("importRoster")
        clerk.click("importPaste", wizard)
        until(lambda: clerk.the(QLabel, "importSource", wizard).text() == "粘贴的内容", "the pasted rows")
        wizard.close()
    told = [word for word in ("新增", "更新", "没有改动", "未变", "失败", "没有导入") if word in result]
    measured = (
        f"{len(mapped)} columns mapped ({'、'.join(mapped[:3])}…), fault in its cell: {marked} "
        f"(“{fault[:40]}”), "
        f"“{before}” → mended → “{after}”; result tells {told}; a pasted block is read too"
    )
    require(len(mapped) == 7 and marked and before != after and "新增" in told, measured)
    return measured


class GuiClipboard:
    """The clipboard by one short name."""

    @staticmethod
    def set(text: str) -> None:
        """Lay a text there."""
        QGuiApplication.clipboard().setText(text)


@point(57, "an import is undone by one Ctrl+Z")
def import_undone(stage: Stage) -> str:
    from core.queries import roster

    def counted(clerk: Clerk) -> Any:
        return clerk.ask(lambda door: (roster.counts(door, TODAY), len(roster.area_choices(door, TODAY))))

    with stage.desk("roster") as clerk:
        before = counted(clerk)
        wizard = _wizard(clerk, roster_sheet(stage.new_folder(), GOOD))
        clerk.click("importTake", wizard)
        until(lambda: clerk.the(QLabel, "importDone", wizard).text(), "the result")
        clerk.rest()
        wizard.close()
        after = counted(clerk)
        clerk.undo()
        back = counted(clerk)
        bar = clerk.window.undo_bar.text.text()
    measured = f"areas {before[1]} → {after[1]} → {back[1]}, counts as before: {back == before}; bar “{bar}”"
    require(after != before and back == before, measured)
    return measured


@point(58, "F1 opens help for the page, Ctrl+/ lists every shortcut")
def help_and_keys(stage: Stage) -> str:
    said: dict[str, str] = {}
    with stage.desk() as clerk:
        for name, title, *_rest in PAGES:
            clerk.go(name)
            clerk.activate()
            clerk.press(Qt.Key.Key_F1, NONE, clerk.window)
            dialog = clerk.dialog()
            texts = [one.text() for one in dialog.findChildren(QLabel)]
            page: Any = clerk.window.page
            own = page.help_text and any(page.help_text in text for text in texts)
            said[title] = dialog.windowTitle() if own else ""
            dialog.close()
        clerk.press(Qt.Key.Key_Slash, CTRL, clerk.window)
        listed = words_of(clerk.dialog())
        keys = {
            key.toString(QKeySequence.SequenceFormat.PortableText)
            for action in clerk.window.actions()
            if isinstance(action, QAction)
            for key in action.shortcuts()
        }
        clerk.dialog().close()
    unlisted = sorted(key for key in keys if key not in listed and not key.startswith("Alt+"))
    helped = [title for title, words in said.items() if words]
    measured = (
        f"help of its own on {len(helped)} of 7 pages; {len(keys)} shortcuts, not in the list of "
        f"Ctrl+/: {unlisted or 'none'}"
    )
    require(len(helped) == 7 and "Alt+1" in listed and not unlisted, measured)
    return measured


# --- a real window --------------------------------------------------------------------------------------


class RealWindow:
    """The program in a window of its own Xvfb, driven by xdotool."""

    def __init__(self, folder: Path, path: Path) -> None:
        self._server = shutil.which("Xvfb")
        if self._server is None or shutil.which("xdotool") is None:
            raise Unmeasured("Xvfb or xdotool is not installed")
        self._folder, self._path = folder, path
        self.keys = 0

    def __enter__(self) -> "RealWindow":
        assert self._server is not None
        self._display = subprocess.Popen(
            [self._server, "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._display.stdout is not None
        number = self._display.stdout.readline().strip()
        homes = {
            name: str(self._folder / name.lower()) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
        }
        self._environ = (
            os.environ | homes | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        )
        for home in homes.values():
            Path(home).mkdir(parents=True, exist_ok=True)
        self._program = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "--file", str(self._path), "--today", TODAY.isoformat()],
            env=self._environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            self.until(lambda: "创文办" in self.title(), "the real window", 60)
        except Lacking:
            self.__exit__()
            raise
        self._tool("windowfocus", "--sync", self.window())
        pause(300)
        return self

    def __exit__(self, *_error: object) -> None:
        for one in (self._program, self._display):
            one.terminate()
            one.wait(20)
        if self._display.stdout is not None:
            self._display.stdout.close()

    def _tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environ, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout.strip()

    def window(self) -> str:
        """The id of the program's main window."""
        found = self._tool("search", "--onlyvisible", "--name", "包保台账").splitlines()
        return found[0] if found else "0"

    def title(self) -> str:
        """What stands in its title bar."""
        return self._tool("getwindowname", self.window())

    def titles(self) -> str:
        """The titles of all its windows."""
        found = self._tool("search", "--onlyvisible", "--name", ".").splitlines()
        return "\n".join(self._tool("getwindowname", one) for one in found)

    def press(self, key: str, wait: int = 250) -> None:
        """One key to whatever has the focus."""
        self.keys += 1
        self._tool("key", "--clearmodifiers", key)
        pause(wait)

    def until(self, holds: Callable[[], object], what: str, seconds: float = 25) -> None:
        """Wait for something outside the program, looking now and then."""

        def now() -> object:
            pause(150)
            return holds()

        until(now, what, seconds)


@point(59, "a month end with the keyboard alone, in a real window")
def month_end(stage: Stage) -> str:
    path = stage.copy()
    folder = path.with_suffix(".files")
    before = {one.name for one in folder.rglob("*.pdf")}
    with RealWindow(stage.new_folder(), path) as real:
        real.press("alt+4", 1200)
        for _ in range(4):
            real.press("ctrl+n", 900)
        real.press("ctrl+n", 1200)
        titles = real.titles()
        require("印发" in titles, f"no question of 印发 after {real.keys} keys; windows: {titles!r}")
        real.press("shift+Tab")
        real.press("space", 500)
        real.until(lambda: {one.name for one in folder.rglob("*.pdf")} - before, "the issued PDF")
        pause(500)
        keys = real.keys
    new = sorted({one.name for one in folder.rglob("*.pdf")} - before)
    with stage.desk("circular", path) as clerk:
        page = clerk.go("circular", {"month": "2026-10", "step": 5})
        issued = page.state.issued
    measured = f"{keys} keys, no mouse: {issued.doc_no if issued else 'nothing issued'}, PDF {new}"
    require(issued is not None and bool(new) and keys <= 90, measured)
    return measured


@point(60, "cold start ≤ 3 s, page switch ≤ 100 ms with three years of data; no network socket", timed=True)
def running(stage: Stage) -> str:
    path = stage.copy()
    figures = answer(
        "first_page", str(path), str(time.time()), environ={"QT_QPA_PLATFORM": "offscreen"}, seconds=90
    )
    slow = {name: round(took * 1000) for name, took in figures["switch"].items()}
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    strace = shutil.which("strace")
    if strace is None:
        raise Unmeasured(f"strace is not installed; start {figures['today']:.2f} s, switches {slow} ms")
    log = stage.new_folder() / "sockets.txt"
    other = stage.copy()
    watched = [strace, "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log)]
    subprocess.run(
        [*watched, *command("first_page", str(other), str(time.time()))],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, check=True, capture_output=True,
        timeout=180,
    )  # fmt: skip
    calls = log.read_text("utf-8", "replace").splitlines()
    network = [line for line in calls if re.search(r"AF_INET|AF_INET6|AF_NETLINK", line)]
    measured = (
        f"window painted after {figures['paint']:.2f} s, 今日 filled after "
        f"{figures['today']:.2f} s, with {path.stat().st_size / 1e6:.1f} MB; "
        f"switches (median of 5 rounds, ms) {slow}, load {load:.1f}; {len(calls)} socket "
        f"calls, of the network {len(network)}"
    )
    require(figures["today"] <= 3 and max(slow.values()) <= 100 and not network, measured)
    return measured
