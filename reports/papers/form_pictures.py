"""The photos of forms: equal cells side by side, a caption under each, rows that never part. Pure."""

from collections.abc import Sequence

from reports.boxes import PictureBox, Rule, TextBox
from reports.compose import Line, Piece, Type, set_lines, sorts
from reports.flow import Item
from reports.fonts import Role
from reports.heads import at
from reports.papers.form import Photo, Pictures
from reports.papers.form_tables import RULE, Setting
from reports.style import OFFICIAL

SMALL = Type(10.5, 10.5)
PITCH = 1.4 * SMALL.size
PAD = 5.0  # points between a cell's edge and its picture
CAPTION = 1.8 * SMALL.size  # a cell's strip under the picture


def add_pictures(block: Pictures, here: Setting) -> None:
    """The title keeps the first row under it and is said again on a new page; a row never parts."""
    flow = here.flow
    title = _lines(block.title, here.style.width - 2 * PAD, here)[: int(block.height / PITCH)]
    for number, row in enumerate(block.rows):
        item = _row(title if number == 0 else (), row, block.height, here)
        if not flow.fits(item.height) and not flow.fresh:
            flow.new_page()
            item = _row(title, row, block.height, here)
        flow.place(item)
    flow.y += 6.0


def _row(title: Sequence[Line], row: Sequence[Photo], height: float, here: Setting) -> Item:
    width = here.style.width
    share = width / len(row)
    over = len(title) * PITCH + 2 * PAD if title else 0.0
    foot = over + height + 2 * PAD + CAPTION
    boxes = [
        box for n, line in enumerate(title) for box in at(line, PAD, PAD + n * PITCH + _fall(PITCH))
    ]  # fmt: skip
    pictures: list[PictureBox] = []
    across = [0.0, over, foot] if title else [0.0, foot]
    rules = [Rule(0.0, y, width, y, RULE) for y in across]
    rules += [Rule(x, 0.0, x, foot, RULE) for x in (0.0, width)]
    rules += [Rule(n * share, over, n * share, foot, RULE) for n in range(1, len(row))]
    for number, photo in enumerate(row):
        left, room = number * share + PAD, share - 2 * PAD
        if photo.picture is not None:
            pictures.append(_scaled(photo, left, over + PAD, room, height))
        else:
            boxes += _words(photo.words, left, over + PAD, room, height, here)
        for line in _lines(photo.caption, room, here)[:1]:
            y = over + height + 2 * PAD + _fall(CAPTION) - PAD / 2
            boxes += at(line, left + (room - line.width) / 2, y)
    return Item(foot, 0.0, tuple(boxes), tuple(rules), pictures=tuple(pictures))


def _scaled(photo: Photo, x: float, y: float, width: float, height: float) -> PictureBox:
    """As large as the cell lets it be, in the middle."""
    picture = photo.picture
    assert picture is not None
    scale = min(width / picture.width, height / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    return PictureBox(x + (width - wide) / 2, y + (height - high) / 2, wide, high, picture.data)


def _words(text: str, x: float, y: float, width: float, height: float, here: Setting) -> list[TextBox]:
    """What an empty frame says, a line of the text under another, cut where the frame ends."""
    lines = [line for part in text.split("\n") for line in _lines(part, width, here)]
    lines = lines[: int(height / PITCH)]
    top = y + (height - len(lines) * PITCH) / 2
    return [
        box
        for number, line in enumerate(lines)
        for box in at(line, x + (width - line.width) / 2, top + number * PITCH + _fall(PITCH))
    ]


def _lines(text: str, width: float, here: Setting) -> list[Line]:
    row = sorts([Piece(text, Role.BODY)], SMALL, here.metrics, here.names)
    return set_lines(row, SMALL, width, flush=False, names=here.names) if row else []


def _fall(pitch: float) -> float:
    """From a line's upper edge to its baseline."""
    return (pitch - SMALL.size) / 2 + OFFICIAL.ascent * SMALL.size
