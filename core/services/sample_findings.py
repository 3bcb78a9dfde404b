"""The sample's inspections and findings, each with the whole life its rectification took."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from core.rules.calendar import Holidays
from core.services import sample_people as people
from core.services.sample_roster import Place, Township
from core.services.sample_texts import EXTENSIONS, FINDINGS, MARKET, NO_GROUP, REJECTIONS, REPLIES

_CATEGORIES = list(FINDINGS)
_WEIGHTS = [weight for weight, _ in FINDINGS.values()]
_VILLAGES = list(people.VILLAGES)
_LATE = {one.name: one.late for one in people.STATIONS}
INSPECTORS = ("罗静、李文博", "王建平、陈秀英", "杨晓琴、李文博", "罗静、王建平")
_SOON, _LONG_AGO = timedelta(days=20), timedelta(days=200)


def days(count: int) -> timedelta:
    return timedelta(days=count)


@dataclass(slots=True)
class Round:
    issued: date
    due: date
    acknowledged: date | None = None
    done: date | None = None
    replied: date | None = None
    reply: str | None = None
    verified: date | None = None
    passed: bool | None = None
    extension: tuple[date, date, str] | None = None  # asked on, new due date, reason


@dataclass(slots=True)
class Life:
    """A finding as it went; ``row`` is its id once it is entered."""

    found: date
    place: Place | None
    category: str
    where: str
    text: str
    station: str | None
    fixed: bool = False
    rounds: list[Round] = field(default_factory=list)
    recurrence_of: "Life | None" = None
    row: int = 0

    @property
    def closed_on(self) -> date | None:
        last = self.rounds[-1] if self.rounds else None
        return last.verified if last is not None and last.passed else None


@dataclass(slots=True)
class Inspector:
    """Finds what is found; remembers it, for what comes back is a recurrence."""

    rng: Random
    town: Township
    holidays: Holidays
    until: date
    past: list[Life] = field(default_factory=list)

    def round_day(self, monday: date) -> date | None:
        """The last working day up to Friday, when the week's inspection goes out; None: not yet."""
        if monday + days(4) >= self.until:
            return None
        working = [monday + days(n) for n in range(5) if self.holidays.is_workday(monday + days(n))]
        return working[-1] if working else None

    def inspect(self, day: date, count: int) -> list[Life]:
        found = [self._finding(day) for _ in range(count)]
        self.past += found
        return found

    def _finding(self, day: date) -> Life:
        life = self._again(day) if self.rng.random() < 0.07 else None
        life = life or self._fresh(day)
        if self.rng.random() < 0.16:
            life.fixed = True
        else:
            life.rounds = self._settled(day, _LATE[life.station or ""])
        return life

    def _fresh(self, day: date) -> Life:
        rng = self.rng
        if rng.random() < 0.09:
            category, where, text = rng.choice(MARKET)
            place: Place = (people.MARKET[0], 0)
        else:
            village = rng.choices(_VILLAGES, [one.untidy for one in _VILLAGES])[0]
            number = rng.randint(1, village.groups) if rng.random() < 0.85 else 0
            place = (village.name, number)
            category = rng.choices(_CATEGORIES, _WEIGHTS)[0]
            where, text = rng.choice(FINDINGS[category][1])
        return Life(day, place, category, where, text, self.town.station_at(place, day))

    def _again(self, day: date) -> Life | None:
        """Something closed some weeks ago that is there again."""
        old = [
            one
            for one in self.past[-160:]
            if one.closed_on and day - _LONG_AGO < one.found < day - _SOON and one.closed_on < day - days(7)
        ]
        if not old:
            return None
        first = self.rng.choice(old)
        return Life(
            day,
            first.place,
            first.category,
            first.where,
            first.text,
            self.town.station_at(first.place, day) if first.place else None,
            recurrence_of=first,
        )

    def _settled(self, day: date, late: float) -> list[Round]:
        """Rounds that close the finding by ``until``."""
        for _ in range(20):
            rounds = list(self._rounds(day, late))
            if (rounds[-1].verified or day) < self.until:
                return rounds
        return [_quick(day)]

    def _rounds(self, day: date, late: float) -> Iterator[Round]:
        rng = self.rng
        rejected = late / 2 + 0.04
        one = self._round(day, late, rng.choice((3, 3, 5, 5, 7)))
        while rng.random() < rejected:
            one.passed = False
            one.reply = rng.choice(REJECTIONS)
            yield one
            assert one.verified is not None
            one = self._round(one.verified, late / 2, 3)
            rejected /= 4
        yield one

    def _round(self, issued: date, late: float, length: int) -> Round:
        rng = self.rng
        one = Round(issued, issued + days(length), issued + days(rng.randint(0, 1)))
        if rng.random() < late:
            one.done = one.due + days(rng.randint(1, 6))
        elif length >= 5 and rng.random() < 0.12:
            one.extension = (one.due - days(1), one.due + days(5), rng.choice(EXTENSIONS))
            one.done = one.due + days(rng.randint(1, 5))
        else:
            one.done = max(issued + days(1), one.due - days(rng.randint(0, 2)))
        one.replied = one.done + days(rng.choice((0, 0, 0, 1)))
        one.verified = one.replied + days(rng.randint(1, 3))
        one.passed = True
        one.reply = rng.choice(REPLIES)
        return one


def _quick(day: date) -> Round:
    one = day + days(1)
    return Round(day, day + days(3), day, one, one, REPLIES[0], one + days(1), True)


# -- what is open today ----------------------------------------------------------------------------

_Open = tuple[int, Place, str, str, str, str, int]
# Inspections ago, place, category, where, text, state, due date in days from today.
OPEN: tuple[_Open, ...] = (
    (1, ("集贸市场", 0), "乱堆垃圾", "东门", "占道堆放菜筐、纸箱", "late", -6),
    (1, ("大和社区", 3), "乱贴小广告", "公示栏旁", "小广告未清理", "late again", -4),
    (0, ("大和社区", 2), "楼道堵塞", "2号楼", "楼道堆放木柴堵塞", "late", -1),
    (0, ("龙泉社区", 1), "照明灯损坏", "社区广场", "照明灯损坏2盏", "late", -1),
    (0, ("红光村", 2), "垃圾桶无分类标志", "公示栏旁", "垃圾桶无分类标志，2只桶盖缺失", "acknowledged", 1),
    (0, ("九湾村", 5), "宣传栏缺损", "村委会旁", "宣传栏玻璃破损", "acknowledged", 2),
    (1, ("石门村", 1), "墙面污损", "路口", "墙面污损约3平方米", "replied", -3),
    (1, ("石门村", 4), "敞放宠物", "小广场", "敞放宠物无人管", "replied", -2),
    (1, ("双桥村", 7), "乱倒垃圾", "河边", "乱倒建筑垃圾约2立方米", "replied", -1),
    (1, ("柏树村", 2), "饲养家禽", "聚居点后侧", "散养家禽，道路有粪便", "replied", 4),
    (0, ("长岭村", 3), "公益广告不达标", "主街道", "公益广告牌褪色", "replied", 5),
    (0, ("金坪村", 2), "占用消防通道", "聚居点入口", "消防通道停放三轮车", "acknowledged", 6),
    (0, ("大和社区", 5), "乱扔垃圾", "绿化带内", "白色垃圾、烟头较多，未及时清捡", "ordered", 6),
    (2, ("集贸市场", 0), "饲养家禽", "活禽区", "污水外溢，禽笼未清洗消毒", "extended", 6),
    (2, ("红光村", 1), "违章搭建", "聚居点5栋旁", "违章搭建彩钢棚1处", "acknowledged", 9),
    (2, ("龙泉社区", 3), "无障碍设施损坏", "便民服务中心", "无障碍扶手松动", "extended", 9),
    (1, ("长岭村", 5), "道路路面破损", "通组路", "路面坑槽3处，积水约2平方米", "rejected", -3),
    (0, ("金坪村", 6), "消防设施缺损", "活动室", "灭火器压力不足2具", "to order", 0),
)

# Place, category, where, text, sent again: open past their dates when the last full month ends.
STUCK: tuple[tuple[Place, str, str, str, bool], ...] = (
    (("大和社区", 1), "乱堆垃圾", "三岔路口", "占道堆放砂石约1立方米", False),
    (("集贸市场", 0), "门前五包未落实", "西门外", "流动摊贩占道经营，劝导后反复", False),
    (("龙泉社区", 2), "照明灯损坏", "入村路口", "太阳能路灯3盏不亮", False),
    (("长岭村", 8), "道路路面破损", "桥头", "路面沉陷，未设警示标志", True),
)


def stuck(town: Township, day: date, end: date) -> Iterator[Life]:
    """What was found that day and not done when the month's period ended; all closed within a week."""
    for place, category, where, text, again in STUCK:
        life = Life(day, place, category, where, text, town.station_at(place, day))
        issued = day
        if again:
            issued = day + days(3)
            life.rounds.append(
                Round(day, day + days(2), day, day + days(2), day + days(2), REPLIES[1], issued, False)
            )
        done = end + days(3)
        life.rounds.append(
            Round(issued, issued + days(3), issued, done, done, REPLIES[-1], done + days(2), True)
        )
        yield life


# What kept two tidy villages from the first place in the last full month.
SMALL: tuple[tuple[Place, str, str, str], ...] = (
    (("柏树村", 4), "公益广告不达标", "入村路口", "“讲文明树新风”公益广告破损"),
    (("金坪村", 5), "乱堆垃圾", "房屋背后", "柴草、建材乱堆乱放"),
    (("金坪村", 7), "敞放宠物", "聚居点步道", "养犬未拴绳3户"),
)


def small(town: Township, day: date) -> Iterator[Life]:
    for place, category, where, text in SMALL:
        yield Life(day, place, category, where, text, town.station_at(place, day), rounds=[_quick(day)])


def open_today(town: Township, rounds: list[date], today: date) -> Iterator[Life]:
    """What the last inspections left open, as far as it has come; nobody answers for the last one."""
    for ago, place, category, where, text, state, due in OPEN:
        day = rounds[ago]
        life = Life(day, place, category, where, text, town.station_at(place, day))
        if state != "to order":
            life.rounds = list(_so_far(day, max(today + days(due), day + days(1)), state, today))
        yield life
    category, where, text = NO_GROUP
    yield Life(rounds[1], None, category, where, text, None)


def _so_far(day: date, due: date, state: str, today: date) -> Iterator[Round]:
    if state in ("late again", "rejected"):
        done = day + days(3)
        last = today - days(1) if state == "rejected" else min(done + days(2), due)
        yield Round(day, done, day, done, done, REPLIES[0], max(last, done), False)
        if state == "rejected":
            return
        day = max(last, done)
    one = Round(day, max(due, day))
    if state != "ordered":
        one.acknowledged = day + days(1)
    if state == "replied":
        one.done = one.replied = min(one.due, today - days(1))
        one.reply = REPLIES[-1]
    if state == "extended":
        first = day + days(5)
        one.extension, one.due = (first, one.due, EXTENSIONS[2]), first
    yield one
