"""The office's settings: what the plan leaves open, versioned so that a past month keeps its rules."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any, Self

from sqlalchemy import select

from core.doors import Read, Write
from core.errors import UserError
from core.model import setting
from core.rules.annual import FORMULAS, parse_grades
from core.rules.sources import parse_weights

ALWAYS = date.min  # facts of the office hold for all time; rules hold from a day on


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; the defaults are what the plan's words suggest."""

    unit_name: str = ""  # 署名: the office that keeps the record and issues the circular
    township: str = ""
    mark: str = ""  # 发文机关标志 without 文件
    agency_code: str = ""  # 机关代字
    addressee: str = "各村（居）民委员会，乡属各站所"
    cc: str = ""
    print_office: str = ""
    programme: str = "创建全国文明城市"
    plan_title: str = ""
    plan_date: date = ALWAYS
    basis: str = ""
    approval: str = ""  # 经乡党委会研究同意: the body, and the day where the office wants it said
    cycle_start: str = ""  # first year of a three-year cycle (第七届: 2021); the others follow from it
    paper_head: str = "file"  # 文件格式; letter: 信函格式 (GB/T 9704 10.1)
    copy_no: str = ""  # 份号, only where an office numbers its copies
    urgency: str = ""  # 紧急程度: 特急 加急
    joint_issue: str = ""  # 联合行文的其他机关，用、分开
    stamped: bool = True  # 加盖印章
    imprint_even: bool = False  # 版记置于偶数页
    operator: str = ""  # 经办人
    attach_exemptions: bool = False  # 假期与免计说明 as the circular's last attachment
    sample: bool = False  # the invented sample township
    # rules, each valid from a day
    per_week: int = 2  # 方案四(一)2: 每周至少二次
    per_person: bool = True  # 二次 counts per person; False: per station
    scarce: str = "min"  # weeks with fewer working days than visits: min | full
    due_days: int = 3  # the plan names no number; 3–7 days are usual
    demand_days: int = 9  # from 成文日期 to the 整改期限 the circular prints
    rank_style: str = "competition"  # competition 1,2,2,4 | dense 1,2,2,3
    praise_min: str = "90"
    praise_top: int = 2
    criticism_below: str = "80"
    criticism_bottom: int = 2
    # further duties (方案三, 四); what the plan gives no number for is 0: not asked, never reminded of
    meetings_per_week: int = 1  # 方案四(一)2: 每周至少专题研究一次
    meeting_actors: str = "both"  # 乡级领导及站所主要负责人: both | leaders | stations
    campaigns_per_month: int = 2  # 方案三(三)3: 每月至少两次, by calendar month
    campaign_actor: str = (
        "pair"  # station: each station; village: each village; pair: each station per village
    )
    campaign_counts: str = "either"  # 入户宣传 and 问卷调查: either is one time | each needs its own times
    min_sample: int = 30  # fewer valid questionnaires say nothing about a rate
    awareness_min: str = "100"  # per cent, exact
    participation_min: str = "95"
    satisfaction_min: str = "95"
    inspections_per_week: int = 1  # 方案四(三): 周督查
    opinion_days: int = 0  # days to answer an opinion
    deputy_days: int = 0  # 分管领导驻点, days a week
    fixed_weekdays: str = ""  # 定期: "2,4" for Tuesday and Thursday
    circular_day: int = 10  # 月通报 by this day of the next month
    exempt_rates: str = "leave_out"  # weeks exempted leave a rate's denominator | count (as met)
    joint: str = "lead"  # findings of a place with several stations weigh on the lead | all
    # late entry
    late_days: int = 14  # keyed in later than this after the day: a reason is asked
    late_limit: int = 366  # and later than this it is refused
    # consequences
    source_weights: str = ""  # several scores of a month: "自评20 督查80"; none: the computed one alone
    annual_formula: str = "mean"  # of the months assessed: mean | trimmed | sum
    annual_share: str = "100"  # points the mean of 100 is worth in the 年度目标考核
    annual_praise: str = "1"  # added per month praised
    annual_criticism: str = "2"  # taken off per month criticised
    annual_grades: str = ""  # "90 80 60": 好 from 90, 较好 from 80, 一般 from 60; none: places, no grades
    retention: str = "10年"  # of issued circulars

    @classmethod
    def of_office(cls, unit_name: str, plan_date: date) -> Self:
        """What follows from the office's name alone; the clerk can change each."""
        match = re.match(r"(.+?)(乡|镇|街道)(.*)", unit_name)
        township = match[1] + match[2] if match else unit_name
        rest = match[3] if match else ""
        return cls(
            unit_name=unit_name,
            township=township,
            mark=unit_name,
            agency_code=(match[1] + rest) if match and rest else unit_name,
            print_office=unit_name,
            plan_title=f"{township}创建全国文明城市包保工作方案",
            plan_date=plan_date,
        )


_OFFICE = frozenset(
    {
        "unit_name",
        "township",
        "mark",
        "agency_code",
        "addressee",
        "cc",
        "print_office",
        "programme",
        "plan_title",
        "plan_date",
        "basis",
        "approval",
        "cycle_start",
        "paper_head",
        "copy_no",
        "urgency",
        "joint_issue",
        "stamped",
        "imprint_even",
        "operator",
        "attach_exemptions",
        "sample",
    }
)
RULES = frozenset(one.name for one in fields(Settings)) - _OFFICE


def settings_at(r: Read, day: date) -> Settings:
    """The settings in force on ``day``: the latest version of each that began by then."""
    found = r.all(
        select(setting.c.key, setting.c.value)
        .where(setting.c.valid_from <= day)
        .order_by(setting.c.valid_from),
        lambda key, value: (key, value),
    )
    known = {one.name for one in fields(Settings)}
    values = {key: value for key, value in found if key in known}
    if "plan_date" in values:
        values["plan_date"] = date.fromisoformat(values["plan_date"])
    return replace(Settings(), **values)


def store_all(w: Write, settings: Settings) -> None:
    """First settings of a new record."""
    rows = [
        {"key": key, "value": _stored(value), "valid_from": ALWAYS} for key, value in asdict(settings).items()
    ]
    w.insert_many(setting, rows)


def change(w: Write, valid_from: date, **values: Any) -> None:
    """Change settings; a rule holds from ``valid_from`` on, a fact of the office for all time."""
    for key, value in values.items():
        _fault_of(key, value)
        start = valid_from if key in RULES else ALWAYS
        where = (setting.c.key == key) & (setting.c.valid_from == start)
        row_id = w.value(select(setting.c.id).where(where))
        if row_id is None:
            w.insert(setting, key=key, value=_stored(value), valid_from=start)
        else:
            w.update(setting, row_id, value=_stored(value))


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


_LINES = frozenset({"praise_min", "criticism_below"})
_RATES = frozenset({"awareness_min", "participation_min", "satisfaction_min"})
_POINTS = frozenset({"annual_share", "annual_praise", "annual_criticism"})
_WEEKLY = frozenset({"per_week"})


_CHOICES: dict[str, tuple[str, ...]] = {
    "scarce": ("min", "full"),
    "rank_style": ("competition", "dense"),
    "meeting_actors": ("both", "leaders", "stations"),
    "campaign_actor": ("pair", "station", "village"),
    "campaign_counts": ("either", "each"),
    "exempt_rates": ("leave_out", "count"),
    "joint": ("lead", "all"),
}
_FORMS = {  # what a text must look like, and what is said of another
    "cycle_start": (r"(20\d\d)?", "“{}”不是年份，创建周期从哪年起请写成2021这样，没有就留空。"),
    "copy_no": (r"(\d{1,6})?", "份号“{}”要写1到6位数字，不编份号就留空。"),
}
_LAST_DAY = 28  # a day every month has


def weekdays_of(text: str) -> tuple[int, ...]:
    """The ISO weekdays of a text like "2,4"; UserError for what is none."""
    found = [one for one in re.split(r"[\s,，、]+", text.strip()) if one]
    if any(not re.fullmatch(r"[1-7]", one) for one in found):
        raise UserError(f"“{text}”不是星期几，请写成“2、4”这样，1是周一、7是周日。")
    return tuple(sorted({int(one) for one in found}))


_PARSED: dict[str, Callable[[str], object]] = {  # what reads it says what is wrong
    "annual_grades": parse_grades,
    "source_weights": parse_weights,
    "fixed_weekdays": weekdays_of,
}


def _fault_of(key: str, value: Any) -> None:
    if key in _WEEKLY and not 1 <= int(value) <= 7:
        raise UserError("每周次数要在1到7之间，请改正。")
    if key in ("meetings_per_week", "inspections_per_week", "deputy_days") and not 0 <= int(value) <= 7:
        raise UserError("每周次数要在0到7之间，请改正。")
    if key in _LINES | _RATES | _POINTS and not re.fullmatch(r"\d+(\.\d+)?", str(value)):
        raise UserError(f"“{value}”不是数字，请写成90或85.5这样。")
    if key in _RATES and Fraction(str(value)) > 100:
        raise UserError(f"比率的标准不能超过100%，“{value}”请改正。")
    if key in _FORMS and not re.fullmatch(_FORMS[key][0], str(value)):
        raise UserError(_FORMS[key][1].format(value))
    if key == "annual_formula" and value not in FORMULAS:
        raise UserError("年度得分的算法只能是平均分、去掉最高最低后的平均分或合计，请选一个。")
    if key in _PARSED:
        _PARSED[key](str(value))
    if key in _CHOICES and value not in _CHOICES[key]:
        raise UserError(f"“{value}”不是可选的写法，请从列出的里面选。")
    if key == "circular_day" and not 0 <= int(value) <= _LAST_DAY:
        raise UserError("每月几日前通报要在1到28之间，0是不提醒，请改正。")
    if type(value) is int and value < 0:
        raise UserError("次数、名额和天数不能是负数，请改正。")
