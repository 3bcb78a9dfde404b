"""How rosters write villages and groups: 1、2、3社, 1-3组, 一组、二组, 集贸市场, 聚居点."""

import re

from core.text import Unreadable, clean, clean_name

_DIGITS = "零一二三四五六七八九"
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_SUFFIX = r"(?:村民小组|居民小组|小组|组|社|队)"
_NUMBERED = re.compile(rf"第?({_NUMBER})({_SUFFIX})?")
_RANGE = re.compile(rf"第?({_NUMBER})({_SUFFIX})?(?:[-—–－~～至到]+)第?({_NUMBER})({_SUFFIX})?")
_BREAK = re.compile(r"[、,，;；/／.．\s]+")
_LOOSE_SUFFIX = re.compile(rf"(?<=[\d一二三四五六七八九十]) +(?={_SUFFIX})")
_LOOSE_DASH = re.compile(r"\s*([-—–－~～至到])\s*(?=第?[\d一二三四五六七八九十])")
_WHOLE_VILLAGE = {"全村", "全部", "各组", "全社区", "所有小组", "全体", "无", "/", "-", "—"}
_LONGEST_RANGE = 60


def area_kind(name: str) -> str:
    """Kind of an area named in the village column: community, market, settlement, township or village."""
    if "集贸市场" in name or name.endswith(("市场", "农贸市场")):
        return "market"
    if "聚居点" in name or "安置点" in name:
        return "settlement"
    if name in {"全乡", "全镇", "乡本级", "镇本级"}:
        return "township"
    return "community" if name.endswith(("社区", "居", "居委会", "(居)", "（居）")) else "village"


def group_kind(name: str) -> str:
    """Kind of an area below the village: group, market, settlement or point."""
    kind = area_kind(name)
    if kind in {"market", "settlement"}:
        return kind
    return "group" if name.endswith(("组", "社", "队")) else "point"


def split_groups(text: str, default_suffix: str = "组") -> tuple[str, ...]:
    """Group names of one cell with digits: "一、二组" → ("1组", "2组"); () for the whole village."""
    text = clean(text)
    if not text or clean_name(text) in _WHOLE_VILLAGE:
        return ()
    joined = _LOOSE_SUFFIX.sub("", _LOOSE_DASH.sub(r"\1", text))
    parts = [part for part in _BREAK.split(joined) if part]
    names: list[str] = []
    suffix = default_suffix
    for part in reversed(parts):  # 1、2、3社: the last part's word serves the ones before it
        found, suffix = _expand(part, suffix)
        names[:0] = found
    return tuple(dict.fromkeys(names))


def _expand(part: str, suffix: str) -> tuple[list[str], str]:
    if span := _RANGE.fullmatch(part):
        first, last = _number(span[1]), _number(span[3])
        if not 0 <= last - first <= _LONGEST_RANGE:
            raise Unreadable(part, "不是有效的组别范围")
        suffix = _short(span[4] or span[2], suffix)
        return [f"{number}{suffix}" for number in range(first, last + 1)], suffix
    if single := _NUMBERED.fullmatch(part):
        suffix = _short(single[2], suffix)
        return [f"{_number(single[1])}{suffix}"], suffix
    return [clean_name(part)], suffix


def _short(word: str | None, suffix: str) -> str:
    if not word:
        return suffix
    return "组" if word.endswith("组") else word


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        if len(text) > 1:
            raise Unreadable(text, "不是有效的组别")
        return _DIGITS.index(text)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(units) if units else 0)
