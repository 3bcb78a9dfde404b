"""补录清单: what a closed month got afterwards, by day, with who keyed it in and why."""

from core.queries.papers.supplements import SupplementFacts, supplement_facts
from reports.document import Column, Table, TableRow, chinese_date
from reports.papers.form import Form, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import day


def supplement(found: SupplementFacts) -> Form:
    title = f"{found.settings.township}创文包保{found.month.label}补录清单"
    blocks = (Words(_said(found), 10.5), Ruled(_table(found), 22.0))
    return Form(title, (Leaf(title, blocks),), "lying", found.settings.unit_name)


def _said(found: SupplementFacts) -> tuple[str, ...]:
    if found.closed is None:
        issued = f"通报{found.doc_no}已印发，" if found.doc_no else ""
        return (f"{issued}本月还没有封账。", f"截至{chinese_date(found.today)}")
    paper = f"通报{found.doc_no}印发后" if found.doc_no else ""
    return (
        f"{paper}{chinese_date(found.closed.closed_on)}封账，以下{len(found.rows)}条为封账以后补录，不在印发的通报里。",
        f"截至{chinese_date(found.today)}",
    )


def _table(found: SupplementFacts) -> Table:
    columns = (
        Column("序号", 2.6),
        Column("种类", 5),
        Column("日期", 5),
        Column("内容", 22, "left"),
        Column("录入日期", 5),
        Column("经办人", 4.4, names=True),
        Column("补录原因", 14, "left"),
    )
    year = found.today.year
    rows = tuple(
        TableRow(
            (
                str(number),
                one.kind,
                "—" if one.day is None else day(one.day, year),
                one.text,
                day(one.keyed_on, year),
                one.actor or "—",
                one.reason or "—",
            )
        )
        for number, one in enumerate(found.rows, 1)
    )
    return Table(columns, rows, f"{found.month.label}没有补录。")


PAPER = Paper("supplement", "补录清单", False, supplement_facts, supplement, ("month",))
