"""载入默认清单: the plan's own items into the 督查清单, as one step."""

from sqlalchemy import func, select

from core.doors import Write
from core.ledgers.checklist import DEFAULT_ITEMS
from core.model import checklist_item


def load_default_items(w: Write) -> int:
    """Add the items of the plan that the list does not have yet; how many."""
    c = checklist_item.c
    kept = set(w.column(select(c.text)))
    last = int(w.value(select(func.coalesce(func.max(c.sort), 0))) or 0)
    new = [one for one in DEFAULT_ITEMS if one[1] not in kept]
    w.insert_many(
        checklist_item,
        [
            {"work_area": where, "text": text, "location": kind, "standard_id": None, "sort": last + number}
            for number, (where, text, kind) in enumerate(new, 1)
        ],
    )
    return len(new)
