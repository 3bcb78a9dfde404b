"""A unit as the rules see it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    kind: Literal["station", "village", "district", "leadership"]
    name: str
    stratum: str = ""
    order: int = 0
