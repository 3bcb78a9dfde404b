"""Workers shared out over places at the least total price: exact, deterministic, and quick for few workers.

A minimum-cost flow by successive shortest paths. What a place costs is a convex function on nested
classes of workers (fresh, not weak, all), what a worker's load costs is convex too, so an exchange of workers
along the cheapest path keeps the whole optimal after each step. Places are many and workers few: the
paths run over the workers alone, and between each two of them a heap holds the places by what an exchange
there costs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

FRESH, FIRM, WEAK = (
    0,
    1,
    2,
)  # new: may only come as the one that carries; may stand beside; weak alone costs
NEVER = 1 << 200  # dearer than any plan
_ARC = 1 << 12  # of equally cheap paths the one with the fewest exchanges: only that one is sure to be sound


@dataclass(frozen=True, slots=True)
class Place:
    """Of each worker the price (None: not here) and the class.

    It needs ``least`` workers, has room for ``room``, and takes at most ``least`` fresh ones.
    """

    prices: tuple[int | None, ...]
    classes: tuple[int, ...]
    least: int = 1
    room: int = 1


@dataclass(frozen=True, slots=True)
class Workers:
    """``marginal(k)`` is the price of a worker's k-th place, never falling; ``most`` places for each."""

    count: int
    marginal: Callable[[int], int]
    most: int


class Full(Exception):
    """The workers together cannot hold all places."""


class Stopped(Exception):
    """Whoever asked no longer waits."""


Tell = Callable[[int, int], bool]  # done, of how many; False: stop


def match(workers: Workers, places: Sequence[Place], alone: int, tell: Tell | None = None) -> list[set[int]]:
    """The workers of each place; ``alone`` is the price of a place with weak workers only.

    Full where there is no room for all places; Stopped when ``tell`` says so.
    """
    board = _Board(workers, places, alone)
    needed = [number for number, place in enumerate(places) for _ in range(place.least)]
    for step, number in enumerate(needed):
        if tell is not None and not tell(step, len(needed)):
            raise Stopped
        if not board.enter(number):
            raise Full
    board.open_rooms()
    while board.widen():
        if tell is not None and not tell(len(needed), len(needed)):
            raise Stopped
    return board.held


class _Board:
    """The state between two steps: who is where, and for each two workers the cheapest exchange."""

    def __init__(self, workers: Workers, places: Sequence[Place], alone: int) -> None:
        self.workers, self.places, self.alone = workers, places, alone * _ARC
        self.prices = [
            [None if price is None else price * _ARC for price in place.prices] for place in places
        ]
        self.held: list[set[int]] = [set() for _ in places]
        self.size = [0] * len(places)  # for how many a place is open
        self.load = [0] * workers.count
        self.nobody = count = workers.count  # the row of places that take one more
        self.heaps: list[list[list[tuple[int, int, int]]]] = [
            [[] for _ in range(count)] for _ in range(count + 1)
        ]
        self.best = [[NEVER] * count for _ in range(count + 1)]
        self.stamp = [0] * len(places)

    # -- one place -------------------------------------------------------------------------------------

    def _state(self, number: int) -> tuple[int, int]:
        """How many new ones and how many that are not weak a place has."""
        classes = self.places[number].classes
        found = [classes[one] for one in self.held[number]]
        return found.count(FRESH), len(found) - found.count(WEAK)

    def _changes(self, number: int, out: int, state: tuple[int, int]) -> Iterable[tuple[int, int]]:
        """What each worker would cost in the stead of ``out`` (nobody: beside those there)."""
        place, prices, held = self.places[number], self.prices[number], self.held[number]
        new, firm = state
        saved = 0
        size = len(held) + 1
        if out != self.nobody:
            saved = prices[out] or 0
            size -= 1
            new -= place.classes[out] == FRESH
            firm -= place.classes[out] != WEAK
        if size > self.size[number]:
            return
        before = self.alone if held and not state[1] else 0
        for worker, price in enumerate(prices):
            if price is None or worker in held or (place.classes[worker] == FRESH and new >= place.least):
                continue
            after = 0 if firm or place.classes[worker] != WEAK else self.alone
            yield worker, price - saved + after - before + 1

    def _offer(self, number: int) -> None:
        """All exchanges at a place as it now stands; older ones of it are void."""
        self.stamp[number] += 1
        stamp, state = self.stamp[number], self._state(number)
        free = len(self.held[number]) < self.size[number]
        for out in (*sorted(self.held[number]), *((self.nobody,) if free else ())):
            heaps, best = self.heaps[out], self.best[out]
            for worker, price in self._changes(number, out, state):
                heappush(heaps[worker], (price, number, stamp))
                best[worker] = self._top(out, worker)

    def _top(self, out: int, worker: int) -> int:
        heap = self.heaps[out][worker]
        while heap and self.stamp[heap[0][1]] != heap[0][2]:
            heappop(heap)
        return heap[0][0] if heap else NEVER

    def _refresh(self, out: int) -> None:
        self.best[out] = [self._top(out, worker) for worker in range(self.nobody)]

    # -- steps -----------------------------------------------------------------------------------------

    def enter(self, number: int) -> bool:
        """One more worker for a place, and others may change theirs; False: nobody has room left."""
        self.size[number] += 1
        first = [NEVER] * self.nobody
        for worker, price in self._changes(number, self.nobody, self._state(number)):
            first[worker] = price
        path = self._path(first)
        if path is None:
            return False
        self._walk(path[1], number)
        return True

    def open_rooms(self) -> None:
        """From now on a place may hold as many as it has room for."""
        for number, place in enumerate(self.places):
            self.size[number] = place.room
            self._offer(number)
        for out in range(self.nobody + 1):
            self._refresh(out)

    def widen(self) -> bool:
        """One more worker somewhere beside others, as long as that makes the whole cheaper."""
        path = self._path(self.best[self.nobody])
        if path is None or path[0] >= 0:
            return False
        self._walk(path[1], None)
        return True

    def _path(self, first: list[int]) -> tuple[int, list[int]] | None:
        """The cheapest chain of workers: each takes a place over from the one before."""
        count = self.workers.count
        dist, came = list(first), [-1] * count
        queue = [one for one in range(count) if dist[one] < NEVER]
        waiting = set(queue)
        for out in queue:  # grows while it is read
            waiting.discard(out)
            base = dist[out]
            for worker, price in enumerate(self.best[out]):
                if price < NEVER and base + price < dist[worker]:
                    dist[worker], came[worker] = base + price, out
                    if worker not in waiting:
                        waiting.add(worker)
                        queue.append(worker)
        ends = [
            (dist[one] + self.workers.marginal(self.load[one] + 1) * _ARC, one)
            for one in range(count)
            if dist[one] < NEVER and self.load[one] < self.workers.most
        ]
        if not ends:
            return None
        price, last = min(ends)
        chain = [last]
        while came[chain[-1]] >= 0:
            chain.append(came[chain[-1]])
        return price, chain[::-1]

    def _walk(self, chain: list[int], entered: int | None) -> None:
        """Carry the chain out: where each exchange takes place is settled before the first is made."""
        start = entered if entered is not None else self.heaps[self.nobody][chain[0]][0][1]
        moves = [(start, self.nobody, chain[0])]
        for out, worker in pairwise(chain):
            moves.append((self.heaps[out][worker][0][1], out, worker))
        touched = {self.nobody}
        for number, out, _ in moves:
            touched |= self.held[number]
            self.held[number].discard(out)
        for number, _, worker in moves:
            self.held[number].add(worker)
        self.load[chain[-1]] += 1
        for number in sorted({move[0] for move in moves}):
            self._offer(number)
        for out in sorted(touched):
            self._refresh(out)
