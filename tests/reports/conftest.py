"""A made-up October for the tests: 9 villages, 12 stations, 24 findings; figures agree with each other."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest

from core.rules.circular import CircularFacts, Count, FindingRow, LookBack, Named, Office, Rows, ScoreRow

VILLAGES = ("大和社区", "红光村", "九湾村", "张岭村", "张岭社区", "前张岭村", "石桥村", "柏林村", "龙洞村")
STATIONS = (
    "党政办", "村建所", "财政所", "农业服务中心", "社会事务办", "综治办",
    "司法所", "派出所", "卫生院", "文化站", "自然资源所", "市场监管所",
)  # fmt: skip
CATEGORIES = ("环境卫生", "乱堆乱放", "占道经营", "广告牌破损", "车辆乱停")
PLACES = ("二社文化广场旁", "集贸市场东门", "K14+950处", "村委会后院", "聚居点3栋楼下", "小学门口")
TEXTS = (
    "垃圾桶满溢，未及时清运",
    "房前屋后柴草、建材乱堆乱放，影响通行",
    "流动摊贩占道经营，劝导后仍有反复",
    "公益广告牌破损、褪色，内容已过期",
    "三轮车、摩托车乱停乱放",
)

OFFICE = Office(
    name="大和乡创文办",
    mark="大和乡创建全国文明城市工作领导小组办公室",
    agency_code="和创文办",
    addressee="各村（居），各站所",
    cc="县创文办，乡党委、人大、政府领导",
    print_office="大和乡创文办",
    programme="创建全国文明城市",
    plan_title="大和乡创建全国文明城市包保工作方案",
    basis="大和委办〔2022〕8号",
)


def rows(kind: str, *ids: int) -> Rows:
    return Rows(kind, ids)


def findings(*numbers: int) -> Rows:
    return Rows("finding", tuple(100 + number for number in numbers))


def finding_rows(count: int = 24) -> tuple[FindingRow, ...]:
    made = []
    for number in range(1, count + 1):
        found = date(2026, 9, 29) + timedelta(days=number)
        made.append(
            FindingRow(
                number=number,
                village=VILLAGES[number % 9],
                place=PLACES[number % 6],
                category=CATEGORIES[number % 5],
                text=TEXTS[number % 5],
                unit=STATIONS[number % 12] if number != 7 else "待定责",
                found_on=found,
                due_on=found + timedelta(days=7) if number % 4 else None,
                state="逾期未改" if number in (5, 11, 17) else "已销号" if number <= 18 else "整改中",
            )
        )
    return tuple(made)


def village_scores() -> tuple[ScoreRow, ...]:
    points = ("96.5", "96.5", "95", "93.5", "92", "90", "88.25", "86", None)
    ranks = (1, 1, 3, 4, 5, 6, 7, 8, None)
    return tuple(
        ScoreRow(
            unit=name,
            stratum="",
            score=None if point is None else Fraction(point),
            rank=rank,
            tied=rank == 1,
            remark="正在搬迁，未参加考核"
            if point is None
            else f"环境卫生扣{float(100 - Fraction(point)):g}分"
            if rank is not None and rank > 2
            else "",
        )
        for name, point, rank in zip(VILLAGES, points, ranks, strict=True)
    )


def station_scores() -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(
            name,
            "",
            Fraction(98) - Fraction(index * 9, 4),
            index + 1,
            False,
            "到岗3/8次，逾期3条" if index > 9 else "",
        )
        for index, name in enumerate(STATIONS)
    )


FactsMaker = Callable[..., CircularFacts]


@pytest.fixture
def make_facts() -> FactsMaker:
    """The October facts, with any field replaced by keyword."""
    return circular_facts


def circular_facts(**changes: object) -> CircularFacts:
    """The October facts, with any field replaced."""
    facts = {
        "office": OFFICE,
        "year": 2026,
        "month": 10,
        "period_start": date(2026, 9, 28),
        "period_end": date(2026, 11, 1),
        "first_week": 40,
        "last_week": 44,
        "cutoff": date(2026, 11, 1),
        "doc_date": date(2026, 11, 2),
        "print_date": date(2026, 11, 3),
        "serial": 12,
        "rectify_by": date(2026, 11, 10),
        "villages": 9,
        "stations": 12,
        "not_assessed": ("龙洞村",),
        "inspections": rows("inspection", 1, 2, 3, 4, 5),
        "findings": findings(*range(1, 25)),
        "fixed_on_spot": findings(1, 2, 3, 4, 6, 8),
        "closed": findings(*(n for n in range(1, 19) if n not in (5, 11, 17))),
        "overdue": findings(5, 11, 17),
        "overdue_by_station": (Count("自然资源所", findings(11)), Count("综治办", findings(5, 17))),
        "by_category": tuple(
            Count(name, findings(*range(index or 5, 25, 5))) for index, name in enumerate(CATEGORIES)
        ),
        "by_village": tuple(
            Count(name, findings(*range(index or 9, 25, 9))) for index, name in enumerate(VILLAGES)
        ),
        "visits_required": 360,
        "visits_done": 355,
        "per_person": True,
        "short": (Count("自然资源所", rows("quota", 1, 2, 3)), Count("市场监管所", rows("quota", 4, 5))),
        "exempt_weeks": ("第40周（9月28日—10月4日）：国庆节，按3个工作日计",),
        "look_back": LookBack(
            "2026年9月", rows("finding", *range(1, 21)), rows("finding", *range(1, 19)),
            (Count("财政所", rows("finding", 19)), Count("卫生院", rows("finding", 20))),
        ),
        "praise": (
            Named(1, "大和社区", Fraction("96.5"), 1, "本月未发现新增问题", (findings(9),)),
            Named(2, "红光村", Fraction("96.5"), 1, "聚居点环境整治成效明显", ()),
        ),
        "criticism": (
            Named(11, "自然资源所", Fraction("75.5"), 11, "应到岗8次、实到3次，逾期未整改问题1条",
                  (rows("quota", 1, 2, 3), findings(11))),
            Named(12, "市场监管所", Fraction("73.25"), 12, "应到岗8次、实到6次", (rows("quota", 4, 5),)),
        ),
        "praise_rule": "得分不低于95分且排名前三位",
        "criticism_rule": "得分低于80分或排名后两位",
        "village_scores": village_scores(),
        "station_scores": station_scores(),
        "finding_rows": finding_rows(),
    }  # fmt: skip
    facts.update(changes)
    return CircularFacts(**facts)  # type: ignore[arg-type]
