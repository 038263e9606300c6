"""Two games side by side: the first day, order and event in which they differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from game.core import events as ev
from game.core.notation import event_to_data, order_to_data
from game.session.replay import replayed
from game.session.results.result import Result, result_of
from game.session.saves.journal import SaveError
from game.session.saves.save import Save, read_save
from game.session.session import Session


class Fork(NamedTuple):
    """Where two games part: a day, and what each has there, None for one that has nothing more."""

    day: int
    first: int | None
    """The position of the order or event in the first game's log; ``second`` in the other's."""
    second: int | None


@dataclass(frozen=True)
class Parting:
    """Two games of one scenario, compared from the first day that both have."""

    sessions: tuple[Session, Session]
    """Both replayed to their ends."""
    results: tuple[Result, Result]
    players: tuple[tuple[str | None, str | None], ...]
    """Who played each, by side; None for a side ordered from outside."""
    names: tuple[str, str]
    """What they are called: the names of branches, else of files."""
    begin: int
    """The day from which they are compared."""
    order: Fork | None
    """The first order that differs, as positions in ``Session.records``; None where all are the same."""
    event: Fork | None
    """The first event that differs, as positions in the games' events."""

    @property
    def is_same(self) -> bool:
        """Whether nothing differs as far as both were played."""
        return self.order is None and self.event is None


def compare_saves(first: Save | str | Path, second: Save | str | Path) -> Parting:
    """Compare two saves, such as a game and a branch of it.

    Raises SaveError for games of different scenarios, without a common day, or that cannot be replayed.
    """
    saves = [save if isinstance(save, Save) else read_save(save) for save in (first, second)]
    one, other = (replayed(save) for save in saves)
    if one.world.label.id != other.world.label.id:
        raise SaveError(f"{saves[1].path}: a game of {other.world.label.id}, not of {one.world.label.id}")
    begin = max(one.start.day, other.start.day)
    if begin > min(one.turn.state.day, other.turn.state.day):
        raise SaveError(f"{saves[1].path}: it has no day in common with {saves[0].path}")
    order, event = _forks(one, other, begin)
    players = saves[0].header.players, saves[1].header.players
    results = result_of(one), result_of(other)
    return Parting((one, other), results, players, _names(*saves), begin, order, event)


def _names(first: Save, second: Save) -> tuple[str, str]:
    """What the games are called, or their paths where that would be the same."""
    names = first.header.name or first.path.stem, second.header.name or second.path.stem
    return names if names[0] != names[1] else (str(first.path), str(second.path))


def _forks(one: Session, other: Session, begin: int) -> tuple[Fork | None, Fork | None]:
    logs = _Log(one, begin), _Log(other, begin)
    return _fork(logs, _told_orders), _fork(logs, _told_results) or _fork(logs, _told_events)


class _Log:
    """A game's orders and events from a day on."""

    def __init__(self, session: Session, begin: int) -> None:
        self.session = session
        self.days = _days(session)
        first = next((n for n, record in enumerate(session.records) if self.day_of(record.first) >= begin), None)
        self.records = len(session.records) if first is None else first
        self.events = len(session.turn.events) if first is None else session.records[first].first

    def day_of(self, event: int) -> int:
        """The day on which an event happened, or would."""
        return self.days[min(event, len(self.days) - 1)]


def _days(session: Session) -> list[int]:
    """The day of each event, and of what would follow the last."""
    days, day = [], session.start.day
    for event in session.turn.events:
        if isinstance(event, ev.DayBegan):
            day = event.day
        days.append(day)
    return [*days, session.turn.state.day]


class _Entry(NamedTuple):
    """An order or an event of a log."""

    position: int
    day: int
    told: Any
    """It as plain data, which means the same in both games."""


def _told_orders(log: _Log) -> Iterator[_Entry]:
    for position, record in enumerate(log.session.records[log.records :], log.records):
        told = record.side, order_to_data(log.session.world, record.order)
        yield _Entry(position, log.day_of(record.first), told)


def _told_events(log: _Log) -> Iterator[_Entry]:
    for position, event in enumerate(log.session.turn.events[log.events :], log.events):
        yield _Entry(position, log.days[position], event_to_data(log.session.world, event))


def _told_results(log: _Log) -> Iterator[_Entry]:
    """All events but bare draws of luck, whose result the next event tells."""
    events = log.session.turn.events
    return (entry for entry in _told_events(log) if not isinstance(events[entry.position], ev.LuckDrawn))


def _fork(logs: tuple[_Log, _Log], tell: Callable[[_Log], Iterator[_Entry]]) -> Fork | None:
    """The first of both logs' entries that differ; a game that was merely stopped earlier does not differ."""
    for ours, theirs in zip_longest(*map(tell, logs)):
        if ours and theirs and (ours.day, ours.told) == (theirs.day, theirs.told):
            continue
        if any(entry is None and not log.session.is_over for entry, log in zip((ours, theirs), logs, strict=True)):
            return None
        return Fork((ours or theirs).day, *(entry.position if entry else None for entry in (ours, theirs)))
    return None
