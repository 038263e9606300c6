"""Entering history on any day: the reference run up to it, then all to where they are known to have stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from game.core import events as ev
from game.core.apply import apply
from game.core.board import HexColumn
from game.core.intents.track import Position
from game.core.kinds import Status
from game.core.state import GameState, Place, U
from game.core.world import SIDES, World
from game.players.historical import HistoricalPlayer
from game.scenario.load import Scenario
from game.session.seats import Seats
from game.session.seeds import DEFAULT_SEED
from game.session.session import Session

_STRAY = 2
"""Hexes beyond what a source allows within which room is looked for."""


class Fate(Enum):
    """What became of a documented position; the words are in the text catalogue."""

    AGREES = "agrees"
    MOVED = "moved"
    NO_ROOM = "no_room"
    GONE = "gone"
    CHANGED_SIDES = "changed_sides"
    STILL_TO_COME = "still_to_come"


class Difference(NamedTuple):
    """A documented position beside that of the reference run."""

    position: Position
    fate: Fate
    found: int
    """The hex where the unit stood in the reference run, -1 off the map."""
    placed: int
    """The hex where it stands now."""


@dataclass(frozen=True)
class Entered:
    """A game that begins on a later day, and how that day differs from the reference run."""

    session: Session
    seed: int
    """Of the reference run."""
    differences: list[Difference]
    """Every documented position of the day, also those that agree."""


class NoSuchDay(ValueError):
    """The day lies outside the campaign, or the scenario has no track to lead there; the message says so."""


def enter(
    scenario: Scenario,
    day: int,
    players: Seats = (HistoricalPlayer.name, HistoricalPlayer.name),
    seed: int | None = None,
    save: str | Path | None = None,
    *,
    luck: int | None = None,
) -> Entered:
    """A game from the first order phase of a day of the campaign, counted from 0.

    The reference run, both tracks with the scenario's ``track.reference`` as seed
    or with ``seed``, leads there. The game itself goes on with the seed ``luck``, with
    that of the reference run if there is none. Raises NoSuchDay, and as `Session` does.
    """
    first, last = scenario.start.day, scenario.world.calendar.days - 1
    if not first <= day <= last:
        begin, end = (scenario.world.calendar.date(each) for each in (first, last))
        raise NoSuchDay(f"there is no such day in the game, which runs from {begin} to {end}")
    if not any(track.lines for track in scenario.tracks):
        raise NoSuchDay(f"scenario {scenario.world.label.id!r} has no track that leads to a later day")
    if seed is None:
        seed = reference_seed(scenario)
    run = Session(scenario, (HistoricalPlayer.name, HistoricalPlayer.name), seed)
    for _ in run.play(day - first):
        pass
    state = run.turn.state.copy()
    known = [each for side in SIDES for each in scenario.tracks[side].positions if each.day == day]
    differences = [
        _place(scenario.world, state, side_of, position) for side_of, position in _with_sides(scenario, known)
    ]
    session = Session(scenario, players, seed if luck is None else luck, save, position=state)
    return Entered(session, seed, differences)


def reference_seed(scenario: Scenario) -> int:
    """The seed of the reference run, where no other is asked for."""
    reference: int | None = scenario.spec["scenario"]["track"].get("reference")
    return DEFAULT_SEED if reference is None else reference


def _with_sides(scenario: Scenario, known: Iterable[Position]) -> list[tuple[int, Position]]:
    return [(scenario.world.units[position.unit].side, position) for position in known]


def _place(world: World, state: GameState, side: int, position: Position) -> Difference:
    """Move a unit to its documented position, or as near to it as there is room."""
    unit = position.unit
    status, whose, found = (int(state.units[column, unit]) for column in (U.STATUS, U.SIDE, U.HEX))
    if whose != side:
        return Difference(position, Fate.CHANGED_SIDES, found, found)
    if status == Status.GONE:
        return Difference(position, Fate.GONE, -1, -1)
    if status == Status.WAITING:
        return Difference(position, Fate.STILL_TO_COME, -1, -1)
    if world.grid.distance(found, position.hex) <= position.within:
        return Difference(position, Fate.AGREES, found, found)
    hexes = world.grid.disc(position.hex, position.within + _STRAY)
    free = next((hex for hex in hexes if _has_room(world, state, unit, hex)), -1)
    if free < 0:
        return Difference(position, Fate.NO_ROOM, found, found)
    apply(state, ev.UnitMoved(unit, (free,), 0, 0, int(state.units[U.COHESION, unit])))
    for place in world.places_by_hex.get(free, ()):
        holder = int(state.places[Place.HOLDER, place])
        if holder != side:
            apply(state, ev.PlaceTaken(place, side, holder, unit))
    return Difference(position, Fate.MOVED, found, free)


def _has_room(world: World, state: GameState, unit: int, hex: int) -> bool:
    """Whether a unit can be set down in a hex beside those who stand there."""
    units = state.units
    there = units[U.HEX] == hex
    if (units[U.SIDE, there] != units[U.SIDE, unit]).any():
        return False
    return int(units[U.MEN, there].sum() + units[U.MEN, unit]) <= int(world.board.hexes[HexColumn.STACK, hex])
