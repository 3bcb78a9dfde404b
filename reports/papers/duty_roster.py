"""包保责任分工表: the four levels place by place, the plan's three principles, the balance (方案一)."""

from collections.abc import Iterator

from core.queries.papers import DutyFacts, DutyRow, duty_facts
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import listed

SHOWN = 6  # names in a check line before 等


def duty_roster(found: DutyFacts) -> Form:
    title = f"{found.settings.township}{found.settings.programme}包保责任分工表"
    return Form(title, (Leaf(title, tuple(_blocks(found))),), "lying", found.settings.unit_name)


def _blocks(found: DutyFacts) -> Iterator[Block]:
    basis = f"依据：{found.document}" if found.document else f"单位：{found.settings.unit_name}"
    who = f"　　只列：{found.unit}" if found.unit else ""
    yield Words((f"{basis}{who}", f"截至{chinese_date(found.day)}"), 10.5)
    yield Ruled(_table(found), merge=5)
    if found.unit:
        return
    yield Heading(1, "一、包保层级")
    yield _plain(
        f"区级{_levels(found)}；乡级由{found.leaders}名包保领导和{found.stations}个站所包保；村（居）{found.villages}个；"
        f"村（居）民小组{found.groups}个。"
    )
    yield Heading(1, "二、三项原则核对")
    yield _plain(f"1.基本对应：{_matched(found)}")
    yield _plain(f"2.强弱搭配：{_strength(found)}")
    yield _plain(f"3.就近：{_near(found)}")
    yield Heading(1, "三、力量均衡")
    for line in _balance(found):
        yield _plain(line)


def _table(found: DutyFacts) -> Table:
    columns = [
        Column("村（居）", 6, names=True),
        *([Column("区级包保单位", 7)] if any(row.district for row in found.rows) else []),
        Column("包保领导（职务）", 14, "left"),
        Column("村支书", 5, names=True),
        Column("村（居）干部", 5, names=True),
        Column("组别", 4),
        Column("包保站所", 7),
        Column("站所责任人", 7, names=True),
        Column("组长", 5, names=True),
    ]
    wide = len(columns) == 9
    return Table(
        tuple(columns),
        tuple(TableRow(_cells(row, wide=wide)) for row in found.rows),
        "名册里还没有包保分工。",
    )


def _cells(row: DutyRow, *, wide: bool) -> tuple[str, ...]:
    return (
        row.village,
        *(("\n".join(row.district) or "—",) if wide else ()),
        "\n".join(row.leaders) or "—",
        "\n".join(row.secretaries) or "—",
        "\n".join(row.cadres) or "—",
        row.place or "全域",
        "\n".join(name for name, _ in row.stations) or "—",
        "\n".join(who or "—" for _, who in row.stations) or "—",
        "\n".join(row.heads) or "—",
    )


def _levels(found: DutyFacts) -> str:
    units = dict.fromkeys(name for row in found.rows for name in row.district)
    return f"包保单位{len(units)}个" if units else "没有登记包保单位"


def _matched(found: DutyFacts) -> str:
    """乡村领导基本对应包保村、小组 (方案一)."""
    lacks = [
        (found.without_leader, "没有包保领导的村（居）"),
        (found.without_station, "没有包保站所的村（居）"),
        (found.idle_leaders, "没有联系村（居）的乡领导"),
        (found.without_head, "没有组长的小组"),
    ]
    said = [f"{words}{len(names)}个：{_some(names)}" for names, words in lacks if names]
    if said:
        return "；".join(said) + "。"
    heads = "，小组均有组长" if found.heads_known else "（名册未登记组长，不作核对）"
    return f"{found.villages}个村（居）均有包保领导和包保站所{heads}。"


def _strength(found: DutyFacts) -> str:
    if found.unrated and not found.weak_only:
        return f"{_some(found.unrated, counted=False)}没有登记力量强弱，请登记后再核对。"
    if found.weak_only:
        return (
            f"只由力量较弱的站所包保的村（居）{len(found.weak_only)}个：{_some(found.weak_only)}，建议调整。"
        )
    return "各村（居）均有力量较强或中等的站所包保。"


def _near(found: DutyFacts) -> str:
    said = []
    if found.away:
        said.append(f"没有包保驻地所在村（居）的站所{len(found.away)}个：{_some(found.away)}")
    if found.homeless:
        said.append(f"名册未登记驻地、由经办人核对的站所{len(found.homeless)}个：{_some(found.homeless)}")
    return ("；".join(said) or "各站所均包保驻地所在村（居）") + "。"


def _balance(found: DutyFacts) -> Iterator[str]:
    for subject, word, most_names, most, least_names, least in found.loads:
        if most == least:
            yield f"{subject}：均为{most}{word}。"
        else:
            many, few = (
                f"{most}{word}（{_some(most_names, counted=False)}）",
                f"{least}{word}（{_some(least_names, counted=False)}）",
            )
            yield f"{subject}：最多{many}，最少{few}。"
    if not found.loads:
        yield "名册里还没有包保分工，不作比较。"


def _some(names: tuple[str, ...], *, counted: bool = True) -> str:
    """A few of them; where their number does not stand before them, 等 says it."""
    if len(names) <= SHOWN:
        return listed(names)
    return f"{listed(names[:SHOWN])}等{'' if counted else f'{len(names)}个'}"


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


PAPER = Paper("duty-roster", "包保责任分工表", False, duty_facts, duty_roster, ("unit",))
