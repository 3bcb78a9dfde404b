"""A month for its papers on duties: campaigns and rates, and which weeks counted how."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.doors import Read
from core.errors import UserError
from core.queries.duties import MonthDuties, month_duties, spared_of
from core.queries.papers.asked import Asked, last_full_month
from core.queries.rates import RateRow, questionnaires
from core.rules.calendar import Month, period_of, weeks_of
from core.rules.circular import Spared
from core.rules.duties import Result
from core.rules.duties.counted import WeekCount, week_counts
from core.rules.rates import Rate, Sheet
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class RatesLine:
    """A village's or station's questionnaires with the rates they give."""

    name: str
    issued: int | None
    returned: int | None
    valid: int
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class CampaignLine:
    who: str
    required: int
    done: int
    standing: str  # 完成 未完成 免计 未到期
    reason: str


@dataclass(frozen=True, slots=True)
class RatesFacts:
    """Campaigns and rates of a calendar month; ``kept`` False: no campaign was ever keyed in."""

    settings: Settings
    month: Month
    campaigns: tuple[CampaignLine, ...]
    kept: bool
    villages: tuple[RatesLine, ...]
    stations: tuple[RatesLine, ...]
    whole: RatesLine


@dataclass(frozen=True, slots=True)
class ExemptionFacts:
    settings: Settings
    month: Month
    weeks: tuple[WeekCount, ...]
    rows: tuple[Spared, ...]


def _month(r: Read, asked: Asked) -> Month:
    month = asked.month or last_full_month(r.today)
    if period_of(month)[0] > r.today:
        raise UserError(f"{month.label}的统计周期还没有开始，请换一个月份。")
    return month


def rates_facts(r: Read, asked: Asked) -> RatesFacts:
    """The month asked for, by default the last full one."""
    month = _month(r, asked)
    found = month_duties(r, month)
    sheets = {one.id: one for one in questionnaires(r, month, found.data.month_cutoff).sheets}

    def line(row: RateRow, name: str) -> RatesLine:
        own = [sheets[one] for one in sorted({one for rate in row.rates for one in rate.sheets})]
        valid = max((rate.sample for rate in row.rates), default=0)
        return RatesLine(name, _sum(own, "issued"), _sum(own, "returned"), valid, row.rates)

    return RatesFacts(
        found.settings,
        month,
        tuple(_campaign(found, one) for one in found.of("campaign", "survey")),
        "campaign" not in found.unkept,
        tuple(line(row, found.called.areas[row.area_id or 0]) for row in found.villages),
        tuple(line(row, found.called.units.get(row.unit_id or 0, "")) for row in found.stations),
        line(found.whole, "合计"),
    )


def _sum(sheets: Iterable[Sheet], key: str) -> int | None:
    """None where no batch says."""
    known = [count for one in sheets if (count := getattr(one, key)) is not None]
    return sum(known) if known else None


def _campaign(found: MonthDuties, one: Result) -> CampaignLine:
    standing = (
        "未到期" if not one.finished else "免计" if not one.required else "完成" if one.ok else "未完成"
    )
    return CampaignLine(found.who(one), one.required, one.done, standing, one.reason)


def exemption_facts(r: Read, asked: Asked) -> ExemptionFacts:
    """Which weeks of the month counted how, and why, per unit."""
    month = _month(r, asked)
    found = month_duties(r, month)
    data = found.data
    weeks = week_counts(weeks_of(month), data.quota_rules, data.holidays, data.cutoff)
    return ExemptionFacts(found.settings, month, weeks, spared_of(found))
