"""Pictures as a record keeps them: upright, at most 1920 px, JPEG, with nothing of the camera but the moment.

Whatever comes in is decoded and drawn anew, so no place of a telephone, no hidden part and no oversized file
reaches the record. The name says when the picture was taken, what it was called and what is in it; the same
picture has the same name, and a name is never given to another one.
"""

import errno
import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from core.db import to_disk
from core.errors import UserError
from core.text import safe_filename

LONG_SIDE = 1920  # px
QUALITY = 88
MOST_BYTES = 200_000_000  # of a file taken in
MOST_PIXELS = 250_000_000  # a telephone of 200 megapixels; a JPEG this large is decoded at a part of its size
MOST_PLAIN = 100_000_000  # pixels of a format that can only be decoded whole
_STEM, _SUM = 40, 12  # characters of the name given, and of the sum behind it
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
_SMALLER = frozenset({"JPEG", "MPO"})  # MPO: a JPEG with a second picture behind it
_MOMENT, _TAKEN, _EXIF = 0x0132, 0x9003, 0x8769  # EXIF 2.3: DateTime, DateTimeOriginal, the Exif part
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# what decoders raise on damaged pictures
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, LookupError, TypeError, ArithmeticError)
_HIDDEN = ".half"

# Pillow's own limit stands below the pictures of today's telephones; ours is checked on every picture here
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class NotNow(UserError):
    """The same may succeed later: a stick pulled out, a file held by another program, a full disk."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be kept; ``moment`` is when it was taken, else when its file was written."""

    name: str  # below NAME.files/photos
    given: str  # what the clerk's file was called
    data: bytes
    sha256: str
    taken_on: date | None  # from EXIF only
    moment: datetime


def read_picture(source: Path) -> Picture:
    """A photo file as the record keeps it; NotNow when it cannot be read now, UserError when never."""
    name = source.name
    try:
        if source.is_dir():
            raise UserError(f"“{name}”是文件夹，没有采用；请打开它，选中里面的照片。")
        state = source.stat()
        if state.st_size > MOST_BYTES:
            raise UserError(f"“{name}”超过200MB，没有采用；请先在手机或看图软件里缩小。")
        data = source.read_bytes()
    except OSError as error:
        raise NotNow(f"“{name}”现在读不出来，可能已拔出或正被别的程序占用；接好或关闭后重试。") from error
    return picture_of(data, name, datetime.fromtimestamp(state.st_mtime))  # noqa: DTZ006 - office time


def picture_of(data: bytes, name: str, written: datetime) -> Picture:
    """The same from the bytes of a file or of the clipboard; ``written`` serves where EXIF says nothing."""
    if not data:
        raise UserError(f"“{name}”是空文件，没有采用；请重新拷贝或另选照片。")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise UserError(
            f"“{name}”是HEIC格式，不支持；请在手机上改为JPG（相机设置选“兼容性最佳”）或用微信发送后再用。"
        )
    image, taken = _drawn(data, name)
    made = _as_jpeg(image, taken)
    digest = sha256(made).hexdigest()
    moment = taken or written
    stem = safe_filename(Path(name).stem[:_STEM], "")
    stored = f"{moment:%Y%m%d-%H%M%S}-{stem}-{digest[:_SUM]}.jpg"
    return Picture(stored, name, made, digest, taken.date() if taken else None, moment)


def _drawn(data: bytes, name: str) -> tuple[Image.Image, datetime | None]:
    too_large = UserError(f"“{name}”的像素太多，没有采用；请先在手机或看图软件里缩小。")
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            pixels = image.width * image.height
            if pixels > (MOST_PIXELS if image.format in _SMALLER else MOST_PLAIN):
                raise too_large
            taken = _taken(image)
            return _upright(image), taken
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise too_large from error
    except UnidentifiedImageError as error:
        raise UserError(f"“{name}”不是照片（能用JPG、PNG、WEBP、BMP、GIF），没有采用。") from error
    except _BROKEN as error:
        raise UserError(f"“{name}”不完整或已损坏，没有采用；请重新拷贝或另选照片。") from error


def _upright(image: Image.Image) -> Image.Image:
    turn = image.getexif()
    if image.format not in _SMALLER:
        image = _flat(image)  # a palette cannot be scaled smoothly
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image.load()  # a small one was not decoded yet, and may be damaged
    flat = _flat(image)
    if turn and flat is not image:
        flat.getexif().update(turn)
    with suppress(*_BROKEN):  # an odd EXIF block turns nothing
        flat = ImageOps.exif_transpose(flat)
    return flat


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency, on white."""
    if image.mode == "RGB":
        return image
    if "A" in image.mode or "transparency" in image.info:
        above = image.convert("RGBA")
        ground = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(ground, above).convert("RGB")
    return image.convert("RGB")


def _taken(image: Image.Image) -> datetime | None:
    """When the shutter was pressed, as far as the camera's words make sense."""
    with suppress(*_BROKEN):
        exif = image.getexif()
        for words in (exif.get_ifd(_EXIF).get(_TAKEN), exif.get(_MOMENT)):
            with suppress(ValueError, TypeError):
                return datetime.strptime(str(words).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    return None


def _as_jpeg(image: Image.Image, taken: datetime | None) -> bytes:
    exif = Image.Exif()
    if taken is not None:
        exif[_MOMENT] = f"{taken:%Y:%m:%d %H:%M:%S}"
        exif.get_ifd(_EXIF)[_TAKEN] = exif[_MOMENT]
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, exif=exif, icc_profile=profile)
    return out.getvalue()


# -- on the disk -----------------------------------------------------------------------------------


def keep(picture: Picture, folder: Path) -> None:
    """Put the picture into the record's photos, whole or not at all; one that lies there sound is left.

    NotNow where the disk is full or the folder cannot be written.
    """
    target = folder / picture.name
    half = folder / f".{picture.name}{_HIDDEN}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _sound(target, picture.sha256):
            return
        half.write_bytes(picture.data)
        to_disk(half)
        half.replace(target)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            why = "磁盘已满，请腾出空间后重试"
        else:
            why = f"写不进“{folder}”，请检查文件夹能否写入后重试"
        raise NotNow(f"“{picture.given}”没有保存：{why}。") from error


def _sound(file: Path, right: str) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as source:
        return file_digest(source, "sha256").hexdigest() == right


def file_of(folder: Path, name: str) -> Path:
    """Where a photo of the record lies; a name from a foreign record cannot lead out of the folder."""
    return folder / Path(name).name
