"""The sample township in demo/, its circular as PDF, and the window where there is a screen."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
RECORD = DEMO / "sample.db"
TODAY = "2026-11-24"
MONTH = "2026-10"
CIRCULAR = DEMO / f"circular-{MONTH}.pdf"


def program(*words: str) -> None:
    """The real program with one command on the sample record; its failure ends the demo."""
    command = [sys.executable, str(ROOT / "main.py"), "--file", str(RECORD), "--today", TODAY, *words]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


def main() -> None:
    """Make what is not there yet: a sample somebody has played with is kept."""
    DEMO.mkdir(exist_ok=True)
    if not RECORD.exists():
        program("sample")
    program("circular", "--month", MONTH, "--to", str(CIRCULAR))
    print(f"示例台账：{RECORD}\n{MONTH} 通报：{CIRCULAR}", flush=True)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        program()


if __name__ == "__main__":
    main()
