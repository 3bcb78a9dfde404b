"""Pages of 500,000 rows from the click to the repaint: sorted, filtered, far down, and by a word."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import func, select

from bench.big import cached, clock
from bench.measure import Figure, benchmark, timed
from core.db import open_record
from core.model import check_in

ROWS, MOST, FAR = 500_000, 50.0, 300.0  # rows; milliseconds of a first page, of a search or a jump
RUNS = 9


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    person: int
    area: int | None
    day: date
    note: str | None


def _fetch(r: Any, wanted: Any) -> Any:
    from gui.table.columns import PageRows

    c = check_in.c
    where = [_wanted(c[key], value) for key, value in wanted.filters.items()]
    order = c.day.desc() if wanted.descending else c.day
    query = select(c.id, c.person_id, c.area_id, c.day, c.note).where(*where).order_by(order)
    total = int(r.value(select(func.count()).select_from(check_in).where(*where)))
    return PageRows(r.all(query.limit(wanted.limit).offset(wanted.offset), Line), total)


def _wanted(column: Any, value: Any) -> Any:
    return column.contains(value, autoescape=True) if isinstance(value, str) else column == value


@benchmark
def first_page() -> Iterator[Figure]:
    """Medians against the target in milliseconds, so the column of ratios says how much of it is used."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from gui.jobs import Jobs
    from gui.table.columns import Column
    from gui.table.model import RowsModel
    from gui.table.sheet import SheetView

    app = QApplication.instance() or QApplication([])
    columns = [Column(key, key, kind="date" if key == "day" else "text", sortable=True) for key in _KEYS]
    jobs = Jobs()
    model = RowsModel(columns)
    view = SheetView(model, name="bench")
    view.resize(1366, 768)
    view.show()
    path = cached(10, ROWS)
    loop = QEventLoop()

    def shown(act: Callable[[], object]) -> float:
        """From the act until its rows have come and been painted."""

        def wait() -> None:
            act()
            loop.exec()
            view.viewport().repaint()
            app.processEvents()

        return timed(wait)

    model.counted.connect(loop.quit)
    jobs.open(path, lambda: open_record(path, writable=False, clock=clock), lambda _: loop.quit())
    loop.exec()
    model.set_source(jobs, _fetch)
    shown(model.reload)
    turn = [shown(partial(model.sort_by, "day", descending=n % 2 == 0)) for n in range(RUNS)]
    yield _figure(f"first page of {ROWS:,} rows, sorted", turn)
    pick = [shown(partial(model.set_filters, {"person_id": n + 200})) for n in range(RUNS)]
    yield _figure(f"first page of {ROWS:,} rows, filtered", pick)
    word = [shown(partial(model.set_filters, {"note": ("没有的字", "入户")[n % 2]})) for n in range(RUNS)]
    yield _figure(f"a word in {ROWS:,} rows", word, FAR)
    shown(partial(model.set_filters, {}))
    total = model.count
    spots = [model.index(total * (n + 1) // (RUNS + 1), 0) for n in range(RUNS)]
    far = [shown(partial(view.scrollTo, spot)) for spot in spots]
    yield _figure(f"a jump within {total:,} rows", far, FAR)
    jobs.close()
    view.close()


_KEYS = ("id", "person", "area", "day", "note")


def _figure(name: str, times: list[float], most: float = MOST) -> Figure:
    return Figure(f"{name} / {most:.0f} ms", sorted(times)[len(times) // 2], most, 1)
