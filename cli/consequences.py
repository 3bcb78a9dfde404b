"""escalation, year, close-year, handover: what follows from the months, for a clerk or as JSON."""

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from cli.guard import DONE
from cli.output import say, say_json, table
from cli.results import exact
from cli.work import Work
from core.errors import UserError
from core.queries.annual import AnnualState, annual_state
from core.queries.escalation import Escalation, Suggested, escalation
from core.queries.papers import Asked
from core.queries.year_close import closed, supplements, year_checks
from core.rules.annual import AnnualSheet, formula_words
from core.rules.calendar import cn_date, period_of
from core.rules.escalation import say_trigger
from core.rules.scoring import format_score
from core.services.handover import hand_over
from core.services.year_close import close_year, the_year, undo_close
from reports.papers.handover import PAPER as HANDOVER
from reports.papers.making import pdf_of

KINDS = {"station": "站所", "village": "村（居）"}


# -- escalation ------------------------------------------------------------------------------------


def escalate(work: Work, args: Namespace) -> int:
    """Whom the ladder suggests which measure for, and why; read-only, and never a decision."""
    with work.to_read() as db, db.read() as r:
        start, _ = period_of(args.month)
        if start > r.today:
            raise UserError(f"{args.month.label}的统计周期从{cn_date(start)}开始，还没有到。")
        found = escalation(r, args.month)
    if work.json:
        say_json(_escalation_json(found))
    else:
        say("\n".join(_escalation_words(found)))
    return DONE


def _escalation_json(found: Escalation) -> dict[str, Any]:
    return {
        "month": found.month.text,
        "issued": not found.drafted,
        "refused": found.refused or None,
        "ladder": [
            {"kind": one.kind, "step": one.step, "name": one.name, "when": say_trigger(one, found.lines)}
            for one in found.ladder
        ],
        "candidates": [_candidate(one) for one in found.suggested],
        "statements_open": [
            {"id": one.id, "month": one.month, "unit": one.unit, "received_on": one.received_on.isoformat()}
            for one in found.statements
            if one.open
        ],
        "measures": [
            {
                "id": one.id,
                "day": one.day.isoformat(),
                "unit": one.unit,
                "form": one.form,
                "month": one.month or None,
            }
            for one in found.measures
        ],
    }


def _candidate(one: Suggested) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "step": one.candidate.step,
        "measure": one.candidate.name,
        "reasons": [
            {
                "trigger": why.rung.trigger,
                "span": why.rung.span,
                "count": why.count,
                "months": [month.text for month in why.months],
                "papers": list(why.papers),
                "findings": list(why.findings),
                "words": why.words,
            }
            for why in one.candidate.reasons
        ],
        "doubts": list(one.doubts),
    }


def _escalation_words(found: Escalation) -> Iterable[str]:
    basis = "按草稿" if found.drafted else "按印发的通报"
    yield f"{found.month.label}追责提示（{basis}；只列依据，由领导决定）"
    if found.refused:
        yield f"  {found.refused}"
    if not found.suggested:
        yield "  没有达到条件的单位。"
    for one in found.suggested:
        yield f"  {one.unit}：{one.candidate.name}——{one.candidate.words}"
        yield from (f"    注意：{doubt}" for doubt in one.doubts)
    waiting = [one for one in found.statements if one.open]
    if waiting:
        yield f"未作结论的陈述申辩{len(waiting)}条："
        yield from (f"  {one.month} {one.unit}：{one.text}" for one in waiting)


# -- the year --------------------------------------------------------------------------------------


def year(work: Work, args: Namespace) -> int:
    """The annual table; read-only."""
    with work.to_read() as db, db.read() as r:
        state = annual_state(r, args.year)
        shut, later = closed(r, args.year), supplements(r, args.year)
    if work.json:
        say_json(
            {
                "year": args.year,
                "formula": formula_words(state.rules),
                "notes": list(state.notes),
                "closed_on": shut.closed_on.isoformat() if shut else None,
                "supplements": len(later),
                "units": [_sheet(one, state) for one in state.sheets],
            }
        )
    else:
        say("\n".join(_year_words(state)))
        if shut:
            say(f"{args.year}年已于{cn_date(shut.closed_on)}结转，此后补录{len(later)}条。")
    return DONE


def _sheet(one: AnnualSheet, state: AnnualState) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "unit": state.units[one.unit_id],
        "stratum": one.stratum,
        "score": None if one.total is None else exact(one.total),
        "base": None if one.base is None else exact(one.base),
        "rank": one.rank,
        "tied": one.tied,
        "grade": one.grade or None,
        "months": [
            {
                "month": month.month.text,
                "score": None if month.score is None else exact(month.score),
                "praised": month.praised,
                "criticised": month.criticised,
                "doc_no": month.paper or None,
            }
            for month in one.months
        ],
        "lines": [
            {"item": line.name, "points": exact(line.points), "reason": line.reason} for line in one.lines
        ],
    }


def _year_words(state: AnnualState) -> Iterable[str]:
    yield f"{state.year}年度绩效考核"
    yield f"  {formula_words(state.rules)}"
    yield from (f"  {note}" for note in state.notes)
    for kind, word in KINDS.items():
        rows = [
            (
                "—" if one.rank is None else f"{one.rank}（并列）" if one.tied else one.rank,
                state.units[one.unit_id],
                len(one.assessed),
                "未参加考核" if one.total is None else format_score(one.total),
                *((one.grade,) if state.rules.grades else ()),
                "；".join(f"{line.name}{format_score(line.points)}" for line in one.lines[1:]),
            )
            for one in state.sheets
            if one.kind == kind
        ]
        yield ""
        yield word if rows else f"{word}：没有"
        if rows:
            graded = ("等次",) if state.rules.grades else ()
            yield from table(("名次", "单位", "月数", "得分", *graded, "说明"), rows, (2, 3))


def close(work: Work, args: Namespace) -> int:
    """Check, back up, close; or only check, or go back to the state before."""
    if args.undo:
        if args.year is None:
            raise UserError("请写明撤销哪一年的结转，例如“--year 2026”。")
        counts, former = undo_close(work.path, args.year)
        kept = f"，撤销前的内容存在：{former}" if former else ""
        work.answer(
            f"已撤销{args.year}年的结转（{counts.words}）{kept}", year=args.year, former=str(former or "")
        )
        return DONE
    if args.dry_run:
        with work.to_read() as db, db.read() as r:
            wanted = the_year(r, args.year)
            checks = year_checks(r, wanted)
        said = [f"{wanted}年结转前的检查：", *(f"  {'▲' if one.lack else '·'} {one.text}" for one in checks)]
        points = [
            {"kind": one.kind, "text": one.text, "lack": one.lack, "count": one.count} for one in checks
        ]
        work.answer("\n".join(said), year=wanted, checks=points, closed=False)
        return DONE
    with work.to_write() as db:
        done = close_year(db, args.year)
    lines = [
        *(f"  {'▲' if one.lack else '·'} {one.text}" for one in done.checks),
        f"已结转{done.year}年：归档目录新增{done.filed}件；未销号{done.carried}条按原编号继续；没有删除任何记录。",
        f"结转前的备份（{done.counts.words}）：{done.backup}",
    ]
    work.answer(
        "\n".join(lines),
        year=done.year,
        closed=True,
        backup=str(done.backup),
        filed=done.filed,
        carried=done.carried,
        checks=[one.text for one in done.checks],
    )
    return DONE


# -- handing over ----------------------------------------------------------------------------------


def handover(work: Work, args: Namespace) -> int:
    """The package for the successor: record, files and the list of what waits."""
    target = args.to
    if target.is_dir():
        target = target / f"{work.path.stem}-交接-{work.clock().date().isoformat()}.zip"
    work.refuse_own(target)
    with work.to_read() as db:
        counts = hand_over(db, target, lambda r: pdf_of(HANDOVER.build(HANDOVER.facts(r, Asked()))))
    work.answer(f"交接包已写好（{counts.words}），里面有交接清单：{target}", file=str(target))
    return DONE
