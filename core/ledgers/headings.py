"""Which of the plan's four work areas (方案三) and six outcomes (方案二) a category of findings belongs to.

Pure data, by the heading a category stands under; headings an office made itself belong to none.
"""

from core.ledgers.duties import WORK_AREAS
from core.rules.rectification import SELF_FOUND

OUTCOMES = ("氛围浓厚", "环境整洁", "设施完备", "公益扎实", "文体丰富", "文明和谐")  # 方案二
SOURCES = ("督查", SELF_FOUND, "群众反映")  # who found it; the first is the rule and is kept as none

_CIVILITY, _TIDY, _PUBLICITY, _VOLUNTEERING = WORK_AREAS
AREA_OF = {
    "文明行为": _CIVILITY,
    "文体活动": _CIVILITY,
    "环境卫生": _TIDY,
    "公共设施": _TIDY,
    "安全设施": _TIDY,
    "环境意识": _TIDY,
    "宣传教育": _PUBLICITY,
    "志愿服务": _VOLUNTEERING,
}
OUTCOME_OF = {
    "宣传教育": OUTCOMES[0],
    "环境卫生": OUTCOMES[1],
    "公共设施": OUTCOMES[2],
    "安全设施": OUTCOMES[2],
    "志愿服务": OUTCOMES[3],
    "文体活动": OUTCOMES[4],
    "文明行为": OUTCOMES[5],
    "环境意识": OUTCOMES[5],
}
