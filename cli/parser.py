"""The arguments of every command, with help and refusals in Chinese; imports nothing heavy."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from core.errors import UserError
from core.ledgers import LEDGERS

KINDS = ("roster", "check-ins", "findings", "scores", "holidays")
SHEETS = (*KINDS, *(one.command for one in LEDGERS))
_SHEETS = f"{'、'.join(KINDS)}，或一种台账（见ledgers命令）"
SAMPLE_TODAY = date(2026, 11, 24)  # the sample township ends here, so that every sample is the same
PLAN_DATE = date(2022, 1, 26)

_EXIT_CODES = """
结束码：0 完成；2 完成，但有没有采用的行（逐行列在后面）；3 没有做，什么都没有改；1 程序出错。
--file、--today、--json 写在命令前面或后面都可以。
"""


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _KeepLines(_Help, argparse.RawDescriptionHelpFormatter):
    pass


class Parser(argparse.ArgumentParser):
    """argparse that refuses by UserError, in Chinese."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{in_chinese(message)}；写法见“{self.prog} --help”。")


_SAYINGS = (
    (r"the following arguments are required: (.+)", "还缺少{0}"),
    (r"unrecognized arguments: (.+)", "不认识“{0}”"),
    (r"argument 命令: invalid choice: '?(.+?)'? \(choose from .+\)", "没有“{0}”这个命令"),
    (r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)", "{0}不能写“{1}”，可以写{2}"),
    (r"argument (.+?): expected one argument", "{0}后面还要写一个值"),
    (r"argument (.+?): invalid int value: '(.*)'", "{0}后面的“{1}”不是整数"),
    (r"argument (.+?): ignored explicit argument '(.*)'", "{0}后面不用写“{1}”"),
    (r"argument (.+?): not allowed with argument (.+)", "{0}不能和{1}一起用"),
    (r"argument (.+?): (.+?)，?请?改?正?。?", "{0}：{1}"),
)


def in_chinese(message: str) -> str:
    """argparse's own sentence in Chinese; what its later versions may add is quoted as it is."""
    for pattern, said in _SAYINGS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return said.format(*(part.replace("'", "").replace(", ", "、") for part in found.groups()))
    return f"命令写得不对（{message}）"


def _typed(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A reader's refusal as argparse takes it, so that the option is named."""

    def typed(text: str) -> Any:
        try:
            return read(text)
        except UserError as error:
            raise argparse.ArgumentTypeError(error.text) from error

    return typed


@_typed
def _day(text: str) -> date:
    from core.text import parse_day

    return parse_day(text)


@_typed
def _month(text: str) -> Any:
    from core.rules.calendar import Month

    return Month.parse(text)


@_typed
def _week(text: str) -> Any:
    from core.rules.calendar import Week

    found = re.fullmatch(r"(20\d\d|21\d\d)-W?(\d{1,2})", text.strip(), re.ASCII)
    if found is not None:
        year, number = int(found[1]), int(found[2])
        if 1 <= number <= date(year, 12, 28).isocalendar().week:  # 28 December lies in a year's last week
            return Week(year, number, date.fromisocalendar(year, number, 1))
    raise UserError(f"“{text}”不是一年里的某一周，请写成“2026-47”这样（第47周）。")


@_typed
def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII):
        raise UserError(f"“{text}”不是1到99999之间的整数。")
    return int(text)


@_typed
def _price(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise UserError(f"“{text}”不是0到9999之间的整数。")
    return int(text)


@_typed
def _year(text: str) -> int:
    if not re.fullmatch(r"2[01]\d\d", text, re.ASCII):
        raise UserError(f"“{text}”不是年份，请写成“2026”这样。")
    return int(text)


@_typed
def _months(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d?", text, re.ASCII):
        raise UserError(f"“{text}”不是1到99之间的整数。")
    return int(text)


def _common(default: Any) -> Parser:
    common = Parser(add_help=False)
    group = common.add_argument_group("通用选项")
    group.add_argument("-h", "--help", action="help", help="显示这段说明")
    group.add_argument("--file", type=Path, metavar="文件", default=default, help="台账文件，例如 大和乡.db")
    group.add_argument(
        "--today", type=_day, metavar="日期", default=default, help="把这一天当作今天（平时不用写）"
    )
    group.add_argument(
        "--json", action="store_true", default=default or False, help="结果写成 JSON，供其他程序读取"
    )
    return common


def build() -> argparse.ArgumentParser:
    """The whole command line."""
    frozen = getattr(sys, "frozen", False)
    parser = Parser(
        prog="baobao-ledger" if frozen else "main.py",
        description="包保台账。不写命令时打开窗口。",
        epilog=_EXIT_CODES,
        formatter_class=_KeepLines,
        parents=[_common(None)],
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument_group("自检").add_argument(
        "--selfcheck", action="store_true", help="在临时文件夹里把主要功能走一遍"
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", parser_class=Parser)
    shared = _common(argparse.SUPPRESS)

    def command(name: str, words: str) -> argparse._ArgumentGroup:
        one = commands.add_parser(
            name,
            help=words,
            description=words,
            parents=[shared],
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Help,
        )
        return one.add_argument_group("本命令的选项")

    _starting(command)
    _records(command)
    _results(command)
    _consequences(command)
    _planning(command)
    _keeping(command)
    return parser


_Command = Callable[[str, str], argparse._ArgumentGroup]


def _starting(command: _Command) -> None:
    new = command("new", "新建一份空的台账")
    new.add_argument("--unit", required=True, metavar="单位", help="单位名称，例如 大和乡创文办")
    new.add_argument(
        "--plan-date", type=_day, default=PLAN_DATE, metavar="日期", help="包保方案的日期，默认2022-01-26"
    )
    sample = command("sample", "新建一份虚构乡镇的示例台账")
    sample.add_argument("--months", type=_months, default=36, metavar="月数", help="示例有几个月，默认36")


def _records(command: _Command) -> None:
    take = command("import", "导入表格（.xlsx、.xls、.csv）；有问题的行不采用并逐行列出")
    take.add_argument("kind", choices=SHEETS, metavar="种类", help=_SHEETS)
    take.add_argument("sheet", type=Path, metavar="表格", help="表格文件")
    take.add_argument(
        "--from", dest="start", type=_day, metavar="日期", help="名册从哪天起执行，默认是方案的日期"
    )
    take.add_argument(
        "--month", type=_month, metavar="月份", help="月份，例如2026-10；导入得分必须写，签到和问题写了就核对"
    )
    take.add_argument(
        "--late-reason", default="", metavar="原因", help="补录原因，整张表写一次；过期不久的不用写"
    )
    take.add_argument("--strict", action="store_true", help="有一行不对就整张表都不导入")
    take.add_argument("--dry-run", action="store_true", help="只试一遍，不保存")
    books = command("ledgers", "列出全部台账的名称，或一种台账里的记录")
    books.add_argument(
        "name", nargs="?", choices=SHEETS[len(KINDS) :], metavar="台账", help="例如study-meetings"
    )
    books.add_argument("--month", type=_month, metavar="月份", help="只看这个月，例如2026-10")
    write = command("write", "从标准输入逐行登记签到，每行一个JSON，保存一行回一行ACK")
    write.add_argument("kind", choices=("check-ins",), metavar="种类", help="check-ins")
    pictures = command("photos", "一条问题的照片：add 添加，list 列出")
    pictures.add_argument("act", choices=("add", "list"), metavar="做什么", help="add、list")
    pictures.add_argument("id", type=_number, metavar="编号", help="问题的编号，例如12")
    pictures.add_argument("photos", nargs="*", type=Path, metavar="照片", help="照片文件，可以写几个")
    pictures.add_argument(
        "--stage",
        choices=("before", "after"),
        metavar="阶段",
        help="before（整改前）、after（整改后）；默认看回执和拍摄日期",
    )


def _results(command: _Command) -> None:
    judge = command("evaluate", "某月谁没有完成、得分排名、表扬批评和逾期未整改")
    judge.add_argument("--month", type=_month, required=True, metavar="月份", help="例如2026-10")
    judge.add_argument("--cutoff", type=_day, metavar="日期", help="统计截止日期，默认统计周期最后一天")
    paper = command("circular", "某月通报的PDF；不写--issue时只是草稿")
    paper.add_argument("--month", type=_month, required=True, metavar="月份", help="例如2026-10")
    paper.add_argument("--to", type=Path, required=True, metavar="文件", help="写到哪个文件，草稿也可用.docx")
    paper.add_argument("--date", type=_day, metavar="日期", help="成文日期，默认今天")
    paper.add_argument("--cutoff", type=_day, metavar="日期", help="统计截止日期，默认统计周期最后一天")
    paper.add_argument("--issue", action="store_true", help="印发：占用文号并封存，以后不再改变")
    paper.add_argument("--number", type=_number, metavar="号", help="印发时用这个号，默认下一个可用的号")
    paper.add_argument(
        "--year", type=_year, metavar="年", help="用哪年的文号，默认成文日期的年份；1月发上年的通报可用上年的"
    )
    paper.add_argument("--correct", action="store_true", help="作为这个月已印发通报的更正")
    paper.add_argument("--with-exemptions", action="store_true", help="把假期与免计说明作为最后一个附件")
    _printing(command)
    export = command("export", "导出表格（.xlsx），可以再导入")
    export.add_argument("kind", choices=SHEETS, metavar="种类", help=_SHEETS)
    export.add_argument("--to", type=Path, required=True, metavar="文件", help="写到哪个xlsx文件")
    export.add_argument(
        "--month", type=_month, metavar="月份", help="只导出这个月；得分默认上一个完整的统计月"
    )
    export.add_argument("--full", action="store_true", help="名册里写完整电话（会记入操作记录）")


def _consequences(command: _Command) -> None:
    ladder = command("escalation", "某月哪些单位达到追责阶梯的哪一档，依据是什么；只提示，不决定")
    ladder.add_argument("--month", type=_month, required=True, metavar="月份", help="例如2026-10")
    whole = command("year", "某年各站所、各村（居）的年度得分和每一分的来历")
    whole.add_argument("--year", type=_year, required=True, metavar="年", help="例如2026")
    close = command("close-year", "年度结转：先检查、先备份，不删除任何记录")
    close.add_argument("--year", type=_year, metavar="年", help="例如2026；不写会说明可以结转哪些年")
    which = close.add_mutually_exclusive_group()
    which.add_argument("--dry-run", action="store_true", help="只检查，不结转")
    which.add_argument("--undo", action="store_true", help="撤销这一年的结转：恢复结转前的备份")
    package = command("handover", "交接包：台账、文件和交接清单一起写成一个文件")
    package.add_argument("--to", type=Path, required=True, metavar="文件", help="交接包或放交接包的文件夹")


def _planning(command: _Command) -> None:
    one = command("plan", "包保分工：check 核对，who 谁包保某处，propose 提出方案，adopt 采用方案")
    acts = ("check", "who", "propose", "adopt")
    one.add_argument("act", choices=acts, metavar="做什么", help="、".join(acts))
    one.add_argument("area", nargs="?", metavar="区域", help="who 问的是哪个区域，例如红光村1组")
    one.add_argument(
        "--from", dest="start", type=_day, metavar="日期", help="按哪一天的名册，采用时从哪天起执行；默认今天"
    )
    one.add_argument(
        "--level", choices=("village", "group"), metavar="层级", help="village（按村）、group（按组）"
    )
    for option, words, usual in (
        ("near", "每公里", 2),
        ("weak", "每处只有弱的站所", 40),
        ("balance", "多于或少于平均数的平方", 2),
        ("change", "每条包保新增或取消", 10),
    ):
        help_ = f"{words}的代价，默认{usual}，0是不计"
        one.add_argument(f"--{option}", type=_price, default=usual, metavar="分", help=help_)
    one.add_argument("--most", type=_number, metavar="处", help="每个站所最多包保几处，默认不限")
    one.add_argument("--to", type=Path, metavar="文件", help="把方案写到哪个xlsx文件")
    one.add_argument("--document", metavar="名称", help="采用时新名册的文件名称")
    one.add_argument("--stations-only", action="store_true", help="采用时只换站所，不换领导")


def _printing(command: _Command) -> None:
    one = command("print", "打印一份材料（PDF或Word）；有哪些材料见--list")
    one.add_argument("name", nargs="?", metavar="材料", help="材料的名称，例如weekly")
    one.add_argument("--list", action="store_true", help="列出全部材料：名称、标题、是否红头")
    period = one.add_mutually_exclusive_group()
    period.add_argument("--month", type=_month, metavar="月份", help="例如2026-10；默认上一个完整的统计月")
    period.add_argument(
        "--week", type=_week, metavar="周", help="例如2026-47；默认本周，督查用最近督查过的一周"
    )
    one.add_argument("--unit", metavar="单位", help="只打印这个单位的，默认全部单位")
    one.add_argument("--blank", action="store_true", help="签到表、督查记录表打印成空白的")
    one.add_argument("--to", type=Path, metavar="文件", help="写到哪个文件，以.pdf或.docx结尾")


def _lineage(command: _Command) -> None:
    many = command("merge", "村（居）或单位从某天起合并；以前的月份仍用原来的名称")
    many.add_argument("names", nargs="+", metavar="名称", help="要合并的村（居）或单位")
    many.add_argument("--into", metavar="名称", help="并入哪一个，用它的名称")
    many.add_argument("--name", metavar="新名称", help="合成新的，叫这个名称")
    one = command("rename", "村（居）或单位从某天起改名，也可村改社区")
    one.add_argument("old", metavar="名称", help="现在的名称")
    one.add_argument("name", metavar="新名称", help="新的名称")
    for each in (many, one):
        each.add_argument("--from", dest="start", type=_day, required=True, metavar="日期", help="从哪天起")
        each.add_argument(
            "--kind", choices=("village", "community"), metavar="类型", help="village、community"
        )
    month = command("close-month", "某月通报印发以后封账，以后补录的另列清单")
    month.add_argument("--month", type=_month, required=True, metavar="月份", help="例如2026-10")
    month.add_argument("--reopen", action="store_true", help="取消封账")


def _keeping(command: _Command) -> None:
    past = command("history", "一条记录的来历：何时、谁、改了什么")
    past.add_argument("subject", metavar="种类", help="person、check-in、finding、assignment等，也可写中文")
    past.add_argument("id", metavar="编号", help="记录的编号；人员、单位、区域也可以写名称")
    command("undo", "撤销最近一次操作")
    _lineage(command)
    backup = command("backup", "把台账和旁边的文件一起备份成一个文件")
    backup.add_argument("--to", type=Path, required=True, metavar="文件", help="备份文件或放备份的文件夹")
    restore = command("restore", "用备份恢复台账；现在的内容先另存一份")
    restore.add_argument("--from", dest="source", type=Path, required=True, metavar="备份", help="备份文件")
    again = command("rebuild-register", "按旁边文件夹里印发的通报补文号登记（恢复较早的备份后用）")
    again.add_argument("--dry-run", action="store_true", help="只看能补哪些，不保存")
    command("check", "检查台账是否完好、操作记录是否一致、印发的通报是否原样")


def parse(words: list[str]) -> argparse.Namespace:
    """The arguments as typed; UserError for what is not in the language, SystemExit(0) after --help."""
    return build().parse_args(words)
