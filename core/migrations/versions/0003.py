"""The plan's further duties: ledgers, registers, plans, consequences, time; columns they need elsewhere."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_DATED = (
    "study_meeting",
    "household_campaign",
    "questionnaire",
    "opinion",
    "activity",
    "volunteer_activity",
    "clean_up",
    "watch",
)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _opt(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=True)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def _opt_day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _opt_number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _answer(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=True)


def _create(
    name: str, *columns: Any, refs: dict[str, str] | None = None, unique: tuple[str, ...] = ()
) -> None:
    """A table with its key, its references (indexed) and at most one unique rule, named as always."""
    rules: list[Any] = [sa.PrimaryKeyConstraint("id", name=f"pk_{name}")]
    for column, target in (refs or {}).items():
        rules.append(sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}"))
    if unique:
        rules.append(sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}"))
    op.create_table(name, _id(), *columns, *rules, sqlite_autoincrement=True)
    for column in refs or {}:
        op.create_index(f"ix_{name}_{column}", name, [column])


def upgrade() -> None:
    """New columns come empty, so that the journal of an older record still replays to its tables."""
    _duties()
    _events()
    _registers()
    _plans()
    _consequences()
    _time()
    for name in _DATED:
        op.create_index(f"ix_{name}_day", name, ["day"])
    op.add_column("check_in", _opt("kind"))
    for name in ("source", "work_area", "location", "partner", "referred_to"):
        op.add_column("finding", _opt(name))
    op.add_column("finding", _opt_day("referred_on"))
    # alembic adds no reference to a column of SQLite, SQLite itself does
    op.execute(
        "ALTER TABLE finding ADD COLUMN standard_id INTEGER "
        "CONSTRAINT fk_finding_standard_id REFERENCES standard_item (id)"
    )
    op.create_index("ix_finding_standard_id", "finding", ["standard_id"])
    op.add_column("rubric_item", _opt("standard"))


def _duties() -> None:
    _create(
        "study_meeting",
        _day("day"),
        _opt_number("unit_id"),
        _opt_number("chair_id"),
        sa.Column("attendees", sa.JSON(), nullable=True),
        _opt("others"),
        _opt("place"),
        _text("topic"),
        _opt("decisions"),
        _opt("sheet_no"),
        _day("keyed_on"),
        refs={"unit_id": "unit", "chair_id": "person"},
    )
    _create(
        "household_campaign",
        _day("day"),
        _opt("hours"),
        _number("area_id"),
        _opt_number("unit_id"),
        sa.Column("people", sa.JSON(), nullable=True),
        _text("kind"),
        _opt_number("households"),
        _opt("content"),
        _opt("sheet_no"),
        _day("keyed_on"),
        refs={"area_id": "area", "unit_id": "unit"},
    )
    _create(
        "questionnaire_version",
        _text("name"),
        _day("valid_from"),
        _opt("note"),
    )
    _create(
        "questionnaire_option",
        _number("version_id"),
        _text("rate"),
        _text("question"),
        _text("answer"),
        sa.Column("counts", sa.Boolean(), nullable=False),
        _opt_number("sort"),
        refs={"version_id": "questionnaire_version"},
    )
    _create(
        "questionnaire",
        _day("day"),
        _number("area_id"),
        _opt_number("unit_id"),
        _opt_number("version_id"),
        _opt_number("issued"),
        _opt_number("returned"),
        _opt_number("valid"),
        _opt_number("aware"),
        _opt_number("took_part"),
        _opt_number("satisfied"),
        _opt_number("supporting"),
        _opt("note"),
        _day("keyed_on"),
        refs={"area_id": "area", "unit_id": "unit", "version_id": "questionnaire_version"},
    )
    _create(
        "tally",
        _number("questionnaire_id"),
        _number("option_id"),
        _number("number"),
        refs={"questionnaire_id": "questionnaire", "option_id": "questionnaire_option"},
        unique=("questionnaire_id", "option_id"),
    )
    _create(
        "opinion",
        _day("day"),
        _opt_number("area_id"),
        _opt("source"),
        _text("text"),
        _opt_number("unit_id"),
        _opt("reply"),
        _opt_day("replied_on"),
        _opt_number("finding_id"),
        _day("keyed_on"),
        refs={"area_id": "area", "unit_id": "unit", "finding_id": "finding"},
    )
    _create(
        "activity",
        _day("day"),
        _text("theme"),
        _opt("work_area"),
        _opt("title"),
        _opt("place"),
        _opt_number("area_id"),
        _opt_number("unit_id"),
        _opt_number("headcount"),
        _opt("note"),
        _day("keyed_on"),
        refs={"area_id": "area", "unit_id": "unit"},
    )


def _events() -> None:
    _create(
        "volunteer_activity",
        _day("day"),
        _text("kind"),
        _opt_number("unit_id"),
        _opt_number("area_id"),
        _opt("place"),
        _opt_number("unit_count"),
        _opt_number("village_count"),
        _opt("note"),
        _day("keyed_on"),
        refs={"unit_id": "unit", "area_id": "area"},
    )
    _create(
        "clean_up",
        _day("day"),
        _opt_number("area_id"),
        _opt("place"),
        _opt_number("unit_id"),
        _opt_number("headcount"),
        _opt("note"),
        _day("keyed_on"),
        refs={"area_id": "area", "unit_id": "unit"},
    )
    _create(
        "key_date",
        _text("name"),
        _day("starts_on"),
        _day("ends_on"),
        _opt("note"),
    )
    _create(
        "watch",
        _opt_number("key_date_id"),
        _day("day"),
        _text("place"),
        _opt_number("area_id"),
        _opt_number("unit_id"),
        _opt_number("person_id"),
        _opt("shift"),
        _answer("stood"),
        _opt("note"),
        _day("keyed_on"),
        refs={"key_date_id": "key_date", "area_id": "area", "unit_id": "unit", "person_id": "person"},
    )
    _create(
        "inspection_place",
        _number("inspection_id"),
        _number("area_id"),
        _opt("note"),
        refs={"inspection_id": "inspection", "area_id": "area"},
        unique=("inspection_id", "area_id"),
    )


def _registers() -> None:
    _create(
        "board",
        _number("area_id"),
        _opt("place"),
        _text("kind"),
        _opt_day("refreshed_on"),
        _answer("passed"),
        _opt("note"),
        refs={"area_id": "area"},
    )
    _create(
        "carrier",
        _opt_number("area_id"),
        _text("place"),
        _text("kind"),
        _opt("series"),
        _opt_number("unit_id"),
        _opt_day("checked_on"),
        _answer("passed"),
        _opt("note"),
        refs={"area_id": "area", "unit_id": "unit"},
    )
    _create(
        "five_duties",
        _number("area_id"),
        _text("place"),
        _opt_day("signed_on"),
        _opt_day("checked_on"),
        _answer("passed"),
        _opt("note"),
        refs={"area_id": "area"},
    )
    _create(
        "volunteer_body",
        _text("kind"),
        _text("name"),
        _opt_number("area_id"),
        _opt_number("unit_id"),
        _opt_day("founded_on"),
        _opt_number("registered"),
        _opt_number("target"),
        _opt_day("counted_on"),
        _opt("note"),
        refs={"area_id": "area", "unit_id": "unit"},
    )
    _create(
        "standard_item",
        _text("document"),
        _number("year"),
        _text("code"),
        _text("text"),
        _opt("work_area"),
        unique=("document", "year", "code"),
    )
    _create(
        "checklist_item",
        _text("text"),
        _opt("work_area"),
        _opt("location"),
        _opt_number("standard_id"),
        _opt_number("sort"),
        refs={"standard_id": "standard_item"},
    )


def _plans() -> None:
    _create(
        "three_year_plan",
        _number("unit_id"),
        _text("cycle"),
        _opt("title"),
        _opt_day("submitted_on"),
        _opt("note"),
        refs={"unit_id": "unit"},
    )
    _create(
        "task",
        _text("kind"),
        _opt_number("unit_id"),
        _opt_number("area_id"),
        _text("name"),
        _opt_number("owner_id"),
        _opt_day("starts_on"),
        _opt_day("due_on"),
        _opt_number("progress"),
        _opt_day("done_on"),
        _opt("evidence"),
        _opt("note"),
        refs={"unit_id": "unit", "area_id": "area", "owner_id": "person"},
    )
    _create(
        "hard_case",
        _day("day"),
        _opt_number("area_id"),
        _opt_number("unit_id"),
        _text("text"),
        _opt_number("leader_id"),
        _opt("decision"),
        _opt_day("decided_on"),
        _opt_day("settled_on"),
        _opt_number("finding_id"),
        refs={"area_id": "area", "unit_id": "unit", "leader_id": "person", "finding_id": "finding"},
    )
    _create(
        "nearness",
        _number("unit_id"),
        _number("area_id"),
        _text("km"),
        refs={"unit_id": "unit", "area_id": "area"},
        unique=("unit_id", "area_id"),
    )
    _create(
        "plan_lock",
        _number("unit_id"),
        _number("area_id"),
        _opt("reason"),
        refs={"unit_id": "unit", "area_id": "area"},
        unique=("unit_id", "area_id"),
    )
    _create(
        "duty_text",
        _text("level"),
        _opt("role"),
        _text("text"),
        _day("valid_from"),
        _opt_number("sort"),
    )


def _consequences() -> None:
    _create(
        "escalation_rule",
        _text("kind"),
        _number("step"),
        _text("name"),
        _text("trigger"),
        _number("threshold"),
        _text("span"),
        _day("valid_from"),
    )
    _create(
        "statement",
        _text("month"),
        _number("unit_id"),
        _opt_number("finding_id"),
        _day("received_on"),
        _text("text"),
        _opt("outcome"),
        _opt_day("decided_on"),
        _opt("decided_by"),
        _opt("note"),
        refs={"unit_id": "unit", "finding_id": "finding"},
    )
    _create(
        "accountability",
        _day("day"),
        _number("unit_id"),
        _opt_number("person_id"),
        _text("form"),
        _text("reason"),
        _text("decided_by"),
        _opt("document"),
        _opt("month"),
        refs={"unit_id": "unit", "person_id": "person"},
    )
    _create(
        "source_score",
        _text("month"),
        _number("unit_id"),
        _text("source"),
        _opt("score"),
        _opt("remark"),
        refs={"unit_id": "unit"},
        unique=("month", "unit_id", "source"),
    )
    _create(
        "annual_line",
        _number("year"),
        _number("unit_id"),
        _text("points"),
        _text("reason"),
        refs={"unit_id": "unit"},
    )
    _create(
        "year_close",
        _number("year"),
        _day("closed_on"),
        _text("backup"),
        _opt("note"),
        unique=("year",),
    )
    _create(
        "archive_item",
        _number("year"),
        _text("retention"),
        _number("number"),
        _text("title"),
        _opt_day("day"),
        _opt("doc_no"),
        _opt_number("pages"),
        _opt_number("circular_id"),
        _opt("note"),
        refs={"circular_id": "circular"},
        unique=("year", "retention", "number"),
    )


def _time() -> None:
    _create(
        "unit_succession",
        _number("predecessor_id"),
        _number("successor_id"),
        _day("day"),
        refs={"predecessor_id": "unit", "successor_id": "unit"},
    )
    _create(
        "period_close",
        _text("month"),
        _day("closed_on"),
        _opt("note"),
        unique=("month",),
    )
    _create(
        "late_entry",
        _text("table_name"),
        _number("row_id"),
        _day("day"),
        _day("keyed_on"),
        _text("reason"),
    )
    _create(
        "attachment",
        _text("table_name"),
        _number("row_id"),
        _text("name"),
        _text("file"),
        _text("sha256"),
        _opt_day("taken_on"),
    )
