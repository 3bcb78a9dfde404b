"""pytest-qt's application is the program's own here too."""

from collections.abc import Callable

import pytest

from gui.start import make_application


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], object]:
    """With its locale, words and style."""
    return lambda _argv: make_application()
