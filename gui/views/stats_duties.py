"""统计 of the further duties as grids of words: 职责 by unit, 入户三率 by village and station. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from core.rules.duties import DutyKey, Result, Share, share_of
from core.rules.rates import RATE_NAMES, RATE_WORDS, Rate
from gui.views.stats_words import Cell, Grid, Target, heat_of, percent

if TYPE_CHECKING:
    from core.queries.duties import MonthDuties
    from core.queries.rates import RateRow

HEADS: Mapping[DutyKey, str] = {
    "check_in": "到岗",
    "study_meeting": "例会",
    "campaign": "入户宣传",
    "survey": "问卷调查",
    "deputy": "驻点",
    "watch": "点位值守",
    "opinion": "意见答复",
    "task": "任务",
    "inspection": "周督查",
    "circular": "月通报",
    "three_year_plan": "三年方案",
    "volunteer": "志愿者注册",
}
_LEDGER: Mapping[DutyKey, tuple[str, str]] = {  # page and ledger behind a column
    "study_meeting": ("entry", "study_meeting"),
    "campaign": ("entry", "household_campaign"),
    "survey": ("entry", "questionnaire"),
    "watch": ("entry", "watch"),
    "opinion": ("entry", "opinion"),
    "task": ("roster", "task"),
    "three_year_plan": ("roster", "three_year_plan"),
    "volunteer": ("roster", "volunteer_body"),
}
_MARKS = {
    "met": ("● {} 达标", ""),
    "short": ("▲ {} 未达标", "heat3"),
    "small": ("○ 样本不足", "heat1"),
    "none": ("—", ""),
    "unset": ("{}", ""),
    "exempt": ("免 {}", ""),
}
REASONS = 6  # in a tip; the others are counted


# --- 职责 -----------------------------------------------------------------------------------------


def duties_grid(found: "MonthDuties") -> Grid:
    """Unit by duty: how many of its periods were met, worst first; 免 where all were exempt."""
    shown = [key for key in HEADS if any(one.duty == key for one in found.results)]
    by_unit: dict[int | None, dict[DutyKey, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for one in found.results:
        if one.duty in HEADS:
            by_unit[one.actor.unit_id][one.duty].append(one)
    order = {unit.id: number for number, unit in enumerate(found.data.units)}
    units = sorted(by_unit, key=lambda unit: order.get(unit or 0, len(order)))
    lines = [_unit(found, unit, shown, by_unit[unit]) for unit in units]
    lines.sort(key=lambda line: line[-1].sort)
    heads = ("单位", *(HEADS[key] for key in shown), "合计")
    total = _line(found, Cell("合计", strong=True), None, shown, _by_duty(found.results), strong=True)
    return Grid("duties", "职责完成情况表", heads, tuple(lines), total if lines else (), _note(found))


def _by_duty(results: Iterable[Result]) -> dict[DutyKey, list[Result]]:
    made: dict[DutyKey, list[Result]] = defaultdict(list)
    for one in results:
        made[one.duty].append(one)
    return made


def _unit(
    found: "MonthDuties", unit: int | None, shown: Sequence[DutyKey], own: Mapping[DutyKey, list[Result]]
) -> tuple[Cell, ...]:
    name = found.called.units.get(unit or 0, found.called.office)
    to: Target | None = None if unit is None else ("roster", {"unit": unit})
    return _line(found, Cell(name, to=to), unit, shown, own)


def _line(
    found: "MonthDuties",
    head: Cell,
    unit: int | None,
    shown: Sequence[DutyKey],
    own: Mapping[DutyKey, list[Result]],
    *,
    strong: bool = False,
) -> tuple[Cell, ...]:
    every = [one for key in shown for one in own.get(key, ())]
    whole = share_of(every, exempt_counts=found.data.rules.exempt_counts)
    rate = whole.met / whole.owed if whole.owed else 2.0
    tip = f"{whole.met}/{whole.owed}，只算已经到期、要评的"
    last = Cell(percent(whole.met, whole.owed), sort=rate, tip=tip, strong=strong)
    return (head, *(_cell(found, key, unit, own.get(key, ()), strong=strong) for key in shown), last)


def _cell(
    found: "MonthDuties", key: DutyKey, unit: int | None, own: Sequence[Result], *, strong: bool = False
) -> Cell:
    if not own:
        return Cell(sort=-2.0)
    to = _target(found, key, unit, own)
    if key in found.unkept:
        return Cell("未登记", sort=-1.0, tip="台账还没有登记过，不评", to=to, quiet=True)
    if key == "three_year_plan":
        sent = sum(one.ok for one in own)
        text = f"{sent}/{len(own)}" if strong else "已报" if sent else "未报"
        return Cell(text, sort=sent / len(own), tip=_reasons(found, own), to=to, quiet=True)
    if key == "volunteer":
        done, asked = sum(one.done for one in own), sum(one.required for one in own)
        return Cell(percent(done, asked), sort=done / asked, tip=_reasons(found, own), to=to, quiet=True)
    share = share_of(own, exempt_counts=found.data.rules.exempt_counts)
    if not share.owed:
        return _nothing_owed(share, own, to, found)
    heat = "" if strong else heat_of(share.met, share.owed)
    bad = heat in ("heat3", "heat4")
    return Cell(
        f"{share.met}/{share.owed}",
        heat,
        share.met / share.owed,
        _reasons(found, own),
        to,
        quiet=not heat and not strong,
        strong=strong or bad,
    )


def _nothing_owed(share: Share, own: Sequence[Result], to: Target | None, found: "MonthDuties") -> Cell:
    if share.exempt:
        return Cell("免", sort=-1.0, tip=_reasons(found, own, all_of=True), to=to, quiet=True)
    if all(not one.judged for one in own):
        return Cell("不评", sort=-1.0, tip="没有规定次数或期限，只列出", to=to, quiet=True)
    return Cell("未到期", sort=-1.0, tip="还没有过完，暂不计", to=to, quiet=True)


def _reasons(found: "MonthDuties", own: Sequence[Result], *, all_of: bool = False) -> str:
    bad = [one for one in own if all_of or (one.finished and not one.ok)]
    said = [f"{found.who(one)}：{one.reason}" for one in bad[:REASONS]]
    more = [f"另{len(bad) - REASONS}项"] if len(bad) > REASONS else []
    return "\n".join(said + more)


def _target(found: "MonthDuties", key: DutyKey, unit: int | None, own: Sequence[Result]) -> Target | None:
    """Exactly the rows where there are some that open by number, else the ledger's month of the unit."""
    if key == "check_in":
        short = next((one for one in own if one.short), own[-1])
        return "entry", {"week": short.start, "unit": unit, "missing": any(one.short for one in own)}
    if key == "inspection":
        return "findings", {"filter": "all", "week": own[-1].start}
    if key == "circular":
        return "circular", {"month": found.data.month.text, "step": 1}
    if key == "deputy":
        return "entry", {"week": own[-1].start, "unit": unit}
    page, ledger = _LEDGER[key]
    if key in ("watch", "opinion", "task"):
        return page, {"ledger": ledger, "ids": tuple(row for one in own for _, row in one.rows)}
    if page == "roster":
        return page, {"ledger": ledger}
    return page, {"ledger": ledger, "month": found.data.month.text, "unit": unit}


def _note(found: "MonthDuties") -> str:
    """The month, and what is only told: places not inspected, markets not visited."""
    parts = [f"{found.data.month.label}，已过完的周和月"]
    places = [found.who(one) for one in found.of("place") if one.finished and not one.ok]
    if places and "place" not in found.unkept:
        parts.append(f"没有督查到：{'、'.join(places[:4])}{f'等{len(places)}处' if len(places) > 4 else ''}")
    markets = sum(one.finished and not one.ok for one in found.of("market"))
    if markets:
        parts.append(f"集贸市场{markets}周没有人到")
    return "；".join(parts)


# --- 入户三率 -------------------------------------------------------------------------------------


def rates_grid(found: "MonthDuties") -> Grid:
    """Villages, then stations, each rate with its mark, word and colour; the township below."""
    heads = ("单位", "有效问卷", *(RATE_WORDS[name] for name in RATE_NAMES))
    rows = [_rates(found, row) for row in (*found.villages, *found.stations)]
    title = "入户三率表"
    note = (
        f"{found.data.month.label}的问卷；知晓率{found.settings.awareness_min}%、"
        f"参与率{found.settings.participation_min}%、满意度{found.settings.satisfaction_min}%，"
        f"有效问卷不到{found.settings.min_sample}份不评"
    )
    if not rows:
        return Grid("rates", title, heads, (), note=note)
    name = found.settings.township or found.called.office
    return Grid(
        "rates", title, heads, tuple(rows), _rates(found, found.whole, f"{name}合计", strong=True), note
    )


def _rates(found: "MonthDuties", row: "RateRow", name: str = "", *, strong: bool = False) -> tuple[Cell, ...]:
    said = name or found.called.areas.get(row.area_id or 0) or found.called.units.get(row.unit_id or 0, "")
    sample = max((one.sample for one in row.rates), default=0)
    to: Target | None = ("roster", {"area": row.area_id}) if row.area_id else None
    if to is None and row.unit_id:
        to = ("roster", {"unit": row.unit_id})
    ids = tuple(sorted({sheet for one in row.rates for sheet in one.sheets}))
    count = Cell(str(sample), sort=sample, to=_sheets(ids), strong=strong)
    return (Cell(said, to=to, strong=strong), count, *(_rate(one, strong=strong) for one in row.rates))


def _sheets(ids: tuple[int, ...]) -> Target | None:
    return ("entry", {"ledger": "questionnaire", "ids": ids}) if ids else None


def _rate(one: Rate, *, strong: bool) -> Cell:
    words, heat = _MARKS[one.standing]
    value = -1.0 if one.value is None else float(one.value)
    text = words.format(one.shown)
    return Cell(
        text, heat, value, one.words, _sheets(one.sheets), quiet=not one.whole, strong=strong or bool(heat)
    )
