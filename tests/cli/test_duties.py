"""evaluate tells every duty of the plan, with the rows behind it, and the rates."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from sqlalchemy import select

from core.model import area, household_campaign, person, questionnaire, study_meeting, unit
from core.services.record import open_for_work
from tests.cli.conftest import TODAY, Run, visit


@pytest.fixture
def kept(run: Run, record: Path) -> Run:
    """October: one meeting, one campaign, two batches of questionnaires."""
    day, keyed = date(2026, 10, 14), date(2026, 10, 20)

    def clock() -> datetime:
        return datetime.fromisoformat(f"{TODAY}T09:40")

    with open_for_work(record, clock) as db, db.write("登记台账") as w:

        def named(table: Any, name: str) -> int:
            return int(w.value(select(table.c.id).where(table.c.name == name)))

        boss, station, village = named(person, "周启明"), named(unit, "村建所"), named(area, "红光村")
        w.insert(study_meeting, day=day, chair_id=boss, attendees=[boss], topic="创文工作", keyed_on=keyed)
        w.insert(
            household_campaign,
            day=day,
            area_id=named(area, "大和社区"),
            unit_id=station,
            kind="campaign",
            keyed_on=keyed,
        )
        for valid, aware in ((2000, 2000), (500, 499)):
            w.insert(questionnaire, day=day, area_id=village, valid=valid, aware=aware, keyed_on=keyed)
    return run


def test_every_duty_is_told(kept: Run) -> None:
    month = kept("evaluate", "--month", "2026-10", "--json").json
    duties = month["duties"]
    assert {tuple(one) for one in duties} == {
        (
            "duty", "title", "actor", "person", "unit", "area", "period", "required", "done", "ok",
            "finished", "judged", "reason", "rows",
        )
    }  # fmt: skip
    assert len([one for one in duties if one["duty"] == "check_in"]) == len(month["quotas"])
    meetings = {(one["actor"], one["period"]): one for one in duties if one["duty"] == "study_meeting"}
    met = meetings["周启明（领导班子）", "2026-W42"]
    assert (met["required"], met["done"], met["ok"]) == (1, 1, True)
    assert met["rows"] == [{"table": "study_meeting", "id": 1}]
    assert not meetings["陈秀英（领导班子）", "2026-W42"]["ok"]
    (campaign,) = [one for one in duties if one["actor"] == "村建所·大和社区"]
    assert (campaign["period"], campaign["required"], campaign["done"], campaign["ok"]) == (
        "2026-10",
        2,
        1,
        False,
    )
    assert campaign["reason"] == "10月应入户2次，实际入户1次（10月14日）"


def test_the_rates_are_exact(kept: Run) -> None:
    rates = kept("evaluate", "--month", "2026-10", "--json").json["rates"]
    (village,) = [one for one in rates if (one["kind"], one["rate"]) == ("village", "awareness")]
    assert (village["name"], village["part"], village["whole"]) == ("红光村", 2499, 2500)
    assert (village["value"], village["shown"], village["standing"]) == ("2499/2500", "99.96%", "short")
    assert {one["kind"] for one in rates} == {"township", "village", "station"}


def test_the_clerk_reads_what_is_missing(kept: Run) -> None:
    out = kept("evaluate", "--month", "2026-10").out
    assert "  专题研究：应完成" in out
    assert "村建所·大和社区" in out
    assert "八、入户三率" in out
    assert "99.96%（未达标）" in out


def test_what_was_never_kept_is_one_quiet_line(run: Run) -> None:
    ran = run("evaluate", "--month", "2026-10", "--json")
    silent = {one["duty"]: one["judged"] for one in ran.json["duties"]}
    assert silent["study_meeting"] is silent["campaign"] is silent["inspection"] is False
    out = run("evaluate", "--month", "2026-10").out
    for words in ("专题研究：还没有登记过，不评", "入户宣传：还没有登记过，不评", "入户三率：本月没有问卷"):
        assert out.count(words) == 1


def test_the_circular_carries_the_exemptions_on_request(kept: Run, tmp_path: Path) -> None:
    kept("write", "check-ins", stdin=visit("王建国", "2026-10-12"))
    target = tmp_path / "通报.pdf"
    told = []
    for more in ([], ["--with-exemptions"]):
        assert kept("circular", "--month", "2026-10", "--to", target, *more).code == 0
        with pdfplumber.open(target) as book:
            told.append("".join(page.extract_text() for page in book.pages))
    assert "假期与免计说明" not in told[0]
    assert "假期与免计说明" in told[1]
    assert "按3个工作日计" in told[1]
