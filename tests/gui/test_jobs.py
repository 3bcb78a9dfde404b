"""Work off the GUI thread: order, late answers, refusals, bugs and a clean end."""

import threading
import weakref
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from core.errors import UserError
from gui.app import App
from gui.jobs import Latest


def opened(app: App, record: Path, qtbot: QtBot) -> App:
    with qtbot.waitSignal(app.opened):
        app.open(record)
    return app


def idle(app: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: app.jobs.pending == 0)


def test_answers_arrive_on_the_gui_thread_and_work_runs_on_another(app: App, qtbot: QtBot) -> None:
    seen: list[tuple[QThread, int]] = []

    def done(worker: int) -> None:
        seen.append((QThread.currentThread(), worker))

    app.jobs.work(threading.get_ident, done)
    idle(app, qtbot)
    assert seen[0][0] is app.thread()
    assert seen[0][1] != threading.get_ident()


def test_a_write_overtakes_queued_reads(app: App, record: Path, qtbot: QtBot) -> None:
    opened(app, record, qtbot)
    begun, gate, order = threading.Event(), threading.Event(), []

    def first(_door: object) -> None:
        begun.set()
        gate.wait(5)

    app.jobs.read(first, lambda _answer: order.append("first read"))
    assert begun.wait(5)
    app.jobs.read(lambda _door: None, lambda _answer: order.append("second read"))
    app.jobs.write("记一笔", lambda _door: None, lambda _answer: order.append("write"))
    gate.set()
    idle(app, qtbot)
    assert order == ["first read", "write", "second read"]


def test_late_answers_are_dropped(app: App, record: Path, qtbot: QtBot) -> None:
    opened(app, record, qtbot)
    latest, gate = Latest(), threading.Event()
    seen: list[object] = []
    app.jobs.read(lambda _door: gate.wait(5), seen.append, latest=latest)
    app.jobs.read(lambda _door: "new", seen.append, latest=latest)
    gate.set()
    idle(app, qtbot)
    assert seen == ["new"]


def test_a_write_tells_the_bus_what_it_touched(app: App, record: Path, qtbot: QtBot) -> None:
    opened(app, record, qtbot)

    def verb(door: object) -> None:
        from core.model import category

        door.insert(category, name="墙面污损（新）", heading="环境", severe=False, sort=99)  # type: ignore[attr-defined]

    with qtbot.waitSignal(app.bus.changed) as told, qtbot.waitSignal(app.jobs.written) as written:
        app.jobs.write("新增类别", verb)
    assert told.args == [frozenset({"category"})]
    assert written.args is not None
    assert written.args[0].label == "新增类别"
    with qtbot.waitSignal(app.undone) as undone:
        app.undo()
    assert undone.args == ["撤销了“新增类别”", frozenset({"category"})]
    with qtbot.waitSignal(app.undone) as redone:
        app.redo()
    assert redone.args is not None
    assert redone.args[0].startswith("重做了")


def test_a_refusal_goes_to_its_asker_else_to_the_window(app: App, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise UserError("第7行：名册里没有“张玉栏”，请改正。")

    heard: list[str] = []
    app.jobs.work(refuse, lambda _answer: None, lambda error: heard.append(str(error)))
    idle(app, qtbot)
    assert heard == ["第7行：名册里没有“张玉栏”，请改正。"]
    with qtbot.waitSignal(app.jobs.refused):
        app.jobs.work(refuse, lambda _answer: None)


def test_without_a_file_a_read_is_refused_in_words(app: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.jobs.refused) as told:
        app.jobs.read(lambda _door: 1, lambda _answer: None)
    assert told.args is not None
    assert "还没有打开数据" in told.args[0]


def test_a_bug_is_reported_once_without_its_data(app: App, qtbot: QtBot) -> None:
    def wrong() -> None:
        raise ValueError("13800000001")

    with qtbot.waitSignal(app.bugs.caught) as told:
        app.jobs.work(wrong, lambda _answer: None)
    app.jobs.work(wrong, lambda _answer: None)
    idle(app, qtbot)
    from gui.bugs import details

    assert told.args is not None
    text = details(told.args[0])
    assert "wrong" in text
    assert "13800000001" not in text


def test_progress_and_cancel(app: App, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    seen: list[object] = []
    gate = threading.Event()

    def long(task: object) -> str:
        task.report(1, 2)  # type: ignore[attr-defined]
        gate.wait(5)
        return "cancelled" if task.cancelled else "whole"  # type: ignore[attr-defined]

    task = app.jobs.long_work(long, seen.append, progress=lambda step, total: steps.append((step, total)))
    qtbot.waitUntil(lambda: bool(steps))
    task.cancel()
    gate.set()
    idle(app, qtbot)
    assert steps == [(1, 2)]
    assert seen == []
    assert task.result == "cancelled"


def test_an_answer_for_a_deleted_view_is_dropped_but_its_write_is_done(
    app: App, record: Path, qtbot: QtBot
) -> None:
    opened(app, record, qtbot)
    import shiboken6

    class View(QObject):
        def show(self, _answer: object) -> None:
            raise AssertionError("shown in a deleted view")

    view, done, gate = View(), [], threading.Event()
    app.jobs.read(lambda _door: gate.wait(5), lambda _answer: None)
    app.jobs.read(lambda _door: done.append("read"), view.show)
    app.jobs.write("记一笔", lambda _door: done.append("write"), view.show)
    shiboken6.delete(view)
    gate.set()
    idle(app, qtbot)
    assert done == ["write"]


def _append(done: list[int], number: int, _door: object) -> None:
    done.append(number)


def test_closing_writes_what_is_queued(app: App, record: Path, qtbot: QtBot) -> None:
    opened(app, record, qtbot)
    done: list[int] = []
    for number in range(5):
        app.jobs.write("记一笔", partial(_append, done, number))
    app.jobs.close()
    assert done == [0, 1, 2, 3, 4]


def test_cycles_of_widgets_die_on_the_gui_thread(app: App, qtbot: QtBot) -> None:
    died: list[int] = []

    class Knot(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.me = self
            weakref.finalize(self, lambda: died.append(threading.get_ident()))

    def allocate() -> int:
        return len([[number] for number in range(200_000)])  # enough for many automatic collections

    for _ in range(20):
        Knot()
    app.jobs.work(allocate, lambda _count: None)
    idle(app, qtbot)
    held = [[number] for number in range(1_000)]  # due by Python's limits
    qtbot.waitUntil(lambda: len(died) == 20)
    assert held
    assert set(died) == {threading.get_ident()}


class Held:
    """Tells in which thread the last reference to it died."""

    def __init__(self, died: list[int]) -> None:
        self.died = died

    def __del__(self) -> None:
        self.died.append(threading.get_ident())


def test_what_a_task_held_dies_on_the_gui_thread(app: App, qtbot: QtBot) -> None:
    """A widget that died in a worker took the program with it, later and without a stack."""
    died: list[int] = []

    def work(_mine: Held) -> Held:
        return Held(died)

    def done(_mine: Held, _result: object) -> None:
        """Nothing is kept."""

    for _ in range(300):
        app.jobs.work(partial(work, Held(died)), partial(done, Held(died)))
    idle(app, qtbot)
    qtbot.waitUntil(lambda: len(died) == 900)
    assert set(died) == {threading.get_ident()}
