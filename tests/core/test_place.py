"""Where a live record may lie."""

from pathlib import Path

import pytest

from core.db import create
from core.errors import UserError
from core.place import fault_of, mount_of

MOUNTS = [
    "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
    "40 22 0:52 / /mnt/share rw - cifs //server/share rw",
    "41 22 8:17 / /media/clerk/U\\040盘 rw - vfat /dev/sdb1 rw",
]


@pytest.mark.parametrize(
    ("folder", "device", "kind"),
    [
        ("/srv/clerk", "8:1", "ext4"),
        ("/mnt/share/创文", "0:52", "cifs"),
        ("/media/clerk/U 盘/创文", "8:17", "vfat"),
        ("/mnt/shared", "8:1", "ext4"),
    ],
)
def test_the_mount_of_a_folder(folder: str, device: str, kind: str) -> None:
    lines = [line.replace("盘", "\\347\\233\\230") for line in MOUNTS]
    assert mount_of(Path(folder), lines) == (device, kind)


def test_a_local_folder_is_fine(tmp_path: Path) -> None:
    assert fault_of(tmp_path) is None


@pytest.mark.parametrize("cloud", ["OneDrive - 大和乡", "坚果云", "WPS云盘"])
def test_a_synchronised_folder_is_refused_before_anything_is_written(tmp_path: Path, cloud: str) -> None:
    folder = tmp_path / cloud
    with pytest.raises(UserError, match="自动同步"):
        create(folder / "大和乡.db", lambda _: None)
    assert not folder.exists()
