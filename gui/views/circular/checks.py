"""自检: what the program looks at before a circular goes out, in words. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.rules.circular import doc_no
from gui.views.circular.paper import WORDS_MAX, Composed

if TYPE_CHECKING:
    from core.queries.circular_pages import MonthState


@dataclass(frozen=True, slots=True)
class Check:
    """One point; ``key`` is the sentence to go to."""

    ok: bool
    text: str
    key: str = ""


def checks_of(state: "MonthState", paper: Composed) -> list[Check]:
    """All points, the doubtful ones first."""
    assert state.facts is not None
    found = [
        _moved(paper),
        _number(state),
        _evidence(state),
        _length(paper),
        Check(True, paper.fonts[1]),  # 仿宋: most of the page
        _letters(paper),
        _weeks(state),
        _unassigned(state),
    ]
    return sorted(found, key=lambda one: one.ok)


def _moved(paper: Composed) -> Check:
    moved = [line for line in paper.lines if line.moved]
    if moved:
        return Check(False, f"{len(moved)}句数据已变", moved[0].key)
    return Check(True, "文句与数据一致")


def _number(state: "MonthState") -> Check:
    assert state.facts is not None
    serial = state.facts.serial or 0
    number = doc_no(state.facts.office.agency_code, state.facts.doc_date.year, serial)
    free = serial not in state.taken
    return Check(free, f"{serial}号没有用过" if free else f"{number}已经用过")


def _evidence(state: "MonthState") -> Check:
    """A unit criticised without rows behind it could not answer a question."""
    assert state.facts is not None
    assert state.evaluation is not None
    by_hand = {
        sheet.unit_id
        for sheet in state.evaluation.sheets
        if sheet.source == "paper" or any(line.by_hand for line in sheet.lines)
    }
    bare = [one.unit for one in state.facts.criticism if not one.evidence and one.unit_id not in by_hand]
    if bare:
        return Check(False, f"{'、'.join(bare)}没有扣分依据")
    return Check(True, "点名都有依据" if state.facts.criticism or state.facts.praise else "没有点名")


def _length(paper: Composed) -> Check:
    ok = paper.words <= WORDS_MAX
    return Check(ok, f"{paper.words}字，{'不超' if ok else '超过'}{WORDS_MAX}字")


def _letters(paper: Composed) -> Check:
    if paper.missing:
        return Check(False, f"字体里没有“{''.join(paper.missing)}”，印成〓")
    return Check(True, "用字都能印出")


def _weeks(state: "MonthState") -> Check:
    assert state.evaluation is not None
    ok = state.evaluation.cutoff >= state.evaluation.end
    return Check(ok, "统计周期已结束" if ok else "统计周期还没有结束")


def _unassigned(state: "MonthState") -> Check:
    count = sum(one.count for one in state.doubts if one.kind == "unassigned")
    return Check(not count, f"{count}条问题待定责" if count else "问题都已定责")
