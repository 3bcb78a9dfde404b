"""Photos of findings in a real record: kept with their file, undone, done again, checked, carried along."""

import errno
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from core import journal, photo
from core.backup import backup, restore
from core.db import Db, open_record, to_disk
from core.errors import Conflict, UserError
from core.names import Names
from core.photo import NotNow, Picture, picture_of
from core.queries.finding_pages import finding_detail
from core.queries.recycle import deleted
from core.services import inspections, photos
from core.services.checking import faults_of, strays_of
from core.services.restore import put_back
from tests.core.conftest import clock
from tests.core.services.conftest import the

FOUND = date(2026, 11, 12)


def picture(color: str = "red", taken: datetime | None = None) -> Picture:
    out = io.BytesIO()
    exif = Image.Exif()
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
    Image.new("RGB", (320, 240), color).save(out, "JPEG", exif=exif)
    return picture_of(out.getvalue(), f"{color}.jpg", datetime(2026, 11, 12, 9, 30))


@pytest.fixture
def found(office: Db, names: Names) -> int:
    with office.write("登记问题") as w:
        number = inspections.add_finding(w, FOUND, "乱贴小广告", area_id=the(names.area("大和社区3组")))
        inspections.add_finding(w, FOUND, "路灯不亮", area_id=the(names.area("红光村1组")))
    return number


def add(db: Db, number: int, *pictures: Picture, stage: str | None = None) -> photos.Added:
    with db.write("添加照片") as w:
        return photos.add(w, db.files / "photos", number, pictures, stage)


def kept(db: Db, number: int) -> list[tuple[str, str]]:
    with db.read() as r:
        detail = finding_detail(r, number)
    return [] if detail is None else [(one.stage, one.file) for one in detail.photos]


def test_photos_are_files_beside_the_record_and_rows_in_it(office: Db, found: int) -> None:
    late, early = picture("red", datetime(2026, 11, 12, 10, 5)), picture("blue", datetime(2026, 11, 12, 9, 5))
    done = add(office, found, late, early)
    assert done == photos.Added((1, 2), ())
    assert kept(office, found) == [("before", early.name), ("before", late.name)]
    assert (office.files / "photos" / late.name).read_bytes() == late.data
    assert faults_of(office) == strays_of(office) == []


def test_after_the_reply_or_a_later_day_a_photo_shows_the_work_done(office: Db, found: int) -> None:
    add(office, found, picture("red"), picture("blue", datetime(2026, 11, 13, 9, 0)))
    with office.write("回执") as w:
        inspections.order(w, [found], FOUND)
        inspections.reply(w, found, date(2026, 11, 14))
    add(office, found, picture("green"))
    add(office, found, picture("white"), stage="before")
    assert sorted(stage for stage, _ in kept(office, found)) == ["after", "after", "before", "before"]


def test_a_camera_whose_clock_runs_ahead_gives_no_date(office: Db, found: int) -> None:
    add(office, found, picture("red", datetime(2031, 1, 1, 8, 0)))
    with office.read() as r:
        detail = finding_detail(r, found)
    assert detail is not None
    assert detail.photos[0].taken_on is None


def test_the_same_picture_twice_is_said_and_kept_once(office: Db, found: int) -> None:
    done = add(office, found, picture(), picture(), picture("blue"))
    assert done.ids == (1, 2)
    ((place, error),) = done.faults
    assert place == 1
    assert str(error) == "“red.jpg”与第1条问题已有的整改前照片相同，没有重复保存。"
    assert add(office, found + 1, picture()).faults == ()  # another finding may show the same
    assert len(list((office.files / "photos").iterdir())) == 2


def test_undo_takes_the_row_and_redo_finds_the_file(office: Db, found: int) -> None:
    add(office, found, picture())
    journal.undo(office)
    assert kept(office, found) == []
    assert (office.files / "photos" / picture().name).is_file()
    assert strays_of(office) == []  # the journal knows it
    journal.redo(office)
    assert kept(office, found) == [("before", picture().name)]
    assert faults_of(office) == []


def test_removing_turning_and_moving_are_undone(office: Db, found: int) -> None:
    add(office, found, picture())
    verbs: tuple[Callable[..., object], ...] = (
        lambda w: photos.remove(w, [1]),
        lambda w: photos.change_stage(w, [1], "after"),
        lambda w: photos.move(w, 1, found + 1),
    )
    for verb in verbs:
        with office.write("照片") as w:
            verb(w)
        assert kept(office, found) != [("before", picture().name)]
        journal.undo(office)
        assert kept(office, found) == [("before", picture().name)]
    assert faults_of(office) == strays_of(office) == []


def test_nothing_is_moved_or_added_where_it_cannot_be(office: Db, found: int) -> None:
    add(office, found, picture())
    add(office, found + 1, picture())
    with pytest.raises(UserError, match="第2条问题已有这张照片"), office.write("移动照片") as w:
        photos.move(w, 1, found + 1)
    with pytest.raises(Conflict, match="没有第99条问题"), office.write("移动照片") as w:
        photos.move(w, 1, 99)
    with pytest.raises(Conflict, match="没有第99条问题"):
        add(office, 99, picture("blue"))
    with pytest.raises(Conflict, match="已经被删除"), office.write("移动照片") as w:
        photos.move(w, 77, found)


def test_a_full_disk_keeps_the_others_and_says_so(
    office: Db, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path) -> None:
        if "blue" in file.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        to_disk(file)

    monkeypatch.setattr(photo, "to_disk", full)
    done = add(office, found, picture(), picture("blue"))
    assert len(done.ids) == 1
    assert isinstance(done.faults[0][1], NotNow)
    monkeypatch.undo()
    assert add(office, found, picture("blue")).faults == ()
    assert faults_of(office) == strays_of(office) == []


def test_a_crash_before_the_commit_leaves_a_file_that_is_named(office: Db, found: int) -> None:
    with pytest.raises(RuntimeError), office.write("添加照片") as w:
        photos.add(w, office.files / "photos", found, [picture()])
        raise RuntimeError("power cut")
    assert kept(office, found) == []
    assert faults_of(office) == []
    (stray,) = strays_of(office)
    assert picture().name in stray
    add(office, found, picture())
    assert strays_of(office) == []


def test_a_lost_and_a_changed_photo_are_faults(office: Db, found: int) -> None:
    add(office, found, picture(), picture("blue"))
    (office.files / "photos" / picture().name).unlink()
    (office.files / "photos" / picture("blue").name).write_bytes(b"other")
    found_faults = faults_of(office)
    assert any(picture().name in one and one.startswith("找不到") for one in found_faults)
    assert any("被改动过" in one for one in found_faults)


def test_a_package_brings_the_photos_to_another_pc(office: Db, found: int, tmp_path: Path) -> None:
    add(office, found, picture(), picture("blue"), stage="after")
    package = tmp_path / "交接包.zip"
    backup(office, package)
    other = tmp_path / "新电脑" / "大和乡.db"
    restore(other, package)
    with open_record(other, clock=clock) as db:
        assert kept(db, found) == kept(office, found)
        assert faults_of(db) == strays_of(db) == []


def test_a_package_with_another_picture_is_refused(office: Db, found: int, tmp_path: Path) -> None:
    import zipfile

    add(office, found, picture())
    package, forged = tmp_path / "备份.zip", tmp_path / "伪造.zip"
    backup(office, package)
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(forged, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"forged" if name.endswith(".jpg") else old.read(name))
    with pytest.raises(UserError, match="与校验值不符"):
        restore(tmp_path / "别处" / "大和乡.db", forged)


def test_a_removed_photo_lies_in_the_bin_but_not_beside_its_removed_finding(office: Db, found: int) -> None:
    add(office, found, picture(), picture("blue"))
    with office.write("删除照片") as w:
        photos.remove(w, [1])
    with office.read() as r:
        (one,) = deleted(r)
    assert (one.kind, one.what) == ("照片", f"第{found}条　整改前　{picture().name}")
    with office.write("恢复") as w:
        assert put_back(w, "photo", 1) == 1
    assert len(kept(office, found)) == 2
    with office.write("删除问题") as w:
        inspections.remove_findings(w, [found])
    with office.read() as r:
        assert [one.kind for one in deleted(r)] == ["问题"]
    with office.write("恢复") as w:
        assert put_back(w, "finding", found) == 3
    assert len(kept(office, found)) == 2
    assert faults_of(office) == []
