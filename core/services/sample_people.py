"""Who lives and works in the sample township; every name is invented."""

from typing import NamedTuple


class Station(NamedTuple):
    """``keen`` is how often its people go out as asked, ``late`` how often work is finished late."""

    name: str
    strength: str
    titles: tuple[str, str, str]  # of the head, the deputy in charge, the others
    people: tuple[str, ...]
    keen: float
    late: float


class Village(NamedTuple):
    """``stations`` answer for the groups, each for as many as stands beside it; the first leads."""

    name: str
    kind: str
    households: int
    leader: int
    secretary: str
    cadre: str
    stations: tuple[tuple[str, int], ...]
    untidy: float  # its share of what inspections find

    @property
    def groups(self) -> int:
        return sum(count for _, count in self.stations)


_CHIEF = ("主任", "副主任", "干事")
_SUO = ("所长", "副所长", "干事")

STATIONS = (
    Station("党政办", "强", _CHIEF, ("罗静", "杨晓琴", "王建平", "陈秀英", "李文博"), 0.97, 0.02),
    Station("党建办", "中", _CHIEF, ("苟小兰", "谭志远", "冉丽华"), 0.985, 0.02),
    Station("村建所", "强", _SUO, ("赵国强", "张永利", "王建国", "向海涛"), 0.52, 0.34),
    Station("财政所", "中", _SUO, ("邓光荣", "彭丽蓉", "蒋明辉"), 0.66, 0.22),
    Station("卫生院", "中", ("院长", "副院长", "医生"), ("黎志刚", "张㛃", "熊桂英", "文小波"), 0.8, 0.1),
    Station("司法所", "弱", _SUO, ("陈𬭚", "覃玉梅"), 0.84, 0.04),
    Station("应急办", "中", _CHIEF, ("唐建军", "苟明全", "余佳"), 0.88, 0.05),
    Station("社会事务办", "中", _CHIEF, ("何秀兰", "王建国", "朱小林", "蒲玉琼"), 0.9, 0.05),
    Station("便民服务中心", "中", _CHIEF, ("吴晓梅", "马德胜", "岳春花", "罗天勇", "郑兰"), 0.92, 0.04),
    Station(
        "农业服务中心", "强", _CHIEF, ("刘德明", "袁成林", "谢晓东", "苏桂华", "任小军", "付明珍"), 0.94, 0.04
    ),
    Station("综治中心", "中", _CHIEF, ("冯远达", "杜春燕", "张玉兰", "雷正东"), 0.95, 0.03),
    Station("文化站", "弱", ("站长", "副站长", "干事"), ("岳丽娟", "白云生"), 0.985, 0.02),
)

LEADERS = (
    ("陈国梁", "党委书记"),
    ("罗文秀", "党委副书记、乡长"),
    ("蒲正明", "人大主席"),
    ("谢春燕", "党委副书记"),
    ("周启明", "副乡长"),
    ("何永刚", "副乡长"),
    ("苟晓峰", "党委委员、武装部部长"),
)

VILLAGES = (
    Village("大和社区", "community", 638, 0, "蒋兴全", "何小英", (("村建所", 3), ("便民服务中心", 2)), 1.1),
    Village("龙泉社区", "community", 571, 1, "吴明富", "罗碧芳", (("财政所", 2), ("便民服务中心", 2)), 1.9),
    Village("红光村", "village", 412, 4, "李长贵", "杨秀珍", (("农业服务中心", 4), ("文化站", 3)), 0.45),
    Village("九湾村", "village", 386, 2, "唐兴才", "苟丽", (("卫生院", 4), ("文化站", 2)), 2.1),
    Village("石门村", "village", 297, 3, "张文忠", "王小凤", (("社会事务办", 3), ("综治中心", 2)), 1.0),
    Village("双桥村", "village", 503, 5, "赵大春", "李桂芝", (("党政办", 5), ("农业服务中心", 4)), 1.2),
    Village("柏树村", "village", 344, 2, "冉启元", "陈小红", (("党建办", 5), ("司法所", 3)), 0.55),
    Village("长岭村", "village", 431, 5, "苟文林", "彭玉华", (("综治中心", 4), ("财政所", 4)), 1.7),
    Village("金坪村", "village", 365, 6, "何绍云", "刘春梅", (("应急办", 4), ("社会事务办", 4)), 0.8),
)
SECOND_LEADER = ("大和社区", 6)
JOINT = (("大和社区", "便民服务中心"), ("红光村", "文化站"))
MARKET = ("集贸市场", "村建所", "卫生院")
WITHOUT_HEAD = (("红光村", 4), ("长岭村", 7))  # groups whose post of 组长 is vacant

_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "成福桂芳长贵德云永珍登海明才光福秀蓉正元兴华天明玉莲国安发贵素珍绍明大全碧英仕洪"


def group_heads(count: int) -> list[str]:
    """That many different names of group heads."""
    given = [_GIVEN[place : place + 2] for place in range(0, len(_GIVEN), 2)]
    return [
        _SURNAMES[number % len(_SURNAMES)] + given[(number * 7 + number // len(_SURNAMES)) % len(given)]
        for number in range(count)
    ]
