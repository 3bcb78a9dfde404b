"""The bench's own arithmetic; no time is asserted."""

from bench.measure import Figure, compare


def test_a_line_tells_measured_floor_ratio_and_target() -> None:
    words = Figure("first paint", measured=300.0, floor=120.0, target=2.5).line().split()
    assert words == ["first", "paint", "300.0", "ms", "120.0", "ms", "2.50", "x", "<=", "2.5"]


def test_a_figure_without_target_is_only_told() -> None:
    assert Figure("n", 1.0, 1.0, None).line().endswith(" -")


def test_work_and_floor_alternate_after_one_uncounted_run_each() -> None:
    calls: list[str] = []
    compare("n", lambda: calls.append("work"), lambda: calls.append("floor"), None, runs=3)
    assert calls == ["work", "floor"] * 4
