"""What holds for every township: counted again slowly, in any order, with excuses, with one record more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rules.calendar import Holidays, Month, period_of
from core.rules.duties import DutyInput, Known, Meeting, Outing, Result, duties_of
from core.rules.quotas import QuotaRules, Records, Visit, quotas_of
from tests.core.rules.townships import COUNTED, RED, exemptions, key_of, slowly, townships

FAIR = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
DATA = st.data()


def judged(data: DutyInput) -> tuple[Result, ...]:
    rules = QuotaRules(plan_date=data.rules.plan_date, scarce=data.rules.scarce)
    weeks = [week for week, _ in data.weeks]
    return duties_of(data, quotas_of(weeks, data.records, rules, data.holidays, data.cutoff))


@FAIR
@given(DATA)
def test_counted_again_slowly(holidays: Holidays, data: st.DataObject) -> None:
    town = data.draw(townships(holidays))
    fast = {key_of(one) for one in judged(town) if one.duty in COUNTED}
    assert fast == slowly(town)


@FAIR
@given(DATA, st.randoms())
def test_the_order_of_entry_changes_nothing(holidays: Holidays, data: st.DataObject, chance: Any) -> None:
    town = data.draw(townships(holidays))

    def mixed(holder: Any, names: Sequence[str]) -> dict[str, Any]:
        return {name: sorted(getattr(holder, name), key=lambda _: chance.random()) for name in names}

    lists = [name for name in Known.__slots__ if name not in ("issued_on", "begun")]
    other = replace(
        town,
        records=replace(town.records, **mixed(town.records, Records.__slots__)),
        known=replace(town.known, **mixed(town.known, lists)),
        units=mixed(town, ["units"])["units"],
    )
    assert judged(other) == judged(town)


def key(one: Result) -> tuple[Any, ...]:
    return one.duty, one.actor, one.start, one.rows if one.duty in ("watch", "task", "opinion") else ()


@FAIR
@given(DATA)
def test_an_exemption_never_adds_a_shortfall(holidays: Holidays, data: st.DataObject) -> None:
    town = data.draw(townships(holidays))
    more = data.draw(st.lists(exemptions(town.month), min_size=1, max_size=3))
    spared = replace(town, records=replace(town.records, exemptions=[*town.records.exemptions, *more]))
    before = {key(one): one for one in judged(town)}
    after = {key(one): one for one in judged(spared)}
    assert before.keys() == after.keys()
    for name, was in before.items():
        now = after[name]
        assert now.required <= was.required
        assert now.done == was.done
        assert now.missing <= was.missing
        assert now.ok or not was.ok


@FAIR
@given(DATA)
def test_one_record_more_never_lowers_a_duty(holidays: Holidays, data: st.DataObject) -> None:
    town = data.draw(townships(holidays))
    start, end = period_of(town.month)
    day = data.draw(st.dates(min(start, town.month.first), max(end, town.month.last)))
    who = data.draw(st.integers(1, 4))
    known = town.known
    more = data.draw(
        st.sampled_from(
            [
                replace(known, meetings=[*known.meetings, Meeting(99, day, None, who, ())]),
                replace(known, meetings=[*known.meetings, Meeting(99, day, 2, None, ())]),
                replace(
                    known,
                    outings=[*known.outings, Outing("questionnaire", 99, day, RED, None, (who,), "both")],
                ),
                replace(known, inspections=[*known.inspections, (99, day)]),
                replace(known, spots=[*known.spots, Visit(99, who, RED, day)]),
            ]
        )
    )
    before = judged(town)
    after = judged(replace(town, known=more))
    assert [key(one) for one in before] == [key(one) for one in after]
    for was, now in zip(before, after, strict=True):
        assert (now.required, now.finished) == (was.required, was.finished)
        assert now.done >= was.done
        assert now.ok or not was.ok


@FAIR
@given(DATA)
def test_nothing_unfinished_and_nothing_unjudged_is_short(holidays: Holidays, data: st.DataObject) -> None:
    town = data.draw(townships(holidays))
    silent = replace(town, known=replace(town.known, begun={}))
    for one in judged(silent):
        assert one.finished or one.ok
        assert not one.short or one.duty in ("check_in", "deputy", "watch", "opinion", "task")


def test_a_month_can_be_read_before_any_of_it(holidays: Holidays) -> None:
    town = DutyInput(Month(2026, 10), date(2026, 9, 1), date(2026, 9, 1), holidays, (), Records())
    assert [one.duty for one in duties_of(town)] == ["circular"]
