"""The register as it is listed: series apart, highest number first."""

from datetime import date

from core.db import Db
from core.queries.numbers import next_serial, register, series_known
from core.services.numbers import reserve_number


def test_series_are_apart_by_code_and_year(office: Db) -> None:
    with office.write("登记3个文号") as w:
        reserve_number(w, "和创文办", 2026, 7, title="关于会议的通知", day=date(2026, 3, 2), note="党政办发")
        reserve_number(w, "和政发", 2026, 40)
        reserve_number(w, "和创文办", 2025, 2, title="总结", state="reserved")
    with office.read() as r:
        assert series_known(r) == [("和创文办", 2026), ("和政发", 2026), ("和创文办", 2025)]
        assert next_serial(r, "和创文办", 2026) == 8
        assert next_serial(r, "和创文办", 2025) == 1
        assert next_serial(r, "和创文办", 2027) == 1
        first, gap = register(r, "和创文办", 2026)
        (kept,) = register(r, "和创文办", 2025)
    assert (first.number, first.kind, first.title) == ("和创文办〔2026〕7号", "used", "关于会议的通知")
    assert (first.day, first.note, first.month) == (date(2026, 3, 2), "党政办发", "")
    assert (gap.kind, gap.number, gap.ids) == ("gap", "和创文办〔2026〕1—6号", ())
    assert kept.kind == "reserved", "the number before it is still to come"
