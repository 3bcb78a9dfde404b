"""Duties as a rubric may price them: only where the office put such a measure into its 考核细则."""

from collections.abc import Iterable, Iterator, Mapping

from core.rules.duties.model import DutyKey, Result
from core.rules.rates import Rate
from core.rules.scoring import FURTHER, Measure, Occurrence

_MEASURES: Mapping[DutyKey, Measure] = {
    "study_meeting": "meeting_short",
    "campaign": "campaign_short",
    "survey": "campaign_short",
    "deputy": "deputy_short",
    "watch": "watch_missed",
    "opinion": "opinion_late",
    "task": "task_late",
}
_DATED = ("watch", "opinion", "task")
assert {*_MEASURES.values(), "rate_short"} == FURTHER


def occurrences(
    results: Iterable[Result], rates: Iterable[tuple[int, Iterable[Rate]]] = ()
) -> Iterator[Occurrence]:
    """What was not met, by the unit that answers for it; ``rates`` by unit.

    What was not done has no row: its evidence is of kind "duty", the place in ``results``.
    """
    for place, one in enumerate(results):
        measure = _MEASURES.get(one.duty)
        if measure is not None and one.short and one.actor.unit_id is not None:
            kind, ids = one.rows[0] if one.duty in _DATED else ("duty", place)
            yield Occurrence(measure, one.actor.unit_id, kind, (ids,), False, one.reason, max(one.missing, 1))
    for unit_id, own in rates:
        for rate in own:
            if rate.standing == "short":
                yield Occurrence("rate_short", unit_id, "questionnaire", rate.sheets, False, rate.words)
