"""``python -m checklist.monkey [--steps N] [--seed N] [--part N] [--all]``: walk; 1 when something was found.

Each part walks in a process of its own, so that a crash is a result like another.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from checklist.monkey.child import Files, walk_here
from checklist.monkey.parts import PART, parts_of, run_parts

OUT = Path(__file__).resolve().parent.parent.parent / "build"


def main(words: list[str]) -> int:
    """All parts of a walk, or with ``--here`` one, in this process."""
    parser = argparse.ArgumentParser(prog="make monkey", description="a random walk over the real window")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--part", type=int, default=PART, help="steps of one process")
    parser.add_argument("--all", action="store_true", help="go on after a fault")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    OUT.mkdir(exist_ok=True)
    if given.here:
        return walk_here(Files(OUT, given.seed), given.steps, to_the_end=given.all)
    print(f"seed {given.seed}, {given.steps} steps", flush=True)
    began = time.perf_counter()
    ended = run_parts(OUT, parts_of(given.seed, given.steps, given.part), to_the_end=given.all)
    print(ended.table())
    print(f"{ended.steps} steps, {ended.faults} found, {ended.crashes} crashed")
    print(f"{time.perf_counter() - began:.0f} s")
    return 1 if ended.faults or ended.crashes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
