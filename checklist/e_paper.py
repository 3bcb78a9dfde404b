"""The papers of a run: printed lists and the circular, as bytes and as text."""

from io import BytesIO
from typing import Any

from PySide6.QtWidgets import QDialog

from checklist.stage import Clerk, Stage, until


def text_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    import pdfplumber

    with pdfplumber.open(BytesIO(pdf)) as document:
        return [page.extract_text() or "" for page in document.pages]


def draft_pdf(stage: Stage) -> bytes:
    """The October circular of the sample as the draft page lays it out, made once."""
    return stage.once("draft", lambda: _draft(stage))


def _draft(stage: Stage) -> bytes:
    with stage.desk("circular") as clerk:
        page: Any = clerk.go("circular", {"month": "2026-10", "step": 4})
        until(lambda: page.outlet.pdf is not None, "the draft")
        return bytes(page.outlet.pdf)


def preview_of(clerk: Clerk) -> QDialog:
    """Ctrl+P and its preview."""
    clerk.activate()
    clerk.window.print_current()
    return clerk.dialog("printPreview")


def list_pdf(stage: Stage) -> bytes:
    """All findings that are closed, printed from the list."""
    return stage.once("list", lambda: _list(stage))


def _list(stage: Stage) -> bytes:
    with stage.desk("findings") as clerk:
        clerk.go("findings", {"filter": "closed"})
        preview: Any = preview_of(clerk)
        return bytes(preview._data)


def list_texts(stage: Stage) -> list[str]:
    """The pages of that list in words, read once."""
    return stage.once("list texts", lambda: text_of(list_pdf(stage)))


def draft_texts(stage: Stage) -> list[str]:
    """The pages of the draft in words, read once."""
    return stage.once("draft texts", lambda: text_of(draft_pdf(stage)))


def paper_texts(stage: Stage) -> dict[str, str]:
    """What the papers of the run say."""
    return {"通报": "\n".join(draft_texts(stage)), "清单": "\n".join(list_texts(stage)[:4])}
