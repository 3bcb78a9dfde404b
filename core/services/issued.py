"""Issued circulars in the record and beside it: entering, writing, rebuilding the register."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.db import Db, to_disk
from core.doors import Read, Write
from core.errors import UserError
from core.model import circular, sentence
from core.queries.circulars import Issued, is_draft, issued_circulars
from core.queries.numbers import held_numbers
from core.rules.calendar import Month
from core.rules.circular import CircularFacts, doc_no
from core.services.numbers import take
from core.text import safe_filename


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register keeps of an issued circular; its copy beside the paper rebuilds the register.

    Days are ISO text; ``corrects`` is the 文号 replaced, ``file`` the name without ending.
    """

    agency_code: str
    year: int
    serial: int
    month: str
    title: str
    doc_date: str
    cutoff: str
    rectify_by: str
    corrects: str | None
    issued_at: str
    file: str
    sha256: str

    @property
    def doc_no(self) -> str:
        """发文字号."""
        return doc_no(self.agency_code, self.year, self.serial)


def enter(
    w: Write, entry: RegisterEntry, pdf: bytes, facts: Mapping[str, object], corrects_id: int | None
) -> int:
    """An issued circular and its number into the record; returns the circular's id."""
    circular_id = w.insert(
        circular,
        month=entry.month,
        state="issued",
        title=entry.title,
        doc_date=date.fromisoformat(entry.doc_date),
        cutoff=date.fromisoformat(entry.cutoff),
        rectify_by=date.fromisoformat(entry.rectify_by),
        corrects_id=corrects_id,
        issued_at=entry.issued_at,
        file=entry.file,
        sha256=entry.sha256,
        pdf=pdf,
        facts=facts,
    )
    take(
        w,
        entry.agency_code,
        entry.year,
        entry.serial,
        title=entry.title,
        circular_id=circular_id,
        day=date.fromisoformat(entry.doc_date),
    )
    return circular_id


def drop_draft(w: Write, month: Month) -> None:
    """Take a month's draft away: its sentences are in the frozen paper now, or are given up."""
    for draft_id in w.column(select(circular.c.id).where(is_draft(month))):
        w.delete_all(sentence, w.column(select(sentence.c.id).where(sentence.c.circular_id == draft_id)))
        w.delete(circular, draft_id)


# -- beside the record -----------------------------------------------------------------------------


def refuse_lost(db: Db, facts: CircularFacts) -> None:
    """A paper of this number beside a record that does not know it would be written over."""
    folder = db.files / "issued"
    begins = safe_filename(facts.doc_no, "") + " "
    if folder.is_dir() and any(file.name.startswith(begins) for file in folder.iterdir()):
        raise UserError(
            f"“{folder}”里已有{facts.doc_no}的通报，台账却没有登记，可能恢复过较早的备份；"
            "请先在“资料与设置”的文号登记里核对印发文件，没有印发，文号也没有占用。"
        )


def write_beside(folder: Path, name: str, pdf: bytes, data: Mapping[str, object]) -> list[Path]:
    """Paper and data outside the database too, so the register can be rebuilt from them."""
    text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    halves = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in ((".pdf", pdf), (".json", text)):
            half = folder / f".{name}{ending}.half"
            halves.append((half, folder / f"{name}{ending}"))
            half.write_bytes(content)
            to_disk(half)
        for half, target in halves:
            half.replace(target)
    except OSError as error:
        raise UserError(
            f"通报写不进“{folder}”，没有印发，文号也没有占用；请检查空间和权限后再试。"
        ) from error
    finally:
        for half, _ in halves:
            half.unlink(missing_ok=True)
    return [target for _, target in halves]


# -- the register from the files ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued circular the record does not know, as it lies beside it.

    ``registered``: its data file carries the register's own entry; otherwise it was made from the facts.
    """

    entry: RegisterEntry
    pdf: bytes
    facts: dict[str, Any]
    registered: bool = True


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the folder of issued papers says: ``papers`` there, ``known`` of them to the record.

    ``missing`` were put back, or would be; ``faults`` are contradictions, one sentence each, and
    with one of them nothing is written; ``notes`` are files that say nothing about the register.
    """

    papers: int
    known: int
    missing: tuple[Paper, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def rebuild(db: Db, *, dry_run: bool = False) -> Rebuilt:
    """重建文号登记: put issued circulars back that lie beside the record but are not in it."""
    with db.read() as r:
        found = _compared(r, db.files / "issued")
    if found.missing and not found.faults and not dry_run:
        with db.write("重建文号登记", barrier=True) as w:
            for paper in found.missing:
                _put_back(w, paper)
    return found


def _put_back(w: Write, paper: Paper) -> None:
    numbers = {one.doc_no: one.id for one in issued_circulars(w)}
    corrects = paper.entry.corrects
    enter(w, paper.entry, paper.pdf, paper.facts, None if corrects is None else numbers[corrects])
    drop_draft(w, Month.parse(paper.entry.month))


def _compared(r: Read, folder: Path) -> Rebuilt:
    known = {one.file: one for one in issued_circulars(r)}
    faults: list[str] = []
    notes: list[str] = []
    missing: list[Paper] = []
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    count = 0
    for file in files:
        try:
            pdf = _paper_of(file)
            same = file.stem in known and known[file.stem].sha256 == sha256(pdf).hexdigest()
            count += same
            if not same:
                missing.append(_read(file, pdf))
        except _Untold as error:
            notes.append(error.text)
        except UserError as error:
            faults.append(error.text)
    notes += [
        f"“{one.entry.file}.json”没有登记内容，按其中的数据登记，印发时间记为成文日期。"
        for one in missing
        if not one.registered
    ]
    missing.sort(key=lambda one: (one.entry.issued_at, one.entry.serial))
    faults += _contradictions(r, missing, list(known.values()))
    return Rebuilt(len(files), count, tuple(missing), tuple(faults), (*notes, *_notes(folder)))


def _notes(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        for file in sorted(folder.glob("*.pdf")):
            if not file.with_name(f"{file.stem}.json").is_file():
                yield f"“{file.name}”旁没有同名的数据文件，不能据以登记。"


def _paper_of(file: Path) -> bytes:
    pdf = file.with_name(f"{file.stem}.pdf")
    try:
        return pdf.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"有“{file.name}”，却找不到“{pdf.name}”，请把它放回“{file.parent}”。") from error
    except OSError as error:
        raise UserError(f"“{pdf.name}”读不出来，请检查“{file.parent}”。") from error


def _read(file: Path, pdf: bytes) -> Paper:
    """The paper of a data file; UserError for one that is damaged, changed, renamed or too old."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        facts = {key: value for key, value in data.items() if key not in {"doc_no", "register"}}
        registered = "register" in data
        entry = RegisterEntry(**data["register"]) if registered else _from_facts(file, data, pdf)
        for day in (entry.doc_date, entry.cutoff, entry.rectify_by):
            date.fromisoformat(day)
        Month.parse(entry.month)
    except _Untold:
        raise
    except (OSError, ValueError, TypeError, KeyError, AttributeError, UserError) as error:
        raise UserError(f"“{file.name}”读不出登记内容，可能损坏或由较早的程序写成，请从备份取回。") from error
    if sha256(pdf).hexdigest() != entry.sha256:
        raise UserError(f"“{file.stem}.pdf”与印发时不一致，被改动过，请从备份取回原件。")
    if entry.file != file.stem or data["doc_no"] != entry.doc_no:
        raise UserError(f"“{file.name}”与其中登记的{entry.doc_no}对不上，可能改过名，请恢复原来的文件名。")
    return Paper(entry, pdf, facts, registered)


class _Untold(UserError):
    """A data file that says nothing the register could keep."""


def _from_facts(file: Path, data: Mapping[str, Any], pdf: bytes) -> RegisterEntry:
    """The entry of a data file without one, from its facts and its name; _Untold where they lack it."""
    try:
        day = str(data["doc_date"])
        return RegisterEntry(
            agency_code=data["office"]["agency_code"],
            year=data.get("number_year") or date.fromisoformat(day).year,
            serial=data["serial"],
            month=f"{data['year']}-{data['month']:02d}",
            title=file.stem.removeprefix(f"{data['doc_no']} "),
            doc_date=day,
            cutoff=data["cutoff"],
            rectify_by=data["rectify_by"],
            corrects=data.get("corrects"),
            issued_at=f"{day}T00:00:00",
            file=file.stem,
            sha256=sha256(pdf).hexdigest(),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _Untold(f"“{file.name}”没有登记内容，不能据以登记，其余的照常核对。") from error


def _contradictions(r: Read, missing: Sequence[Paper], known: Sequence[Issued]) -> Iterator[str]:
    """What cannot stand beside the record or beside another paper."""
    by_number = {one.doc_no: one.title for one in known}
    by_month = {one.month: one.doc_no for one in known if one.corrects_id is None}
    for paper in missing:
        entry = paper.entry
        number = entry.doc_no
        held = held_numbers(r, entry.agency_code, entry.year).get(entry.serial)
        if number in by_number:
            yield f"{number}在台账里是《{by_number[number]}》，文件夹里另有一份《{entry.title}》，内容不同。"
        elif held is not None and held.state != "reserved":
            what = "已经作废" if held.state == "void" else f"登记给了《{held.title or '别的文件'}》"
            yield f"{number}在台账里{what}，文件夹里却是印发的《{entry.title}》。"
        elif entry.corrects is not None and entry.corrects not in by_number:
            yield f"{number}更正的是{entry.corrects}，台账和文件夹里都没有那一份。"
        elif entry.corrects is None and entry.month in by_month:
            month = Month.parse(entry.month).label
            yield f"{month}的通报已有{by_month[entry.month]}，文件夹里另有{number}，又不是更正。"
        by_number.setdefault(number, entry.title)
        if entry.corrects is None:
            by_month.setdefault(entry.month, number)
