"""Chinese input under Linux: the wheel carries ibus but no fcitx context; ibus reaches fcitx too."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

import PySide6


def _plugins() -> set[str]:
    root = Path(PySide6.__file__).parent
    return {file.name for file in root.glob("**/plugins/platforminputcontexts/*")}


def choose(environ: MutableMapping[str, str] = os.environ, plugins: set[str] | None = None) -> None:
    """Before QApplication: fcitx without a loadable plug-in becomes ibus (fcitx5 answers its calls)."""
    if not sys.platform.startswith("linux"):
        return
    wanted = environ.get("QT_IM_MODULE", "") + environ.get("XMODIFIERS", "")
    if "fcitx" not in wanted:
        return
    found = _plugins() if plugins is None else plugins
    if not any("fcitx" in name for name in found):
        environ["QT_IM_MODULE"] = "ibus"


def works(environ: MutableMapping[str, str] = os.environ, plugins: set[str] | None = None) -> bool:
    """For 设置▸诊断: an input context for Chinese can be loaded."""
    if not sys.platform.startswith("linux"):
        return True
    found = _plugins() if plugins is None else plugins
    wanted = environ.get("QT_IM_MODULE", "") or "ibus"
    return any(wanted in name for name in found)
