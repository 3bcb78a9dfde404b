"""The document model: what a paper says, in order, without a millimetre."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.rules.circular import Rows

Align = Literal["left", "center", "right", "decimal"]


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
    """A table column: ``share`` is its width in characters, 0 to take it from the content.

    ``names`` sets two-character names wide; ``decimal`` numbers stand point under point.
    """

    title: str
    share: float = 0.0
    align: Align = "center"
    names: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """``ref`` are the rows behind it; ``links`` are words in its cells that lead to rows of their own."""

    cells: tuple[str, ...]
    ref: Rows | None = None
    links: tuple[tuple[str, Rows], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads that repeat on every page; ``empty`` is printed instead when there are none."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    empty: str
    key: str = ""


Block = Heading | Paragraph | Table


Head = Literal["file", "letter", "plain"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title.

    ``kind``: a 文件 head, a 信函 head (10.1) or none in red (the number, 第12期, under the title).
    ``joint`` are the further marks of a joint issue, the host's first; ``signers`` (签发人) belong
    to papers for a higher body.
    """

    mark: str
    doc_no: str
    copy_no: str = ""  # 份号, six digits
    urgency: str = ""  # 紧急程度
    kind: Head = "file"
    joint: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期; ``joint`` are the further signing bodies in their order.

    ``duties`` are given where a 签名章 stands for the names: the 职务 beside each stamp.
    """

    org: str
    date: date
    stamped: bool = True
    joint: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    @property
    def orgs(self) -> tuple[str, ...]:
        return (self.org, *self.joint)


@dataclass(frozen=True, slots=True)
class Attachment:
    """``bound`` with the text, or apart with page numbers of its own; ``landscape`` lies on its side."""

    title: str
    blocks: tuple[Block, ...]
    bound: bool = True
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """``even``: on an even page, so that it is the back of the last sheet."""

    print_office: str
    print_date: date
    cc: str = ""
    even: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One 公文; the attachment note is made from ``attachments``, so the counts cannot differ.

    ``title`` is given as words that must not be torn; ``names`` are people, units and agency codes
    which are never torn and change font whole. An internal paper may do without addressee,
    signature and imprint.
    """

    letterhead: Letterhead
    title: tuple[str, ...]
    addressee: str
    body: tuple[Block, ...]
    signature: Signature | None
    imprint: Imprint | None
    attachments: tuple[Attachment, ...] = ()
    note: str = ""  # 附注, without its brackets
    names: tuple[str, ...] = ()

    @property
    def title_text(self) -> str:
        return "".join(self.title)

    def words(self) -> Iterator[str]:
        """Every text of the document, in reading order."""
        head = self.letterhead
        yield from (head.mark, *head.joint, head.doc_no, head.urgency, *head.signers)
        yield from (*self.title, self.addressee)
        yield from block_words(self.body)
        if self.signature is not None:
            yield from (*self.signature.orgs, *self.signature.duties)
        for attachment in self.attachments:
            yield attachment.title
            yield from block_words(attachment.blocks)
        yield self.note
        if self.imprint is not None:
            yield from (self.imprint.cc, self.imprint.print_office)


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
