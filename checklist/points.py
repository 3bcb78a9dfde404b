"""A point of the checklist, how it fails, and how its outcome is told."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checklist.stage import Stage

MUST = frozenset({1, 2, 4, 8, 9, 15, 19, 20, 33, 39, 41, 45, 48, 49, 53, 54})
PASS, FAIL, UNMEASURED = "pass", "fail", "not measurable"

Run = Callable[["Stage"], str]


class Lacking(Exception):
    """The point does not hold; the text says what was measured or what is missing."""


class Unmeasured(Exception):
    """This machine cannot measure the point; the text says what it lacks."""


@dataclass(frozen=True, slots=True)
class Point:
    """`run(stage)` returns what it measured; a timed point stays out of the test suite."""

    no: int
    title: str
    run: Run
    timed: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; `seconds` is what the measuring took."""

    no: int
    result: str
    measured: str
    seconds: float = 0.0


POINTS: dict[int, Point] = {}


def point(no: int, title: str, *, timed: bool = False) -> Callable[[Run], Run]:
    """Enter a function as a point of the list."""

    def enter(run: Run) -> Run:
        POINTS[no] = Point(no, title, run, timed)
        return run

    return enter


def require(holds: bool, measured: str) -> None:
    """Lacking, with what was measured, unless it holds."""
    if not holds:
        raise Lacking(measured)


def measure(one: Point, stage: "Stage") -> Result:
    """Run a point; whatever goes wrong within it is a failure of that point alone."""
    start = perf_counter()
    try:
        outcome, said = PASS, one.run(stage)
        if not said:
            outcome, said = FAIL, "measured nothing"
    except Unmeasured as why:
        outcome, said = UNMEASURED, str(why)
    except Lacking as lack:
        outcome, said = FAIL, str(lack)
    except Exception as error:  # noqa: BLE001 - the run goes on to the next point
        outcome, said = FAIL, f"stopped by {type(error).__name__}: {error}"
    return Result(one.no, outcome, " ".join(said.split()), perf_counter() - start)
