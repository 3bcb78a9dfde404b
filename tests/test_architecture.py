"""The directions of imports and the sizes of things, as checks and not as promises."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "cli", "gui", "reports", "resources")
LONGEST_FILE = 600
LONGEST_FUNCTION = 60


def sources(*folders: str) -> list[Path]:
    """Every Python file under the folders named, revisions apart: they are frozen history."""
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in files if "migrations" not in path.parts]


def imported(node: ast.AST) -> Iterator[str]:
    """Dotted names a tree imports, wherever in it the import stands."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            yield inner.module or "."


def top(name: str) -> str:
    return name.partition(".")[0]


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no git: which files belong to the project is not known")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def contract_names() -> list[str]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in config["tool"]["importlinter"]["contracts"]]


def test_contracts_are_kept() -> None:
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(contract_names())} kept, 0 broken" in run.stdout


def test_each_contract_catches_a_planted_break(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "*.ttf", "*.otf", "*.svg")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    plants = {
        "core/planted.py": "import PySide6\nimport reportlab\nimport core.planted_too\n",
        "core/planted_too.py": "import core.planted\nimport reports\n",
        "core/rules/planted.py": "import core.planted\n",
        "gui/planted.py": "import sqlalchemy\n",
    }
    for name, code in plants.items():
        (tmp_path / name).write_text(code)

    run = lint_imports(tmp_path)

    assert run.returncode == 1
    assert [name for name in contract_names() if f"{name} BROKEN" not in run.stdout] == []


def test_main_takes_packages_late() -> None:
    tree = ast.parse((ROOT / "main.py").read_text())
    early = {top(name) for statement in tree.body if not _late(statement) for name in imported(statement)}
    late = {top(name) for statement in tree.body if _late(statement) for name in imported(statement)}
    assert early <= sys.stdlib_module_names
    assert late - sys.stdlib_module_names <= {"cli", "gui", "core"}


def _late(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef)


def test_only_the_listed_packages_are_used() -> None:
    lines = (ROOT / "requirements" / "run.in").read_text().splitlines()
    pinned = {line.partition("==")[0].lower() for line in lines if "==" in line}
    distributions = {
        "PySide6": "pyside6-essentials",
        "shiboken6": "pyside6-essentials",
        "PIL": "pillow",
        "docx": "python-docx",
        "python_calamine": "python-calamine",
    }
    own = {*PACKAGES, "."}
    used = {top(name) for path in sources(*PACKAGES) for name in imported(ast.parse(path.read_text()))}
    foreign = used - sys.stdlib_module_names - own
    assert {distributions.get(name, name) for name in foreign} <= pinned


def test_rules_have_no_clock() -> None:
    clocks = {"today", "now", "utcnow", "time", "monotonic", "perf_counter"}
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.func.attr}"
        for path in sources("core/rules")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
        and not node.args
    ]
    assert calls == []


def test_rules_use_the_standard_library_alone() -> None:
    used = {name for path in sources("core/rules") for name in imported(ast.parse(path.read_text()))}
    foreign = {name for name in used if top(name) not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith(("core.rules", "core.errors"))} == set()


def test_files_and_functions_stay_short() -> None:
    long = []
    for path in sources(*PACKAGES, "bench", "scripts"):
        text = path.read_text()
        if text.count("\n") > LONGEST_FILE:
            long.append(str(path.relative_to(ROOT)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and _lines(node) > LONGEST_FUNCTION:
                long.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert long == []


def _lines(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    # Put together here, so that this file does not name what it forbids.
    folders = "|".join(("work", "tmp", "root", "home", "opt", "farm"))
    hosts = "|".join((r"pypi\.", "python" + "hosted", "npmjs" + r"\.", "deb" + r"ian\.org"))
    forbidden = re.compile(rf"(?<![\w.}})*\]])/({folders})\b|{hosts}")
    named = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in tracked_files()
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert named == []


def _text(path: Path) -> str:
    content = path.read_bytes()
    binary = b"\0" in content[:8192] and path.suffix != ".db"
    return "" if binary else content.decode("utf-8", errors="replace")
