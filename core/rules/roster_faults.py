"""What a roster must not say, shown where it stands: rings of duty, overlapping posts, two plans at once."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from core.rules.calendar import cn_date
from core.rules.coverage import Line, Post, View
from core.rules.principles import Remark

N = TypeVar("N", bound=Hashable)


def faults(view: View) -> tuple[Remark, ...]:
    """One sentence each."""
    return (*_rings(view), *_places(view), *_posts(view), *_plans(view))


def _rings(view: View) -> Iterator[Remark]:
    """A leader who on another line answers to somebody below: who of the two is responsible?"""
    below: dict[int, list[int]] = defaultdict(list)
    for line in view.roster.lines:
        if line.leader_id is not None and line.person_id is not None:
            below[line.person_id].append(line.leader_id)
    people = view.roster.people
    for ring in rings(below):
        if len(ring) == 1:
            text = f"{people[ring[0]]}在同一条包保里既是包保领导又是责任人，请改正其中一个。"
        else:
            way = "→".join(people[one] for one in (*ring, ring[0]))
            text = f"包保关系绕成一圈：{way}，请改正其中一条。"
        yield Remark(text, ("person", ring[0]))


def _places(view: View) -> Iterator[Remark]:
    above = {one.id: [one.parent_id] for one in view.roster.areas if one.parent_id in view.areas}
    for ring in rings({key: [row for row in value if row is not None] for key, value in above.items()}):
        way = "→".join(view.areas[one].name for one in (*ring, ring[0]))
        yield Remark(f"区域的上下级绕成一圈：{way}，请改正其中一个的上级。", ("area", ring[0]))


def rings(edges: Mapping[N, Sequence[N]]) -> list[tuple[N, ...]]:
    """A ring of each knot of a graph, once, in the order of its nodes; iterative, so depth is no limit."""
    done: set[N] = set()
    found = []
    for start in edges:
        path: list[N] = []
        at: dict[N, int] = {}
        waiting: list[Iterator[N]] = [iter((start,))]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                if path and len(waiting) == len(path):
                    last = path.pop()
                    del at[last]
                    done.add(last)
            elif node in at:
                found.append(tuple(path[at[node] :]))
            elif node not in done:
                at[node] = len(path)
                path.append(node)
                waiting.append(iter(edges.get(node, ())))
    return found


def _posts(view: View) -> Iterator[Remark]:
    """Two posts on one day: the quota of which unit would the visits fill?"""
    for who, held in view.posts.items():
        for one, other in combinations(held, 2):
            if one.unit_id == other.unit_id and one.role == other.role:
                text = f"{view.roster.people[who]}在{_home(view, one)}的同一职务登记了两次，请删去一次。"
            elif one.unit_id != other.unit_id:
                text = (
                    f"{view.roster.people[who]}同时在{_home(view, one)}和{_home(view, other)}任职"
                    f"（{cn_date(max(one.start, other.start))}起重叠），如不是兼任，请结束其中一个。"
                )
            else:
                continue
            yield Remark(text, ("person", who))


def _home(view: View, post: Post) -> str:
    known = view.units.get(post.unit_id)
    return known.name if known else "原单位"


def _plans(view: View) -> Iterator[Remark]:
    """The same duty under two rosters, or twice: the older line was not ended."""
    for area in view.roster.areas:
        said: set[str] = set()
        for one, other in combinations(view.lines[area.id], 2):
            text = _clash(view, view.name(area), one, other)
            if text and text not in said:
                said.add(text)
                yield Remark(text, ("area", area.id))


def _clash(view: View, name: str, one: Line, other: Line) -> str:
    same = (one.leader_id, one.unit_id, one.person_id) == (other.leader_id, other.unit_id, other.person_id)
    if same:
        return f"{name}有两条完全相同的包保同时在执行，请结束其中一条。"
    if one.version_id is None or other.version_id is None or one.version_id == other.version_id:
        return ""
    if not (
        one.role == other.role == "lead" and one.unit_id and other.unit_id and one.unit_id != other.unit_id
    ):
        return ""  # a later roster may add a line beside an older one
    if view.kind(one.unit_id) != "station" or view.kind(other.unit_id) != "station":
        return ""
    versions = view.roster.versions
    return (
        f"{name}同时按两份名册包保：{versions.get(one.version_id, '')}是{view.units[one.unit_id].name}，"
        f"{versions.get(other.version_id, '')}是{view.units[other.unit_id].name}，请结束其中一条。"
    )
