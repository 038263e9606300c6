"""A file is the old one or the new one, whatever happens while it is written."""

import os
import sys
from pathlib import Path

import pytest

from game import files
from game.files import write_new, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="devices and links are POSIX's")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]


def test_what_a_killed_program_has_left_goes_and_what_another_is_writing_stays(tmp_path: Path) -> None:
    path = tmp_path / "a[1].csv"
    left, other = tmp_path / "a[1].csv.17.new", tmp_path / "a[1].csv.18.new"
    own = tmp_path / "a[1].csv.mine.new"
    for each in (left, other, own):
        each.write_bytes(b"half")
    for each in (left, own):
        os.utime(each, (0, 0))
    write_whole(path, b"new")
    assert sorted(tmp_path.iterdir()) == sorted([path, other, own])


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(OSError, match="No space left on device") as caught:
        write_whole(path, b"new")
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_folder_in_which_nothing_may_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"

    def refuse(path: Path, content: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(files, "_write", refuse)
    with pytest.raises(PermissionError) as caught:
        write_whole(path, b"new")
    assert caught.value.filename == str(path)
    assert caught.value.strerror == f"Permission denied in the folder {tmp_path.resolve()}"


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_new(path, b"mine")
    with pytest.raises(FileExistsError, match="is there already; choose another name"):
        write_new(path, b"other")
    assert path.read_bytes() == b"mine"


@posix
def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    """As root, ``--csv /dev/null`` once replaced the device by a file."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(path, b"new")
    assert os.read(reader, 9) == b"new" and path.is_fifo()
    os.close(reader)


@posix
def test_who_may_read_a_file_may_read_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


@posix
def test_a_link_still_leads_to_the_file(tmp_path: Path) -> None:
    goal, link = tmp_path / "goal.csv", tmp_path / "link.csv"
    goal.write_bytes(b"old")
    link.symlink_to(goal)
    write_whole(link, b"new")
    assert link.is_symlink() and goal.read_bytes() == b"new"
