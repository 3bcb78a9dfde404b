"""What cells offer and understand: people, places, reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gui.table import Candidate, CandidateList

if TYPE_CHECKING:
    from core.queries.entry import Directory, Person
    from core.queries.finding_tour import Choice

_ALIKE = 0.6  # 张玉栏 and 张玉兰 share two of three characters: 0.67

Days = dict[int, set[date]]  # the days each person was out in the week shown


@dataclass(frozen=True, slots=True)
class Miss:
    """A word that names nobody (or several): the sentence, and the one it may have meant."""

    text: str
    near: str = ""
    unknown: bool = False


class Offers:
    """Looks names up in the directory of the record; no query is ever waited for."""

    def __init__(self, directory: "Directory | None" = None) -> None:
        self.people: tuple[Person, ...] = directory.people if directory else ()
        self.places: tuple[Choice, ...] = directory.places if directory else ()
        self.stations: tuple[Choice, ...] = directory.stations if directory else ()
        self.by_id = {one.id: one for one in self.people}
        self._named: dict[str, list[Person]] = {}
        self._lettered: dict[str, list[Person]] = {}
        for one in self.people:
            self._named.setdefault(one.name, []).append(one)
            for letters in set(one.initials.split()):
                self._lettered.setdefault(letters, []).append(one)
        self._found: dict[str, Choice | Miss] = {}  # places asked for before: a block repeats few
        self._missed: dict[str, Miss] = {}
        self._places = CandidateList([Candidate(one.id, one.name, one.initials) for one in self.places])
        self.notes: tuple[str, ...] = directory.notes if directory else ()
        self._notes = CandidateList(())

    # --- people ---------------------------------------------------------------------------------------
    def match_people(self, typed: str, day: date, days: Days) -> list[Candidate]:
        """Those whose name or initials are typed; who holds no post that day stands grey, at the end."""
        wanted = "".join(typed.replace("'", "").split()).lower()
        near = [one for one in self.people if wanted in one.name.lower() or wanted in one.initials]
        return CandidateList([_offer(one, day, days) for one in near]).match(typed)

    def person(self, typed: str, day: date) -> "Person | Miss":
        """The one the words name: in full, as 单位/姓名, or by letters that fit one person only."""
        unit, _slash, name = typed.replace("／", "/").rpartition("/")
        name = "".join(name.split()) or name
        same = self._named.get(name, [])
        if unit and same:
            there = [one for one in same if any(term.unit == unit.strip() for term in one.terms)]
            if not there:
                units = "、".join(one.unit(day) or "无单位" for one in same)
                return Miss(f"“{unit.strip()}”没有“{name}”，名册里的“{name}”在{units}。", name)
            same = there
        if len(same) > 1:
            same = [one for one in same if one.term(day)] or same
        if len(same) == 1:
            return same[0]
        if same:
            units = "、".join(one.unit(day) or "无单位" for one in same)
            return Miss(f"有{len(same)}个“{name}”（{units}），请从候选里选，或写成“单位/姓名”。")
        return self._by_letters(name)

    def _by_letters(self, typed: str) -> "Person | Miss":
        wanted = typed.lower()
        fits = self._lettered.get(wanted, []) if wanted.isascii() else []
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = "、".join(one.name for one in fits[:4])
            return Miss(f"“{typed}”可能是{names}，请选一位。")
        if wanted.isascii():
            return Miss(f"名册里没有首字母是“{typed}”的人，请写姓名。")
        if typed not in self._missed:
            near = nearest(typed, _letters(typed), ((one.name, one.initials) for one in self.people))
            question = f"是“{near}”吗？" if near else ""
            self._missed[typed] = Miss(f"名册里没有“{typed}”。{question}", near, unknown=True)
        return self._missed[typed]

    # --- places and reasons ---------------------------------------------------------------------------
    def match_places(self, typed: str) -> list[Candidate]:
        """Places by part of their name or their initials."""
        return self._places.match(typed)

    def place(self, typed: str) -> "Choice | Miss":
        """The place the words name."""
        if typed not in self._found:
            self._found[typed] = self._look(typed)
        return self._found[typed]

    def _look(self, typed: str) -> "Choice | Miss":
        wanted = "".join(typed.split()).replace("/", "")
        found = [one for one in self.places if one.name == wanted]
        if not found and wanted.isascii():
            found = [one for one in self.places if one.initials == wanted.lower()]
        if len(found) == 1:
            return found[0]
        near = nearest(wanted, "", ((one.name, one.initials) for one in self.places))
        question = f"是“{near}”吗？" if near else ""
        return Miss(f"名册里没有“{typed}”这个地方。{question}", near)

    def spell_notes(self, letters: Mapping[str, str]) -> None:
        """The initials of reasons, worked out beside the GUI."""
        self._notes = CandidateList([Candidate(one, one, letters.get(one, "")) for one in self.notes])

    def match_notes(self, typed: str) -> list[Candidate]:
        """Reasons used of late; a new one is simply typed."""
        if not typed.strip().isascii():  # words being written are not replaced by Enter
            return []
        return self._notes.match(typed)


def _letters(text: str) -> str:
    from core.pinyin import initials

    return initials(text)


def spelled(words: Iterable[str]) -> dict[str, str]:
    """Reasons with their initials; the first call imports the dictionary and takes its time."""
    from core.pinyin import initials

    return {one: initials(one, person=False) for one in words}


def _offer(one: "Person", day: date, days: Days) -> Candidate:
    held = one.term(day)
    out = days.get(one.id, set())
    if held is None:
        return Candidate(one.id, one.name, one.initials, one.unit(day), _gone(one, day), disabled=True)
    rank = len({other for other in out if other < day}) + 1
    words = "当天已登记" if day in out else f"本周第{rank}次"
    return Candidate(one.id, one.name, one.initials, held.unit, words)


def _gone(one: "Person", day: date) -> str:
    """至10月20日, 11月2日起: when the person held a post."""
    ended = [term.end for term in one.terms if term.end is not None and term.end < day]
    if ended:
        return f"至{short_day(max(ended), day)}"
    later = [term.start for term in one.terms if term.start > day]
    return f"{short_day(min(later), day)}起" if later else "名册里没有职务"


def days_out(visits: Iterable[tuple[int | None, date]]) -> Days:
    """The days of each person, of (person, day)."""
    found: Days = {}
    for who, day in visits:
        if who is not None:
            found.setdefault(who, set()).add(day)
    return found


def short_day(day: date, near: date) -> str:
    """10月20日, with the year when it is another one."""
    year = f"{day.year}年" if day.year != near.year else ""
    return f"{year}{day.month}月{day.day}日"


def nearest(typed: str, letters: str, known: Iterable[tuple[str, str]]) -> str:
    """The known name most like the typed one, of (name, initials); "" when none is alike."""
    best, found = _ALIKE, ""
    signs = set(typed)
    for name, initials in known:
        if signs.isdisjoint(name):  # most names, and the comparison is dear
            continue
        alike = SequenceMatcher(None, typed, name).ratio()
        if letters and letters in initials.split() and name[:1] == typed[:1]:
            alike = max(alike, 0.65)
        if alike > best:
            best, found = alike, name
    return found
