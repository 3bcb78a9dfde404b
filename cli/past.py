"""history, undo: what happened, and taking the last step back."""

from argparse import Namespace
from dataclasses import asdict

from cli.guard import DONE
from cli.output import say, say_json
from cli.work import Work
from core import journal
from core.doors import Read
from core.errors import UserError
from core.labels import TABLES
from core.names import names_of
from core.queries.history import Changed, Step, history_of

_NO_ROW = 2**63 - 1  # the largest number SQLite can be asked for


def history(work: Work, args: Namespace) -> int:
    """Every step of one row, oldest first."""
    table = _table(args.subject)
    with work.to_read() as db, db.read() as r:
        row_id = _row(r, table, args.id)
        steps = history_of(r, table, row_id)
    if not steps:
        raise UserError(f"没有第{row_id}号{TABLES[table]}，请核对编号。")
    if work.json:
        say_json([asdict(one) for one in steps])
    else:
        say("\n".join([f"{TABLES[table]}第{row_id}号", *(line for one in steps for line in _lines(one))]))
    return DONE


def _table(subject: str) -> str:
    plain = subject.strip().lower().replace("-", "_")
    found = next((name for name, word in TABLES.items() if subject.strip() == word), plain)
    if found not in TABLES:
        listed = "、".join(f"{name.replace('_', '-')}（{word}）" for name, word in TABLES.items())
        raise UserError(f"没有“{subject}”这种记录，可以写：{listed}。")
    return found


def _row(r: Read, table: str, text: str) -> int:
    """By number; people, units and areas also by name."""
    if text.isascii() and text.isdigit():
        return min(int(text[:20]), _NO_ROW)
    names = names_of(r)
    find = {"person": names.person, "unit": names.unit, "area": names.area}.get(table)
    if find is None:
        raise UserError(f"“{text}”不是编号，{TABLES[table]}的编号是一个数，例如12。")
    found = find(text)
    if isinstance(found, str):
        raise UserError(found)
    return found


def _lines(step: Step) -> list[str]:
    when = step.at.replace("T", " ")[:16]
    who = step.actor or "（未填经办人）"
    label = step.label if step.verb in step.label else f"{step.label}（{step.verb}）"
    return ["", f"{when}  {who}  {label}", *(f"    {_change(one, step.verb)}" for one in step.changes)]


def _change(one: Changed, verb: str) -> str:
    if verb == "修改" and one.before:
        return f"{one.column}：{one.before} → {one.after or '（空）'}"
    return f"{one.column}：{one.before or one.after}"


def undo(work: Work, _args: Namespace) -> int:
    """Take back the last step, whoever made it."""
    with work.to_write() as db:
        undone = journal.undo(db)
    work.answer(f"已撤销“{undone.label}”（{undone.rows}处改动）。", undone=undone.label, rows=undone.rows)
    return DONE
