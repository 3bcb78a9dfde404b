"""The only map from codes to Chinese."""

UNIT_KINDS = {"station": "站所", "village": "村（居）", "district": "区级单位", "leadership": "乡领导"}
AREA_KINDS = {
    "township": "乡镇",
    "village": "村",
    "community": "社区",
    "group": "组",
    "settlement": "聚居点",
    "market": "集贸市场",
    "point": "点位",
}
POST_ROLES = {
    "leader": "包保领导",
    "head": "主要负责人",
    "deputy_in_charge": "分管负责人",
    "staff": "工作人员",
    "village_secretary": "村支书",
    "village_cadre": "村干部",
    "group_head": "组长",
}
ASSIGNMENT_ROLES = {"lead": "牵头", "deputy": "副职", "joint": "协同"}
ABSENCES = {"leave": "请假", "trip": "公出", "training": "培训", "other": "其他"}
EFFECTS = {"excused": "不计应到", "counts": "视同到岗", "none": "照常计"}
COVERS = {"quota": "免计到岗", "criticism": "不列批评", "all": "全部免计"}
STAGES = {"before": "整改前", "after": "整改后"}
TABLES = {
    "person": "人员",
    "post": "职务",
    "unit": "单位",
    "area": "区域",
    "assignment": "包保",
    "check_in": "签到",
    "absence": "请假公出",
    "exemption": "免计",
    "inspection": "督查",
    "finding": "问题",
    "photo": "照片",
    "rectification": "整改",
    "extension": "延期",
    "score_sheet": "纸面得分",
    "score_line": "加减分",
    "choice": "表扬批评取舍",
    "circular": "通报",
    "sentence": "通报文句",
    "phrase": "常用语",
    "setting": "设置",
    "holiday": "节假日",
}
