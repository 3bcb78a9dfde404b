"""photos: pictures for a finding from the command line, and what check says of their files."""

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Run, csv, sentence

HEAD = "日期,村(社区),问题描述,整改期限"


@pytest.fixture
def found(run: Run, tmp_path: Path) -> None:
    sheet = csv(tmp_path / "问题.csv", HEAD, "2026-11-12,大和社区1组,乱贴小广告,2026-11-15")
    assert run("import", "findings", sheet).code == 0


def jpg(folder: Path, name: str, color: str = "red") -> Path:
    file = folder / name
    Image.new("RGB", (64, 48), color).save(file, "JPEG")
    return file


@pytest.mark.usefixtures("found")
def test_photos_are_added_and_listed(run: Run, tmp_path: Path, record: Path) -> None:
    ran = run(
        "photos", "add", 1, jpg(tmp_path, "一.jpg"), jpg(tmp_path, "二.jpg", "blue"), "--stage", "after"
    )
    assert (ran.code, ran.out) == (0, "第1条问题添加了2张照片。\n")
    listed = run("photos", "list", "1", "--json").json
    assert [one["stage"] for one in listed] == ["after", "after"]
    assert not any(one["missing"] for one in listed)
    assert run("check").out == "没有发现问题。\n"
    folder = record.with_suffix(".files") / "photos"
    (folder / listed[0]["file"]).unlink()
    assert f"{listed[0]['file']}（文件缺失）" in run("photos", "list", "1").out
    assert "找不到" in run("check").out


@pytest.mark.usefixtures("found")
def test_what_is_no_photo_is_named_and_the_others_kept(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "文字.jpg"
    text.write_text("这不是照片")
    one = jpg(tmp_path, "一.jpg")
    ran = run("photos", "add", 1, one, text, one)
    assert ran.code == 2
    assert ran.out == "第1条问题添加了1张照片。\n"
    assert "“文字.jpg”不是照片" in ran.err
    assert "没有重复保存" in ran.err
    assert "文字.jpg" in sentence(run("photos", "add", 1, text))
    answer = json.loads(run("photos", "add", 1, text, "--json").out)
    assert answer["added"] == 0


@pytest.mark.usefixtures("found")
def test_undo_takes_all_of_them_and_a_stray_file_is_named(run: Run, tmp_path: Path, record: Path) -> None:
    run("photos", "add", 1, jpg(tmp_path, "一.jpg"), jpg(tmp_path, "二.jpg", "blue"))
    assert run("undo").code == 0
    assert run("photos", "list", 1).out == "第1条问题没有照片。\n"
    assert run("check").out == "没有发现问题。\n"
    (record.with_suffix(".files") / "photos" / "别处来的.jpg").write_bytes(b"x")
    ran = run("check")
    assert ran.code == 0
    assert "“别处来的.jpg”没有登记在任何问题上" in ran.out
    assert run("check", "--json").json["notes"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", 9, "a.jpg"), "没有第9条问题"),
        (("add", 1), "没有说明添加哪些照片"),
        (("list", 9), "没有第9条问题"),
        (("list", 1, "a.jpg"), "只写问题的编号"),
        (("drop", 1), "不能写“drop”"),
        (("add", "x", "a.jpg"), "不是1到99999之间的整数"),
    ],
)
def test_a_refusal_says_what_to_write(run: Run, words: tuple[object, ...], said: str) -> None:
    assert said in sentence(run("photos", *words))


@pytest.mark.usefixtures("found")
def test_the_history_of_a_photo_speaks_chinese(run: Run, tmp_path: Path) -> None:
    run("photos", "add", 1, jpg(tmp_path, "一.jpg"))
    assert "阶段：整改前" in run("history", "photo", 1).out
