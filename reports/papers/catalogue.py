"""Every paper the office prints; a new one is a builder module and its line here (docs/papers.md)."""

from importlib import import_module
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
)


def papers() -> tuple[Paper[Any], ...]:
    """In the order they are offered."""
    return tuple(import_module(f"reports.papers.{module}").PAPER for module in MODULES)


def paper_named(name: str) -> Paper[Any] | None:
    return next((one for one in papers() if one.name == name), None)
