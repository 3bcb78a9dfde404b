"""The sample's photos: drawn places of a township, no person in them, before and after the work."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from random import Random

from PIL import Image, ImageDraw

from core.db import Db
from core.photo import Picture, picture_of
from core.services import photos

_SIZE = (960, 720)
_EXIF, _TAKEN = 0x8769, 0x9003
Draw = Callable[[ImageDraw.ImageDraw, Random, bool], None]


def _wall(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    """A notice board by a lane; before: small bills all over and about it."""
    _street(draw, "#C9C7BF")
    draw.rectangle((180, 150, 790, 500), fill="#8A9BA8")
    draw.rectangle((200, 170, 770, 480), fill="#EDEAE0")
    for column in range(3):
        left = 225 + column * 185
        draw.rectangle((left, 195, left + 150, 455), fill="#FBFAF5")
        draw.rectangle((left, 195, left + 150, 228), fill="#B5382E")
        for line in range(7):
            draw.line((left + 14, 250 + line * 28, left + 136, 250 + line * 28), fill="#9A9A94", width=4)
    if after:
        return
    for _ in range(26):
        x, y = rng.randint(60, 860), rng.randint(90, 520)
        wide, high = rng.randint(46, 92), rng.randint(56, 110)
        paper = rng.choice(("#FFF6A8", "#FFFFFF", "#FFD9C7", "#DDF0C8"))
        draw.rectangle((x, y, x + wide, y + high), fill=paper, outline="#8F8B80")
        for line in range(3):
            draw.line((x + 8, y + 14 + line * 14, x + wide - 8, y + 14 + line * 14), fill="#C4473B", width=4)


def _corridor(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    """A staircase with doors; before: firewood along the wall."""
    draw.rectangle((0, 0, *_SIZE), fill="#D6D2C7")
    draw.polygon(((0, 720), (330, 430), (630, 430), (960, 720)), fill="#9B968A")
    draw.rectangle((330, 140, 630, 430), fill="#BDB8AB")
    draw.rectangle((410, 190, 550, 430), fill="#7B5A3C")
    draw.ellipse((527, 312, 541, 326), fill="#E0C46C")
    draw.polygon(((0, 80), (330, 140), (330, 430), (0, 720)), fill="#C5C0B3")
    draw.polygon(((960, 80), (630, 140), (630, 430), (960, 720)), fill="#CCC7BA")
    if after:
        return
    for row in range(7):
        for column in range(9 - row // 2):
            x, y = 90 + column * 58 + rng.randint(-9, 9), 640 - row * 44 + rng.randint(-6, 6)
            wood = rng.choice(("#8B6239", "#A27446", "#765231"))
            draw.ellipse((x, y, x + 56, y + 46), fill=wood, outline="#53391F", width=3)
            draw.ellipse((x + 17, y + 13, x + 39, y + 33), fill="#D2AE7C")


def _market(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    """A market's gate; before: crates in front of it."""
    _street(draw, "#D8D0BE")
    draw.rectangle((150, 110, 810, 470), fill="#B98E5E")
    draw.rectangle((150, 110, 810, 190), fill="#A63A2B")
    for left in (230, 430, 630):
        draw.rectangle((left, 240, left + 120, 470), fill="#5B5148")
    if after:
        return
    for _ in range(22):
        x, y = rng.randint(120, 780), rng.randint(400, 600)
        draw.rectangle((x, y, x + 104, y + 66), fill="#B79A6B", outline="#6F5836", width=4)
        for line in range(1, 3):
            draw.line((x, y + 22 * line, x + 104, y + 22 * line), fill="#8C7145", width=3)
        draw.ellipse((x + 12, y - 18, x + 60, y + 16), fill=rng.choice(("#5E8C3A", "#79A64B", "#C75B3A")))


def _lane(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    """The long wall of a crossing; before: stained and scratched."""
    _street(draw, "#E6E2D6")
    draw.rectangle((0, 180, 960, 500), fill="#F1EEE5")
    draw.rectangle((0, 430, 960, 500), fill="#7C8C97")
    if after:
        return
    for _ in range(34):
        x, y = rng.randint(0, 900), rng.randint(190, 430)
        wide, high = rng.randint(30, 190), rng.randint(14, 90)
        stain = rng.choice(("#B9B19E", "#A89F8B", "#C9C2B0", "#968E7C"))
        draw.ellipse((x, y, x + wide, y + high), fill=stain)


def _street(draw: ImageDraw.ImageDraw, wall: str) -> None:
    draw.rectangle((0, 0, 960, 120), fill="#BFD3E2")
    draw.rectangle((0, 90, 960, 530), fill=wall)
    draw.rectangle((0, 530, 960, 720), fill="#8D8B86")
    draw.rectangle((0, 520, 960, 540), fill="#B7B5AF")


SCENES: dict[str, Draw] = {"乱贴小广告": _wall, "楼道堵塞": _corridor, "乱堆垃圾": _market, "墙面污损": _lane}


def scene(category: str, name: str, day: date, hour: time, *, after: bool) -> Picture:
    """A drawn picture of a finding of this category as the record keeps photos."""
    image = Image.new("RGB", _SIZE)
    SCENES[category](ImageDraw.Draw(image), Random(name), after)
    exif = Image.Exif()
    exif.get_ifd(_EXIF)[_TAKEN] = f"{datetime.combine(day, hour):%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return picture_of(out.getvalue(), f"{name}.jpg", datetime.combine(day, hour))


def add(db: Db, finding_id: int, pictures: Sequence[Picture], stage: str) -> None:
    """One act of adding them."""
    with db.write("添加照片") as w:
        photos.add(w, db.files / "photos", finding_id, pictures, stage)
