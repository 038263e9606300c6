"""Headquarters: whom they reach, and what becomes of those they do not. Rulebook 10.1."""

from collections.abc import Iterable

import numpy as np

from game.core import events as ev
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import Kit, World

_FRONT = "front"
_AT_HOME = "district"
_LOSSES = (ev.UnitSurrendered, ev.UnitDestroyed, ev.UnitScattered)


def reach_of(world: World, formation: int) -> int:
    """How far a formation's headquarters reaches, 0.1 km."""
    is_front = world.formations[formation].kind == _FRONT
    return int(world.numbers[Number.HEADQUARTERS_FRONT if is_front else Number.HEADQUARTERS_ARMY])


def renew_reach(turn: Turn) -> None:
    """Start of a watch: who is beyond the reach of his headquarters now."""
    world, state = turn.world, turn.state
    now = state.units[U.UNLED].tolist()
    lost = _unled(world, state)
    changed = [unit for unit, unled in enumerate(lost) if unled != now[unit]]
    if changed:
        turn.emit(ev.ReachChanged(tuple(changed), tuple(lost[unit] for unit in changed)))


def _unled(world: World, state: GameState) -> list[int]:
    """For each unit 1 where no headquarters over it reaches it."""
    seats = _seats(state)
    where = state.units[U.HEX].tolist()
    return [
        int(hex >= 0 and not is_led_at_home(world, unit) and not _is_led(world, state, unit, seats))
        for unit, hex in enumerate(where)
    ]


def is_led_at_home(world: World, unit: int) -> bool:
    """Headquarters themselves, militia and the troops of a district: their commanders live where they fight."""
    kit = world.board.kit
    if kit[Kit.HEADQUARTERS, unit] or kit[Kit.DOMESTIC, unit]:
        return True
    return world.formations[world.units[unit].formation].kind == _AT_HOME


def _is_led(world: World, state: GameState, unit: int, seats: dict[int, int]) -> bool:
    return any(distance <= reach for _, distance, reach in ways_of_command(world, state, unit, seats))


def ways_of_command(
    world: World, state: GameState, unit: int, seats: dict[int, int] | None = None
) -> list[tuple[int, int, int]]:
    """Who commands a unit: each with the distance to it and how far he reaches, in 0.1 km.

    These are the headquarters on the map; where there never was one, the commander
    with his formation's strongest unit. Nobody where all of them have been lost.
    """
    units = state.units
    side, hex, formation = units[[U.SIDE, U.HEX, U.FORMATION], unit].tolist()
    above = [each for each in world.headquarters[unit] if units[U.SIDE, each] == side or units[U.HEX, each] < 0]
    present = [each for each in above if units[U.HEX, each] >= 0]
    if not present:
        if any(units[U.STATUS, each] == Status.GONE for each in above):
            return []
        seat = (_seats(state) if seats is None else seats)[formation * 2 + side]
        return [(seat, _distance(world, hex, int(units[U.HEX, seat])), reach_of(world, formation))]
    return [
        (each, _distance(world, hex, int(units[U.HEX, each])), reach_of(world, world.units[each].formation))
        for each in present
    ]


def _distance(world: World, hex: int, other: int) -> int:
    return world.grid.distance(hex, other) * world.grid.hex_km10


def _seats(state: GameState) -> dict[int, int]:
    """Formation and side -> its strongest unit on the map, with which a commander without headquarters is."""
    units = state.units
    present = np.flatnonzero(units[U.HEX] >= 0)
    keys = (units[U.FORMATION, present] * 2 + units[U.SIDE, present]).tolist()
    men = units[U.MEN, present].tolist()
    best: dict[int, tuple[int, int]] = {}
    for unit, key, strength in zip(present.tolist(), keys, men, strict=True):
        if key not in best or strength > best[key][0]:
            best[key] = strength, unit
    return {key: unit for key, (_, unit) in best.items()}


def lost_headquarters(turn: Turn, events: Iterable[ev.Event]) -> list[int]:
    """Tell of the headquarters that these events cost their side; the units."""
    kit, lost = turn.world.board.kit[Kit.HEADQUARTERS], []
    for event in events:
        if isinstance(event, _LOSSES):
            lost += [event.unit] if kit[event.unit] else []
        elif isinstance(event, ev.FormationWentOver):
            lost += [unit for unit in event.units if kit[unit]]
    for unit in lost:
        facts = turn.world.units[unit]
        turn.emit(ev.HeadquartersLost(unit, facts.formation, facts.side))
    return lost
