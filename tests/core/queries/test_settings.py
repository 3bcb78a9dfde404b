"""Settings with their versions, holidays by year."""

from datetime import date

from core.db import Db
from core.queries import settings as queries
from core.rules.defaults import STATION
from core.services.record import store_rubric
from core.settings import change

NOVEMBER = date(2026, 11, 2)  # the first Monday of November's weeks


def test_a_rule_says_since_when_it_holds(office: Db) -> None:
    with office.write("修改每周到岗次数") as w:
        change(w, NOVEMBER, per_week=3, operator="王")
    with office.read() as r:
        now, past = queries.rules_at(r, date(2026, 11, 30)), queries.rules_at(r, date(2026, 10, 31))
        versions = queries.versions(r)
    assert (now.settings.per_week, past.settings.per_week) == (3, 2)
    assert now.since == {"per_week": NOVEMBER}
    assert past.since == {}
    assert [(one.key, one.value, one.valid_from) for one in versions] == [("per_week", 3, NOVEMBER)]


def test_known_years_are_listed_latest_first(office: Db) -> None:
    with office.read() as r:
        years = [one.year for one in queries.holiday_years(r)]
    assert years == sorted(years, reverse=True)
    assert years[0] == 2026


def test_versions_of_a_rubric_are_days(office: Db) -> None:
    with office.write("修改评分标准") as w:
        store_rubric(w, STATION, NOVEMBER)
        store_rubric(w, STATION, NOVEMBER)
    with office.read() as r:
        assert queries.rubric_starts(r, "station") == [NOVEMBER, date.min]
