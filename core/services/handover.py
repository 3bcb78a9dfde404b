"""交接: the package a successor is handed, with the list of what waits inside."""

from collections.abc import Callable
from pathlib import Path

from core.backup import Counts, backup
from core.db import Db
from core.doors import Read

LIST = "交接/交接清单.pdf"  # below the folder of files, in the package


def hand_over(db: Db, target: Path, paint: Callable[[Read], bytes]) -> Counts:
    """Record, files and the list as ``paint`` draws it, in one package that restore accepts."""
    with db.read() as r:
        paper = paint(r)
    return backup(db, target, {LIST: paper})
