"""evaluate: what a month came to, as tables for a clerk or as JSON."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cli.duties import duties_json, duty_pages, rates_json
from cli.guard import DONE, tell
from cli.output import columns, say, say_json, table
from cli.work import Work
from core.errors import UserError
from core.names import names_of
from core.queries.duties import MonthDuties, month_duties
from core.queries.month import evaluate_month
from core.rules.calendar import cn_date, cn_day, cn_range, period_of, weeks_of
from core.rules.evaluation import Evaluation, MonthInput
from core.rules.reach import rubric_faults
from core.rules.scoring import ScoreSheet, format_score, standing, summary
from core.rules.selection import Selected

UNASSIGNED = "待定责"


@dataclass(frozen=True, slots=True)
class _Result:
    month: Evaluation
    people: Mapping[int, str]
    units: Mapping[int, str]
    categories: Mapping[int, str]  # by finding
    duties: MonthDuties


def evaluate(work: Work, args: Namespace) -> int:
    """Read-only: works while a window or another command holds the file."""
    with work.to_read() as db, db.read() as r:
        start, _ = period_of(args.month)
        if start > r.today:
            raise UserError(f"{args.month.label}的统计周期从{cn_date(start)}开始，还没有到。")
        if args.cutoff is not None and args.cutoff < start:
            raise UserError(f"截止日期早于{args.month.label}统计周期的第一天{cn_date(start)}，请核对。")
        if args.cutoff is not None and args.cutoff > r.today:
            raise UserError(f"截止日期{cn_date(args.cutoff)}还没有到，请改早一些。")
        evaluation, data = evaluate_month(r, args.month, args.cutoff)
        duties = month_duties(r, args.month, args.cutoff)
        people = {one: name for name, ids in names_of(r).people.items() for one in ids}
    _warn_empty(evaluation, data)
    _warn_rubrics(data)
    units = {unit.id: unit.name for unit in data.units}
    result = _Result(evaluation, people, units, {one.id: one.category for one in data.findings}, duties)
    if work.json:
        say_json(as_json(result))
    else:
        say("\n".join(_pages(result)))
    return DONE


def _warn_empty(evaluation: Evaluation, data: MonthInput) -> None:
    if not (data.records.visits or evaluation.findings or data.paper_scores):
        tell(f"说明：{evaluation.month.label}没有签到、督查和得分记录，下面只按名册计算。")


def _warn_rubrics(data: MonthInput) -> None:
    for rubric in (data.village_rubric, data.station_rubric):
        for fault in rubric_faults(rubric, data.selection_rules):
            tell(f"说明：{rubric.name}：{fault}")


# -- for machines ----------------------------------------------------------------------------------


def as_json(result: _Result) -> dict[str, Any]:
    """Evidence of a shortfall is the place of its quota in "quotas"; any other is ids of findings."""
    month = result.month
    return {
        "month": month.month.text,
        "cutoff": month.cutoff.isoformat(),
        "quotas": [
            {
                "person": None if one.person_id is None else result.people[one.person_id],
                "unit": result.units[one.unit_id],
                "week": f"{one.week.year}-W{one.week.number:02d}",
                "required": one.required,
                "done": one.done,
                "ok": one.ok,
                "reason": one.reason,
            }
            for one in month.quotas
        ],
        "scores": [_score(one, result) for one in month.sheets],
        "praise": [_named(one, result) for one in month.praise],
        "criticism": [_named(one, result) for one in month.criticism],
        "overdue": [
            {
                "id": one.finding_id,
                "unit": None if one.unit_id is None else result.units[one.unit_id],
                "due_on": one.due_on.isoformat(),
                "days": one.days,
            }
            for one in month.overdue
        ],
        "duties": duties_json(result.duties),
        "rates": rates_json(result.duties),
    }


def _score(sheet: ScoreSheet, result: _Result) -> dict[str, Any]:
    return {
        "kind": sheet.kind,
        "unit": result.units[sheet.unit_id],
        "score": None if sheet.total is None else exact(sheet.total),
        "rank": sheet.rank,
        "lines": [
            {
                "item": line.item_name,
                "points": exact(line.points),
                "reason": line.reason,
                "evidence": list(line.evidence),
            }
            for line in sheet.lines
        ],
    }


def _named(one: Selected, result: _Result) -> dict[str, Any]:
    return {"unit": result.units[one.unit_id], "reason": one.reason}


def exact(value: Fraction) -> str:
    """93.5 where decimals hold the value exactly, else 2/3."""
    bottom, twos, fives = value.denominator, 0, 0
    while bottom % 2 == 0:
        bottom, twos = bottom // 2, twos + 1
    while bottom % 5 == 0:
        bottom, fives = bottom // 5, fives + 1
    if bottom != 1:
        return str(value)
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if value < 0 else "") + whole + (f".{rest}" if rest else "")


# -- for the clerk ---------------------------------------------------------------------------------


def _pages(result: _Result) -> Iterable[str]:
    month = result.month
    cutoff = "" if month.cutoff == month.end else f"，统计截止{cn_day(month.cutoff)}"
    yield f"{month.month.label}（{cn_range(month.start, month.end)}{cutoff}）"
    yield from _quotas(result)
    yield from _scores("二、村（居）得分", "village", result)
    yield from _scores("三、站所得分", "station", result)
    yield from _picked("四、拟表扬的村（居）", month.praise, result)
    yield from _picked("五、拟批评的站所", month.criticism, result)
    yield from _overdue(result)
    yield from duty_pages(result.duties)


def _quotas(result: _Result) -> Iterable[str]:
    quotas = [one for one in result.month.quotas if one.finished]
    required = sum(one.required for one in quotas)
    done = sum(min(one.done, one.required) for one in quotas)
    short = [one for one in quotas if not one.ok]
    yield ""
    yield f"一、到岗：应到{required}次，实到{done}次，{len(short)}项不足"
    for week in weeks_of(result.month.month):
        notes = [note for note in result.month.week_notes if note.startswith(week.label)]
        rows = [
            (
                result.units[one.unit_id],
                "" if one.person_id is None else result.people[one.person_id],
                one.reason.removeprefix(week.name),
            )
            for one in short
            if one.week == week
        ]
        if notes or rows:
            yield from (f"  {head}" for head in notes or [week.label])
            yield from (f"  {line}" for line in columns(rows))


def _scores(title: str, kind: str, result: _Result) -> Iterable[str]:
    sheets = [one for one in result.month.sheets if one.kind == kind]
    yield ""
    yield title if sheets else f"{title}：没有"
    ranked = sorted(sheets, key=lambda one: (one.stratum, one.rank is None, one.rank or 0))
    grouped = len({one.stratum for one in sheets}) > 1
    rows = [
        (
            *((one.stratum or "未分组",) if grouped else ()),
            "—" if one.rank is None else f"{one.rank}（并列）" if one.tied else one.rank,
            result.units[one.unit_id],
            standing(one.remark) if one.total is None else format_score(one.total),
            summary(one),
        )
        for one in ranked
    ]
    head = (*(("分组",) if grouped else ()), "名次", "单位", "得分", "说明")
    if rows:
        yield from table(head, rows, (len(head) - 2,))


def _picked(title: str, picked: Iterable[Selected], result: _Result) -> Iterable[str]:
    rows = [f"  {result.units[one.unit_id]}：{one.reason}" for one in picked]
    yield ""
    yield title if rows else f"{title}：没有"
    yield from rows


def _overdue(result: _Result) -> Iterable[str]:
    late = result.month.overdue
    yield ""
    yield f"六、逾期未整改：{len(late)}件" if late else "六、逾期未整改：没有"
    if late:
        rows = [
            (
                f"第{one.finding_id}号",
                result.categories[one.finding_id],
                UNASSIGNED if one.unit_id is None else result.units[one.unit_id],
                cn_date(one.due_on),
                f"{one.days}天",
            )
            for one in late
        ]
        yield from table(("问题", "类别", "责任站所", "期限", "已逾期"), rows, (0, 4))
