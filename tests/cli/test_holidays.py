"""放假安排 in and out on the command line; a year that is not known is asked for, never guessed."""

from pathlib import Path

from tests.cli.conftest import Run, csv, sentence

NEXT = (
    "日期,截止日期,名称,放假/补班",
    "2027-01-01,2027-01-03,元旦,放假",
    "2027-01-10,,元旦,补班",
    "2027-02-05,2027-02-12,春节,放假",
    "2027-04-03,2027-04-05,清明节,放假",
    "2027-05-01,2027-05-05,劳动节,放假",
    "2027-06-09,,端午节,放假",
    "2027-09-15,,中秋节,放假",
    "2027-10-01,2027-10-07,国庆节,放假",
)


def test_next_year_comes_in_offline_and_goes_out_again(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "2027.csv", *NEXT)
    assert run("import", "holidays", sheet, "--json").json["new"] == 29
    assert run("import", "holidays", sheet, "--json").json == {
        "new": 0,
        "updated": 0,
        "unchanged": 29,
        "refused": [],
        "notes": [],
    }
    out = tmp_path / "放假.xlsx"
    assert run("export", "holidays", "--to", out).code == 0
    again = run("import", "holidays", out, "--json").json
    assert (again["new"], again["notes"]) == (0, [])


def test_an_unknown_year_is_never_guessed(run: Run) -> None:
    said = sentence(run("--today", "2027-02-20", "evaluate", "--month", "2027-01"))
    assert said == "2027年放假安排还没有录入，请在“资料与设置”里导入。\n"


def test_a_faulty_year_is_refused_whole(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "2027.csv", NEXT[0], "2027-05-01,,劳动节,放假")
    assert "1月1日" in sentence(run("import", "holidays", sheet))
    sheet = csv(tmp_path / "2027.csv", *NEXT[:-1])
    said = sentence(run("import", "holidays", sheet))
    assert said == "2027年的安排里没有国庆节，看来不全，请补全后再导入。\n"


def test_a_changed_year_says_so(run: Run, tmp_path: Path) -> None:
    run("import", "holidays", csv(tmp_path / "2027.csv", *NEXT))
    changed = csv(tmp_path / "2027b.csv", *NEXT[:2], "2027-01-09,,元旦,补班", *NEXT[3:])
    said = run("import", "holidays", changed, "--json").json
    assert said["new"] == 1
    assert said["notes"] == ["2027年放假安排换成了这一份，已经印发的月份仍按印发时的安排。"]


def test_no_reason_where_nothing_is_late(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "2027.csv", *NEXT)
    assert "--late-reason" in sentence(run("import", "holidays", sheet, "--late-reason", "补"))
