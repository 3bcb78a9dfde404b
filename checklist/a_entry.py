"""A: entry by keyboard, with the habits of a spreadsheet."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from checklist.points import point, require
from checklist.stage import CTRL, MONDAY, TODAY, Clerk, Stage, compose, focus
from core.queries import entry as queries
from gui.table import SheetView

SURNAMES = {
    "单国强": "sgq", "曾德明": "zdm", "解文华": "xwh", "仇小红": "qxh", "区建平": "ojp",
    "查志远": "zzy", "翟玉梅": "zym", "盖文林": "gwl", "朴永哲": "pyz", "覃秀英": "qxy",
}  # fmt: skip


def kept(clerk: Clerk) -> list[queries.CheckInRow]:
    """The lines of the paper sheet that is open, as the file has them."""
    page: Any = clerk.window.page
    monday, code = page.sheet.book.monday, page.sheet.carry.sheet_no
    rows = clerk.ask(lambda door: queries.week_sheet(door, monday)).rows
    return [row for row in rows if row.sheet_no == code]


@point(1, "a letter or a composition on a cell begins typing")
def begins_typing(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        view.go_to(0, "note")
        clerk.press(Qt.Key.Key_A, at=view)
        letter = view.writing.editor.text() if view.writing.editor else ""
        clerk.press(Qt.Key.Key_Escape)
        clerk.press(Qt.Key.Key_Escape)
        view.setFocus()
        view.go_to(0, "note")
        compose(view, "z")
        opened = view.writing.editor is not None
        compose(focus(), "", "张")
        clerk.press(Qt.Key.Key_Return)
        clerk.rest()
        text = view.rows.index(0, 4).data()
    measured = f"key a: editor holds “{letter}”; preedit z opens an editor: {opened}; data() is “{text}”"
    require(letter == "a" and opened and text == "张", measured)
    return measured


@point(2, "Enter commits and goes down, to the next name in the sign-in grid")
def enter_goes_down(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        clerk.enter("zyl\n")
        name = (view.current_row, view.rows.columns[view.currentIndex().column()].key)
        clerk.rest()
        view.go_to(0, "note")
        view.setFocus()
        clerk.press(Qt.Key.Key_Return)
        plain = view.current_row
        names = [row.name for row in kept(clerk)]
    measured = f"after a name: row {name[0]}, column {name[1]}; kept {names}; in 事由 row 0 → {plain}"
    require(name == (1, "name") and names == ["张玉兰"] and plain == 1, measured)
    return measured


@point(3, "Tab skips what fills itself and adds a row at the end")
def tab_adds_a_row(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        view.setFocus()
        last = view.rows.rowCount() - 1
        view.go_to(last, "name")
        places = []
        typable = [view.rows.columns[number].key for number in view.typable()]
        for _ in typable:
            clerk.press(Qt.Key.Key_Tab, at=view)
            places.append(view.rows.columns[view.currentIndex().column()].key)
        grown = view.rows.rowCount() - last - 1
        row = view.current_row
    measured = f"from 姓名: {'、'.join(places)}; rows +{grown}, now in row {row - last} after the last"
    require(
        places == [*typable[1:], "name"] and "unit" not in places and grown == 1 and row == last + 1, measured
    )
    return measured


@point(4, "a pasted block of 30×3 becomes 30 rows without a question")
def paste_thirty(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        page: Any = clerk.window.page
        names = [one.name for one in page.sheet.book.offers.people if one.term(TODAY)]
        people = [name for name in names if names.count(name) == 1][:30]
        view.go_to(0, "name")
        clerk.paste("\n".join(f"{name}\t集贸市场\t入户宣传" for name in people) + "\n")
        rows = kept(clerk)
        questions = len(clerk.asked) + len(clerk.dialogs())
        clerk.undo()
        left = len(kept(clerk))
    measured = f"{len(rows)} new rows, {questions} questions, one Ctrl+Z leaves {left}"
    same = [(row.area, row.note) for row in rows] == [("集贸市场", "入户宣传")] * 30
    require(len(rows) == 30 and same and questions == 0 and left == 0, measured)
    return measured


@point(5, "a copied block is tab-separated, with heads by a second command")
def copies(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        clerk.enter("zyl\n")
        clerk.rest()
        view.setFocus()
        view.selectRow(0)
        clerk.press(Qt.Key.Key_C, CTRL, view)
        plain = QGuiApplication.clipboard().text()
        menu = view.make_menu()
        act = next((one for one in menu.actions() if "带表头" in one.text()), None)
        require(act is not None, "no command copies with heads")
        assert act is not None
        words = act.text()
        act.trigger()
        headed = QGuiApplication.clipboard().text().splitlines()
        menu.deleteLater()
    fields = plain.rstrip("\r\n").split("\t")
    measured = (
        f"Ctrl+C: {len(fields)} fields, first “{fields[0]}”; “{words}”: {len(headed)} lines, head "
        f"{headed[0]!r}"
    )
    require(
        fields[0] == "张玉兰"
        and len(fields) == len(headed[0].split("\t")) > 3
        and len(headed) == 2
        and "姓名\t" in headed[0],
        measured,
    )
    return measured


@point(6, "Ctrl+D fills from the top cell")
def fills_down(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        clerk.enter("zyl\ntzy\nycl\n")
        clerk.rest()
        view.go_to(0, "note")
        view.setFocus()
        clerk.enter("巡查院坝\n")
        clerk.rest()
        clerk.select(view, "note", 0, 2)
        clerk.press(Qt.Key.Key_D, CTRL, view)
        clerk.rest()
        notes = [row.note for row in kept(clerk)]
    measured = f"3 rows selected, 事由 in the file afterwards: {notes}"
    require(notes == ["巡查院坝"] * 3, measured)
    return measured


@point(7, "one character shows candidates by substring, for people and units")
def substrings(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        clerk.enter("兰")
        people = [one.label for one in clerk.offers()]
        clerk.press(Qt.Key.Key_Escape)
        clerk.press(Qt.Key.Key_Escape)
        clerk.go("findings", {"tour": TODAY})
        page: Any = clerk.window.page
        tour: SheetView = page.tour.view
        tour.setFocus()
        tour.go_to(0, "unit")
        clerk.enter("建")
        units = [one.label for one in clerk.offers()]
        clerk.press(Qt.Key.Key_Escape)
        clerk.press(Qt.Key.Key_Escape)
    measured = f"兰 → {people}; 建 → {units}"
    require("张玉兰" in people and any("建" in one for one in units), measured)
    require(all("兰" in one for one in people) and view is not None, measured)
    return measured


@point(8, "initials find the name, with the readings of surnames")
def initials(stage: Stage) -> str:
    from core.services import roster

    with stage.entry() as (clerk, view):
        page: Any = clerk.window.page
        unit = page.sheet.book.offers.stations[0].id

        def enter(door: Any) -> None:
            for name in SURNAMES:
                roster.add_person(door, name, unit, date(2026, 1, 1))

        clerk.write("新增10人", enter)
        found = 0
        wrong = []
        for name, letters in {"张玉兰": "zyl", **SURNAMES}.items():
            page.sheet.go_on()
            clerk.enter(letters)
            if name in [one.label for one in clerk.offers()]:
                found += 1
            else:
                wrong.append(name)
            clerk.press(Qt.Key.Key_Escape)
            clerk.press(Qt.Key.Key_Escape)
        del view
    measured = f"{found} of 11 names found by their initials" + (f", not {wrong}" if wrong else "")
    require(found == 11, measured)
    return measured


@point(9, "the same under composition; Enter during it picks nothing")
def composing(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        shown = {}
        for letters in ("z", "z'y", "z'y'l"):
            compose(view.writing.editor or view, letters)
            shown[letters] = [one.label for one in clerk.offers()]
        clerk.press(Qt.Key.Key_Return)
        clerk.rest()
        after = len(kept(clerk))
        row = view.current_row
        compose(view.writing.editor or focus(), "", "张玉兰")
        clerk.press(Qt.Key.Key_Return)
        clerk.rest()
        names = [one.name for one in kept(clerk)]
    first = shown["z'y'l"][:1]
    measured = f"z'y'l offers {first}; Enter in composition keeps {after} rows, row {row}; then {names}"
    require(first == ["张玉兰"] and after == 0 and row == 0 and names == ["张玉兰"], measured)
    return measured


@point(10, "a date takes 5, 10.5, 10/5, +, -, t")
def dates(stage: Stage) -> str:
    wanted = {
        "5\n": date(2026, 11, 5), "10.5\n": date(2026, 10, 5), "10/5\n": date(2026, 10, 5),
        "-": date(2026, 11, 23), "-+": TODAY, "--t": TODAY,
    }  # fmt: skip
    right = []
    with stage.entry() as (clerk, view):
        page: Any = clerk.window.page
        for typed, day in wanted.items():
            page.strip.day.set_day(TODAY)
            clerk.rest()
            page.strip.day.setFocus()
            page.strip.day.selectAll()
            clerk.enter(typed)
            clerk.rest()
            right.append(page.sheet.carry.day == day)
        page.strip.day.set_day(TODAY)
        page.strip.day.setFocus()
        clerk.enter("\n")
        clerk.rest()
        cells = []
        page.sheet.go_on()
        clerk.enter("zyl\n")
        clerk.rest()
        for typed, day in (
            ("23\n", MONDAY), ("11.24\n", TODAY), ("11/23\n", MONDAY), ("+\n", TODAY),
            ("-\n", MONDAY), ("t\n", TODAY),
        ):  # fmt: skip
            view.go_to(0, "day")
            view.setFocus()
            clerk.enter(typed)
            clerk.rest()
            rows = kept(clerk)
            cells.append(bool(rows) and rows[0].day == day)
    measured = f"date field {sum(right)} of 6 {right}, date cell of the sheet {sum(cells)} of 6 {cells}"
    require(all(right) and all(cells), measured)
    return measured


@point(11, "date, area and reason carry over")
def carries(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        page: Any = clerk.window.page
        clerk.press(Qt.Key.Key_F4)
        clerk.enter("23\tjmsc\n")
        clerk.enter("zyl\n")
        clerk.rest()
        view.go_to(0, "note")
        view.setFocus()
        clerk.enter("秩序维护\n")
        clerk.rest()
        page.sheet.go_on()
        clerk.enter("tzy\n")
        clerk.rest()
        rows = kept(clerk)
    said = [(f"{row.day.month}月{row.day.day}日", row.area, row.note) for row in rows]
    measured = f"second row: {said[1] if len(said) > 1 else 'missing'}"
    require(len(said) == 2 and said[1] == ("11月23日", "集贸市场", "秩序维护"), measured)
    return measured


@point(12, "30 lines of a paper sheet in at most 125 keys and no mouse")
def thirty_lines(stage: Stage) -> str:
    with stage.entry() as (clerk, _view):
        page: Any = clerk.window.page
        sheet = page.sheet
        people = [
            one for one in sheet.book.offers.people if (term := one.term(MONDAY)) and term.unit != "乡领导"
        ]
        clerk.press(Qt.Key.Key_F4)
        clerk.enter("23\tjm\n")
        for one in people[:30]:
            offers = sheet.book.offers.match_people(one.initials, sheet.carry.day, sheet.book.days())
            place = next(number for number, offer in enumerate(offers) if offer.key == one.id)
            clerk.enter(one.initials + "↓" * place + "\n")
        clerk.rest()
        names = [row.name for row in kept(clerk)]
        keys, clicks = clerk.keys, clerk.clicks
    measured = f"{len(names)} rows in the file, {keys} keys, {clicks} mouse events"
    require(names == [one.name for one in people[:30]] and keys <= 125 and clicks == 0, measured)
    return measured


@point(13, "the same person and day twice is marked and counted once")
def duplicates(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        clerk.enter("zyl\nzyl\n")
        clerk.rest()
        said = clerk.text(view, 1, "visit")
        rows = kept(clerk)
        week = clerk.ask(lambda door: queries.week_sheet(door, MONDAY))
        quotas = [
            one for _, cell in week.stations for one in cell.quotas if one.person_id == rows[0].person_id
        ]
        counted = sum(row.id in quota.visits for quota in quotas[:1] for row in rows)
        status = clerk.window.status.text()
    measured = f"second row says “{said}”, {counted} of {len(rows)} entries counted, status “{status}”"
    require("重复" in said and counted <= 1 and len(rows) == 2, measured)
    return measured


@point(14, "one edit changes all selected rows, one Ctrl+Z takes it back")
def several_rows(stage: Stage) -> str:
    with stage.entry() as (clerk, view):
        clerk.enter("zyl\ntzy\nycl\n")
        clerk.rest()
        before = [row.note for row in kept(clerk)]
        clerk.select(view, "note", 0, 2)
        clerk.enter("清运垃圾\n")
        clerk.rest()
        after = [row.note for row in kept(clerk)]
        clerk.undo()
        back = [row.note for row in kept(clerk)]
    measured = f"3 rows changed to {set(after)}, after one Ctrl+Z as before: {back == before}"
    require(after == ["清运垃圾"] * 3 and back == before, measured)
    return measured
