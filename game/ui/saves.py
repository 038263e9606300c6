"""The saves of a person: each game writes itself, order by order; here they are named, found, copied and rotated."""

import contextlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from game.files import write_whole
from game.resources import data_folder
from game.session.progress import Progress
from game.session.replay import resume
from game.session.saves.journal import SaveError
from game.session.saves.save import Save, read_save
from game.session.seats import Seat
from game.session.session import Session
from game.ui import open_games

SUFFIX = ".hebei"
AUTO, QUICK = "auto", "quick"
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]", re.IGNORECASE)
"""What Windows keeps for its devices, whatever the suffix."""
_TAIL = 200_000
"""Bytes at the end of a save among which its last day is looked for."""
_DATE = re.compile(rb'"date":"(\d{4}-\d\d-\d\d)"')
_REMEMBERED = 256
"""Saves whose list entry is kept, in each language: the list is made anew with every click."""
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')


class Listed(NamedTuple):
    """A save in the list of saves."""

    path: Path
    name: str
    """What the person called it; empty for an automatic one."""
    changed: float
    """Seconds since 1970."""


@dataclass
class Shelf:
    """A folder of saves; where the user's own cannot be written a temporary one serves, and ``trouble`` says so."""

    folder: Path
    trouble: str = ""
    _mark: open_games.Mark | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def open(cls, folder: Path | None = None) -> "Shelf":
        """The user's folder, made where it is missing."""
        wanted = folder or data_folder() / "saves"
        try:
            wanted.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=wanted):
                return cls(wanted)
        except OSError as error:
            other = _temporary_folder()
            reason = error.strerror or error
            return cls(other, f"{wanted}: cannot be written ({reason}); games are kept in {other} instead")

    def fresh(self, scenario: str) -> Path:
        """A new file for a game that begins; it keeps itself up to date."""
        stamp = time.strftime("%Y-%m-%d %H-%M-%S")
        path = self.folder / f"{AUTO} {_fit(scenario)} {stamp}{SUFFIX}"
        number = 2
        while path.exists():
            path = self.folder / f"{AUTO} {_fit(scenario)} {stamp} {number}{SUFFIX}"
            number += 1
        return path

    def named(self, name: str) -> Path:
        """The file of a save with a name; none is taken for an automatic one, which would make way one day."""
        stem = _fit(name)
        return self.folder / f"{stem.replace(' ', '-', 1) if stem.startswith(f'{AUTO} ') else stem}{SUFFIX}"

    def list(self) -> list[Listed]:
        """Every save, the latest first."""
        found = []
        for path in self.folder.glob(f"*{SUFFIX}"):
            name = "" if path.name.startswith(f"{AUTO} ") else path.stem
            with contextlib.suppress(OSError):
                found.append(Listed(path, name, path.stat().st_mtime))
        return sorted(found, key=lambda save: (-save.changed, save.path.name))

    def rotate(self, keep: int, playing: Path | None = None) -> None:
        """Delete the automatic saves beyond the latest ``keep``, but not that of a game that is being played."""
        automatic = [save for save in self.list() if not save.name]
        automatic.sort(key=lambda save: save.path != playing)
        for save in automatic[max(keep, playing is not None) :]:
            if not open_games.is_open(save.path):
                with contextlib.suppress(OSError):
                    save.path.unlink()

    def copy(self, session: Session, name: str) -> Path:
        """Save a game under a name; the game goes on in its own file. Raises SaveError."""
        path, journal = self.named(name), session.journal
        if journal is None:
            raise SaveError("this game is not being saved")
        if path != journal.path:
            journal.copy_to(path, name)
        return path

    def go_on(self, path: Path, players: Sequence[Seat] | None = None, progress: Progress | None = None) -> Session:
        """The game of a save, its orders given again.

        An automatic one goes on in its file, unless it is open already; of another a copy does. Raises as `resume`.
        """
        save = read_save(path)
        if path.parent == self.folder and path.name.startswith(f"{AUTO} ") and not open_games.is_open(path):
            return resume(with_progress(save, progress), players)
        own = self.fresh(str(save.header.scenario["scenario"]["title"]["en"]))
        try:
            write_whole(own, path.read_bytes())
        except OSError as error:
            raise SaveError(f"{own}: cannot be written: {error.strerror or error}") from error
        try:
            return resume(with_progress(read_save(own), progress), players)
        except BaseException:  # whatever broke it off, nobody plays the copy
            own.unlink(missing_ok=True)
            raise

    # Which game is open, so that the next start can tell that it was broken off

    def begin(self, path: Path) -> None:
        """Note that a game is being played, and no longer that others were broken off."""
        self.end()
        for save in list(open_games.broken_off(self.folder)):
            open_games.forget(save)
        self._mark = open_games.Mark(path)

    def end(self) -> None:
        """The game was left in good order."""
        if self._mark is not None:
            self._mark.remove()
            self._mark = None

    def broken_off(self) -> Path | None:
        """The save of the latest game whose program ended without leaving it."""
        broken = set(open_games.broken_off(self.folder))
        return next((save.path for save in self.list() if save.path in broken), None)


def _temporary_folder() -> Path:
    """A folder for saves that outlives the program, of this user alone where others have the same temporary folder."""
    user = "" if sys.platform == "win32" else f"-{os.getuid()}"
    folder = Path(tempfile.gettempdir()) / f"hebei-saves{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="hebei-saves-"))


def with_progress(save: Save, progress: Progress | None) -> Save:
    """The save with somebody who is told of each order that is given again."""
    return save if progress is None else replace(save, progress=progress)


def _fit(name: str) -> str:
    """A name that every system takes for a file."""
    stem = _UNFIT.sub(" ", name).strip(" .")[:80] or "game"
    return f"{stem}_" if _RESERVED.fullmatch(stem.partition(".")[0]) else stem


class Told(NamedTuple):
    """What a save tells of its game without being played again; empty where that cannot be read."""

    title: str = ""
    entry: str = ""
    """The name of the day it was entered on, empty for the campaign's first."""
    seats: tuple[tuple[str, str | None], ...] = ()
    """Each side's name, and who plays it: None for a person."""
    last: date | None = None
    """The day it has come to."""


def told_of(path: Path, lang: str) -> Told:
    """What a save is of, in a language as far as it has it; a file that has not changed is not read again."""
    try:
        stat = path.stat()
        return _told(path, lang, (stat.st_mtime_ns, stat.st_size))
    except OSError:
        return Told()


@lru_cache(_REMEMBERED)
def _told(path: Path, lang: str, version: tuple[int, int]) -> Told:
    """What a version of a save, by its time and size, tells. Raises OSError."""
    with path.open("rb") as file:
        first = file.readline()
        file.seek(max(0, version[1] - _TAIL))
        days = _DATE.findall(file.read())
    told = _header_told(first, lang)
    with contextlib.suppress(ValueError):
        return told._replace(last=date.fromisoformat(days[-1].decode()) if days else None)
    return told


def _header_told(first: bytes, lang: str) -> Told:
    """What the first line of a save tells."""
    try:
        header = json.loads(first)
        spec = header["scenario"]["scenario"]
        title, entries = _in(spec["title"], lang), spec.get("entries", {})
        entry = header["scenario"].get("entry")
        sides = [_in(side["name"], lang) for side in spec["sides"].values()]
        named = _in(entries[entry]["title"], lang) if entry in entries else ""
        return Told(title, named, tuple(zip(sides, header["players"], strict=True)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Told()


def _in(text: Any, lang: str) -> str:
    return str(text.get(lang) or text.get("en", "")) if isinstance(text, dict) else str(text)
