"""催办单: what a station has not put right within its date, with a new one."""

from collections.abc import Iterator

from core.queries.papers import Notice, NoticeFacts, reminder_facts
from reports.document import Column, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Form, Leaf, Signed
from reports.papers.making import Paper
from reports.papers.order import due_words, problem_words

TITLE = "催办单"


def reminder(found: NoticeFacts) -> Form:
    office = found.settings.unit_name
    leaves = tuple(Leaf(TITLE, tuple(_blocks(one, found))) for one in found.notices) or (_nothing(found),)
    names = (office, *(one.unit for one in found.notices))
    return Form(TITLE, leaves, "letter", names=names, numbered=False)


def _nothing(found: NoticeFacts) -> Leaf:
    who = found.unit or "各站所"
    text = f"截至{chinese_date(found.today)}，{who}没有逾期未整改的问题，不用催办。"
    return Leaf(TITLE, (Paragraph((Span(text),)),))


def _blocks(notice: Notice, found: NoticeFacts) -> Iterator[Block]:
    office, count = found.settings.unit_name, len(notice.problems)
    yield Paragraph((Span(f"{notice.unit}："),), indent=False)
    yield Paragraph(
        (
            Span(
                f"截至{chinese_date(found.today)}，你单位承办的下列{count}个问题已超过整改期限，仍未反馈整改完成情况："
            ),
        )
    )
    yield _table(notice, found.today.year)
    yield Paragraph(
        (
            Span(
                f"请你单位抓紧整改，于{chinese_date(found.reply_by)}前整改完毕并书面反馈{office}，"
                "同时说明逾期原因。仍未整改到位的，按规定扣分并予以通报。"
            ),
        )
    )
    yield Signed(office, chinese_date(found.today))
    yield Blanks(("签收人：", "签收时间："))


def _table(notice: Notice, year: int) -> Table:
    columns = (
        Column("序号", 3),
        Column("通知书号", 6.4),
        Column("地点", 6.5, "left"),
        Column("存在问题", 11, "left"),
        Column("整改期限", 5),
        Column("已逾期", 4),
    )
    rows = tuple(
        TableRow(
            (
                str(n),
                one.order_no or "—",
                one.where,
                problem_words(one),
                due_words(one, year),
                f"{one.late}天",
            )
        )
        for n, one in enumerate(notice.problems, 1)
    )
    return Table(columns, rows, "没有逾期未整改的问题。")


PAPER = Paper("reminder", TITLE, False, reminder_facts, reminder, ("unit",))
