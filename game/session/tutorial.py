"""The first game: a small scenario, and lessons each of which ends when the player has been seen to do it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from game.core import events as ev
from game.core.world import World
from game.resources import asset
from game.scenario.load import Scenario, load
from game.scenario.text.marks import read_file
from game.session.session import Session

_ID, _PERSON, _SEED = "tutorial", 1, 1
_LESSON = "lesson"
"""The key under which the person's side remembers how many lessons are behind it."""


class Lesson(NamedTuple):
    """Something to be learnt; its words stand under ``window.tutorial.lessons`` in the catalogue."""

    id: str
    kind: str
    """What ends it, one of `KINDS`."""
    of: int
    """The unit, formation or hex that it is about, -1 for none."""
    name: str
    """Of an overlay."""
    spot: int
    """The hex to look at, -1 for none."""


class Seen(NamedTuple):
    """What can be seen of a player at a moment."""

    session: Session
    units: tuple[int, ...]
    """Selected."""
    overlay: str
    events: int
    """How many events the game had."""
    orders: int
    """How many orders had been given and not taken back."""


def first_game(save: Path | None = None) -> Session:
    """The game of the tutorial, in a new save if one is named: a person orders the second side, nobody the first.

    Raises ScenarioError, SaveError.
    """
    return Session(_scenario(), ("idle", None), _SEED, save)


def is_first_game(session: Session) -> bool:
    """Whether a game is the tutorial's, as it is in this version of the program."""
    return session.world.label.id == _ID and session.scenario.hash == _scenario().hash


def _scenario() -> Scenario:
    return load(asset("tutorial/scenario.yaml"))


def lessons(world: World) -> list[Lesson]:
    """The lessons in their order."""
    return [_lesson(world, line) for line in read_file(asset("tutorial/lessons.yaml")).data]


def lesson_reached(session: Session) -> int:
    """The number of the lesson that a game has come to."""
    reached = session.memories[_PERSON].get(_LESSON, 0)
    return reached if isinstance(reached, int) and reached > 0 else 0


def reach_lesson(session: Session, number: int) -> None:
    """Note, in the save too, that a game has come to a lesson.

    Raises SaveError: the lesson is reached, but could not be written; the next order will try again.
    """
    session.memories[_PERSON] = {**session.memories[_PERSON], _LESSON: number}
    if session.journal:
        session.journal.memory(_PERSON, session.memories[_PERSON])


def _lesson(world: World, line: dict[str, str]) -> Lesson:
    kind, _, what = line["when"].partition(" ")
    of = _FINDERS[kind](world, what) if kind in _FINDERS else -1
    spot = _hex(world, line["spot"]) if "spot" in line else -1
    return Lesson(line["id"], kind, of, what, spot)


def _hex(world: World, name: str) -> int:
    """A place by id or a hex by number. Raises KeyError."""
    hex = world.grid.index(name)
    return world.places[world.place_index[name]].hex if hex is None else hex


_FINDERS: dict[str, Callable[[World, str], int]] = {
    "selected": lambda world, name: world.unit_index[name],
    "moved": lambda world, name: world.unit_index[name],
    "attacked": _hex,
    "envoy": lambda world, name: world.formation_index[name],
}


def is_learnt(lesson: Lesson, before: Seen, now: Seen) -> bool:
    """Whether the player has done it since the lesson began; of the kind ``next`` only the player can say so."""
    return KINDS[lesson.kind](lesson, before, now)


def _happened(before: Seen, now: Seen) -> list[ev.Event]:
    return now.session.turn.events[before.events :]


def _has_moved(lesson: Lesson, before: Seen, now: Seen) -> bool:
    return any(isinstance(event, ev.UnitMoved) and event.unit == lesson.of for event in _happened(before, now))


def _has_attacked(lesson: Lesson, before: Seen, now: Seen) -> bool:
    return any(isinstance(event, ev.BattleFought) and event.hex == lesson.of for event in _happened(before, now))


def _has_sent(lesson: Lesson, before: Seen, now: Seen) -> bool:
    return any(isinstance(event, ev.EnvoySent) and event.formation == lesson.of for event in _happened(before, now))


def _has_ended(lesson: Lesson, before: Seen, now: Seen) -> bool:
    return any(isinstance(event, ev.PhaseEnded) for event in _happened(before, now))


KINDS: dict[str, Callable[[Lesson, Seen, Seen], bool]] = {
    "next": lambda lesson, before, now: False,
    "selected": lambda lesson, before, now: lesson.of in now.units,
    "moved": _has_moved,
    "undone": lambda lesson, before, now: now.orders < before.orders,
    "attacked": _has_attacked,
    "overlay": lambda lesson, before, now: now.overlay == lesson.name,
    "envoy": _has_sent,
    "phase_ended": _has_ended,
}
