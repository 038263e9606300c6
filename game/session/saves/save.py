"""Reading a save: what is in it, what is wrong with it, and what can still be done with it."""

import json
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from game import RULES_VERSION
from game.core.state import GameState
from game.players import Memory
from game.resources import is_save, row_of_batch, what_batch
from game.scenario.load import Scenario, content_hash, from_spec
from game.scenario.problems import ScenarioError, closest
from game.scenario.sayings import say
from game.session.progress import Progress
from game.session.saves.journal import FORMAT, Header, SaveError
from game.session.saves.snapshot import decode

__all__ = ["Save", "SaveError", "SavedDay", "SavedOrder", "read_save"]


class SavedOrder(NamedTuple):
    """An order that still counts, in the notation's plain form."""

    line: int
    data: dict[str, Any]


class SavedDay(NamedTuple):
    """The position at the first order phase of a day, or at the end of the campaign."""

    line: int
    end: int
    """Bytes of the file up to here."""
    orders: int
    """Orders given before."""
    day: int
    date: str
    over: bool
    digest: str
    state: str
    memories: dict[str, Memory]
    """What the computer players knew, by side id."""


def _pass(done: int, count: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Save:
    """A save as it was read."""

    path: Path
    header: Header
    orders: list[SavedOrder]
    days: list[SavedDay]
    """At least one; the first is where the game began."""
    memories: dict[str, Memory]
    begin: int
    """Bytes of its first line."""
    size: int
    """Bytes that were read without fault."""
    torn: bool
    """Whether the last line was cut off, as when the program was killed; nothing else is lost."""
    damage: str
    """What is wrong with the first line that makes no sense, empty if all do; what follows it was not read."""
    progress: Progress = _pass
    """Called with the orders that have been given again while the game is played again."""

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the save carries with it. Raises SaveError."""
        try:
            return from_spec(self.header.scenario)
        except ScenarioError as error:
            why = say("{file}:1: its scenario cannot be used: {faults}", file=str(self.path), faults=error.saying)
            raise SaveError(why) from error

    @property
    def inexact(self) -> str:
        """Why the game cannot be replayed exactly, empty if it can."""
        if self.header.rules != RULES_VERSION:
            return f"it was played under version {self.header.rules} of the rules, this is version {RULES_VERSION}"
        if content_hash(self.header.scenario) != self.header.hash:
            return "its scenario, in line 1, was changed after the game began"
        return ""

    def demand_exact(self) -> None:
        """Raise SaveError unless the game can be replayed."""
        if self.inexact and self.scenario:  # a scenario that cannot be used at all is told first
            first, last = self.days[0].date, self.days[-1].date
            raise SaveError(
                f"{self.path}: {self.inexact}, so it cannot be replayed; "
                f"every day from {first} to {last} can still be looked at and continued from"
            )

    def find(self, day: int) -> SavedDay:
        """A day of the save. Raises SaveError."""
        for saved in self.days:
            if saved.day == day:
                return saved
        raise SaveError(f"{self.path}: no such day in it; it runs from {self.days[0].date} to {self.days[-1].date}")

    def lines(self, day: SavedDay) -> bytes:
        """The lines of the file after the first, up to a day."""
        return self.path.read_bytes()[self.begin : day.end]

    def position(self, day: SavedDay) -> GameState:
        """The position of a day, under whatever version it was saved. Raises SaveError."""
        try:
            state = decode(day.state, self.scenario.start)
        except ValueError as error:
            raise SaveError(f"{self.path}:{day.line}: the position of {day.date} is damaged: {error}") from error
        if self.header.rules == RULES_VERSION and state.digest() != day.digest:
            raise SaveError(f"{self.path}:{day.line}: the position of {day.date} was edited: it belies its digest")
        return state


def read_save(path: str | Path) -> Save:
    """A save with all that can be recovered of it.

    Raises SaveError when that is nothing: no save, a newer format, not even the first day whole.
    """
    path = Path(path)
    row = row_of_batch(path)
    if row:
        raise SaveError(f"{path} {what_batch(path)}, no save; `hebei watch {row} --save FILE` makes one of that game")
    if path.is_dir():
        raise SaveError(f"{path} is a folder; name a save inside it")
    try:
        is_empty = not path.stat().st_size
        if not is_save(path):
            raise SaveError(f"{path}: this is no save of Hebei 1945–49" + (": the file is empty" if is_empty else ""))
        content = path.read_bytes()
    except FileNotFoundError:
        raise SaveError(_missing(path)) from None
    except OSError as error:
        raise SaveError(f"{path}: cannot be read: {error.strerror or error}") from error
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    header = _header(path, content, lines[0])
    begin = len(content) - len(b"\n".join(lines[1:]))
    reader = _Reader(begin)
    damage = ""
    for number, line in enumerate(lines[1:-1], 2):
        fault = reader.read(number, line)
        if fault:
            damage = f"{path}:{number}: {fault}; whole orders before it: {len(reader.orders)}"
            break
    if not reader.days:
        raise SaveError(f"{path}: it breaks off or is damaged before its first day; nothing can be recovered")
    torn = bool(lines[-1]) and not damage
    return Save(path, header, reader.orders, reader.days, reader.memories, begin, reader.size, torn, damage)


def _header(path: Path, content: bytes, line: bytes) -> Header:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.pop("save", None) != "hebei":
        what = "damaged" if b"\n" in content else f"cut off after {len(content):,} bytes"
        raise SaveError(f"{path}: its first line is {what}; nothing can be recovered")
    if data.pop("format", None) != FORMAT:
        raise SaveError(
            f"{path}: it was written by another version of the program ({data.get('version')}); use that one"
        )
    for field in fields(Header):
        if not _fits(field.name, data.get(field.name)):
            raise SaveError(f"{path}:1: '{field.name}' is missing or wrong; nothing can be recovered")
    return Header(**{**{field.name: data[field.name] for field in fields(Header)}, "players": tuple(data["players"])})


_HEADER_TYPES: dict[str, type] = {
    "scenario": dict,
    "hash": str,
    "seed": int,
    "exact": bool,
    "name": str,
    "rules": int,
    "version": str,
}


def _fits(field: str, value: Any) -> bool:
    if field == "players":
        return isinstance(value, list) and len(value) == 2 and all(isinstance(name, str | None) for name in value)
    return type(value) is _HEADER_TYPES[field]


def _missing(path: Path) -> str:
    """What is said of a save that is not there, with the one in its folder that may be meant."""
    try:
        saves = sorted(each.name for each in path.parent.glob("*") if is_save(each))
    except OSError:  # a folder or a file in it is not ours to read
        saves = []
    near = closest(path.name, saves)
    hint = f"did you mean {path.with_name(near)}?" if near else "`hebei watch SCENARIO --save FILE` writes a save"
    return f"{path}: there is no such file; {hint}"


class _Reader:
    """Takes a save's lines one by one and keeps what still counts."""

    def __init__(self, size: int) -> None:
        self.orders: list[SavedOrder] = []
        self.days: list[SavedDay] = []
        self.memories: dict[str, Memory] = {}
        self.size = size

    def read(self, number: int, line: bytes) -> str:
        """Take a line; what is wrong with it, if anything."""
        end = self.size + len(line) + 1
        try:
            data = json.loads(line)
            match data:
                case {"order": str()}:
                    self.orders.append(SavedOrder(number, data))
                case {"undo": int(count)} if 0 < count <= len(self.orders):
                    self._undo(count)
                case {"memory": str(side), "data": dict(memory)}:
                    self.memories = {**self.memories, side: memory}
                case {
                    "day": int(day),
                    "date": str(date),
                    "over": bool(over),
                    "digest": str(digest),
                    "state": str(state),
                }:
                    saved = SavedDay(
                        number, end, len(self.orders), day, date, over, digest, state, memories=self.memories
                    )
                    self.days.append(saved)
                case _:
                    return "the line is no order, day or undo"
        except (ValueError, RecursionError):
            return "the line cannot be read"
        self.size = end
        return ""

    def _undo(self, count: int) -> None:
        del self.orders[-count:]
        while self.days and self.days[-1].orders > len(self.orders):
            self.days.pop()
