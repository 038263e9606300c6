"""Which games are open, told by locks that end with their programs; and folders that more than one may write to."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from game.core.kernels import jit
from game.core.orders import Entrench
from game.session.saves.save import read_save
from game.session.session import Session
from game.ui.saves import Shelf, Told, told_of
from tests.boards import scenario

PLAYING = """
import sys
from pathlib import Path
from game.ui.saves import Shelf
save = Path(sys.argv[1])
shelf = Shelf(save.parent)
shelf.begin(save)
print("playing", flush=True)
sys.stdin.read()
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="every user has temporary files of his own")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf.open(tmp_path / "saves")


def game(shelf: Shelf) -> Path:
    """The automatic save of a game that has begun."""
    path = shelf.fresh("board")
    Session(scenario("....", "A@0101", "c@0401"), (None, None), 1, path)
    return path


@contextmanager
def played_by_another(save: Path) -> Iterator[None]:
    """Another program plays a game, and then is killed."""
    command = [sys.executable, "-c", PLAYING, str(save)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"playing"
        yield
        other.kill()


def test_a_game_is_broken_off_when_its_program_was_killed_and_not_before(shelf: Shelf) -> None:
    path = game(shelf)
    with played_by_another(path):
        assert shelf.broken_off() is None
    assert shelf.broken_off() == path
    shelf.begin(path)
    assert shelf.broken_off() is None, "it is being played on"
    shelf.end()
    assert shelf.broken_off() is None and list(shelf.folder.iterdir()) == [path]


def test_a_game_that_another_program_plays_goes_on_in_a_copy(shelf: Shelf) -> None:
    path = game(shelf)
    with played_by_another(path):
        journal = shelf.go_on(path).journal
        assert journal is not None and journal.path != path
    journal = shelf.go_on(path).journal
    assert journal is not None and journal.path == path


def test_a_game_is_saved_under_the_seats_it_is_played_with(shelf: Shelf) -> None:
    """Not those that its file began with."""
    session = shelf.go_on(game(shelf), (None, "random"))
    copy = read_save(shelf.copy(session, "mine"))
    assert copy.header.players == (None, "random") and copy.header.name == "mine"
    assert session.journal is not None and session.journal.path != copy.path


def test_a_game_that_is_saved_under_the_name_it_has_goes_on_in_its_file(shelf: Shelf) -> None:
    session = Session(scenario("....", "A@0101", "c@0401"), (None, None), 1, shelf.named("mine"))
    shelf.copy(session, "mine")
    session.submit(Entrench(0))
    assert len(read_save(shelf.named("mine")).orders) == 1


def test_a_game_that_another_program_plays_never_makes_way(shelf: Shelf) -> None:
    path = game(shelf)
    with played_by_another(path):
        shelf.rotate(0)
        assert path.is_file()
    shelf.rotate(0)
    assert not path.is_file()


def test_only_the_latest_game_that_was_broken_off_is_offered(shelf: Shelf) -> None:
    first, second = game(shelf), game(shelf)
    with played_by_another(first):
        pass
    with played_by_another(second):
        pass
    assert shelf.broken_off() == second


@posix
def test_saves_go_to_a_temporary_folder_of_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "file").touch()
    first = Shelf.open(tmp_path / "file" / "saves").folder
    assert first == Shelf.open(tmp_path / "file" / "saves").folder and not first.stat().st_mode & 0o077
    first.rmdir()
    first.touch()  # somebody else has taken the name
    other = Shelf.open(tmp_path / "file" / "saves").folder
    assert other != first and other.is_dir()


@posix
@pytest.mark.parametrize("mode", [0o700, 0o777])
def test_kernels_are_kept_only_where_nobody_else_can_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """Numba unpickles what it finds in its cache."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(jit, "user_cache_path", lambda *_, **__: tmp_path / "file" / "cache")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shared = tmp_path / f"hebei-{os.getuid()}"
    shared.mkdir()
    shared.chmod(mode)
    assert (jit.cache_folder.__wrapped__().parent == shared) is (mode == 0o700)


def test_what_a_save_tells_is_read_again_only_when_its_file_has_changed(shelf: Shelf) -> None:
    path = game(shelf)
    told = told_of(path, "en")
    assert told.title == "Board" and told.seats == (("Red", None), ("Blue", None)) and told.last is not None
    stat, text = path.stat(), path.read_bytes()
    path.write_bytes(b"!" * len(text))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert told_of(path, "en") is told
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert told_of(path, "en") == Told()
    path.unlink()
    assert told_of(path, "en") == Told()
