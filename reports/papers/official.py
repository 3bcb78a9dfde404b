"""Head, signature and imprint of the office's papers under a red head, in the format it chose."""

from datetime import date

from core.rules.circular import Office
from reports.document import Imprint, Letterhead, Signature


def letterhead(office: Office, number: str) -> Letterhead:
    """The mark with its number, 份号 and 紧急程度; a joint issue names the host first."""
    chosen = office.format
    return Letterhead(office.mark, number, _six(chosen.copy_no), chosen.urgency, chosen.head, chosen.joint)


def _six(copy_no: str) -> str:
    """份号: six digits (7.2.1)."""
    return copy_no.zfill(6) if copy_no else ""


def signature(office: Office, day: date) -> Signature:
    return Signature(office.name, day, office.format.stamped, office.format.joint)


def imprint(office: Office, day: date) -> Imprint:
    return Imprint(office.print_office, day, office.cc, office.format.even)
