"""Photos for paper: upright, no finer than print shows; what is no picture is told by None."""

from io import BytesIO

import pytest
from PIL import Image

from reports.pictures import FINEST, picture_of
from tests.reports.photos import jpeg


def test_a_photo_is_no_finer_than_print_shows() -> None:
    found = picture_of(jpeg(4000, 3000))
    assert found is not None
    assert (found.width, found.height) == (FINEST, 900)
    assert picture_of(jpeg(4000, 3000)) == found


def test_a_camera_held_sideways_gives_an_upright_picture() -> None:
    found = picture_of(jpeg(400, 300, turned=True))
    assert found is not None
    assert (found.width, found.height) == (300, 400)
    with Image.open(BytesIO(found.data)) as image:
        left, right = image.getpixel((20, 200)), image.getpixel((280, 200))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[2] > 200 > 4 * left[0]  # what was below is at the left now
    assert right[0] > 200


def test_what_is_transparent_is_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    found = picture_of(made.getvalue())
    assert found is not None
    with Image.open(BytesIO(found.data)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    made = BytesIO()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    Image.new(mode, (8, 6)).save(made, kind)
    found = picture_of(made.getvalue())
    assert found is not None
    assert (found.width, found.height) == (8, 6)


@pytest.mark.parametrize(
    "data", [None, b"", b"no picture", jpeg(400, 300)[:200], b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"%PDF-1.4"]
)
def test_what_is_no_picture_is_none(data: bytes | None) -> None:
    assert picture_of(data) is None


def test_a_picture_that_would_fill_the_memory_is_none() -> None:
    made = BytesIO()
    Image.new("1", (16000, 16000)).save(made, "PNG")
    assert picture_of(made.getvalue()) is None


def test_a_cameras_damaged_note_does_not_cost_the_picture() -> None:
    whole = jpeg(400, 300, turned=True)
    place = whole.index(b"Exif") + 14
    damaged = whole[:place] + b"\xff" * 8 + whole[place + 8 :]
    found = picture_of(damaged)
    assert found is not None
    assert sorted((found.width, found.height)) == [300, 400]
