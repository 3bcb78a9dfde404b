"""What the computer remembers of the desk survives a restart, and a broken file costs nothing."""

from pathlib import Path

from gui.settings import Settings


def test_recent_files_stand_latest_first_and_lost_ones_are_left_out(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "desk")
    files = [tmp_path / f"{number}.db" for number in range(3)]
    for file in files:
        file.touch()
        settings.remember(file)
    settings.remember(files[0])
    files[1].unlink()
    assert Settings(tmp_path / "desk").recent() == [files[0], files[2]]


def test_widths_and_folders_are_kept(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "desk")
    settings.keep_width("entry", "name", 126)
    settings.keep_width("entry", "unit", 150)
    settings.keep_folder("papers", tmp_path)
    again = Settings(tmp_path / "desk")
    assert again.widths("entry") == {"name": 126, "unit": 150}
    assert again.widths("other") == {}
    assert again.folder_for("papers", Path("/")) == tmp_path
    assert again.folder_for("backups", Path("/")) == Path("/")


def test_a_broken_file_gives_way_to_the_defaults(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    for text in ("{", "[1]", "\udcff"):
        (folder / "desk.json").write_bytes(text.encode("utf-8", "surrogateescape"))
        assert Settings(folder).get("scale", 100) == 100


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file")
    settings.put("scale", 115)
    assert settings.get("scale") == 115
