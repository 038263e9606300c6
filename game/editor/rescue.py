"""A copy of what is not saved, kept after every change: a program that is ended by force loses no work of the editor.

Copies lie beside the saves, which can be written even where the scenario's own folder cannot. One is gone as soon as
the text is in its file, or the person has said that it is not wanted.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from game.editor.sheet import Sheet
from game.editor.work import Work
from game.files import write_whole
from game.ui import open_games
from game.ui.saves import Shelf

_SUFFIX = ".unsaved"


class Left(NamedTuple):
    """A text that was never saved."""

    file: Path
    """Where it was to be saved."""
    base: str
    """What tells whether that file is still the one that was changed."""
    text: str


class Rescue:
    """Keeps the copy of one work at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: Path | None = None
        self._mark: open_games.Mark | None = None

    def take_up(self, work: Work) -> bool:
        """Let a text that was left behind be a change that can be undone; whether there was one.

        Where another program is at it, it is that one's. A file that is another by now is overwritten after a question
        only.
        """
        path = self._path(work)
        left = None if open_games.is_open(path) else _read(path)
        if left is None or not work.change(Sheet(left.text, work.path.name)):
            return False
        if left.base != work.base:
            work.doubt()
        self._hold(path)
        return True

    def keep(self, work: Work) -> None:
        """Write the copy, or remove it where everything is in the file. Raises OSError."""
        path = self._path(work)
        if path != self._kept:
            self.drop()
        if not work.is_changed:
            self.drop()
            return
        self._hold(path)
        left = {"file": str(work.path.resolve()), "base": work.base, "text": work.sheet.text}
        write_whole(path, json.dumps(left, ensure_ascii=False).encode())

    def drop(self) -> None:
        """The copy is not wanted any more."""
        if self._kept is not None:
            with suppress(OSError):
                self._kept.unlink(missing_ok=True)
        if self._mark is not None:
            self._mark.remove()
        self._kept = self._mark = None

    def _hold(self, path: Path) -> None:
        if self._mark is None:
            self._mark = open_games.Mark(path)
        self._kept = path

    def _path(self, work: Work) -> Path:
        file = work.path.resolve()
        return self._folder / f"{file.stem} {blake2b(str(file).encode(), digest_size=6).hexdigest()}{_SUFFIX}"


def left_unsaved(shelf: Shelf) -> Path | None:
    """The file whose changes were left unsaved last by a program that did not live to ask about them."""
    found = sorted(_copies(shelf.folder), key=lambda path: path.stat().st_mtime)
    left = (_read(path) for path in reversed(found))
    return next((each.file for each in left if each is not None), None)


def _copies(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob(f"*{_SUFFIX}") if not open_games.is_open(path))


def _read(path: Path) -> Left | None:
    """A copy; None where there is none, or none that can be read."""
    try:
        told = json.loads(path.read_bytes())
        return Left(Path(told["file"]), str(told["base"]), str(told["text"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def work_left(file: Path) -> Work:
    """The work of a file whose changes were left unsaved, which may never have been written. Raises as `Work.open`."""
    return Work.open(file) if file.exists() else Work.copy(b"", file)
