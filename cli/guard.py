"""What surrounds every command: UTF-8 whatever the console speaks, and one exit code for each ending."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from core.errors import UserError

DONE, BUG, SOME_REFUSED, REFUSED = 0, 1, 2, 3
STOPPED, READER_GONE = 130, 141  # what a shell reports for SIGINT and SIGPIPE
_LOG_LIMIT = 300_000  # bytes


def speak_utf8() -> None:
    """Chinese comes out whole under LANG=C and on consoles with a code page of their own."""
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def tell(text: str) -> None:
    """A message for the person at the keyboard; data go to stdout."""
    print(text, file=sys.stderr, flush=True)


def guarded(action: Callable[[], int]) -> int:
    """The action's exit code; a refusal is one sentence and 3, a bug goes to the log and is 1."""
    try:
        code = action()
        if sys.stdout is not None:  # a window of Windows without a console has none
            sys.stdout.flush()
    except UserError as error:
        tell(error.text)
        return REFUSED
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        _drop(sys.stdout)
        return READER_GONE
    except Exception as error:  # noqa: BLE001 - whatever else is raised is a bug, logged and said
        tell(_reported(error))
        return BUG
    return code


def _drop(stream: TextIO) -> None:
    """Nobody reads any more: what is left in the buffer must not raise again when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _reported(error: Exception) -> str:
    import traceback

    if os.environ.get("BAOBAO_DEBUG"):
        traceback.print_exception(error)
    log = log_file()
    try:
        _append(log, error)
    except OSError:
        return "程序出了错，这一步没有做成；已保存的数据未受影响，请联系维护人员。"
    return f"程序出了错，这一步没有做成；已保存的数据未受影响，请把“{log}”发给维护人员。"


def log_file() -> Path:
    """Beside the window's own log."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Preferences")
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "baobao-ledger" / "command.log"


def _append(log: Path, error: Exception) -> None:
    """Where it happened, without the error's own words: those may hold names."""
    import platform
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    now = datetime.now().isoformat(" ", "seconds")  # noqa: DTZ005 - the office PC's clock
    lines = [
        f"{now} Python {platform.python_version()} {platform.system()} {platform.release()}",
        type(error).__name__,
        *(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
    ]
    log.parent.mkdir(parents=True, exist_ok=True)
    full = log.is_file() and log.stat().st_size > _LOG_LIMIT
    with log.open("w" if full else "a", encoding="utf-8") as sink:
        sink.write("\n".join(lines) + "\n")
