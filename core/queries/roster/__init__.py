"""The roster (名册) as of a day: the tree of places, who answers for each over a year, people, units."""

from core.queries.roster.cards import AreaCard, UnitCard, area_card, unit_card
from core.queries.roster.choices import (
    Choice,
    Subject,
    area_choices,
    people_choices,
    rows_about,
    subjects,
    unit_choices,
)
from core.queries.roster.people import Person, home_of, phone_of, unit_people
from core.queries.roster.spans import Bar, BarRow, joined, lanes, on, within
from core.queries.roster.tree import Counts, Place, counts, tree
from core.queries.roster.units import UnitRow, units

__all__ = [
    "AreaCard",
    "Bar",
    "BarRow",
    "Choice",
    "Counts",
    "Person",
    "Place",
    "Subject",
    "UnitCard",
    "UnitRow",
    "area_card",
    "area_choices",
    "counts",
    "home_of",
    "joined",
    "lanes",
    "on",
    "people_choices",
    "phone_of",
    "rows_about",
    "subjects",
    "tree",
    "unit_card",
    "unit_choices",
    "unit_people",
    "units",
    "within",
]
