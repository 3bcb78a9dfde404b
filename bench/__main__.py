"""``python -m bench [WORD …]``: every figure, or those whose name holds a word."""

import importlib
import sys

from bench.measure import chosen

# Each module registers its benchmarks when imported.
MODULES = (
    "bench.start",
    "bench.evaluation",
    "bench.duties",
    "bench.circular",
    "bench.drafting",
    "bench.imports",
    "bench.table",
    "bench.proposal",
    "bench.desk",
    "bench.pasting",
)


def main() -> None:
    """Print each figure as soon as it is known."""
    for module in MODULES:
        importlib.import_module(module)
    for run in chosen(sys.argv[1:]):
        for figure in run():
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
