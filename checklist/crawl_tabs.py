"""The tour's further stops: tabs, ledgers, rooms and the dialogs that belong to them."""

from collections.abc import Callable, Iterator
from typing import Any

from checklist.stage import Clerk
from core.ledgers import ledger_named
from gui.views.circular.measure_rows import CHIPS
from gui.views.roster_plan import PLACES
from gui.views.stats import TABS


def tabs_of(clerk: Clerk, name: str, title: str) -> Iterator[str]:
    """Go to what lies behind a page's further tabs, and back to its first one."""
    page: Any = clerk.window.page
    if name in ("entry", "roster"):
        yield from _ledgers(clerk, page, title)
    if name == "roster":
        yield from _plan(clerk, page, title)
    elif name == "circular":
        yield from _rooms(clerk, page, title)
    elif name == "stats":
        for key, words in TABS:
            page.show_tab(key)
            clerk.rest()
            yield f"{title}/{words}"


def _ledgers(clerk: Clerk, page: Any, title: str) -> Iterator[str]:
    for names in page.groups.values():
        for name in names:
            page.show_target({"ledger": name})
            clerk.rest()
            yield f"{title}/{ledger_named(name).title}"
    page.show_front("sign" if title == "登记" else "roster")
    clerk.rest()


def _plan(clerk: Clerk, page: Any, title: str) -> Iterator[str]:
    for place in PLACES:
        page.show_target({"plan": place})
        clerk.rest()
        yield f"{title}/方案/{place}"
    clerk.click("segment_area")
    clerk.rest()


def _rooms(clerk: Clerk, page: Any, title: str) -> Iterator[str]:
    for chip in CHIPS:
        page.show_target({"month": "2026-10", "room": "measures", "list": chip.key})
        clerk.rest()
        yield f"{title}/追责/{chip.text}"
    page.show_target({"room": "year", "year": 2026})
    clerk.rest()
    for key in page.rooms.pane.bar.buttons:
        page.show_target({"room": "year", "year": 2026, "list": key})
        clerk.rest()
        yield f"{title}/年度/{key}"
    page.show_target({"month": "2026-10", "step": 1})
    clerk.rest()


# --- dialogs --------------------------------------------------------------------------------------------

Opener = Callable[[Clerk], object]


def dialogs() -> list[tuple[str, Opener]]:
    """Dialogs of those tabs and how a clerk gets to them."""
    return [
        ("追责依据", _room("measures", "suggested", "measureLook")),
        ("不予追责", _room("measures", "suggested", "measureSpare")),
        ("登记问责", _room("measures", "suggested", "measureRecord")),
        ("作结论", _conclusion),
        ("登记情况说明", _room("measures", "statements", "")),
        ("台账历史", _history),
        ("一次打印多份", _several),
        ("问题照片", _photo),
    ]


def _room(room: str, chip: str, name: str) -> Opener:
    """A button of a room; without a name the page's main one."""

    def opener(clerk: Clerk) -> None:
        clerk.go("circular", {"month": "2026-10"})
        page: Any = clerk.go("circular", {"month": "2026-10", "room": room, "list": chip})
        page.rooms.pane.view.go_to(0)
        clerk.rest()
        if name:
            clerk.click(name)
        else:
            page.main_action()

    return opener


def _conclusion(clerk: Clerk) -> None:
    from core.rules.calendar import Month
    from core.services import statements

    page: Any = clerk.go("circular", {"month": "2026-10"})
    unit = next(iter(page.state.units))
    clerk.write("登记1条陈述申辩", lambda w: statements.receive(w, Month(2026, 10), unit, "当天请假"))
    _room("measures", "statements", "statementDecide")(clerk)


def _history(clerk: Clerk) -> None:
    page: Any = clerk.go("entry", {"ledger": "study_meeting"})
    page.desk.sheet.view.go_to(0, "day")
    page.history_current()
    clerk.rest()
    page.show_front("sign")


def _several(clerk: Clerk) -> None:
    from core.rules.calendar import Month
    from gui.several import SeveralPapers

    page: Any = clerk.go("circular", {"month": "2026-10", "step": 1})
    SeveralPapers(clerk.app, page, Month(2026, 10), frozenset()).open()


def _photo(clerk: Clerk) -> None:
    from sqlalchemy import select

    from core.model import photo

    finding = clerk.ask(lambda door: door.value(select(photo.c.finding_id).order_by(photo.c.id).limit(1)))
    clerk.go("findings", {"id": finding})
    clerk.rest()
    clerk.click("photo_0")
