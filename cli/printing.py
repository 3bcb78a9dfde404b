"""print: any paper of the office, from the record as it stands today."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from cli.guard import DONE
from cli.hand_out import page_count
from cli.output import say, say_json
from cli.work import Work
from core.doors import Read
from core.errors import UserError
from core.exchange.write import replacing
from core.names import names_of
from core.queries.papers import Asked
from reports.document import Document
from reports.papers.catalogue import paper_named, papers
from reports.papers.making import Frozen, Made, Paper, pdf_of, title_of


def _docx_of(made: Made) -> bytes:
    from reports.docx import docx_of

    return docx_of(made)


# what a target's ending asks for
WRITERS: Mapping[str, Callable[[Made], bytes]] = {".pdf": pdf_of, ".docx": _docx_of}

_OPTIONS = {"month": "月份", "week": "周", "unit": "单位", "blank": "空白表"}


def print_paper(work: Work, args: Namespace) -> int:
    """The list of papers, or one of them into a file."""
    if args.list:
        return _list(work)
    paper = _wanted(args)
    write = _writer(args)
    work.refuse_own(args.to)
    with work.to_read() as db, db.read() as r:
        facts = paper.facts(r, _asked(r, args))
    made = paper.build(facts)
    data = write(made)
    with replacing(args.to) as sink:
        sink.write(data)
    _answer(work, args, paper, made, data)
    return DONE


def _list(work: Work) -> int:
    if work.json:
        say_json([{"name": one.name, "title": one.title, "red_head": one.red_head} for one in papers()])
    else:
        for one in papers():
            say(f"{one.name}\t{one.title}\t{'yes' if one.red_head else 'no'}")
    return DONE


def _wanted(args: Namespace) -> Paper[Any]:
    """The paper named, with options it understands."""
    if args.name is None:
        raise UserError(
            "请写明打印哪份材料，例如“print weekly --to 督查情况通报.pdf”；有哪些见“print --list”。"
        )
    paper = paper_named(args.name)
    if paper is None:
        raise UserError(f"没有“{args.name}”这份材料，有哪些见“print --list”。")
    for option, word in _OPTIONS.items():
        if getattr(args, option) not in (None, False) and option not in paper.takes:
            raise UserError(f"“{paper.title}”不按{word}打印，请去掉“--{option}”。")
    return paper


def _writer(args: Namespace) -> Callable[[Made], bytes]:
    if args.to is None:
        raise UserError(f"请写明写到哪个文件，例如“print {args.name} --to {args.name}.pdf”。")
    write = WRITERS.get(args.to.suffix.lower())
    if write is None:
        endings = "、".join(WRITERS)
        raise UserError(f"“{args.to.name}”现在还不能写，文件名要以{endings}结尾，请改文件名。")
    return write


def _asked(r: Read, args: Namespace) -> Asked:
    unit = None
    if args.unit is not None:
        found = names_of(r).unit(args.unit)
        if isinstance(found, str):
            raise UserError(found)
        unit = found
    return Asked(args.month, args.week, unit, args.blank)


def _answer(work: Work, args: Namespace, paper: Paper[Any], made: Made, data: bytes) -> None:
    number = _number(made) if paper.red_head else ""
    provisional = bool(number) and not isinstance(made, Frozen)
    said = f"{number}{'（暂定）' if provisional else ''}"
    pages = page_count(data) if data.startswith(b"%PDF") else None
    count = "" if pages is None else f"，共{pages}页"
    work.answer(
        f"已写出{said}《{title_of(made)}》{count}：{args.to}",
        name=paper.name,
        title=title_of(made),
        doc_no=number or None,
        provisional=provisional,
        pages=pages,
        file=str(args.to),
    )


def _number(made: Made) -> str:
    if isinstance(made, Frozen):
        return made.doc_no
    return made.letterhead.doc_no if isinstance(made, Document) else ""
