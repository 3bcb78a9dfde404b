"""The headings offices write over the columns of each sheet; the first name is the one we write."""

from core.exchange.columns import Field


def _field(
    key: str, title: str, aliases: str = "", *, required: bool = False, owner: str = "", shared: str = ""
) -> Field:
    return Field(key, title, tuple(aliases.split()), required, owner, tuple(shared.split()))


_PHONES = "电话 联系电话 联系方式 手机 手机号 手机号码 电话号码 联系电话(手机)"

ROSTER_FIELDS = (
    _field(
        "village",
        "村（社区）",
        "村(社区) 村居 村(居) 村、社区 村/社区 村社区 村名 村 社区 行政村 村(居、社区) 包保村 包保村(居) "
        "包保村(社区) 包保区域 所在村 村(社区)名称 村别 单位(村、社区)",
        required=True,
    ),
    _field(
        "group",
        "组别",
        "小组 组 社 村民小组 居民小组 包保小组 组(社) 社(组) 村(居)民小组 包保组 社别 组名 聚居点 "
        "点位 包保点位",
    ),
    _field(
        "leader",
        "包保领导",
        "领导 包保领导姓名 包片领导 包村领导 挂点领导 包联领导 联系领导 乡级领导 党政领导 包片党政领导 "
        "乡级包保领导 牵头领导 责任领导 驻村领导",
    ),
    _field(
        "leader_title",
        "领导职务",
        "包保领导职务 包片领导职务 责任领导职务",
        owner="leader",
        shared="职务 职务/职称 现任职务 职位",
    ),
    _field(
        "leader_phone",
        "领导电话",
        "包保领导电话 包保领导联系电话 领导联系电话 领导手机",
        owner="leader",
        shared=_PHONES,
    ),
    _field(
        "station",
        "包保站所",
        "站所 包保单位 包保中心 单位 部门 包保部门 责任站所 责任单位 包联单位 包抓单位 站所名称 所在单位 "
        "包保站(所) 站(所) 牵头站所 帮扶单位 工作单位",
    ),
    _field(
        "people",
        "责任人",
        "包保人员 姓名 包保责任人 包保干部 站所责任人 责任人姓名 包保人 人员 驻村干部 人员姓名 责任人员 "
        "具体责任人 包保站所责任人 包保人员姓名",
    ),
    _field(
        "phone",
        "责任人电话",
        "责任人联系电话 包保人员电话 包保人员联系电话 站所责任人电话",
        owner="people",
        shared=_PHONES,
    ),
    _field("role", "角色", "包保角色 主次 责任类型"),
    _field("valid_from", "起始日期", "开始日期 生效日期 起始时间 开始时间 包保起始日期 自"),
    _field("valid_to", "截止日期", "结束日期 终止日期 截止时间 结束时间 包保截止日期 止 至"),
)

CHECK_IN_FIELDS = (
    _field("person", "姓名", "签到人 人员 责任人 包保人员 签到人员 人员姓名", required=True),
    _field("unit", "单位", "站所 包保站所 所在单位 部门 包保单位 包保中心 工作单位"),
    _field(
        "area",
        "区域",
        "村 村(社区) 村(居) 包保区域 地点 村(居)/区域 单位/区域 到岗区域 签到地点 点位 村名",
    ),
    _field("day", "日期", "签到日期 到岗日期 时间 签到时间 到岗时间 工作日期", required=True),
    _field("note", "事由", "备注 工作内容 内容 开展工作 签到事由"),
    _field("sheet_no", "纸单号", "签到表编号 单号 表号 纸质单号 编号"),
    _field("kind", "方式", "签到方式 到岗方式"),
)

FINDING_FIELDS = (
    _field("day", "日期", "督查日期 发现日期 发现时间 检查日期 时间 督查时间", required=True),
    _field("area", "村（社区）", "村(社区) 村 村(居) 区域 村(居)/区域 村/区域 村名 所在村 村(居)区域 村居"),
    _field("place", "地点", "具体地点 位置 具体位置 点位 问题地点"),
    _field("category", "类别", "问题类别 问题类型 类型"),
    _field(
        "description",
        "问题描述",
        "问题 存在问题 存在的问题 具体问题 问题内容 发现问题 主要问题",
        required=True,
    ),
    _field("units", "责任站所", "责任单位 站所 整改单位 单位 责任部门 整改责任单位"),
    _field("due", "整改期限", "整改时限 期限 时限 完成时限 整改截止日期 截止日期"),
    _field("fixed", "立行立改", "是否立行立改 当场整改 现场整改 已当场整改"),
    _field("severity", "严重程度", "严重 程度 问题程度 等级"),
    _field("source", "来源", "问题来源 发现方式 发现渠道"),
    _field("work_area", "方面", "工作重点 重点工作 工作方面"),
    _field("location", "区域类型", "场所类型 场所"),
    _field("standard", "依据条目", "标准条目 测评条目 测评标准 对照条目"),
    _field("partner", "协助部门", "协助单位 配合部门 配合单位 协同部门"),
    _field("referred_to", "上报", "上报单位 上报给 报送单位 提请单位"),
    _field("referred_on", "上报日期", "上报时间 报送日期"),
)

SCORE_FIELDS = (
    _field(
        "unit",
        "村/单位",
        "单位 村 村(社区) 村(居) 站所 单位名称 被考核单位 考核对象 村名 名称 村居 村(社区)、站所",
        required=True,
    ),
    _field("score", "得分", "分数 总分 考核得分 总得分 综合得分 考核分数 成绩 最终得分", required=True),
    _field("stratum", "分组", "类别 组别 分类 层级"),
    _field("remark", "备注", "说明 情况说明"),
    _field("source", "来源", "得分来源"),
)
