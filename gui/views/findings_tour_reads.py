"""What 登记督查 asks of the record: the day's lines, what fills its cells, where nobody has been."""

from datetime import date
from typing import Any

from core.ledgers.headings import SOURCES
from core.ledgers.registers import LOCATIONS
from gui.views.findings_lines import Desk


def read_day(r: Any, day: date) -> tuple[Desk, dict[str, str]]:
    """Everything the sheet needs of a day, and the initials of categories, headings and fixed words."""
    from core.pinyin import initials
    from core.queries import finding_tour as tours
    from core.queries.inspected import not_inspected
    from core.queries.standards import standards
    from core.settings import settings_at

    kinds = tours.categories(r)
    words = {one.name for one in kinds} | {one.detail for one in kinds} | {*SOURCES, *LOCATIONS}
    desk = Desk(
        places={one.id: one for one in tours.every_place(r)},
        stations={one.id: one for one in tours.stations(r)},
        categories={one.id: one for one in kinds},
        answering=tours.stations_map(r, day),
        due_days=settings_at(r, day).due_days,
        tour=tours.tour_of(r, day),
        standards={one.id: one for one in standards(r)},
        unseen=tuple(one.id for one in not_inspected(r, day)),
    )
    return desk, {word: initials(word, person=False) for word in words}
