"""The list in SQL says the same as the rule says of one finding, on any day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from core.db import Db
from core.doors import Write
from core.model import category, extension, finding, rectification, unit
from core.names import Names
from core.queries import finding_life as life_
from core.queries import finding_pages as pages
from core.queries.finding_pages import Wanted
from core.queries.findings import findings_where, one_finding
from core.rules.rectification import SETTLED, State, due_at, fault_of, overdue_days, state_at
from core.services import inspections
from tests.core.services.conftest import the

START = date(2026, 10, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))
maybe = st.one_of(st.none(), days)


@st.composite
def lives(draw: st.DrawFn) -> dict[str, object]:
    """A life in the order things happen; some steps left out."""
    found = draw(days)
    rounds = []
    at = found
    for _ in range(draw(st.integers(0, 3))):
        gaps = [draw(st.integers(0, 6)) for _ in range(6)]
        issued = at + timedelta(days=gaps[0])
        due = issued + timedelta(days=gaps[1])
        longer = []
        for _ in range(draw(st.integers(0, 2))):
            asked = draw(st.integers(0, (due - issued).days))
            later = due + timedelta(days=draw(st.integers(1, 5)))
            longer.append((issued + timedelta(days=asked), later))
            due = later
        steps = draw(st.integers(0, 4))
        acked = issued + timedelta(days=gaps[2]) if steps >= 1 else None
        replied = issued + timedelta(days=gaps[2] + gaps[3]) if steps >= 2 else None
        done = replied - timedelta(days=draw(st.integers(0, 3))) if replied else None
        verified = replied + timedelta(days=gaps[4]) if replied and steps >= 3 else None
        passed = None if verified is None else steps == 3
        rounds.append(
            (issued, due if not longer else None, longer, acked, replied, done, verified, passed, gaps[1])
        )
        if verified is None or passed:
            break
        at = verified
    return {"found": found, "rounds": rounds, "unit": draw(st.booleans()), "spot": draw(st.booleans())}


def _store(w: Write, life: dict[str, object], station: int) -> int:
    rounds = life["rounds"]
    assert isinstance(rounds, list)
    row = w.insert(
        finding,
        found_on=life["found"],
        text="问题",
        severe=False,
        fixed_on_spot=bool(life["spot"]) and not rounds,
        unit_id=station if life["unit"] or rounds else None,
    )
    for number, (issued, _due, longer, acked, replied, done, verified, passed, gap) in enumerate(rounds, 1):
        order = w.insert(
            rectification, finding_id=row, number=number, issued_on=issued,
            due_on=issued + timedelta(days=gap), acknowledged_on=acked, replied_on=replied, done_on=done,
            verified_on=verified, passed=passed,
        )  # fmt: skip
        for asked, later in longer:
            w.insert(extension, rectification_id=order, asked_on=asked, new_due_on=later, reason="雨天")
    return row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(many=st.lists(lives(), min_size=1, max_size=12), seen=st.lists(days, min_size=3, max_size=3))
def test_sql_and_rule_agree(office: Db, many: list[dict[str, object]], seen: list[date]) -> None:
    with office.write("问题") as w:
        for table in (extension, rectification, finding):
            w.conn.execute(delete(table))
        station = w.value(select(unit.c.id).where(unit.c.kind == "station"))
        for life in many:
            _store(w, life, station)
        w.pending.changes.clear()  # written past the journal: only the reading is tried here
        known = [one for one in findings_where(w) if fault_of(one) is None]
        for day in seen:
            standing = life_.life(day)
            said = {row.id: row for row in w.conn.execute(select(standing))}
            for one in known:
                row, state = said[one.id], state_at(one, day)
                assert State(row.state) is state, (one, day)
                assert row.due == due_at(one, day), (one, day)
                assert (row.rank == life_.SETTLED) == (state in SETTLED)
                assert (row.rank == life_.LATE) == (overdue_days(one, day) > 0), (one, day)
                assert (row.rank == life_.TO_VERIFY) == (state is State.REPLIED)
                assert (row.rank == life_.TO_ORDER) == (
                    state in (State.UNASSIGNED, State.TO_ORDER, State.REJECTED)
                )


# -- the list --------------------------------------------------------------------------------------


@pytest.fixture
def filled(office: Db, names: Names) -> Iterator[dict[str, int]]:
    """One finding in each place of the list: late, soon, to verify, to order, in progress, closed."""
    place = the(names.area("大和社区3组"))
    market = the(names.area("集贸市场"))
    made: dict[str, int] = {}
    with office.write("登记") as w:
        kind = w.value(select(category.c.id).where(category.c.name == "乱贴小广告"))

        def add(key: str, found: date, where: int | None = place, **more: object) -> int:
            made[key] = inspections.add_finding(w, found, f"{key}的问题", area_id=where, category_id=kind)
            return made[key]

        ten = date(2026, 11, 10)
        inspections.order(w, [add("late", ten)], ten, date(2026, 11, 18))
        inspections.order(w, [add("soon", ten)], ten, date(2026, 11, 25))
        inspections.order(w, [add("progress", ten, market)], ten, date(2026, 11, 30))
        inspections.order(w, [add("replied", ten), add("closed", ten)], ten, date(2026, 11, 20))
        for key in ("replied", "closed"):
            inspections.reply(w, made[key], date(2026, 11, 15), text="已清理")
        inspections.verify(w, made["closed"], date(2026, 11, 16), passed=True)
        add("nobody", ten, None)
    yield made


def _ids(db: Db, wanted: Wanted, **more: object) -> list[int]:
    with db.read() as r:
        rows, total = pages.findings_page(r, wanted, **more)  # type: ignore[arg-type]
        assert total == len(rows)
        return [row.id for row in rows]


def test_what_needs_a_hand_comes_first(office: Db, filled: dict[str, int]) -> None:
    order = [filled[key] for key in ("late", "soon", "replied", "nobody", "progress")]
    assert _ids(office, Wanted()) == order
    assert _ids(office, Wanted("all")) == [*order, filled["closed"]]


def test_a_row_tells_village_spot_and_days(office: Db, filled: dict[str, int]) -> None:
    with office.read() as r:
        (row,) = pages.rows_of(r, [filled["late"]])
    assert (row.village, row.spot, row.unit, row.category) == ("大和社区", "3组", "村建所", "乱贴小广告")
    assert (row.due_on, row.days, row.state) == (date(2026, 11, 18), -6, State.ORDERED)


def test_counts_open_exactly_their_rows(office: Db, filled: dict[str, int]) -> None:
    with office.read() as r:
        counted = pages.counts(r, Wanted())
        for group, count in counted.items():
            rows, total = pages.findings_page(r, Wanted(group))
            assert len(rows) == total == count, group
    assert counted == {
        "open": 5, "overdue": 1, "soon": 1, "to_verify": 1, "to_order": 1, "in_progress": 1,
        "closed": 1, "all": 6,
    }  # fmt: skip


def test_filters_by_station_place_and_words(office: Db, names: Names, filled: dict[str, int]) -> None:
    village, market = the(names.area("大和社区")), the(names.area("集贸市场"))
    assert _ids(office, Wanted("all", area=market)) == [filled["progress"]]
    assert filled["late"] in _ids(office, Wanted(area=village))
    assert _ids(office, Wanted(unit=the(names.unit("文化站")))) == [filled["progress"]]
    assert _ids(office, Wanted("all", text="soon的")) == [filled["soon"]]
    assert _ids(office, Wanted("all", text=str(filled["closed"]))) == [filled["closed"]]
    assert _ids(office, Wanted("all", text="100%")) == []
    assert _ids(office, Wanted("all", ids=(filled["late"], 999))) == [filled["late"]]


@pytest.mark.parametrize("sort", ["id", "village", "problem", "unit", "due_on", "found_on", ""])
def test_sorted_pages_meet_without_gap(office: Db, filled: dict[str, int], sort: str) -> None:
    with office.read() as r:
        for descending in (False, True):
            everything = pages.findings_page(r, Wanted("all"), sort=sort, descending=descending, limit=1_000)
            whole = [row.id for row in everything[0]]
            parts = [
                row.id
                for offset in range(0, len(whole), 2)
                for row in pages.findings_page(
                    r, Wanted("all"), sort=sort, descending=descending, offset=offset, limit=2
                )[0]
            ]
            assert parts == whole
            assert sorted(whole) == sorted(filled.values())


def test_the_detail_carries_words_and_names(office: Db, filled: dict[str, int]) -> None:
    with office.read() as r:
        one = pages.finding_detail(r, filled["closed"])
        assert pages.finding_detail(r, 999) is None
    assert one is not None
    assert one.orders[0].reply == "已清理"
    assert one.row.state is State.CLOSED
    assert one.due_days == 3


def test_one_finding_is_read_the_same_way(office: Db, filled: dict[str, int]) -> None:
    with office.read() as r:
        one, detail = one_finding(r, filled["late"]), pages.finding_detail(r, filled["late"])
    assert detail is not None
    assert detail.finding == one


def test_the_columns_filters_count_and_keep_exactly_those(office: Db, names: Names) -> None:
    with office.write("登记3条问题") as w:
        for place, text in (("大和社区3组", "小广告"), ("红光村1组", "垃圾"), ("红光村2组", "占道")):
            row = inspections.add_finding(w, START, text, area_id=the(names.area(place)))
        inspections.order(w, [row], START, START + timedelta(days=3))
    with office.read() as r:
        for column in pages.COLUMN_VALUES:
            found = pages.column_values(r, Wanted("all"), column)
            assert sum(count for _, count in found) == 3
            for value, count in found:
                wanted = Wanted("all", columns=((column, (value,)),))
                rows, total = pages.findings_page(r, wanted)
                assert (len(rows), total) == (count, count)
                assert pages.counts(r, wanted)["all"] == count
        assert dict(pages.column_values(r, Wanted("all"), "village")) == {"大和社区": 1, "红光村": 2}
        both = Wanted("all", columns=(("village", ("红光村",)), ("due_on", (None,))))
        assert [row.text for row in pages.findings_page(r, both)[0]] == ["垃圾"]
        assert pages.column_values(r, both, "status") == [(life_.TO_ORDER, 1)]
