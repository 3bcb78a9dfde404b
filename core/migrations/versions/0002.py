"""The clerk's own paragraphs, the order of a draft, and the office's phrases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Columns come empty, so that the journal of an older record still replays to its tables."""
    op.add_column("circular", sa.Column("arrangement", sa.JSON(), nullable=True))
    op.add_column("sentence", sa.Column("section", sa.Text(), nullable=True))
    op.add_column("sentence", sa.Column("kept", sa.Text(), nullable=True))
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_phrase"),
        sa.UniqueConstraint("text", name="uq_phrase_text"),
        sqlite_autoincrement=True,
    )
