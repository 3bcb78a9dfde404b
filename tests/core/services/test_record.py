"""Opening a record for work."""

from pathlib import Path

import pytest

from core.db import files_of
from core.errors import Damaged
from core.ledgers.duties import WORK_AREAS
from core.ledgers.headings import AREA_OF, OUTCOME_OF, OUTCOMES
from core.lock import RecordLock
from core.services.record import CATEGORIES, new_record, open_for_work
from tests.core.conftest import clock
from tests.core.services.conftest import PLAN


def test_a_damaged_record_does_not_stay_locked(tmp_path: Path) -> None:
    path = tmp_path / "大和乡.db"
    new_record(path, "大和乡创文办", PLAN, clock)
    path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 200_000)
    with pytest.raises(Damaged) as held:
        open_for_work(path, clock)
    RecordLock(files_of(path) / "lock", path.name, 0).release()
    del held


def test_every_category_of_the_plan_has_a_heading_of_a_work_area_and_an_outcome() -> None:
    headings = {heading for name, heading, _ in CATEGORIES if name != "其他"}
    assert headings == set(AREA_OF) == set(OUTCOME_OF)
    assert set(AREA_OF.values()) == set(WORK_AREAS)  # 方案三
    assert set(OUTCOME_OF.values()) == set(OUTCOMES)  # 方案二
    severe = {name for name, _, severe in CATEGORIES if severe}
    assert {"占用消防通道", "堵塞消防通道", "封闭消防通道", "消防设施缺损", "人防不到位"} <= severe
    assert len({name for name, *_ in CATEGORIES}) == len(CATEGORIES)


def test_the_plans_own_words_are_the_categories() -> None:
    """方案三(二): nine of the common places in the plan's order, public facilities, safety, habits."""
    names = [name for name, *_ in CATEGORIES]
    assert names[:9] == [
        "乱扔垃圾", "乱倒垃圾", "乱堆垃圾", "垃圾桶无分类标志", "乱贴小广告", "楼道堵塞", "墙面污损",
        "玻璃破损", "照明灯损坏",
    ]  # fmt: skip
    for heading, words in (
        ("公共设施", {"道路路面破损", "无障碍设施损坏", "公共绿化带受损"}),
        ("安全设施", {"物防设施缺损", "人防不到位", "技防设施缺损", "消防设施缺损"}),
        ("安全设施", {"占用消防通道", "堵塞消防通道", "封闭消防通道"}),
        ("环境意识", {"违章搭建", "饲养家禽", "敞放宠物"}),
    ):
        found = {name: severe for name, of, severe in CATEGORIES if of == heading}
        assert words <= set(found)
        assert all(found[one] for one in words) == (heading == "安全设施")
