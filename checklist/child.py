"""Programs of their own for points that need one: ``python -m checklist.child TASK …``."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def command(task: str, *arguments: str) -> list[str]:
    """The command line of a task."""
    return [sys.executable, "-m", "checklist.child", task, *arguments]


def answer(task: str, *arguments: str, environ: dict[str, str] | None = None, seconds: int = 120) -> Any:
    """Run a task to its end; what it printed last, as JSON."""
    done = subprocess.run(
        command(task, *arguments), cwd=ROOT, env=os.environ | (environ or {}), capture_output=True, text=True,
        timeout=seconds, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{task} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def keep_typing(path: str) -> None:
    """Type two names into 登记, say so when both are on the disk, and wait to be killed."""
    from PySide6.QtCore import Qt

    from checklist.stage import CTRL, Stage

    stage = Stage(Path(path).parent / "typing")
    stage.folder.mkdir()
    with stage.desk("entry", Path(path)) as clerk:
        clerk.press(Qt.Key.Key_N, CTRL, clerk.window)
        clerk.rest()
        clerk.enter("zyl\ntzy\n")
        clerk.rest()
        print(json.dumps(clerk.window.saved.text()), flush=True)
        time.sleep(60)


def clipped(path: str, sample: str) -> None:
    """Every page and dialog at the scale the environment asks for: what is cut."""
    from checklist.crawl import tour
    from checklist.stage import SMALL, Stage

    stage = Stage(Path(path))
    stage.once("sample", lambda: Path(sample))
    seen = tour(stage, SMALL, dialogs=False)
    cut = sorted({f"{one.where}：{what}" for one in seen for what in one.clipped})
    from PySide6.QtGui import QGuiApplication

    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    print(
        json.dumps(
            {"places": len(seen), "words": sum(len(one.texts) for one in seen), "cut": cut, "ratio": ratio}
        )
    )


def first_page(path: str, started: str) -> None:
    """Start as the program does; seconds until 今日 shows its figures, then of the page switches."""
    begun = float(started)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gui import start

    figures: dict[str, Any] = {}
    made: list[start.Desk] = []
    real = start.Desk

    class Watched(real):  # type: ignore[misc, valid-type]
        def __init__(self, app: Any) -> None:
            super().__init__(app)
            made.append(self)

    start.Desk = Watched  # type: ignore[misc]

    def painted() -> None:
        figures["paint"] = time.time() - begun
        look()

    def look() -> None:
        desk = made[0]
        page = desk.window.page
        if page is None or desk.app.path is None or desk.app.jobs.pending:
            QTimer.singleShot(5, look)
            return
        QApplication.processEvents()
        figures["today"] = time.time() - begun
        QTimer.singleShot(0, switch)

    def switch() -> None:
        desk = made[0]
        times: dict[str, list[float]] = {}
        from gui.views import PAGES

        for turn in range(6):
            for name, *_rest in PAGES:
                start_at = time.perf_counter()
                desk.window.show_page(name)
                while desk.app.jobs.pending:
                    QApplication.processEvents()
                QApplication.processEvents()
                if turn:
                    times.setdefault(name, []).append(time.perf_counter() - start_at)
        figures["switch"] = {name: median(each) for name, each in times.items()}
        desk.window.close()
        QApplication.quit()

    start.run_window(Path(path), date(2026, 11, 24), started=painted)
    print(json.dumps(figures))


def contexts() -> None:
    """Which input contexts this Qt can load."""
    import PySide6
    from PySide6.QtCore import QPluginLoader

    folder = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforminputcontexts"
    print(json.dumps({file.stem: QPluginLoader(str(file)).load() for file in sorted(folder.glob("*.so"))}))


TASKS = {
    "keep_typing": keep_typing,
    "clipped": clipped,
    "first_page": first_page,
    "contexts": contexts,
}


def main(words: Sequence[str]) -> None:
    """Run the task named first."""
    TASKS[words[0]](*words[1:])  # type: ignore[operator]


if __name__ == "__main__":
    main(sys.argv[1:])
