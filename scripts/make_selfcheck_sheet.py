"""Write resources/selfcheck/roster.xls, the invented roster that --selfcheck imports (needs xlwt)."""

from datetime import date
from pathlib import Path

import xlwt

TARGET = Path(__file__).resolve().parent.parent / "resources" / "selfcheck" / "roster.xls"
# Village, leader and title are merged over its groups.
VILLAGES = (
    (
        "东河社区",
        "王建国",
        "党委书记",
        (
            ("1、2组", "村建所", "张玉兰", "13800000001"),
            ("集贸市场", "村建所", "李　伟", "１３８００００００02"),
        ),
    ),
    (
        "张岭村",
        "陈志强",
        "乡长",
        (
            ("1社", "财政所", "赵敏、周涛", "13800000003、13800000004"),
            ("2社", "财政所", "赵敏", "+86 138 0000 0003"),
        ),
    ),
    ("新民村", "刘 洋", "副乡长", (("一、二组", "司法所", "吴䶮", "13800000005"),)),
)
START = date(2022, 1, 26)
FIRST_ROW = 4


def main() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("包保名册")
    centred = xlwt.easyxf("align: horiz centre, vert centre")
    dated = xlwt.easyxf("align: horiz centre, vert centre", num_format_str="yyyy-mm-dd")
    sheet.write_merge(0, 0, 0, 7, "包保责任名册（自检样表）", centred)
    sheet.write(1, 0, "填报单位：自检乡创文办")
    _write_headings(sheet, centred)
    row = FIRST_ROW
    for village, leader, title, lines in VILLAGES:
        last = row + len(lines) - 1
        for column, text in ((0, village), (2, leader), (3, title)):
            sheet.write_merge(row, last, column, column, text, centred)
        for group, station, people, phones in lines:
            for column, text in ((1, group), (4, station), (5, people), (6, phones)):
                sheet.write(row, column, text, centred)
            sheet.write(row, 7, START, dated)
            row += 1
    sheet.write_merge(row, row, 0, 1, "合计", centred)
    sheet.write(row, 5, "5人")
    sheet.write_merge(row + 1, row + 1, 0, 7, "备注：本表为程序自检所用，人员均为虚构。")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(TARGET))
    print(TARGET)


def _write_headings(sheet: xlwt.Worksheet, style: xlwt.XFStyle) -> None:
    """Two heading rows: the leader over name and title, the person over name and phone."""
    for column, text in ((0, "村（社区）"), (1, "组别"), (4, "包保站所"), (7, "起始日期")):
        sheet.write_merge(2, 3, column, column, text, style)
    sheet.write_merge(2, 2, 2, 3, "包保领导", style)
    sheet.write_merge(2, 2, 5, 6, "责任人", style)
    for column, text in ((2, "姓　名"), (3, "职务"), (5, "姓　名"), (6, "联系电话")):
        sheet.write(3, column, text, style)


if __name__ == "__main__":
    main()
