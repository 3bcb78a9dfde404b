"""How a figure is taken: medians of runs that alternate with their floor, for a machine drifts."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench; times in milliseconds, the target as a ratio to the floor (None: only told)."""

    name: str
    measured: float
    floor: float
    target: float | None

    def line(self) -> str:
        """``name  measured ms  floor ms  ratio  target``, one width for all lines."""
        target = "-" if self.target is None else f"<= {self.target:g}"
        ratio = self.measured / self.floor
        return f"{self.name:<44}{self.measured:>11.1f} ms{self.floor:>11.1f} ms{ratio:>8.2f} x  {target}"


Benchmark = Callable[[], Iterable[Figure]]
_benchmarks: dict[str, Benchmark] = {}


def benchmark(run: Benchmark) -> Benchmark:
    """Register one benchmark under its function's name; it may give several figures."""
    _benchmarks[run.__name__] = run
    return run


def chosen(words: list[str]) -> Iterator[Benchmark]:
    """The benchmarks whose names hold one of the words, all of them without words."""
    for name, run in _benchmarks.items():
        if not words or any(word in name for word in words):
            yield run


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def compare(
    name: str,
    work: Callable[[], object],
    floor: Callable[[], object],
    target: float | None,
    runs: int = RUNS,
) -> Figure:
    """Medians of alternating runs; one run of each beforehand warms the disk and is not counted."""
    work()
    floor()
    pairs = [(timed(work), timed(floor)) for _ in range(runs)]
    measured, least = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Figure(name, measured, least, target)
