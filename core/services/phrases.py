"""常用语: the sentences the office keeps to use again."""

from sqlalchemy import func, select

from core.doors import Write
from core.errors import UserError
from core.model import phrase

LONGEST = 500  # characters; a phrase is a sentence, not a paper


def keep_phrase(w: Write, text: str, section: str = "") -> int:
    """Keep a sentence behind those there are; one kept before stays as it is. Returns its id."""
    words = "".join(text.split())
    if not words:
        raise UserError("这一句没有文字，不能存为常用语；请先写好。")
    if len(words) > LONGEST:
        raise UserError(f"常用语最长{LONGEST}字，这一句有{len(words)}字；请分成几句再存。")
    known = w.value(select(phrase.c.id).where(phrase.c.text == words))
    if known is not None:
        return int(known)
    last = w.value(select(func.max(phrase.c.sort))) or 0
    return w.insert(phrase, section=section or None, text=words, sort=last + 1)


def drop_phrase(w: Write, phrase_id: int) -> None:
    """Forget one of the office's own."""
    w.delete(phrase, phrase_id)
