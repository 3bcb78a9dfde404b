"""The window."""

import ctypes
import sys


def _spare_bools() -> None:
    """PySide6 6.12.0: every `Signal.emit` gives back a reference to True it never took. Before Python 3.12,
    where True became immortal, the interpreter aborts (bool_dealloc) after some 600 signals [measured].
    A stock of references no session can use up keeps it alive.
    """
    if sys.version_info < (3, 12):
        for one in (True, False):
            ctypes.c_ssize_t.from_address(id(one)).value += 1 << 40


_spare_bools()
