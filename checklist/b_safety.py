"""B: what keeps a slip of the hand from becoming a loss."""

import signal
import subprocess
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton

from checklist.a_entry import kept
from checklist.child import ROOT, command
from checklist.points import Lacking, point, require
from checklist.stage import CTRL, MONDAY, TODAY, Clerk, Stage, compose, focus, pause, until, visible, words_of
from core.queries import entry as queries

AT_LEAST = 8.0  # s an undo bar stays


def choose_rows(clerk: Clerk, count: int) -> list[int]:
    """The first rows of the findings' list, selected with the keyboard."""
    page: Any = clerk.window.page
    until(lambda: page.rows.row(0) is not None, "the rows of the list")
    page.view.setFocus()
    page.view.setCurrentIndex(QModelIndex())  # a row that is current already would not be selected again
    page.view.go_to(0)
    for _ in range(count - 1):
        clerk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, page.view)
    clerk.rest()
    return [page.rows.row(number).id for number in page.view.selected_rows()]


def _undo_entry(clerk: Clerk) -> tuple[int, int, int]:
    clerk.go("entry")
    page: Any = clerk.window.page
    clerk.press(Qt.Key.Key_N, CTRL, clerk.window)
    clerk.rest()
    before = len(kept(clerk))
    page.sheet.view.setFocus()
    clerk.enter("zyl\n")
    clerk.rest()
    after = len(kept(clerk))
    clerk.undo()
    return before, after, len(kept(clerk))


def _undo_findings(clerk: Clerk) -> tuple[int, int, int]:
    page = clerk.go("findings", {"filter": "all"})
    before = page.rows.count
    choose_rows(clerk, 2)
    clerk.press(Qt.Key.Key_Delete, at=page.view)
    clerk.rest()
    after = page.rows.count
    clerk.undo()
    return before, after, page.rows.count


def _undo_circular(clerk: Clerk) -> tuple[int, int, int]:
    from core.queries.circular_pages import month_state
    from core.rules.calendar import Month

    page = clerk.go("circular", {"month": "2026-10", "step": 2})

    def by_hand() -> int:
        rows = [page.score.lines.model.row(number) for number in range(page.score.lines.model.count)]
        return sum(bool(row.hand) for row in rows)

    state = clerk.ask(lambda door: month_state(door, Month(2026, 10)))
    page.score.choose(next(iter(state.units)))
    clerk.rest()
    before = by_hand()
    clerk.click("adjust")
    form = clerk.dialog("monthForm")
    clerk.the(QLineEdit, "points", form).setText("-1")
    clerk.the(QLineEdit, "reason", form).setText("资料迟报")
    clerk.click("affirm", form)
    after = by_hand()
    clerk.undo()
    return before, after, by_hand()


def _undo_roster(clerk: Clerk) -> tuple[int, int, int]:
    from core.queries import roster

    def people() -> int:
        return clerk.ask(lambda door: roster.counts(door, TODAY)).people

    unit = clerk.ask(lambda door: next(one.id for one in roster.units(door, TODAY) if one.name == "文化站"))
    clerk.go("roster", {"unit": unit})
    before = people()
    clerk.click("mainAction")
    form = clerk.dialog("verbForm")
    clerk.the(QLineEdit, "personName", form).insert("赵国强")
    clerk.click("affirm", form)
    after = people()
    clerk.undo()
    return before, after, people()


@point(15, "Ctrl+Z takes back the last change on every page")
def undo_everywhere(stage: Stage) -> str:
    said, good = [], True
    with stage.desk() as clerk:
        for name, act in (
            ("登记", _undo_entry), ("督查整改", _undo_findings),
            ("考核通报", _undo_circular), ("名册", _undo_roster),
        ):  # fmt: skip
            before, after, back = act(clerk)
            said.append(f"{name} {before}→{after}→{back}")
            good &= before == back != after
    measured = "rows before, after, undone: " + "; ".join(said)
    require(good, measured)
    return measured


@point(16, "an undo bar names the act, stays 8 s; a menu shows 撤销 and the act", timed=True)
def undo_bar(stage: Stage) -> str:
    with stage.desk("findings") as clerk:
        clerk.go("findings", {"filter": "all"})
        page: Any = clerk.window.page
        choose_rows(clerk, 3)
        begun = monotonic()
        clerk.press(Qt.Key.Key_Delete, at=page.view)
        clerk.rest()
        text = clerk.window.undo_bar.text.text()
        menus = [one.text() for menu in clerk.window.findChildren(QMenu) for one in menu.actions()]
        entry = next((one for one in menus if one.startswith("撤销") and "删除3条问题" in one), "")
        while clerk.window.undo_bar.isVisible() and monotonic() - begun < AT_LEAST + 0.1:
            pause(50)
        stayed = monotonic() - begun
    measured = f"“{text}” for at least {stayed:.1f} s; menu entry “{entry or 'none'}”"
    require(text == "已删除3条问题" and stayed >= AT_LEAST and bool(entry), measured)
    return measured


@point(17, "deleted rows come back from the 回收站 after a restart")
def recycle_bin(stage: Stage) -> str:
    path, config = stage.copy(), stage.new_folder()
    with stage.desk("findings", path, config=config) as clerk:
        page = clerk.go("findings", {"filter": "all"})
        before = page.rows.count
        choose_rows(clerk, 2)
        clerk.press(Qt.Key.Key_Delete, at=page.view)
        clerk.rest()
    with stage.desk("settings", path, config=config) as clerk:
        page = clerk.go("settings")
        titles = [page.list.item(number).text() for number in range(page.list.count())]
        where = next((number for number, title in enumerate(titles) if "回收站" in title), -1)
        require(where >= 0, f"no 回收站 among {'、'.join(titles)}; {before} findings, 2 deleted")
        page.list.setCurrentRow(where)
        clerk.rest()
        tables = [one for one in page.section.findChildren(_sheet()) if one.isVisible()]
        require(bool(tables), "回收站 has no table")
        table: Any = tables[0]
        table.selectAll()
        button = next((one for one in visible(page.section, QPushButton) if "恢复" in one.text()), None)
        require(button is not None, "回收站 has no button that brings rows back")
        assert button is not None
        listed = table.rows.count
        button.click()
        clerk.rest()
        after = clerk.go("findings", {"filter": "all"}).rows.count
    measured = f"{before} findings, 2 deleted, restart, 回收站 lists {listed}, brought back: {after}"
    require(after == before, measured)
    return measured


def _sheet() -> type[Any]:
    from gui.table import SheetView

    return SheetView


@point(18, "deleting up to 50 rows asks nothing")
def delete_fifty(stage: Stage) -> str:
    with stage.desk("findings") as clerk:
        page = clerk.go("findings", {"filter": "all"})
        before = page.rows.count
        choose_rows(clerk, min(50, before))
        clerk.press(Qt.Key.Key_Delete, at=page.view)
        clerk.rest()
        asked = len(clerk.asked) + len(clerk.dialogs())
        after = page.rows.count
        text = clerk.window.undo_bar.text.text()
    measured = f"{before - after} findings deleted, {asked} questions, bar “{text}”"
    require(before - after == min(50, before) and asked == 0, measured)
    return measured


@point(19, "kill -9 two seconds after a commit loses nothing", timed=True)
def killed(stage: Stage) -> str:
    path = stage.copy()
    with stage.desk("entry", path) as clerk:
        before = len(clerk.ask(lambda door: queries.week_sheet(door, MONDAY)).rows)
    child = subprocess.Popen(command("keep_typing", str(path)), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    saved = child.stdout.readline().strip()
    pause(2000)
    child.send_signal(signal.SIGKILL)
    code = child.wait()
    child.stdout.close()
    with stage.desk("entry", path) as clerk:
        rows = clerk.ask(lambda door: queries.week_sheet(door, MONDAY)).rows
        faults = clerk.ask(_faults)
    measured = (
        f"said {saved}, killed ({code}), rows {before} → {len(rows)}, faults in the journal: {len(faults)}"
    )
    require(code == -signal.SIGKILL and len(rows) == before + 2 and not faults, measured)
    return measured


def _faults(door: Any) -> list[str]:
    from core import journal

    return journal.faults(door)


@point(20, "a half-edited cell survives page change, Ctrl+S and closing, composed words too")
def half_typed(stage: Stage) -> str:
    said = []
    for way in ("page", "Ctrl+S", "close"):
        for words in ("清扫", "abc"):
            path = stage.copy()
            config = stage.new_folder()
            with stage.desk("entry", path, config=config) as clerk:
                page: Any = clerk.window.page
                clerk.press(Qt.Key.Key_N, CTRL, clerk.window)
                clerk.rest()
                clerk.enter("zyl\n")
                clerk.rest()
                code = page.sheet.carry.sheet_no
                page.sheet.view.go_to(0, "note")
                page.sheet.view.setFocus()
                if words.isascii():
                    clerk.enter(words)
                else:
                    compose(page.sheet.view, "qs")
                    compose(page.sheet.view.writing.editor or focus(), "", words)
                if way == "page":
                    clerk.go("today")
                elif way == "Ctrl+S":
                    clerk.press(Qt.Key.Key_S, CTRL)
                    clerk.rest()
                else:
                    clerk.window.close()
                    clerk.rest()
                rows = clerk.ask(lambda door: queries.week_sheet(door, MONDAY)).rows
                note = next((row.note for row in rows if row.sheet_no == code), "no row")
            said.append((way, words, note))
    lost = [f"{way}: “{words}” became “{note}”" for way, words, note in said if note != words]
    measured = f"{len(said) - len(lost)} of {len(said)} ways kept the words" + (f"; {lost}" if lost else "")
    require(not lost, measured)
    return measured


@point(21, "a copy before the first change of a day; 7 daily, 4 weekly, 12 monthly kept")
def daily_copies(stage: Stage) -> str:
    from core.backup import DAILY, MONTHLY, WEEKLY, keep_daily
    from core.services.record import open_for_work

    path = stage.empty()
    day = date(2026, 11, 24)
    made_at_change = 0
    for ahead in range(420):
        now = datetime.combine(day + timedelta(days=ahead), datetime.min.time().replace(hour=9))
        if ahead % 7 == 0 or ahead > 400:
            with open_for_work(path, lambda now=now: now) as db:  # type: ignore[misc]
                folder = db.files / "backups"
                before = len(list(folder.glob("*.db")))
                _change(db, ahead)
                _change(db, ahead + 1000)
                made_at_change += (folder / f"{now.date()}.db").exists()
                del before
    files = sorted(date.fromisoformat(one.stem) for one in folder.glob("????-??-??.db"))
    last = files[-DAILY:]
    daily = sum((last[-1] - one).days < DAILY for one in files)
    weeks = {one.isocalendar()[:2] for one in files}
    months = {(one.year, one.month) for one in files}
    measured = (
        f"79 days with changes over 14 months: {made_at_change} copies made, {len(files)} kept: "
        f"{daily} of the last {DAILY} days, {len(weeks)} weeks, {len(months)} months"
    )
    require(
        daily >= 7 and len(weeks) >= WEEKLY and len(months) >= MONTHLY and keep_daily is not None, measured
    )
    return measured


def _change(db: Any, number: int) -> None:
    from core.model import category

    with db.write("新增1个类别") as w:
        w.insert(category, name=f"类别{number}", heading="环境", severe=False, sort=number)


@point(22, "今日 shows the age of the last backup elsewhere; over 7 days it turns to ▲")
def backup_age(stage: Stage) -> str:
    said = {}
    with stage.desk() as clerk:
        page: Any = clerk.window.page
        label = page.findChild(QLabel, "backupWords")
        require(isinstance(label, QLabel), "今日 names no backup")
        said["none"] = label.text()
        assert clerk.app.path is not None
        for days in (6, 7, 8):
            day = (TODAY - timedelta(days=days)).isoformat()
            clerk.app.settings.put("backups", {str(clerk.app.path.resolve()): day})
            page.refresh()
            clerk.rest()
            said[str(days)] = label.text()
    measured = "; ".join(f"{key} d: “{text}”" for key, text in said.items())
    require("6天" in said["6"] and "▲" not in said["6"] + said["7"] and "▲" in said["8"], measured)
    return measured


@point(23, "恢复 is one level deep, lists date, size, counts and keeps the present state first")
def restoring(stage: Stage) -> str:
    with stage.desk("settings") as clerk:
        page: Any = clerk.window.page
        titles = [page.list.item(number).text() for number in range(page.list.count())]
        path = clerk.app.path
        assert path is not None
        page.show_target({"section": "backup"})
        clerk.rest()
        clerk.write(
            "新增1个类别",
            lambda w: w.insert(_category(), name="新类别", heading="环境", severe=False, sort=99),
        )
        page.section.refresh()
        clerk.rest()
        heads = [column.title for column in page.section.table.rows.columns]
        table = page.section.table
        row = [clerk.text(table, 0, column.key) for column in table.rows.columns]
        clerk.answer = True
        table.go_to(0)
        clerk.click("restoreCopy")
        until(clerk.window.banners.texts, "word of the restore")
        clerk.rest()
        question = clerk.asked[0] if clerk.asked else None
        page.section.refresh()
        clerk.rest()
        kinds = [clerk.text(table, number, "kind") for number in range(table.rows.count)]
    measured = (
        f"section “备份与恢复” in the list: {'备份与恢复' in titles}; heads {heads}; row {row}; "
        f"afterwards {kinds}"
    )
    facts = "备份与恢复" in titles and all(row) and heads == ["时间", "种类", "大小", "内容"]
    require(
        facts and "恢复前" in kinds and question is not None and "现在的数据会先另存" in question.text,
        measured,
    )
    return measured


def _category() -> Any:
    from core.model import category

    return category


@point(24, "history shows field, old, new, time, user; 恢复此值 works")
def history(stage: Stage) -> str:
    with stage.desk("findings") as clerk:
        page = clerk.go("findings", {"filter": "open"})
        (number, *_more) = choose_rows(clerk, 1)

        def change(w: Any) -> None:
            from core.model import finding

            w.update(finding, number, text="改过的问题描述")

        before = clerk.ask(lambda door: _text_of(door, number))
        clerk.write("修改问题描述", change)
        page.show_target({"id": number})
        clerk.rest()
        choose_rows(clerk, 1)
        clerk.click("paneHistory")
        words = words_of(page.pane.past)
        line = next((one for one in words.splitlines() if "改过的问题描述" in one), "")
        head = next((one for one in words.splitlines() if "修改问题描述" in one), "")
        back = next((one for one in visible(page.pane.past, QPushButton) if one.text() == "恢复此值"), None)
        if back is None:
            raise Lacking(f"no 恢复此值 in the history of a finding: {words[:120]}")
        back.click()
        clerk.rest()
        after = clerk.ask(lambda door: _text_of(door, number))
        others = _histories(clerk)
    measured = (
        f"“{head}”: “{line}”; 恢复此值 gives the old text back: {after == before}; other histories: {others}"
    )
    require(" → " in line and "2026年" in head and after == before, measured)
    require(all(others.values()), measured)
    return measured


def _histories(clerk: Clerk) -> dict[str, bool]:
    """Which of the other pages give a row's history with 恢复此值."""
    page = clerk.go("entry")
    page.sheet.set_view("week")
    clerk.rest()
    page.sheet.view.go_to(0, "name")
    menu = page.sheet.view.make_menu()
    entry = any("历史" in one.text() for one in menu.actions())
    menu.deleteLater()
    page = clerk.go("roster")
    page._fill_menu()
    roster = any("历史" in one.text() for one in page.card.more.menu().actions())
    return {"登记": entry, "名册": roster}


def _text_of(door: Any, number: int) -> str:
    from sqlalchemy import select

    from core.model import finding

    return str(door.value(select(finding.c.text).where(finding.c.id == number)))
