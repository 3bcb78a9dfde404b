"""write check-ins: JSON lines from another program, each its own commit, acknowledged only after it."""

import json
import re
import sys
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from typing import Any

from cli.guard import DONE, SOME_REFUSED, tell
from cli.output import say
from cli.work import Work
from core.db import Db
from core.errors import UserError
from core.names import Names, names_of
from core.queries.duplicates import first_same
from core.rules.calendar import cn_date
from core.services import check_ins as service
from core.text import clean, looks_like_id_number, parse_day, shown

_NEEDED = ("person", "area", "date")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # bytes that stdin could not decode
_LONGEST = 100_000  # characters of a line; a check-in has some hundred


@dataclass(frozen=True, slots=True)
class _Visit:
    person_id: int
    area_id: int | None
    day: date
    note: str | None
    late_reason: str


def check_ins(work: Work, _args: Namespace) -> int:
    """ACK or NAK for each line until stdin ends; the exit code tells whether any was refused."""
    refused = False
    with work.to_write() as db:
        with db.read() as r:
            names = names_of(r)  # nobody else can change them: the lock is ours
        for number, line in enumerate(sys.stdin, 1):
            if not line.strip("\ufeff \t\r\n"):
                continue
            try:
                say(f"ACK {_stored(db, _visit(line, names), number)}")
            except UserError as error:
                refused = True
                say(f"NAK {' '.join(error.text.split())}")
    return SOME_REFUSED if refused else DONE


def _stored(db: Db, visit: _Visit, number: int) -> int:
    """The id, once the commit has returned."""
    with db.write("登记签到") as w:
        earlier = first_same(w, visit.person_id, visit.area_id, visit.day)
        row_id = service.add(
            w,
            visit.person_id,
            visit.day,
            area_id=visit.area_id,
            note=visit.note,
            late_reason=visit.late_reason,
        )
    if earlier is not None:
        tell(
            f"第{number}行：{cn_date(visit.day)}的这次签到与第{earlier}号相同，"
            f"已存为第{row_id}号，统计时只计一次。"
        )
    return row_id


def _visit(line: str, names: Names) -> _Visit:
    said = _object(line)
    lacking = [key for key in _NEEDED if key not in said]
    if lacking:
        raise UserError(f"缺少{'、'.join(lacking)}，请补上后重发这一行。")
    person = said["person"]
    if isinstance(person, bool) or not isinstance(person, str | int):
        raise UserError("person要写姓名、“单位/姓名”或编号，请改正后重发这一行。")
    day = _day(said["date"])
    return _Visit(
        person_id=_found(names.person(clean(str(person)))),
        area_id=_area(said["area"], names, day),
        day=day,
        note=_text(said.get("note"), "note"),
        late_reason=_text(said.get("late_reason"), "late_reason") or "",
    )


def _object(line: str) -> dict[str, Any]:
    if len(line) > _LONGEST:
        raise UserError("这一行太长，不像一条签到，请核对。")
    if _NOT_UTF8.search(line):
        raise UserError("这一行不是UTF-8编码，请改正后重发。")
    try:
        said = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise UserError(f"“{shown(line)}”不是一个JSON对象，请改正后重发这一行。")
    return said


def _found(result: int | str) -> int:
    if isinstance(result, str):
        raise UserError(result)
    return result


def _area(value: Any, names: Names, day: date) -> int | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise UserError("area要写村（居）、组或集贸市场的名称，请改正后重发这一行。")
    return _found(names.area(clean(value), day))


def _day(value: Any) -> date:
    if not isinstance(value, str):
        raise UserError("date要写成“2026-10-26”这样，请改正后重发这一行。")
    return parse_day(value)


def _text(value: Any, key: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise UserError(f"{key}要写文字，请改正后重发这一行。")
    if looks_like_id_number(value):
        raise UserError(f"{key}里含有身份证号码，本程序不登记身份证号，请删去后重发这一行。")
    return clean(value) or None
