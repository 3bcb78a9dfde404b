"""People as written in one cell: 张三、李四, 张三（组长）13800000001, 村建所/王建国, 李伟（财政所）."""

import re
from dataclasses import dataclass

from core.text import Unreadable, clean_name, clean_phone, split_list

_UNIT = r"[^/／]+(?:所|站|办|中心|局|村|社区|队|院|校|委|科|室|部)"
_QUALIFIED = re.compile(rf"({_UNIT})[/／](.+)")
_WITH_PHONE = re.compile(r"(\D+?)[:：\s]*(\+?\d[\d\s-]{6,16})")
_IN_BRACKETS = re.compile(r"(.+?)[（(](.*)[)）]")
_COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "慕容",
    "令狐",
    "尉迟",
    "夏侯",
    "东方",
    "宇文",
    "长孙",
    "公孙",
    "司徒",
)
_HIDDEN_SLASH = "\ue000"


@dataclass(frozen=True, slots=True)
class Written:
    """One person of a cell; `remark` is what stood in brackets."""

    name: str
    remark: str
    phone: str | None


def split_people(text: str) -> tuple[Written, ...]:
    """The people of a cell in their order."""
    return tuple(_written(part) for whole in split_list(text) for part in _by_space(whole))


def split_qualified(text: str) -> tuple[tuple[str, str | None], ...]:
    """Pairs of name and unit: the unit stands before a slash or in brackets, or is None."""
    hidden = text.replace("/", _HIDDEN_SLASH).replace("／", _HIDDEN_SLASH)
    pairs: list[tuple[str, str | None]] = []
    for part in (part.replace(_HIDDEN_SLASH, "/") for part in split_list(hidden)):
        if found := _QUALIFIED.fullmatch(part):
            pairs.append((clean_name(found[2]), clean_name(found[1])))
        else:
            pairs += [(one.name, _unit(one)) for one in split_people(part)]
    return tuple(pairs)


def _unit(one: Written) -> str | None:
    """张三（请假） is no visit: brackets may only hold a unit."""
    if one.remark and not re.fullmatch(_UNIT, one.remark):
        raise Unreadable(f"{one.name}（{one.remark}）", "括号里不是单位")
    return one.remark or None


def _by_space(text: str) -> list[str]:
    """ "张三 李四" are two people, "张 三" and "欧阳 娜娜" are one."""
    parts = text.split()
    names = len(parts) > 1 and all(2 <= len(part) <= 4 and not part.isascii() for part in parts)
    compound = bool(parts) and parts[0] in _COMPOUND and len(text) <= 5
    return parts if names and not compound and not re.search(r"[\d(（]", text) else [text]


def _written(text: str) -> Written:
    phone = None
    if found := _WITH_PHONE.fullmatch(text):
        text, phone = found[1], clean_phone(found[2])
    if found := _IN_BRACKETS.fullmatch(text):
        return Written(clean_name(found[1]), clean_name(found[2]), phone)
    return Written(clean_name(text), "", phone)
