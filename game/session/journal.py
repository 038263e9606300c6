"""Writing a save: a header, then a line for every order, as it is given. docs/saves.md has the format."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from game import RULES_VERSION, __version__
from game.core.notation import order_to_data
from game.core.orders import Order
from game.core.state import GameState
from game.core.world import World
from game.players import Memory
from game.session.snapshot import encode

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
    """An open save. Each line is flushed, so that a killed process loses no more than the line being written."""

    def __init__(self, path: Path, world: World) -> None:
        self.path = path
        self._world = world
        self._memories = ["{}", "{}"]
        try:
            self._file = path.open("ab")
        except OSError as error:
            raise SaveError(f"{path}: cannot be written: {error.strerror or error}") from error

    @classmethod
    def create(cls, path: Path, world: World, header: Header, lines: bytes) -> Self:
        """A new save with some lines already in it. Raises SaveError, also when the file exists."""
        if path.exists():
            raise SaveError(f"{path}: the file exists; continue that game or choose another name")
        head = {"save": "hebei", "format": FORMAT, **vars(header)}
        fresh = path.with_name(path.name + ".new")
        try:
            fresh.write_bytes(_line(head) + lines)
            fresh.replace(path)
        except OSError as error:
            raise SaveError(f"{path}: cannot be written: {error.strerror or error}") from error
        return cls(path, world)

    @classmethod
    def append(cls, path: Path, world: World, size: int) -> Self:
        """An existing save, cut to its first ``size`` bytes, to be continued."""
        writer = cls(path, world)
        if writer._file.tell() > size:
            writer._file.truncate(size)
        return writer

    def close(self) -> None:
        """Let go of the file; nothing can be written any more."""
        self._file.close()

    def order(self, order: Order) -> None:
        """An order that was carried out."""
        self._write(_line(order_to_data(self._world, order)))

    def undo(self) -> None:
        """The last order that still counted was taken back."""
        self._write(_line({"undo": 1}))

    def memory(self, side: int, memory: Memory) -> None:
        """What a computer player remembers, where that has changed."""
        text = json.dumps(memory, ensure_ascii=False, separators=(",", ":"))
        if text != self._memories[side]:
            self._memories[side] = text
            self._write(_line({"memory": self._world.sides[side].id, "data": memory}))

    def day(self, state: GameState) -> None:
        """The position at the first order phase of a day, or at the end."""
        self._write(day_line(self._world, state))

    def _write(self, line: bytes) -> None:
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            message = f"{self.path}: cannot be written: {error.strerror or error}; the next order tries again"
            raise SaveError(message) from error


def day_line(world: World, state: GameState) -> bytes:
    """The line of a day's position."""
    when = {"day": state.day, "date": world.calendar.date(state.day).isoformat(), "over": state.is_over}
    return _line({**when, "digest": state.digest(), "state": encode(state)})


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
