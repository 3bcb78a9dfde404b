"""What 自检 asks of the record beside the facts of a draft."""

from sqlalchemy import or_, select

from core.doors import Read
from core.model import doc_number, exemption, person, unit
from core.queries.circulars import edited_sentences
from core.queries.statements import heard
from core.rules.calendar import Month
from core.rules.circular import CircularFacts
from core.rules.evaluation import Evaluation
from core.rules.rectification import State, state_at
from core.rules.self_check import Known


def known_of(r: Read, month: Month, facts: CircularFacts, evaluation: Evaluation) -> Known:
    """Roster, exemptions, numbers and the sentences rewritten, at the moment of the draft."""
    n = doc_number.c
    series = (n.agency_code == facts.office.agency_code) & (n.year == facts.series_year)
    gone = series & (n.state != "reserved")
    return Known(
        people=tuple(dict.fromkeys(r.column(select(person.c.name).order_by(person.c.id)))),
        units=tuple(dict.fromkeys(r.column(select(unit.c.name).order_by(unit.c.id)))),
        spared=_spared(r, evaluation),
        was={key: one.was for key, one in edited_sentences(r, month).items() if one.was},
        bare=_bare(facts, evaluation),
        taken=frozenset(r.column(select(n.serial).where(gone))),
        unassigned=tuple(
            one.id for one in evaluation.findings if state_at(one, evaluation.cutoff) is State.UNASSIGNED
        ),
        finished=evaluation.cutoff >= evaluation.end,
        **_objections(r, month),
    )


def _objections(r: Read, month: Month) -> dict[str, dict[str, tuple[int, ...]]]:
    found = heard(r, month)
    names = dict(r.all(select(unit.c.id, unit.c.name), lambda *row: row))
    right = {one: ids for one, ids in found.upheld.items() if one not in found.settled}
    return {
        "objections": {names[one]: ids for one, ids in found.open.items()},
        "upheld": {names[one]: ids for one, ids in right.items()},
    }


def _spared(r: Read, evaluation: Evaluation) -> dict[str, str]:
    """Units exempt from criticism on some day of the period, with the reason."""
    e = exemption.c
    return dict(
        r.all(
            select(unit.c.name, e.reason)
            .join(unit, or_(e.unit_id == unit.c.id, e.unit_id.is_(None)))
            .where(
                e.person_id.is_(None),
                e.covers != "quota",
                e.valid_from <= evaluation.end,
                e.valid_to >= evaluation.start,
            ),
            lambda *row: row,
        )
    )


def _bare(facts: CircularFacts, evaluation: Evaluation) -> tuple[str, ...]:
    """Units criticised with neither rows nor points by hand nor a paper score behind them."""
    by_hand = {
        sheet.unit_id
        for sheet in evaluation.sheets
        if sheet.source == "paper" or any(line.by_hand for line in sheet.lines)
    }
    return tuple(one.unit for one in facts.criticism if not one.evidence and one.unit_id not in by_hand)
