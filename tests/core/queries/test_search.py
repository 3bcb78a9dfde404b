"""The search box finds by part of a name, by initials, by number; marks are literal."""

from datetime import date

import pytest

from core.db import Db
from core.names import Names
from core.queries.circulars import Dates
from core.queries.search import search
from core.rules.calendar import Month
from core.rules.circular import Printed
from core.services import check_ins, circulars, inspections
from tests.core.services.conftest import the


@pytest.fixture
def filled(office: Db, names: Names) -> Db:
    with office.write("登记") as w:
        check_ins.add(w, the(names.person("王建国")), date(2026, 10, 26))
        inspections.add_finding(
            w, date(2026, 10, 20), "公示栏100%_小广告", area_id=the(names.area("红光村1组"))
        )
    circulars.issue(
        office,
        Month(2026, 10),
        lambda facts, edits: Printed("关于2026年10月包保工作的通报", b"%PDF"),
        Dates(doc_date=date(2026, 11, 3)),
    )
    return office


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王建", [("person", "王建国")]),
        ("wjg", [("person", "王建国")]),
        ("李伟", [("person", "李伟"), ("person", "李伟")]),
        ("财政", [("unit", "财政所")]),
        ("红光村", [("area", "红光村")]),
        ("100%_", [("finding", "公示栏100%_小广告")]),
        ("1号", [("circular", "关于2026年10月包保工作的通报")]),
        ("10月 通报", [("circular", "关于2026年10月包保工作的通报")]),
        ("%", [("finding", "公示栏100%_小广告")]),
        ("' OR 1=1 --", []),
        ("  ", []),
    ],
)
def test_search(filled: Db, text: str, expected: list[tuple[str, str]]) -> None:
    with filled.read() as r:
        assert [(hit.kind, hit.title) for hit in search(r, text)] == expected


def test_hits_say_which_one(filled: Db) -> None:
    with filled.read() as r:
        assert {hit.detail for hit in search(r, "李伟")} == {"村建所", "财政所"}
