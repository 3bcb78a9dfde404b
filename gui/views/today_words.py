"""What 今日 says: the record's figures as rows of words, each with the place it opens. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.rules.calendar import cn_day, cn_range, weekday_cn
from gui.search import KINDS, Target, target_of
from gui.widgets.marks import Mark

if TYPE_CHECKING:
    from core.queries.circular_pages import Moved
    from core.queries.search import Hit
    from core.queries.today import Day, MonthState, OpenRow, Station, Today

THURSDAY = 3  # from then on a week not yet met is a lack, before it is only to be done
NAMED = 3  # stations named in a row; the others are counted
BACKUP_DAYS = 7
REST = "休息"
LATE, SOON, TO_VERIFY, TO_ORDER = range(4)  # core.queries.finding_life, not imported before the first paint
_TIMES = "零一二三四五六七"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: mark, ``lead`` **count** ``tail``, detail, a button and a link, each with its target."""

    key: str
    mark: Mark
    lead: str = ""
    count: str = ""
    tail: str = ""
    detail: str = ""
    big: bool = False
    act: str = ""
    act_to: Target | None = None
    see: str = ""
    see_to: Target | None = None

    @property
    def text(self) -> str:
        return f"{self.lead}{self.count}{self.tail}"


def times(count: int) -> str:
    """二次."""
    return f"{_TIMES[count]}次" if count < len(_TIMES) else f"{count}次"


def long_day(day: date) -> str:
    """2026年10月29日 星期四."""
    return f"{day.year}年{day.month}月{day.day}日 星期{weekday_cn(day)[1]}"


def short_day(day: date) -> str:
    """10月29日 周四."""
    return f"{cn_day(day)} {weekday_cn(day)}"


def clock_words(now: "Today") -> str:
    """The computer's clock is behind: something was recorded on a later day."""
    if now.latest is None or now.latest <= now.day:
        return ""
    near = now.day.year == now.latest.year
    shown, kept = (cn_day(day) if near else f"{day.year}年{cn_day(day)}" for day in (now.day, now.latest))
    return f"电脑日期是{shown}，可已经有{kept}的签到，请核对电脑的日期。"


# --- 要办 -----------------------------------------------------------------------------------------


def due_rows(now: "Today", *, lacking: bool = False) -> list[Row]:
    """Only what cannot wait, else one quiet line; ``lacking``: another duty of the week is open."""
    kinds = (
        (LATE, "late", "已逾期", "条整改已逾期", "overdue", _late_words),
        (SOON, "soon", "3日内", "条整改快到期", "soon", _soon_words),
        (TO_VERIFY, "check", "待复查", "条整改等复查", "to_verify", _verify_words),
    )
    made = []
    for rank, kind, word, tail, key, words in kinds:
        if rows := now.rows(rank):
            detail = words(rows, now.day)
            see_to = ("findings", {"filter": key})
            count = str(len(rows))
            made.append(
                Row(key, Mark(kind, word), "", count, tail, detail, True, see=f"看{count}条", see_to=see_to)
            )
    return made or [_nothing(now, done=now.done and not lacking)]


def _nothing(now: "Today", *, done: bool) -> Row:
    lead = "本周事项已办结" if done else "没有要马上办的整改"
    return Row("nothing", Mark("done", "已办" if done else "没有"), lead, detail=f"下一个日子：{_next(now)}")


def _next(now: "Today") -> str:
    ends = min((one.end for one in now.months if one.end >= now.day), default=now.week.sunday)
    if now.next_due is not None and now.next_due[0] <= ends:
        day, count = now.next_due
        return f"{cn_day(day)}（{weekday_cn(day)}）整改到期{count}条"
    return f"{cn_day(ends)}（{weekday_cn(ends)}）{ends_words(now, ends)}"


def ends_words(now: "Today", day: date) -> str:
    """11月通报统计截止."""
    months = [one.month.number for one in now.months if one.end == day]
    return f"{months[0]}月通报统计截止" if months else "本周结束"


def _late_words(rows: list["OpenRow"], today: date) -> str:
    units = Counter(row.unit or "待定责" for row in rows).most_common()
    named = "、".join(f"{unit}{count}条" for unit, count in units[:NAMED])
    more = f"，另{len(units) - NAMED}个站所" if len(units) > NAMED else ""
    longest = max((today - row.due_on).days for row in rows if row.due_on)
    return f"{named}{more}，最久的逾{longest}天"


def _soon_words(rows: list["OpenRow"], today: date) -> str:
    days = Counter(row.due_on for row in rows if row.due_on)
    ordered = sorted(days)
    if len(ordered) > 1 and set(days.values()) == {1}:
        return f"{'、'.join(_due_day(day, today) for day in ordered)}各1条"
    return "、".join(f"{_due_day(day, today)}{days[day]}条" for day in ordered)


def _due_day(day: date, today: date) -> str:
    near = {today: "今天", today + timedelta(days=1): "明天"}
    return near.get(day, cn_day(day))


def _verify_words(rows: list["OpenRow"], _today: date) -> str:
    days = [row.replied_on for row in rows if row.replied_on]
    if not days:
        return ""
    return f"{'最早一条' if len(rows) > 1 else ''}{cn_day(min(days))}报来"


# --- 本周 -----------------------------------------------------------------------------------------


def week_rows(now: "Today") -> list[Row]:
    """Visits, inspection, what still has to be ordered."""
    tours = [_tours(now)] if now.tours or now.inspections else []
    return [_visits(now), *tours, *_unordered(now)]


def _lack(now: "Today", words: str) -> Mark:
    return Mark("lack" if now.day.weekday() >= THURSDAY else "note", words)


def _visits(now: "Today") -> Row:
    lead = f"签到满{times(now.per_week)} "
    entry = {"week": now.week.monday, "unit": None, "missing": True}
    if now.notice:
        words = "放假安排没录，暂不判定"
        return Row(
            "visits",
            Mark("lack", "没法算"),
            lead.strip(),
            detail=words,
            see="看签到",
            see_to=("entry", entry),
        )
    if not now.stations:
        return Row("visits", Mark("note", "免计"), lead.strip(), detail="本周没有要签到的站所")
    met, owed, noun = _met(now)
    missing = owed - met
    if not missing:
        return Row(
            "visits", Mark("done", "已满"), lead, f"{met}/{owed}", noun, f"各站所都满了{times(now.per_week)}"
        )
    return Row(
        "visits",
        _lack(now, f"差{missing}{noun[:1]}"),
        lead,
        f"{met}/{owed}",
        noun,
        _lowest(now.short),
        see=f"看{missing}{noun[:1]}",
        see_to=("entry", entry),
    )


def _met(now: "Today") -> tuple[int, int, str]:
    """Persons, or stations where the quota is theirs."""
    if now.per_person:
        return sum(one.met for one in now.stations), sum(one.owed for one in now.stations), "人"
    return len(now.stations) - len(now.short), len(now.stations), "个站所"


def _lowest(short: Iterable["Station"]) -> str:
    """村建所0/4、财政所1/3、卫生院1/4，另5个站所."""
    rows = list(short)
    named = "、".join(f"{one.name}{one.met}/{one.owed}" for one in rows[:NAMED])
    return named + (f"，另{len(rows) - NAMED}个站所" if len(rows) > NAMED else "")


def _tours(now: "Today") -> Row:
    if now.inspections < now.tours:
        detail = "还没有督查过"
        if now.last_inspection is not None:
            day, found = now.last_inspection
            detail = f"上次{cn_day(day)}，" + (f"查出{found}条" if found else "没有查出问题")
        act_to = ("findings", {"tour": now.day})
        word = f"差{now.tours - now.inspections}次" if now.inspections else "未登记"
        return Row(
            "tours",
            _lack(now, word),
            "周督查 ",
            str(now.inspections),
            "次",
            detail,
            act="登记督查",
            act_to=act_to,
        )
    count = len(now.found)
    detail = (f"本周查出{count}条" if count else "本周没有查出问题") + _unseen(now)
    see_to = ("findings", {"filter": "all", "ids": now.found}) if count else None
    see = f"看{count}条" if count else ""
    mark = Mark("done", "已办")
    return Row("tours", mark, "周督查 ", str(now.inspections), "次", detail, see=see, see_to=see_to)


def _unseen(now: "Today") -> str:
    """，本月还没到：张岭村、集贸市场等5处 (不放过一个死角)."""
    if not now.unseen:
        return ""
    named, count = "、".join(now.unseen[:2]), len(now.unseen)
    return f"，本月还没到：{named}" + (f"等{count}处" if count > 2 else "")


def _unordered(now: "Today") -> list[Row]:
    rows = now.rows(TO_ORDER)
    if not rows:
        return []
    nobody = sum(not row.unit for row in rows)
    count = str(len(rows))
    detail = f"其中{nobody}条还没定责任站所" if nobody else "定期限后发给责任站所"
    see_to = ("findings", {"filter": "to_order"})
    return [
        Row(
            "unordered",
            _lack(now, "待交办"),
            "还没交办 ",
            count,
            "条",
            detail,
            see=f"看{count}条",
            see_to=see_to,
        )
    ]


# --- 本月 -----------------------------------------------------------------------------------------


def month_rows(now: "Today") -> list[Row]:
    """The circular of the present month, and of the last while it is still to be issued."""
    return [_circular(one, now.day) for one in now.months]


def moved_words(found: "Moved | None") -> str:
    """10月通报与现有数据不一致（2处）."""
    if found is None:
        return ""
    return f"{found.month.number}月通报（{found.doc_no}）与现有数据不一致（{found.places}处）"


_STAGES = {"none": ("未开始", "开始核对", 1), "draft": ("拟稿中", "继续拟稿", 4)}


def _circular(one: "MonthState", today: date) -> Row:
    first, last = one.weeks[0], one.weeks[-1]
    period = f"统计第{first.number}—{last.number}周，{cn_range(first.monday, last.sunday)}"
    key, lead = f"circular_{one.month.text}", f"{one.month.number}月通报 "
    if one.stage == "issued":
        to = ("circular", {"month": one.month.text, "step": 5})
        return Row(key, Mark("done", "已印发"), lead + "已印发", detail=one.doc_no, see="看通报", see_to=to)
    word, act, step = _STAGES[one.stage]
    left = (one.end - today).days
    mark = Mark("note", f"还有{left}天" if left else "今天截止") if left >= 0 else Mark("lack", "该印发")
    detail = period + (f"，已截止{-left}天" if left < 0 and one.due is None else "")
    if one.due is not None and left < 0:
        detail += f"，应在{cn_day(one.due)}前印发" + (
            f"，超期{(today - one.due).days}天" if today > one.due else ""
        )
    to = ("circular", {"month": one.month.text, "step": step})
    return Row(key, mark, lead + word, detail=detail, act=act, act_to=to)


# --- 第一步 ---------------------------------------------------------------------------------------


def first_rows(now: "Today") -> list[Row]:
    """☐名册 ☐第一周签到 ☐第一次督查 ☐第一期通报, while the record is new."""
    steps = now.first_hour
    if steps is None:
        return []
    month = now.months[-1].month.text
    table: tuple[tuple[str, bool, str, str, str, Target], ...] = (
        ("roster", steps.roster, "名册", "从Excel导入，或逐个新增", "去名册", ("roster", {})),
        ("check_in", steps.check_in, "第一周签到", "照着签到表录，30行约2分钟", "去登记", ("entry", {})),
        (
            "inspection",
            steps.inspection,
            "第一次督查",
            "问题、责任站所、期限",
            "登记督查",
            ("findings", {"tour": now.day}),
        ),
        (
            "circular",
            steps.circular,
            "第一期通报",
            "核对、打分、排名、拟稿、印发",
            "去通报",
            ("circular", {"month": month, "step": 1}),
        ),
    )
    return [
        Row(f"first_{key}", Mark("done", "已办"), name)
        if done
        else Row(f"first_{key}", Mark("note", "待办"), name, detail=detail, act=act, act_to=to)
        for key, done, name, detail, act, to in table
    ]


# --- 搜索 -----------------------------------------------------------------------------------------


def hit_rows(hits: Iterable["Hit"], text: str) -> list[Row]:
    """What the search box found, each leading to its page."""
    rows = [
        Row(
            f"hit_{hit.kind}_{hit.id}",
            Mark("note", KINDS[hit.kind]),
            hit.title,
            detail=hit.detail,
            see="打开",
            see_to=target_of(hit),
        )
        for hit in hits
    ]
    return rows or [
        Row("hit_none", Mark("note", "没找到"), f"没有找到“{text}”", detail="换个写法，或用姓名首字母试试")
    ]


# --- 这一周 ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Strip:
    """A day of the right strip: its words, whether they warn, whether it is past, and what it opens."""

    day: date
    words: str
    warn: bool = False
    past: bool = False
    today: bool = False
    to: Target | None = None


def strip(now: "Today") -> list[Strip]:
    """What fell on each day, and what will."""
    return [_strip(one, now) for one in now.days]


def _strip(one: "Day", now: "Today") -> Strip:
    entry: Target = ("entry", {"week": now.week.monday, "day": one.day})
    if one.day > now.day:
        words = _ahead(one)
        ids = tuple(row.id for row in now.rows(SOON) if row.due_on == one.day)
        to: Target | None = (
            ("findings", {"filter": "all", "ids": ids}) if ids and len(ids) == one.due else None
        )
        return Strip(one.day, words, warn=bool(one.due), to=to)
    words = _done(one)
    to = entry if one.people else None
    if one.day == now.day:
        due = f"整改到期{one.due}条" if one.due else ""
        return Strip(one.day, "、".join(part for part in (due, words) if part), bool(due), today=True, to=to)
    rest = REST if one.off else "没有签到"
    return Strip(one.day, words or one.holiday or rest, past=True, to=to)


def _done(one: "Day") -> str:
    parts = [f"签到{one.people}人" if one.people else "", f"交办{one.ordered}条" if one.ordered else ""]
    if one.inspections:
        parts.insert(1, f"督查查出{one.found}条" if one.found else "督查")
    return "、".join(part for part in parts if part)


def _ahead(one: "Day") -> str:
    parts = [f"整改到期{one.due}条" if one.due else ""]
    if one.holiday:
        parts.append(f"{one.holiday}{'放假' if one.off else '调休上班'}")
    if one.closes:
        parts.append(f"{one.closes}通报统计截止")
    return "、".join(part for part in parts if part) or (REST if one.off else "")


# --- 备份 -----------------------------------------------------------------------------------------


def backup_words(last: date | None, today: date) -> tuple[str, bool]:
    """How old the last backup outside this disk is, and whether it is time for a new one."""
    if last is None:
        return "还没有备份到U盘", True
    days = (today - last).days
    age = {0: "今天", 1: "昨天"}.get(days, f"{days}天前")
    return f"上次备份到U盘：{age}", days > BACKUP_DAYS
