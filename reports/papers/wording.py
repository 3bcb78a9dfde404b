"""How figures, dates and lists are written on paper; the only place where numbers are rounded."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.rules.circular import Count, Rows
from reports.document import Span, chinese_date

CHINESE_DIGITS = "零一二三四五六七八九"


def rounded(value: Fraction, places: int = 2) -> str:
    """Half up, never through a float: 410/452 × 100 → 90.71."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    number = Decimal(whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"-{number}" if value < 0 and whole else str(number)


def percent(part: int, whole: int) -> str:
    """A share in percent with two places; a dash when there is nothing to share."""
    return f"{rounded(Fraction(100 * part, whole))}%" if whole else "—"


def ordinal(number: int) -> str:
    """1 to 99 in Chinese, for headings: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else CHINESE_DIGITS[tens] + "十")
    return head + (CHINESE_DIGITS[ones] if ones or not tens else "")


def day(value: date, year: int) -> str:
    """A date in running text; the year only where it differs from the circular's."""
    return chinese_date(value) if value.year != year else f"{value.month}月{value.day}日"


def span_of_days(start: date, end: date) -> str:
    """2026年9月28日—11月1日, the second year only when it is another one (GB/T 15835)."""
    return f"{chinese_date(start)}—{day(end, start.year)}"


def counted(counts: Sequence[Count], unit: str) -> list[Span]:
    """红光村6条、九湾村4条 with the rows behind every figure."""
    spans: list[Span] = []
    for index, count in enumerate(counts):
        spans.append(Span(("、" if index else "") + count.name))
        spans.append(Span(f"{len(count.rows)}{unit}", ref=count.rows))
    return spans


def bracketed(counts: Sequence[Count], unit: str) -> list[Span]:
    """村建所（3次）、财政所（1次） with the rows behind every figure."""
    spans: list[Span] = []
    for index, count in enumerate(counts):
        spans.append(Span(("、" if index else "") + count.name + "（"))
        spans.append(Span(f"{count.number}{unit}", ref=count.rows))
        spans.append(Span("）"))
    return spans


def figure(rows: Rows, unit: str) -> Span:
    """24条, leading to its rows."""
    return Span(f"{len(rows)}{unit}", ref=rows)


def ended(text: str) -> str:
    """A clerk's words as a sentence: one 。 at the end, whatever was typed."""
    return text.strip().rstrip("。.；;，, ") + "。"


def listed(names: Iterable[str]) -> str:
    return "、".join(names)
