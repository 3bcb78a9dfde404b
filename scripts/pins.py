"""Remake the hashed pins from requirements/*.in, for every platform the program is served on."""

import os
import subprocess
import sys
from pathlib import Path

PINS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",  # annotations repeat paths of this machine
    "--upgrade",
    "--quiet",
)


def main() -> None:
    """Write run.txt first: the other two are held to it by ``-c run.txt``."""
    # A machine's own index or wheel folder would leave the other platforms' hashes out.
    env = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    env |= {"UV_NO_CONFIG": "1", "UV_SYSTEM_CERTS": "1"}
    for name in ("run", "build", "dev"):
        command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, f"{name}.in", "-o", f"{name}.txt"]
        subprocess.run(command, cwd=PINS, env=env, check=True)


if __name__ == "__main__":
    main()
