"""Keep a small record of the present schema under tests/upgrade/, once per released schema."""

import sys
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.db import SCHEMA, files_of, open_record
from core.exchange.read import read_sheet
from core.exchange.roster import parse_roster
from core.ledgers import ledger_named
from core.model import finding
from core.names import names_of
from core.rules.calendar import Month
from core.services import check_ins, circulars, inspections, ledgers, phrases
from core.services.record import new_record
from core.services.roster_import import import_roster
from resources import path as resource

TARGET = Path(__file__).resolve().parent.parent / "tests" / "upgrade" / f"schema_{SCHEMA:04d}.db"


def _clock() -> datetime:
    return datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - the paper world has no zones


def main() -> None:
    """Roster, check-ins and a finding half-way through its life: something in most tables."""
    if TARGET.exists():
        sys.exit(f"{TARGET.name} is frozen; delete it by hand only before the schema was ever released")
    new_record(TARGET, "大和乡创文办", date(2022, 1, 26), _clock)
    with open_record(TARGET, clock=_clock) as db:
        sheet = parse_roster(read_sheet(resource("selfcheck/roster.xls")))
        import_roster(db, sheet, date(2022, 1, 26), source="名册.xls")
        with db.read() as r:
            names = names_of(r)
        with db.write("登记签到") as w:
            for day in (26, 28):
                check_ins.add(w, 1, date(2026, 10, day), note="入户宣传")
        with db.write("登记督查") as w:
            area = next(iter(names.areas.values()))[0]
            found = inspections.add_finding(w, date(2026, 10, 30), "公示栏旁小广告未清理", area_id=area)
            if (w.values(finding, found) or {})["unit_id"] is None:
                inspections.change_finding(w, found, unit_id=next(iter(names.units.values())))
            inspections.order(w, [found], date(2026, 10, 30))
        with db.write("登记台账") as w:
            there = {"unit_id": 1, "area_id": area}
            people = {"chair_id": 1, "attendees": [1, 2]}
            ledgers.put(
                w, ledger_named("study_meeting"), {"day": date(2026, 10, 27), **people, "topic": "研究整治"}
            )
            campaign = {"day": date(2026, 10, 28), **there, "people": [1], "kind": "both", "households": 20}
            ledgers.put(w, ledger_named("household_campaign"), campaign)
            version = ledgers.put(
                w, ledger_named("questionnaire_version"), {"name": "2026年版", "valid_from": date(2026, 1, 1)}
            )
            asked = {"day": date(2026, 10, 28), **there, "version_id": version, "issued": 40, "valid": 38}
            ledgers.put(w, ledger_named("questionnaire"), asked)
            ledgers.put(
                w, ledger_named("watch"), {"day": date(2026, 10, 1), "place": "集贸市场", "stood": True}
            )
        october = Month(2026, 10)
        with db.write("拟通报") as w:
            circulars.edit_sentence(w, october, "overview.short", "到岗情况较好。", "各站所均达到要求。")
            circulars.leave_out(w, october, "overview.short", "各站所均达到要求。")
            keys = ["overview.visits", "overview.short"]
            circulars.add_paragraph(w, october, "总体情况", "天气良好。", after="overview.visits", keys=keys)
            phrases.keep_phrase(w, "天气良好。", "总体情况")
    files = files_of(TARGET)
    for file in files.iterdir():
        file.unlink()
    files.rmdir()


if __name__ == "__main__":
    main()
