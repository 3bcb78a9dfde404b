"""What is typed into a cell of a ledger → what is kept; and what a cell offers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from core.ledgers import Ledger, Part
from gui.offers import Miss, Offers, nearest
from gui.table import Candidate, CandidateList
from gui.widgets.date_field import parse_day
from gui.widgets.marks import Mark

if TYPE_CHECKING:
    from core.queries.entry import Directory
    from core.queries.ledgers import Choices, LedgerRow

_STEPS = {"+": 1, "＋": 1, "=": 1, "-": -1, "－": -1}
_NUMBER = re.compile(r"(\d{1,9})(?:份|户|人|次|个|%|％)?")
_DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_MONTH = re.compile(r"(?:(\d{4})[-年./])?(\d{1,2})月?")
_LAST = re.compile(r"^(.*[、,，;；])?([^、,，;；]*)$")  # of several names the one being typed


@dataclass(frozen=True, slots=True)
class Read:
    """A cell understood: ``value`` is kept, ``words`` are shown; a ``fault``, and what it may have meant."""

    value: Any = None
    words: str = ""
    fault: str = ""
    near: str = ""


class Reading:
    """Understands the cells of one ledger; names come from the record's directory, nothing is waited for."""

    def __init__(self, ledger: Ledger, today: date) -> None:
        self.ledger, self.today = ledger, today
        self.offers = Offers()
        self._units: tuple[tuple[int, str, str], ...] = ()
        self._rows: Mapping[str, Mapping[int, str]] = {}
        self._lists: dict[str, CandidateList] = {}

    def learn(self, directory: "Directory", choices: "Choices", letters: Callable[[str], str]) -> None:
        """The names and words of the record as it stands."""
        self.offers = Offers(directory)
        self._units, self._rows = choices.units, choices.rows
        units = CandidateList([Candidate(row, name, spelt) for row, name, spelt in self._units])
        for part in self.ledger.parts:
            if part.kind == "unit":
                self._lists[part.key] = units
            elif part.kind in ("choice", "answer"):
                self._lists[part.key] = CandidateList(
                    [Candidate(code, words, letters(words)) for code, words in part.choices.items()]
                )
            elif part.kind == "row":
                self._lists[part.key] = CandidateList(
                    [
                        Candidate(row, words, letters(words))
                        for row, words in reversed(list(choices.rows[part.key].items()))
                    ]
                )
            elif part.kind == "text":
                words_of = choices.words.get(part.key, part.offers)
                self._lists[part.key] = CandidateList([Candidate(one, one, letters(one)) for one in words_of])

    # --- offers ---------------------------------------------------------------------------------------
    def candidates(self, part: Part, day: Callable[[], date]) -> Callable[[str], list[Candidate]] | None:
        """What a cell of this part offers while it is typed into."""
        if part.kind in ("person", "people"):
            return _People(self, day, several=part.kind == "people").match
        if part.kind == "area":
            return _Places(self).match
        if part.kind in ("unit", "choice", "answer", "row"):
            return _Listed(self, part.key).match
        return _Words(self, part.key).match if part.kind == "text" else None

    def listed(self, key: str) -> CandidateList:
        return self._lists.get(key) or CandidateList(())

    # --- understanding --------------------------------------------------------------------------------
    def read(self, part: Part, typed: str, near: date, picked: object = None) -> Read:
        """The cell's value; ``near`` completes a day, ``picked`` is the key of a candidate taken."""
        text = typed.strip()
        if not text:
            return Read()
        how: Callable[[Part, str, date, object], Read] = getattr(self, f"_{part.kind}")
        return how(part, text, near, picked)

    def _text(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part, near, picked
        return Read(text, text)

    _long = _text

    def _day(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part, picked
        if text in _STEPS:
            day: date | None = near + timedelta(days=_STEPS[text])
        else:
            day = self.today if text in {"t", "T"} else parse_day(text, near)
        if day is None:
            return Read(None, text, f"没有“{text}”这一天，可输入 5、10.5 或 2026-10-5。")
        return Read(day, text)

    def _month(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part, picked
        found = _MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[2]) <= 12:
            return Read(None, text, f"“{text}”不是月份，可输入 10 或 2026-10。")
        month = f"{found[1] or near.year}-{int(found[2]):02}"
        return Read(month, month)

    def _number(self, part: Part, text: str, near: date, picked: object) -> Read:
        del near, picked
        found = _NUMBER.fullmatch(text.replace(",", ""))
        if found is None:
            return Read(None, text, f"{part.title}要写整数。")
        return Read(int(found[1]), found[1])

    def _decimal(self, part: Part, text: str, near: date, picked: object) -> Read:
        del near, picked
        if not _DECIMAL.fullmatch(text):
            return Read(None, text, f"{part.title}要写不小于0的数字，例如 3 或 2.5。")
        return Read(text, text)

    def _choice(self, part: Part, text: str, near: date, picked: object) -> Read:
        del near
        code = picked if picked in part.choices else None
        found = self.listed(part.key).match(text)
        if code is None and found:
            exact = [one for one in found if one.label == text]
            code = (exact or found)[0].key
        if code is None:
            return Read(None, text, f"请写{'、'.join(part.choices.values())}之一。")
        words = part.choices[str(code)]
        return Read(code == "yes", words) if part.kind == "answer" else Read(code, words)

    _answer = _choice

    def _unit(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part, near
        same = [one for one in self._units if picked in (None, one[0]) and text in (one[1], *one[2].split())]
        if len(same) == 1 or (same and picked is not None):
            return Read(same[0][0], same[0][1])
        close = nearest(text, "", ((name, letters) for _, name, letters in self._units))
        question = f"是“{close}”吗？" if close else ""
        return Read(None, text, f"名册里没有单位“{text}”。{question}", close)

    def _area(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part, near
        if isinstance(picked, int):
            return Read(picked, text)
        found = self.offers.place(text)
        return (
            Read(None, text, found.text, found.near)
            if isinstance(found, Miss)
            else Read(found.id, found.name)
        )

    def _person(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part
        known = self.offers.by_id.get(picked) if isinstance(picked, int) else None
        found = known or self.offers.person(text, near)
        return (
            Read(None, text, found.text, found.near)
            if isinstance(found, Miss)
            else Read(found.id, found.name)
        )

    def _people(self, part: Part, text: str, near: date, picked: object) -> Read:
        del part, picked
        ids: list[int] = []
        names: list[str] = []
        for name in _split(text):
            found = self.offers.person(_plain(name), near)
            if isinstance(found, Miss):
                return Read(None, text, found.text, found.near and text.replace(name, found.near))
            if found.id not in ids:
                ids.append(found.id)
                names.append(name if "（" in name else found.name)
        return Read(ids, "、".join(names))

    def _row(self, part: Part, text: str, near: date, picked: object) -> Read:
        del near
        rows = self._rows.get(part.key, {})
        if isinstance(picked, int) and picked in rows:
            return Read(picked, rows[picked])
        plain = text.removeprefix("第").removesuffix("号").removesuffix("条")
        same = [row for row, words in rows.items() if plain in (words, words.split("/")[0])]
        if len(same) == 1:
            return Read(same[0], rows[same[0]])
        many = f"有{len(same)}个“{text}”，请从候选里选。" if same else f"还没有登记“{text}”。"
        return Read(None, text, many)


def _split(text: str) -> Iterable[str]:
    return [one.strip() for one in re.split(r"[、,，;；\s]+", text) if one.strip()]


def _plain(name: str) -> str:
    """李伟（财政所）→ 财政所/李伟."""
    found = re.fullmatch(r"(.+?)[（(](.+)[)）]", name)
    return f"{found[2]}/{found[1]}" if found else name


@dataclass(frozen=True, slots=True)
class _People:
    reading: Reading
    day: Callable[[], date]
    several: bool

    def match(self, typed: str) -> list[Candidate]:
        """People; of several names the last one is looked for, and the ones before it stay."""
        if not self.several:
            return [_bare(one) for one in self.reading.offers.match_people(typed, self.day(), {})]
        found = _LAST.match(typed)
        before, last = (found[1] or "", found[2]) if found else ("", typed)
        people = self.reading.offers.match_people(last, self.day(), {}) if last.strip() else []
        named = Counter(one.name for one in self.reading.offers.people)
        return [_bare(one, before, named[one.label] > 1) for one in people]


def _bare(one: Candidate, before: str = "", shared: bool = False) -> Candidate:
    """A visit's rank says nothing here; among several names one borne twice needs its unit."""
    words = "" if one.tertiary.startswith("本周") else one.tertiary
    name = f"{one.label}（{one.secondary}）" if shared and one.secondary else one.label
    return Candidate(one.key, before + name, one.initials, one.secondary, words, one.disabled)


@dataclass(frozen=True, slots=True)
class _Places:
    reading: Reading

    def match(self, typed: str) -> list[Candidate]:
        return self.reading.offers.match_places(typed)


@dataclass(frozen=True, slots=True)
class _Listed:
    reading: Reading
    key: str

    def match(self, typed: str) -> list[Candidate]:
        return self.reading.listed(self.key).match(typed)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words used of late; hanzi being written are not replaced by Enter."""

    reading: Reading
    key: str

    def match(self, typed: str) -> list[Candidate]:
        return self.reading.listed(self.key).match(typed) if typed.strip().isascii() else []


def shown(part: Part, row: "LedgerRow") -> Any:
    """A kept cell as the table shows it: days as days, answers as a mark."""
    value = row.values[part.key]
    if part.kind in ("day", "number") and value is not None:
        return value
    if part.kind == "answer" and value is not None:
        return Mark("done" if value else "lack", row.words[part.key])
    return row.words[part.key]
