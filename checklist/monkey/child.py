"""One walk in this process, and the files it leaves for whoever comes after a crash."""

import faulthandler
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from checklist.__main__ import own_home

HANG = 90  # s without a step until the stack is printed and the walk given up


@dataclass(frozen=True, slots=True)
class Files:
    """What a walk writes below a folder."""

    folder: Path
    seed: int

    @property
    def log(self) -> Path:
        """Each step, before it is taken."""
        return self.folder / f"monkey-{self.seed}.log"

    @property
    def told(self) -> Path:
        """What a walk that came to its end found."""
        return self.folder / f"monkey-{self.seed}.json"

    @property
    def stderr(self) -> Path:
        """The stack of a crash."""
        return self.folder / f"monkey-{self.seed}.err"

    def clear(self) -> None:
        """Take those of an earlier walk away."""
        for one in (self.log, self.told, self.stderr):
            one.unlink(missing_ok=True)


def walk_here(files: Files, steps: int, *, to_the_end: bool) -> int:
    """Walk, print what was found, leave the counts; 1 when something was found."""
    faulthandler.enable()
    with tempfile.TemporaryDirectory(prefix="monkey-", ignore_cleanup_errors=True) as folder:
        own_home(Path(folder) / "home")
        os.environ["CUPS_SERVER"] = str(Path(folder) / "no-printer")  # of the office: none is asked
        os.chdir(folder)
        from checklist.monkey.walk import report, walk
        from checklist.stage import Stage

        stage = Stage(Path(folder))
        found = walk(stage, files.seed, steps, to_the_end=to_the_end, alive=_alive, log=files.log)
        faulthandler.cancel_dump_traceback_later()
    print(report(found, files.folder), flush=True)
    told = {"steps": len(found.steps), "faults": len(found.faults), "places": found.places}
    files.told.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return 1 if found.faults else 0


def _alive() -> None:
    faulthandler.dump_traceback_later(HANG, exit=True)
