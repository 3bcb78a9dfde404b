"""自检 by cases: what blocks, what is only pointed out, and where to go."""

from dataclasses import replace
from datetime import date

import pytest

from core.rules.circular import CircularFacts, Rows, Sentence
from core.rules.self_check import Check, Known, Pages, blocking, names_in, self_check
from tests.reports.conftest import STATIONS, VILLAGES, circular_facts

UNITS = (*VILLAGES, *STATIONS)
PRAISE, CRITICISM, DEMANDS = "通报表扬", "通报批评", "工作要求"
GOOD = (
    Sentence("title", "", "关于10月情况的通报", computed="关于10月情况的通报"),
    Sentence(
        "praise.names",
        PRAISE,
        "对大和社区1个村（居）予以通报表扬：",
        computed="对大和社区1个村（居）予以通报表扬：",
    ),
    Sentence("praise.1", PRAISE, "得分96.5分。", computed="得分96.5分。", lead="大和社区"),
    Sentence(
        "criticism.names",
        CRITICISM,
        "对村建所1个站所予以通报批评：",
        computed="对村建所1个站所予以通报批评：",
    ),
    Sentence("criticism.9", CRITICISM, "得分71分。", computed="得分71分。", lead="村建所"),
    Sentence("demands.duty", DEMANDS, "落实责任。", computed="落实责任。", lead="压实责任"),
)


@pytest.fixture
def facts() -> CircularFacts:
    return circular_facts()


def found(
    facts: CircularFacts,
    *more: Sentence,
    known: Known | None = None,
    pages: Pages | None = None,
) -> list[Check]:
    """The points that are not in order; a sentence of the same key stands for the good one."""
    changed = {one.key: one for one in more}
    sentences = [changed.pop(one.key, one) for one in GOOD] + list(changed.values())
    base = known or Known()
    checks = self_check(facts, sentences, replace(base, units=UNITS), pages or Pages())
    return [one for one in checks if not one.ok]


def edited(key: str, section: str, text: str, computed: str = "", lead: str = "") -> Sentence:
    return Sentence(key, section, text, computed=computed, lead=lead)


def test_a_sound_circular_has_nothing_against_it(facts: CircularFacts) -> None:
    assert found(facts) == []


def test_praised_and_criticised_blocks(facts: CircularFacts) -> None:
    both = edited(
        "praise.names", PRAISE, "对大和社区、村建所予以通报表扬：", "对大和社区1个村（居）予以通报表扬："
    )
    (one,) = blocking(found(facts, both))
    assert (one.text, one.key) == ("村建所既受表扬又受批评", "criticism.names")
    passing = edited("own.1", PRAISE, "村建所要向大和社区学习。")
    (one,) = found(facts, passing)
    assert (one.key, one.blocking) == ("own.1", False), "a mention in passing is only pointed out"


@pytest.mark.parametrize(
    ("changes", "known", "said"),
    [
        ({}, Known(spared={"村建所": "抗旱"}), "村建所免计（抗旱），不能批评"),
        ({"not_assessed": ("村建所",)}, Known(), "村建所未参加考核，不能批评"),
    ],
)
def test_criticism_of_the_exempt_blocks(
    facts: CircularFacts, changes: dict[str, object], known: Known, said: str
) -> None:
    (one,) = blocking(found(replace(facts, **changes), known=known))  # type: ignore[arg-type]
    assert one.text == said


def test_a_unit_left_out_of_the_text_is_not_criticised(facts: CircularFacts) -> None:
    gone = [edited(key, CRITICISM, "", "对村建所") for key in ("criticism.names", "criticism.9")]
    assert found(facts, *gone, known=Known(spared={"村建所": "抗旱"})) == []


@pytest.mark.parametrize("mark", ["绝密★", "机密 ★1年", "秘密★"])
def test_marks_of_secrecy_block_wherever_they_stand(facts: CircularFacts, mark: str) -> None:
    (one,) = blocking(found(facts, edited("own.1", DEMANDS, f"{mark}落实责任。")))
    assert one.key == "own.1"
    rows = (replace(facts.finding_rows[0], text=f"{mark}垃圾"), *facts.finding_rows[1:])
    (one,) = blocking(found(replace(facts, finding_rows=rows)))
    assert one.rows == Rows("finding", (facts.findings.ids[0],))


def test_people_of_the_roster_are_pointed_out(facts: CircularFacts) -> None:
    known = Known(people=("王建国", "张岭"))
    (one,) = found(facts, edited("own.1", DEMANDS, "王建国牵头，张岭村配合。"), known=known)
    assert (one.text, one.key, one.blocking) == ("文中点到个人：王建国", "own.1", False)
    rows = (*facts.finding_rows[:-1], replace(facts.finding_rows[-1], text="王建国没有到岗"))
    (one,) = found(replace(facts, finding_rows=rows), known=known)
    assert one.rows == Rows("finding", (facts.findings.ids[-1],))
    scores = (*facts.station_scores[:-1], replace(facts.station_scores[-1], remark="王建国迟到"))
    (one,) = found(replace(facts, station_scores=scores), known=known)
    assert one.text == "得分表市场监管所的说明写有人名：王建国"


def test_the_missing_visits_of_the_stations_add_up(facts: CircularFacts) -> None:
    (one,) = found(replace(facts, visits_done=facts.visits_done - 1))
    assert (one.text, one.key) == ("各站所少到岗合计5人次，总数6人次", "overview.short")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"finding_rows": ()}, "problems.list"),
        ({"by_category": ()}, "problems.category"),
        ({"by_village": ()}, "problems.village"),
        ({"overdue_by_station": ()}, "problems.overdue"),
    ],
)
def test_sums_that_do_not_add_up(facts: CircularFacts, change: dict[str, object], key: str) -> None:
    (one,) = found(replace(facts, **change))  # type: ignore[arg-type]
    assert one.key == key
    assert "合计0条" in one.text


def test_figures_by_hand_must_be_known(facts: CircularFacts) -> None:
    known = "发现问题24条，整改率75%。"
    right = edited("overview.findings", "总体情况", "问题24条，已改75%，5个工作日内报送。", known)
    assert found(facts, right) == []
    wrong = edited("overview.findings", "总体情况", "发现问题25条，整改率75%。", known)
    (one,) = found(facts, wrong)
    assert (one.text, one.key) == ("手写的25条没有数据对应", "overview.findings")
    own = edited("own.1", DEMANDS, "对24条问题逐条整改，另有3处待查。")
    (one,) = found(facts, edited("overview.findings", "总体情况", known, known), own)
    assert (one.text, one.key) == ("手写的3处没有数据对应", "own.1")


def test_a_sentence_whose_facts_moved(facts: CircularFacts) -> None:
    sentence = edited("overview.findings", "总体情况", "问题3条。", "共3条问题。")
    assert found(facts, sentence, known=Known(was={"overview.findings": "共3条问题。"})) == []
    (one,) = found(facts, sentence, known=Known(was={"overview.findings": "共2条问题。"}))
    assert (one.text, one.key) == ("1句数据已变", "overview.findings")


def test_dates_out_of_order(facts: CircularFacts) -> None:
    (one,) = found(replace(facts, doc_date=date(2026, 10, 20)))
    assert one.key == "doc_date"
    (one,) = found(replace(facts, rectify_by=facts.doc_date))
    assert one.key == "rectify_by"
    early = edited("demands.duty", DEMANDS, "于2026年10月1日前完成，2月30日以后不再受理。", "落实责任。")
    (one,) = found(facts, early)
    assert (one.text, one.key) == ("要求的日期2026年10月1日早于成文日期", "demands.duty")
    assert found(facts, edited("demands.duty", DEMANDS, "于2026年13月1日前完成。", "落实责任。")) == []


def test_length_letters_number_and_month(facts: CircularFacts) -> None:
    said = [
        one.text
        for one in found(
            facts,
            edited("own.1", DEMANDS, "字" * 4001),
            known=Known(
                bare=("村建所",), taken=frozenset({facts.serial or 0}), unassigned=(7,), finished=False
            ),
            pages=Pages(missing=("㐂",)),
        )
    ]
    assert len(said) == 6
    assert any(text.endswith("字，超过4000字") for text in said)
    assert "字体里没有“㐂”，印成〓" in said
    checks = self_check(facts, GOOD, Known(), Pages(substituted=("仿宋",)))
    assert "字体替代：仿宋" in [one.text for one in checks if one.ok]


def test_longer_names_come_first() -> None:
    names = ("张岭村", "前张岭村")
    assert names_in("前张岭村", names) == ["前张岭村"]
    assert names_in("张岭村、前张岭村", names) == ["张岭村", "前张岭村"]
    assert names_in("石桥村", ()) == []


def test_no_unit_is_named_before_it_was_heard(facts: CircularFacts) -> None:
    (named,) = found(facts, known=Known(objections={"村建所": (4,)}))
    assert (named.text, named.blocking) == ("村建所的陈述申辩还没有结论，不能批评", True)
    assert named.rows == Rows("statement", (4,))
    (other,) = found(facts, known=Known(objections={"财政所": (5,)}))
    assert (other.text, other.blocking) == ("财政所的陈述申辩还没有结论", False)


def test_a_unit_that_was_right_is_criticised_for_a_written_reason_alone(facts: CircularFacts) -> None:
    (point,) = found(facts, known=Known(upheld={"村建所": (4,)}))
    assert point.blocking
    assert "仍要批评须在③排名里写明原因" in point.text
    assert found(facts, known=Known(upheld={"财政所": (4,)})) == []
