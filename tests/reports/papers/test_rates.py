"""入户宣传三率汇总表: campaigns, rates with their standing, and what is said where nothing was kept."""

from datetime import date

import pytest

from core.db import Db
from core.model import household_campaign, questionnaire
from core.names import Names
from core.queries.papers import Asked
from core.rules.calendar import Month
from tests.core.services.conftest import the
from tests.reports.papers.conftest import Printed

OCTOBER = Asked(month=Month(2026, 10))
DAY = date(2026, 10, 14)


@pytest.fixture
def asked(town: Db, names: Names) -> Db:
    with town.write("登记") as w:
        village, station = the(names.area("红光村")), the(names.unit("财政所"))
        w.insert(
            household_campaign,
            day=DAY,
            area_id=village,
            unit_id=station,
            people=None,
            kind="both",
            keyed_on=DAY,
        )
        w.insert(
            questionnaire, day=DAY, area_id=village, issued=45, returned=42, valid=40, aware=39, took_part=38,
            keyed_on=DAY,
        )  # fmt: skip
        w.insert(questionnaire, day=DAY, area_id=the(names.area("大和社区")), valid=9, aware=9, keyed_on=DAY)
    return town


def test_rates_with_their_standing(asked: Db, printed: Printed) -> None:
    text = "".join(printed(asked, "rates", OCTOBER))
    assert "大和乡2026年10月入户宣传三率汇总表" in text
    assert "97.50%（未达标）" in text
    assert "95.00%（达标）" in text
    assert "样本不足，不评" in text
    assert "454240" in text  # issued, returned, valid
    assert "知晓率100%、参与率95%以上、满意度95%以上为达标" in text


def test_campaigns_with_their_reason(asked: Db, printed: Printed) -> None:
    text = "".join(printed(asked, "rates", OCTOBER)).replace(" ", "")
    assert "财政所·红光村2次1次未完成" in text
    assert "10月应入户2次" in text


def test_nothing_kept_is_said(idle: Db, printed: Printed) -> None:
    text = "".join(printed(idle, "rates", OCTOBER))
    assert "还没有登记过入户宣传，本表不评。" in text
    assert text.count("本月没有登记问卷。") == 2
