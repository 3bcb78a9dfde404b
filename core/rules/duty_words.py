"""责任范围和具体职责 of the four levels (方案二): the plan's words, until the office writes its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["district", "township", "village", "group"]
LEVEL_OF = {
    "leader": "township",
    "head": "township",
    "deputy_in_charge": "township",
    "staff": "township",
    "village_secretary": "village",
    "village_cadre": "village",
    "group_head": "group",
}
UNIT = "包保单位"  # the role of a district unit, which has no post of its own


@dataclass(frozen=True, slots=True)
class DutyText:
    """One duty; ``role`` "" for everybody of the level."""

    level: str
    role: str
    text: str
    valid_from: date = date.min


@dataclass(frozen=True, slots=True)
class Times:
    """The numbers the settings give the plan's duties."""

    per_week: int = 2
    meetings: int = 1
    campaigns: int = 2


def default_texts(times: Times) -> tuple[DutyText, ...]:
    """By level and role, in the order of the plan."""
    study = f"每周至少专题研究{times.meetings}次创文工作。" if times.meetings else "定期专题研究创文工作。"
    visit = f"每周至少{times.per_week}次到包保区域（含集贸市场）开展工作，每次在签到表上登记。"
    household = (
        f"每月至少组织{times.campaigns}次入户宣传、问卷调查。"
        if times.campaigns
        else "组织入户宣传、问卷调查。"
    )
    said: dict[tuple[str, str], tuple[str, ...]] = {
        ("district", UNIT): (
            "督促指导包保村（居）落实创建工作的标准和要求。",
            "帮助协调区级部门解决包保区域的重点难点问题。",
        ),
        ("township", "包保领导"): (
            "担负包保区域的领导责任，组织各包保单位协同开展工作。",
            "研究解决创建中的重点难点问题，作出决定并督促落实。",
            study,
        ),
        ("township", "主要负责人"): (
            "按照“谁包保、谁负责、保达标”的要求，对本站所包保区域负总责。",
            "组织细化三年行动方案，制定时间表、任务书。",
            study,
            "合理调配力量，按期整改督查指出的问题。",
        ),
        ("township", "分管负责人"): (
            "驻点抓包保区域的各项工作，不放过一个死角，不遗漏任何细节。",
            visit,
            "对标查找问题，帮助社区协调相关部门解决。",
        ),
        ("township", "工作人员"): (
            visit,
            household,
            "督促落实“门前五包”和环境综合整治，完善宣传设施。",
            "征求居民意见建议并做好反馈，和社区共同开展志愿服务。",
            "主要时间节点到一线、守点位。",
        ),
        ("village", "村支书"): (
            "对本村（居）创建工作负主要责任，配合包保领导和站所开展工作。",
            "组织环境综合整治、主题实践活动和志愿服务，建好宣传专栏。",
            "按期整改限期整改通知指出的问题，并反馈结果。",
        ),
        ("village", "村干部"): (
            "落实本村（居）创建工作的各项任务，掌握各组情况。",
            "配合入户宣传、问卷调查，收集居民意见建议。",
        ),
        ("group", "组长"): (
            "负责本组的环境卫生和“门前五包”，劝导不文明行为。",
            "配合入户宣传，发现问题及时告诉村（居）和包保站所。",
        ),
    }
    return tuple(DutyText(level, role, text) for (level, role), texts in said.items() for text in texts)


def texts_for(own: Iterable[DutyText], level: str, role: str, day: date, times: Times) -> Sequence[str]:
    """The office's own words in force on a day, else the plan's; those for everybody of the level first."""
    known = [one for one in own if one.level == level and one.valid_from <= day]
    everybody = _latest([one for one in known if not one.role])
    mine = _latest([one for one in known if one.role == role])
    if not mine and not everybody:
        mine = [one.text for one in default_texts(times) if (one.level, one.role) == (level, role)]
    return [*everybody, *mine]


def _latest(texts: Sequence[DutyText]) -> list[str]:
    """A new list of duties takes the place of the old one."""
    last = max((one.valid_from for one in texts), default=date.min)
    return [one.text for one in texts if one.valid_from == last]
