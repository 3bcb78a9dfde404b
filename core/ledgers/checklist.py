"""The 督查清单 an office starts from, in the plan's own words (方案三): what to look at, and where."""

from core.ledgers.duties import WORK_AREAS
from core.ledgers.registers import LOCATIONS

_CIVILITY, _TIDY, _PUBLICITY, _VOLUNTEERING = WORK_AREAS
_OFFICES, _ACTIVITIES, _HOMES = LOCATIONS
DEFAULT_ITEMS: tuple[tuple[str, str, str | None], ...] = (
    (_CIVILITY, "文明交通、旅游、餐桌、礼仪主题实践活动已开展", _ACTIVITIES),
    (_CIVILITY, "市民公约、居民公约已张贴，居民知晓", _HOMES),
    (_CIVILITY, "邻里互助，对人热情回答", _HOMES),
    (_TIDY, "“门前五包”责任已落实", _HOMES),
    (_TIDY, "没有乱扔、乱倒、乱堆垃圾", _HOMES),
    (_TIDY, "垃圾桶有分类标志", _HOMES),
    (_TIDY, "没有乱贴小广告", _HOMES),
    (_TIDY, "楼道畅通，墙面、玻璃、照明灯完好", _HOMES),
    (_TIDY, "办公场所整洁，环境卫生达标", _OFFICES),
    (_TIDY, "路面、无障碍设施、绿化带完好", _ACTIVITIES),
    (_TIDY, "物防、人防、技防、消防设施到位", _OFFICES),
    (_TIDY, "消防通道没有占用、堵塞、封闭", _HOMES),
    (_TIDY, "没有违章搭建、饲养家禽、敞放宠物", _HOMES),
    (_PUBLICITY, "宣传专栏齐全完好，按期更新", _ACTIVITIES),
    (_PUBLICITY, "公益广告刊播达标", _ACTIVITIES),
    (_PUBLICITY, "入户宣传、问卷有记录，意见有答复", _HOMES),
    (_VOLUNTEERING, "学雷锋志愿服务站（点）、队伍已建立", _ACTIVITIES),
    (_VOLUNTEERING, "单位与社区共同开展志愿服务", _ACTIVITIES),
)
