"""plan: what the roster lacks, a proposal beside today's roster, and taking it over."""

from argparse import Namespace
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cli.guard import DONE
from cli.output import say, say_json, table
from cli.results import exact
from cli.work import Work
from core.doors import Read
from core.errors import UserError
from core.exchange.write import write_sheet
from core.names import names_of
from core.queries.plan import Answer, PlanCheck, plan_check, question, who_answers
from core.rules.calendar import cn_date
from core.rules.principles import Check, Remark
from core.rules.proposal import KINDS, LEVELS, Plan, Weights, price_words, terms
from core.services.plan import adopt, answer, plan_sheet


def plan(work: Work, args: Namespace) -> int:
    """Check, propose, adopt, or tell who answers for a place."""
    if args.act != "who" and args.area is not None:
        raise UserError(f"“plan {args.act}”不用写区域，请去掉“{args.area}”。")
    return {"check": _check, "propose": _propose, "adopt": _adopt, "who": _who}[args.act](work, args)


# -- who -------------------------------------------------------------------------------------------


def _who(work: Work, args: Namespace) -> int:
    """谁包保、谁负责."""
    _refuse(args, "who", "to", "document", "level", "most")
    if args.area is None:
        raise UserError("请写明是哪个区域，例如“plan who 红光村1组”。")
    with work.to_read() as db, db.read() as r:
        found = names_of(r).area(args.area)
        if isinstance(found, str):
            raise UserError(found)
        said = who_answers(r, found, args.start or r.today)
    levels = {
        "区级包保单位": said.districts,
        "包保领导": said.leaders,
        "包保站所": said.stations,
        "站所责任人": said.persons,
        "村组责任人": said.residents,
    }
    if work.json:
        named = {key: [{"name": one.name, "role": one.role} for one in held] for key, held in levels.items()}
        say_json({"area": said.name, **named, "inherited": list(said.inherited)})
        return DONE
    say(said.name)
    for key, held in levels.items():
        say(f"  {key}：{'、'.join(one.name for one in held) or '没有'}")
    for words in said.inherited:
        say(f"  {words}")
    return DONE


# -- check -----------------------------------------------------------------------------------------


def _check(work: Work, args: Namespace) -> int:
    _refuse(args, "check", "to", "document", "level", "most")
    with work.to_read() as db, db.read() as r:
        found = plan_check(r, args.start or r.today)
    if work.json:
        say_json(_check_json(found))
    else:
        say("\n".join(_check_lines(found)))
    return DONE


def _check_json(found: PlanCheck) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "gaps": [{"level": one.level, "text": one.text, **_target(one.target)} for one in found.gaps],
        "principles": [
            {
                "name": one.name,
                "kept": one.kept,
                "remarks": [_remark(each) for each in one.remarks],
                "unknown": [_remark(each) for each in one.unknown],
            }
            for one in found.checks
        ],
        "balance": [
            {
                "name": one.name,
                "median": exact(one.median),
                "loads": [{"name": load.name, "count": load.count, "side": load.side} for load in one.loads],
            }
            for one in found.measures
        ],
        "faults": [_remark(one) for one in found.faults],
    }


def _remark(one: Remark) -> dict[str, Any]:
    return {"text": one.text, **_target(one.target)}


def _target(target: tuple[str, int] | None) -> dict[str, Any]:
    return {} if target is None else {"kind": target[0], "id": target[1]}


def _check_lines(found: PlanCheck) -> Iterator[str]:
    yield f"截至{cn_date(found.day)}"
    yield f"一、责任缺口：{len(found.gaps)}处" if found.gaps else "一、责任缺口：没有"
    yield from (f"  {one.level}　{one.text}" for one in found.gaps)
    yield "二、三项原则"
    for check in found.checks:
        yield f"  {check.name}：{_result(check)}"
        yield from (f"    {one.text}" for one in (*check.remarks, *check.unknown))
    yield "三、力量均衡"
    for measure in found.measures:
        yield f"  {measure.name}：中位数{price_words(measure.median)}{measure.word}"
        for load in measure.outliers:
            side = "明显偏多" if load.side == "high" else "明显偏少"
            yield f"    {load.name}{load.count}{measure.word}，{side}"
    if found.faults:
        yield f"四、名册自相矛盾：{len(found.faults)}处"
        yield from (f"  {one.text}" for one in found.faults)


def _result(check: Check) -> str:
    if check.remarks:
        return f"{len(check.remarks)}处不符合"
    return f"{len(check.unknown)}处没有登记，不能核对" if check.unknown else "符合"


# -- propose ---------------------------------------------------------------------------------------


def _propose(work: Work, args: Namespace) -> int:
    _refuse(args, "propose", "document")
    if args.to is not None:
        work.refuse_own(args.to)
        if args.to.suffix.lower() != ".xlsx":
            raise UserError(f"“{args.to.name}”要以.xlsx结尾，请改文件名。")
    with work.to_read() as db, db.read() as r:
        found = _answer(r, args)
    if args.to is not None:
        sheet = plan_sheet(found)
        write_sheet(args.to, sheet.title, sheet.columns, sheet.rows)
    if work.json:
        say_json([_plan_json(one, found) for one in _plans(found, leaders=True)])
        return DONE
    for one in _plans(found, leaders=True):
        say("\n".join(_plan_lines(one)))
    if args.to is not None:
        say(f"已写出方案：{args.to}")
    return DONE


def _answer(r: Read, args: Namespace) -> Answer:
    weights = Weights(args.near, args.weak, args.balance, args.change, args.most)
    return answer(question(r, args.start or r.today, args.level, weights))


def _plans(found: Answer, *, leaders: bool) -> list[Plan]:
    return [found.stations, *([found.leaders] if leaders and found.leaders is not None else [])]


def _plan_json(one: Plan, found: Answer) -> dict[str, Any]:
    def people(ids: tuple[int, ...]) -> list[str]:
        return [one.names[each] for each in ids]

    return {
        "kind": one.problem.kind,
        "level": one.problem.level,
        "rows": [
            {
                "area": row.site_id,
                "name": row.name,
                "today": people(row.today),
                "then": people(row.then),
                "changed": row.changed,
                "reason": row.reason,
                "persons": [
                    found.people[who]
                    for each in row.then
                    if (who := found.staffing.get((each, row.site_id))) is not None
                ],
            }
            for row in one.rows
        ],
        "prices": {word: {"today": exact(today), "then": exact(then)} for word, today, then in terms(one)},
        "uncovered": {"today": one.today.uncovered, "then": one.then.uncovered},
    }


def _plan_lines(one: Plan) -> Iterator[str]:
    word = KINDS[one.problem.kind]
    count = len(one.changed)
    yield f"{word}（{LEVELS[one.problem.level]}）：{len(one.rows)}处，变动{count}处" + (
        "" if count else "，不用调整"
    )
    rows = [
        (
            row.name,
            "、".join(one.names[each] for each in row.today) or "—",
            "、".join(one.names[each] for each in row.then),
            row.reason,
        )
        for row in one.changed
    ]
    if rows:
        yield from table(("区域", "现在", "方案", "理由"), rows)
    prices = [(name, price_words(today), price_words(then)) for name, today, then in terms(one)]
    yield from table(("代价", "现在", "方案"), prices, (1, 2))
    if one.today.uncovered:
        yield f"  现在有{one.today.uncovered}处没有{'包保站所' if word == '站所' else '包保领导'}。"


# -- adopt -----------------------------------------------------------------------------------------


def _adopt(work: Work, args: Namespace) -> int:
    _refuse(args, "adopt", "to")
    if args.start is None:
        raise UserError("请写明方案从哪天起执行，例如“--from 2026-12-01”。")
    if not args.document:
        raise UserError("请写明文件名称，例如“--document 包保任务调整表”。")
    with work.to_write() as db:
        with db.read() as r:
            found = _answer(r, args)
        with db.write("采用包保方案") as w:
            lines = adopt(w, found, args.start, args.document, leaders=not args.stations_only)
    work.answer(
        f"已采用方案，{lines}条包保从{cn_date(args.start)}起变动（《{args.document}》）；可以撤销。",
        lines=lines,
        start=args.start.isoformat(),
        document=args.document,
        total=exact(_total(found, leaders=not args.stations_only)),
    )
    return DONE


def _total(found: Answer, *, leaders: bool) -> Fraction:
    return sum((one.then.total for one in _plans(found, leaders=leaders)), Fraction(0))


_OPTIONS = {"to": "--to", "document": "--document", "level": "--level", "most": "--most"}


def _refuse(args: Namespace, act: str, *options: str) -> None:
    for one in options:
        if getattr(args, one) is not None:
            raise UserError(f"“plan {act}”不用写“{_OPTIONS[one]}”，请去掉它。")
