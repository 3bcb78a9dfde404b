"""Pages filled from top to bottom: lines and table rows placed, carried over, closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.boxes import Page, PictureBox, Rule, SealRoom, TextBox
from reports.compose import Line
from reports.style import Style

SLACK = 0.01  # points: sums of floats
WIDEST = 1.08  # of the pitch: less than a line shared among the others, which nobody sees


@dataclass(frozen=True, slots=True)
class Item:
    """Something placed whole: ``height`` down to its own lower edge, ``after`` the gap it leaves below.

    Boxes and rules are measured from the item's upper left corner. ``text`` marks lines of body text
    or attachment note (a seal page needs some), ``keep`` what may not be the last thing on a page.
    """

    height: float
    after: float
    boxes: tuple[TextBox, ...] = ()
    rules: tuple[Rule, ...] = ()
    text: bool = False
    keep: bool = False
    head: "Item | None" = None  # of a table's row: the head it stands under
    pictures: tuple[PictureBox, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A page being filled: items with the height of their upper edge on the page.

    A ``closed`` page takes no more items; one without ``numbered`` carries no page number.
    """

    start: float
    bottom: float
    items: list[tuple[float, Item]] = field(default_factory=list)
    texts: list[TextBox] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    seals: tuple[SealRoom, ...] = ()
    closed: bool = False
    numbered: bool = True
    signed: bool = False

    @property
    def says(self) -> bool:
        """Whether body text, attachment note or a table's rows stand on it."""
        return any(item.text or item.head for _, item in self.items)


def line_item(line: Line, style: Style, *, text: bool = True, keep: bool = False) -> Item:
    """A grid line: one cell high, with the rest of the pitch below it."""
    boxes = tuple(box.moved(0.0, style.size * style.ascent) for box in line.boxes)
    return Item(style.size, style.pitch - style.size, boxes, text=text, keep=keep)


class Flow:
    """The pages of one document while they are being filled; ``y`` is where the next item would start."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.new_page()

    @property
    def bottom(self) -> float:
        """How far down the current page is filled."""
        return self.sheet.bottom

    @property
    def foot(self) -> float:
        """The lower edge of the type area."""
        return self.style.top + self.style.height

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def new_page(self) -> None:
        self.sheets.append(Sheet(self.style.top, self.foot))
        self.y = self.style.top

    def start_at(self, y: float) -> None:
        """Leave what is above ``y`` to a letterhead or title."""
        self.sheet.start = y
        self.y = y

    def fits(self, height: float) -> bool:
        return not self.sheet.closed and self.y + height <= self.bottom + SLACK

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the current page yet, titles apart."""
        return not self.sheet.items and not self.sheet.closed

    @property
    def blank(self) -> bool:
        """Whether the current page is untouched."""
        return self.fresh and not self.sheet.texts and not self.sheet.rules

    def place(self, item: Item) -> None:
        self.sheet.items.append((self.y, item))
        self.y += item.height + item.after

    def add_lines(self, items: list[Item]) -> None:
        """Place grid lines in order, turning pages; a kept line takes its follower's room into account."""
        for number, item in enumerate(items):
            need = item.height
            if item.keep and not self.fresh and not self._kept_before():
                rest = items[number + 1 :]
                need += item.after + sum(it.height + it.after for it in rest) + self.style.size
            if not self.fits(need):
                self.new_page()
            self.place(item)

    def _kept_before(self) -> bool:
        return bool(self.sheet.items) and self.sheet.items[-1][1].keep

    def skip_lines(self, count: int) -> None:
        """Blank lines; at the top of a page they are left out."""
        if not self.fresh:
            self.y += count * self.style.pitch

    def text_bottom(self) -> float:
        """The lower edge of the last item on the page, or where the first would start."""
        if self.fresh:
            return self.sheet.start
        y, item = self.sheet.items[-1]
        return y + item.height

    def squeeze(self, need: float) -> bool:
        """Narrow this page's pitch so that ``need`` points are free under its text (7.3.5.5)."""
        items = self.sheet.items
        if len(items) < 2 or not all(item.text for _, item in items):
            return False
        first = items[0][0]
        have = items[-1][0] - first
        wanted = self.bottom - need - items[-1][1].height - first
        if wanted * self.style.pitch < have * self.style.tight_pitch - SLACK:
            return False
        self.sheet.items = [(first + (y - first) * wanted / have, item) for y, item in items]
        self.y = self.text_bottom() + self.style.pitch - self.style.size
        return True

    def stretch(self) -> None:
        """Widen the first page's lines a trace until the last one stands on its lower edge."""
        items = self.sheets[0].items
        if len(items) < 2 or any(item.rules for _, item in items):
            return
        first = items[0][0]
        last, item = items[-1]
        scale = (self.sheets[0].bottom - item.height - first) / (last - first)
        if scale > WIDEST:
            return
        self.sheets[0].items = [(first + (y - first) * scale, item) for y, item in items]

    def pull_over(self, count: int, room: float) -> bool:
        """Carry the last ``count`` items to a new page, headings and a table's head with them.

        False if they take more than ``room``, if nothing would be left, or no body text on page 1.
        """
        items = self.sheet.items
        cut = len(items) - count
        while cut > 0 and items[cut - 1][1].keep:
            cut -= 1
        if cut < 1 or (len(self.sheets) == 1 and not any(item.text for _, item in items[:cut])):
            return False
        moved = items[cut:]
        head = moved[0][1].head
        lead = head.height + head.after if head is not None else 0.0
        if lead + moved[-1][0] + moved[-1][1].height - moved[0][0] > room + SLACK:
            return False
        del items[cut:]
        self.new_page()
        if head is not None:
            self.place(head)
        shift = self.y - moved[0][0]
        self.sheet.items += [(y + shift, item) for y, item in moved]
        self.y = self.text_bottom() + moved[-1][1].after
        return True

    def draw(self, boxes: Iterable[TextBox], rules: Iterable[Rule] = ()) -> None:
        """Put boxes at their own place on the current page, outside the flow."""
        self.sheet.texts.extend(boxes)
        self.sheet.rules.extend(rules)

    def pages(self) -> tuple[Page, ...]:
        return tuple(self._page(number, sheet) for number, sheet in enumerate(self.sheets, 1))

    def _page(self, number: int, sheet: Sheet) -> Page:
        left = self.style.left
        heads = [box for box in sheet.texts if box.y < sheet.start]
        tails = [box for box in sheet.texts if box.y >= sheet.start]
        flowing = [box.moved(left, y) for y, item in sheet.items for box in item.boxes]
        rules = [rule.moved(left, y) for y, item in sheet.items for rule in item.rules]
        pictures = tuple(one.moved(left, y) for y, item in sheet.items for one in item.pictures)
        return Page(number, (*heads, *flowing, *tails), (*sheet.rules, *rules), sheet.seals, pictures)
