"""Changes by hand of a year's figure, each with its reason (逗硬考核)."""

from fractions import Fraction

from core.doors import Write
from core.errors import UserError
from core.model import annual_line
from core.text import clean


def adjust_year(w: Write, year: int, unit_id: int, points: Fraction, reason: str) -> int:
    """Signed points; UserError without points or a reason."""
    if not points:
        raise UserError("年度加减分不能是0，请写成-2或1.5这样。")
    if not clean(reason):
        raise UserError("年度加减分要写明理由，请填写后再试。")
    return w.insert(annual_line, year=year, unit_id=unit_id, points=str(points), reason=clean(reason))


def drop_year_line(w: Write, line_id: int) -> None:
    """Take a line by hand back."""
    w.delete(annual_line, line_id)
