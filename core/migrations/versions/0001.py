"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table of the first release."""
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name="fk_area_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_area_parent_id", "area", ["parent_id"], unique=False)
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_category"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "circular",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("doc_date", sa.Date(), nullable=True),
        sa.Column("cutoff", sa.Date(), nullable=True),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["corrects_id"], ["circular.id"], name="fk_circular_corrects_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circular"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_circular_corrects_id", "circular", ["corrects_id"], unique=False)
    op.create_index("ix_circular_month", "circular", ["month"], unique=False)
    op.create_table(
        "holiday_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holiday_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_holiday_version_year", "holiday_version", ["year"], unique=False)
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("inspectors", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inspection"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "op",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("barrier", sa.Boolean(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reverses"], ["op.id"], name="fk_op_reverses"),
        sa.PrimaryKeyConstraint("id", name="pk_op"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_op_reverses", "op", ["reverses"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roster_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_roster_version"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rubric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rubric"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("key", "valid_from", name="uq_setting_key_valid_from"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_absence_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absence_person_id", "absence", ["person_id"], unique=False)
    op.create_table(
        "area_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["predecessor_id"], ["area.id"], name="fk_area_succession_predecessor_id"),
        sa.ForeignKeyConstraint(["successor_id"], ["area.id"], name="fk_area_succession_successor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_area_succession"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_area_succession_predecessor_id", "area_succession", ["predecessor_id"], unique=False)
    op.create_index("ix_area_succession_successor_id", "area_succession", ["successor_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["op_id"], ["op.id"], name="fk_change_op_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_op_id", "change", ["op_id"], unique=False)
    op.create_index("ix_change_table_name_row_id", "change", ["table_name", "row_id"], unique=False)
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("sheet_no", sa.Text(), nullable=True),
        sa.Column("keyed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_check_in_area_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_check_in_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_in"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_check_in_area_id", "check_in", ["area_id"], unique=False)
    op.create_index("ix_check_in_day", "check_in", ["day", "person_id", "area_id"], unique=False)
    op.create_index("ix_check_in_person_id_day", "check_in", ["person_id", "day"], unique=False)
    op.create_table(
        "doc_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("circular_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["circular_id"], ["circular.id"], name="fk_doc_number_circular_id"),
        sa.PrimaryKeyConstraint("id", name="pk_doc_number"),
        sa.UniqueConstraint("agency_code", "year", "serial", name="uq_doc_number_agency_code_year_serial"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_doc_number_circular_id", "doc_number", ["circular_id"], unique=False)
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["holiday_version.id"], name="fk_holiday_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holiday"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_holiday_version_id", "holiday", ["version_id"], unique=False)
    op.create_table(
        "rubric_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rubric_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("cap", sa.Text(), nullable=True),
        sa.Column("half_if_fixed", sa.Boolean(), nullable=False),
        sa.Column("veto", sa.Text(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("bonus", sa.Boolean(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["rubric_id"], ["rubric.id"], name="fk_rubric_item_rubric_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rubric_item"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rubric_item_rubric_id", "rubric_item", ["rubric_id"], unique=False)
    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["circular_id"], ["circular.id"], name="fk_sentence_circular_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sentence"),
        sa.UniqueConstraint("circular_id", "key", name="uq_sentence_circular_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sentence_circular_id", "sentence", ["circular_id"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("strength", sa.Text(), nullable=True),
        sa.Column("stratum", sa.Text(), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=True),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_unit_area_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unit_area_id", "unit", ["area_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_assignment_area_id"),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name="fk_assignment_leader_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_assignment_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_assignment_unit_id"),
        sa.ForeignKeyConstraint(["version_id"], ["roster_version.id"], name="fk_assignment_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assignment_area_id", "assignment", ["area_id"], unique=False)
    op.create_index("ix_assignment_leader_id", "assignment", ["leader_id"], unique=False)
    op.create_index("ix_assignment_person_id", "assignment", ["person_id"], unique=False)
    op.create_index("ix_assignment_unit_id", "assignment", ["unit_id"], unique=False)
    op.create_index("ix_assignment_version_id", "assignment", ["version_id"], unique=False)
    op.create_table(
        "choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_choice_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_choice"),
        sa.UniqueConstraint("month", "kind", "unit_id", name="uq_choice_month_kind_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_choice_unit_id", "choice", ["unit_id"], unique=False)
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_exemption_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_exemption_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exemption"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exemption_person_id", "exemption", ["person_id"], unique=False)
    op.create_index("ix_exemption_unit_id", "exemption", ["unit_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("fixed_on_spot", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("recurrence_of", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="fk_finding_area_id"),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name="fk_finding_category_id"),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_finding_inspection_id"),
        sa.ForeignKeyConstraint(["recurrence_of"], ["finding.id"], name="fk_finding_recurrence_of"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_finding_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_finding_area_id", "finding", ["area_id"], unique=False)
    op.create_index("ix_finding_category_id", "finding", ["category_id"], unique=False)
    op.create_index("ix_finding_found_on", "finding", ["found_on"], unique=False)
    op.create_index("ix_finding_inspection_id", "finding", ["inspection_id"], unique=False)
    op.create_index("ix_finding_recurrence_of", "finding", ["recurrence_of"], unique=False)
    op.create_index("ix_finding_unit_id", "finding", ["unit_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_post_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_post_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_post_person_id", "post", ["person_id"], unique=False)
    op.create_index("ix_post_unit_id", "post", ["unit_id"], unique=False)
    op.create_table(
        "score_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=True),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_score_line_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score_line"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_score_line_month", "score_line", ["month"], unique=False)
    op.create_index("ix_score_line_unit_id", "score_line", ["unit_id"], unique=False)
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("stratum", sa.Text(), nullable=True),
        sa.Column("participated", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_score_sheet_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score_sheet"),
        sa.UniqueConstraint("month", "unit_id", name="uq_score_sheet_month_unit_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_score_sheet_unit_id", "score_sheet", ["unit_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_photo_finding_id"),
        sa.PrimaryKeyConstraint("id", name="pk_photo"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_photo_finding_id", "photo", ["finding_id"], unique=False)
    op.create_table(
        "rectification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verifier", sa.Text(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_rectification_finding_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rectification"),
        sa.UniqueConstraint("finding_id", "number", name="uq_rectification_finding_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rectification_finding_id", "rectification", ["finding_id"], unique=False)
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rectification_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["rectification_id"], ["rectification.id"], name="fk_extension_rectification_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_extension_rectification_id", "extension", ["rectification_id"], unique=False)
