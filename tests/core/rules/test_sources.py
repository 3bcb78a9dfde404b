"""Several sources of a month's score: exact weights, a missing source never a zero."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.rules.scoring import ScoreLine
from core.rules.sources import COMPUTED, SourceScore, beside, mix, parse_weights

BASE = Fraction(100)
LINES = (
    ScoreLine("V1", "环境卫生", Fraction(-3), "3号问题，扣3分", (3,), "finding"),
    ScoreLine("V2", "整改", Fraction(-1), "2号问题逾期，扣1分", (2,), "finding"),
)


def _given(**scores: str | None) -> list[SourceScore]:
    return [SourceScore(1, name, None if one is None else Fraction(one)) for name, one in scores.items()]


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("", {}),
        ("自评20 督查80", {"自评": 20, "督查": 80}),
        ("自评 20%、台账 80％", {"自评": 20, "台账": 80}),
        ("自评33.5，区级66.5", {"自评": Fraction(67, 2), "区级": Fraction(133, 2)}),
        ("自评0 区级100", {"区级": 100}),
    ],
)
def test_weights_as_an_office_writes_them(text: str, weights: dict[str, object]) -> None:
    said = text.replace(" 20%", "20%").replace(" 80％", "80％")
    assert parse_weights(said) == weights


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("自评20 督查70", "加起来是90"),
        ("自评120", "加起来是120"),
        ("自评", "看不懂"),
        ("自评20 自评80", "写了两次"),
    ],
)
def test_weights_that_cannot_be(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        parse_weights(text)


def test_the_mix_is_exact_and_every_point_is_traceable() -> None:
    found = mix(
        parse_weights("自评20 台账50 区级30"), BASE, (Fraction(96), LINES), _given(自评="98", 区级="92.5")
    )
    assert found.total == Fraction("95.35")
    assert sum(one.points for one in found.lines) == found.total - BASE
    assert [one.evidence for one in found.lines if one.evidence] == [(3,), (2,)]
    assert found.words == "综合评分：自评98分、台账96分、区级92.5分"


def test_a_missing_source_is_no_zero() -> None:
    found = mix(
        parse_weights("自评20 台账80"), BASE, (Fraction(96), LINES), [SourceScore(1, "自评", None, "未报")]
    )
    assert found.total == 96
    assert found.words == "综合评分：台账96分（缺自评（未报），按其余来源折算）"


def test_less_than_half_of_the_weight_is_no_assessment() -> None:
    found = mix(parse_weights("自评20 区级80"), BASE, (Fraction(96), LINES), _given(自评="100"))
    assert (found.total, found.words) == (None, "缺区级，评分来源不足一半")


def test_the_floor_of_nought_is_a_line_of_its_own() -> None:
    lines = (ScoreLine("V1", "环境卫生", Fraction(-130), "扣130分"),)
    found = mix(parse_weights("台账100"), BASE, (Fraction(0), lines), [])
    assert found.total == 0
    assert sum(one.points for one in found.lines) == -100


def test_unweighed_scores_stand_beside() -> None:
    (line,) = beside([*_given(自评="98", 区级=None)])
    assert (line.points, line.reason) == (Fraction(0), "自评98分，供参照，不计入")


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=5),
    st.lists(st.one_of(st.none(), st.fractions(0, 120)), min_size=5, max_size=5),
    st.fractions(0, 100),
)
def test_the_mix_lies_between_its_sources(
    weights: list[int], scores: list[Fraction | None], total: Fraction
) -> None:
    names = [COMPUTED, "自评", "乡级", "区级", "第三方"][: len(weights)]
    parts = {name: Fraction(100 * weight, sum(weights)) for name, weight in zip(names, weights, strict=True)}
    given_ = [SourceScore(1, name, one) for name, one in zip(names, scores, strict=False) if name != COMPUTED]
    found = mix(parts, BASE, (total, ()), given_)
    there = [total, *(one.score for one in given_ if one.score is not None)]
    if found.total is not None:
        assert min(there) <= found.total <= max(there)
        assert sum((one.points for one in found.lines), Fraction(0)) == found.total - BASE
    assert mix(parts, BASE, (total, ()), reversed(given_)) == found
