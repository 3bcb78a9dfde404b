"""The pictures of the F1 help: python scripts/help_pictures.py [SCREENSHOTS]; remade from `make screenshots`.

Each page's picture at 1366×768, scaled and reduced to 64 colours, in resources/help/.
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 1000  # px: sharp at 150 %, and small
COLOURS = 64
PICTURES = {
    "today": "today",
    "entry": "entry",
    "findings": "findings",
    "circular": "circular_step4",
    "roster": "roster",
    "stats": "stats",
    "settings": "settings",
}


def main() -> None:
    """From the screenshots given, else from new ones."""
    shots = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots"
    target = ROOT / "resources" / "help"
    target.mkdir(exist_ok=True)
    if not all((shots / f"{name}.png").is_file() for name in PICTURES.values()):
        subprocess.run([sys.executable, str(ROOT / "scripts" / "screenshots.py"), str(shots)], check=True)
    for page, name in PICTURES.items():
        with Image.open(shots / f"{name}.png") as whole:
            height = round(whole.height * WIDTH / whole.width)
            small = whole.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
            small.quantize(COLOURS, dither=Image.Dither.NONE).save(target / f"{page}.png", optimize=True)
        print(target / f"{page}.png", flush=True)


if __name__ == "__main__":
    main()
