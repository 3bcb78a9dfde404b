"""Which measure a unit's record suggests: tables of cases, and what may never change it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.calendar import Month
from core.rules.escalation import (
    DEFAULT,
    DISMISSED,
    MANUAL,
    Candidate,
    Lines,
    Rung,
    Taken,
    candidates,
    ladder_fault,
    ladder_of,
    measures,
    say_months,
    say_trigger,
)
from core.rules.standing import Standing

UNIT = 7
OCTOBER = Month(2026, 10)


def back(count: int, month: Month = OCTOBER) -> list[Month]:
    """The last ``count`` months, the oldest first."""
    months = [month]
    while len(months) < count:
        months.insert(0, months[0].previous)
    return months


def past(signs: str, month: Month = OCTOBER, unit: int = UNIT, **more: Any) -> list[Standing]:
    """A month per sign: C criticised, · not, - not assessed, s spared, L last, o overdue, i incomplete."""
    made = []
    for when, sign in zip(back(len(signs), month), signs, strict=True):
        one = Standing(when, unit, "station", Fraction(90), above=2, below=2, **more)
        made.append(
            {
                "C": replace(one, criticised=True, score=Fraction(70), below=1),
                "-": replace(one, score=None, above=0, below=0),
                "s": replace(one, spared=True, score=Fraction(60), below=0),
                "L": replace(one, below=0),
                "o": replace(one, overdue=(when.number, when.number + 100)),
                "i": replace(one, incomplete=(when.number,)),
            }.get(sign, one)
        )
    return made


def the(
    history: Iterable[Standing], *rungs: Rung, taken: Sequence[Taken] = (), month: Month = OCTOBER
) -> Any:
    found = candidates(history, rungs or DEFAULT, taken, month)
    return found[0] if found else None


def name(one: Candidate | None) -> str:
    return "" if one is None else one.name


RUN3 = Rung("station", 7, "约谈", "criticised", 3)


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        ("C", ""),
        ("CC", "表态发言"),
        ("CCC", "约谈"),
        ("CCCC", "书面检查"),
        ("C·C", ""),
        ("CC·", ""),
        ("C-C", "表态发言"),
        ("CsC", "表态发言"),
        ("C--sC-C", "约谈"),
        ("CCC-", "约谈"),
        ("CC·CC", "约谈"),  # four in the year
        ("C·C·C·C·C", "书面检查"),  # five in the year
        ("C·C·C·C·C·C", ""),  # eleven months back from October reach into the year before
        ("---", ""),
        ("ssss", ""),
    ],
)
def test_the_ladder_by_default(signs: str, wanted: str) -> None:
    found = the(past(signs))
    if signs == "C·C·C·C·C·C":
        assert name(found) == "书面检查", "five of the six lie in the year"
        assert found.reasons[0].count == 5
        return
    assert name(found) == wanted


def test_a_run_goes_on_across_the_year_and_a_year_begins_anew() -> None:
    january = Month(2027, 1)
    found = the(past("CCC", january), month=january)
    assert found.name == "约谈"
    assert found.words == "连续3个月受通报批评（2026年11月、12月、2027年1月）"
    year = Rung("station", 8, "书面检查", "criticised", 3, "year")
    assert the(past("CCC", january), year, month=january) is None
    assert the(past("CCC"), year).words == "本年累计3个月受通报批评（2026年8月、9月、10月）"


@pytest.mark.parametrize(
    ("signs", "rung", "words"),
    [
        ("LL", Rung("station", 6, "表态发言", "last", 2), "连续2个月排名末位（2026年9月、10月）"),
        (
            "L·L",
            Rung("station", 6, "表态发言", "last", 2, "year"),
            "本年累计2个月排名末位（2026年8月、10月）",
        ),
        ("C", Rung("station", 6, "黄牌", "below", 1, "month"), "2026年10月得分低于80分"),
        ("·C", Rung("station", 6, "黄牌", "bottom", 1, "month"), "2026年10月排名后2位"),
        ("o", Rung("station", 3, "催办", "overdue", 2, "month"), "2条问题逾期未整改（2026年10月）"),
        (
            "oo",
            Rung("station", 3, "催办", "overdue", 4, "year"),
            "本年累计4条问题逾期未整改（2026年9月、10月）",
        ),
        ("oo", Rung("station", 3, "催办", "overdue", 2), "连续2个月有问题逾期未整改（2026年9月、10月）"),
        ("i", Rung("station", 4, "再次整改", "incomplete", 1, "month"), "1条问题仍未整改到位（2026年10月）"),
    ],
)
def test_every_trigger_says_what_it_counted(signs: str, rung: Rung, words: str) -> None:
    found = the(past(signs), rung)
    assert found.words == words
    assert the(past(signs), replace(rung, threshold=rung.threshold + 3)) is None or rung.span == "month"


def test_the_rows_behind_are_named() -> None:
    found = the(past("oo"), Rung("station", 3, "催办", "overdue", 1, "year"))
    assert found.findings == (9, 10, 109, 110)
    assert found.months == (Month(2026, 9), OCTOBER)
    papers = [replace(one, paper=f"和创文办〔2026〕{one.month.number}号") for one in past("CCC")]
    assert the(papers).reasons[0].papers == tuple(f"和创文办〔2026〕{n}号" for n in (8, 9, 10))


def test_where_all_are_tied_nobody_is_last() -> None:
    tied = [replace(one, above=0, below=0) for one in past("··")]
    assert the(tied, Rung("station", 6, "表态发言", "last", 1)) is None
    assert the(tied, Rung("station", 6, "表态发言", "bottom", 1)) is None


def test_the_daily_work_is_never_proposed() -> None:
    assert the(past("CCC"), Rung("station", 2, "限期整改", MANUAL)) is None
    assert the(past("oooiii"), *(one for one in DEFAULT if one.trigger == MANUAL)) is None


def test_a_measure_for_stations_names_no_village() -> None:
    villages = [replace(one, kind="village") for one in past("CCC")]
    assert the(villages) is None


def test_the_same_evidence_is_not_proposed_twice() -> None:
    talk = Taken(UNIT, "约谈", OCTOBER)
    assert the(past("CCC"), taken=[talk]) is None, "a milder measure of the same months is answered too"
    november = OCTOBER.next
    assert the(past("CCCC", november), RUN3, taken=[talk], month=november) is None, "one month since"
    assert name(the(past("CCCC", november), taken=[talk], month=november)) == "书面检查"
    february = Month(2027, 2)
    later = the(past("CCCCCCC", february), RUN3, taken=[talk], month=february)
    assert later.reasons[0].count == 4


def test_a_finding_chased_once_is_not_chased_for_the_same_lateness_again() -> None:
    chase = Rung("station", 3, "催办", "overdue", 1, "month")
    late = [replace(one, overdue=(5,)) for one in past("··")]
    assert the(late, chase).findings == (5,)
    assert the(late, chase, taken=[Taken(UNIT, "催办", Month(2026, 9))]) is None
    more = [late[0], replace(late[1], overdue=(5, 6))]
    assert the(more, chase, taken=[Taken(UNIT, "催办", Month(2026, 9))]).findings == (6,)


def test_what_was_dismissed_rests_until_there_is_more() -> None:
    rest = Taken(UNIT, DISMISSED, OCTOBER)
    assert the(past("CCCC"), taken=[rest]) is None
    assert the(past("CCCC"), taken=[Taken(UNIT, "口头提醒", OCTOBER)]) is not None, "no measure of the ladder"
    assert the(past("CCCC"), taken=[Taken(UNIT, DISMISSED, OCTOBER.next)]) is not None, "decided later"


def test_a_milder_measure_leaves_the_stronger_proposed() -> None:
    found = the(past("CCC"), taken=[Taken(UNIT, "表态发言", OCTOBER)])
    assert name(found) == "约谈"


def test_the_strongest_first_then_by_unit() -> None:
    history = [*past("CC", unit=3), *past("CCCC", unit=9), *past("CC", unit=1)]
    assert [(one.unit_id, one.name) for one in candidates(history, DEFAULT, (), OCTOBER)] == [
        (9, "书面检查"), (1, "表态发言"), (3, "表态发言"),
    ]  # fmt: skip


def test_months_to_come_say_nothing() -> None:
    assert the(past("CCC", OCTOBER.next), month=OCTOBER) is not None
    assert the(past("·CCC", OCTOBER.next), month=Month(2026, 8)) is None


@pytest.mark.parametrize(
    ("rung", "said"),
    [
        (Rung("station", 1, "x", MANUAL), "日常办理，不自动提出"),
        (RUN3, "连续3个月受通报批评"),
        (Rung("station", 1, "x", "criticised", 4, "year"), "本年累计4个月受通报批评"),
        (Rung("station", 1, "x", "last", 1, "month"), "当月排名末位"),
        (Rung("station", 1, "x", "below", 2), "连续2个月得分低于75.5分"),
        (Rung("station", 1, "x", "overdue", 3, "month"), "当月有3条以上问题逾期未整改"),
        (Rung("station", 1, "x", "incomplete", 2), "连续2个月有问题仍未整改到位"),
    ],
)
def test_a_condition_in_words(rung: Rung, said: str) -> None:
    assert say_trigger(rung, Lines(Fraction("75.5"))) == said


@pytest.mark.parametrize(
    ("rungs", "fault"),
    [
        (DEFAULT, ""),
        ([Rung("station", 1, " ", "last")], "没有名称"),
        ([Rung("station", 1, "约谈", "worst")], "不认识"),
        ([Rung("station", 1, "约谈", "last", 1, "week")], "不认识"),  # type: ignore[arg-type]
        ([Rung("leadership", 1, "约谈", "last")], "只能是站所或村（居）"),
        ([Rung("station", 1, "约谈", "last", 0)], "1到24之间"),
        ([Rung("station", 1, "约谈", "last", 25)], "1到24之间"),
        ([Rung("station", 1, "约谈", "overdue", 60, "year")], ""),
        ([Rung("station", 1, "约谈", "last"), Rung("station", 1, "问责", "last")], "两个名称"),
        ([Rung("station", 1, "约谈", "last"), Rung("village", 1, "提醒", "last")], ""),
    ],
)
def test_a_ladder_no_office_can_use(rungs: Sequence[Rung], fault: str) -> None:
    said = ladder_fault(rungs)
    assert (fault in said) if fault else said == ""


def test_the_office_without_a_ladder_has_the_usual_one() -> None:
    assert ladder_of(()) == DEFAULT
    assert ladder_of([RUN3]) == (RUN3,)
    villages = Rung("village", 1, "提醒", "last")
    assert set(ladder_of([villages])) == {*DEFAULT, villages}, "stations keep the usual one"
    assert measures(DEFAULT, "station") == (
        "现场交办", "限期整改", "催办", "再次整改", "通报批评", "表态发言", "约谈", "书面检查", "问责",
    )  # fmt: skip
    assert measures(DEFAULT, "village") == (), "方案四(三) criticises stations"


def test_months_in_words() -> None:
    assert say_months([Month(2027, 1), Month(2026, 11), Month(2026, 12)]) == "2026年11月、12月、2027年1月"
    assert say_months(Month(2026, n) for n in range(1, 13)) == "2026年1月—12月"
    assert say_months(Month(2026, n) for n in (1, 2, 3, 4, 10)) == "2026年1月—4月、10月"
    assert say_months(back(4, Month(2027, 1))) == "2026年10月—2027年1月"


# -- what may never change a result ----------------------------------------------------------------

signs = st.text("C·L-soi", min_size=1, max_size=20)
some_rungs = st.lists(
    st.builds(
        Rung,
        st.just("station"),
        st.integers(1, 6),
        st.just("约谈"),
        st.sampled_from(["criticised", "last", "below", "bottom", "overdue", "incomplete"]),
        st.integers(1, 4),
        st.sampled_from(["month", "run", "year"]),
    ),
    min_size=1,
    max_size=4,
)


def numbered(history: list[Standing]) -> list[Standing]:
    """Findings by the place among those that have any, whichever month that is."""
    numbers = iter(range(1, len(history) + 1))
    return [
        replace(one, overdue=(next(numbers),))
        if one.overdue
        else replace(one, incomplete=(next(numbers),))
        if one.incomplete
        else one
        for one in history
    ]


def flat(found: Iterable[Candidate]) -> list[tuple[int, int, tuple[int, ...]]]:
    return [(one.unit_id, one.step, tuple(reason.count for reason in one.reasons)) for one in found]


@given(signs, some_rungs, st.randoms())
def test_the_order_of_months_and_units_changes_nothing(line: str, rungs: list[Rung], shuffle: Random) -> None:
    history = [*past(line), *past(line[::-1], unit=3)]
    mixed = list(history)
    shuffle.shuffle(mixed)
    assert candidates(history, rungs, (), OCTOBER) == candidates(mixed, rungs, (), OCTOBER)


@given(signs, some_rungs, st.integers(0, 20), st.sampled_from("-s"))
def test_a_month_without_assessment_neither_adds_to_a_run_nor_breaks_it(
    line: str, rungs: list[Rung], place: int, blank: str
) -> None:
    runs = [replace(rung, span="run") for rung in rungs]
    place = min(place, len(line))
    without, with_it = numbered(past(line)), numbered(past(line[:place] + blank + line[place:]))
    assert flat(candidates(without, runs, (), OCTOBER)) == flat(candidates(with_it, runs, (), OCTOBER))


@given(signs, some_rungs, st.data())
def test_an_exemption_never_adds_a_candidate(line: str, rungs: list[Rung], data: st.DataObject) -> None:
    history = past(line)
    place = data.draw(st.integers(0, len(history) - 1))
    if history[place].criticised:
        return  # an issued month counts as it was issued
    spared = [*history[:place], replace(history[place], spared=True), *history[place + 1 :]]
    by_count = [rung for rung in rungs if rung.span != "run"]
    before = flat(candidates(history, by_count, (), OCTOBER))
    after = flat(candidates(spared, by_count, (), OCTOBER))
    assert max((step for _, step, _ in after), default=0) <= max((step for _, step, _ in before), default=0)


@given(signs, some_rungs)
def test_what_was_answered_is_never_proposed_again(line: str, rungs: list[Rung]) -> None:
    history = past(line)
    for one in candidates(history, rungs, (), OCTOBER):
        again = candidates(history, rungs, [Taken(one.unit_id, one.name, OCTOBER)], OCTOBER)
        top = max(rung.step for rung in rungs)
        assert all(other.step > one.step for other in again) or one.step == top


def slow_count(history: Sequence[Standing], span: str, month: Month) -> int:
    """Criticised months counted the long way: one month after another, from the first to the last."""
    count = 0
    for one in sorted(history, key=lambda one: one.month):
        if one.month > month or (not one.criticised and (one.score is None or one.spared)):
            continue
        if span == "year":
            count += one.criticised and one.month.year == month.year
        elif span == "run":
            count = count + 1 if one.criticised else 0
        else:
            count = int(one.criticised and one.month == month)
    return count


@given(signs, st.sampled_from(["run", "year", "month"]), st.integers(1, 5))
def test_a_slow_second_count_agrees(line: str, span: Any, threshold: int) -> None:
    history = past(line)
    found = candidates(history, [Rung("station", 1, "约谈", "criticised", threshold, span)], (), OCTOBER)
    count = slow_count(history, span, OCTOBER)
    if span == "month" and (history[-1].score is None or history[-1].spared):
        count = 0
    assert [one.reasons[0].count for one in found] == ([count] if count >= threshold else [])
