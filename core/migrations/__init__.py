"""Alembic revisions, run without an alembic.ini: the file's user_version says what is missing.

A revision imports alembic.op, sqlalchemy and literals only, never core.model: the past does not change.
"""

from pathlib import Path

from sqlalchemy import Connection

FOLDER = Path(__file__).resolve().parent


def run(conn: Connection, version: int, to: int) -> None:
    """Apply the revisions after ``version`` up to ``to`` inside the caller's transaction."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(FOLDER))
    context = MigrationContext.configure(conn, opts={"transactional_ddl": True})
    with Operations.context(context):
        for number in range(version + 1, to + 1):
            scripts.get_revision(f"{number:04d}").module.upgrade()
