"""Marches, forced marches, bridges. Rulebook 4."""

import numpy as np

from game.core import events as ev
from game.core.authority import cost_of_march, refuse_points, refuse_unit, spend
from game.core.battle.ambush import spring_ambush
from game.core.battle.spoils import take_places
from game.core.board import Edge, Kit
from game.core.fog.observe import Glimpse, beneath, is_night
from game.core.kernels.reach import (
    ENEMY,
    IMPASSABLE,
    NOT_ADJACENT,
    TOO_FAR,
    ZONE_TO_ZONE,
    Trial,
    Walk,
    daily_budget,
    fits,
    reach,
    walk,
)
from game.core.kernels.survey import Marks, survey
from game.core.kinds import Bridge, Status
from game.core.numbers import Number
from game.core.orders import BuildBridge, Entrench, ForceMarch, Move
from game.core.refusal import Reason, Refusal
from game.core.state import Crossing, GameState, U
from game.core.turn import Turn
from game.core.world import World

_REASON_OF_STOP = {
    IMPASSABLE: Reason.IMPASSABLE,
    ENEMY: Reason.ENEMY_IN_HEX,
    ZONE_TO_ZONE: Reason.ZONE_TO_ZONE,
    TOO_FAR: Reason.TOO_FAR,
    NOT_ADJACENT: Reason.NOT_ADJACENT,
}

_SIDE, _FORCED, _MEN = int(U.SIDE), int(U.FORCED), int(U.MEN)
_UNHINDERED = (0, 1)
"""How a `Trial` ends that nothing stops and that finds room."""


def room(world: World, state: GameState, unit: int, hex: int) -> bool:
    """Whether ``unit`` fits into ``hex`` beside its own side's men. Rulebook 4.7."""
    return bool(fits(world.board.hexes, state.units, unit, hex))


def look_for(world: World, state: GameState, side: int) -> Marks:
    """Marks by hex: own and enemy units and enemy zones."""
    found: Marks = survey(world.board, state.units, side)
    return found


def check_move(world: World, view: GameState, order: Move) -> Refusal | None:
    """Rulebook 4.1–4.7, on what the mover knows."""
    unit, path = order.unit, order.path
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    if not path:
        return Refusal(Reason.NO_PATH, (unit,))
    if min(path) < 0 or max(path) >= world.grid.size:
        return Refusal(Reason.NO_SUCH_HEX, (unit,))
    planned, comes = _walk(world, view, unit, path)
    if planned[-2:] != _UNHINDERED:
        return _refuse_march(world, view, unit, path, Walk(*planned))
    if isinstance(view, Glimpse):
        view.foreseen = order, comes
    return None


def _refuse_march(world: World, view: GameState, unit: int, path: tuple[int, ...], way: Walk) -> Refusal:
    """A path on which something is known to stop the unit, or to whose end it does not fit."""
    if way.stop == NOT_ADJACENT:
        return _refuse_gap(world, view, unit, path, way.steps)
    reason = _REASON_OF_STOP[way.stop] if way.stop < 0 else Reason.OVERSTACKED
    asked = path[way.steps if way.stop < 0 else -1]
    ends = (hex for hex in path[: way.steps][::-1] if room(world, view, unit, hex))
    return Refusal(reason, (unit,), (asked,), nearest=next(ends, -1))


def _refuse_gap(world: World, view: GameState, unit: int, path: tuple[int, ...], steps: int) -> Refusal:
    """A path that leaps, or comes to a wall: the hex is out of reach in this watch, or the path tells no way there."""
    hex, before = path[steps], path[steps - 1] if steps else int(view.units[U.HEX, unit])
    if world.grid.direction(before, hex) >= 0:
        return Refusal(Reason.IMPASSABLE, (unit,), (hex,))
    look = look_for(world, view, int(view.units[U.SIDE, unit]))
    cost, _ = reach(world.march_arrays, view.units, view.crossings, look, unit, is_night(world, view))
    if cost[hex] >= 0:
        return Refusal(Reason.NOT_ADJACENT, (unit,), (hex,))
    ends = sorted(np.flatnonzero(cost > 0).tolist(), key=lambda end: (world.grid.distance(end, hex), int(cost[end])))
    nearest = next((end for end in ends if room(world, view, unit, end)), -1)
    return Refusal(Reason.TOO_FAR, (unit,), (hex,), nearest=nearest)


def march(world: World, state: GameState, unit: int, path: tuple[int, ...]) -> Walk:
    """How far a unit would come along a path, as far as can be told from the position or view."""
    return Walk(*_walk(world, state, unit, path)[0])


def march_in_truth(world: World, state: GameState, unit: int, path: tuple[int, ...]) -> Walk:
    """How far a unit comes along a path; a march that is stopped ends where there is room."""
    return Walk(*_walk(world, state, unit, path)[1])


def _walk(world: World, state: GameState, unit: int, path: tuple[int, ...]) -> tuple[Trial, Trial]:
    """Both at once."""
    position, veiled = beneath(world, state)
    hexes, fog = np.array(path, dtype=np.int64), (veiled, is_night(world, state))
    found: tuple[Trial, Trial] = walk(world.walk_arrays, position.units, position.crossings, unit, hexes, fog)
    return found


def resolve_move(turn: Turn, order: Move) -> None:
    """March until the end of the path or until something unseen stops the unit."""
    planned, foreseen = order.path, turn.foreseen
    if foreseen is not None and foreseen[0] is order:
        way, turn.foreseen = Walk(*foreseen[1]), None
    else:
        way = march_in_truth(turn.world, turn.state, order.unit, planned)
    if way.steps > 0:
        _move(turn, order.unit, planned[: way.steps], way)
    if way.stop == ENEMY:
        hex = planned[way.steps]
        turn.emit(ev.EnemyMet(order.unit, hex, tuple(turn.state.units_at(hex))))
        spring_ambush(turn, order.unit, hex)
    elif way.stop < 0:
        turn.emit(ev.MarchStopped(order.unit, planned[way.steps]))


def _move(turn: Turn, unit: int, path: tuple[int, ...], way: Walk) -> None:
    """Move a unit along a path that it can march."""
    crossed = bridges_on(turn, unit, path) if way.bridges else []
    road = way.road == 1 and _marches_in_column(turn, unit)
    turn.emit(ev.UnitMoved(unit, path, way.moved, way.moved_watch, way.cohesion, int(road)))
    for crossing in crossed:
        _cross_bridge(turn, crossing, unit)
    take_places(turn, unit, path)


def _marches_in_column(turn: Turn, unit: int) -> bool:
    """Whether a unit marches by day and so in the open where it takes a road. Rulebook 11.1.

    Where a watch is a whole day and night, those trained for the night march after dark, unless they are in haste.
    """
    if is_night(turn.world, turn.state):
        return False
    if not _has_one_watch(turn.world) or turn.state.units.item(_FORCED, unit) == 1:
        return True
    return turn.world.board.kit.item(Kit.NIGHT, unit) == 0


def _has_one_watch(world: World) -> bool:
    return len(world.calendar.first) == 1


def left_over(turn: Turn) -> ev.MarchesCarried | None:
    """What units on the way have left of the day's march, too little for another hex; None for nobody. Rulebook 4.1."""
    if not _has_one_watch(turn.world):
        return None
    units, board = turn.state.units, turn.world.board
    most = turn.world.grid.hex_km10 * int(turn.world.numbers[Number.MARCH_CARRIED]) // 1000
    under_way = (units[U.MOVED] > 0) & (units[U.ATTACKED] == 0) & (units[U.STATUS] == Status.READY)
    carried = {}
    for unit in np.flatnonzero(under_way & (units[U.HEX] >= 0)).tolist():
        left = min(most, int(daily_budget(board.numbers, board.kit, units, unit)) - units.item(U.MOVED, unit))
        if left > 0:
            carried[unit] = -left
    return ev.MarchesCarried(tuple(carried), tuple(carried.values())) if carried else None


def _cross_bridge(turn: Turn, crossing: int, unit: int) -> None:
    """Count a unit on an improvised bridge that bears it."""
    side, men = turn.state.units.item(_SIDE, unit), turn.state.units.item(_MEN, unit)
    column = turn.state.crossings[:, crossing].tolist()
    passed = column[Crossing.PASSED] + men
    if passed <= turn.world.numbers[Number.BRIDGE_MEN]:  # the others waded
        turn.emit(ev.BridgeCrossed(crossing, passed, side, column[Crossing.PASSED_0 + side] + men))


def bridges_on(turn: Turn, unit: int, path: tuple[int, ...]) -> list[int]:
    """The improvised bridges that a path passes."""
    board, bridges = turn.world.board, turn.state.crossings[Crossing.BRIDGE]
    here = int(turn.state.units[U.HEX, unit])
    found = []
    for there in path:
        direction = turn.world.grid.direction(here, there)
        crossing = int(board.edges[Edge.CROSSING, here, direction])
        if crossing >= 0 and bridges.item(crossing) == Bridge.IMPROVISED:
            found.append(crossing)
        here = there
    return found


def check_force_march(world: World, view: GameState, order: ForceMarch) -> Refusal | None:
    """Rulebook 4.6."""
    unit = order.unit
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    units, numbers = view.units, world.numbers
    if units[U.FORCED, unit]:
        return Refusal(Reason.ALREADY_FORCED, (unit,))
    if units[U.FORCED_DAYS, unit] >= numbers[Number.FORCED_DAYS]:
        return Refusal(Reason.FORCED_TOO_LONG, (unit,))
    if units[U.COHESION, unit] <= numbers[Number.FORCED_COHESION]:
        return Refusal(Reason.TOO_SHAKEN, (unit,))
    return refuse_points(view, cost_of_march(world, view, unit))


def resolve_force_march(turn: Turn, order: ForceMarch) -> None:
    """Half a day's march more, for cohesion."""
    cohesion = int(turn.state.units[U.COHESION, order.unit] - turn.world.numbers[Number.FORCED_COHESION])
    turn.emit(ev.MarchForced(order.unit, cohesion))
    spend(turn, cost_of_march(turn.world, turn.state, order.unit))


def check_entrench(world: World, view: GameState, order: Entrench) -> Refusal | None:
    """Rulebook 5.4. Garrisons may dig in where they stand."""
    refused = refuse_unit(world, view, view.active_side, order.unit)
    if refused and refused.reason is not Reason.HELD:
        return refused
    if view.unit(order.unit)[U.DIGGING]:
        return Refusal(Reason.ALREADY_DIGGING, (order.unit,))
    return None


def resolve_entrench(turn: Turn, order: Entrench) -> None:
    """Start digging; the work counts from dusk to dusk."""
    turn.emit(ev.DiggingBegan(order.unit))


def check_build_bridge(world: World, view: GameState, order: BuildBridge) -> Refusal | None:
    """Rulebook 4.4: engineers who have done nothing else today, at a river hexside without a bridge."""
    unit = order.unit
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    if not world.board.kit[Kit.ENGINEER, unit]:
        return Refusal(Reason.NOT_ENGINEERS, (unit,))
    if view.units[U.MOVED, unit] > 0:
        return Refusal(Reason.HAS_MOVED, (unit,))
    here = int(view.units[U.HEX, unit])
    crossing = int(world.board.edges[Edge.CROSSING, here, order.direction]) if 0 <= order.direction < 6 else -1
    if crossing < 0 or world.board.edges[Edge.NEIGHBOUR, here, order.direction] < 0:
        return Refusal(Reason.NO_RIVER, (unit,), (here,))
    if view.crossings.item(Crossing.BRIDGE, crossing) != Bridge.NONE:
        return Refusal(Reason.ALREADY_BRIDGED, (unit,), (here,))
    return None


def resolve_build_bridge(turn: Turn, order: BuildBridge) -> None:
    """The bridge stands at once and the engineers' day is spent."""
    here = int(turn.state.units[U.HEX, order.unit])
    crossing = int(turn.world.board.edges[Edge.CROSSING, here, order.direction])
    other = int(turn.world.board.edges[Edge.NEIGHBOUR, here, order.direction])
    turn.emit(ev.BridgeBuilt(order.unit, crossing, here, other))
