"""测评标准 as findings and score items cite them: by code, with the document where a code is used twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from core.doors import Read
from core.model import standard_item


@dataclass(frozen=True, slots=True)
class Standard:
    """An item; ``label`` is what a sheet calls it by."""

    id: int
    code: str
    document: str
    year: int
    text: str
    work_area: str

    @property
    def label(self) -> str:
        return f"{self.code}/{self.document}"

    @property
    def cited(self) -> str:
        """As a notice cites it: 《…测评体系》（2021年）II-3“…”."""
        name = self.document if self.document.startswith("《") else f"《{self.document}》"
        year = "" if str(self.year) in self.document else f"（{self.year}年）"
        return f"{name}{year}{self.code}"


def standards(r: Read) -> list[Standard]:
    """The library, a document's items in the order of entry."""
    s = standard_item.c
    return r.all(
        select(s.id, s.code, s.document, s.year, s.text, s.work_area).order_by(s.document, s.year, s.id),
        lambda row, code, document, year, text, where: Standard(row, code, document, year, text, where or ""),
    )


def standard_named(known: Iterable[Standard], words: str) -> int | str:
    """The item meant by a code or a label, the newest year of it; a sentence where there is none."""
    said = words.strip()
    found = [one for one in known if said in (one.code, one.label, f"{one.code}/{one.document}/{one.year}")]
    documents = {one.document for one in found}
    if not found:
        return f"依据条目“{said}”还没有登记，请先在“测评标准”里登记。"
    if len(documents) > 1:
        return f"依据条目“{said}”在{len(documents)}份文件里都有，请写成“编号/文件”。"
    return max(found, key=lambda one: one.year).id
