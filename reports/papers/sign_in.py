"""签到表: a station's sheet of the week under its number, blank to be signed or filled from the record."""

from collections.abc import Iterator

from core.queries.papers import SignInFacts, SignInSheet, VisitLine, sign_in_facts
from core.rules.calendar import cn_day, weekday_cn
from reports.document import Column, Paragraph, Span, Table, TableRow
from reports.papers.form import Blanks, Block, Form, Kept, Leaf, Ruled, Words
from reports.papers.making import Paper

ROW = 26.0  # points: room for a signature
LEAST = 20  # rows of a blank sheet: one page
SPARE = 4  # empty rows after those of more people than a page holds


def sign_in(found: SignInFacts) -> Form:
    title = f"{found.settings.township}包保工作到岗签到表"
    leaves = tuple(Leaf(title, tuple(_blocks(one, found)), f"编号：{one.number}") for one in found.sheets)
    if not leaves:
        text = f"{found.week.year}年{found.week.label}没有站所需要到岗签到。"
        leaves = (Leaf(title, (Paragraph((Span(text),)),)),)
    return Form(title, leaves, "upright", found.settings.unit_name)


def _blocks(sheet: SignInSheet, found: SignInFacts) -> Iterator[Block]:
    yield Words((f"站所：{sheet.unit}", f"{found.week.year}年{found.week.label}"))
    yield Words((_asked(found),), 10.5)
    if found.blank:
        yield Words(("分管负责人驻点的，在备注栏写“驻点”。",), 10.5)
        yield Ruled(_blank(sheet, found.per_week if found.per_person else 1), ROW)
        sums = ("应到　　　人次　　实到　　　人次　　缺　　　人次", f"请假、公出：{'　' * 12}")
    else:
        yield Ruled(_filled(sheet.lines), 20.0)
        yield Words(("各人到岗情况",), 12.0)
        yield _result(sheet)
        sums = (_sums(sheet, found), "")
    yield Kept((Words(sums, 10.5), Blanks(("分管负责人签名：", "主要负责人签名："))))


def _asked(found: SignInFacts) -> str:
    """What the week asks for; a week other than five working days says why."""
    if not found.working_days:
        return f"本周{found.holiday or '放假'}，没有工作日，免计到岗；自愿到岗的照常签到。"
    each = "每人" if found.per_person else "每个站所"
    holiday = f"本周{found.holiday}，共{found.working_days}个工作日。" if found.holiday else ""
    return f"{each}每周至少到包保区域（含集贸市场）开展工作{found.per_week}次，同一天多次到岗计1次。{holiday}"


def _blank(sheet: SignInSheet, each: int) -> Table:
    columns = (
        Column("序号", 2.6),
        Column("姓名", 4.4, names=True),
        Column("职务", 4.6),
        Column("日期", 4.2),
        Column("到岗区域", 7),
        Column("工作内容", 11, "left"),
        Column("签名", 5),
        Column("备注", 3.6),
    )
    known = [(one.name, one.title) for one in sheet.signers if one.title or one.name != "全所"]
    rows = [pair for pair in known for _ in range(each)]
    rows += [("", "")] * (LEAST - len(rows) if len(rows) <= LEAST else SPARE)
    return Table(
        columns,
        tuple(TableRow((str(n), name, title, "", "", "", "", "")) for n, (name, title) in enumerate(rows, 1)),
        "",
    )


def _filled(lines: tuple[VisitLine, ...]) -> Table:
    columns = (
        Column("序号", 2.6),
        Column("日期", 7.6),
        Column("姓名", 4.4, names=True),
        Column("职务", 4.6),
        Column("到岗区域", 7),
        Column("工作内容", 11, "left"),
        Column("备注", 4.6),
    )
    rows = tuple(
        TableRow(
            (
                str(n),
                f"{cn_day(one.day)}（{weekday_cn(one.day)}）",
                one.name,
                one.title,
                one.place,
                one.note,
                _remark(one),
            )
        )
        for n, one in enumerate(lines, 1)
    )
    return Table(columns, rows, "本周没有登记到岗。")


def _remark(one: VisitLine) -> str:
    words = (one.kind, "重复登记" if one.repeats else "休息日" if one.rest else "")
    return "、".join(filter(None, words))


def _result(sheet: SignInSheet) -> Table:
    columns = (
        Column("姓名", 4.4, names=True),
        Column("职务", 4.6),
        Column("应到", 3),
        Column("实到", 3),
        Column("说明", 24, "left"),
    )
    rows = tuple(
        TableRow((one.name, one.title, str(one.required), str(one.done), one.reason))
        for one in sheet.signers
        if one.reason
    )
    return Table(columns, rows, sheet.exempt or "本周没有应到岗的人员。")


def _sums(sheet: SignInSheet, found: SignInFacts) -> str:
    judged = [one for one in sheet.signers if one.reason]
    asked = [one for one in judged if one.required]
    missing = [one for one in asked if one.done < one.required]
    if not found.per_person:
        return "按站所计次。"
    exempt = f"免计{len(judged) - len(asked)}人" if len(asked) < len(judged) else ""
    if not asked:
        return f"{exempt or '没有应到人员'}。"
    tail = f"，{exempt}" if exempt else ""
    done = f"应到{len(asked)}人，已完成{len(asked) - len(missing)}人"
    if not sheet.finished:
        return f"{done}{tail}（本周未完，截至{cn_day(found.today)}）。"
    return f"{done}，未完成{len(missing)}人{tail}。" if missing else f"应到{len(asked)}人，均已完成{tail}。"


PAPER = Paper("sign-in", "签到表", False, sign_in_facts, sign_in, ("week", "unit", "blank"))
