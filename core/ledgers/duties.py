"""Ledgers of what is done week by week and month by month (方案三, 四(一))."""

from core.labels import ABSENCES, COVERS, EFFECTS
from core.ledgers.ledger import Ledger, Part, Values
from core.rules.rates import fault_of as questionnaire_fault

WORK_AREAS = ("提升居民素养", "整治环境卫生", "抓好宣传教育", "开展志愿服务")  # 方案三
THEMES = ("文明交通", "文明旅游", "文明餐桌", "文明礼仪", "市民公约", "居民公约", "知识宣讲")
CAMPAIGNS = {"campaign": "入户宣传", "survey": "问卷调查", "both": "宣传和问卷"}
RATES = {"awareness": "知晓", "participation": "参与", "satisfaction": "满意", "support": "支持"}
VOLUNTEERING = (  # 方案三(四)2
    "扶贫帮困",
    "邻里互助",
    "支教助学",
    "义演义诊",
    "环境保护",
    "植绿护绿",
    "文明交通",
    "三关爱",
)
YES = {"yes": "是", "no": "否"}

_DAY = Part(
    "day", "日期", "day", True, ("时间", "活动日期", "开展日期", "会议日期", "开展时间"), 11, carry=True
)
_AREA = Part(
    "area_id",
    "村（居）/区域",
    "area",
    aliases=("村（社区）", "村（居）", "村", "村居", "区域", "社区", "聚居点", "所在村"),
    width=14,
)
_UNIT = Part(
    "unit_id",
    "站所",
    "unit",
    aliases=("单位", "包保站所", "责任站所", "组织单位", "包保单位", "包保中心", "责任单位", "承办单位"),
    width=14,
    units=("station", "district", "leadership"),
    carry=True,
)
_PLACE = Part("place", "地点", aliases=("具体地点", "位置"), width=14)
_NOTE = Part("note", "备注", "long", aliases=("说明",), width=16)
_SHEET = Part("sheet_no", "纸单号", aliases=("单号", "编号"), width=10, carry=True)
_HEADS = ("人数", "参加人数", "参与人数")


def _last(values: Values, first: str, later: str, words: str) -> tuple[str, str] | None:
    """A pair of days in the wrong order."""
    start, end = values.get(first), values.get(later)
    return (later, words) if start and end and end < start else None


MEETING = Ledger(
    "study_meeting",
    "例会",
    "study-meetings",
    "duties",
    (
        _DAY,
        Part("unit_id", "单位", "unit", aliases=("站所", "召开单位"), width=14, carry=True),
        Part("chair_id", "主持人", "person", aliases=("主持", "主持领导"), width=10),
        Part("topic", "研究内容", "long", True, ("议题", "主题", "会议内容", "内容", "会议主题"), 24),
        Part("attendees", "参会人员", "people", aliases=("参加人员", "出席人员", "到会人员"), width=24),
        Part("others", "其他参会人员", aliases=("列席人员",), width=14),
        Part("decisions", "议定事项", "long", aliases=("决定事项", "会议决定", "议定结果"), width=24),
        _PLACE,
        _SHEET,
    ),
    "day",
    "week",
    past=True,
    same=("day", "unit_id", "chair_id", "topic"),
    clause="方案四（一）2：每周至少专题研究一次创文工作",
    hint="乡领导主持的写主持人；站所开的写单位。",
    fault=lambda values: (
        None if values.get("unit_id") or values.get("chair_id") else ("chair_id", "单位和主持人至少要写一个")
    ),
)
CAMPAIGN = Ledger(
    "household_campaign",
    "入户宣传",
    "household-campaigns",
    "duties",
    (
        _DAY,
        Part("hours", "时段", aliases=("起止时间", "时间段"), width=12),
        Part("area_id", "村（居）/区域", "area", True, _AREA.aliases, 14),
        _UNIT,
        Part("people", "入户人员", "people", aliases=("人员", "参加人员", "宣传人员"), width=20),
        Part("kind", "方式", "choice", True, ("类型", "活动类型"), 10, CAMPAIGNS, carry=True),
        Part("households", "户数", "number", aliases=("入户数", "入户户数", "走访户数"), width=7),
        Part("content", "内容", "long", aliases=("宣传内容", "备注"), width=24),
        _SHEET,
    ),
    "day",
    "month",
    past=True,
    same=("day", "area_id", "unit_id", "kind"),
    clause="方案三（三）3：每月至少组织两次入户宣传，问卷调查",
)
QUESTIONNAIRE = Ledger(
    "questionnaire",
    "问卷",
    "questionnaires",
    "duties",
    (
        _DAY,
        Part("area_id", "村（居）/区域", "area", True, _AREA.aliases, 14),
        _UNIT,
        Part(
            "version_id",
            "问卷版本",
            "row",
            aliases=("版本",),
            width=12,
            target="questionnaire_version",
            carry=True,
        ),
        Part("issued", "发放", "number", aliases=("发放份数", "发放数"), width=7),
        Part("returned", "收回", "number", aliases=("回收", "收回份数", "回收数"), width=7),
        Part("valid", "有效", "number", aliases=("有效份数", "有效问卷", "有效数"), width=7),
        Part("aware", "知晓", "number", aliases=("知晓人数", "知晓份数"), width=7),
        Part("took_part", "参与", "number", aliases=("参与人数", "参与份数"), width=7),
        Part("satisfied", "满意", "number", aliases=("满意人数", "满意份数"), width=7),
        Part("supporting", "支持", "number", aliases=("支持人数", "支持份数"), width=7),
        _NOTE,
    ),
    "day",
    "month",
    past=True,
    same=("day", "area_id", "unit_id", "version_id"),
    label=("id",),
    clause="方案三（三）3：知晓率100%，参与率95%以上，满意度95%以上",
    hint="只填份数，比率由程序算。",
    fault=questionnaire_fault,
)
QUESTIONNAIRE_VERSION = Ledger(
    "questionnaire_version",
    "问卷版本",
    "questionnaire-versions",
    "registers",
    (
        Part("name", "名称", "text", True, ("问卷名称", "版本"), 20),
        Part("valid_from", "启用日期", "day", True, ("日期", "起始日期"), 11),
        _NOTE,
    ),
    same=("name",),
    label=("name",),
)
QUESTIONNAIRE_OPTION = Ledger(
    "questionnaire_option",
    "问卷选项",
    "questionnaire-options",
    "registers",
    (
        Part(
            "version_id",
            "问卷版本",
            "row",
            True,
            ("版本", "问卷"),
            16,
            target="questionnaire_version",
            carry=True,
        ),
        Part("rate", "计入", "choice", True, ("比率", "指标"), 8, RATES, carry=True),
        Part("question", "题目", "long", True, ("问题",), 28, carry=True),
        Part("answer", "答案", "text", True, ("选项",), 14),
        Part("counts", "算数", "answer", True, ("是否计入", "计入分子"), 8, YES),
    ),
    same=("version_id", "rate", "question", "answer"),
    label=("question", "answer"),
    hint="每个答案算不算知晓、参与、满意、支持，由单位定一次。",
)
TALLY = Ledger(
    "tally",
    "答案统计",
    "tallies",
    "duties",
    (
        Part("questionnaire_id", "问卷编号", "row", True, ("编号",), 9, target="questionnaire", carry=True),
        Part("option_id", "题目/答案", "row", True, ("选项",), 28, target="questionnaire_option"),
        Part("number", "人数", "number", True, ("份数",), 7),
    ),
    same=("questionnaire_id", "option_id"),
    hint="填了答案统计的问卷，比率按答案算。",
)
OPINION = Ledger(
    "opinion",
    "意见建议",
    "opinions",
    "duties",
    (
        _DAY,
        _AREA,
        Part(
            "source", "来源", aliases=("反映渠道",), width=12, offers=("入户走访", "问卷", "会议", "来电来访")
        ),
        Part("text", "意见建议", "long", True, ("内容", "意见", "建议", "反映内容"), 30),
        _UNIT,
        Part("reply", "答复", "long", aliases=("反馈", "办理情况", "反馈情况"), width=24),
        Part("replied_on", "答复日期", "day", aliases=("反馈日期",), width=11),
        Part("finding_id", "转为问题", "row", aliases=("问题编号",), width=9, target="finding"),
    ),
    "day",
    "month",
    past=True,
    same=("day", "area_id", "text"),
    clause="方案三（三）4：广泛征求意见建议并做好反馈",
    hint="不写群众姓名。",
    fault=lambda values: _last(values, "day", "replied_on", "答复日期早于收到的日期"),
)
ACTIVITY = Ledger(
    "activity",
    "主题活动",
    "activities",
    "duties",
    (
        _DAY,
        Part("theme", "主题", "text", True, ("活动主题", "类别"), 12, offers=THEMES, carry=True),
        Part("work_area", "方面", aliases=("工作重点",), width=14, offers=WORK_AREAS, carry=True),
        Part("title", "活动名称", aliases=("名称", "活动"), width=20),
        _PLACE,
        _AREA,
        _UNIT,
        Part("headcount", "人数", "number", aliases=_HEADS, width=7),
        _NOTE,
    ),
    "day",
    "month",
    past=True,
    same=("day", "theme", "area_id", "unit_id", "title"),
    clause="方案三（一）：主题宣传实践活动、守则教育、知识宣讲",
)
VOLUNTEER = Ledger(
    "volunteer_activity",
    "志愿服务",
    "volunteer-activities",
    "duties",
    (
        _DAY,
        Part("kind", "类别", "text", True, ("活动类别", "类型", "内容"), 10, offers=VOLUNTEERING, carry=True),
        _UNIT,
        Part("unit_count", "站所人数", "number", aliases=("单位人数", "单位志愿者"), width=9),
        _AREA,
        Part(
            "village_count", "村（居）人数", "number", aliases=("社区人数", "社区志愿者", "村人数"), width=10
        ),
        _PLACE,
        _NOTE,
    ),
    "day",
    "month",
    past=True,
    same=("day", "kind", "unit_id", "area_id", "place"),
    clause="方案三（四）2：本单位志愿者与包保社区志愿者共同开展",
)
CLEAN_UP = Ledger(
    "clean_up",
    "环境整治",
    "clean-ups",
    "duties",
    (_DAY, _AREA, _PLACE, _UNIT, Part("headcount", "人数", "number", aliases=_HEADS, width=7), _NOTE),
    "day",
    "month",
    past=True,
    same=("day", "area_id", "place", "unit_id"),
    clause="方案三（二）2：组织社区开展环境综合整治",
)
KEY_DATE = Ledger(
    "key_date",
    "时间节点",
    "key-dates",
    "duties",
    (
        Part("name", "节点", "text", True, ("名称", "时间节点"), 20),
        Part("starts_on", "起", "day", True, ("开始日期", "起始日期", "日期"), 11),
        Part("ends_on", "止", "day", True, ("结束日期", "截止日期"), 11),
        _NOTE,
    ),
    "starts_on",
    "year",
    same=("name", "starts_on"),
    label=("name",),
    clause="方案四（一）2：主要时间节点要全力到一线、守点位",
    fault=lambda values: _last(values, "starts_on", "ends_on", "截止日期早于起始日期"),
)
WATCH = Ledger(
    "watch",
    "点位值守",
    "watches",
    "duties",
    (
        Part("key_date_id", "节点", "row", aliases=("时间节点",), width=14, target="key_date", carry=True),
        _DAY,
        Part("place", "点位", "text", True, ("地点", "值守点位"), 16),
        _AREA,
        _UNIT,
        Part("person_id", "值守人", "person", aliases=("姓名", "值守人员", "人员"), width=10),
        Part(
            "shift", "班次", aliases=("时段",), width=10, offers=("全天", "上午", "下午", "夜间"), carry=True
        ),
        Part(
            "stood",
            "到岗",
            "answer",
            aliases=("是否到岗", "到位"),
            width=8,
            choices={"yes": "到岗", "no": "未到"},
        ),
        _NOTE,
    ),
    "day",
    "month",
    same=("day", "place", "shift", "person_id"),
    clause="方案四（一）2：守点位",
    hint="先排好班，值守后再填到岗。",
)
ABSENCE = Ledger(
    "absence",
    "请假公出",
    "absences",
    "duties",
    (
        Part("person_id", "姓名", "person", True, ("人员", "请假人"), 10),
        Part("kind", "类别", "choice", True, ("类型", "请假类别"), 8, ABSENCES),
        Part("effect", "怎样计", "choice", True, ("是否计到岗", "计算方式"), 12, EFFECTS),
        Part("valid_from", "起", "day", True, ("开始日期", "起始日期", "日期"), 11),
        Part("valid_to", "止", "day", True, ("结束日期", "截止日期"), 11),
        Part("reason", "事由", "long", aliases=("原因", "备注"), width=24),
    ),
    "valid_from",
    "year",
    same=("person_id", "kind", "valid_from"),
    fault=lambda values: _last(values, "valid_from", "valid_to", "截止日期早于起始日期"),
)
EXEMPTION = Ledger(
    "exemption",
    "免计",
    "exemption-list",
    "duties",
    (
        Part("unit_id", "单位", "unit", aliases=("站所", "村（居）", "免计单位"), width=14),
        Part("person_id", "人员", "person", aliases=("姓名",), width=10),
        Part("valid_from", "起", "day", True, ("开始日期", "起始日期", "日期"), 11),
        Part("valid_to", "止", "day", True, ("结束日期", "截止日期"), 11),
        Part("covers", "免计什么", "choice", True, ("范围", "免计范围"), 10, COVERS),
        Part("reason", "原因", "long", True, ("理由", "事由"), 28),
    ),
    "valid_from",
    "year",
    same=("unit_id", "person_id", "valid_from", "covers"),
    hint="单位和人员都不写，是全乡免计。",
    fault=lambda values: _last(values, "valid_from", "valid_to", "截止日期早于起始日期"),
)
