"""Every paper the office prints; a new one is a builder module and its line here (docs/papers.md)."""

from importlib import import_module
from types import ModuleType
from typing import Any

from reports.papers.making import Paper

MODULES = (
    "monthly",
    "praise",
    "criticism",
    "weekly",
    "order",
    "reminder",
    "sign_in",
    "inspection",
    "duty_roster",
    "scores",
    "findings_ledger",
    "correction",
    "supplement",
    "rates",
    "exemptions",
    "duty_sheet",
    "meeting",
    "tasks",
    "watch",
    "annual",
    "archive_list",
    "handover",
    "ledgers",
)


def papers() -> tuple[Paper[Any], ...]:
    """In the order they are offered."""
    return tuple(paper for module in MODULES for paper in _of(import_module(f"reports.papers.{module}")))


def _of(module: ModuleType) -> tuple[Paper[Any], ...]:
    """A module's one PAPER, or its PAPERS."""
    return module.PAPERS if hasattr(module, "PAPERS") else (module.PAPER,)


def paper_named(name: str) -> Paper[Any] | None:
    return next((one for one in papers() if one.name == name), None)
