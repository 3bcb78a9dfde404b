"""What this computer remembers about the desk: recent files, font size, widths. Never in the record file."""

import json
import logging
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

RECENT_MAX = 8
_log = logging.getLogger(__name__)


def config_folder() -> Path:
    """The user's folder for settings and the log."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "baobao-ledger"


class Settings:
    """A small JSON file; an unreadable one gives way to the defaults, since nothing in it is precious."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or config_folder()
        self._file = self.folder / "desk.json"
        self._values = self._load()

    def _load(self) -> dict[str, Any]:
        try:
            values = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("desk settings unreadable, defaults taken: %s", error)
            return {}
        return values if isinstance(values, dict) else {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value stored under a key."""
        return self._values.get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Store a JSON value; a folder that cannot be written costs only the memory of it."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            os.replace(fresh, self._file)  # noqa: PTH105 - Path.replace reads as the string method here
        except OSError as error:
            _log.warning("desk settings not saved: %s", error)

    def recent(self) -> list[Path]:
        """Files opened lately that still exist, latest first."""
        return [Path(text) for text in self.get("recent", []) if Path(text).exists()]

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        text = str(path.resolve())
        others = [other for other in self.get("recent", []) if other != text]
        self.put("recent", [text, *others][:RECENT_MAX])

    def forget(self, path: Path) -> None:
        """Take a file out of the recent ones."""
        text = str(path.resolve())
        self.put("recent", [other for other in self.get("recent", []) if other != text])

    def widths(self, table: str) -> dict[str, int]:
        """Column widths of a table by column key, in px at 100 %."""
        stored = self.get("widths", {}).get(table, {})
        return {key: int(width) for key, width in stored.items()}

    def keep_width(self, table: str, key: str, width: int) -> None:
        """Remember one column's width."""
        every = dict(self.get("widths", {}))
        every[table] = {**every.get(table, {}), key: width}
        self.put("widths", every)

    def folder_for(self, kind: str, default: Path) -> Path:
        """The folder last used for a kind of file (papers, exports, backups)."""
        stored = self.get("folders", {}).get(kind)
        return Path(stored) if stored and Path(stored).is_dir() else default

    def keep_folder(self, kind: str, folder: Path) -> None:
        """Remember the folder used for a kind of file."""
        self.put("folders", {**self.get("folders", {}), kind: str(folder)})
