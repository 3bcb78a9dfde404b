"""封账 on ①: offered once the month is issued; what is keyed in later stands there as 补录."""

from datetime import date

from core.doors import Write
from core.queries.late import closed, supplements
from core.rules.calendar import Month
from core.services import check_ins, circulars
from reports.render import circular_paper
from tests.gui.views.asking import ask
from tests.gui.views.circular.sitting import Sitting

OCTOBER = Month(2026, 10)


def _notes(sitting: Sitting) -> dict[str, int]:
    """Kinds of what is only to be known, with their place."""
    notes = [one for one in sitting.state.doubts if one.note]
    return {one.kind: place for place, one in enumerate(notes)}


def test_a_month_is_closed_and_lists_what_comes_after(sitting: Sitting) -> None:
    jobs = sitting.page.app.jobs
    assert "close" not in _notes(sitting)
    jobs.on_file(lambda db, _task: circulars.issue(db, OCTOBER, circular_paper), lambda _issued: None)
    sitting.settle()
    sitting.page.refresh()
    sitting.settle()
    sitting.page.go_to(0)
    sitting.press(f"doubt_note{_notes(sitting)['close']}")
    sitting.settle()
    assert ask(sitting.page.app, sitting.qtbot, lambda r: closed(r, OCTOBER)) is not None
    assert "close" not in _notes(sitting)

    def add(w: Write) -> None:
        check_ins.add(w, 1, date(2026, 10, 20))

    jobs.write("登记签到", add)
    sitting.settle()
    assert len(ask(sitting.page.app, sitting.qtbot, lambda r: supplements(r, OCTOBER))) == 1
    found = next(one for one in sitting.state.doubts if one.kind == "supplement")
    assert found.count == 1
    assert "封账以后补录1条" in found.text
