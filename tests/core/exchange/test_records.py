from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import UserError
from core.exchange.grid import Cell, Grid
from core.exchange.records import (
    CheckInLine,
    CheckInSheet,
    FindingLine,
    FindingSheet,
    ScoreSheet,
    parse_check_ins,
    parse_findings,
    parse_scores,
)

DAY = date(2026, 10, 28)


def grid(*rows: tuple[Cell, ...]) -> Grid:
    width = max(map(len, rows))
    padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Grid("表.xlsx", None, padded, tuple(range(1, len(rows) + 1)))


CHECK_INS = ("姓名", "单位", "区域", "日期", "事由", "纸单号")


def test_check_ins_are_read_clean() -> None:
    sheet = parse_check_ins(
        grid(("签到表",), CHECK_INS, ("张 玉兰", "村建所", "集贸市场", DAY, "巡查", 12.0))
    )
    assert sheet.lines == (CheckInLine(3, "张玉兰", "村建所", "集贸市场", DAY, "巡查", "12"),)
    assert sheet.faults == ()


def test_several_names_in_a_cell_are_several_check_ins() -> None:
    rows = (("姓名", "日期"), ("张三、李四/王五，村建所/赵六", "2026.10.28"))
    assert [line.person for line in parse_check_ins(grid(*rows)).lines] == [
        "张三",
        "李四",
        "王五",
        "赵六",
    ]


@pytest.mark.parametrize("text", ["村建所/李伟", "李伟（村建所）", "李伟(村建所)", "村建所／李 伟"])
def test_a_name_may_carry_its_unit(text: str) -> None:
    line = parse_check_ins(grid(("姓名", "日期"), (text, DAY))).lines[0]
    assert (line.person, line.unit) == ("李伟", "村建所")


def test_faults_of_check_ins() -> None:
    sheet = parse_check_ins(
        grid(
            CHECK_INS,
            ("张三", "", "", "10月28日"),
            ("", "村建所", "", DAY),
            ("李四", "", "", ""),
            ("王五（请假）", "", "", DAY),
            CHECK_INS,
            ("合 计", "", "", "3人"),
            ("　", "", "", "　"),
            ("赵六", "", "", DAY),
        )
    )
    assert [line.person for line in sheet.lines] == ["赵六"]
    assert [fault.text for fault in sheet.faults] == [
        "第2行“日期”：“10月28日”没有写年份，应写成2026-1-5这样，请改正后重新导入。",
        "第3行“姓名”：没有填写，请改正后重新导入。",
        "第4行“日期”：没有填写，请改正后重新导入。",
        "第5行“姓名”：“王五（请假）”括号里不是单位，请改正后重新导入。",
    ]
    assert sheet.notes == ("合计、备注等1行未导入：第7行“合计”。",)


def test_missing_columns_refuse_the_sheet() -> None:
    with pytest.raises(UserError, match="“日期”"):
        parse_check_ins(grid(("姓名", "单位"), ("张三", "村建所")))


FINDINGS = ("日期", "村/区域", "地点", "类别", "问题描述", "责任站所", "整改期限", "立行立改", "严重")


def test_findings_are_read_clean() -> None:
    row = (
        DAY,
        "大和社区",
        "K14+950",
        "墙面污损",
        "公示栏旁小广告未清理",
        "村建所、财政所",
        "+3天",
        "否",
        "一般",
    )
    sheet = parse_findings(grid(FINDINGS, row))
    due = date(2026, 10, 31)
    words = "公示栏旁小广告未清理"
    wanted = FindingLine(
        2, DAY, "大和社区", "K14+950", "墙面污损", words, ("村建所", "财政所"), due, False, "一般"
    )
    assert sheet.lines == (wanted,)
    assert sheet.faults == ()


@pytest.mark.parametrize(
    ("word", "fixed"), [("是", True), ("√", True), (True, True), ("", False), ("否", False)]
)
def test_fixed_on_the_spot(word: Cell, fixed: bool) -> None:
    sheet = parse_findings(grid(FINDINGS, (DAY, "", "", "", "垃圾乱堆放", "", "", word)))
    assert sheet.lines[0].fixed_on_spot is fixed
    assert sheet.lines[0].due_on is None


def test_faults_of_findings() -> None:
    sheet = parse_findings(
        grid(
            FINDINGS,
            ("", "", "", "", "垃圾", "", ""),
            (DAY, "大和村", "", "", "", "", ""),
            (DAY, "", "", "", "垃圾", "", "2026-10-1"),
            (DAY, "", "", "", "垃圾", "", "尽快", "大概"),
        )
    )
    assert sheet.lines == ()
    assert [(fault.row, fault.column) for fault in sheet.faults] == [
        (2, "日期"),
        (3, "问题描述"),
        (4, "整改期限"),
        (5, "整改期限"),
        (5, "立行立改"),
    ]


SCORES = ("村/单位", "得分", "分组", "备注")


def test_scores_are_exact_and_never_zero_when_not_assessed() -> None:
    sheet = parse_scores(
        grid(
            SCORES,
            ("大和社区", 93.1, "一类", ""),
            ("张岭村", "87.25分", "一类", ""),
            ("新民村", "1/3", "", ""),
            ("和平村", "未参加考核", "", ""),
            ("红旗村", "", "", "正在搬迁"),
            ("青山村", 0.0, "", "未参加考核"),
            ("绿水村", 0.0, "", ""),
            ("平均分", "", "", ""),
        )
    )
    scores = {line.unit: line.score for line in sheet.lines}
    assert scores == {
        "大和社区": Fraction("93.1"),
        "张岭村": Fraction("87.25"),
        "新民村": Fraction(1, 3),
        "和平村": None,
        "红旗村": None,
        "青山村": None,
        "绿水村": Fraction(0),
    }
    assert sheet.notes == (
        "合计、备注等1行未导入：第9行“平均分”。",
        "第7行“青山村”写明未参加考核，0分按未参加考核导入。",
    )


@pytest.mark.parametrize("score", ["优秀", "93%", "9 3", True, "nan", "1e3", "1/0"])
def test_no_score_is_guessed(score: Cell) -> None:
    assert "不是有效的分数" in parse_scores(grid(SCORES, ("大和村", score))).faults[0].text


def test_faults_of_scores() -> None:
    sheet = parse_scores(
        grid(
            SCORES,
            ("大和村", 90.0),
            ("大和村", 91.0),
            ("", 80.0),
            ("张岭村", 88.0, "", "未参加考核"),
            ("新民村", "—"),
        )
    )
    assert [line.row for line in sheet.lines] == [2]
    assert [fault.row for fault in sheet.faults] == [3, 4, 5, 6]
    assert "第2行已有得分" in sheet.faults[0].text


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "合计", "2026-1-5", "+3天", "是", "90分", "未参加考核", "村建所/张三", "/", "（）"]),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
)


@pytest.mark.parametrize(
    ("head", "parse"), [(CHECK_INS, parse_check_ins), (FINDINGS, parse_findings), (SCORES, parse_scores)]
)
@example(rows=[[238155440301000.0, *[""] * 8]])
@given(rows=st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=6))
def test_any_cells_give_lines_or_faults(
    head: tuple[str, ...],
    parse: Callable[[Grid], CheckInSheet | FindingSheet | ScoreSheet],
    rows: list[list[Cell]],
) -> None:
    try:
        sheet = parse(grid(head, *(tuple(row[: len(head)]) for row in rows)))
    except UserError as error:  # fifteen or eighteen digits are taken for an identity number: refused whole
        assert "身份证" in error.text
        return
    assert all(fault.text.endswith("。") for fault in sheet.faults)
