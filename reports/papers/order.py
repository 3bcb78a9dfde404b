"""限期整改通知书: a notice per station with its tear-off 回执, each on a page of its own."""

from collections.abc import Iterator
from datetime import date

from core.ledgers.headings import SOURCES
from core.queries.papers import Notice, NoticeFacts, Problem, order_facts
from core.settings import Settings
from reports.document import Column, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Caption, Fields, Form, Kept, Leaf, Signed, Tear, Words
from reports.papers.making import Paper
from reports.papers.wording import day

TITLE = "限期整改通知书"
_BY = dict(zip(SOURCES, ("督查", "你单位自查", "群众反映"), strict=True))


def order(found: NoticeFacts) -> Form:
    office = found.settings.unit_name
    leaves = tuple(_leaf(one, found) for one in found.notices) or (_nothing(found),)
    names = (office, *(one.unit for one in found.notices))
    return Form(TITLE, leaves, "letter", names=names, numbered=False)


def _nothing(found: NoticeFacts) -> Leaf:
    who = found.unit or "各站所"
    return Leaf(TITLE, (Paragraph((Span(f"{found.period}没有向{who}下发过限期整改通知。"),)),))


def _leaf(notice: Notice, found: NoticeFacts) -> Leaf:
    return Leaf(TITLE, tuple(_blocks(notice, found)), _numbers(notice))


def _numbers(notice: Notice) -> str:
    """The number where there is one; of several each stands in its row."""
    known = [one.order_no for one in notice.problems]
    return f"编号：{known[0]}" if len(known) == 1 and known[0] else ""


def _blocks(notice: Notice, found: NoticeFacts) -> Iterator[Block]:
    office, one = found.settings.unit_name, len(notice.problems) == 1
    yield Paragraph((Span(f"{notice.unit}："),), indent=False)
    days = sorted({problem.found_on for problem in notice.problems})
    when = f"{chinese_date(days[0])}" if len(days) == 1 else f"近期（{day_span(days[0], days[-1])}）"
    count = "以下" if one else f"以下{len(notice.problems)}个"
    yield Paragraph((Span(f"经{when}{_found_by(notice.problems)}，发现你单位包保责任区域存在{count}问题："),))
    yield problem_table(notice.problems, found.today.year)
    yield Paragraph((Span(_demand(found.settings, notice)),))
    yield Signed(office, chinese_date(notice.day))
    yield Blanks(("督查人签名：", "督查人签名：", "复查时间："))
    yield Kept(tuple(_receipt(notice, office)))


def _demand(settings: Settings, notice: Notice) -> str:
    plan = settings.plan_title
    title = "" if not plan else plan if plan.startswith("《") else f"《{plan}》"
    basis = (
        f"根据{title}“谁包保、谁负责、保达标”和限期整改的要求，" if title else "按照“谁包保、谁负责”的要求，"
    )
    due = {one.due_on for one in notice.problems}
    last = next(iter(due)) if len(due) == 1 else None
    until = f"于{chinese_date(last)}前" if last else "在上表所列期限前"
    return (
        f"{basis}请你单位自即日起组织整改，{until}整改完毕，并将下附回执连同整改前后照片反馈"
        f"{settings.unit_name}。确需延期的，应在期限届满前书面申请。逾期未整改或整改不到位的，按规定扣分并通报。"
    )


def problem_table(problems: tuple[Problem, ...], year: int) -> Table:
    """Number, place, what was found, until when."""
    columns = (
        Column("序号", 3),
        Column("通知书号", 6.4),
        Column("地点", 6.5, "left"),
        Column("存在问题", 12, "left"),
        Column("整改期限", 6),
    )
    rows = tuple(
        TableRow((str(n), one.order_no or "—", one.where, _cited(one), due_words(one, year)))
        for n, one in enumerate(problems, 1)
    )
    return Table(columns, rows, "没有问题。")


def _cited(one: Problem) -> str:
    """The problem, the standard it falls short of, and who outside the township has to help."""
    beside = []
    if one.standard:
        beside.append(f"对照{one.standard}")
    if one.partner:
        beside.append(f"请{one.partner}协助")
    return problem_words(one) + (f"（{'；'.join(beside)}）" if beside else "")


def _found_by(problems: tuple[Problem, ...]) -> str:
    """督查, 群众反映 or what the station told of itself."""
    told = {one.source for one in problems}
    return "、".join(_BY[one] for one in SOURCES if one in told)


def problem_words(one: Problem) -> str:
    again = f"（第{one.times}次交办）" if one.times > 1 else ""
    return f"{one.category}：{one.text}{again}"


def due_words(one: Problem, year: int) -> str:
    """The date in force, beside it the original one where it was put off."""
    if one.due_on is None:
        return "—"
    if one.first_due is None or one.first_due == one.due_on:
        return day(one.due_on, year)
    return f"{day(one.due_on, year)}\n（原{day(one.first_due, year)}）"


def day_span(first: date, last: date) -> str:
    return f"{chinese_date(first)}至{day(last, first.year)}"


def _receipt(notice: Notice, office: str) -> Iterator[Block]:
    numbers = [one.order_no for one in notice.problems if one.order_no]
    which = f"编号：{'、'.join(numbers)}" if 0 < len(numbers) < 4 else f"共{len(notice.problems)}个问题"
    yield Tear("沿此线撕下")
    yield Caption("回　执")
    yield Words((f"{office}：",))
    yield Words((f"你办{TITLE}（{which}）收悉，现将整改情况反馈如下：",))
    yield Fields(
        (
            ("整改措施", ""),
            ("完成情况", "□已完成　□未完成（原因：　　　　　　　　　　　　）"),
            ("整改责任人", "", "反馈日期", "20　　年　　月　　日"),
            ("复核意见", "□合格，予以销号　　□不合格，继续整改"),
            ("复核人", "", "复核日期", "20　　年　　月　　日"),
        ),
        heights=(44.0,),
    )
    yield Words((f"反馈单位（盖章）：{notice.unit}", "附：整改前后照片　　　张"))


PAPER = Paper("order", TITLE, False, order_facts, order, ("month", "week", "unit"))
