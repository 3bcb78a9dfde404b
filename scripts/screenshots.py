"""Every page as a picture: python scripts/screenshots.py [OUT_FOLDER] [WORD …]

All pages at 1366×768 in the light theme; a sample of the rest at 911×433, 1920×1080, 150 % and dark.
A WORD keeps only the pictures whose name holds it.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-24"
PAGES = ("welcome", "today", "entry", "findings", "circular", "roster", "stats", "settings")
STEPS = tuple(
    (f"circular_step{step}", "circular", {"month": "2026-10", "step": step}) for step in range(2, 6)
)
TABS = {  # behind the pages' further tabs
    "entry_meeting": ("entry", {"ledger": "study_meeting"}),
    "entry_household": ("entry", {"ledger": "household_campaign"}),
    "entry_questionnaire": ("entry", {"ledger": "questionnaire"}),
    "entry_volunteer": ("entry", {"ledger": "volunteer_activity"}),
    "entry_watch": ("entry", {"ledger": "watch"}),
    "roster_register": ("roster", {"ledger": "board"}),
    "roster_standard": ("roster", {"ledger": "standard_item"}),
    "roster_checklist": ("roster", {"ledger": "checklist_item"}),
    "roster_tasks": ("roster", {"ledger": "task"}),
    "roster_plan": ("roster", {"plan": "gaps"}),
    "roster_balance": ("roster", {"plan": "balance"}),
    "circular_measures": ("circular", {"month": "2026-10", "room": "measures", "list": "suggested"}),
    "circular_statements": ("circular", {"month": "2026-10", "room": "measures", "list": "statements"}),
    "circular_ladder": ("circular", {"month": "2026-10", "room": "measures", "list": "ladder"}),
    "circular_books": ("circular", {"month": "2026-10", "room": "measures", "list": "books"}),
    "circular_year": ("circular", {"room": "year", "year": 2026}),
    "stats_duties": ("stats", {"tab": "duties"}),
    "stats_rates": ("stats", {"tab": "rates"}),
    "findings_tour": ("findings", {"tour": TODAY}),
}
SAMPLED = ("entry_meeting", "roster_tasks", "circular_measures", "stats_duties", "stats_rates")
SIZES = {"": "1366x697", "_small": "911x433", "_large": "1920x1049"}
VARIANTS = {"_dark": ("--dark",), "_150": ("--scale", "150")}


def shots() -> list[tuple[str, str, list[str]]]:
    """Name, page and further arguments of each picture."""
    found = [(name, name, ["--size", SIZES[""]]) for name in PAGES]
    found += [(name, page, ["--size", SIZES[""], "--target", json.dumps(to)]) for name, page, to in STEPS]
    found += [
        (name, page, ["--size", SIZES[""], "--target", json.dumps(to)]) for name, (page, to) in TABS.items()
    ]
    found += [
        (name + ending, TABS[name][0], [*more, "--target", json.dumps(TABS[name][1])])
        for name in SAMPLED
        for ending, more in (
            ("_small", ["--size", SIZES["_small"]]),
            ("_dark", ["--size", SIZES[""], "--dark"]),
            ("_150", ["--size", SIZES[""], "--scale", "150"]),
        )
    ]
    for ending in ("_small", "_large"):
        found += [(name + ending, name, ["--size", SIZES[ending]]) for name in PAGES]
    found += [
        (name + ending + size, page, ["--size", SIZES[size], *more, *to])
        for ending, more in VARIANTS.items()
        for size in ("", "_small")
        for name, page, to in (
            ("today", "today", []),
            ("entry", "entry", []),
            ("circular_step4", "circular", ["--target", json.dumps({"month": "2026-10", "step": 4})]),
        )
    ]
    return found


def main() -> None:
    """Make the sample once, then one short-lived window per picture."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots"
    words = sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    record = out / "sample.db"
    if not record.exists():
        command = [sys.executable, str(ROOT / "main.py"), "--file", str(record), "--today", TODAY, "sample"]
        subprocess.run(command, check=True)
    for name, page, more in shots():
        if words and not any(word in name for word in words):
            continue
        file = [] if page == "welcome" else ["--file", str(record)]
        command = [sys.executable, str(ROOT / "scripts" / "screenshot.py"), str(out / f"{name}.png")]
        subprocess.run([*command, "--page", page, "--today", TODAY, *file, *more], check=True)
        print(out / f"{name}.png", flush=True)


if __name__ == "__main__":
    main()
