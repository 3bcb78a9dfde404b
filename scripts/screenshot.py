"""Take a picture of the real window: python scripts/screenshot.py OUT.png [--file F] [--page entry]

Starts Xvfb itself when there is no display and Xvfb is installed, else paints offscreen.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from gui.app import App


def _target(text: str) -> dict[str, object]:
    """JSON whose ISO days are days."""

    def dated(value: object) -> object:
        with contextlib.suppress(ValueError, TypeError):
            return date.fromisoformat(value)  # type: ignore[arg-type]
        return value

    return {key: dated(value) for key, value in json.loads(text).items()}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--page", default="today", help="a page's name, or welcome")
    parser.add_argument("--size", default="1366x697", help="client px; 1366x768 leaves 697")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--today", type=date.fromisoformat)
    parser.add_argument("--target", type=_target, help='what the page is to show: {"step": 4}')
    return parser.parse_args()


@contextlib.contextmanager
def display() -> Iterator[None]:
    """An Xvfb of our own when there is no display; without Xvfb the window is painted offscreen."""
    server = shutil.which("Xvfb")
    if os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        yield
    elif server is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
    else:
        command = [server, "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            os.environ["DISPLAY"] = ":" + process.stdout.readline().strip()
            os.environ["QT_QPA_PLATFORM"] = "xcb"
            try:
                yield
            finally:
                process.terminate()


def _rest(app: "App") -> None:
    """Until nothing was asked of the workers for a while and all is painted."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = 0 if app.jobs.pending else quiet + 1
        if quiet > 4:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(60)
    loop.exec()


def take(options: argparse.Namespace, config: Path) -> None:
    from gui.app import App
    from gui.start import Desk, make_application

    make_application()
    day = options.today
    app = App(config, today=(lambda: day) if day else None)
    app.settings.put("dark", options.dark)
    app.settings.put("scale", options.scale)
    desk = Desk(app)
    width, height = (int(part) for part in options.size.split("x"))
    desk.window.resize(width, height)
    desk.window.show()
    if options.page == "welcome":
        desk.window.show_welcome()
    elif options.file is None:
        desk.window.show_page(options.page)
    else:
        desk.open(options.file, options.page)
    _rest(app)
    if options.target is not None:
        desk.window.show_page(options.page, options.target)
        _rest(app)
    desk.window.grab().save(str(options.out))
    desk.window.close()
    app.close()


def main() -> int:
    options = arguments()
    with display(), tempfile.TemporaryDirectory() as config:
        take(options, Path(config))
    return 0


if __name__ == "__main__":
    sys.exit(main())
