"""--selfcheck: the main job once through in a temporary folder, from source or frozen."""

import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from shutil import copyfile

import resources
from cli.guard import BUG, DONE
from cli.hand_out import page_count
from cli.output import say
from core.db import Db
from core.exchange.fields import ROSTER_FIELDS
from core.exchange.read import read_sheet
from core.exchange.roster import parse_roster
from core.names import names_of
from core.queries.circulars import Dates, draft, frozen_pdf
from core.queries.places import stations_of
from core.rules.calendar import Month
from core.services import check_ins, circulars, inspections, photos
from core.services.checking import faults_of
from core.services.record import new_record, open_for_work
from core.services.roster_import import import_roster
from core.services.sample_photos import scene
from reports.render import circular_docx, circular_paper

_MONTH = Month(2026, 10)
_PLAN = date(2022, 1, 26)
OpenPages = Callable[[Path], None]


def selfcheck(open_every_page: OpenPages) -> int:
    """One line per step and the total; 0 when all went well."""
    with tempfile.TemporaryDirectory(prefix="baobao-selfcheck-", ignore_cleanup_errors=True) as folder:
        record = Path(folder) / "自检.db"
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("新建台账", lambda: _new(record)),
            ("升级旧版台账", lambda: _upgrade(Path(folder) / "旧版.db")),
            ("导入名册", lambda: _roster(record)),
            ("登记签到和督查", lambda: _records(record)),
            ("添加照片", lambda: _photo(record)),
            ("另存Word稿", lambda: _word_copy(record)),
            ("印发通报", lambda: _issue(record)),
            ("打开每个页面", lambda: _pages(record, open_every_page)),
            ("检查台账", lambda: _check(record)),
        )
        failed = sum(not _passed(name, step) for name, step in steps)
    say(f"共{len(steps)}项，{'全部通过' if not failed else f'{failed}项没有通过'}。")
    return BUG if failed else DONE


class _Failed(Exception):
    """What was found wrong, in words."""


def _passed(name: str, step: Callable[[], str]) -> bool:
    try:
        words = step()
    except Exception as error:  # noqa: BLE001 - each step is reported, whatever stopped it
        say(f"没有通过  {name}：{error}")
        if not isinstance(error, _Failed):
            traceback.print_exception(error)
        return False
    say(f"通过  {name}{f'：{words}' if words else ''}")
    return True


def _clock() -> datetime:
    return datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - local time of an office PC


def _work(record: Path) -> Db:
    return open_for_work(record, clock=_clock, wait=0)


def _new(record: Path) -> str:
    new_record(record, "大和乡创文办", _PLAN, _clock)
    return ""


def _upgrade(copy: Path) -> str:
    """The oldest frozen file of a released schema, opened by today's program."""
    frozen = getattr(sys, "_MEIPASS", None)
    folder = Path(frozen) / "selfcheck" if frozen else Path(__file__).parent.parent / "tests" / "upgrade"
    oldest = min(folder.glob("schema_*.db"), default=None)
    if oldest is None:
        raise _Failed(f"“{folder}”里没有旧版的样本文件")
    copyfile(oldest, copy)
    with _work(copy) as db:
        _refuse_faults(db)
    return oldest.stem


def _roster(record: Path) -> str:
    sheet = parse_roster(read_sheet(resources.path("selfcheck/roster.xls"), fields=ROSTER_FIELDS))
    with _work(record) as db:
        outcome = import_roster(db, sheet, _PLAN, source="roster.xls")
        if outcome.refused or not outcome.new:
            raise _Failed(outcome.words)
        again = import_roster(db, sheet, _PLAN, source="roster.xls")
        if again.new or again.updated:
            raise _Failed(f"第二次导入又有改动：{again.words}")
    return outcome.words


def _records(record: Path) -> str:
    """Everybody but one goes out twice a week; each place a station answers for has an overdue finding."""
    found_on = date(2026, 10, 13)
    with _work(record) as db:
        with db.read() as r:
            names = names_of(r)
            every = sorted({place for ids in names.areas.values() for place in ids})
            places = [place for place in every if stations_of(r, place, found_on)]
        with db.write("登记签到") as w:
            for who in sorted(names.units_of)[1:]:
                for day in (12, 14, 19, 21, 26, 28):
                    check_ins.add(w, who, date(2026, 10, day), area_id=places[0], note="入户宣传")
        with db.write("登记督查") as w:
            inspection = inspections.add_inspection(w, found_on)
            for number, place in enumerate(places, 1):
                text = f"公示栏旁小广告第{number}处未清理"
                found = inspections.add_finding(w, found_on, text, area_id=place, inspection_id=inspection)
                inspections.order(w, [found], found_on)
    return f"签到{(len(names.units_of) - 1) * 6}次，问题{len(places)}件"


def _photo(record: Path) -> str:
    """A picture decoded, scaled and kept with a finding."""
    made = scene("乱贴小广告", "自检", date(2026, 10, 13), time(10, 5), after=False)
    with _work(record) as db, db.write("添加照片") as w:
        done = photos.add(w, db.files / "photos", 1, [made])
    if done.faults or made.taken_on != date(2026, 10, 13):
        raise _Failed("；".join(str(error) for _, error in done.faults) or "照片的拍摄日期没有读出来")
    return ""


def _word_copy(record: Path) -> str:
    """The month's draft as a .docx."""
    with _work(record) as db, db.read() as r:
        facts, _ = draft(r, _MONTH, Dates())
    if not circular_docx(facts).startswith(b"PK"):
        raise _Failed("写出的不是Word文件")
    return ""


def _issue(record: Path) -> str:
    with _work(record) as db:
        issued = circulars.issue(db, _MONTH, circular_paper)
        with db.read() as r:
            frozen = frozen_pdf(r, issued.id)
        beside = (db.files / "issued" / f"{issued.file}.pdf").read_bytes()
    pages = page_count(frozen)
    if pages < 2 or beside != frozen:
        raise _Failed(f"{issued.doc_no}只有{pages}页，或旁边的文件与封存的不同")
    return f"{issued.doc_no}，{pages}页"


def _pages(record: Path, open_every_page: OpenPages) -> str:
    open_every_page(record)
    return ""


def _check(record: Path) -> str:
    with _work(record) as db:
        _refuse_faults(db)
    return "没有发现问题"


def _refuse_faults(db: Db) -> None:
    faults = faults_of(db)
    if faults:
        raise _Failed("；".join(faults))
