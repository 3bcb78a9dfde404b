"""包保台账: without a command its window, with one the command line.

The only composition root. Packages are taken late: a window paints before the heavy ones are there.
"""

import os
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    from cli.guard import guarded, speak_utf8

    speak_utf8()
    words = sys.argv[1:] if argv is None else argv
    return guarded(lambda: _chosen(words))


def _chosen(words: list[str]) -> int:
    from cli.parser import parse

    args = parse(words)
    if args.selfcheck:
        from cli.selfcheck import selfcheck

        return selfcheck(_open_every_page)
    if args.command is None:
        from gui.start import run_window

        return run_window(args.file, args.today)
    from cli.run import run

    return run(args)


def _open_every_page(path: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.start import open_every_page

    open_every_page(path)


if __name__ == "__main__":
    sys.exit(main())
