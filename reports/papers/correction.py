"""更正通报: the month anew under its own number, declaring the earlier circular void, with what was wrong."""

from dataclasses import replace

from core.queries.papers import CorrectionFacts, correction_facts
from reports.document import Attachment, Column, Document, Paragraph, Table, TableRow
from reports.papers.circular import build
from reports.papers.making import Paper
from reports.papers.named import plain

TABLE = "更正前后对照表"


def correction(found: CorrectionFacts) -> Document:
    """The corrected circular; the comparison stands after the sentence that declares the old one void."""
    whole = build(found.facts, found.edits)
    count = len(found.differences)
    if not count:
        note = plain("经核对，各项数据与原通报一致，本次更正的为文字表述。")
        return _with(whole, note, ())
    number = len(whole.attachments) + 1
    label = f"附件{number}" if number > 1 else "附件"
    note = plain(f"与原通报相比，共更正{count}处，具体见{label}。")
    return _with(whole, note, (Attachment(TABLE, (_table(found),)),))


def _with(whole: Document, note: Paragraph, more: tuple[Attachment, ...]) -> Document:
    first, *rest = whole.body
    return replace(whole, body=(first, note, *rest), attachments=(*whole.attachments, *more))


def _table(found: CorrectionFacts) -> Table:
    columns = (Column("序号", 3), Column("更正项目", 10, "left"), Column("原通报", 10), Column("更正为", 10))
    rows = tuple(
        TableRow((str(n), one.label, one.was, one.now)) for n, one in enumerate(found.differences, 1)
    )
    return Table(columns, rows, "没有需要更正的数据。")


PAPER = Paper("correction", "更正通报", True, correction_facts, correction, ("month",))
