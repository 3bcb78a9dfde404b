"""The tables of the plan's further duties (方案三, 四): ledgers, registers, plans, consequences, time."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, UniqueConstraint

from core.model.columns import day, flag, opt, opt_day, opt_ref, ref, table, text


def count(name: str) -> "Column[int]":
    """A number that may not be known yet; zero is known."""
    return Column(name, Integer)


def answer(name: str) -> "Column[bool]":
    """Yes, no, or not yet said."""
    return Column(name, Boolean)


def dated(name: str) -> "Column[Any]":
    """A day by which a period's rows are found."""
    return Column(name, Date, nullable=False, index=True)


def people(name: str) -> "Column[list[int]]":
    """Ids of people, in the order written."""
    return Column(name, JSON(none_as_null=True))


# -- duties by week and month: a paper sheet keyed in ----------------------------------------------

study_meeting = table(  # 专题研究 (方案四(一)2)
    "study_meeting",
    dated("day"),
    opt_ref("unit_id", "unit"),
    opt_ref("chair_id", "person"),
    people("attendees"),
    opt("others"),  # who is not in the roster
    opt("place"),
    text("topic"),
    opt("decisions"),
    opt("sheet_no"),
    day("keyed_on"),
)
household_campaign = table(  # 入户宣传 (方案三(三)3)
    "household_campaign",
    dated("day"),
    opt("hours"),  # evenings and early mornings are usual
    ref("area_id", "area"),
    opt_ref("unit_id", "unit"),
    people("people"),
    text("kind"),  # campaign survey both
    count("households"),
    opt("content"),
    opt("sheet_no"),
    day("keyed_on"),
)
questionnaire_version = table("questionnaire_version", text("name"), day("valid_from"), opt("note"))
questionnaire_option = table(  # which answers count towards which rate
    "questionnaire_option",
    ref("version_id", "questionnaire_version"),
    text("rate"),  # awareness participation satisfaction support
    text("question"),
    text("answer"),
    flag("counts"),
    Column("sort", Integer),
)
questionnaire = table(
    "questionnaire",
    dated("day"),
    ref("area_id", "area"),
    opt_ref("unit_id", "unit"),
    opt_ref("version_id", "questionnaire_version"),
    count("issued"),
    count("returned"),
    count("valid"),
    count("aware"),
    count("took_part"),
    count("satisfied"),
    count("supporting"),
    opt("note"),
    day("keyed_on"),
)
tally = table(  # how many gave an answer; where kept, the rates come from it
    "tally",
    ref("questionnaire_id", "questionnaire"),
    ref("option_id", "questionnaire_option"),
    Column("number", Integer, nullable=False),
    UniqueConstraint("questionnaire_id", "option_id"),
)
opinion = table(  # 意见建议 (方案三(三)4)
    "opinion",
    dated("day"),
    opt_ref("area_id", "area"),
    opt("source"),
    text("text"),
    opt_ref("unit_id", "unit"),  # who answers it
    opt("reply"),
    opt_day("replied_on"),
    opt_ref("finding_id", "finding"),
    day("keyed_on"),
)
activity = table(  # 主题实践活动 (方案三(一))
    "activity",
    dated("day"),
    text("theme"),
    opt("work_area"),
    opt("title"),
    opt("place"),
    opt_ref("area_id", "area"),
    opt_ref("unit_id", "unit"),
    count("headcount"),
    opt("note"),
    day("keyed_on"),
)
volunteer_activity = table(  # 志愿服务: two parties, station and village (方案三(四)2)
    "volunteer_activity",
    dated("day"),
    text("kind"),
    opt_ref("unit_id", "unit"),
    opt_ref("area_id", "area"),
    opt("place"),
    count("unit_count"),
    count("village_count"),
    opt("note"),
    day("keyed_on"),
)
clean_up = table(  # 环境综合整治 (方案三(二)2)
    "clean_up",
    dated("day"),
    opt_ref("area_id", "area"),
    opt("place"),
    opt_ref("unit_id", "unit"),
    count("headcount"),
    opt("note"),
    day("keyed_on"),
)
key_date = table("key_date", text("name"), day("starts_on"), day("ends_on"), opt("note"))  # 主要时间节点
watch = table(  # 守点位 (方案四(一)2)
    "watch",
    opt_ref("key_date_id", "key_date"),
    dated("day"),
    text("place"),
    opt_ref("area_id", "area"),
    opt_ref("unit_id", "unit"),
    opt_ref("person_id", "person"),
    opt("shift"),
    answer("stood"),
    opt("note"),
    day("keyed_on"),
)
inspection_place = table(  # where a 督查 went, also where it found nothing (方案四(二): 不放过一个死角)
    "inspection_place",
    ref("inspection_id", "inspection"),
    ref("area_id", "area"),
    opt("note"),
    UniqueConstraint("inspection_id", "area_id"),
)

# -- registers -------------------------------------------------------------------------------------

board = table(  # 宣传专栏 (方案三(三)1)
    "board",
    ref("area_id", "area"),
    opt("place"),
    text("kind"),
    opt_day("refreshed_on"),
    answer("passed"),
    opt("note"),
)
carrier = table(  # 公益广告载体 (方案三(三)2)
    "carrier",
    opt_ref("area_id", "area"),
    text("place"),
    text("kind"),
    opt("series"),
    opt_ref("unit_id", "unit"),
    opt_day("checked_on"),
    answer("passed"),
    opt("note"),
)
five_duties = table(  # 门前五包 (方案三(二)1)
    "five_duties",
    ref("area_id", "area"),
    text("place"),
    opt_day("signed_on"),
    opt_day("checked_on"),
    answer("passed"),
    opt("note"),
)
volunteer_body = table(  # 志愿服务站(点)、队伍 (方案三(四)1)
    "volunteer_body",
    text("kind"),  # station team
    text("name"),
    opt_ref("area_id", "area"),
    opt_ref("unit_id", "unit"),
    opt_day("founded_on"),
    count("registered"),
    count("target"),
    opt_day("counted_on"),
    opt("note"),
)
standard_item = table(  # 测评体系条目
    "standard_item",
    text("document"),
    Column("year", Integer, nullable=False),
    text("code"),
    text("text"),
    opt("work_area"),
    UniqueConstraint("document", "year", "code"),
)
checklist_item = table(  # 督查清单
    "checklist_item",
    text("text"),
    opt("work_area"),
    opt("location"),  # 办公区 活动区 生活区
    opt_ref("standard_id", "standard_item"),
    Column("sort", Integer),
)

# -- plans -----------------------------------------------------------------------------------------

three_year_plan = table(
    "three_year_plan",
    ref("unit_id", "unit"),
    text("cycle"),
    opt("title"),
    opt_day("submitted_on"),
    opt("note"),
)
task = table(  # 时间表、任务书 (方案四(二))
    "task",
    text("kind"),
    opt_ref("unit_id", "unit"),
    opt_ref("area_id", "area"),
    text("name"),
    opt_ref("owner_id", "person"),
    opt_day("starts_on"),
    opt_day("due_on"),
    count("progress"),  # per cent
    opt_day("done_on"),
    opt("evidence"),
    opt("note"),
)
hard_case = table(  # 重点难点问题 and the leader's decision (方案四(一)1)
    "hard_case",
    day("day"),
    opt_ref("area_id", "area"),
    opt_ref("unit_id", "unit"),
    text("text"),
    opt_ref("leader_id", "person"),
    opt("decision"),
    opt_day("decided_on"),
    opt_day("settled_on"),
    opt_ref("finding_id", "finding"),
)
nearness = table(  # how far a station is from a place it may cover (方案一: 就近)
    "nearness",
    ref("unit_id", "unit"),
    ref("area_id", "area"),
    text("km"),
    UniqueConstraint("unit_id", "area_id"),
)
plan_lock = table(  # a tie that a proposal must keep
    "plan_lock",
    ref("unit_id", "unit"),
    ref("area_id", "area"),
    opt("reason"),
    UniqueConstraint("unit_id", "area_id"),
)
duty_text = table(  # 责任范围和具体职责 by level (方案二)
    "duty_text", text("level"), opt("role"), text("text"), day("valid_from"), Column("sort", Integer)
)

# -- consequences ----------------------------------------------------------------------------------

escalation_rule = table(  # 追责阶梯 as data (方案四(三))
    "escalation_rule",
    text("kind"),  # of unit
    Column("step", Integer, nullable=False),
    text("name"),
    text("trigger"),
    Column("threshold", Integer, nullable=False),
    text("span"),  # run year
    day("valid_from"),
)
statement = table(  # 陈述申辩 heard before a circular names the unit
    "statement",
    text("month"),
    ref("unit_id", "unit"),
    opt_ref("finding_id", "finding"),
    day("received_on"),
    text("text"),
    opt("outcome"),  # upheld partly rejected; none yet: open
    opt_day("decided_on"),
    opt("decided_by"),
    opt("note"),
)
accountability = table(  # 问责记录: decided by people, kept by the program
    "accountability",
    day("day"),
    ref("unit_id", "unit"),
    opt_ref("person_id", "person"),
    text("form"),
    text("reason"),
    text("decided_by"),
    opt("document"),
    opt("month"),
)
source_score = table(  # one of several scores of a month (自评, 区级 …)
    "source_score",
    text("month"),
    ref("unit_id", "unit"),
    text("source"),
    opt("score"),
    opt("remark"),
    UniqueConstraint("month", "unit_id", "source"),
)
annual_line = table(  # a change by hand of the year's figure
    "annual_line",
    Column("year", Integer, nullable=False),
    ref("unit_id", "unit"),
    text("points"),
    text("reason"),
)
year_close = table(
    "year_close",
    Column("year", Integer, nullable=False),
    day("closed_on"),
    text("backup"),
    opt("note"),
    UniqueConstraint("year"),
)
archive_item = table(  # 归档: one item is a document with its attachments (DA/T 22)
    "archive_item",
    Column("year", Integer, nullable=False),  # of signing
    text("retention"),  # 永久 30年 10年
    Column("number", Integer, nullable=False),  # 件号, from 1 in its year and retention
    text("title"),
    opt_day("day"),
    opt("doc_no"),
    count("pages"),
    opt_ref("circular_id", "circular"),
    opt("note"),
    UniqueConstraint("year", "retention", "number"),
)

# -- time ------------------------------------------------------------------------------------------

unit_succession = table(
    "unit_succession", ref("predecessor_id", "unit"), ref("successor_id", "unit"), day("day")
)
period_close = table(  # rows of the month keyed in later are its 补录
    "period_close", text("month"), day("closed_on"), opt("note"), UniqueConstraint("month")
)
late_entry = table(  # why a row was keyed in so late
    "late_entry",
    text("table_name"),
    Column("row_id", Integer, nullable=False),
    day("day"),
    day("keyed_on"),
    text("reason"),
)
attachment = table(  # a file beside a row, below NAME.files/attachments
    "attachment",
    text("table_name"),
    Column("row_id", Integer, nullable=False),
    text("name"),
    text("file"),
    text("sha256"),
    opt_day("taken_on"),
)
