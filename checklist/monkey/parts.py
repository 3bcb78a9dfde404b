"""A walk as several processes one after the other; one that dies is told with its last steps."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checklist.monkey.child import Files

PART = 5000
APART = 1000  # between the seeds of two parts
LAST = 25  # steps and lines of a stack that are printed
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Ended:
    """What all parts came to."""

    steps: int = 0
    faults: int = 0
    crashes: int = 0
    places: Counter[str] = field(default_factory=Counter)

    def table(self) -> str:
        """The places with the steps begun there, by name; those only offered last."""
        been = [f"{count:>7} {place}" for place, count in sorted(self.places.items()) if count]
        never = "、".join(place for place, count in sorted(self.places.items()) if not count)
        return "\n".join(["steps begun at:", *been, *([f"never: {never}"] if never else [])])


def parts_of(seed: int, steps: int, part: int = PART) -> list[tuple[int, int]]:
    """Seed and steps of each process: the first has the seed of the walk."""
    return [
        (seed + APART * number, min(part, steps - done)) for number, done in enumerate(range(0, steps, part))
    ]


def run_parts(folder: Path, parts: list[tuple[int, int]], *, to_the_end: bool) -> Ended:
    """Walk them in turn; without `to_the_end` the first that found something is the last."""
    ended = Ended()
    for seed, steps in parts:
        command = [sys.executable, "-u", "-m", "checklist.monkey", "--here", f"--seed={seed}"]
        command += [f"--steps={steps}", *(["--all"] if to_the_end else [])]
        run_part(command, Files(folder, seed), ended, f"--seed {seed} --steps {steps} --part {steps}")
        if not to_the_end and (ended.faults or ended.crashes):
            break
    return ended


def run_part(command: Sequence[str], files: Files, ended: Ended, again: str) -> None:
    """One process: add what it told to `ended`, or print how it died."""
    files.clear()
    with files.stderr.open("wb") as stderr:
        code = subprocess.run(command, cwd=ROOT, stderr=stderr, check=False).returncode
    if files.told.is_file():
        told = json.loads(files.told.read_text("utf-8"))
        ended.steps += told["steps"]
        ended.faults += told["faults"]
        for place, count in told["places"].items():
            ended.places[place] += count
    if code not in (0, 1) or not files.told.is_file():
        ended.crashes += 1
        print(crash_words(code, files, again), flush=True)


def crash_words(code: int, files: Files, again: str) -> str:
    """How a process died: its signal, its stack, its last steps, and the way there."""
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    steps = _lines(files.log)
    return "\n".join(
        [
            f"seed {files.seed}: died after {len(steps)} lines of steps, {how}",
            *_stack(_lines(files.stderr)),
            "--- the last steps:",
            *steps[-LAST:],
            f"--- all steps: {files.log}; the stack: {files.stderr}",
            f'again by: make monkey ARGS="{again}"',
        ]
    )


def _stack(told: list[str]) -> list[str]:
    """From where faulthandler begins; without it the last words."""
    start = next((at for at, line in enumerate(told) if line.startswith(("Fatal", "Timeout"))), -LAST)
    return told[start:][:LAST]


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
