"""归档目录 by 年度—保管期限—件号 (DA/T 22): a leaf for each retention."""

from collections.abc import Iterator
from itertools import groupby

from core.queries.archive import Item
from core.queries.papers.years import ArchiveFacts, archive_facts
from core.rules.calendar import cycle_of
from reports.document import Column, Paragraph, Span, Table, TableRow
from reports.papers.form import Blanks, Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper


def archive_list(found: ArchiveFacts) -> Form:
    title = f"{found.settings.unit_name}{found.year}年归档文件目录"
    groups = [(word, tuple(items)) for word, items in groupby(found.items, key=lambda one: one.retention)]
    leaves = [Leaf(title, tuple(_blocks(found, word, items))) for word, items in groups]
    if not leaves:
        words = "还没有归档文件。" if not found.waiting else f"还没有编制，有{found.waiting}件待归档。"
        leaves = [Leaf(title, (Paragraph((Span(f"{found.year}年{words}"),)),))]
    return Form(title, tuple(leaves), "upright", found.settings.unit_name)


def _blocks(found: ArchiveFacts, retention: str, items: tuple[Item, ...]) -> Iterator[Block]:
    kept = [one for one in items if not one.void]
    pages = sum(one.pages or 0 for one in kept)
    known = f"，已知{pages}页" if pages else ""
    cycle = cycle_of(found.settings.cycle_start, found.year)
    under = (f"创建周期：{cycle[0]}—{cycle[1]}年",) if cycle else ()
    yield Words((*under, f"年度：{found.year}年", f"保管期限：{retention}", f"共{len(kept)}件{known}"), 10.5)
    yield Ruled(_table(found, items), 22.0)
    yield Blanks(("整理人（签名）：", "检查人（签名）：", "日期："))


def _table(found: ArchiveFacts, items: tuple[Item, ...]) -> Table:
    columns = (
        Column("件号", 3),
        Column("责任者", 7.6),
        Column("文号", 7.4),
        Column("题名", 16.4, "left"),
        Column("日期", 5.4),
        Column("页数", 3),
        Column("备注", 5, "left"),
    )
    rows = tuple(
        TableRow(
            (
                str(one.number),
                found.settings.unit_name,
                one.doc_no,
                one.title,
                "" if one.day is None else f"{one.day:%Y%m%d}",
                "" if one.pages is None else str(one.pages),
                one.note,
            )
        )
        for one in items
    )
    return Table(columns, rows, "没有归档文件。")


PAPER = Paper("archive-list", "归档文件目录", False, archive_facts, archive_list, ("month",))
