"""The tables of the record; no queries and no I/O.

No column has a default: what is in a row was said by an Op, so the journal replays to equal tables.
Points and scores are exact fractions as text ("93.5", "1/3"); days are ISO dates; ids are never reused.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *items: Any) -> Table:
    """AUTOINCREMENT: the id of a deleted row is never given to another, so histories never mix."""
    return Table(name, metadata, Column("id", Integer, primary_key=True), *items, sqlite_autoincrement=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _opt(name: str) -> Column[str]:
    return Column(name, Text)


def _day(name: str) -> Column[Any]:
    return Column(name, Date, nullable=False)


def _opt_day(name: str) -> Column[Any]:
    return Column(name, Date)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _ref(name: str, target: str, *, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=False, index=index)


def _opt_ref(name: str, target: str, *, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), index=index)


# -- the journal: written by core.journal alone ----------------------------------------------------

op = _table(
    "op",
    _text("at"),  # local time, ISO, seconds
    _text("actor"),  # 经办人
    _text("label"),  # what Ctrl+Z will say; never a personal name
    _text("kind"),  # do undo redo erase
    _opt_ref("reverses", "op"),
    _flag("barrier"),  # cannot be undone: 印发, 脱敏, 恢复
    _opt("anchor"),  # 脱敏 only: the head of the chain before it was re-anchored
    _text("hash"),
)
change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("op_id", Integer, ForeignKey("op.id"), nullable=False, index=True),
    _text("table_name"),
    Column("row_id", Integer, nullable=False),
    _opt("before"),  # JSON of the changed columns; NULL: the row was inserted
    _opt("after"),  # JSON of the changed columns; NULL: the row was deleted
    Index("ix_change_table_name_row_id", "table_name", "row_id"),
)

# -- settings and calendar -------------------------------------------------------------------------

setting = _table(
    "setting",
    _text("key"),
    Column("value", JSON, nullable=False),
    _day("valid_from"),
    UniqueConstraint("key", "valid_from"),
)
holiday_version = _table(
    "holiday_version",
    Column("year", Integer, nullable=False, index=True),
    _day("adopted_on"),
    _text("source"),
)
holiday = _table(
    "holiday",
    _ref("version_id", "holiday_version"),
    _day("day"),
    _text("name"),
    _flag("off"),  # False: 补班, a workday at the weekend
)

# -- roster ----------------------------------------------------------------------------------------

area = _table(
    "area",
    _text("kind"),
    _text("name"),
    _opt_ref("parent_id", "area"),
    Column("households", Integer),
    _opt("initials"),
    _opt_day("valid_from"),
    _opt_day("valid_to"),
)
area_succession = _table(
    "area_succession", _ref("predecessor_id", "area"), _ref("successor_id", "area"), _day("day")
)
unit = _table(
    "unit",
    _text("kind"),
    _text("name"),
    _opt_ref("area_id", "area"),  # a village's own area, a station's home village
    _opt("strength"),  # 强 中 弱, set by the clerk (S08)
    _opt("stratum"),  # villages or stations ranked apart
    Column("sort", Integer),
    _opt("initials"),
    _opt_day("valid_from"),
    _opt_day("valid_to"),
)
person = _table("person", _text("name"), _opt("phone"), _opt("initials"), _opt("note"))
post = _table(
    "post",
    _ref("person_id", "person"),
    _ref("unit_id", "unit"),
    _text("role"),
    _opt("title"),
    _day("valid_from"),
    _opt_day("valid_to"),
)
roster_version = _table("roster_version", _opt("document"), _day("valid_from"), _opt("source"))
assignment = _table(
    "assignment",
    _ref("area_id", "area"),
    _opt_ref("leader_id", "person"),
    _opt_ref("unit_id", "unit"),
    _opt_ref("person_id", "person"),
    _text("role"),
    _day("valid_from"),
    _opt_day("valid_to"),
    _opt_ref("version_id", "roster_version"),
)

# -- records ---------------------------------------------------------------------------------------

check_in = _table(
    "check_in",
    _ref("person_id", "person", index=False),
    _opt_ref("area_id", "area"),
    _day("day"),
    _opt("note"),
    _opt("sheet_no"),
    _day("keyed_on"),
    Index("ix_check_in_day", "day", "person_id", "area_id"),  # covers the month's evaluation
    Index("ix_check_in_person_id_day", "person_id", "day"),
)
absence = _table(
    "absence",
    _ref("person_id", "person"),
    _text("kind"),
    _text("effect"),
    _day("valid_from"),
    _day("valid_to"),
    _opt("reason"),
)
exemption = _table(
    "exemption",
    _opt_ref("unit_id", "unit"),
    _opt_ref("person_id", "person"),
    _day("valid_from"),
    _day("valid_to"),
    _text("covers"),
    _text("reason"),
)
category = _table("category", _text("name"), _text("heading"), _flag("severe"), Column("sort", Integer))
inspection = _table("inspection", _day("day"), _opt("inspectors"), _opt("note"))
finding = _table(
    "finding",
    _opt_ref("inspection_id", "inspection"),
    Column("found_on", Date, nullable=False, index=True),
    _opt_ref("area_id", "area"),
    _opt("place"),
    _opt_ref("category_id", "category"),
    _text("text"),
    _flag("severe"),
    _flag("fixed_on_spot"),
    _opt_ref("unit_id", "unit"),  # responsible station; none yet: 待定责
    _opt_ref("recurrence_of", "finding"),
)
photo = _table(
    "photo",
    _ref("finding_id", "finding"),
    _text("stage"),
    _text("file"),  # below NAME.files/photos
    _opt_day("taken_on"),
    _text("sha256"),
)
rectification = _table(
    "rectification",
    _ref("finding_id", "finding"),
    Column("number", Integer, nullable=False),  # 1 the first order, 2 sent again …
    _opt("order_no"),
    _day("issued_on"),
    _day("due_on"),  # the original date; extensions stand beside it
    _opt_day("acknowledged_on"),
    _opt_day("replied_on"),
    _opt("reply"),
    _opt_day("done_on"),
    _opt_day("verified_on"),
    _opt("verifier"),
    Column("passed", Boolean),
    UniqueConstraint("finding_id", "number"),
)
extension = _table(
    "extension",
    _ref("rectification_id", "rectification"),
    _day("asked_on"),
    _day("new_due_on"),
    _text("reason"),
    _opt("approver"),
)

# -- assessment ------------------------------------------------------------------------------------

rubric = _table("rubric", _text("kind"), _text("name"), _text("base"), _day("valid_from"))
rubric_item = _table(
    "rubric_item",
    _ref("rubric_id", "rubric"),
    _text("code"),
    _text("name"),
    _text("heading"),
    _text("measure"),
    _text("points"),
    _opt("cap"),
    _flag("half_if_fixed"),
    _text("veto"),
    _text("weight"),
    _flag("bonus"),
    _opt("clause"),
)
score_sheet = _table(  # scores kept on paper; computed ones are never stored before 印发
    "score_sheet",
    _text("month"),
    _ref("unit_id", "unit"),
    _opt("score"),
    _opt("stratum"),
    _flag("participated"),
    _opt("remark"),
    UniqueConstraint("month", "unit_id"),
)
score_line = _table(  # changes by hand, each with its reason
    "score_line",
    Column("month", Text, nullable=False, index=True),
    _ref("unit_id", "unit"),
    _opt("item_code"),
    _text("points"),
    _text("reason"),
    Column("evidence", JSON),
)
choice = _table(
    "choice",
    _text("month"),
    _text("kind"),  # praise criticism
    _ref("unit_id", "unit"),
    _flag("chosen"),
    _opt("reason"),
    UniqueConstraint("month", "kind", "unit_id"),
)

# -- circulars -------------------------------------------------------------------------------------

circular = _table(
    "circular",
    Column("month", Text, nullable=False, index=True),
    _text("state"),  # draft issued
    _opt("title"),
    _opt_day("doc_date"),
    _opt_day("cutoff"),
    _opt_day("rectify_by"),
    _opt_ref("corrects_id", "circular"),
    _opt("issued_at"),
    _opt("file"),  # below NAME.files/issued, without ending
    _opt("sha256"),
    Column("pdf", LargeBinary),
    Column("facts", JSON),
    Column("arrangement", JSON(none_as_null=True)),  # of a draft: keys of sentences in the clerk's order
)
sentence = _table(
    "sentence",
    _ref("circular_id", "circular"),
    _text("key"),
    _text("text"),  # "" leaves the sentence out
    _opt("was"),  # the computed sentence the clerk replaced: tells when the facts have moved on
    _opt("section"),  # of a paragraph of the clerk's own (key own.N): the heading it stands under
    _opt("kept"),  # the clerk's words of a sentence left out
    UniqueConstraint("circular_id", "key"),
)
phrase = _table(  # 常用语: the office's own
    "phrase",
    _opt("section"),
    _text("text"),
    Column("sort", Integer, nullable=False),
    UniqueConstraint("text"),
)
doc_number = _table(
    "doc_number",
    _text("agency_code"),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    _text("state"),  # used reserved void
    _opt("title"),
    _opt_ref("circular_id", "circular"),
    _opt_day("day"),
    _opt("note"),
    UniqueConstraint("agency_code", "year", "serial"),
)

JOURNALLED = {name: t for name, t in metadata.tables.items() if name not in ("op", "change")}
