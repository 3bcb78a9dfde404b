"""circular, export: files that leave the record."""

import os
import re
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cli import ledgers
from cli.guard import DONE, tell
from cli.work import Work
from core.db import Db
from core.errors import UserError
from core.exchange.write import free_name, replacing, write_sheet
from core.queries.circulars import Dates, Issued, draft, edits_of, frozen_pdf, issued_for
from core.queries.self_check import known_of
from core.rules.calendar import Month, cn_date
from core.rules.circular import CircularFacts, Printed
from core.rules.circular_edits import Edits
from core.rules.self_check import Check, Pages, self_check
from core.services import circulars
from core.services import export as tables
from reports.render import circular_docx, circular_paper

_PAGE = re.compile(rb"/Type\s*/Page\b")  # ReportLab writes page objects in the clear


# -- circular --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Out:
    """What was written to the target."""

    doc_no: str
    title: str
    pages: int | None  # Word counts its own
    issued: bool
    words: str


def circular(work: Work, args: Namespace) -> int:
    """A draft, the paper being issued, or the frozen one of a month already issued."""
    work.refuse_own(args.to)
    if args.number is not None and not args.issue:
        raise UserError("“--number”要和“--issue”一起用；草稿上印的是下一个可用的号。")
    _refuse_word_copy(args)
    _refuse_held(args.to)
    out = _issue(work, args) if args.issue else _draft(work, args)
    number = f"{out.doc_no}{'' if out.issued else '（暂定）'}"
    count = "" if out.pages is None else f"，共{out.pages}页"
    work.answer(
        f"{out.words}{number}《{out.title}》{count}：{args.to}",
        doc_no=out.doc_no,
        provisional=not out.issued,
        title=out.title,
        pages=out.pages,
        file=str(args.to),
        issued=out.issued,
    )
    return DONE


def _draft(work: Work, args: Namespace) -> _Out:
    month: Month = args.month
    with work.to_read() as db, db.read() as r:
        before = issued_for(r, month)
        if before is not None and not args.correct:
            _refuse_word_copy(args, before.doc_no)
            return _frozen(frozen_pdf(r, before.id), before, args.to)
        corrected = _corrected(before, args)
        corrects = corrected.doc_no if corrected else None
        facts, evaluation = draft(
            r, month, _dates(args), corrects=corrects, number_year=args.year, spared=args.with_exemptions
        )
        edits = edits_of(r, month)
        printed = circular_paper(facts, edits)
        known = known_of(r, month, facts, evaluation)
        checks = self_check(facts, printed.sentences, known, Pages(printed.missing))
    _tell_doubts(checks)
    data = circular_docx(facts, edits) if _word_copy(args) else printed.pdf
    with replacing(args.to) as sink:
        sink.write(data)
    pages = None if _word_copy(args) else page_count(printed.pdf)
    return _Out(facts.doc_no, printed.title, pages, False, "已出草稿：")


def _word_copy(args: Namespace) -> bool:
    wanted: Path = args.to
    return wanted.suffix.lower() == ".docx"


def _refuse_word_copy(args: Namespace, issued: str = "") -> None:
    """What goes out, or went out as ``issued``, is a PDF."""
    if _word_copy(args) and (issued or args.issue):
        said = f"{issued}已经印发，封存的是PDF" if issued else "印发的通报以PDF为准"
        raise UserError(f"{said}，“{args.to.name}”请改成.pdf结尾；Word稿只从草稿另存。")


def _tell_doubts(checks: list[Check]) -> None:
    """自检 to the person at the keyboard; what stands against issuing is named as such."""
    for one in checks:
        if not one.ok:
            tell(f"自检：{one.text}{'（改正前不能印发）' if one.blocking else ''}。")


def _issue(work: Work, args: Namespace) -> _Out:
    with work.to_write() as db:
        with db.read() as r:
            before = issued_for(r, args.month)
            frozen = b"" if before is None else frozen_pdf(r, before.id)
        if before is not None and not args.correct:
            _refuse_other_number(before, args)
            return _frozen(frozen, before, args.to)
        return _issue_to(db, args, _corrected(before, args))


def _issue_to(db: Db, args: Namespace, corrected: Issued | None) -> _Out:
    """The paper lies whole beside its target before the number is taken; then only a rename is left."""
    issued: Issued | None = None
    pages = 0
    try:
        with replacing(args.to) as sink:

            def render(facts: CircularFacts, edits: Edits) -> Printed:
                nonlocal pages
                printed = circular_paper(facts, edits)
                _put(sink, printed.pdf)
                pages = page_count(printed.pdf)
                return printed

            corrects_id = None if corrected is None else corrected.id
            issued = circulars.issue(
                db,
                args.month,
                render,
                _dates(args),
                serial=args.number,
                number_year=args.year,
                corrects_id=corrects_id,
                spared=args.with_exemptions,
                told=lambda checks: _tell_doubts([one for one in checks if not one.blocking]),
            )
    except UserError as error:
        if issued is None:
            raise
        raise UserError(
            f"{issued.doc_no}已经印发，但没有写到“{args.to.name}”（{error.text.rstrip('。')}）；"
            "换个位置再运行一次，就会得到印发的那一份。"
        ) from error
    return _Out(issued.doc_no, issued.title, pages, True, "已印发")


def _put(sink: BinaryIO, pdf: bytes) -> None:
    sink.write(pdf)
    sink.flush()
    os.fsync(sink.fileno())


def _frozen(pdf: bytes, before: Issued, target: Path) -> _Out:
    with replacing(target) as sink:
        sink.write(pdf)
    words = f"这个月的通报已于{cn_date(before.doc_date)}印发，写出的是封存的原件："
    return _Out(before.doc_no, before.title, page_count(pdf), True, words)


def _corrected(before: Issued | None, args: Namespace) -> Issued | None:
    if args.correct and before is None:
        raise UserError(f"{args.month.label}的通报还没有印发，没有可以更正的；请去掉“--correct”。")
    return before if args.correct else None


def _refuse_other_number(before: Issued, args: Namespace) -> None:
    if args.year is not None and f"〔{args.year}〕" not in before.doc_no:
        raise UserError(
            f"{args.month.label}的通报已经以{before.doc_no}印发，不能再用{args.year}年的文号；"
            "有错请用“--correct”另发更正。"
        )
    if args.number is not None and not before.doc_no.endswith(f"〕{args.number}号"):
        raise UserError(
            f"{args.month.label}的通报已经以{before.doc_no}印发，不能再用{args.number}号；"
            "有错请用“--correct”另发更正。"
        )


def _refuse_held(target: Path) -> None:
    """A target another program holds open is named before anything else happens."""
    if target.is_file():
        try:
            with target.open("rb+"):
                pass
        except OSError as error:
            raise UserError(
                f"“{target.name}”正被其他程序打开或为只读，请关闭后重试，"
                f"或另存为“{free_name(target).name}”；没有占用文号。"
            ) from error


def _dates(args: Namespace) -> Dates:
    return Dates(doc_date=args.date, cutoff=args.cutoff)


def page_count(pdf: bytes) -> int:
    return len(_PAGE.findall(pdf))


# -- export ----------------------------------------------------------------------------------------


def export(work: Work, args: Namespace) -> int:
    """A sheet that import takes back; complete phone numbers only with --full, and never unrecorded."""
    work.refuse_own(args.to)
    _refuse_options(args)
    if args.full:
        with work.to_write() as db:
            count = tables.export_full_roster(db, lambda sheet: _write(args.to, sheet))
    elif ledgers.is_ledger(args.kind):
        count = _write(args.to, ledgers.sheet_out(work, args.kind, args.month))
    else:
        with work.to_read() as db, db.read() as r:
            sheet = tables.sheet_of(r, args.kind, args.month)
        count = _write(args.to, sheet)
    values: dict[str, Any] = {"kind": args.kind, "rows": count, "file": str(args.to)}
    work.answer(f"已导出{count}行：{args.to}", **values)
    return DONE


def _refuse_options(args: Namespace) -> None:
    if args.full and args.kind != "roster":
        raise UserError("“--full”只用于导出名册，请去掉它。")
    if args.month is not None and args.kind in ("roster", "holidays"):
        what = "名册" if args.kind == "roster" else "放假安排"
        raise UserError(f"导出{what}不分月份，请去掉“--month”。")
    if args.to.suffix.lower() != ".xlsx":
        raise UserError(f"“{args.to.name}”要以.xlsx结尾，请改文件名。")


def _write(target: Path, sheet: tables.SheetOut) -> int:
    write_sheet(target, sheet.title, sheet.columns, sheet.rows)
    return len(sheet.rows)
