"""Whether a folder is a place where a live record is safe: a local, fixed disk and no synchronised folder.

SQLite's locks do not hold on network shares, a stick can be pulled in mid-write, and a cloud client
copies a file while it changes. Sticks are for backups.
"""

import os
from pathlib import Path
from tempfile import TemporaryFile

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse"}
)
_CLOUD = ("onedrive", "dropbox", "坚果云", "百度网盘", "百度云同步盘", "wps云盘", "icloud", "nutstore")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # GetDriveTypeW


def fault_of(folder: Path) -> str | None:
    """Why the live record may not lie there, as one sentence, or None."""
    where = folder.resolve()
    cloud = next((part for part in where.parts if part.lower().startswith(_CLOUD)), None)
    if cloud is not None:
        return _sentence(where, f"“{cloud}”是会自动同步的文件夹")
    network, removable = _windows(where) if os.name == "nt" else _linux(where)
    if network:
        return _sentence(where, "它在网络共享上")
    if removable:
        return _sentence(where, "它在U盘等可移动设备上")
    return None


def can_write(record: Path) -> bool:
    """Whether the record and its folder take changes: tried, since permissions of a folder lie on Windows."""
    try:
        with TemporaryFile(dir=record.parent):
            return os.access(record, os.W_OK)
    except OSError:
        return False


def _sentence(folder: Path, why: str) -> str:
    return f"台账不能放在“{folder}”：{why}，容易损坏；请放到本机硬盘，U盘只用来备份。"


def _linux(folder: Path) -> tuple[bool, bool]:
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False, False
    device, kind = mount_of(folder, mounts)
    return kind in _NETWORK, _removable(device)


def mount_of(folder: Path, mounts: list[str]) -> tuple[str, str]:
    """Device number and file system of the mount a folder lies on, from the kernel's mountinfo lines."""
    best = ("", "", "")
    for line in mounts:
        head, _, tail = line.partition(" - ")
        fields = head.split(" ")
        point = fields[4].encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, fields[2], tail.split(" ")[0])
    return best[1], best[2]


def _removable(device: str) -> bool:
    """The flag stands with the whole disk; a partition's folder lies inside it."""
    here = Path("/sys/dev/block") / device
    for folder in (here, here / ".."):
        flag = folder / "removable"
        if device and flag.is_file():
            return flag.read_text().strip() == "1"
    return False


def _windows(folder: Path) -> tuple[bool, bool]:  # pragma: no cover - not run on Linux
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)  # type: ignore[attr-defined,unused-ignore]
    return kind == _DRIVE_REMOTE, kind == _DRIVE_REMOVABLE
