"""Ledgers of plans and of what follows from the month (方案四)."""

from collections.abc import Mapping
from typing import Any

from core.labels import UNIT_KINDS
from core.ledgers.ledger import Ledger, Part
from core.rules.escalation import DISMISSED, SPANS, TRIGGERS, Rung, ladder_fault

TASKS = {"task": "任务书", "schedule": "时间表", "guidance": "督促指导"}
OUTCOMES = {"upheld": "成立", "partly": "部分成立", "rejected": "不成立"}
FORMS = (
    "现场交办",
    "限期整改",
    "催办",
    "再次整改",
    "通报批评",
    "表态发言",
    "约谈",
    "书面检查",
    "扣减绩效",
    "问责",
    DISMISSED,
)

_UNIT = Part("unit_id", "单位", "unit", True, ("站所", "责任单位", "站所/村（居）", "责任站所"), 16)
_AREA = Part("area_id", "村（居）/区域", "area", aliases=("村（社区）", "村", "区域", "社区"), width=14)
_NOTE = Part("note", "备注", "long", aliases=("说明",), width=18)
_MONTH = Part("month", "月份", "month", True, ("月",), 9, carry=True)


def _task(values: Mapping[str, Any]) -> tuple[str, str] | None:
    start, due, done = (values.get(key) for key in ("starts_on", "due_on", "done_on"))
    progress = values.get("progress")
    if start and due and due < start:
        return "due_on", "完成期限早于开始日期"
    if progress is not None and progress > 100:
        return "progress", "进度不能超过100"
    if done and progress is not None and progress < 100:
        return "progress", "已写完成日期，进度应为100或不填"
    return None


def _decided(values: Mapping[str, Any]) -> tuple[str, str] | None:
    outcome, day, received = (values.get(key) for key in ("outcome", "decided_on", "received_on"))
    if bool(outcome) != bool(day):
        return ("decided_on", "写了结论还要写日期") if outcome else ("outcome", "写了日期还要写结论")
    if day and received and day < received:
        return "decided_on", "结论日期早于收到日期"
    return None


def _rung(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """The rules' own word on one rung, as half a sentence."""
    keys = ("kind", "step", "name", "trigger", "threshold", "span")
    fault = ladder_fault([Rung(*(values[key] for key in keys))])
    return ("threshold", fault.split("，")[0]) if fault else None


THREE_YEAR_PLAN = Ledger(
    "three_year_plan",
    "三年行动方案",
    "three-year-plans",
    "plans",
    (
        _UNIT,
        Part("cycle", "周期", "text", True, ("年度", "起止年度"), 12, carry=True),
        Part("title", "方案名称", aliases=("名称", "标题"), width=28),
        Part("submitted_on", "报送日期", "day", aliases=("提交日期", "上报日期"), width=11),
        _NOTE,
    ),
    same=("unit_id", "cycle"),
    clause="方案四（一）2：细化包保工作三年行动方案",
    hint="没有报送日期的算未报送。",
)
TASK = Ledger(
    "task",
    "任务书和时间表",
    "tasks",
    "plans",
    (
        Part("kind", "类别", "choice", True, ("类型",), 10, TASKS, carry=True),
        Part("unit_id", "站所", "unit", aliases=("单位", "责任站所", "责任单位"), width=14, carry=True),
        _AREA,
        Part("name", "任务", "long", True, ("工作任务", "内容", "任务内容", "事项"), 28),
        Part("owner_id", "责任人", "person", aliases=("负责人",), width=10),
        Part("starts_on", "开始", "day", aliases=("开始日期", "起始日期"), width=11),
        Part("due_on", "完成期限", "day", aliases=("期限", "截止日期", "完成时限"), width=11),
        Part("progress", "进度%", "number", aliases=("进度", "完成率"), width=7),
        Part("done_on", "完成日期", "day", aliases=("完成时间",), width=11),
        Part("evidence", "佐证", aliases=("佐证材料", "证明材料"), width=16),
        _NOTE,
    ),
    same=("kind", "unit_id", "area_id", "name"),
    clause="方案四（二）：制定时间表、任务书",
    fault=_task,
)
HARD_CASE = Ledger(
    "hard_case",
    "重点难点",
    "hard-cases",
    "plans",
    (
        Part("day", "提出日期", "day", True, ("日期", "时间"), 11),
        _AREA,
        Part("unit_id", "站所", "unit", aliases=("单位", "责任站所"), width=14),
        Part("text", "问题", "long", True, ("重点难点问题", "内容", "难点问题"), 30),
        Part("leader_id", "包保领导", "person", aliases=("领导",), width=10),
        Part("decision", "领导意见", "long", aliases=("处理意见", "研究意见", "批示"), width=24),
        Part("decided_on", "研究日期", "day", aliases=("批示日期",), width=11),
        Part("settled_on", "解决日期", "day", aliases=("办结日期",), width=11),
        Part("finding_id", "相关问题", "row", aliases=("问题编号",), width=9, target="finding"),
    ),
    "day",
    "year",
    same=("day", "area_id", "text"),
    clause="方案四（一）1：研究解决创建中的重点难点问题",
)
ESCALATION_RULE = Ledger(
    "escalation_rule",
    "追责阶梯",
    "escalation-rules",
    "consequences",
    (
        Part(
            "kind",
            "对象",
            "choice",
            True,
            ("类别",),
            8,
            {k: UNIT_KINDS[k] for k in ("station", "village")},
            carry=True,
        ),
        Part("step", "级次", "number", True, ("序号",), 6),
        Part("name", "措施", "text", True, ("处理方式", "形式"), 12, offers=FORMS),
        Part("trigger", "条件", "choice", True, ("触发条件",), 14, TRIGGERS),
        Part("span", "算法", "choice", True, ("计算方式",), 10, SPANS),
        Part("threshold", "次数", "number", True, ("达到次数",), 7),
        Part("valid_from", "执行日期", "day", True, ("日期", "起始日期"), 11, carry=True),
    ),
    same=("kind", "step", "trigger", "span", "valid_from"),
    clause="方案四（三）：严肃追究包保站所和相关责任人的责任",
    hint="没有登记的按常用的一套；程序只列出够条件的单位和依据，用不用由领导决定。",
    fault=_rung,
)
STATEMENT = Ledger(
    "statement",
    "陈述申辩",
    "statements",
    "consequences",
    (
        _MONTH,
        _UNIT,
        Part("finding_id", "针对问题", "row", aliases=("问题编号",), width=9, target="finding"),
        Part("received_on", "收到日期", "day", True, ("日期", "提出日期"), 11),
        Part("text", "陈述内容", "long", True, ("内容", "申辩内容", "理由"), 30),
        Part("outcome", "结论", "choice", aliases=("处理结果", "是否成立"), width=9, choices=OUTCOMES),
        Part("decided_on", "结论日期", "day", aliases=("处理日期",), width=11),
        Part("decided_by", "研究人", aliases=("决定人", "研究单位"), width=12),
        _NOTE,
    ),
    "received_on",
    "year",
    same=("month", "unit_id", "finding_id", "received_on"),
    hint="没有结论的，通报印发前会提示。",
    fault=_decided,
)
ACCOUNTABILITY = Ledger(
    "accountability",
    "问责记录",
    "accountability",
    "consequences",
    (
        Part("day", "日期", "day", True, ("决定日期", "时间"), 11),
        _UNIT,
        Part("person_id", "责任人", "person", aliases=("相关责任人", "姓名"), width=10),
        Part("form", "形式", "text", True, ("处理形式", "措施"), 12, offers=FORMS),
        Part("reason", "事由", "long", True, ("原因", "理由", "依据"), 30),
        Part("decided_by", "决定机关", "text", True, ("决定单位", "决定人"), 16),
        Part("document", "文号", aliases=("文件", "决定文号"), width=16),
        Part("month", "相关月份", "month", aliases=("月份",), width=9),
    ),
    "day",
    "year",
    same=("day", "unit_id", "person_id", "form"),
    clause="方案四（三）：追究包保站所和相关责任人的责任",
)
SOURCE_SCORE = Ledger(
    "source_score",
    "分项评分",
    "source-scores",
    "consequences",
    (
        _MONTH,
        _UNIT,
        Part("source", "评分来源", "text", True, ("来源",), 12, offers=("自评", "乡级", "区级"), carry=True),
        Part("score", "得分", "decimal", aliases=("分数", "评分"), width=8),
        Part("remark", "备注", aliases=("说明",), width=18),
    ),
    same=("month", "unit_id", "source"),
    hint="没有得分的写明原因，未参加不等于零分。",
    fault=lambda values: (
        None if values.get("score") or values.get("remark") else ("remark", "没有得分要写明原因")
    ),
)
ARCHIVE_ITEM = Ledger(
    "archive_item",
    "归档目录",
    "archive-items",
    "consequences",
    (
        Part("year", "年度", "number", True, ("归档年度",), 7, carry=True),
        Part(
            "retention", "保管期限", "text", True, ("期限",), 9, offers=("永久", "30年", "10年"), carry=True
        ),
        Part("number", "件号", "number", True, ("序号",), 7),
        Part("title", "题名", "long", True, ("文件题名", "标题"), 40),
        Part("day", "文件日期", "day", aliases=("日期", "成文日期"), width=11),
        Part("doc_no", "文号", aliases=("发文字号",), width=18),
        Part("pages", "页数", "number", width=7),
        _NOTE,
    ),
    same=("year", "retention", "number"),
)
