"""``python -m checklist [NO …]``: every point, or those named; the table, and build/checklist.json."""

import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

MODULES = ("a_entry", "b_safety", "c_state", "d_people", "d_looks", "e_print", "f_days")
OUT = Path(__file__).resolve().parent.parent / "build" / "checklist.json"
_HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def load() -> None:
    """Enter every point."""
    for name in MODULES:
        import_module(f"checklist.{name}")


def own_home(folder: Path) -> None:
    """Nothing of this computer's user is read or written; before Qt is taken in."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for variable in _HOMES:
        place = folder / variable.lower()
        place.mkdir(parents=True)
        os.environ[variable] = str(place)


def main(words: list[str]) -> int:
    """Run, print as it goes, write the file; 0 whenever it ran to the end."""
    with tempfile.TemporaryDirectory(prefix="checklist-", ignore_cleanup_errors=True) as folder:
        own_home(Path(folder) / "home")
        load()
        from checklist.points import FAIL, MUST, PASS, POINTS, measure
        from checklist.stage import Stage

        stage = Stage(Path(folder))
        wanted = {int(word) for word in words} or set(POINTS)
        results = []
        for no in sorted(wanted):
            one = measure(POINTS[no], stage)
            results.append(one)
            star = "*" if no in MUST else " "
            print(
                f"{no:>3}{star} {one.result:<14} {one.seconds:5.1f} s  "
                f"{POINTS[no].title}\n{'':10}{one.measured}"
            )
            sys.stdout.flush()
    if not words:
        OUT.parent.mkdir(exist_ok=True)
        rows = [{"no": one.no, "result": one.result, "measured": one.measured} for one in results]
        OUT.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    passed = [one.no for one in results if one.result == PASS]
    failed = [one.no for one in results if one.result == FAIL]
    print(
        f"\n{len(passed)} of {len(results)} pass; fail: {failed}; must-pass failing: "
        f"{sorted(MUST & set(failed))}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
