"""The draft as the clerk reads it: one line per sentence, its figures bound to rows. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from core.rules.circular import CircularFacts, Rows
from core.rules.circular_edits import OWN

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState
    from core.queries.circulars import Edited
    from core.rules.selection import Selected

_TOKEN = re.compile(
    r"\d[\d.,]*(?:%|人次|个工作日|条|个|次|分|号|日|月|年|周|位|名)?|[^\d，。；：、（）]+|[，。；：、（）]"
)
_VISITS = re.compile(r"\d+(?:人次|次)")
KINDS = {"praise": "表扬", "criticism": "批评"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line; ``rows`` or ``date`` (doc_date, cutoff, rectify_by) make them a figure to press."""

    text: str
    rows: Rows | None = None
    date: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, or one unit named.

    ``computed`` is what the facts say now; ``moved`` are the figures that went on since the clerk
    edited the sentence, as (was, now). ``unit_id`` and ``kind`` are set for units named.
    """

    key: str
    section: str
    parts: tuple[Part, ...]
    computed: str
    edited: bool = False
    on: bool = True
    moved: tuple[tuple[str, str], ...] = ()
    carried: str | None = None  # the clerk's words with the new figures, where they can take them
    kind: str = ""
    unit_id: int = 0
    unit: str = ""
    own: bool = False  # a paragraph the clerk added
    joined: bool = False  # goes on in the paragraph of the sentence before
    aside: str = ""  # a unit's reason, or why it is left out

    @property
    def text(self) -> str:
        """The words as they are printed."""
        return "".join(part.text for part in self.parts)

    @property
    def movable(self) -> bool:
        """Stands among the sentences of its section: not the title, not a unit left out."""
        return self.key != "title" and (self.own or bool(self.computed))


def lines_of(state: "MonthState") -> tuple[Line, ...]:
    """Every sentence of the month's draft in the order of the paper, units left out after those named."""
    from reports.papers.circular import TITLE, build, in_order, title_of
    from reports.papers.circular_sentences import CRITICISM, PRAISE

    facts, evaluation = state.facts, state.evaluation
    if facts is None or evaluation is None:
        return ()
    printed = _printed(build(facts, state.writing))
    title = "".join(title_of(facts))
    words = state.writing.texts.get(TITLE, title)
    lines = [_sentence(TITLE, "", title, (Part(words),), state.edits)]
    declined = {"praise": PRAISE, "criticism": CRITICISM}
    left_out = {
        section: [one for one in evaluation.declined if one.kind == kind]
        for kind, section in declined.items()
    }
    section = ""
    for one in in_order(facts, state.writing):
        if one.section != section:
            lines += _left_out(section, left_out.pop(section, []), state.units)
            section = one.section
        if one.key.startswith(OWN):
            lines.append(_own(one.key, one.section, state.edits[one.key]))
            continue
        made = _sentence(one.key, one.section, one.text, _parts(one.key, printed, state), state.edits)
        lines.append(replace(_named(made, facts), joined=one.joined))
    for rest, units in left_out.items():
        lines += _left_out(rest, units, state.units)
    return tuple(lines)


def _own(key: str, section: str, edit: "Edited") -> Line:
    words = edit.text or edit.kept
    return Line(key, section, (Part(words),), words, edited=True, on=bool(edit.text), own=True)


def moved_figures(was: str, now: str) -> tuple[tuple[str, str], ...]:
    """What the facts changed between two computed sentences: (3条, 4条)."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    pairs: list[tuple[str, str]] = []
    for start, end, put in _changes(old, new):
        if end - start == len(put):
            pairs += [(a, b) for a, b in zip(old[start:end], put, strict=True) if a != b]
        else:
            pairs.append(("".join(old[start:end]), "".join(put)))
    return tuple(pairs)


def carried_over(text: str, was: str, now: str) -> str | None:
    """The clerk's words with what moved between two computed sentences, each at its own place.

    None when a figure that moved does not stand in the clerk's words any more.
    """
    old, mine = _TOKEN.findall(was), _TOKEN.findall(text)
    place = {
        block.a + step: block.b + step
        for block in _matcher(old, mine).get_matching_blocks()
        for step in range(block.size)
    }
    for start, end, put in reversed(_changes(old, _TOKEN.findall(now))):
        held = range(start, end) if start < end else range(start - 1, start)
        if any(number not in place for number in held):
            return None
        spots = [place[number] for number in held]
        if spots[-1] - spots[0] != len(spots) - 1:
            return None  # the clerk wrote something in between
        first = spots[0] + (start == end)
        mine[first : first + end - start] = put
    return "".join(mine)


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(a=old, b=new, autojunk=False)


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    """Parts of ``old`` from–to and what stands there now."""
    steps = _matcher(old, new).get_opcodes()
    return [(i, j, new[k:m]) for kind, i, j, k, m in steps if kind != "equal"]


def _sentence(
    key: str, section: str, computed: str, parts: tuple[Part, ...], edits: Mapping[str, "Edited"]
) -> Line:
    edit = edits.get(key)
    if edit is None:
        return Line(key, section, parts, computed)
    moved = moved_figures(edit.was, computed) if edit.was else ()
    carried = carried_over(edit.text, edit.was, computed) if moved else None
    if not edit.text.strip():
        return Line(key, section, (Part(edit.kept or computed),), computed, edited=True, on=False)
    words = parts or (Part(edit.text),)
    return Line(key, section, words, computed, edited=True, moved=moved, carried=carried)


def _named(line: Line, facts: CircularFacts) -> Line:
    kind, _dot, unit_id = line.key.partition(".")
    if kind not in KINDS or not unit_id.isdigit():
        return line
    one = next(unit for unit in getattr(facts, kind) if unit.unit_id == int(unit_id))
    return replace(line, kind=kind, unit_id=one.unit_id, unit=one.unit, aside=one.reason)


def _left_out(section: str, units: "list[Selected]", names: Mapping[int, str]) -> Iterator[Line]:
    for one in units:
        yield Line(
            f"{one.kind}.{one.unit_id}",
            section,
            (),
            "",
            on=False,
            kind=one.kind,
            unit_id=one.unit_id,
            unit=names[one.unit_id],
            aside=f"不点名：{one.reason}，只在本机留存",
        )


def _printed(document: object) -> dict[str, list[Part]]:
    """The words and figures of the paper by sentence."""
    from reports.document import Document, Paragraph

    assert isinstance(document, Document)
    found: dict[str, list[Part]] = {}
    for block in document.body:
        if isinstance(block, Paragraph):
            for span in block.spans:
                found.setdefault(span.key, []).append(Part(span.text, span.ref))
    return found


def _parts(key: str, printed: Mapping[str, list[Part]], state: "MonthState") -> tuple[Part, ...]:
    found: list[Part] = []
    for part in printed.get(key, ()):
        if part.rows is not None:
            found.append(part)
        elif key == "overview.visits":
            found += _visits(part.text, state)
        else:
            found += _dates(part.text, key, state)
    return tuple(found)


def _visits(text: str, state: "MonthState") -> Iterator[Part]:
    """应到 and 实到 are sums over quotas: both open them."""
    assert state.evaluation is not None
    quotas = enumerate(state.evaluation.quotas)
    rows = Rows("quota", tuple(place for place, one in quotas if one.finished and one.required))
    end = 0
    for match in _VISITS.finditer(text):
        yield Part(text[end : match.start()])
        yield Part(match[0], rows)
        end = match.end()
    yield Part(text[end:])


def _dates(text: str, key: str, state: "MonthState") -> Iterator[Part]:
    """The 整改期限 and the cut-off can be pressed where they stand."""
    from core.rules.calendar import cn_date, cn_day

    assert state.facts is not None
    due = key == "demands.rectify"
    name, lead = ("rectify_by", "于") if due else ("cutoff", "截至")
    day = state.facts.rectify_by if due else state.facts.cutoff
    for words in (cn_date(day), cn_day(day)):
        before, found, after = text.partition(lead + words)
        if found:
            yield Part(before + lead)
            yield Part(words, None, name)
            yield Part(after)
            return
    yield Part(text)
