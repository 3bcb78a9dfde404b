"""escalation, year, close-year and handover on a real record, in this process."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run, sentence
from tests.core.services.year import clock, year_path, year_template

__all__ = ["clock", "year_path", "year_template"]


@pytest.fixture
def record(year_path: Path) -> Path:
    """The year with three circulars; the commands run on 24 November 2026 unless told otherwise."""
    return year_path


def test_escalation_names_units_measures_and_papers(run: Run) -> None:
    words = run("escalation", "--month", "2026-10")
    assert words.code == 0
    assert "村建所：约谈——连续3个月受通报批评（2026年8月、9月、10月）" in words.out
    assert "由领导决定" in words.out
    found = run("escalation", "--month", "2026-10", "--json").json
    assert (found["month"], found["issued"]) == ("2026-10", True)
    (one,) = found["candidates"]
    assert (one["unit"], one["step"], one["measure"]) == ("村建所", 7, "约谈")
    assert one["reasons"][0]["papers"] == [f"大和创文办〔2026〕{number}号" for number in (1, 2, 3)]
    assert found["ladder"][0]["when"] == "日常办理，不自动提出"
    assert "还没有到" in sentence(run("escalation", "--month", "2027-03"))


def test_the_year_as_a_table_and_as_json(run: Run) -> None:
    words = run("year", "--year", "2026", "--today", "2026-12-08")
    assert "年度得分＝各月平均分" in words.out
    found = run("year", "--year", "2026", "--today", "2026-12-08", "--json").json
    station = next(one for one in found["units"] if one["unit"] == "村建所")
    assert [one["doc_no"] is None for one in station["months"]] == [False, False, False, True]
    assert station["lines"][1] == {
        "item": "通报批评", "points": "-6", "reason": "3次（2026年8月、9月、10月），每次扣2分",
    }  # fmt: skip
    assert found["closed_on"] is None
    assert "年份" in sentence(run("year", "--year", "26"))


def test_a_year_is_checked_closed_once_and_opened_again(run: Run, record: Path) -> None:
    day = ("--today", "2027-01-03")
    assert "请写明结转哪一年，现在可以结转：2026年。" in sentence(run("close-year", *day))
    looked = run("close-year", "--year", "2026", "--dry-run", *day)
    assert "▲ 2026年11月通报没有印发" in looked.out
    assert "· 未销号4条，编号和期限不变" in looked.out
    done = run("close-year", "--year", "2026", "--json", *day).json
    assert done["closed"]
    assert done["carried"] == 4
    assert Path(done["backup"]).is_file()
    assert "已经在2027年1月3日结转过" in sentence(run("close-year", "--year", "2026", *day))
    assert run("year", "--year", "2026", "--json", *day).json["closed_on"] == "2027-01-03"
    assert run("check", *day).code == 0
    back = run("close-year", "--year", "2026", "--undo", *day)
    assert "已撤销2026年的结转" in back.out
    assert run("year", "--year", "2026", "--json", *day).json["closed_on"] is None
    assert "请写明撤销哪一年" in sentence(run("close-year", "--undo", *day))
    assert run("check", *day).code == 0


def test_the_package_for_a_successor_carries_the_list(run: Run, record: Path, tmp_path: Path) -> None:
    made = run("handover", "--to", tmp_path, "--json")
    package = Path(made.json["file"])
    assert package.name == "大和乡-交接-2026-11-24.zip"
    with zipfile.ZipFile(package) as archive:
        assert archive.read("files/交接/交接清单.pdf").startswith(b"%PDF")
    new = tmp_path / "新电脑" / "大和乡.db"
    new.parent.mkdir()
    assert run("restore", "--from", package, file=new).code == 0
    assert (new.with_suffix(".files") / "交接" / "交接清单.pdf").is_file()
    assert run("check", file=new).code == 0
    assert "台账自己的文件" in sentence(run("handover", "--to", record))
