"""Photos made ready for paper: the right way up, no finer than print shows, in one kind of file."""

import struct
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Raster

FINEST = 1200  # pixels of the longer side: 300 dpi at 10 cm
# what decoders raise on a damaged file
BROKEN = (
    OSError, ValueError, SyntaxError, ArithmeticError, LookupError, MemoryError, TypeError, AttributeError,
    struct.error,
)  # fmt: skip
QUALITY = 85  # of the JPEG: finer is not seen on paper


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG file with its size in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


def _on_white(image: "Raster") -> "Raster":
    """Without transparency, whose colours would come out black."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA", "P"):
        return image.convert("RGB")
    shown = image.convert("RGBA")
    ground = Image.new("RGBA", shown.size, "white")
    ground.alpha_composite(shown)
    return ground.convert("RGB")


def picture_of(data: bytes | None) -> Picture | None:
    """The photo as a JPEG, None for what is missing or no picture; the same bytes give the same bytes."""
    from PIL import Image, ImageOps

    if not data:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a camera's damaged notes; the picture itself is read or not
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as source:
                source.draft("RGB", (FINEST, FINEST))  # a JPEG is read no finer than needed
                upright = ImageOps.exif_transpose(source)
                upright.thumbnail((FINEST, FINEST))
                made = BytesIO()
                _on_white(upright).save(made, "JPEG", quality=QUALITY)
    except BROKEN:
        return None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return Picture(made.getvalue(), upright.width, upright.height)
