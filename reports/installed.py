"""The office's own fonts: found on this computer by name, chosen for the roles they are official for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports.fonts import BUNDLED, FontFile, Fonts, Role, bundled
from reports.sfnt import Face, read_faces

# Role → the names it goes by, the official cut first; both languages, since a font may carry either.
OFFICIAL_NAMES: Mapping[Role, tuple[tuple[str, ...], ...]] = {
    Role.TITLE: (
        ("方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
    ),
    Role.BODY: (
        ("仿宋_GB2312", "FangSong_GB2312"),
        ("仿宋", "FangSong"),
        ("方正仿宋简体", "FZFangSong-Z02S"),
    ),
    Role.KAI: (("楷体_GB2312", "KaiTi_GB2312"), ("楷体", "KaiTi"), ("方正楷体简体", "FZKai-Z03S")),
    Role.HEI: (("黑体", "SimHei"), ("方正黑体简体", "FZHei-B01S")),
    Role.SONG: (("宋体", "SimSun"), ("方正书宋简体", "FZShuSong-Z01S")),
    Role.LATIN: (("Times New Roman",),),
}
SUFFIXES = frozenset({".ttf", ".ttc", ".otf", ".otc"})
LINUX_FOLDERS = ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts")
REGISTRY_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


@dataclass(frozen=True, slots=True)
class Choice:
    """A file for every role; ``refused`` are sentences about fonts that are there but cannot be used."""

    files: Mapping[Role, FontFile]
    refused: tuple[str, ...] = ()


def choose(faces: Iterable[Face]) -> Choice:
    """The best usable official face for every role, the bundled font where there is none."""
    known: dict[str, list[Face]] = {}
    for face in faces:
        for name in face.names:
            known.setdefault(name.casefold(), []).append(face)
    files: dict[Role, FontFile] = {}
    refused: list[str] = []
    for role, cuts in OFFICIAL_NAMES.items():
        files[role] = BUNDLED[role]
        for label, face in _candidates(cuts, known):
            if not face.refusal:
                files[role] = FontFile(face.path, label, False, face.index)
                break
            refused.append(f"字体“{label}”（{face.path.name}）{face.refusal}，{role.value}改用其他字体。")
    return Choice(files, tuple(dict.fromkeys(refused)))


def _candidates(
    cuts: tuple[tuple[str, ...], ...], known: Mapping[str, list[Face]]
) -> Iterator[tuple[str, Face]]:
    for names in cuts:
        found = {face: None for name in names for face in known.get(name.casefold(), ())}
        yield from ((names[0], face) for face in sorted(found, key=_order))


def _order(face: Face) -> tuple[bool, str, int]:
    """Regular faces first: a bold one shares its family name with them."""
    styled = any(name.casefold().endswith((" bold", " italic", " 粗体", " 斜体")) for name in face.names)
    return styled, str(face.path), face.index


@cache
def installed_choice() -> Choice:
    """What this computer has, looked up once per run."""
    return choose(face for path in font_files() for face in read_faces(path))


@cache
def installed(roles: frozenset[Role] = frozenset(Role)) -> Fonts:
    """This computer's official fonts for ``roles``, the bundled ones for the others and as a last resort."""
    own = installed_choice().files
    return Fonts({role: own[role] if role in roles else BUNDLED[role] for role in Role})


class _Run:
    own = False


def use_own(own: bool) -> None:
    """Whether papers of this run take the office's own fonts where they are installed."""
    _Run.own = own


def current() -> Fonts:
    """The fonts of this run's papers: the bundled ones unless ``use_own`` said otherwise."""
    return installed() if _Run.own else bundled()


def font_files() -> list[Path]:
    """Every font file the system knows, each once."""
    found = _registered_files() or _fontconfig_files() or _folder_files(LINUX_FOLDERS)
    return sorted({path for path in found if path.suffix.lower() in SUFFIXES})


def _fontconfig_files() -> list[Path]:
    """What fontconfig lists; nothing where it is not installed or fails."""
    command = shutil.which("fc-list")
    if command is None:
        return []
    done = subprocess.run([command, "--format", "%{file}\n"], capture_output=True, text=True, check=False)
    return [Path(line) for line in done.stdout.splitlines() if line]


def _folder_files(folders: Iterable[str]) -> list[Path]:
    places = [Path(folder).expanduser() for folder in folders]
    return [path for place in places if place.is_dir() for path in place.rglob("*") if path.is_file()]


def _registered_files() -> list[Path]:
    """Windows: the fonts of the computer and of this person; a bare name lies in the Fonts folder."""
    folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    return [folder / name for name in _registered()]  # an absolute name replaces the folder


def _registered() -> list[str]:
    names: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                key = winreg.OpenKey(root, REGISTRY_KEY)
            except FileNotFoundError:  # nobody has installed a font for himself alone
                continue
            with key:
                count = winreg.QueryInfoKey(key)[1]
                values = [winreg.EnumValue(key, number)[1] for number in range(count)]
            names += [value for value in values if isinstance(value, str)]
    return names
