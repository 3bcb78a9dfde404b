"""What stands beside the sample's findings: standards, kinds of place, who helps, what went up; invented."""

from datetime import date
from random import Random
from typing import Any

from core.ledgers.registers import LOCATIONS

_OFFICES, _ACTIVITIES, _HOMES = LOCATIONS
_WORDS = (
    (_OFFICES, ("村委会", "服务", "办公")),
    (_ACTIVITIES, ("广场", "步道", "公示栏", "活动室", "公园")),
    (_HOMES, ("楼", "聚居点", "院坝", "房屋", "安置")),
)
_CODES = {
    "A-1": ("乱扔垃圾", "乱倒垃圾", "乱堆垃圾", "垃圾桶无分类标志", "乱贴小广告", "门前五包未落实"),
    "A-2": ("墙面污损", "玻璃破损", "照明灯损坏", "道路路面破损", "无障碍设施损坏", "公共绿化带受损"),
    "A-3": ("楼道堵塞", "占用消防通道", "消防设施缺损"),
    "B-1": ("宣传栏缺损", "公益广告不达标"),
}
CODE_OF = {category: code for code, categories in _CODES.items() for category in categories}
_PARTNERS = {"照明灯损坏": "区城管局", "道路路面破损": "区交通运输局", "占用消防通道": "区消防救援大队"}


def beside(category: str, where: str, item: int | None, put_off: date | None) -> dict[str, Any]:
    """The columns of a finding; what was put off for want of means was referred up on that day."""
    partner = _PARTNERS.get(category)
    sent = partner is not None and put_off is not None
    kinds = (kind for kind, words in _WORDS if any(word in where for word in words))
    return {
        "location": next(kinds, None),
        "standard_id": item,
        "partner": partner,
        "referred_to": partner if sent else None,
        "referred_on": put_off if sent else None,
    }


def also_seen(day: date, places: list[int], found: set[int | None]) -> list[int]:
    """Places a round went to in vain: two or three of the others."""
    others = [one for one in places if one not in found]
    rng = Random(f"seen {day}")
    return rng.sample(others, min(len(others), rng.choice((2, 2, 3))))
