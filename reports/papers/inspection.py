"""督查记录表: blank to take along, or one per round with what was found."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from core.ledgers.registers import LOCATIONS
from core.queries.papers import Problem, RoundFacts, Shot, Tour, round_facts
from reports.document import Column, Paragraph, Span, Table, TableRow, chinese_date
from reports.papers.form import Blanks, Block, Fields, Form, Kept, Leaf, Photo, Pictures, Ruled, Words
from reports.papers.making import Paper
from reports.papers.wording import day
from reports.pictures import picture_of

ROW = 38.0  # points: two written lines
BLANK_ROWS = 8
SHORT = 80  # characters of a finding over its photos, or of a file name in an empty frame
TICKS = "□是　□否"
DAY_OPEN = "20　　年　　月　　日　　时　　分至　　时　　分"


def inspection(found: RoundFacts) -> Form:
    title = f"{found.settings.township}包保工作督查记录表"
    if found.blank:
        leaves: tuple[Leaf, ...] = (
            Leaf(title, tuple(_blank(found))),
            Leaf(f"{found.settings.township}包保工作督查清单", tuple(_checks(found))),
        )
    elif found.tours:
        leaves = tuple(Leaf(title, tuple(_filled(tour, found))) for tour in found.tours)
    else:
        text = f"{found.week.year}年{found.week.label}没有登记督查。"
        leaves = (Leaf(title, (Paragraph((Span(text),)),)),)
    return Form(title, leaves, "upright", found.settings.unit_name)


def _blank(found: RoundFacts) -> Iterator[Block]:
    yield Words((f"组织单位：{found.settings.unit_name}", "编号：　　　　　　　"))
    yield Fields(
        (
            ("督查时间", DAY_OPEN),
            ("督查人员", "", "陪同人员", ""),
            ("去过的地方", ""),
            ("区域类型", "　　".join(f"□{one}" for one in LOCATIONS)),
        ),
        height=27.0,
    )
    rows = tuple(TableRow((str(n), "", "", "", "", "")) for n in range(1, BLANK_ROWS + 1))
    yield Ruled(Table(_columns("处理意见"), rows, ""), ROW)
    yield Words(("处理意见填“立行立改”或“限期整改”；没有发现问题的在第一行写“未发现问题”。",), 10.5)
    yield _photos("（粘贴处，注明问题序号）")
    yield _signatures()


def _checks(found: RoundFacts) -> Iterator[Block]:
    """逐项打勾, grouped by the plan's four work areas."""
    yield Words(("督查时间：20　　年　　月　　日", "督查地点：　　　　　　　　　　　　"))
    columns = (
        Column("方面", 6.6),
        Column("检查内容", 15.4, "left"),
        Column("区域类型", 4.4),
        Column("依据条目", 4.4),
        Column("是否符合", 6),
        Column("问题序号", 4.8),
    )
    rows = tuple(
        TableRow((one.work_area or "其他", one.text, one.location or "—", one.standard or "—", TICKS, ""))
        for one in found.checks
    )
    yield Ruled(Table(columns, rows, "清单没有内容。"), 27.0, merge=1)
    yield Words(("不符合的，把问题写在督查记录表上，这里填它的序号；没有看到的不打勾。",), 10.5)
    yield _signatures()


def _filled(tour: Tour, found: RoundFacts) -> Iterator[Block]:
    places = "、".join(dict.fromkeys(one.village for one in tour.problems if one.village))
    yield Words((f"组织单位：{found.settings.unit_name}", f"{found.week.year}年{found.week.label}"))
    yield Fields(
        (
            ("督查时间", chinese_date(tour.day), "发现问题", f"{len(tour.problems)}条"),
            ("督查人员", tour.inspectors or "（未登记）"),
            ("问题所在", places or "无"),
            *((("未发现问题", "、".join(tour.clean)),) if tour.clean else ()),
            *((("备注", tour.note),) if tour.note else ()),
        )
    )
    yield Ruled(_table(tour, found.week.year), 24.0)
    shown = [one for one in tour.problems if found.shots.get(one.id)]
    for one in shown:
        yield _shown(one, found.shots[one.id])
    if not shown:
        yield _photos("（粘贴处，注明问题编号）")
    yield _signatures()


def _columns(handling: str) -> tuple[Column, ...]:
    return (
        Column("序号", 3),
        Column("区域、地点", 7, "left"),
        Column("发现的问题", 13, "left"),
        Column(handling, 5),
        Column("责任站所", 5),
        Column("整改期限", 5),
    )


def _table(tour: Tour, year: int) -> Table:
    rows = tuple(
        TableRow(
            (
                str(one.id),
                one.where,
                _found(one),
                _handling(one),
                one.unit,
                "—" if one.first_due is None else day(one.first_due, year),
            )
        )
        for one in tour.problems
    )
    return Table(tuple(_numbered()), rows, "本次督查未发现问题。")


def _found(one: Problem) -> str:
    severe = "（严重）" if one.severe else ""
    cited = f"\n对照：{one.standard}" if one.standard else ""
    return f"{one.category}：{one.text}{severe}{cited}"


def _numbered() -> Iterator[Column]:
    first, *others = _columns("处理意见")
    yield Column("编号", first.share)
    yield from others


def _handling(one: Problem) -> str:
    if one.state == "立行立改":
        return "立行立改"
    return "限期整改" if one.issued_on is not None else one.state


def _shown(one: Problem, shots: Sequence[Shot]) -> Pictures:
    """A finding's photos: those before the work at the left, those after it at the right."""
    before, after = ([shot for shot in shots if (shot.stage == "after") == late] for late in (False, True))
    rows = zip_longest(before, after)
    title = f"{one.id}号　{one.where}：{_short(one.text)}"
    return Pictures(title, tuple((_photo("整改前", a), _photo("整改后", b)) for a, b in rows))


def _photo(stage: str, shot: Shot | None) -> Photo:
    if shot is None:
        return Photo(stage, None, "（粘贴处）")
    taken = f"（{chinese_date(shot.taken_on)}）" if shot.taken_on else ""
    picture = picture_of(shot.data)
    return Photo(f"{stage}{taken}", picture, "" if picture else f"{_short(shot.name)}\n照片文件缺失")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT // 2]}……{text[-SHORT // 2 :]}"


def _photos(words: str) -> Kept:
    return Kept(
        (Fields((("整改前照片", words, "整改后照片", words),), heights=(130.0,)),),
    )


def _signatures() -> Kept:
    return Kept((Blanks(("督查人员签名：", "被督查单位签名：", "记录人签名：")),))


PAPER = Paper("inspection", "督查记录表", False, round_facts, inspection, ("week", "blank"))
