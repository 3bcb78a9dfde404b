"""Files the program carries with it; works from source and frozen."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where a bundled file lies, e.g. ``path("fonts/fangsong.ttf")``."""
    return ROOT / name
