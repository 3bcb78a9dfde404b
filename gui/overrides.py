"""Errors that leave an override of Qt's become the bug dialog's under Python 3.11 too, not a crash.

Where an override raises, PySide6 6.12 writes its name into the error's arguments. Up to Python 3.11 an error
that C code raised (an index out of range, a widget that is gone) is no object yet at that moment, and the
program dies of it [measured]. Caught and raised again in Python it is one.
"""

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def watch() -> None:
    """Guard the overrides of every class made from now on."""
    if sys.version_info < (3, 12):
        QObject.__init_subclass__ = classmethod(_made)  # type: ignore[assignment, arg-type]


def _made(cls: type[QObject], **_words: object) -> None:
    for name, one in list(vars(cls).items()):
        if isinstance(one, FunctionType) and not name.startswith("__") and _of_qt(cls, name):
            setattr(cls, name, guarded(one))


def _of_qt(cls: type, name: str) -> bool:
    return any(name in vars(base) for base in cls.__mro__[1:] if base.__module__.startswith("PySide6."))


def guarded(one: FunctionType) -> Callable[..., Any]:
    """The same function, whose errors are objects; PySide counts its arguments, so their number stays."""
    code = one.__code__
    makers = (None, _with_self, _with_one, _with_two, _with_three, _with_four)
    maker = makers[code.co_argcount] if code.co_argcount < len(makers) else None
    if maker is None or code.co_kwonlyargcount or code.co_flags & 0x0C:  # *args, **kwargs
        return one
    made = maker(one)
    assert isinstance(made, FunctionType)
    made.__defaults__ = one.__defaults__
    made.__name__, made.__qualname__ = one.__name__, one.__qualname__
    made.__module__, made.__doc__ = one.__module__, one.__doc__
    made.__dict__.update(one.__dict__)  # what @Slot wrote
    return made


def _with_self(one: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any) -> Any:
        try:
            return one(self)
        except Exception:
            raise

    return call


def _with_one(one: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any, a: Any) -> Any:
        try:
            return one(self, a)
        except Exception:
            raise

    return call


def _with_two(one: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any, a: Any, b: Any) -> Any:
        try:
            return one(self, a, b)
        except Exception:
            raise

    return call


def _with_three(one: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any, a: Any, b: Any, c: Any) -> Any:
        try:
            return one(self, a, b, c)
        except Exception:
            raise

    return call


def _with_four(one: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any, a: Any, b: Any, c: Any, d: Any) -> Any:
        try:
            return one(self, a, b, c, d)
        except Exception:
            raise

    return call
