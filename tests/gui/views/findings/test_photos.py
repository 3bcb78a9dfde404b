"""Photos on 督查整改: dropped, pasted, chosen; bad files said; enlarged, turned, moved, removed, undone."""

import errno
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from core import photo as files_module
from core.queries.finding_pages import Photo, finding_detail
from core.queries.finding_tour import tour_of
from gui.app import App
from gui.photos.panel import PhotoPanel
from gui.photos.viewer import PhotoViewer
from gui.start import Desk
from gui.views.findings import FindingsPage
from tests.gui.views.findings.acts import press, select
from tests.gui.views.findings.pictures import copy, drop, files, jpg, list_area, row_point, tour_point

Settle = Callable[[], None]
Kept = Callable[[int], list[Photo]]


@pytest.fixture
def kept(app: App, settle: Settle) -> Kept:
    """The photos of a finding as the record has them."""

    def ask(number: int) -> list[Photo]:
        found: list[Photo] = []

        def take(photos: tuple[Photo, ...]) -> None:
            found.extend(photos)

        def query(r: object) -> tuple[Photo, ...]:
            detail = finding_detail(r, number)  # type: ignore[arg-type]
            return () if detail is None else detail.photos

        app.jobs.read(query, take)
        settle()
        return found

    return ask


def folder_of(app: App) -> Path:
    assert app.path is not None
    return app.path.with_suffix(".files") / "photos"


def said(page: FindingsPage) -> list[str]:
    """What is told of photos that failed."""
    part = page.pane.photos.notes if page.stack.currentIndex() == 0 else page.tour.photos.notes
    return [one.text() for one in part.findChildren(QLabel) if one.objectName().startswith("photoFault_")]


def panel(page: FindingsPage) -> PhotoPanel:
    return page.pane.photos


def test_photos_dropped_on_a_row_are_kept_upright_and_undone_at_once(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path, app: App, desk: Desk
) -> None:
    late = jpg(tmp_path, "二.jpg", "blue", taken=datetime(2026, 10, 27, 9, 40), size=(2400, 1200), turn=6)
    early = jpg(tmp_path, "一.jpg", taken=datetime(2026, 10, 27, 9, 30))
    assert drop(list_area(page), files([late, early]), row_point(page, 3))
    settle()
    photos = kept(4)
    assert [(one.stage, one.taken_on) for one in photos] == [("before", date(2026, 10, 27))] * 2
    assert ["一" in one.file for one in photos] == [True, False]  # by the moment they were taken
    upright = QImage(str(folder_of(app) / photos[1].file))
    assert (upright.width(), upright.height()) == (960, 1920)
    assert [row.id for row in page.pane.rows] == [4]
    assert page.rows.row(page.rows.position(lambda row: row.id == 4)).photos == "▣2"
    assert [one.accessibleName() for one in panel(page).thumbs] == ["整改前1 10月27日", "整改前2 10月27日"]
    assert early.exists()
    app.undo()
    settle()
    assert kept(4) == []
    assert panel(page).thumbs == []
    app.redo()
    settle()
    assert kept(4) == photos
    assert not any(one.missing for one in panel(page).thumbs)


def test_the_pane_takes_them_too_and_other_places_do_not(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path
) -> None:
    file = jpg(tmp_path, "一.jpg")
    area = list_area(page)
    select(page, 3)
    settle()
    over_pane = page.pane.mapTo(area, QPoint(40, 200))
    assert drop(area, files([file]), over_pane)
    settle()
    assert [one.stage for one in kept(3)] == ["after"]  # the station has replied
    assert not drop(area, files([file]), page.strip.mapTo(area, QPoint(30, 5)))
    select(page, 3, 4)
    settle()
    assert not drop(area, files([file]), over_pane)


def test_a_picture_and_files_are_pasted(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path
) -> None:
    select(page, 1)
    page.view.setFocus()
    settle()
    image = QImage(300, 200, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert ["粘贴的图片" in one.file for one in kept(1)] == [True]
    copy([jpg(tmp_path, "一.jpg"), jpg(tmp_path, "二.jpg", "blue")])
    QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(kept(1)) == 3
    QGuiApplication.clipboard().setText("大和社区\t3组")
    QTest.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(kept(1)) == 3
    assert page.status_text == "剪贴板里没有照片。"


def test_they_are_chosen_by_the_button(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path, app: App
) -> None:
    jpg(tmp_path / "相机", "一.jpg")
    jpg(tmp_path / "相机", "二.jpg", "blue")
    app.settings.keep_folder("photos", tmp_path / "相机")
    select(page, 2)
    settle()
    press(page, "panePhotos")
    dialog = page.findChild(QFileDialog, "choosePhotos")
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText('"一.jpg" "二.jpg"')
    dialog.accept()
    settle()
    assert len(kept(2)) == 2


def test_every_bad_file_is_said_and_the_good_one_kept(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path
) -> None:
    text, heic, empty = (tmp_path / name for name in ("文字.jpg", "手机.HEIC", "空.jpg"))
    text.write_text("这不是照片")
    heic.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 60)
    empty.write_bytes(b"")
    gone = tmp_path / "拔出.jpg"
    good = jpg(tmp_path, "好.jpg")
    drop(list_area(page), files([text, heic, gone, empty, good, tmp_path]), row_point(page, 0))
    settle()
    assert len(kept(1)) == 1
    words = said(page)
    assert [part in line for part, line in zip(
        ("不是照片", "请在手机上改为JPG", "现在读不出来", "是空文件", "是文件夹"), words, strict=True
    )] == [True] * 5  # fmt: skip
    jpg(tmp_path, "拔出.jpg", "blue")
    press(page, "photoRetry_2")
    settle()
    assert len(kept(1)) == 2
    assert len(said(page)) == 4
    for _ in range(4):
        press(page, "photoDrop_0")
        settle()
    assert said(page) == []


def test_the_same_picture_again_is_said_not_kept(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path, desk: Desk
) -> None:
    file = jpg(tmp_path, "一.jpg")
    for _ in range(2):
        drop(list_area(page), files([file]), row_point(page, 0))
        settle()
    assert len(kept(1)) == 1
    assert said(page) == ["▲ “一.jpg”与第1条问题已有的整改前照片相同，没有重复保存。"]


def test_a_full_disk_keeps_the_photo_for_another_try(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    file = jpg(tmp_path, "一.jpg")
    with monkeypatch.context() as disk:
        disk.setattr(files_module, "to_disk", full)
        drop(list_area(page), files([file]), row_point(page, 0))
        settle()
    assert said(page) == ["▲ “一.jpg”没有保存：磁盘已满，请腾出空间后重试。"]
    file.unlink()  # the stick may be gone: the photo was read already
    press(page, "photoRetry_0")
    settle()
    assert len(kept(1)) == 1
    assert said(page) == []


def test_reading_is_cancelled(page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path) -> None:
    many = [jpg(tmp_path, f"{n}.jpg", size=(900 + n, 700)) for n in range(6)]
    drop(list_area(page), files(many), row_point(page, 0))
    settled = page.intake
    assert settled.reading
    press(page, "photoCancel")
    settle()
    assert kept(1) == []
    assert settled.items == []
    assert not settled.reading


def test_keys_enlarge_remove_and_bring_back(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path, app: App
) -> None:
    drop(
        list_area(page), files([jpg(tmp_path, "一.jpg"), jpg(tmp_path, "二.jpg", "blue")]), row_point(page, 0)
    )
    settle()
    (folder_of(app) / kept(1)[1].file).unlink()
    panel(page).thumbs[0].setFocus()
    QTest.keyClick(panel(page).thumbs[0], Qt.Key.Key_Return)
    viewer = page.findChild(PhotoViewer)
    assert isinstance(viewer, PhotoViewer)
    settle()
    assert not viewer.picture.image.isNull()
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    settle()
    assert viewer.at == 1
    assert viewer.picture.missing == f"照片文件缺失：{kept(1)[1].file}"
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert viewer.isHidden()
    QTest.keyClick(panel(page).thumbs[0], Qt.Key.Key_Delete)
    settle()
    assert len(kept(1)) == 1
    assert page.window().focusWidget() is panel(page).thumbs[0]
    app.undo()
    settle()
    assert len(kept(1)) == 2


def test_a_photo_is_turned_and_moved_to_another_finding(
    page: FindingsPage, settle: Settle, kept: Kept, tmp_path: Path
) -> None:
    drop(
        list_area(page), files([jpg(tmp_path, "一.jpg"), jpg(tmp_path, "二.jpg", "blue")]), row_point(page, 0)
    )
    settle()

    def choose(name: str) -> None:
        menu = panel(page).make_menu(0)
        entry = menu.findChild(QAction, name)
        assert isinstance(entry, QAction)
        entry.trigger()
        settle()

    choose("photoStage")
    assert [one.stage for one in kept(1)] == ["before", "after"]
    choose("photoMoveMenu")
    QTest.keyClicks(panel(page).number, "5")
    QTest.keyClick(panel(page).number, Qt.Key.Key_Return)
    settle()
    assert (len(kept(1)), len(kept(5))) == (1, 1)
    held = panel(page).thumbs[0].mime()
    assert drop(list_area(page), held, row_point(page, 1))
    settle()
    assert (len(kept(1)), len(kept(2))) == (0, 1)


def test_a_small_window_says_below_the_list_what_failed(
    page: FindingsPage, settle: Settle, tmp_path: Path, desk: Desk
) -> None:
    desk.window.resize(911, 433)
    settle()
    text = tmp_path / "文字.jpg"
    text.write_text("这不是照片")
    drop(list_area(page), files([text]), row_point(page, 0))
    settle()
    assert page.status_text == "▲ 1张照片没有添加，打开这条问题可看原因"


# -- 登记督查 --------------------------------------------------------------------------------------


@pytest.fixture
def tour(page: FindingsPage, settle: Settle) -> FindingsPage:
    """The sheet of the day with two lines: one on the disk, one being typed."""
    press(page, "mainAction")
    settle()
    sheet = page.tour
    for row, text in enumerate(("垃圾堆放", "路灯不亮")):
        sheet.view.edited.emit(row, "text", text)
    sheet.save_lines()
    settle()
    sheet.view.edited.emit(2, "text", "墙面污损")
    sheet.view.go_to(2)
    settle()
    return page


def counts(page: FindingsPage) -> list[int]:
    """Photos by line, as the sheet shows them."""
    return [line.photos for line in page.tour.lines]


def test_photos_are_lined_up_by_time_and_dealt_by_number(
    tour: FindingsPage, settle: Settle, tmp_path: Path, app: App
) -> None:
    hours = {"丙.jpg": 11, "甲.jpg": 9, "乙.jpg": 10}
    paths = [
        jpg(tmp_path, name, color, taken=datetime(2026, 10, 29, hour, 0))
        for (name, hour), color in zip(hours.items(), ("red", "blue", "green"), strict=True)
    ]
    assert drop(tour.tour, files(paths), QPoint(30, 10))
    settle()
    tray = tour.tour.photos.tray
    assert [one.source.name for one in tour.intake.undealt] == ["甲.jpg", "乙.jpg", "丙.jpg"]
    assert tray.fields[0].hasFocus()
    for number in ("1", "9", "3", "2"):
        field = tray.fields[0]
        field.clear()
        QTest.keyClicks(field, number)
        QTest.keyClick(field, Qt.Key.Key_Return)
        settle()
        if number == "9":
            assert tray.words.text() == "▲ 第9行还没有问题，先录入再分照片。"
    assert counts(tour) == [1, 1, 1]
    assert tour.tour.lines[2].id is not None  # the line being typed was put on the disk for its photo
    assert tray.isHidden()
    found: list[int] = []
    app.jobs.read(lambda r: [line.photos for line in tour_of(r, date(2026, 10, 29)).lines], found.extend)
    settle()
    assert found == [1, 1, 1]


def test_a_row_takes_what_is_dropped_on_it_or_pasted(
    tour: FindingsPage, settle: Settle, tmp_path: Path
) -> None:
    one, two = jpg(tmp_path, "一.jpg"), jpg(tmp_path, "二.jpg", "blue")
    assert drop(tour.tour, files([one]), tour_point(tour, 1))
    settle()
    assert counts(tour)[:2] == [0, 1]
    copy([two])
    tour.tour.view.go_to(0, "text")
    QTest.keyClick(tour.tour.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert counts(tour)[:2] == [1, 1]
    QGuiApplication.clipboard().setText("新的描述")
    QTest.keyClick(tour.tour.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert tour.tour.lines[0].text == "新的描述"


def test_a_photo_of_the_line_is_dragged_to_its_row_and_a_bad_one_named(
    tour: FindingsPage, settle: Settle, tmp_path: Path
) -> None:
    text = tmp_path / "文字.jpg"
    text.write_text("这不是照片")
    drop(tour.tour, files([jpg(tmp_path, "一.jpg"), text]), QPoint(30, 10))
    settle()
    assert said(tour) == ["▲ “文字.jpg”不是照片（能用JPG、PNG、WEBP、BMP、GIF），没有采用。"]
    tray = tour.tour.photos.tray
    thumb = tray.thumbs[0]
    assert drop(tour.tour, thumb.mime(), tour_point(tour, 0))
    settle()
    assert counts(tour)[0] == 1
    drop(tour.tour, files([text]), tour_point(tour, 0))
    settle()
    assert said(tour)[1].startswith("▲ 第1行：“文字.jpg”")


def test_in_large_letters_on_a_small_screen_one_thing_is_told_at_a_time(
    tour: FindingsPage, settle: Settle, tmp_path: Path, desk: Desk, app: App
) -> None:
    app.set_scale(150)
    desk.window.resize(911, 433)
    settle()
    text = tmp_path / "文字.jpg"
    text.write_text("这不是照片")
    drop(tour.tour, files([jpg(tmp_path, "一.jpg"), text]), QPoint(30, 10))
    settle()
    photos = tour.tour.photos
    assert (photos.notes.isVisible(), photos.tray.isVisible(), tour.tour.foot.isVisible()) == (
        True,
        False,
        False,
    )
    press(tour, "photoDrop_0")
    settle()
    assert (photos.notes.isVisible(), photos.tray.isVisible()) == (False, True)
    press(tour, "trayDrop_0")
    settle()
    assert (photos.tray.isVisible(), tour.tour.foot.isVisible()) == (False, True)


def test_photos_of_a_line_that_was_not_saved_wait_again(
    tour: FindingsPage, settle: Settle, tmp_path: Path
) -> None:
    drop(tour.tour, files([jpg(tmp_path, "一.jpg")]), QPoint(30, 10))
    settle()
    item = tour.intake.undealt[0]
    key = tour.tour.lines[2].key
    tour.tour.photos.tray.dealt.emit(item, 3)
    assert tour.intake.undealt == []
    tour.tour.photos.lines_refused({key})
    assert tour.intake.undealt == [item]
    settle()
