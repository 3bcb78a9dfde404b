"""The same problem the slow, obvious way: each arc of the network written out, one path at a time."""

from collections import deque

from core.rules.matching import FIRM, FRESH, Place, Workers

_MUST = 1 << 40  # what a needed worker is worth, so that it is found first


class Network:
    """Arcs with room for some units at a price; each has its reverse at the next index."""

    def __init__(self) -> None:
        self.out: dict[str, list[int]] = {}
        self.to: list[str] = []
        self.room: list[int] = []
        self.price: list[int] = []

    def arc(self, start: str, end: str, room: int, price: int) -> None:
        for here, there, free, cost in ((start, end, room, price), (end, start, 0, -price)):
            self.out.setdefault(here, []).append(len(self.to))
            self.to.append(there)
            self.room.append(free)
            self.price.append(cost)

    def cheapest(self, start: str, end: str) -> tuple[int, list[int]] | None:
        """Bellman–Ford with a queue: prices may be negative."""
        dist, came = {start: 0}, dict[str, int]()
        queue, waiting = deque([start]), {start}
        while queue:
            node = queue.popleft()
            waiting.discard(node)
            for arc in self.out.get(node, ()):
                there, price = self.to[arc], dist[node] + self.price[arc]
                if self.room[arc] and price < dist.get(there, 1 << 90):
                    dist[there], came[there] = price, arc
                    if there not in waiting:
                        waiting.add(there)
                        queue.append(there)
        if end not in dist:
            return None
        path, node = [], end
        while node != start:
            path.append(came[node])
            node = self.to[came[node] ^ 1]
        return dist[end], path


def least_price(workers: Workers, places: list[Place], alone: int) -> int | None:
    """What the cheapest plan costs; None where there is none."""
    net = Network()
    most = min(workers.most, len(places))
    for worker in range(workers.count):
        for count in range(1, most + 1):
            net.arc("start", f"w{worker}", 1, workers.marginal(count))
    for at, place in enumerate(places):
        for worker, price in enumerate(place.prices):
            if price is not None:
                kind = {FRESH: "fresh", FIRM: "firm"}.get(place.classes[worker], "weak")
                net.arc(f"w{worker}", f"{kind}{at}", 1, price)
        net.arc(f"fresh{at}", f"strong{at}", place.least, 0)
        net.arc(f"firm{at}", f"strong{at}", place.room, 0)
        net.arc(f"strong{at}", f"first{at}", 1, 0)
        net.arc(f"weak{at}", f"first{at}", 1, alone)
        for kind in ("strong", "weak"):
            net.arc(f"{kind}{at}", f"rest{at}", place.room, 0)
        net.arc(f"first{at}", "end", 1, -_MUST)
        net.arc(f"rest{at}", "end", place.least - 1, -_MUST)
        net.arc(f"rest{at}", "end", place.room - place.least, 0)
    total = 0
    while (found := net.cheapest("start", "end")) is not None and found[0] < 0:
        total += found[0]
        for arc in found[1]:
            net.room[arc] -= 1
            net.room[arc ^ 1] += 1
    needed = sum(place.least for place in places)
    price = total + needed * _MUST
    return price if price < _MUST // 2 else None
