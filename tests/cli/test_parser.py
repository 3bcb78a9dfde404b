"""What is typed: options in any place, Chinese help, one sentence for what is not in the language."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.parser import in_chinese, parse
from core.errors import UserError
from main import main

COMMANDS = (
    *("new", "sample", "import", "write", "evaluate", "circular"),
    *("export", "history", "undo", "backup", "restore", "check"),
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frob"], "没有“frob”这个命令"),
        (["--frob"], "不认识“--frob”"),
        (["--fil", "a.db", "undo"], "没有“a.db”这个命令"),
        (["import", "rost", "a.xlsx"], "种类不能写“rost”，可以写roster、check-ins、findings、scores"),
        (["import"], "还缺少种类、表格"),
        (["evaluate"], "还缺少--month"),
        (["evaluate", "--month"], "--month后面还要写一个值"),
        (["evaluate", "--month", "2026-13"], "--month：“2026-13”不是月份"),
        (
            ["evaluate", "--month", "2026-10", "--cutoff", "2026-02-30"],
            "--cutoff：“2026-02-30”是不存在的日期",
        ),
        (["--today", "明天", "undo"], "--today：“明天”不是有效日期"),
        (
            ["circular", "--month", "2026-10", "--to", "a.pdf", "--issue", "--number", "0"],
            "--number：“0”不是1到99999之间的整数",
        ),
        (["check", "--json=1"], "--json后面不用写“1”"),
        (["undo"], "没有说明是哪份台账"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert err.endswith("。\n")
    assert not re.search(r"argument|invalid|usage|error", err)


def test_common_options_stand_before_or_after_the_command() -> None:
    before = parse(["--file", "a.db", "--today", "2026-11-24", "--json", "check"])
    after = parse(["check", "--json", "--today", "2026-11-24", "--file", "a.db"])
    assert vars(before) == vars(after)
    assert after.file == Path("a.db")
    assert after.json


def test_without_a_command_there_is_the_window() -> None:
    args = parse(["--file", "a.db"])
    assert args.command is None
    assert not args.selfcheck


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert not re.search(r"usage|options:|positional|arguments|show this|exit\b", text)


@given(st.text())
def test_any_message_of_argparse_is_said_somehow(message: str) -> None:
    assert in_chinese(message)


def test_an_unknown_message_is_quoted() -> None:
    assert in_chinese("something new") == "命令写得不对（something new）"


def test_a_refused_value_is_a_user_error() -> None:
    with pytest.raises(UserError, match=r"main\.py evaluate --help"):
        parse(["evaluate", "--month", "x"])
