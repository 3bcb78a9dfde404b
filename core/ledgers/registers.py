"""Ledgers of what is there: boards, carriers, doors, volunteers, standards (方案三(二)–(四))."""

from core.ledgers.duties import WORK_AREAS
from core.ledgers.ledger import Ledger, Part, Values

PASSED = {"yes": "达标", "no": "不达标"}
BOARDS = ("精神文明建设", "未成年人思想道德建设", "好人榜", "文明城市创建")  # 方案三(三)1
CARRIERS = ("电子显示屏", "户外广告", "橱窗展板")  # 方案三(三)2
SERIES = ("讲文明树新风", "图说我们的价值观")
LOCATIONS = ("办公区", "活动区", "生活区")  # 方案三(二)1
LEVELS = {"district": "区级", "township": "乡级", "village": "村（社区）", "group": "居民小组"}  # 方案二

_AREA = Part(
    "area_id",
    "村（居）/聚居点",
    "area",
    True,
    ("村（社区）", "村（居）", "村", "社区", "聚居点", "区域", "村（居）/区域"),
    14,
    carry=True,
)
_UNIT = Part("unit_id", "站所", "unit", aliases=("单位", "责任站所", "包保站所", "责任单位"), width=14)
_CHECKED = Part("checked_on", "检查日期", "day", aliases=("核查日期", "日期"), width=11)
_PASSED = Part("passed", "是否达标", "answer", aliases=("达标", "合格", "检查结果"), width=9, choices=PASSED)
_NOTE = Part("note", "备注", "long", aliases=("说明",), width=18)
_WORK_AREA = Part("work_area", "方面", aliases=("工作重点",), width=14, offers=WORK_AREAS, carry=True)


def _volunteers(values: Values) -> tuple[str, str] | None:
    if values.get("kind") == "station" and values.get("target"):
        return "target", "注册任务写在队伍上，站点不写"
    return None


BOARD = Ledger(
    "board",
    "宣传专栏",
    "boards",
    "registers",
    (
        _AREA,
        Part("place", "位置", aliases=("地点", "具体位置"), width=16),
        Part("kind", "专栏", "text", True, ("类别", "专栏名称"), 18, offers=BOARDS),
        Part("refreshed_on", "更新日期", "day", aliases=("更换日期",), width=11),
        _PASSED,
        _NOTE,
    ),
    same=("area_id", "place", "kind"),
    clause="方案三（三）1：社区、聚居点设置宣传专栏",
)
CARRIER = Ledger(
    "carrier",
    "公益广告",
    "carriers",
    "registers",
    (
        Part("area_id", "村（居）/区域", "area", aliases=_AREA.aliases, width=14, carry=True),
        Part("place", "位置", "text", True, ("地点", "具体位置"), 18),
        Part("kind", "载体", "text", True, ("类别", "形式", "载体类型"), 12, offers=CARRIERS),
        Part("series", "系列", aliases=("内容", "刊播内容"), width=16, offers=SERIES),
        _UNIT,
        _CHECKED,
        _PASSED,
        _NOTE,
    ),
    same=("place", "kind", "series"),
    clause="方案三（三）2：刊播公益广告测评达标",
)
FIVE_DUTIES = Ledger(
    "five_duties",
    "门前五包",
    "five-duties",
    "registers",
    (
        _AREA,
        Part("place", "门店/住户", "text", True, ("门店", "商户", "名称", "地点"), 18),
        Part("signed_on", "签订日期", "day", aliases=("签约日期", "责任书日期"), width=11),
        _CHECKED,
        Part(
            "passed",
            "是否落实",
            "answer",
            aliases=("落实", "检查结果"),
            width=9,
            choices={"yes": "落实", "no": "未落实"},
        ),
        _NOTE,
    ),
    same=("area_id", "place"),
    clause="方案三（二）1：全面落实“门前五包”责任制",
)
VOLUNTEER_BODY = Ledger(
    "volunteer_body",
    "志愿站点队伍",
    "volunteer-bodies",
    "registers",
    (
        Part("kind", "类别", "choice", True, ("类型",), 8, {"station": "站点", "team": "队伍"}, carry=True),
        Part("name", "名称", "text", True, ("站点名称", "队伍名称"), 20),
        Part("area_id", "村（居）/区域", "area", aliases=_AREA.aliases, width=14),
        _UNIT,
        Part("founded_on", "建立日期", "day", aliases=("成立日期",), width=11),
        Part("registered", "注册人数", "number", aliases=("已注册", "注册志愿者"), width=9),
        Part("target", "注册任务", "number", aliases=("任务数", "目标"), width=9),
        Part("counted_on", "统计日期", "day", aliases=("截至",), width=11),
        _NOTE,
    ),
    same=("kind", "name"),
    clause="方案三（四）1：志愿者注册任务、学雷锋志愿服务站（点）、志愿服务队伍",
    fault=_volunteers,
)
STANDARD_ITEM = Ledger(
    "standard_item",
    "测评标准",
    "standard-items",
    "registers",
    (
        Part("document", "文件", "text", True, ("标准", "文件名称"), 24, carry=True),
        Part("year", "年度", "number", True, ("年份", "年版"), 7, carry=True),
        Part("code", "条目编号", "text", True, ("编号", "条款"), 10),
        Part("text", "内容", "long", True, ("条目内容", "标准内容", "要求"), 40),
        _WORK_AREA,
    ),
    same=("document", "year", "code"),
    label=("code", "document"),
    clause="方案三：《全国文明城市测评体系》和实施方案的标准",
)
CHECKLIST_ITEM = Ledger(
    "checklist_item",
    "督查清单",
    "checklist-items",
    "registers",
    (
        _WORK_AREA,
        Part("text", "检查内容", "long", True, ("内容", "项目", "检查项目"), 36),
        Part("location", "区域类型", aliases=("场所",), width=10, offers=LOCATIONS, carry=True),
        Part(
            "standard_id", "依据条目", "row", aliases=("标准条目", "依据"), width=16, target="standard_item"
        ),
    ),
    same=("work_area", "text", "location"),
    label=("text",),
    clause="方案四（二）：严格按照包保内容和标准开展工作",
    hint="印在督查记录表上，逐项打勾。",
)
DUTY_TEXT = Ledger(
    "duty_text",
    "职责内容",
    "duty-texts",
    "registers",
    (
        Part("level", "层级", "choice", True, (), 10, LEVELS, carry=True),
        Part("role", "角色", aliases=("岗位",), width=12),
        Part("text", "职责", "long", True, ("内容", "具体职责"), 44),
        Part("valid_from", "执行日期", "day", True, ("日期",), 11, carry=True),
    ),
    same=("level", "role", "text"),
    clause="方案二：区级、乡、村（社区）、居民小组责任范围和具体职责",
)
NEARNESS = Ledger(
    "nearness",
    "远近",
    "nearness",
    "registers",
    (
        Part("unit_id", "站所", "unit", True, _UNIT.aliases, 16, units=("station",), carry=True),
        _AREA,
        Part("km", "公里", "decimal", True, ("距离", "里程"), 8),
    ),
    same=("unit_id", "area_id"),
    clause="方案一：各站所与包保村（居）民小组就近",
    hint="也可以写1、2、3表示远近次序。",
)
PLAN_LOCK = Ledger(
    "plan_lock",
    "固定包保",
    "plan-locks",
    "registers",
    (
        Part("unit_id", "站所", "unit", True, _UNIT.aliases, 16, units=("station",)),
        _AREA,
        Part("reason", "原因", aliases=("理由",), width=24),
    ),
    same=("unit_id", "area_id"),
    hint="提出方案时，这些包保不动。",
)
