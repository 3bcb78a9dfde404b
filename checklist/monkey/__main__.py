"""``python -m checklist.monkey [--steps N] [--seed N] [--all]``: walk; 1 when something was found."""

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from checklist.__main__ import own_home

OUT = Path(__file__).resolve().parent.parent.parent / "build"
HANG = 90  # s without a step until the stack is printed and the walk given up


def main(words: list[str]) -> int:
    """One walk; the seed is printed first, for a crash prints nothing more."""
    parser = argparse.ArgumentParser(prog="make monkey", description="a random walk over the real window")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--all", action="store_true", help="go on after a fault")
    given = parser.parse_args(words)
    print(f"seed {given.seed}, {given.steps} steps", flush=True)
    faulthandler.enable()
    with tempfile.TemporaryDirectory(prefix="monkey-", ignore_cleanup_errors=True) as folder:
        own_home(Path(folder) / "home")
        os.environ["CUPS_SERVER"] = str(Path(folder) / "no-printer")  # of the office: none is asked
        os.chdir(folder)
        from checklist.monkey.walk import report, walk
        from checklist.stage import Stage

        began = time.perf_counter()
        OUT.mkdir(exist_ok=True)
        log = OUT / f"monkey-{given.seed}.log"
        log.unlink(missing_ok=True)
        stage = Stage(Path(folder))
        found = walk(stage, given.seed, given.steps, to_the_end=given.all, alive=_alive, log=log)
        faulthandler.cancel_dump_traceback_later()
    print(report(found, OUT))
    print(f"{time.perf_counter() - began:.0f} s")
    return 1 if found.faults else 0


def _alive() -> None:
    faulthandler.dump_traceback_later(HANG, exit=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
