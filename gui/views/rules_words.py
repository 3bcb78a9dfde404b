"""Every rule an office may set, in plain words: its name, why it stands as it does, what may be chosen."""

from dataclasses import dataclass
from typing import Any

from core.rules.annual import FORMULAS

Choices = tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of core.settings. ``hint`` gives the clause or the reason of the default; a number has a
    ``span`` and a ``unit``, what is chosen ``choices``, anything else is written."""

    key: str
    name: str
    hint: str = ""
    span: tuple[int, int] | None = None
    unit: str = ""
    choices: Choices = ()

    def said(self, value: Any) -> str:
        """A value in words."""
        if self.choices:
            return next((words for one, words in self.choices if one == value), str(value))
        return f"{value}{self.unit}" if str(value) else "没有设"


def _number(key: str, name: str, hint: str, span: tuple[int, int], unit: str) -> Rule:
    return Rule(key, name, hint, span, unit)


_WEEK = (0, 7)
_DAYS = (0, 60)
_PLACES = (0, 30)
_RATE = "方案三（三）3；按准确的分数比，不先四舍五入"

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (
        "到岗",
        (
            _number("per_week", "每周到岗次数", "方案四（一）2：每周至少二次", (1, 7), "次"),
            Rule(
                "per_person",
                "次数按什么算",
                "方案没有写明，默认每人都要够",
                choices=((True, "按人，每人都要够"), (False, "按单位，全单位合计")),
            ),
            Rule(
                "scarce",
                "工作日少的周",
                "没有工作日的周总是免计",
                choices=(("min", "有几个工作日算几次"), ("full", "仍按原来的次数")),
            ),
            Rule(
                "fixed_weekdays", "固定到岗日", "方案写“定期”没有写星期几；写2、4就是周二、周四，留空不固定"
            ),
            _number("deputy_days", "分管领导驻点", "方案没有写天数，0是不查、不提醒", _WEEK, "天/周"),
        ),
    ),
    (
        "会议、督查和入户",
        (
            _number("meetings_per_week", "每周专题研究", "方案四（一）2：每周至少一次", _WEEK, "次"),
            Rule(
                "meeting_actors",
                "专题研究谁来办",
                "方案四（一）2：乡级领导及站所主要负责人",
                choices=(("both", "乡领导和站所都要"), ("leaders", "只算乡领导"), ("stations", "只算站所")),
            ),
            _number("inspections_per_week", "每周督查", "方案四（三）：周督查", _WEEK, "次"),
            _number(
                "campaigns_per_month", "每月入户宣传", "方案三（三）3：每月至少两次，按日历月", (0, 31), "次"
            ),
            Rule(
                "campaign_actor",
                "入户宣传按谁算",
                "方案没有写明，默认每个站所在每个包保村各两次",
                choices=(
                    ("pair", "每个站所在每个包保村"),
                    ("station", "每个站所"),
                    ("village", "每个村（居）"),
                ),
            ),
            Rule(
                "campaign_counts",
                "宣传和问卷",
                "方案把两样写在一起，默认做一样算一次",
                choices=(("either", "做一样算一次"), ("each", "宣传、问卷各要够次数")),
            ),
            _number("opinion_days", "意见几天内答复", "方案没有写天数，0是不提醒", _DAYS, "天"),
            _number(
                "circular_day", "次月几日前通报", "方案四（三）：月通报，没有写日子；0是不提醒", (0, 28), "日"
            ),
        ),
    ),
    (
        "三率",
        (
            Rule("awareness_min", "知晓率不低于", f"{_RATE}：100%", unit="%"),
            Rule("participation_min", "参与率不低于", f"{_RATE}：95%", unit="%"),
            Rule("satisfaction_min", "满意度不低于", f"{_RATE}：95%", unit="%"),
            _number("min_sample", "最少有效问卷", "少于它只列数、不评达标，方案没有写", (0, 1000), "份"),
            Rule(
                "exempt_rates",
                "免计的怎么算率",
                "默认不进分母，免计不会拉低也不会抬高",
                choices=(("leave_out", "不进分母"), ("count", "算作完成")),
            ),
        ),
    ),
    (
        "整改、排名和表扬批评",
        (
            _number("due_days", "整改期限", "方案没有写天数，常用3—7天", _DAYS, "天"),
            _number("demand_days", "通报限期", "从成文日期数起，印在通报里", _DAYS, "天"),
            Rule(
                "joint",
                "几个站所共同包保",
                "督查发现的问题记在谁名下；到岗各算各的，逾期只算接到交办的站所",
                choices=(("lead", "只记牵头站所"), ("all", "共同包保的都记")),
            ),
            Rule(
                "rank_style",
                "并列名次",
                choices=(("competition", "1、2、2、4（并列占名次）"), ("dense", "1、2、2、3（并列不占）")),
            ),
            Rule("praise_min", "表扬分数线", "村（居）得分不低于它才列为表扬"),
            _number("praise_top", "表扬名额", "", _PLACES, "个村（居）"),
            Rule("criticism_below", "批评分数线", "站所得分低于它才列为批评"),
            _number("criticism_bottom", "批评名额", "", _PLACES, "个站所"),
            Rule(
                "source_weights",
                "几个来源合成得分",
                "写“自评20 台账80”，加起来是100；“台账”是本程序算的分。留空时别的来源只列在旁边",
            ),
        ),
    ),
    (
        "补录",
        (
            _number("late_days", "几天后要写原因", "纸质表交上来再录，常在两周内", (0, 366), "天"),
            _number(
                "late_limit",
                "几天后不能再录",
                "超过一年的不再改动；新建不足60天的台账不受限",
                (0, 3660),
                "天",
            ),
        ),
    ),
    (
        "年度",
        (
            Rule(
                "annual_formula",
                "年度怎么算",
                "方案没有写公式；未参加考核的月份不计入",
                choices=tuple(FORMULAS.items()),
            ),
            Rule("annual_share", "100分折算", "年度目标考核里这一项占多少分"),
            Rule("annual_praise", "表扬一次加", "每受通报表扬一个月", unit="分"),
            Rule("annual_criticism", "批评一次减", "每受通报批评一个月", unit="分"),
            Rule("annual_grades", "等次分数线", "写“90 80 60”，分好、较好、一般、较差；留空只排名"),
            Rule(
                "retention",
                "通报保管期限",
                "归档时用",
                choices=(("永久", "永久"), ("30年", "30年"), ("10年", "10年")),
            ),
        ),
    ),
)
RULES = {rule.key: rule for _, rules in GROUPS for rule in rules}
