"""What stands beside a finding: who found it, what it is measured by, who helps, whom it was referred to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from core.ledgers.duties import WORK_AREAS
from core.ledgers.headings import SOURCES
from core.ledgers.registers import LOCATIONS
from core.rules.calendar import cn_date


@dataclass(frozen=True, slots=True)
class Told:
    """``source`` None: 督查. ``work_area`` None: the one of the category's heading. ``referred_to``: 上报
    (方案四(二): what cannot be solved on the spot), on ``referred_on`` where the day is known.
    """

    source: str | None = None
    work_area: str | None = None
    location: str | None = None
    standard_id: int | None = None
    partner: str | None = None
    referred_to: str | None = None
    referred_on: date | None = None

    @property
    def values(self) -> dict[str, Any]:
        """As the record keeps them: empty words and the rule's own source are none."""
        return plain(asdict(self))


KEYS = frozenset(Told.__dataclass_fields__)
_WORDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "source": ("来源", SOURCES),
    "work_area": ("方面", WORK_AREAS),
    "location": ("区域类型", LOCATIONS),
}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Blank words as none, 督查 as none."""
    made = {
        key: (value.strip() or None) if isinstance(value, str) else value for key, value in values.items()
    }
    if made.get("source") == SOURCES[0]:
        made["source"] = None
    return made


def fault_of(values: Mapping[str, Any], found_on: date, today: date) -> str | None:
    """What is wrong with the details of a finding, as a sentence."""
    for key, (title, words) in _WORDS.items():
        said = values.get(key)
        if said is not None and said not in words:
            return f"{title}“{said}”不认识，请写{'、'.join(words)}中的一个。"
    day = values.get("referred_on")
    if day is None:
        return None
    if values.get("referred_to") is None:
        return "填了上报日期，没有填上报给谁，请补上。"
    if day < found_on:
        return f"上报日期{cn_date(day)}早于发现日期{cn_date(found_on)}，请核对。"
    return f"上报日期{cn_date(day)}在今天之后，请核对。" if day > today else None
