"""What the layout makes and the painter draws: positioned boxes, nothing left to decide.

Lengths are points from the top left corner of the page; ``y`` of a text is its baseline.
"""

from dataclasses import dataclass, replace

from core.rules.circular import Rows
from reports.style import OFFICIAL, Colour


@dataclass(frozen=True, slots=True)
class TextBox:
    """A run of one font; ``spacing`` follows every character, ``key`` and ``ref`` lead to its source."""

    x: float
    y: float
    text: str
    font: str
    size: float
    width: float
    spacing: float = 0.0
    colour: Colour = OFFICIAL.black
    key: str = ""
    ref: Rows | None = None

    def moved(self, dx: float, dy: float) -> "TextBox":
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two points, ``thickness`` wide around them."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    colour: Colour = OFFICIAL.black

    def moved(self, dx: float, dy: float) -> "Rule":
        return replace(self, x0=self.x0 + dx, x1=self.x1 + dx, y0=self.y0 + dy, y1=self.y1 + dy)


@dataclass(frozen=True, slots=True)
class SealRoom:
    """Where the seal will be pressed by hand; it is never drawn."""

    x: float  # centre
    y: float  # upper edge
    diameter: float


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    texts: tuple[TextBox, ...]
    rules: tuple[Rule, ...]
    seal: SealRoom | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a paper, and the characters no font has (drawn as 〓)."""

    pages: tuple[Page, ...]
    missing: tuple[str, ...] = ()
