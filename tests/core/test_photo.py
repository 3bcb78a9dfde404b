"""Pictures taken in: upright, small, clean of the camera's words, and every kind of file that is none."""

import errno
import io
import struct
import zlib
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from core import photo
from core.errors import UserError
from core.photo import NotNow, Picture, file_of, keep, picture_of, read_picture

NOON = datetime(2026, 11, 24, 12, 0, 5)
ORIENTATION, TAKEN, GPS = 0x0112, 0x9003, 0x8825


def jpeg(
    size: tuple[int, int] = (400, 300),
    *,
    turn: int = 0,
    taken: str = "",
    color: str = "red",
    gps: bool = False,
) -> bytes:
    """A photo whose left half is of another colour, as a telephone writes it."""
    image = Image.new("RGB", size, "white")
    image.paste(color, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if turn:
        exif[ORIENTATION] = turn
    if taken:
        exif.get_ifd(0x8769)[TAKEN] = taken
    if gps:
        exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def test_a_large_photo_is_scaled_and_named_by_its_moment() -> None:
    made = picture_of(jpeg((4000, 3000), taken="2026:10:30 09:30:15"), "微信图片.JPG", NOON)
    image = opened(made)
    assert (image.format, image.size) == ("JPEG", (1920, 1440))
    assert made.taken_on == date(2026, 10, 30)
    assert made.sha256 == sha256(made.data).hexdigest()
    assert made.name == f"20261030-093015-微信图片-{made.sha256[:12]}.jpg"


def test_a_small_one_keeps_its_size_and_takes_the_files_time() -> None:
    made = picture_of(jpeg(), "a.jpg", NOON)
    assert opened(made).size == (400, 300)
    assert made.taken_on is None
    assert made.name.startswith("20261124-120005-a-")


@pytest.mark.parametrize(
    ("turn", "size", "red"),
    [
        (1, (400, 300), (10, 150)),
        (3, (400, 300), (390, 150)),
        (6, (300, 400), (150, 10)),
        (8, (300, 400), (150, 390)),
    ],
)
def test_a_turned_camera_gives_an_upright_picture(
    turn: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    image = opened(picture_of(jpeg(turn=turn), "a.jpg", NOON))
    assert image.size == size
    pixel = image.getpixel(red)
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200
    assert pixel[1] < 60
    assert ORIENTATION not in image.getexif()


def test_the_place_of_the_telephone_does_not_come_along() -> None:
    image = opened(picture_of(jpeg(gps=True, taken="2026:10:30 09:30:15"), "a.jpg", NOON))
    assert not image.getexif().get_ifd(GPS)
    assert image.getexif().get_ifd(0x8769)[TAKEN] == "2026:10:30 09:30:15"


@pytest.mark.parametrize("words", ["0000:00:00 00:00:00", "gestern", "2026:13:45 99:00:00", " "])
def test_a_senseless_date_is_none(words: str) -> None:
    assert picture_of(jpeg(taken=words), "a.jpg", NOON).taken_on is None


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP", "GIF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1"])
def test_other_kinds_become_jpeg_on_white(kind: str, mode: str) -> None:
    out = io.BytesIO()
    image = Image.new("RGBA", (2400, 30), (0, 0, 0, 0)) if mode == "RGBA" else Image.new("L", (2400, 30), 255)
    image = image.convert(mode)
    if kind == "BMP" and mode == "RGBA":
        image = image.convert("RGB")
        image.paste("white", (0, 0, 2400, 30))
    image.save(out, kind)
    made = opened(picture_of(out.getvalue(), f"截图.{kind.lower()}", NOON))
    assert made.format == "JPEG"
    assert made.size == (1920, 24)
    assert made.convert("L").getpixel((9, 9)) == 255


def test_the_same_picture_gets_the_same_name_and_another_never() -> None:
    one = picture_of(jpeg(), "a.jpg", NOON)
    assert picture_of(jpeg(), "a.jpg", NOON) == one
    assert picture_of(jpeg(color="blue"), "a.jpg", NOON).name != one.name


@pytest.mark.parametrize(
    "name", ["../../etc/x.jpg", "con.jpg", "a:b|c.jpg", "\u202egpj.jpg", "长" * 300 + ".jpg", ".jpg"]
)
def test_a_strange_name_is_made_safe(name: str, tmp_path: Path) -> None:
    made = picture_of(jpeg(), name, NOON)
    keep(made, tmp_path / "photos")
    (kept,) = (tmp_path / "photos").iterdir()
    assert kept.name == made.name
    assert kept.read_bytes() == made.data


# -- what is no photo ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "“图.jpg”是空文件"),
        ("这是一段文字".encode(), "“图.jpg”不是照片"),
        (b"%PDF-1.7 ...", "“图.jpg”不是照片"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "“图.jpg”是HEIC格式，不支持；请在手机上改为JPG"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "HEIC"),
        (jpeg((800, 600))[:2000], "不完整或已损坏"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "“图.jpg”"),
    ],
)
def test_what_is_no_photo_is_said(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        picture_of(data, "图.jpg", NOON)
    assert not isinstance(caught.value, NotNow)
    assert caught.value.text.endswith("。")


def png_head(width: int, height: int) -> bytes:
    """A PNG that claims to be of this size and holds next to nothing: a decompression bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [11_000, 20_000, 60_000])
def test_a_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(UserError, match="像素太多"):
        picture_of(png_head(side, side), "图.png", NOON)


def test_fifty_megabytes_are_read_and_scaled(tmp_path: Path) -> None:
    file = tmp_path / "大.jpg"
    file.write_bytes(jpeg((8000, 6000)) + b"\0" * 50_000_000)
    made = read_picture(file)
    assert opened(made).size == (1920, 1440)
    assert len(made.data) < 1_000_000


def test_a_file_beyond_all_bounds_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "极大.jpg"
    with file.open("wb") as sink:
        sink.truncate(photo.MOST_BYTES + 1)
    with pytest.raises(UserError, match="超过200MB"):
        read_picture(file)


def test_a_file_that_is_gone_may_come_back(tmp_path: Path) -> None:
    with pytest.raises(NotNow, match=r"“没了.jpg”现在读不出来.*重试"):
        read_picture(tmp_path / "没了.jpg")


def test_a_folder_is_no_photo(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="是文件夹"):
        read_picture(tmp_path)


# -- on the disk -----------------------------------------------------------------------------------


def test_a_sound_file_is_left_and_a_damaged_one_written_anew(tmp_path: Path) -> None:
    made = picture_of(jpeg(), "a.jpg", NOON)
    keep(made, tmp_path)
    file = tmp_path / made.name
    before = file.stat()
    keep(made, tmp_path)
    assert file.stat().st_ino == before.st_ino
    file.write_bytes(b"half")
    keep(made, tmp_path)
    assert file.read_bytes() == made.data
    assert [one.name for one in tmp_path.iterdir()] == [made.name]


def test_a_full_disk_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    monkeypatch.setattr(photo, "to_disk", full)
    with pytest.raises(NotNow, match="磁盘已满，请腾出空间后重试"):
        keep(picture_of(jpeg(), "a.jpg", NOON), tmp_path / "photos")
    assert list((tmp_path / "photos").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file in the way")
    with pytest.raises(NotNow, match="写不进"):
        keep(picture_of(jpeg(), "a.jpg", NOON), tmp_path / "photos")


def test_a_foreign_name_leads_nowhere_else(tmp_path: Path) -> None:
    assert file_of(tmp_path, "../../etc/passwd") == tmp_path / "passwd"
