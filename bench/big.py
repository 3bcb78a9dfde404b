"""A record of the largest township for ten years: 300 people, 40 stations, 100 villages, 1,500 groups.

Each week is drawn from a seed of its own, so the last year is the same whatever the length.
"""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from core.db import SCHEMA, Db, files_of, open_record
from core.model import (
    area,
    assignment,
    category,
    check_in,
    finding,
    inspection,
    metadata,
    person,
    post,
    rectification,
    unit,
)
from core.services.record import new_record

TODAY = datetime(2026, 11, 24, 9, 40)  # noqa: DTZ001 - local time of the office
CACHE = Path(__file__).resolve().parent.parent / "build" / "bench"
PEOPLE, STATIONS, VILLAGES, GROUPS = 300, 40, 100, 1_500
FINDINGS_A_WEEK = 60
CAMPAIGNS_A_WEEK, OPINIONS_A_WEEK, WATCHES_A_WEEK = 100, 10, 5
_WEEK = timedelta(days=7)
_CHUNK = 26  # weeks in one Op

Row = dict[str, Any]


def clock() -> datetime:
    """The moment the big records end at."""
    return TODAY


def cached(years: int, check_ins: int) -> Path:
    """The big record, made once for this schema and this module."""
    stamp = sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    path = CACHE / f"{years}y-{check_ins}-s{SCHEMA}-{stamp}.db"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for old in CACHE.glob("*.db"):  # of other schemas or an older generator
            if stamp not in old.name:
                old.unlink()
        began = time.perf_counter()
        half = CACHE / f"half-{path.name}"
        half.unlink(missing_ok=True)
        make_big(half, years, check_ins)
        half.replace(path)
        files = files_of(half)
        if files.exists():
            files.replace(files_of(path))
        print(f"made {path.name} in {time.perf_counter() - began:.0f} s", flush=True)
    return path


def make_big(path: Path, years: int = 10, check_ins: int = 500_000) -> None:
    """Write the record through the doors, half a year an Op."""
    last = TODAY.date() - timedelta(days=TODAY.weekday())
    weeks = [last - n * _WEEK for n in range(years * 52)][::-1]
    new_record(path, "大镇创文办", weeks[0], clock)
    with open_record(path, clock=clock) as db:
        with db.write("导入名册") as w:
            ids = _roster(w, weeks[0])
        each = check_ins // len(weeks)
        for place in range(0, len(weeks) if check_ins else 0, _CHUNK):
            _half_year(db, ids, weeks[place : place + _CHUNK], each)


def _roster(w: Any, start: date) -> dict[str, range]:
    root = w.value(select(area.c.id).where(area.c.kind == "township"))
    villages = w.insert_many(
        area, [{"kind": "village", "name": f"村{n:03d}", "parent_id": root} for n in range(VILLAGES)]
    )
    groups = w.insert_many(
        area,
        [
            {"kind": "group", "name": f"{n // VILLAGES + 1}组", "parent_id": villages[n % VILLAGES]}
            for n in range(GROUPS)
        ],
    )
    stations = w.insert_many(
        unit, [{"kind": "station", "name": f"站所{n:02d}", "sort": n} for n in range(STATIONS)]
    )
    w.insert_many(
        unit,
        [
            {"kind": "village", "name": f"村{n:03d}", "area_id": villages[n], "sort": STATIONS + n}
            for n in range(VILLAGES)
        ],
    )
    people = w.insert_many(person, [{"name": f"人员{n:03d}", "initials": "ry"} for n in range(PEOPLE)])
    w.insert_many(
        post,
        [
            {
                "person_id": people[n],
                "unit_id": stations[n % STATIONS],
                "role": "head" if n < STATIONS else "staff",
                "valid_from": start,
            }
            for n in range(PEOPLE)
        ],
    )
    lines = [
        {
            "area_id": groups[n],
            "unit_id": stations[n % STATIONS],
            "person_id": people[n % PEOPLE],
            "role": "lead",
            "valid_from": start,
        }
        for n in range(GROUPS)
    ]
    w.insert_many(assignment, lines)
    categories = w.column(select(category.c.id).order_by(category.c.id))
    return {
        "villages": villages,
        "groups": groups,
        "stations": stations,
        "people": people,
        "categories": range(categories[0], categories[-1] + 1),
    }


def _half_year(db: Db, ids: dict[str, range], mondays: list[date], each: int) -> None:
    with db.write("登记签到") as w:
        w.insert_many(check_in, [row for monday in mondays for row in _visits(ids, monday, each)])
    with db.write("登记督查") as w:
        rounds = w.insert_many(
            inspection, [{"day": min(monday + timedelta(days=1), TODAY.date())} for monday in mondays]
        )
        rows = [
            row for monday, one in zip(mondays, rounds, strict=True) for row in _findings(ids, monday, one)
        ]
        found = w.insert_many(finding, rows)
        w.insert_many(rectification, list(_orders(rows, found)))
    with db.write("登记台账") as w:
        for table, make in _LEDGERS.items():
            w.insert_many(metadata.tables[table], [row for monday in mondays for row in make(ids, monday)])


def _meetings(ids: dict[str, range], monday: date) -> Iterator[Row]:
    """Nine stations of ten met, whoever heads them in the chair."""
    rng = Random(f"meetings {monday}")
    day = min(monday + timedelta(days=rng.randrange(5)), TODAY.date())
    for number, station in enumerate(ids["stations"]):
        if rng.random() < 0.9:
            head, clerk = ids["people"][number], ids["people"][number + STATIONS]
            yield {
                "day": day, "unit_id": station, "chair_id": head, "attendees": [head, clerk],
                "topic": "创文工作", "keyed_on": day,
            }  # fmt: skip


def _campaigns(ids: dict[str, range], monday: date) -> Iterator[Row]:
    rng = Random(f"campaigns {monday}")
    for _ in range(CAMPAIGNS_A_WEEK):
        place = rng.randrange(GROUPS)
        day = min(monday + timedelta(days=rng.randrange(7)), TODAY.date())
        yield {
            "day": day, "area_id": ids["groups"][place], "unit_id": ids["stations"][place % STATIONS],
            "people": [ids["people"][place % PEOPLE]], "kind": "both", "households": 12, "keyed_on": day,
        }  # fmt: skip


def _sheets(ids: dict[str, range], monday: date) -> Iterator[Row]:
    rng = Random(f"questionnaires {monday}")
    for village in ids["villages"][:50]:
        day = min(monday + timedelta(days=rng.randrange(5)), TODAY.date())
        yield {
            "day": day, "area_id": village, "issued": 12, "returned": 11, "valid": 10,
            "aware": rng.randint(9, 10), "took_part": rng.randint(8, 10), "satisfied": rng.randint(8, 10),
            "keyed_on": day,
        }  # fmt: skip


def _opinions(ids: dict[str, range], monday: date) -> Iterator[Row]:
    rng = Random(f"opinions {monday}")
    for _ in range(OPINIONS_A_WEEK):
        day = min(monday + timedelta(days=rng.randrange(5)), TODAY.date())
        reply = day + timedelta(days=rng.randint(1, 9))
        yield {
            "day": day, "text": "路灯不亮", "unit_id": rng.choice(ids["stations"]),
            "replied_on": reply if reply <= TODAY.date() else None, "keyed_on": day,
        }  # fmt: skip


def _watches(ids: dict[str, range], monday: date) -> Iterator[Row]:
    for number in range(WATCHES_A_WEEK):
        day = min(monday + timedelta(days=number), TODAY.date())
        yield {
            "day": day,
            "place": "车站",
            "person_id": ids["people"][number],
            "stood": True,
            "keyed_on": day,
        }


_LEDGERS = {
    "study_meeting": _meetings,
    "household_campaign": _campaigns,
    "questionnaire": _sheets,
    "opinion": _opinions,
    "watch": _watches,
}


def _visits(ids: dict[str, range], monday: date, each: int) -> Iterator[Row]:
    rng = Random(f"visits {monday}")
    people, groups = ids["people"], ids["groups"]
    days = [day for n in range(5) if (day := monday + timedelta(days=n)) <= TODAY.date()]
    for number in range(each * len(days) // 5):
        yield {
            "person_id": people[number % PEOPLE],
            "area_id": groups[rng.randrange(GROUPS)],
            "day": days[rng.randrange(len(days))],
            "note": "入户宣传",
            "keyed_on": min(monday + _WEEK, TODAY.date()),
        }


def _findings(ids: dict[str, range], monday: date, round_id: int) -> Iterator[Row]:
    rng = Random(f"findings {monday}")
    day = min(monday + timedelta(days=1), TODAY.date())
    for _ in range(FINDINGS_A_WEEK):
        place = rng.randrange(GROUPS)
        yield {
            "inspection_id": round_id,
            "found_on": day,
            "area_id": ids["groups"][place],
            "place": "路口",
            "category_id": rng.choice(ids["categories"]),
            "text": "垃圾未及时清运",
            "severe": rng.random() < 0.1,
            "fixed_on_spot": rng.random() < 0.2,
            "unit_id": ids["stations"][place % STATIONS],
        }


def _orders(rows: list[Row], found: range) -> Iterator[Row]:
    """All but the latest are closed."""
    for row, finding_id in zip(rows, found, strict=True):
        if row["fixed_on_spot"]:
            continue
        issued = row["found_on"]
        rng = Random(f"{issued} {finding_id % FINDINGS_A_WEEK}")
        done = issued + timedelta(days=rng.randint(1, 6))
        closed = done + timedelta(days=rng.randint(1, 3))
        known = closed <= TODAY.date()
        yield {
            "finding_id": finding_id,
            "number": 1,
            "issued_on": issued,
            "due_on": issued + timedelta(days=5),
            "acknowledged_on": issued,
            "replied_on": done if known else None,
            "done_on": done if known else None,
            "verified_on": closed if known else None,
            "passed": True if known else None,
        }
