"""Two games side by side: the first day, order and event in which they differ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from game.core import events as ev
from game.core.notation import event_to_data, order_to_data
from game.session.journal import SaveError
from game.session.replay import replayed
from game.session.result import Result, result_of
from game.session.save import Save, read_save
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
    return _fork(logs, "records", _told_orders), _fork(logs, "events", _told_events)


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


def _told_orders(log: _Log) -> Iterable[tuple[int, Any]]:
    """The day of each order, and the order as plain data, which means the same in both games."""
    for record in log.session.records[log.records :]:
        yield log.day_of(record.first), (record.side, order_to_data(log.session.world, record.order))


def _told_events(log: _Log) -> Iterable[tuple[int, Any]]:
    for position in range(log.events, len(log.session.turn.events)):
        event = log.session.turn.events[position]
        yield log.days[position], event_to_data(log.session.world, event)


def _fork(logs: tuple[_Log, _Log], what: str, tell: Callable[[_Log], Iterable[tuple[int, Any]]]) -> Fork | None:
    """The first of both logs' entries that differ; a game that was merely stopped earlier does not differ."""
    for number, (ours, theirs) in enumerate(zip_longest(*map(tell, logs))):
        if ours == theirs:
            continue
        if any(entry is None and not log.session.is_over for entry, log in zip((ours, theirs), logs, strict=True)):
            return None
        positions = [
            getattr(log, what) + number if entry else None for entry, log in zip((ours, theirs), logs, strict=True)
        ]
        return Fork((ours or theirs)[0], *positions)
    return None
