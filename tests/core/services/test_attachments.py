"""Files beside a row of a ledger: copied with their sum, carried by backups, taken back by undo."""

from datetime import date
from pathlib import Path

import pytest

from core import journal
from core.db import Db, files_of
from core.errors import UserError
from core.ledgers import ledger_named
from core.names import Names
from core.services.attachments import FOLDER, MOST_BYTES, attach, attached, detach
from core.services.ledgers import put, remove
from tests.core.services.conftest import the

PLAN = ledger_named("three_year_plan")


@pytest.fixture
def row(office: Db, names: Names) -> int:
    with office.write("登记三年行动方案") as w:
        values = {
            "unit_id": the(names.unit("村建所")),
            "cycle": "2024—2026",
            "submitted_on": date(2026, 3, 1),
        }
        return put(w, PLAN, values)


def _files(db: Db) -> Path:
    return files_of(db.path)


def test_a_plan_is_kept_as_it_was_handed_in(office: Db, row: int, tmp_path: Path) -> None:
    source = tmp_path / "三年 行动方案.docx"
    source.write_bytes(b"PK plan")
    with office.write("添加附件") as w:
        attach(w, _files(office), PLAN, row, source)
    source.unlink()
    with office.read() as r:
        (one,) = attached(r, PLAN, row)
    assert one.name == "三年 行动方案.docx"
    assert (_files(office) / FOLDER / one.file).read_bytes() == b"PK plan"
    with office.write("删除附件") as w:
        assert detach(w, [one.id]) == 1
    with office.read() as r:
        assert attached(r, PLAN, row) == []
    journal.undo(office)
    with office.read() as r:
        assert attached(r, PLAN, row) == [one]
    assert (_files(office) / FOLDER / one.file).is_file()


def test_what_cannot_be_kept_is_said_and_leaves_nothing(office: Db, row: int, tmp_path: Path) -> None:
    good, large = tmp_path / "方案.pdf", tmp_path / "录像.mp4"
    good.write_bytes(b"%PDF")
    with large.open("wb") as sink:
        sink.truncate(MOST_BYTES + 1)
    with office.write("添加附件") as w:
        attach(w, _files(office), PLAN, row, good)
    for source, words in ((good, "没有重复保存"), (large, "超过50MB"), (tmp_path / "没有.pdf", "读不出来")):
        with pytest.raises(UserError, match=words), office.write("添加附件") as w:
            attach(w, _files(office), PLAN, row, source)
    assert len(list((_files(office) / FOLDER).iterdir())) == 1
    with office.write("删除") as w:
        remove(w, PLAN, [row])
    with pytest.raises(UserError, match="已经被删除"), office.write("添加附件") as w:
        attach(w, _files(office), PLAN, row, good)
