"""Headquarters: which units they reach, and what the others lack. Rulebook 10.1."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from game.core import events as ev
from game.core.battle.morale import mourn_headquarters
from game.core.board import Kit
from game.core.facts import DISTRICT
from game.core.kernels.command import unled
from game.core.kinds import Status
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World

_MUSTERED = np.array([U.SIDE, U.HEX, U.FORMATION, U.STATUS, U.MEN], dtype=np.int64)
_LOST_ONE = (ev.UnitSurrendered, ev.UnitDestroyed, ev.UnitScattered)
_CHANGED_SIDE = (ev.FormationWentOver, ev.UnitsJoined)
_LOST_MANY = (*_CHANGED_SIDE, ev.FormationSurrendered, ev.UnitsDismissed)
_LOST = frozenset((*_LOST_ONE, *_LOST_MANY))


def renew_reach(turn: Turn) -> None:
    """Start of a watch: who is beyond the reach of his headquarters now."""
    world, state = turn.world, turn.state
    grid = world.grid.columns, world.grid.hex_km10
    now = unled(world.board.kit, state.units, world.chains, world.commands, grid)
    changed = (now != state.units[U.UNLED]).nonzero()[0]
    if len(changed):
        turn.emit(ev.ReachChanged(tuple(changed.tolist()), tuple(now[changed].tolist())))


class Muster(NamedTuple):
    """Where everybody stands, as plain lists, since every unit asks for it."""

    sides: list[int]
    hexes: list[int]
    formations: list[int]
    statuses: list[int]
    seats: dict[int, int]
    """Formation and side -> its strongest unit on the map, with which a commander without headquarters is."""


def _muster(state: GameState) -> Muster:
    sides, hexes, formations, statuses, men = state.units[_MUSTERED].tolist()
    seats: dict[int, int] = {}
    for unit, hex in enumerate(hexes):
        if hex >= 0:
            key = formations[unit] * 2 + sides[unit]
            if key not in seats or men[unit] > men[seats[key]]:
                seats[key] = unit
    return Muster(sides, hexes, formations, statuses, seats)


def is_led_at_home(world: World, unit: int) -> bool:
    """Headquarters themselves, militia and the troops of a district: their commanders live where they fight."""
    kit = world.board.kit
    if kit[Kit.HEADQUARTERS, unit] or kit[Kit.DOMESTIC, unit]:
        return True
    return world.formations[world.units[unit].formation].kind == DISTRICT


def ways_of_command(world: World, state: GameState, unit: int) -> list[tuple[int, int, int]]:
    """Everyone who commands a unit, each with the distance to him and his reach, in 0.1 km.

    These are the headquarters on the map; where there never was one, the commander
    with his formation's strongest unit. Nobody where all of them have been lost.
    """
    return _ways(world, _muster(state), unit)


def _ways(world: World, muster: Muster, unit: int) -> list[tuple[int, int, int]]:
    side, hex, hexes = muster.sides[unit], muster.hexes[unit], muster.hexes
    above = [each for each in world.headquarters[unit] if muster.sides[each] == side or hexes[each] < 0]
    present = [each for each in above if hexes[each] >= 0]
    if not present:
        if any(muster.statuses[each] == Status.GONE for each in above):
            return []
        formation = muster.formations[unit]
        seat = muster.seats[formation * 2 + side]
        return [(seat, _distance(world, hex, hexes[seat]), int(world.command_reach[formation]))]
    return [
        (each, _distance(world, hex, hexes[each]), int(world.command_reach[world.units[each].formation]))
        for each in present
    ]


def _distance(world: World, hex: int, other: int) -> int:
    return world.grid.distance(hex, other) * world.grid.hex_km10


def lost_headquarters(turn: Turn, events: Sequence[ev.Event]) -> list[tuple[int, int]]:
    """Tell of the headquarters that these events cost their side, and of what it does to those under them.

    Returns each with the side that lost it.
    """
    if _LOST.isdisjoint(map(type, events)):  # so after nearly every order
        return []
    units, kit = turn.state.units, turn.world.board.kit[Kit.HEADQUARTERS]
    lost: list[tuple[int, int]] = []
    for event in events:
        gone: tuple[int, ...] = ()
        if isinstance(event, _LOST_ONE):
            gone = (event.unit,)
        elif isinstance(event, _LOST_MANY):
            gone = event.units
        changed = isinstance(event, _CHANGED_SIDE)
        for unit in gone:
            if kit[unit]:
                now = int(units[U.SIDE, unit])
                lost.append((unit, 1 - now if changed else now))
    for unit, side in lost:
        formation = int(units[U.FORMATION, unit])
        turn.emit(ev.HeadquartersLost(unit, formation, side))
        mourn_headquarters(turn, formation, side)
    return lost
