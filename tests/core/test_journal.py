"""Undo, redo, history and the chain; a state machine shows that state equals replay."""

import shutil
import sqlite3
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule
from sqlalchemy import select

from core import journal
from core.db import Db, create, open_record
from core.errors import Conflict
from core.model import check_in, op, person

NAMES = st.sampled_from(["张玉兰", "李 ' % _", "𬭚😀", "", "王\n五"])


def _people(db: Db) -> dict[int, str]:
    with db.read() as r:
        return dict(r.all(select(person.c.id, person.c.name), lambda *row: row))


def _add(db: Db, name: str) -> int:
    with db.write("新增人员") as w:
        return w.insert(person, name=name, phone=None)


def test_undo_takes_back_and_redo_does_again(db: Db) -> None:
    first = _add(db, "张玉兰")
    with db.write("改名") as w:
        assert w.update(person, first, name="张玉栏")
    assert journal.undo(db).label == "改名"
    assert _people(db) == {first: "张玉兰"}
    assert journal.redo(db).label == "改名"
    assert _people(db) == {first: "张玉栏"}
    journal.undo(db)
    journal.undo(db)
    assert _people(db) == {}
    with pytest.raises(Conflict, match="没有可以撤销"):
        journal.undo(db)


def test_thousands_of_rows_go_as_they_came_unless_one_was_changed(db: Db) -> None:
    with db.write("导入") as w:
        ids = [w.insert(person, name=f"人{number}", phone=None) for number in range(1200)]
    with db.write("改名") as w:
        w.update(person, ids[600], name="别人")
    assert journal.undo(db).label == "改名"
    assert journal.undo(db).rows == 1200
    assert _people(db) == {}
    journal.redo(db)
    with db.read() as r:
        assert len(r.values_of(person, ids)) == 1200
        assert journal.faults(r) == []
    with db.write("删除") as w:
        assert w.delete_all(person, ids[:3]) == 3
    with pytest.raises(Conflict), db.write("删除") as w:
        w.delete_all(person, ids[:3])


def test_a_new_step_ends_redo(db: Db) -> None:
    _add(db, "张玉兰")
    journal.undo(db)
    _add(db, "李长贵")
    with pytest.raises(Conflict, match="没有可以重做"):
        journal.redo(db)


def test_an_unchanged_row_makes_no_op(db: Db) -> None:
    row = _add(db, "张玉兰")
    with db.write("改名") as w:
        assert not w.update(person, row, name="张玉兰")
    with db.read() as r:
        assert journal.next_undo(r) == "新增人员"


def test_a_failed_write_leaves_nothing(db: Db) -> None:
    def fail() -> None:
        with db.write("新增人员") as w:
            w.insert(person, name="张玉兰")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _people(db) == {}
    with db.read() as r:
        assert r.column(select(op.c.id)) == []


def test_undo_is_refused_when_others_use_the_row(db: Db) -> None:
    row = _add(db, "张玉兰")
    raw = sqlite3.connect(db.path)  # a later hand, past the journal
    raw.execute(
        "INSERT INTO check_in (person_id, day, keyed_on) VALUES (?, '2026-10-28', '2026-10-29')", (row,)
    )
    raw.commit()
    raw.close()
    with pytest.raises(Conflict):
        journal.undo(db)
    assert _people(db) == {row: "张玉兰"}


def test_a_barrier_stops_undo_and_says_why(db: Db) -> None:
    with db.write("印发通报", barrier=True) as w:
        w.insert(person, name="张玉兰")
    with pytest.raises(Conflict, match="“印发通报”不能撤销"):
        journal.undo(db)


def test_many_rows_are_one_op_with_known_ids(db: Db) -> None:
    who = _add(db, "张玉兰")
    rows = [
        {"person_id": who, "day": date(2026, 10, d), "keyed_on": date(2026, 10, 31)} for d in range(1, 31)
    ]
    with db.write("导入签到") as w:
        ids = w.insert_many(check_in, rows)
    assert len(ids) == 30
    with db.read() as r:
        assert r.column(select(check_in.c.id).order_by(check_in.c.id)) == list(ids)
        assert journal.faults(r) == []
    assert journal.undo(db).rows == 30
    with db.write("导入签到") as w:
        assert w.insert_many(check_in, rows[:1]).start > ids[-1]  # ids are never given twice


def test_history_shows_old_new_and_who(db: Db) -> None:
    db.actor = "陈秀英"
    row = _add(db, "张玉栏")
    with db.write("改名") as w:
        w.update(person, row, name="张玉兰", phone="13800000012")
    with db.read() as r:
        past = journal.history(r, "person", row)
    assert [(p.label, p.actor) for p in past] == [("新增人员", "陈秀英"), ("改名", "陈秀英")]
    assert past[1].before == {"name": "张玉栏", "phone": None}
    assert past[1].after == {"name": "张玉兰", "phone": "13800000012"}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE change SET after = replace(after, '兰', '栏')", "操作记录第1条与校验值不符"),
        ("UPDATE op SET actor = '别人'", "操作记录第1条与校验值不符"),
        ("UPDATE person SET name = '张玉栏'", "表 person 第1条与操作记录不一致"),
        ("INSERT INTO person (name) VALUES ('无名')", "表 person 第2条在数据里有"),
        ("DELETE FROM person", "表 person 第1条在操作记录里有"),
    ],
)
def test_faults_find_a_later_hand(db: Db, statement: str, said: str) -> None:
    _add(db, "张玉兰")
    raw = sqlite3.connect(db.path)
    raw.execute(statement)
    raw.commit()
    raw.close()
    with db.read() as r:
        assert any(said in text for text in journal.faults(r))


def test_blanking_reaches_row_and_journal_and_keeps_the_chain(db: Db) -> None:
    row = _add(db, "张玉兰")
    with db.write("改电话") as w:
        w.update(person, row, phone="13800000012")
    with db.write("脱敏") as w:
        journal.blank(w, [(person, row, lambda _kept: {"name": "（已脱敏）", "phone": None})])
    with db.read() as r:
        assert journal.faults(r) == []
        text = str(journal.history(r, "person", row))
    assert "张玉兰" not in text
    assert "13800000012" not in text
    with pytest.raises(Conflict):
        journal.undo(db)


class JournalMachine(RuleBasedStateMachine):
    """Random edits, undos, redos and reopenings: the state is always the replay of the journal."""

    people: Bundle[int] = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "记录.db"
        create(self.path, lambda _: None)
        self.db = open_record(self.path)
        self.states: list[dict[int, str]] = [{}]
        self.at = 0

    def _did(self) -> None:
        self.states = [*self.states[: self.at + 1], _people(self.db)]
        self.at += 1

    @rule(target=people, name=NAMES)
    def add(self, name: str) -> int:
        row = _add(self.db, name)
        self._did()
        return row

    @rule(row=people, name=NAMES)
    def rename(self, row: int, name: str) -> None:
        if _people(self.db).get(row, name) == name:
            return
        with self.db.write("改名") as w:
            w.update(person, row, name=name)
        self._did()

    @rule(row=consumes(people))
    def remove(self, row: int) -> None:
        if row not in _people(self.db):
            return
        with self.db.write("删除人员") as w:
            w.delete(person, row)
        self._did()

    @rule()
    def undo(self) -> None:
        if self.at == 0:
            with pytest.raises(Conflict):
                journal.undo(self.db)
            return
        journal.undo(self.db)
        self.at -= 1
        assert _people(self.db) == self.states[self.at]

    @rule()
    def redo(self) -> None:
        if self.at == len(self.states) - 1:
            with pytest.raises(Conflict):
                journal.redo(self.db)
            return
        journal.redo(self.db)
        self.at += 1
        assert _people(self.db) == self.states[self.at]

    @rule()
    def reopen(self) -> None:
        self.db.close()
        self.db = open_record(self.path)

    @invariant()
    def replay_equals_tables(self) -> None:
        with self.db.read() as r:
            assert journal.faults(r) == []
        assert _people(self.db) == self.states[self.at]

    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)


JournalMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestJournalMachine = JournalMachine.TestCase
