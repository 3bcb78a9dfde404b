"""C: the state of the work at a glance."""

from itertools import combinations
from time import perf_counter
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QPushButton

from checklist.points import point, require
from checklist.stage import Clerk, Stage, until, visible, words_of
from gui import theme
from gui.table import SheetView
from gui.views import PAGES
from gui.widgets.marks import MARKS, Mark, paint_mark

PLACES = ("overdue", "soon", "to_verify", "unordered")
FILLS = ("late", "soon", "check", "open", "surface")  # ✓ 已销号 stands on the table's own ground
# Machado, Oliveira and Fernandes 2009, severity 1
BLINDNESS = {
    "protan": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}  # fmt: skip


@point(25, "the first page lists what is overdue and due, with counts and one click each")
def first_page(stage: Stage) -> str:
    with stage.desk() as clerk:
        page = clerk.window.page
        assert page is not None
        rows = {}
        for key in ("overdue", "soon", "to_verify"):
            row = page.findChild(QFrame, f"row_{key}")
            if isinstance(row, QFrame) and row.isVisible():
                count = next(one.text() for one in row.findChildren(QLabel) if one.text().isdigit())
                act = [one for one in visible(row, QPushButton) if one.objectName() == f"see_{key}"]
                inside = all(one.mapTo(page, one.rect().bottomRight()).y() <= page.height() for one in act)
                rows[key] = (count, len(act), inside)
        current = clerk.window.current
    measured = f"shown first: {current}; rows (count, buttons, in view): {rows}"
    good = current == "today" and {"overdue", "soon"} <= set(rows)
    require(good and all(one[1] == 1 and one[2] for one in rows.values()), measured)
    return measured


@point(26, "a click on a count opens exactly that many rows")
def counts_open_rows(stage: Stage) -> str:
    said, good, tried = [], True, 0
    with stage.desk() as clerk:
        for key in PLACES:
            page = clerk.go("today")
            row = page.findChild(QFrame, f"row_{key}")
            if not isinstance(row, QFrame):
                continue
            tried += 1
            count = int(next(one.text() for one in row.findChildren(QLabel) if one.text().isdigit()))
            clerk.click(f"see_{key}")
            there: Any = clerk.window.page
            said.append(f"{key} {count} → {there.rows.count} on {clerk.window.current}")
            good &= there.rows.count == count
        chips = clerk.go("findings").findChildren(QPushButton)
        for chip in [one for one in chips if one.objectName().startswith("chip_")]:
            clerk.click(chip.objectName())
            count = int(chip.text().split()[-1])
            there = clerk.window.page
            tried += 1
            good &= there.rows.count == count
    measured = f"{tried} counts tried, all right: {good}; {'; '.join(said)}"
    require(good and tried >= 6 and len(said) >= 2, measured)
    return measured


@point(27, "the badge is the overdue count and follows within 1 s", timed=True)
def badge(stage: Stage) -> str:
    from core.queries.today import badges

    with stage.desk() as clerk:
        name = clerk.window.sidebar.buttons["findings"]
        clerk.rest()

        def shown() -> int:
            return int("0" + "".join(one for one in name.accessibleName() if one.isdigit()))

        before = clerk.ask(badges).overdue
        until(lambda: shown() == before, "the badge")
        late = clerk.go("findings", {"filter": "overdue"}).rows.row(0).id
        clerk.go("today")

        def remove(w: Any) -> None:
            from core.services.inspections import remove_findings

            remove_findings(w, [late])

        start = perf_counter()
        clerk.app.jobs.write("删除1条问题", remove)
        until(lambda: shown() == before - 1, "the badge to follow", 5)
        took = perf_counter() - start
    measured = f"badge {before}, overdue {before}; after one is gone {before - 1} within {took * 1000:.0f} ms"
    require(before > 0 and took <= 1.0, measured)
    return measured


@point(28, "a status cell carries a word and a shape besides its colour")
def word_and_shape(stage: Stage) -> str:
    cells, bare = 0, []
    kinds: set[str] = set()
    with stage.desk() as clerk:
        for name, *_rest in PAGES:
            page = clerk.go(name, {"filter": "all"} if name == "findings" else None)
            for view in page.findChildren(SheetView):
                for number, column in enumerate(view.rows.columns):
                    if column.kind != "status":
                        continue
                    for row in range(min(view.rows.count, 200)):
                        value = column.value(view.rows.row(row)) if view.rows.row(row) is not None else None
                        for mark in value if isinstance(value, tuple) else (value,):
                            if isinstance(mark, Mark):
                                cells += 1
                                kinds.add(mark.kind)
                                if not mark.text or not mark.shape:
                                    bare.append((view.objectName(), row, number))
        pictures = {kind: _grey(Mark(kind, "状态")) for kind in MARKS}
    alike = [
        (one, two) for one, two in combinations(pictures, 2) if _differing(pictures[one], pictures[two]) < 20
    ]
    alike = [pair for pair in alike if set(pair) != {"soon", "lack"} and set(pair) != {"open", "note"}]
    measured = (
        f"{cells} status cells of kinds {sorted(kinds)}, {len(bare)} without word or shape; in grey "
        f"{len(pictures)} marks with the same word, pairs that look alike: {alike or 'none'}"
    )
    require(cells > 50 and not bare and not alike, measured)
    return measured


def _grey(mark: Mark) -> QImage:
    image = QImage(100, 28, QImage.Format.Format_RGB32)
    image.fill(theme.current().color("surface"))
    painter = QPainter(image)
    paint_mark(painter, mark, QRectF(0, 0, 100, 28))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def _differing(one: QImage, two: QImage) -> int:
    """Pixels whose grey differs by more than a tenth."""
    return sum(
        abs(QColor(one.pixel(x, y)).red() - QColor(two.pixel(x, y)).red()) > 25
        for x in range(one.width())
        for y in range(one.height())
    )


def _linear(color: QColor) -> list[float]:
    parts = (color.redF(), color.greenF(), color.blueF())
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG)."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, two: QColor) -> float:
    """1 to 21 (WCAG)."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(color: QColor, kind: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) as somebody with that blindness sees it."""
    linear = [
        min(max(sum(a * b for a, b in zip(row, _linear(color), strict=True)), 0.0), 1.0)
        for row in BLINDNESS[kind]
    ]
    red, green, blue = linear
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    f = [
        (part / full) ** (1 / 3) if part / full > 0.008856 else 7.787 * part / full + 16 / 116
        for part, full in zip(xyz, white, strict=True)
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def distance(one: QColor, two: QColor, kind: str) -> float:
    """ΔE 1976."""
    return float(sum((a - b) ** 2 for a, b in zip(lab(one, kind), lab(two, kind), strict=True)) ** 0.5)


@point(29, "status text at 4.5:1, fills 20 ΔE apart for three kinds of colour blindness")
def palette(stage: Stage) -> str:
    del stage
    said, good = [], True
    for dark in (False, True):
        now = theme.Theme(dark)
        inks = [(f"on_{one}", one) for one in FILLS[:4]] + [("on_done", "surface")]
        least = min(contrast(now.color(ink), now.color(ground)) for ink, ground in inks)
        far = {
            kind: min(distance(now.color(a), now.color(b), kind) for a, b in combinations(FILLS, 2))
            for kind in BLINDNESS
        }
        good &= least >= 4.5 and min(far.values()) >= 20
        said.append(
            f"{'dark' if dark else 'light'}: contrast ≥ {least:.1f}, ΔE ≥ "
            + ", ".join(f"{kind} {value:.0f}" for kind, value in far.items())
        )
    measured = "; ".join(said)
    require(good, measured)
    return measured


@point(30, "filters as one-click chips with counts")
def chips(stage: Stage) -> str:
    with stage.desk("findings") as clerk:
        page = clerk.window.page
        assert page is not None
        found = {
            one.objectName(): one
            for one in visible(page, QPushButton)
            if one.objectName().startswith("chip_")
        }
        texts = {name: one.text() for name, one in found.items()}
        wanted = {"chip_overdue": "overdue", "chip_soon": "soon", "chip_to_verify": "to_verify"}
        require(wanted.keys() <= found.keys(), f"chips: {list(texts.values())}")
        good = True
        for name, key in wanted.items():
            clerk.click(name)
            there: Any = clerk.window.page
            states = {there.rows.row(number).status.kind for number in range(min(there.rows.count, 50))}
            good &= texts[name].split()[-1] == str(there.rows.count) and len(states) <= 1
            del key
    measured = f"chips {list(texts.values())}; each opens its count in one click: {good}"
    require(good, measured)
    return measured


def sheets(clerk: Clerk) -> dict[str, SheetView]:
    """Every table of rows of the seven pages, by name."""
    found: dict[str, SheetView] = {}
    for name, *_rest in PAGES:
        page = clerk.go(name)
        if name == "circular":
            for step in range(1, 6):
                page.show_target({"month": "2026-10", "step": step})
                clerk.rest()
        if name == "settings":
            for row in range(page.list.count()):
                page.list.setCurrentRow(row)
                clerk.rest()
        found |= {view.objectName(): view for view in page.findChildren(SheetView)}
    return found


TICKED_WHOLE = frozenset({"tickList"})  # 全到: a person hidden by a filter would be registered unseen


@point(31, "filter and sort in the heading of every table, count shown, 清除筛选")
def head_filters(stage: Stage) -> str:
    with stage.desk() as clerk:
        views = sheets(clerk)
        sortable = {name: sum(one.sortable for one in view.rows.columns) for name, view in views.items()}
        filters = {
            name: sum(map(view.can_filter, range(len(view.rows.columns)))) for name, view in views.items()
        }
        narrowed, back, told, count = _filter_by_head(clerk)
        page = clerk.go("findings", {"filter": "all"})
        before = page.rows.count
        said = clerk.window.status.text()
        page.search("没有的词")
        clerk.rest()
        after = page.rows.count
        clear = any("清除筛选" in one.text() for one in visible(page, QPushButton))
    unsorted = sorted(name for name, count in sortable.items() if not count)
    heads = {name for name, count in filters.items() if count}
    unfiltered = sorted(filters.keys() - heads - TICKED_WHOLE)
    measured = (
        f"{len(views)} tables, {len(views) - len(unsorted)} sort by their heads, "
        f"{len(heads)} filter by their heads (not {'、'.join(TICKED_WHOLE)}, written "
        f"as a whole: nobody may be hidden in it); "
        f"督查整改 by the first value of a heading {count} → {narrowed} rows, "
        f"清除筛选 → {back}, told “{told}”; findings {before} → {after} by a word, status "
        f"“{said}”, 清除筛选: {clear}; "
        f"without sort: {'、'.join(unsorted) or 'none'}; without filter: {'、'.join(unfiltered) or 'none'}"
    )
    require(clear and str(before) in said and not unsorted and not unfiltered, measured)
    require(0 < narrowed < count == back and str(narrowed) in told, measured)
    return measured


def _filter_by_head(clerk: Clerk) -> tuple[int, int, str, int]:
    """A heading's first value ticked by keyboard: rows, rows after 清除筛选, what is told, rows before."""
    page = clerk.go("findings", {"filter": "all"})
    view: SheetView = page.view
    view.setFocus()
    view.go_to(0, "unit" if any(one.key == "unit" for one in view.rows.columns) else view.rows.columns[3].key)
    before = view.rows.count
    clerk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, view)
    clerk.rest()
    listed = clerk.the(QListWidget, "filterValues", clerk.window)
    listed.setFocus()
    listed.setCurrentRow(0)
    clerk.press(Qt.Key.Key_Space, at=listed)
    clerk.press(Qt.Key.Key_Return, at=listed)
    clerk.rest()
    narrowed, told = view.rows.count, words_of(clerk.window) + clerk.window.status.text()
    line = next((one for one in told.splitlines() if one.startswith("筛选　")), clerk.window.status.text())
    clerk.click("clearColumns", clerk.window)
    clerk.rest()
    return narrowed, view.rows.count, f"{line}；{told.splitlines()[-1]}", before


@point(32, "an empty list says one sentence with one button")
def empty_lists(stage: Stage) -> str:
    said: list[str] = []
    bad: list[str] = []
    with stage.desk("today", stage.empty()) as clerk:
        for name, *_rest in PAGES:
            page = clerk.go(name)
            rounds = range(page.list.count()) if name == "settings" else range(1)
            for number in rounds:
                if name == "settings":
                    page.list.setCurrentRow(number)
                    clerk.rest()
                empties = [
                    view for view in visible(page, SheetView) if not view.sheet and view.rows.count == 0
                ]
                for view in empties:
                    acts = list(visible(view, QPushButton, "emptyAction"))
                    words = [one.text() for one in visible(view, QLabel) if one.text().endswith("。")]
                    said.append(view.objectName())
                    if len(acts) != 1 or len(words) != 1:
                        bad.append(f"{name}/{view.objectName()}: {len(words)} sentences, {len(acts)} buttons")
                if not empties and name in {"roster", "stats", "findings", "circular"}:
                    acts = visible(page, QPushButton, "emptyAction")
                    said.append(name)
                    if len(acts) != 1:
                        bad.append(f"{name}: {len(acts)} buttons")
    measured = f"{len(said)} empty lists ({'、'.join(said)}); wrong: {'; '.join(bad) or 'none'}"
    require(len(said) >= 4 and not bad, measured)
    return measured
