"""另存副本: a record at another place, for one that can only be looked at where it lies."""

import shutil
from pathlib import Path

from core.db import copy_database, files_of
from core.errors import UserError
from core.place import fault_of


def copy_record(record: Path, target: Path) -> Path:
    """另存副本: database and files at another place, whole or not at all; copies made earlier stay behind."""
    if target.exists() or files_of(target).exists():
        raise UserError(f"“{target.name}”已经有了，没有覆盖它；请换一个名字。")
    if (fault := fault_of(target.parent)) is not None:
        raise UserError(fault)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if files_of(record).is_dir():
            shutil.copytree(
                files_of(record), files_of(target), ignore=shutil.ignore_patterns("lock", "backups")
            )
        copy_database(record, target)
    except (OSError, UserError) as error:
        shutil.rmtree(files_of(target), ignore_errors=True)
        if isinstance(error, UserError):
            raise
        raise UserError(f"副本写不进“{target.parent}”，请检查空间和权限，或换一个位置。") from error
    return target
