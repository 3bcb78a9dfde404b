"""The model of papers that are not 公文: forms to fill in, notices, ledgers; what they say, in order."""

from dataclasses import dataclass
from typing import Literal

from reports.document import Heading, Paragraph, Table
from reports.pictures import Picture

Page = Literal["letter", "upright", "lying"]  # 三号 body like a 公文, a list, a list on its side


@dataclass(frozen=True, slots=True)
class Words:
    """One line of small text: its parts spread from the left edge to the right one."""

    parts: tuple[str, ...]
    size: float = 12.0


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table for writing on: rows at least ``height`` points high.

    In the first ``merge`` columns a cell that repeats the row above it (and so do those before it)
    is one with it, with ``together`` only where all of them repeat.
    """

    table: Table
    height: float = 0.0
    merge: int = 0
    together: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Rows of label and value, label and value; a row of one text alone runs over the whole width."""

    rows: tuple[tuple[str, ...], ...]
    height: float = 24.0
    heights: tuple[float, ...] = ()  # of single rows where they differ


@dataclass(frozen=True, slots=True)
class Blanks:
    """Labels side by side, each with a rule to sign on."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """署名 and date at the right; the seal is put on by hand."""

    org: str
    day: str


@dataclass(frozen=True, slots=True)
class Tear:
    """The line to tear along, with what it says."""

    words: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading in the middle, smaller than the title."""

    text: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture over its caption; without one a frame that says ``words``."""

    caption: str
    picture: Picture | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos side by side in equal cells, ``height`` points high, under what they show."""

    title: str
    rows: tuple[tuple[Photo, ...], ...]
    height: float = 150.0


@dataclass(frozen=True, slots=True)
class Kept:
    """Blocks that stay on one page together."""

    blocks: tuple["Block", ...]


Block = (
    Heading | Paragraph | Table | Words | Ruled | Fields | Blanks | Signed | Tear | Caption | Pictures | Kept
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet of its own, on as many pages as it takes, numbered from 1; ``aside`` is at the right above."""

    title: str
    blocks: tuple[Block, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A paper of one or several leaves on one kind of page; ``names`` are never torn."""

    title: str
    leaves: tuple[Leaf, ...]
    page: Page
    office: str = ""
    names: tuple[str, ...] = ()
    numbered: bool = True
