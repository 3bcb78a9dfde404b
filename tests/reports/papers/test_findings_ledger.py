"""问题销号台账: from discovery to close-out as it stands today."""

from datetime import date

from core.db import Db
from core.names import Names
from core.queries.papers import Asked, ledger_facts
from core.rules.calendar import Month, week_of
from core.services import inspections
from core.services.finding_details import Told
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed


def test_a_closed_finding_has_measure_verifier_and_day(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "findings-ledger"))
    for words in ("小广告未清理", "已清理", "已销号", "李伟", "10月21日", "王建国", "立行立改"):
        assert words.replace("李伟", "李") in text
    assert "共2条，已全部销号（其中立行立改1条）" in text


def test_states_are_those_of_today(town: Db, printed: Printed) -> None:
    text = "".join(printed(town, "findings-ledger", Asked(week=week_of(date(2026, 11, 13)))))
    assert "整改中，逾期6天" in text
    assert "未销号1条，其中逾期1条" in text


def test_one_station_or_one_village(town: Db, names: Names) -> None:
    with town.read() as r:
        for unit in ("财政所", "红光村"):
            found = ledger_facts(r, Asked(month=Month(2026, 10), unit=the(names.unit(unit))))
            assert [one.text for one in found.problems] == ["烟头未清扫"]


def test_no_findings_is_a_sentence(idle: Db, printed: Printed) -> None:
    (page,) = printed(idle, "findings-ledger")
    assert "2026年10月督查没有登记问题" in page


def test_who_helps_who_found_it_and_where_it_went_up_to(town: Db, printed: Printed) -> None:
    with town.write("登记") as w:
        told = Told("群众反映", partner="区环卫所", referred_to="区住建局", referred_on=date(2026, 11, 20))
        inspections.add_finding(w, date(2026, 11, 19), "下水道堵塞", told=told)
    text = "".join(printed(town, "findings-ledger", Asked(week=week_of(date(2026, 11, 19)))))
    for words in ("协助：区环卫所", "群众反映", "已上报区住建局", "（11月20日）", "（其中上报1条）"):
        assert words in text
