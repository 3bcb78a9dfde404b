"""职责任务书: the four levels with their duties (方案二), or a sheet for each person of a unit to sign."""

from collections.abc import Iterator

from core.labels import POST_ROLES
from core.queries.papers.duty_sheets import LEVEL_WORDS, DutySheetFacts, Holder, duty_sheet_facts
from core.rules.duty_words import UNIT
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Fields, Form, Kept, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import listed, ordinal

_ROLES = (UNIT, *POST_ROLES.values())  # from above to below


def duty_sheet(found: DutySheetFacts) -> Form:
    office = found.settings.unit_name
    if not found.unit:
        title = f"{found.settings.township}{found.settings.programme}包保职责任务书"
        return Form(title, (Leaf(title, tuple(_levels(found))),), "upright", office)
    title = "包保职责任务书"
    leaves = tuple(Leaf(title, tuple(_person(one, found))) for one in found.holders)
    if not leaves:
        leaves = (Leaf(title, (_plain(f"{found.unit}还没有登记人员。"),)),)
    names = tuple(dict.fromkeys(one.name for one in found.holders))
    return Form(f"{found.unit}{title}", leaves, "upright", office, names=names)


def _levels(found: DutySheetFacts) -> Iterator[Block]:
    basis = f"依据：{found.document}" if found.document else f"单位：{found.settings.unit_name}"
    yield Words((basis, f"截至{chinese_date(found.day)}"), 10.5)
    number = 0
    for level, words in LEVEL_WORDS.items():
        holders = [one for one in found.holders if one.level == level]
        if not holders:
            continue
        number += 1
        yield Heading(1, f"{ordinal(number)}、{words}")
        for role in sorted({one.role for one in holders}, key=_ROLES.index):
            mine = [one for one in holders if one.role == role]
            yield Heading(2, f"{role}（{len(mine)}{'个' if level == 'district' else '人'}）")
            yield from (_plain(f"{at}.{text}") for at, text in enumerate(mine[0].duties, 1))
            yield Ruled(_who(mine, by_unit=level != "district"))
    if not number:
        yield _plain("名册里还没有登记人员。")


def _who(holders: list[Holder], *, by_unit: bool) -> Table:
    columns = (
        Column("姓名", 5, names=True) if by_unit else Column("单位", 9),
        *((Column("单位（职务）", 10, "left"),) if by_unit else ()),
        Column("包保区域", 17, "left"),
    )
    rows = tuple(
        TableRow((one.name, *((_post(one),) if by_unit else ()), "、".join(one.places) or "—"))
        for one in holders
    )
    return Table(columns, rows, "没有登记。")


def _post(one: Holder) -> str:
    return f"{one.unit}（{one.title}）" if one.title else one.unit


def _person(one: Holder, found: DutySheetFacts) -> Iterator[Block]:
    yield Fields(
        (
            ("姓名", one.name, "单位", one.unit),
            ("职务", one.title or one.role, "层级", f"{LEVEL_WORDS[one.level]}·{one.role}"),
            ("包保区域", "、".join(one.places) or "名册里没有登记包保区域"),
            *((("包保领导", listed(one.leaders)),) if one.leaders else ()),
        )
    )
    yield Heading(1, "一、工作职责")
    yield from (_plain(f"{at}.{text}") for at, text in enumerate(one.duties, 1))
    if not one.duties:
        yield _plain("职责内容里还没有登记这个角色的职责。")
    yield Heading(1, "二、工作要求")
    yield _plain(
        "按照“谁包保、谁负责、保达标”的要求开展工作，接受周督查、月通报和考核打分；"
        "工作变动时，在名册里办理换人，并交接未办结的整改。"
    )
    yield Kept(
        (
            Words((f"{found.settings.unit_name}（盖章）", f"截至{chinese_date(found.day)}")),
            Blanks(("责任人签名：", "签收日期：")),
        )
    )


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


PAPER = Paper("duty-sheet", "职责任务书", False, duty_sheet_facts, duty_sheet, ("unit",))
