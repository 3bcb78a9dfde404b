"""pytest-qt's application is the program's own here too, and one stage serves all tests."""

from collections.abc import Callable, Iterator

import pytest

from checklist.stage import Stage
from gui.start import make_application


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], object]:
    """With its locale, words and style."""
    return lambda _argv: make_application()


@pytest.fixture(scope="session")
def stage(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One sample record and one walk through all pages for all points."""
    yield Stage(tmp_path_factory.mktemp("checklist"))
