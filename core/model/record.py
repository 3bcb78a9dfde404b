"""The tables of roster, records, assessment and circulars; no queries and no I/O."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from core.model.columns import day, flag, metadata, opt, opt_day, opt_ref, ref, table, text

# -- the journal: written by core.journal alone ----------------------------------------------------

op = table(
    "op",
    text("at"),  # local time, ISO, seconds
    text("actor"),  # 经办人
    text("label"),  # what Ctrl+Z will say; never a personal name
    text("kind"),  # do undo redo erase
    opt_ref("reverses", "op"),
    flag("barrier"),  # cannot be undone: 印发, 脱敏, 恢复
    opt("anchor"),  # 脱敏 only: the head of the chain before it was re-anchored
    text("hash"),
)
change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("op_id", Integer, ForeignKey("op.id"), nullable=False, index=True),
    text("table_name"),
    Column("row_id", Integer, nullable=False),
    opt("before"),  # JSON of the changed columns; NULL: the row was inserted
    opt("after"),  # JSON of the changed columns; NULL: the row was deleted
    Index("ix_change_table_name_row_id", "table_name", "row_id"),
)

# -- settings and calendar -------------------------------------------------------------------------

setting = table(
    "setting",
    text("key"),
    Column("value", JSON, nullable=False),
    day("valid_from"),
    UniqueConstraint("key", "valid_from"),
)
holiday_version = table(
    "holiday_version",
    Column("year", Integer, nullable=False, index=True),
    day("adopted_on"),
    text("source"),
)
holiday = table(
    "holiday",
    ref("version_id", "holiday_version"),
    day("day"),
    text("name"),
    flag("off"),  # False: 补班, a workday at the weekend
)

# -- roster ----------------------------------------------------------------------------------------

area = table(
    "area",
    text("kind"),
    text("name"),
    opt_ref("parent_id", "area"),
    Column("households", Integer),
    opt("initials"),
    opt_day("valid_from"),
    opt_day("valid_to"),
)
area_succession = table(
    "area_succession", ref("predecessor_id", "area"), ref("successor_id", "area"), day("day")
)
unit = table(
    "unit",
    text("kind"),
    text("name"),
    opt_ref("area_id", "area"),  # a village's own area, a station's home village
    opt("strength"),  # 强 中 弱, set by the clerk (S08)
    opt("stratum"),  # villages or stations ranked apart
    Column("sort", Integer),
    opt("initials"),
    opt_day("valid_from"),
    opt_day("valid_to"),
)
person = table("person", text("name"), opt("phone"), opt("initials"), opt("note"))
post = table(
    "post",
    ref("person_id", "person"),
    ref("unit_id", "unit"),
    text("role"),
    opt("title"),
    day("valid_from"),
    opt_day("valid_to"),
)
roster_version = table("roster_version", opt("document"), day("valid_from"), opt("source"))
assignment = table(
    "assignment",
    ref("area_id", "area"),
    opt_ref("leader_id", "person"),
    opt_ref("unit_id", "unit"),
    opt_ref("person_id", "person"),
    text("role"),
    day("valid_from"),
    opt_day("valid_to"),
    opt_ref("version_id", "roster_version"),
)

# -- records ---------------------------------------------------------------------------------------

check_in = table(
    "check_in",
    ref("person_id", "person", index=False),
    opt_ref("area_id", "area"),
    day("day"),
    opt("note"),
    opt("sheet_no"),
    day("keyed_on"),
    opt("kind"),  # 驻点: a deputy's day on the spot (方案四(一)2); none: a visit
    Index("ix_check_in_day", "day", "person_id", "area_id"),  # covers the month's evaluation
    Index("ix_check_in_person_id_day", "person_id", "day"),
)
absence = table(
    "absence",
    ref("person_id", "person"),
    text("kind"),
    text("effect"),
    day("valid_from"),
    day("valid_to"),
    opt("reason"),
)
exemption = table(
    "exemption",
    opt_ref("unit_id", "unit"),
    opt_ref("person_id", "person"),
    day("valid_from"),
    day("valid_to"),
    text("covers"),
    text("reason"),
)
category = table("category", text("name"), text("heading"), flag("severe"), Column("sort", Integer))
inspection = table("inspection", day("day"), opt("inspectors"), opt("note"))
finding = table(
    "finding",
    opt_ref("inspection_id", "inspection"),
    Column("found_on", Date, nullable=False, index=True),
    opt_ref("area_id", "area"),
    opt("place"),
    opt_ref("category_id", "category"),
    text("text"),
    flag("severe"),
    flag("fixed_on_spot"),
    opt_ref("unit_id", "unit"),  # responsible station; none yet: 待定责
    opt_ref("recurrence_of", "finding"),
    opt("source"),  # who found it: none 督查, else 自查, 群众反映 (方案四(一)3)
    opt("work_area"),  # one of the plan's four (方案三)
    opt("location"),  # 办公区 活动区 生活区
    opt_ref("standard_id", "standard_item"),
    opt("partner"),  # a department outside the township that has to help
    opt("referred_to"),  # 上报: not to be solved locally
    opt_day("referred_on"),
)
photo = table(
    "photo",
    ref("finding_id", "finding"),
    text("stage"),
    text("file"),  # below NAME.files/photos
    opt_day("taken_on"),
    text("sha256"),
)
rectification = table(
    "rectification",
    ref("finding_id", "finding"),
    Column("number", Integer, nullable=False),  # 1 the first order, 2 sent again …
    opt("order_no"),
    day("issued_on"),
    day("due_on"),  # the original date; extensions stand beside it
    opt_day("acknowledged_on"),
    opt_day("replied_on"),
    opt("reply"),
    opt_day("done_on"),
    opt_day("verified_on"),
    opt("verifier"),
    Column("passed", Boolean),
    UniqueConstraint("finding_id", "number"),
)
extension = table(
    "extension",
    ref("rectification_id", "rectification"),
    day("asked_on"),
    day("new_due_on"),
    text("reason"),
    opt("approver"),
)

# -- assessment ------------------------------------------------------------------------------------

rubric = table("rubric", text("kind"), text("name"), text("base"), day("valid_from"))
rubric_item = table(
    "rubric_item",
    ref("rubric_id", "rubric"),
    text("code"),
    text("name"),
    text("heading"),
    text("measure"),
    text("points"),
    opt("cap"),
    flag("half_if_fixed"),
    text("veto"),
    text("weight"),
    flag("bonus"),
    opt("clause"),
    opt("standard"),  # code of the 测评体系 item it rests on
)
score_sheet = table(  # scores kept on paper; computed ones are never stored before 印发
    "score_sheet",
    text("month"),
    ref("unit_id", "unit"),
    opt("score"),
    opt("stratum"),
    flag("participated"),
    opt("remark"),
    UniqueConstraint("month", "unit_id"),
)
score_line = table(  # changes by hand, each with its reason
    "score_line",
    Column("month", Text, nullable=False, index=True),
    ref("unit_id", "unit"),
    opt("item_code"),
    text("points"),
    text("reason"),
    Column("evidence", JSON),
)
choice = table(
    "choice",
    text("month"),
    text("kind"),  # praise criticism
    ref("unit_id", "unit"),
    flag("chosen"),
    opt("reason"),
    UniqueConstraint("month", "kind", "unit_id"),
)

# -- circulars -------------------------------------------------------------------------------------

circular = table(
    "circular",
    Column("month", Text, nullable=False, index=True),
    text("state"),  # draft issued
    opt("title"),
    opt_day("doc_date"),
    opt_day("cutoff"),
    opt_day("rectify_by"),
    opt_ref("corrects_id", "circular"),
    opt("issued_at"),
    opt("file"),  # below NAME.files/issued, without ending
    opt("sha256"),
    Column("pdf", LargeBinary),
    Column("facts", JSON),
    Column("arrangement", JSON(none_as_null=True)),  # of a draft: keys of sentences in the clerk's order
)
sentence = table(
    "sentence",
    ref("circular_id", "circular"),
    text("key"),
    text("text"),  # "" leaves the sentence out
    opt("was"),  # the computed sentence the clerk replaced: tells when the facts have moved on
    opt("section"),  # of a paragraph of the clerk's own (key own.N): the heading it stands under
    opt("kept"),  # the clerk's words of a sentence left out
    UniqueConstraint("circular_id", "key"),
)
phrase = table(  # 常用语: the office's own
    "phrase",
    opt("section"),
    text("text"),
    Column("sort", Integer, nullable=False),
    UniqueConstraint("text"),
)
doc_number = table(
    "doc_number",
    text("agency_code"),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    text("state"),  # used reserved void
    opt("title"),
    opt_ref("circular_id", "circular"),
    opt_day("day"),
    opt("note"),
    UniqueConstraint("agency_code", "year", "serial"),
)
