"""Keying in an inspection: every place knows its stations, a day is taken up again, old things are seen."""

from datetime import date

from sqlalchemy import select

from core.db import Db
from core.model import area, category
from core.names import Names
from core.queries import finding_tour as tours
from core.queries.places import stations_of
from core.services import inspections
from tests.core.services.conftest import the

TODAY = date(2026, 11, 24)


def test_every_place_knows_its_stations(office: Db) -> None:
    with office.read() as r:
        found = tours.stations_map(r, TODAY)
        for place in r.column(select(area.c.id)):
            assert list(found[place]) == stations_of(r, place, TODAY)


def test_choices(office: Db) -> None:
    with office.read() as r:
        assert "大和社区" in [one.name for one in tours.places(r)]
        assert "大和社区3组" not in [one.name for one in tours.places(r)]
        named = {one.name: one for one in tours.every_place(r)}
        assert named["大和社区3组"].initials.startswith("dhsq")
        assert tours.categories(r)[0].name == "乱扔垃圾"
        assert {one.name for one in tours.stations(r)} == {"村建所", "财政所", "文化站"}


def test_a_tour_is_taken_up_again(office: Db, names: Names) -> None:
    day = date(2026, 11, 20)
    with office.write("督查") as w:
        tour = inspections.add_inspection(w, day, "王建平")
        row = inspections.add_finding(
            w, day, "小广告", area_id=the(names.area("大和社区3组")), inspection_id=tour
        )
        inspections.order(w, [row], day, date(2026, 11, 23))
    with office.read() as r:
        again = tours.tour_of(r, day)
        fresh = tours.tour_of(r, date(2026, 11, 24))
    assert (again.id, again.inspectors, again.lines[0].due_on) == (tour, "王建平", date(2026, 11, 23))
    assert (again.lines[0].steps, again.lines[0].earlier) == (1, None)
    assert (fresh.id, fresh.inspectors, fresh.lines) == (None, "王建平", ())


def test_the_same_thing_within_a_month_is_similar(office: Db, names: Names) -> None:
    place = the(names.area("大和社区"))
    with office.write("督查") as w:
        kind = w.value(select(category.c.id))
        old = inspections.add_finding(w, date(2026, 10, 20), "旧", area_id=place, category_id=kind)
        again = tours.similar(w, place, kind, date(2026, 11, 19))
        assert again == (old, date(2026, 10, 20))
        assert tours.similar(w, place, kind, date(2026, 11, 20)) is None
        assert tours.similar(w, place, None, date(2026, 11, 19)) is None
        assert tours.similar(w, place, kind, date(2026, 10, 20)) is None
