"""Cleaning of what clerks type, paste and import; every door into the ledger passes through here."""

import re
from datetime import date, datetime, timedelta

from core.errors import UserError

_ODD_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
)
_BREAKS = "\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
_CONTROL = "\u0000-\u0008\u000e-\u001b\u001f\u007f-\u0084\u0086-\u009f"
_UNWANTED = re.compile(f"[{_INVISIBLE}{_CONTROL}]")
_DIRTY = re.compile(
    f"[{_INVISIBLE}{_CONTROL}{_ODD_SPACES}{_BREAKS}\r\ud800-\udfff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
# Full-width digits and letters only: full-width marks are meant in Chinese text.
_FOLD: dict[int, str | int] = {ord(mark): " " for mark in _ODD_SPACES}
_FOLD |= {ord(mark): "\n" for mark in _BREAKS}
_FOLD |= {
    code: code - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}
_FOLD |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･", "·"))
_INNER_SPACE = re.compile(r"(?<![A-Za-z\s])\s++|\s++(?![A-Za-z])")
_SEPARATORS = "、,，;；/／\n"
_OPEN, _CLOSE = "（(【[", "）)】]"

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}|[2-9]\d{6,7}")
_BIRTH = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_NUMBER = re.compile(
    rf"(?<!\d)(?:[1-9]\d{{5}}(?:19|20)\d{{2}}{_BIRTH}\d{{3}}[\dXx]|[1-9]\d{{5}}\d{{2}}{_BIRTH}\d{{3}})(?!\d)"
)

_WEEKDAY = re.compile(r"[（(]?\s*(?:周|星期)[一二三四五六日天]\s*[)）]?$")
_CLOCK = re.compile(r"[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_DAY = re.compile(
    r"(\d{4})\s*([-./．])\s*(\d{1,2})\s*\2\s*(\d{1,2})|(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|(\d{4})(\d{2})(\d{2})"
)
_NO_CENTURY = re.compile(r"\d{1,2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,4}\s*[日号]?")
_NO_YEAR = re.compile(r"\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?")
_MONTH = re.compile(r"(\d{4})\s*(?:[-./．]\s*(\d{1,2})|年\s*(\d{1,2})\s*月)|(\d{4})(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_EXCEL_EPOCH = date(1899, 12, 30)

_FILE_MARKS = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_MAX_NAME_BYTES = 200
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Unreadable(UserError):
    """A value that means nothing in its column; `raw` is what stood there, `reason` says why."""

    def __init__(self, raw: object, reason: str) -> None:
        self.raw = shown(raw)
        self.reason = reason
        super().__init__(f"“{self.raw}”{reason}，请改正。")


def shown(value: object, limit: int = 24) -> str:
    """A value as it may stand inside an error sentence: one line, shortened."""
    line = " ".join(clean(text_of(value)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def text_of(value: object) -> str:
    """A cell's value as the clerk sees it: whole numbers without .0, dates as 2026-01-05, empty for None."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".12g")
    if isinstance(value, datetime):
        return (
            value.isoformat(" ", "minutes")
            if value.time() != datetime.min.time()
            else value.date().isoformat()
        )
    return str(value)


def clean(text: str) -> str:
    """Text without invisible and control characters, full-width digits, letters and spaces made plain."""
    if not _DIRTY.search(text):
        return text.strip()
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(_FOLD).strip()


def clean_name(text: str) -> str:
    """A name without the spaces that only align it; the dot · of minority names stays."""
    text = clean(text)
    if text.isalnum():
        return text
    return " ".join(_INNER_SPACE.sub("", text.translate(_DOTS)).split())


def clean_phone(value: object) -> str | None:
    """The digits of a mobile or landline number, None when empty; Unreadable for anything else."""
    text = clean(text_of(value))
    digits = re.sub(r"[\s\-—–－()（）]", "", text)
    if not digits:
        return None
    digits = re.sub(r"^(?:\+|＋|00)?86(?=1[3-9]\d{9}$|0\d{9,11}$)", "", digits)
    if not (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)) or not digits.isascii():
        raise Unreadable(text, "不是有效号码")
    return digits


def split_list(text: str) -> tuple[str, ...]:
    """The parts of "张三、李四", separated by 、,，;；/ or a line break outside brackets; blanks left out."""
    text = clean(text)
    if not any(mark in text for mark in _SEPARATORS):
        return (text,) if text else ()
    parts, depth, part = [], 0, ""
    for mark in text:
        depth += (mark in _OPEN) - (mark in _CLOSE and depth > 0)
        if depth == 0 and mark in _SEPARATORS:
            parts.append(part)
            part = ""
        else:
            part += mark
    return tuple(part for part in (part.strip() for part in (*parts, part)) if part)


def mask_phone(phone: str) -> str:
    """A number as lists and posters may show it: 138****0001; "" stays ""."""
    if len(phone) < 7:
        return "*" * len(phone)
    tail = 4 if len(phone) > 7 else 3
    return phone[: max(0, len(phone) - 8)] + "****" + phone[-tail:]


def looks_like_id_number(text: str) -> bool:
    """Whether a citizen's identity number (15 or 18 digits with a date of birth) stands in the text."""
    return len(text) >= 15 and _ID_NUMBER.search(text) is not None


def safe_filename(title: str, ext: str) -> str:
    """A file name every system takes, at most 200 bytes in UTF-8, with an extension like ".pdf"."""
    stem = " ".join(clean(title).translate(_FILE_MARKS).split()).strip(". ")
    if _DEVICES.match(stem):
        stem = "_" + stem
    room = _MAX_NAME_BYTES - len(ext.encode())
    stem = stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip(". ")
    return (stem or "未命名") + ext


def parse_day(value: object) -> date:
    """The day a cell or a typed text means; never guesses a year. Unreadable when it names no day."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = _serial_day(value)
    if not isinstance(value, date):
        value = _written_day(clean(text_of(value)))
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise Unreadable(value, f"的年份不在{_FIRST_YEAR}—{_LAST_YEAR}年之间")
    return value


def _serial_day(number: float) -> date | str:
    """Excel counts days from 1899-12-30; an eight-digit number is a written date like 20260105."""
    if 10000000 <= number <= 99999999 and float(number).is_integer():
        return str(int(number))
    low, high = (date(year, 1, 1) - _EXCEL_EPOCH for year in (_FIRST_YEAR, _LAST_YEAR + 1))
    if not low.days <= number < high.days:
        raise Unreadable(number, "不是有效日期")
    return _EXCEL_EPOCH + timedelta(days=int(number))


def _written_day(text: str) -> date:
    bare = _WEEKDAY.sub("", _CLOCK.sub("", text)).strip()
    if found := _DAY.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
        try:
            return date(year, month, day)
        except ValueError:
            raise Unreadable(text, "是不存在的日期") from None
    if _NO_CENTURY.fullmatch(bare):
        raise Unreadable(text, "的年份应写满四位，如2026-1-5")
    if _NO_YEAR.fullmatch(bare):
        raise Unreadable(text, "没有写年份，应写成2026-1-5这样")
    raise Unreadable(text, "不是有效日期")
