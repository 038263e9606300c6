"""Orders to stand to the last and to wait in reserve, and what reserves do. Rulebook 10.2, 10.6."""

import numpy as np

from game.core import events as ev
from game.core.authority import refuse_points, refuse_unit, spend
from game.core.board import Edge
from game.core.fog.observe import is_night
from game.core.kernels.reach import Walk, daily_budget, walk
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.orders import Reserve, Stand
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World


def check_stand(world: World, view: GameState, order: Stand) -> Refusal | None:
    """A unit of its own, a garrison too, that does not stand to the last yet, for command points. Rulebook 10.2."""
    refused = refuse_unit(world, view, view.active_side, order.unit)
    if refused and refused.reason is not Reason.HELD:
        return refused
    if view.units[U.STAND, order.unit]:
        return Refusal(Reason.ALREADY_STANDING, (order.unit,))
    return refuse_points(view, int(world.numbers[Number.POINTS_STAND]))


def resolve_stand(turn: Turn, order: Stand) -> None:
    """The unit stands until dawn, or until it moves."""
    spend(turn, int(turn.world.numbers[Number.POINTS_STAND]))
    turn.emit(ev.StandOrdered(order.unit))


def check_reserve(world: World, view: GameState, order: Reserve) -> Refusal | None:
    """A unit that is no reserve yet and has most of its march left. Rulebook 10.6."""
    unit = order.unit
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    if view.units[U.RESERVE, unit]:
        return Refusal(Reason.ALREADY_RESERVE, (unit,))
    if _is_spent(world, view, unit):
        return Refusal(Reason.MARCHED_TOO_FAR, (unit,))
    return None


def resolve_reserve(turn: Turn, order: Reserve) -> None:
    """The unit waits until it is called up, moves or attacks."""
    turn.emit(ev.ReserveFormed(order.unit))


def _is_spent(world: World, state: GameState, unit: int) -> bool:
    """Whether a unit has marched too far today to help a neighbour."""
    day = int(daily_budget(world.board.numbers, world.board.kit, state.units, unit))
    most = day * world.numbers[Number.RESERVE_SPENT] // 1000
    return bool(state.units[U.MOVED, unit] > most)


def call_up_reserves(turn: Turn, target: int, side: int) -> list[int]:
    """Before a battle for ``target``: the reserves of ``side`` beside it march there, the strongest first; who came."""
    units = turn.state.units
    waiting = np.flatnonzero((units[U.RESERVE] == 1) & (units[U.SIDE] == side) & (units[U.HEX] >= 0))
    came: list[int] = []
    if not len(waiting):
        return came
    beside = turn.world.board.edges[Edge.NEIGHBOUR, target].tolist()
    near = [unit for unit in waiting.tolist() if int(units[U.HEX, unit]) in beside]
    for unit in sorted(near, key=lambda each: (-int(units[U.MEN, each]), each)):
        way = _way_to(turn, unit, target)
        if way is not None:
            turn.emit(ev.ReserveCalledUp(unit, target, way.moved))
            came.append(unit)
    return came


def _way_to(turn: Turn, unit: int, target: int) -> Walk | None:
    """The one step of a reserve, if it can make it: never from zone to zone."""
    world, state = turn.world, turn.state
    held = state.units[U.HELD_UNTIL, unit] > state.day
    busy = state.units.item(U.STATUS, unit) != Status.READY or state.units[U.ATTACKED, unit]
    if held or busy or _is_spent(world, state, unit):
        return None
    step, clear = np.array([target], dtype=np.int64), (False, is_night(world, state))
    _, comes = walk(world.walk_arrays, state.units, state.crossings, unit, step, clear)
    way = Walk(*comes)
    able = way.steps == 1 and way.stop == 0 and way.room and not way.slips
    return way if able else None
