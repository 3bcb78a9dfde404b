"""The history of a row (来历) in the clerk's words: column names, and names instead of ids."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, select

from core import journal, labels
from core.doors import Read, Values
from core.ledgers import LEDGERS, Part
from core.model import JOURNALLED, area, category, person, standard_item, unit
from core.rules.calendar import cn_date
from core.text import mask_phone

COLUMNS = {
    "acknowledged_on": "签收日期",
    "adopted_on": "录入日期",
    "agency_code": "机关代字",
    "approver": "批准人",
    "area_id": "区域",
    "arrangement": "文句顺序",
    "asked_on": "申请日期",
    "base": "基础分",
    "cap": "最多",
    "category_id": "类别",
    "chosen": "列入",
    "circular_id": "通报",
    "clause": "依据",
    "code": "代码",
    "corrects_id": "更正的通报",
    "covers": "免计范围",
    "cutoff": "统计截止",
    "day": "日期",
    "doc_date": "成文日期",
    "document": "文件",
    "done_on": "完成日期",
    "due_on": "整改期限",
    "effect": "计算方式",
    "evidence": "依据记录",
    "facts": "封存的数据",
    "file": "文件名",
    "finding_id": "问题",
    "fixed_on_spot": "立行立改",
    "found_on": "发现日期",
    "heading": "大类",
    "households": "户数",
    "inspection_id": "督查",
    "inspectors": "督查人员",
    "issued_at": "印发时间",
    "issued_on": "交办日期",
    "item_code": "考核项目",
    "key": "项目",
    "keyed_on": "登记日期",
    "kind": "类型",
    "kept": "暂不写的文字",
    "leader_id": "包保领导",
    "month": "月份",
    "name": "名称",
    "new_due_on": "延至",
    "note": "备注",
    "number": "第几次",
    "off": "放假",
    "order_no": "通知书号",
    "parent_id": "上级区域",
    "participated": "参加考核",
    "passed": "复核合格",
    "pdf": "封存的文件",
    "person_id": "人员",
    "phone": "电话",
    "place": "地点",
    "points": "分值",
    "predecessor_id": "原区域",
    "reason": "原因",
    "rectification_id": "整改",
    "rectify_by": "限期",
    "recurrence_of": "反弹自问题",
    "remark": "备注",
    "replied_on": "回执日期",
    "reply": "回执",
    "role": "角色",
    "score": "得分",
    "serial": "文号",
    "severe": "严重",
    "sha256": "校验值",
    "sheet_no": "纸单号",
    "section": "所在部分",
    "sort": "顺序",
    "source": "来源",
    "stage": "阶段",
    "state": "状态",
    "stratum": "分组",
    "strength": "强弱",
    "successor_id": "新区域",
    "taken_on": "拍摄日期",
    "text": "内容",
    "title": "标题",
    "unit_id": "单位",
    "valid_from": "起始日期",
    "valid_to": "截止日期",
    "value": "值",
    "verified_on": "复核日期",
    "verifier": "复核人",
    "version_id": "版本",
    "was": "原句",
    "year": "年份",
}
_OWN_COLUMNS = {
    ("person", "name"): "姓名",
    ("post", "title"): "职务",
    ("inspection", "note"): "说明",
    ("check_in", "note"): "事由",
    ("finding", "text"): "问题描述",
    ("finding", "unit_id"): "责任站所",
    ("finding", "work_area"): "方面",
    ("finding", "location"): "区域类型",
    ("finding", "standard_id"): "依据条目",
    ("finding", "partner"): "协助部门",
    ("finding", "referred_to"): "上报",
    ("finding", "referred_on"): "上报日期",
    ("check_in", "kind"): "方式",
    ("rubric_item", "standard"): "依据条目",
    ("assignment", "unit_id"): "包保站所",
    ("assignment", "person_id"): "责任人",
    **{(one.name, part.key): part.title for one in LEDGERS for part in one.parts},
}
_SETTINGS = {
    "unit_name": "单位名称",
    "township": "乡镇",
    "mark": "发文机关标志",
    "agency_code": "机关代字",
    "addressee": "主送",
    "cc": "抄送",
    "print_office": "印发机关",
    "programme": "工作名称",
    "plan_title": "方案名称",
    "plan_date": "方案日期",
    "basis": "依据文件",
    "approval": "审议",
    "cycle_start": "创建周期起始年",
    "paper_head": "版头",
    "copy_no": "份号",
    "urgency": "紧急程度",
    "joint_issue": "联合行文",
    "stamped": "加盖印章",
    "imprint_even": "版记在偶数页",
    "operator": "经办人",
    "sample": "示例数据",
    "per_week": "每周次数",
    "per_person": "按人计算次数",
    "scarce": "工作日不足的周",
    "due_days": "整改天数",
    "demand_days": "通报整改天数",
    "rank_style": "名次算法",
    "praise_min": "表扬最低分",
    "praise_top": "表扬名额",
    "criticism_below": "批评分数线",
    "criticism_bottom": "批评名额",
    "last_full_export": "最近一次导出完整电话",
}


def _words_of(part: Part) -> Mapping[Any, str]:
    """Of a choice its codes, of an answer yes and no."""
    if part.kind == "choice":
        return part.choices
    return {True: part.choices["yes"], False: part.choices["no"]}


_HIDDEN = {"id", "initials", "was", "kept", "sha256", "pdf", "facts", "arrangement"}
_CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("unit", "kind"): labels.UNIT_KINDS,
    ("area", "kind"): labels.AREA_KINDS,
    ("post", "role"): labels.POST_ROLES,
    ("assignment", "role"): labels.ASSIGNMENT_ROLES,
    ("photo", "stage"): labels.STAGES,
    ("absence", "kind"): labels.ABSENCES,
    ("absence", "effect"): labels.EFFECTS,
    ("exemption", "covers"): labels.COVERS,
    ("choice", "kind"): {"praise": "表扬", "criticism": "批评"},
    ("circular", "state"): {"draft": "草稿", "issued": "已印发"},
    ("setting", "key"): _SETTINGS,
    ("doc_number", "state"): {"used": "已用", "reserved": "预留", "void": "作废"},
    **{(one.name, part.key): _words_of(part) for one in LEDGERS for part in one.parts if part.choices},
}
_NAMED = {
    "person_id": person,
    "leader_id": person,
    "unit_id": unit,
    "area_id": area,
    "parent_id": area,
    "predecessor_id": area,
    "successor_id": area,
    "category_id": category,
    "chair_id": person,
    "owner_id": person,
    "standard_id": standard_item,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A column with what it said before and says now; "" says nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One Op that touched the row: ``verb`` is 新增, 修改 or 删除."""

    at: str
    actor: str
    label: str
    verb: str
    changes: tuple[Changed, ...]


def history_of(r: Read, table_name: str, row_id: int) -> list[Step]:
    """All that happened to a row, oldest first, phones masked; empty when it never was."""
    words = _Words(r, JOURNALLED[table_name])
    return [
        Step(one.at, one.actor, one.label, _verb(one), words.changes(one.before or {}, one.after or {}))
        for one in journal.history(r, table_name, row_id)
    ]


def changes_by_key(r: Read, table_name: str, pasts: Iterable[journal.Past]) -> list[dict[str, Changed]]:
    """What each of these said in words, by the table's own column names."""
    words = _Words(r, JOURNALLED[table_name])
    return [words.by_key(one.before or {}, one.after or {}) for one in pasts]


def _verb(past: journal.Past) -> str:
    if past.before is None:
        return "新增"
    return "删除" if past.after is None else "修改"


class _Words:
    """Values of one table as words; each name is looked up once."""

    def __init__(self, r: Read, table: Table) -> None:
        self._r = r
        self._table = table
        self._known: dict[tuple[str, int], str] = {}

    def changes(self, before: Values, after: Values) -> tuple[Changed, ...]:
        """In the order of the table's columns."""
        return tuple(self.by_key(before, after).values())

    def by_key(self, before: Values, after: Values) -> dict[str, Changed]:
        order = [c.name for c in self._table.columns if c.name not in _HIDDEN]
        told = {
            key: Changed(
                self._column(key), self._value(key, before.get(key)), self._value(key, after.get(key))
            )
            for key in order
        }
        return {key: one for key, one in told.items() if one.before != one.after}

    def _column(self, key: str) -> str:
        return _OWN_COLUMNS.get((self._table.name, key)) or COLUMNS.get(key, key)

    def _value(self, key: str, value: Any) -> str:
        if value is None:
            return ""
        codes = _CODES.get((self._table.name, key))
        if codes is not None:
            return codes.get(value, str(value))
        if isinstance(value, list):
            return "、".join(self._name(person, one) for one in value if isinstance(one, int))
        say = _SAID.get(type(value), str)
        if key in _NAMED:
            return self._name(_NAMED[key], value)
        if key == "phone":
            return mask_phone(value)
        if self._table.c[key].foreign_keys:
            return f"第{value}号"
        if self._table.c[key].type.python_type is date:
            return _day(value)
        return say(value)

    def _name(self, table: Table, row_id: int) -> str:
        if (table.name, row_id) not in self._known:
            row = self._r.values(table, row_id)
            self._known[table.name, row_id] = f"第{row_id}号（已删除）" if row is None else self._full(row)
        return self._known[table.name, row_id]

    def _full(self, row: Values) -> str:
        """A group with its village, a standard by its code; any other by its own name."""
        if "code" in row:
            return f"{row['code']}/{row['document']}"
        inside = row.get("kind") == "group" and row["parent_id"] is not None
        above = self._r.value(select(area.c.name).where(area.c.id == row["parent_id"])) if inside else ""
        return f"{above}{row['name']}"


def _day(text: str) -> str:
    """The journal keeps days as ISO text; what holds for all time begins in year 1."""
    day = date.fromisoformat(text)
    return "" if day == date.min else cn_date(day)


_SAID: Mapping[type, Callable[[Any], str]] = {bool: lambda value: "是" if value else "否"}
