"""The document model: what a paper says, in order, without a millimetre."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.rules.circular import Rows

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one sentence (``key``); ``ref`` names the rows behind a figure."""

    text: str
    key: str = ""
    ref: Rows | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of level 1 (一、) to 4 (（1）), its number included."""

    level: int
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A natural paragraph; ``lead`` is a heading that runs into it (（一）… in 楷体)."""

    spans: tuple[Span, ...]
    key: str = ""
    lead: str = ""
    indent: bool = True

    @property
    def text(self) -> str:
        return self.lead + "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: ``share`` is its width in characters; ``names`` sets two-character names wide."""

    title: str
    share: float
    align: Align = "center"
    names: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[str, ...]
    ref: Rows | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads that repeat on every page; ``empty`` is printed instead when there are none."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    empty: str
    key: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    mark: str
    doc_no: str
    copy_no: str = ""  # 份号, six digits
    urgency: str = ""  # 紧急程度


@dataclass(frozen=True, slots=True)
class Signature:
    org: str
    date: date
    stamped: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    print_office: str
    print_date: date
    cc: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One 公文; the attachment note is made from ``attachments``, so the counts cannot differ.

    ``title`` is given as words that must not be torn; ``names`` are units and agency codes which
    stay whole in the title and change font whole.
    """

    letterhead: Letterhead
    title: tuple[str, ...]
    addressee: str
    body: tuple[Block, ...]
    signature: Signature
    imprint: Imprint
    attachments: tuple[Attachment, ...] = ()
    note: str = ""  # 附注, without its brackets
    names: tuple[str, ...] = ()

    @property
    def title_text(self) -> str:
        return "".join(self.title)

    def words(self) -> Iterator[str]:
        """Every text of the document, in reading order."""
        yield from (self.letterhead.mark, self.letterhead.doc_no, *self.title, self.addressee)
        yield from block_words(self.body)
        yield self.signature.org
        for attachment in self.attachments:
            yield attachment.title
            yield from block_words(attachment.blocks)
        yield from (self.note, self.imprint.cc, self.imprint.print_office)


def block_words(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The texts of a run of blocks."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (column.title for column in block.columns)
            yield from (cell for row in block.rows for cell in row.cells)
        yield block.empty if isinstance(block, Table) else block.text


def chinese_date(day: date) -> str:
    """7.3.5.4: Arabic digits, the year in full, no padding."""
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_label(index: int, count: int) -> str:
    """The number on an attachment's first line: none when it is the only one (7.3.7)."""
    return "附件" if count == 1 else f"附件{index + 1}"
