"""What the layout makes and the painter draws: positioned boxes, nothing left to decide.

Lengths are points from the top left corner of the page; ``y`` of a text is its baseline.
"""

from dataclasses import dataclass, field, replace

from core.rules.circular import Rows
from reports.style import OFFICIAL, Colour


@dataclass(frozen=True, slots=True)
class TextBox:
    """A run of one font; ``spacing`` follows every character, ``key`` and ``ref`` lead to its source.

    A ``turned`` box runs up the page: ``x`` is its baseline, ``y`` its lower end.
    """

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
    turned: bool = False

    def moved(self, dx: float, dy: float) -> "TextBox":
        return replace(self, x=self.x + dx, y=self.y + dy)


def place_of(box: TextBox) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of a box on its page, a turned one lying on its side."""
    above, below = OFFICIAL.ascent * box.size, (1 - OFFICIAL.ascent) * box.size
    if box.turned:
        return box.x - above, box.y - box.width, box.x + below, box.y
    return box.x, box.y - above, box.x + box.width, box.y + below


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
class PictureBox:
    """A photo scaled into a place: ``x`` and ``y`` are its upper left corner, ``data`` a JPEG file."""

    x: float
    y: float
    width: float
    height: float
    data: bytes = field(repr=False)

    def moved(self, dx: float, dy: float) -> "PictureBox":
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class SealRoom:
    """Where a seal will be pressed by hand, never drawn; a 签名章 is wider than ``height``."""

    x: float  # centre
    y: float  # upper edge
    diameter: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    texts: tuple[TextBox, ...]
    rules: tuple[Rule, ...]
    seals: tuple[SealRoom, ...] = ()
    pictures: tuple[PictureBox, ...] = ()

    @property
    def seal(self) -> SealRoom | None:
        """The seal over the date."""
        return self.seals[-1] if self.seals else None


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a paper; ``missing`` characters no font has (drawn as 〓).

    ``replaced`` are names and characters set in another font than their role's, for want of a glyph.
    """

    pages: tuple[Page, ...]
    missing: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
