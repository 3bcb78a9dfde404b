"""常用语 as they are offered: the office's own first, then those the program carries."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

import resources
from core.doors import Read
from core.model import phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to use again; ``id`` None: one of the program's, which cannot be removed."""

    text: str
    section: str = ""
    id: int | None = None


def phrases(r: Read) -> tuple[Phrase, ...]:
    """All of them, each once."""
    p = phrase.c
    own = r.all(
        select(p.text, p.section, p.id).order_by(p.sort, p.id),
        lambda text, section, row: Phrase(text, section or "", row),
    )
    known = {one.text for one in own}
    return (*own, *(one for one in carried() if one.text not in known))


@cache
def carried() -> tuple[Phrase, ...]:
    """The phrases of resources/phrases.txt: heading, tab, sentence."""
    lines = resources.path("phrases.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line.strip())
    return tuple(Phrase(text, section) for section, _tab, text in pairs)


def fitting(all_phrases: tuple[Phrase, ...], section: str, words: str) -> list[Phrase]:
    """Those that hold the words or begin with their initials; the section's own come first."""
    from core.pinyin import initials, matches

    wanted = words.strip()
    found = [
        one
        for one in all_phrases
        if not wanted or matches(wanted, one.text, initials(one.text, person=False))
    ]
    return sorted(found, key=lambda one: one.section != section)
