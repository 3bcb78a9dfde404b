"""包保责任分工表: the four levels place by place, the plan's three principles, the balance (方案一)."""

from collections.abc import Iterator, Sequence

from core.queries.papers import DutyFacts, DutyRow, duty_facts
from core.rules.coverage import LEVELS
from core.rules.principles import Check, Measure
from reports.document import Column, Heading, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Block, Form, Leaf, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import listed, rounded

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
    for number, check in enumerate(found.check.checks, 1):
        yield _plain(f"{number}.{check.name}：{_principle(check)}")
    yield Heading(1, "三、力量均衡")
    for measure in found.check.measures:
        yield _plain(_measured(measure))
    if not found.rows:
        yield _plain("名册里还没有包保分工，不作比较。")
    yield Heading(1, "四、横向到边、纵向到底")
    yield from (_plain(line) for line in _gaps(found))


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


def _principle(check: Check) -> str:
    """The result first, then the reasons; what could not be judged is said apart."""
    names = [one.text.removesuffix(f"{check.lacks}。") for one in check.unknown]
    unknown = f"{_names(names)}{check.lacks}，请登记后再核对。" if names else ""
    if check.remarks:
        return f"有{len(check.remarks)}处不符合。{_reasons([one.text for one in check.remarks])}{unknown}"
    return unknown if names else "符合。"


def _reasons(texts: Sequence[str]) -> str:
    shown = "；".join(text.rstrip("。") for text in texts[:SHOWN])
    return f"{shown}{_more(len(texts)) if len(texts) > SHOWN else ''}。"


def _more(count: int) -> str:
    return f"等{count}处"


def _measured(measure: Measure) -> str:
    """The middle value, the ends, and who stands out (more than twice of it, less than half)."""
    counts = [one.count for one in measure.loads]
    most, least = max(counts), min(counts)
    if most == least:
        return f"{measure.name}：均为{most}{measure.word}。"
    both = (("最多", most), ("最少", least))
    ends = "，".join(f"{word}{count}{measure.word}（{_some(measure, count)}）" for word, count in both)
    middle = rounded(measure.median, 1).removesuffix(".0")
    said = [
        f"明显偏{word}的有{listed(names)}"
        for side, word in (("high", "多"), ("low", "少"))
        if (names := [one.name for one in measure.outliers if one.side == side])
    ]
    return (
        f"{measure.name}：中位数{middle}{measure.word}，{ends}；{'，'.join(said) or '没有明显偏多、偏少的'}。"
    )


def _some(measure: Measure, count: int) -> str:
    return _names([one.name for one in measure.loads if one.count == count])


def _names(names: Sequence[str]) -> str:
    return f"{listed(names[:SHOWN])}等{len(names)}个" if len(names) > SHOWN else listed(names)


def _gaps(found: DutyFacts) -> Iterator[str]:
    """Level by level; what contradicts itself last."""
    for level in LEVELS:
        texts = [one.text for one in found.check.gaps if one.level == level]
        yield f"{level}：{_reasons(texts)}" if texts else f"{level}：没有缺口。"
    if faults := [one.text for one in found.check.faults]:
        yield f"名册里自相矛盾的{len(faults)}处：{_reasons(faults)}"


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


PAPER = Paper("duty-roster", "包保责任分工表", False, duty_facts, duty_roster, ("unit",))
