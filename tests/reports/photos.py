"""Small photographs for the tests, as files of a camera."""

from io import BytesIO

from PIL import Image


def jpeg(width: int, height: int, *, turned: bool = False) -> bytes:
    """Red over blue; ``turned``: held sideways, as the camera's note of it says."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, height // 2, width, height))
    made = BytesIO()
    if turned:
        exif = Image.Exif()
        exif[0x0112] = 6  # orientation: to be turned right by a quarter
        image.save(made, "JPEG", exif=exif)
    else:
        image.save(made, "JPEG")
    return made.getvalue()
