"""What every command is handed: the record, the clock, and whether a machine reads the answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.output import say, say_json
from core.db import Clock, Db, files_of, open_record
from core.errors import UserError
from core.services.record import open_for_work


@dataclass(frozen=True, slots=True)
class Work:
    path: Path
    clock: Clock
    json: bool

    def to_write(self) -> Db:
        """The record under its lock; Busy after five seconds."""
        return open_for_work(self.path, clock=self.clock)

    def to_read(self) -> Db:
        """The record beside whoever holds it."""
        return open_record(self.path, writable=False, clock=self.clock)

    def answer(self, words: str, **values: Any) -> None:
        """One sentence for a person, or the same as JSON."""
        if self.json:
            say_json(values)
        else:
            say(words)

    def refuse_own(self, target: Path) -> None:
        """A target inside the record would destroy it."""
        place = target.resolve()
        files = files_of(self.path).resolve()
        if place == self.path.resolve() or files == place or files in place.parents:
            raise UserError(f"“{target}”是台账自己的文件，不能写到这里，请换一个文件名。")
