"""Headquarters: whom they reach, and what becomes of those they do not. Rulebook 10.1."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.core import events as ev
from game.core.board import Kit
from game.core.facts import DISTRICT
from game.core.hexgrid import Ints
from game.core.kinds import Status
from game.core.shocks import mourn_headquarters
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import SIDES, World

Mask = npt.NDArray[np.bool_]

_MUSTERED = np.array([U.SIDE, U.HEX, U.FORMATION, U.STATUS, U.MEN], dtype=np.int64)
_LOST_ONE = (ev.UnitSurrendered, ev.UnitDestroyed, ev.UnitScattered)
_CHANGED_SIDE = (ev.FormationWentOver, ev.UnitsJoined)
_LOST_MANY = (*_CHANGED_SIDE, ev.FormationSurrendered, ev.UnitsDismissed)
_LOST = frozenset((*_LOST_ONE, *_LOST_MANY))


def renew_reach(turn: Turn) -> None:
    """Start of a watch: who is beyond the reach of his headquarters now."""
    world, state = turn.world, turn.state
    now = state.units[U.UNLED].tolist()
    lost = _unled(world, state)
    changed = [unit for unit, unled in enumerate(lost) if unled != now[unit]]
    if changed:
        turn.emit(ev.ReachChanged(tuple(changed), tuple(lost[unit] for unit in changed)))


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


def _unled(world: World, state: GameState) -> list[int]:
    """For each unit 1 where no headquarters over it reaches it."""
    units, kit = state.units, world.board.kit
    hexes, sides = units[U.HEX], units[U.SIDE]
    of_pair, seats, reach = world.chains
    here, there = hexes[of_pair], hexes[seats]
    stands = (here >= 0) & (there >= 0) & (sides[of_pair] == sides[seats])
    within = stands & (world.grid.distances(here, there) * world.grid.hex_km10 <= reach)

    led = (hexes < 0) | ((kit[Kit.HEADQUARTERS] | kit[Kit.DOMESTIC] | world.districts[units[U.FORMATION]]) == 1)
    led[of_pair[within]] = True
    headless = ~led
    headless[of_pair[stands]] = False
    headless[of_pair[units[U.STATUS, seats] == int(Status.GONE)]] = False
    left = headless.nonzero()[0]
    if len(left):
        led[left] = _led_by_strongest(world, units, left)
    unled: list[int] = (~led).astype(np.int64).tolist()
    return unled


def _led_by_strongest(world: World, units: Ints, left: Ints) -> Mask:
    """For each of these units whether its formation's strongest unit, with which the commander is, reaches it."""
    formations, sides, hexes, men = units[[U.FORMATION, U.SIDE, U.HEX, U.MEN]]
    body = formations * len(SIDES) + sides
    weakest_first = np.lexsort((-np.arange(len(men)), men))
    present = weakest_first[hexes[weakest_first] >= 0]
    strongest = np.zeros(body.max() + 1, dtype=np.int64)
    strongest[body[present]] = present  # of those written to one place the last stays
    away = world.grid.distances(hexes[left], hexes[strongest[body[left]]]) * world.grid.hex_km10
    led: Mask = away <= world.command_reach[formations[left]]
    return led


def is_led_at_home(world: World, unit: int) -> bool:
    """Headquarters themselves, militia and the troops of a district: their commanders live where they fight."""
    kit = world.board.kit
    if kit[Kit.HEADQUARTERS, unit] or kit[Kit.DOMESTIC, unit]:
        return True
    return world.formations[world.units[unit].formation].kind == DISTRICT


def ways_of_command(world: World, state: GameState, unit: int) -> list[tuple[int, int, int]]:
    """Who commands a unit: each with the distance to it and how far he reaches, in 0.1 km.

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
