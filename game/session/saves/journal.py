"""Writing a save: a header, then a line for every order, as it is given. docs/python.md has the format."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from os import SEEK_END
from pathlib import Path
from typing import Any, Self

from game import RULES_VERSION, __version__
from game.core.notation import order_to_data
from game.core.orders import Order
from game.core.state import GameState
from game.core.world import World
from game.files import write_whole
from game.players import Memory
from game.session.saves.snapshot import encode

FORMAT = 1


class SaveError(ValueError):
    """A save cannot be written, read or replayed; the message names the file, what is wrong and what still works."""


@dataclass(frozen=True)
class Header:
    """The first line of a save: all that a game needs besides its orders."""

    scenario: dict[str, Any]
    """The scenario's ``spec``."""
    hash: str
    seed: int
    players: tuple[str | None, str | None]
    """Names by side, None for a side ordered from outside."""
    exact: bool = True
    """Whether the first position is the scenario's start; else the game goes on from one of another game."""
    name: str = ""
    """What the player calls this branch."""
    rules: int = RULES_VERSION
    version: str = __version__


class SaveWriter:
    """A save that is being written: opened for each line, so that nothing is lost with the process.

    ``size`` are the bytes that count; what lies behind them, such as a torn line, is overwritten.
    """

    def __init__(self, path: Path, world: World, header: Header, size: int) -> None:
        self.path = path
        self._world = world
        self._header = header
        self._size = size
        self._unwritten = b""
        self._failing = False
        self._memories = ["{}", "{}"]
        with _as_save_error(path):
            self._length = path.stat().st_size

    @classmethod
    def create(cls, path: Path, world: World, header: Header, lines: bytes) -> Self:
        """A new save with some lines already in it. Raises SaveError, also when the file exists."""
        if path.exists():
            what = "a folder of that name" if path.is_dir() else "the file"
            raise SaveError(f"{path}: {what} exists; continue that game or choose another name")
        content = _header_line(header) + lines
        with _as_save_error(path):
            write_whole(path, content)
        return cls(path, world, header, len(content))

    def copy_to(self, path: Path, name: str) -> None:
        """Write the whole game under a name, with what its own file could not take. Raises SaveError."""
        with _as_save_error(path):
            _, _, lines = self.path.read_bytes()[: self._size].partition(b"\n")
            write_whole(path, _header_line(replace(self._header, name=name)) + lines + self._unwritten)

    def order(self, order: Order, dawn: GameState | None) -> None:
        """An order that was carried out, and the position of the day that it began or of the end, if it did so."""
        line = _line(order_to_data(self._world, order))
        self._write(line + day_line(self._world, dawn) if dawn else line)

    def undo(self) -> None:
        """The last order that still counted was taken back."""
        self._write(_line({"undo": 1}))

    def memory(self, side: int, memory: Memory) -> None:
        """What a computer player remembers, where that has changed."""
        text = json.dumps(memory, ensure_ascii=False, separators=(",", ":"))
        if text != self._memories[side]:
            self._memories[side] = text
            self._write(memory_line(self._world, side, memory))

    def _write(self, line: bytes) -> None:
        """Add a line, and those that could not be written before. Raises SaveError."""
        self._unwritten += line
        with _as_save_error(self.path), self.path.open("r+b") as file:
            if file.seek(0, SEEK_END) != self._length and not self._failing:
                raise SaveError(f"{self.path}: another program has changed it; this game is no longer saved there")
            self._failing = True
            file.seek(self._size)
            file.write(self._unwritten)
            self._length = file.truncate()
        self._failing = False
        self._size += len(self._unwritten)
        self._unwritten = b""


@contextmanager
def _as_save_error(path: Path) -> Iterator[None]:
    """Turn a fault of the disk into a SaveError."""
    try:
        yield
    except OSError as error:
        raise SaveError(f"{path}: cannot be written: {error.strerror or error}") from error


def memory_line(world: World, side: int, memory: Memory) -> bytes:
    """The line of what a side remembers."""
    return _line({"memory": world.sides[side].id, "data": memory})


def day_line(world: World, state: GameState) -> bytes:
    """The line of a day's position."""
    when = {"day": state.day, "date": world.calendar.date(state.day).isoformat(), "over": state.is_over}
    return _line({**when, "digest": state.digest(), "state": encode(state)})


def _header_line(header: Header) -> bytes:
    return _line({"save": "hebei", "format": FORMAT, **vars(header)})


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
