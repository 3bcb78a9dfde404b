"""A township of a few lines for the rules of the plan."""

from datetime import date
from fractions import Fraction

from core.rules.coverage import Area, Line, Post, Roster, Unit, View

DAY = date(2026, 11, 24)
TOWN, RED, STONE, MARKET = 1, 2, 3, 4
RED1, RED2, STONE1 = 21, 22, 31
BUILD, FINANCE, CULTURE, DISTRICT, LEADERS, RED_UNIT = 101, 102, 103, 104, 105, 106
ZHOU, CHEN, WANG, LI, YUE, BOOK, HEAD = 1001, 1002, 1003, 1004, 1005, 1006, 1007

AREAS = (
    Area(TOWN, "township", "大和乡", None),
    Area(RED, "village", "红光村", TOWN),
    Area(RED1, "group", "1组", RED),
    Area(RED2, "group", "2组", RED),
    Area(STONE, "village", "石门村", TOWN),
    Area(STONE1, "group", "1组", STONE),
    Area(MARKET, "market", "集贸市场", TOWN),
)
UNITS = (
    Unit(BUILD, "station", "村建所", "强", RED),
    Unit(FINANCE, "station", "财政所", "中"),
    Unit(CULTURE, "station", "文化站", "弱", STONE),
    Unit(LEADERS, "leadership", "领导班子"),
    Unit(RED_UNIT, "village", "红光村", "", RED),
)
PEOPLE = {
    ZHOU: "周启明",
    CHEN: "陈秀英",
    WANG: "王建国",
    LI: "李伟",
    YUE: "岳丽娟",
    BOOK: "冯远",
    HEAD: "文波",
}
POSTS = (
    Post(1, ZHOU, LEADERS, "leader", date(2022, 1, 26)),
    Post(2, CHEN, LEADERS, "leader", date(2022, 1, 26)),
    Post(3, WANG, BUILD, "staff", date(2022, 1, 26)),
    Post(4, LI, FINANCE, "staff", date(2022, 1, 26)),
    Post(5, YUE, CULTURE, "staff", date(2022, 1, 26)),
    Post(6, BOOK, RED_UNIT, "village_secretary", date(2022, 1, 26)),
    Post(7, HEAD, RED_UNIT, "group_head", date(2022, 1, 26)),
)
LINES = (
    Line(1, RED, ZHOU, BUILD, WANG),
    Line(2, RED, None, FINANCE, LI, "joint"),
    Line(3, RED2, None, CULTURE, YUE),
    Line(4, RED, None, None, BOOK),
    Line(5, RED1, None, None, HEAD),
    Line(6, STONE, CHEN, CULTURE, YUE),
)


def roster(
    lines: tuple[Line, ...] = LINES,
    *,
    areas: tuple[Area, ...] = AREAS,
    units: tuple[Unit, ...] = UNITS,
    posts: tuple[Post, ...] = POSTS,
    versions: dict[int, str] | None = None,
    near: dict[tuple[int, int], int] | None = None,
) -> View:
    known = {key: Fraction(km) for key, km in (near or {}).items()}
    return View(Roster(DAY, areas, units, PEOPLE, posts, lines, versions or {}, known))
