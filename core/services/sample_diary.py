"""What happened in the sample, by day and hour: written down in any order, entered in the right one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter

from core import journal
from core.db import Clock, Db
from core.doors import Pending, Write
from core.rules.calendar import week_of

Do = Callable[[Write], object]
_RECENT = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class _Deed:
    """An Op with its label, or without one something that opens its own door."""

    at: datetime
    order: int
    label: str
    do: Callable[..., object]


@dataclass(slots=True)
class Diary:
    """Deeds between the first day of the record and now."""

    start: date
    now: datetime
    deeds: list[_Deed] = field(default_factory=list)
    weekly: dict[date, list[Do]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    def recent(self, day: date) -> bool:
        """The papers of younger findings are entered one by one, those of older ones week by week."""
        return day > self.today - _RECENT

    def note(self, day: date, clock: str, label: str, do: Do) -> None:
        """One Op; what began before the record is entered on its first day."""
        self._plan(day, clock, label, do)

    def paper(self, day: date, label: str, do: Do) -> None:
        """A paper that came in, as an Op of its own; without a label, with the others of its week."""
        if label:
            self.note(day, "17:30" if day < self.today else "09:00", label, do)
        else:
            self.weekly.setdefault(week_of(day).monday + timedelta(days=7), []).append(do)

    def apart(self, day: date, clock: str, do: Callable[[Db], object]) -> None:
        """What is no plain Op: a circular takes its number in a transaction of its own."""
        self._plan(day, clock, "", do)

    def _plan(self, day: date, clock: str, label: str, do: Callable[..., object]) -> None:
        at = datetime.combine(max(day, self.start), time.fromisoformat(clock))
        self.deeds.append(_Deed(min(at, self.now), len(self.deeds), label, do))

    def enter(self, db: Db) -> None:
        """Do everything in order, each deed at its own hour."""
        for monday, papers in self.weekly.items():
            self.note(monday, "09:40", "登记整改", _one_after_another(papers))
        deeds = sorted(self.deeds, key=attrgetter("at", "order"))
        for plain, part in groupby(deeds, key=lambda deed: bool(deed.label)):
            if plain:
                _enter_ops(db, list(part))
            else:
                for deed in part:
                    db.clock = stopped(deed.at)
                    deed.do(db)


def _enter_ops(db: Db, deeds: list[_Deed]) -> None:
    """Many Ops and one commit: waiting for the disk after each would take most of the sample's time."""
    db.clock = stopped(deeds[-1].at)
    with db.write("") as w:
        for deed in deeds:
            w.pending, w.today = Pending(deed.label), deed.at.date()
            deed.do(w)
            journal.seal(w.conn, w.pending, db.actor, deed.at)
        w.pending = Pending("")


def _one_after_another(papers: list[Do]) -> Do:
    def do(w: Write) -> None:
        for paper in papers:
            paper(w)

    return do


def stopped(at: datetime) -> Clock:
    """A clock that shows one moment."""
    return lambda: at
