"""print: the list of papers, each of them into a file, and what is refused."""

import io
from pathlib import Path

import pdfplumber
import pytest

from tests.cli.conftest import Run, csv, sentence, tables, visit

NAMES = (
    "monthly", "praise", "criticism", "weekly", "order", "reminder", "sign-in", "inspection", "duty-roster",
    "scores", "findings-ledger", "correction",
)  # fmt: skip
FINDINGS = (
    "发现日期,村居,地点,问题描述,责任站所,整改期限",
    "2026-10-16,大和社区,公示栏旁,小广告未清理,村建所,2026-10-20",
    "2026-11-20,红光村,村道,垃圾桶满溢,财政所,2026-11-27",
)


@pytest.fixture
def worked(run: Run, tmp_path: Path) -> Run:
    """Check-ins, findings and an issued October."""
    run("write", "check-ins", stdin=visit("王建国", "2026-10-12") + visit("王建国", "2026-11-23"))
    taken = run("import", "findings", csv(tmp_path / "问题.csv", *FINDINGS))
    assert taken.code == 0, taken
    issued = run("circular", "--month", "2026-10", "--to", tmp_path / "十月.pdf", "--issue")
    assert issued.code == 0, issued
    return run


def words(pdf: Path) -> str:
    with pdfplumber.open(io.BytesIO(pdf.read_bytes())) as book:
        return "".join(page.extract_text() for page in book.pages).replace("\n", "").replace(" ", "")


def test_the_list(run: Run) -> None:
    lines = [line.split("\t") for line in run("print", "--list").out.splitlines()]
    assert tuple(line[0] for line in lines)[: len(NAMES)] == NAMES
    assert ["study-meetings", "例会台账", "no"] in lines
    assert ["weekly", "督查情况通报", "no"] in lines
    assert ["praise", "通报表扬", "yes"] in lines
    assert [one["name"] for one in run("print", "--list", "--json").json] == [line[0] for line in lines]


def test_all_twelve_are_printed_and_change_nothing(worked: Run, record: Path, tmp_path: Path) -> None:
    before = tables(record)
    for name in NAMES:
        target = tmp_path / f"{name}.pdf"
        ran = worked("print", name, "--to", target, "--json")
        assert ran.code == 0, ran
        said = ran.json
        assert (said["name"], said["file"]) == (name, str(target))
        assert said["pages"] >= 1
        assert words(target)
    assert tables(record) == before
    assert worked("print", "monthly", "--to", tmp_path / "月.pdf", "--json").json["provisional"] is False
    assert (tmp_path / "月.pdf").read_bytes() == (tmp_path / "十月.pdf").read_bytes()
    assert worked("print", "correction", "--to", tmp_path / "更.pdf", "--json").json["doc_no"].endswith("2号")


def test_each_is_written_as_a_word_copy_too(worked: Run, tmp_path: Path) -> None:
    for name in NAMES[1:]:
        target = tmp_path / f"{name}.docx"
        ran = worked("print", name, "--to", target)
        assert ran.code == 0, ran
        assert target.read_bytes().startswith(b"PK")
    frozen = worked("print", "monthly", "--to", tmp_path / "monthly.docx")
    assert frozen.code == 0 or "PDF" in sentence(frozen)


def test_options_choose_the_period_the_unit_and_the_blank_form(worked: Run, tmp_path: Path) -> None:
    target = tmp_path / "材料.pdf"
    worked("print", "findings-ledger", "--month", "2026-11", "--to", target)
    assert "垃圾桶满溢" in words(target)
    assert "小广告" not in words(target)
    worked("print", "sign-in", "--week", "2026-50", "--unit", "村建所", "--blank", "--to", target)
    assert "编号：2026-50-" in words(target)
    assert "王建国" in words(target)
    assert "财政所" not in words(target)
    said = worked("print", "praise", "--to", target).out
    assert "大和创文办〔2026〕2号（暂定）" in said


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("请写明打印哪份材料", ()),
        ("没有“report”这份材料，有哪些见“print --list”。", ("report",)),
        ("请写明写到哪个文件", ("weekly",)),
        ("不按月份打印", ("weekly", "--month", "2026-10")),
        ("不按单位打印", ("weekly", "--unit", "村建所")),
        ("不按空白表打印", ("weekly", "--blank")),
        ("不是一年里的某一周", ("weekly", "--week", "2025-53")),
        ("不能和--month一起用", ("findings-ledger", "--month", "2026-10", "--week", "2026-40")),
        ("名册里没有单位“水利所”", ("order", "--unit", "水利所", "--to", "通知.pdf")),
        ("要以.pdf、.docx结尾", ("weekly", "--to", "通报.txt")),
        ("没有可以更正的", ("correction", "--to", "更正.pdf")),
    ],
)
def test_what_cannot_be_printed_is_refused(run: Run, said: str, arguments: tuple[str, ...]) -> None:
    assert said in sentence(run("print", *arguments))


def test_the_record_is_never_a_target(run: Run, record: Path) -> None:
    inside = record.parent / "大和乡.files" / "通报.pdf"
    assert "台账自己的文件" in sentence(run("print", "weekly", "--to", inside))
