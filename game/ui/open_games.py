"""Which games are open: a mark beside each save, locked for as long as a program plays it.

The lock is SQLite's, which every system takes away from a process that ends, however it ends.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".open"


class Mark:
    """The mark of one save. Where a file cannot be locked there is none."""

    def __init__(self, save: Path) -> None:
        self._path = _path(save)
        self._lock: sqlite3.Connection | None = None
        with suppress(sqlite3.Error):
            self._lock = _locked(self._path)

    def remove(self) -> None:
        """The game was left in good order."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            _remove(self._path)


def is_open(save: Path) -> bool:
    """Whether a program, perhaps this one, is playing a game."""
    if not _path(save).is_file():
        return False
    try:
        _locked(_path(save)).close()
    except sqlite3.Error as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return False


def broken_off(folder: Path) -> Iterator[Path]:
    """The saves of a folder whose games a program did not live to leave."""
    for mark in folder.glob(f"*{_SUFFIX}"):
        save = mark.with_name(mark.name.removesuffix(_SUFFIX))
        if not is_open(save):
            yield save


def forget(save: Path) -> None:
    """Let a game that was broken off be one like any other."""
    _remove(_path(save))


def _path(save: Path) -> Path:
    return save.with_name(save.name + _SUFFIX)


def _locked(path: Path) -> sqlite3.Connection:
    lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        lock.close()
        raise
    return lock


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
