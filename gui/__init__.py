"""The window."""

import ctypes
import sys

from gui.overrides import watch


def _stock_constants() -> None:
    """Keep None, True, False and NotImplemented alive under Python 3.11.

    PySide6 6.12.0 hands them out without taking a reference, as is right where they are immortal (3.12 on).
    Under 3.11 each call of Qt costs None one reference and each emit True one; at zero the interpreter aborts
    (after 580 emits [measured]). A stock no session can use up stands in for immortality.
    """
    if sys.version_info < (3, 12):
        for one in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(one)).value += 1 << 40


_stock_constants()
watch()
