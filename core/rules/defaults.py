"""The rubrics an office starts from: the plan gives clauses but no points, so these are ours to change."""

from fractions import Fraction

from core.rules.scoring import Rubric, RubricItem

_VISITS = "方案四（一）2：单位工作人员至少每周二次到包保区域开展工作"
_SPOT = "方案四（一）3：对标查找问题，推动各项工作落实到位"
_CORNERS = "方案四（二）：不放过一个死角，不遗漏任何细节"
_RECTIFY = "方案四（三）：限期整改"
_PRAISE = "方案四（三）：活动开展迅速、效果明显"
_TIDY = "方案三（二）2：集中整治乱扔、乱倒、乱堆垃圾等问题"
_SAFETY = "方案三（二）3：无占用、堵塞、封闭消防通道现象"

STATION = Rubric(
    "station",
    "包保站所考核细则",
    Fraction(100),
    (
        RubricItem("S1", "到岗不足", "到岗", "quota_short", Fraction(1), Fraction(30), clause=_VISITS),
        RubricItem("S2", "逾期未整改", "整改", "overdue", Fraction(3), Fraction(30), clause=_RECTIFY),
        RubricItem("S3", "复核不合格", "整改", "rejected", Fraction(2), Fraction(10), clause=_RECTIFY),
        RubricItem("S4", "问题反弹", "整改", "recurrence", Fraction(2), Fraction(10), clause=_CORNERS),
        RubricItem(
            "S5",
            "责任区域问题",
            "督查",
            "finding",
            Fraction(1, 2),
            Fraction(20),
            half_if_fixed=True,
            clause=_SPOT,
        ),
        RubricItem(
            "S6",
            "责任区域严重问题",
            "督查",
            "severe_finding",
            Fraction(2),
            Fraction(20),
            clause=_SAFETY,
        ),
        RubricItem("S7", "工作加分", "加分", "manual", Fraction(1), Fraction(5), bonus=True, clause=_PRAISE),
    ),
)

VILLAGE = Rubric(
    "village",
    "村（居）考核细则",
    Fraction(100),
    (
        RubricItem(
            "V1", "督查问题", "督查", "finding", Fraction(1), Fraction(40), half_if_fixed=True, clause=_TIDY
        ),
        RubricItem(
            "V2",
            "严重问题",
            "督查",
            "severe_finding",
            Fraction(2),
            Fraction(20),
            clause=_SAFETY,
        ),
        RubricItem("V3", "逾期未整改", "整改", "overdue", Fraction(3), Fraction(30), clause=_RECTIFY),
        RubricItem("V4", "问题反弹", "整改", "recurrence", Fraction(2), Fraction(10), clause=_CORNERS),
        RubricItem("V5", "工作加分", "加分", "manual", Fraction(1), Fraction(5), bonus=True, clause=_PRAISE),
    ),
)
