"""What the clerk did to the computed sentences of a circular: words, own paragraphs, order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

OWN = "own."  # keys of the clerk's own paragraphs: own.1, own.2


@dataclass(frozen=True, slots=True)
class Own:
    """A paragraph the clerk added under the heading ``section``."""

    key: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Edits:
    """``texts`` by key ("" leaves a sentence out), ``own`` paragraphs, ``order`` of the keys moved."""

    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    own: tuple[Own, ...] = ()
    order: tuple[str, ...] = ()


UNTOUCHED = Edits()


def edits_from(given: Edits | Mapping[str, str] | None) -> Edits:
    """The same from bare texts by key."""
    if given is None:
        return UNTOUCHED
    return given if isinstance(given, Edits) else Edits(given)


def arranged(natural: Sequence[str], order: Iterable[str]) -> list[str]:
    """Keys in the clerk's order; one that came with new facts follows the sentence it follows by itself."""
    known = set(natural)
    placed = [key for key in dict.fromkeys(order) if key in known]
    before = ""
    for key in natural:
        if key not in placed:
            placed.insert(placed.index(before) + 1 if before else 0, key)
        before = key
    return placed


def moved(keys: Sequence[str], joined: Iterable[str], key: str, by: int) -> list[str]:
    """The keys of a section after one step up (-1) or down (1); the same when there is no room.

    A paragraph goes with the sentences ``joined`` to it; a joined sentence stays in its paragraph.
    """
    blocks = paragraphs(keys, joined)
    place = next(number for number, block in enumerate(blocks) if key in block)
    inside = blocks[place].index(key)
    if inside:
        line, spot, least = blocks[place], inside, 1
    else:
        line, spot, least = blocks, place, 0  # type: ignore[assignment]
    if least <= spot + by < len(line):
        line[spot], line[spot + by] = line[spot + by], line[spot]
    return [one for block in blocks for one in block]


def paragraphs(keys: Sequence[str], joined: Iterable[str]) -> list[list[str]]:
    """The keys of a section by paragraph."""
    following, blocks = set(joined), list[list[str]]()
    for key in keys:
        if blocks and key in following:
            blocks[-1].append(key)
        else:
            blocks.append([key])
    return blocks
