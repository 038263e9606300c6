"""Wrecking and mending the railway. Rulebook 6.8."""

import numpy as np

from game.core import events as ev
from game.core.authority import refuse_unit
from game.core.board import Edge, Kit, MoveClass
from game.core.fog.reports import tell_of_rails
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, ZONE
from game.core.movement.march import look_for
from game.core.numbers import Number
from game.core.orders import RepairRail, WreckRail
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, Rail, U
from game.core.turn import Turn
from game.core.world import World


def stretch(world: World, hex: int, direction: int) -> int:
    """The stretch of railway that leaves a hex in a direction, -1 none."""
    return int(world.board.edges[Edge.RAIL, hex, direction]) if 0 <= direction < 6 else -1


def _refuse_worker(world: World, view: GameState, unit: int, direction: int) -> Refusal | None:
    """Whether a unit can spend its day on the railway there."""
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    if world.board.kit[Kit.HEADQUARTERS, unit]:
        return Refusal(Reason.HEADQUARTERS_DO_NOT, (unit,))
    if view.units[U.MOVED, unit] > 0:
        return Refusal(Reason.HAS_MOVED, (unit,))
    here = int(view.units[U.HEX, unit])
    if stretch(world, here, direction) < 0:
        return Refusal(Reason.NO_RAILWAY, (unit,), (here,))
    return None


def check_wreck_rail(world: World, view: GameState, order: WreckRail) -> Refusal | None:
    """Any troops but a headquarters, with a whole stretch beside them."""
    refused = _refuse_worker(world, view, order.unit, order.direction)
    if refused:
        return refused
    here = int(view.units[U.HEX, order.unit])
    if view.rails[Rail.WRECKED, stretch(world, here, order.direction)]:
        return Refusal(Reason.WRECKED_ALREADY, (order.unit,), (here,))
    return None


def resolve_wreck_rail(turn: Turn, order: WreckRail) -> None:
    """No train passes from now on; the unit's day is spent."""
    here = int(turn.state.units[U.HEX, order.unit])
    there = int(turn.world.board.edges[Edge.NEIGHBOUR, here, order.direction])
    link = stretch(turn.world, here, order.direction)
    if turn.state.rails[Rail.WRECKED, link]:
        tell_of_rails(turn, (link,), turn.state.active_side)  # somebody did it before, unseen
    else:
        turn.emit(ev.RailWrecked(order.unit, link, here, there))


def check_repair_rail(world: World, view: GameState, order: RepairRail) -> Refusal | None:
    """Men on foot, with a wrecked stretch beside them that no enemy commands at either end."""
    unit = order.unit
    refused = _refuse_worker(world, view, unit, order.direction)
    if refused:
        return refused
    here = int(view.units[U.HEX, unit])
    if world.board.kit.item(Kit.MOVE_CLASS, unit) != MoveClass.FOOT:
        return Refusal(Reason.NOT_ON_FOOT, (unit,))
    if not view.rails[Rail.WRECKED, stretch(world, here, order.direction)]:
        return Refusal(Reason.NOT_WRECKED, (unit,), (here,))
    there = int(world.board.edges[Edge.NEIGHBOUR, here, order.direction])
    commanded = under_fire(world, view, view.active_side, (here, there))
    return None if commanded < 0 else Refusal(Reason.UNDER_FIRE, (unit,), (commanded,))


def under_fire(world: World, view: GameState, side: int, ends: tuple[int, int]) -> int:
    """The end of a stretch at which the enemy of a side lets nobody work, -1 neither."""
    look = look_for(world, view, side)
    return next((hex for hex in ends if look[hex] & ENEMY_THERE or look[hex] & ZONE == FULL_ZONE), -1)


def resolve_repair_rail(turn: Turn, order: RepairRail) -> None:
    """A unit-day of work; the last one opens the stretch to trains."""
    here = int(turn.state.units[U.HEX, order.unit])
    there = int(turn.world.board.edges[Edge.NEIGHBOUR, here, order.direction])
    link = stretch(turn.world, here, order.direction)
    if not turn.state.rails[Rail.WRECKED, link]:
        tell_of_rails(turn, (link,), turn.state.active_side)  # it has been mended, unseen
        return
    left = work_left(turn.world, turn.state, link) - 1
    mended = int(turn.state.rails[Rail.MENDED, link]) + 1 if left > 0 else 0
    turn.emit(ev.RailMended(order.unit, link, here, there, mended, max(0, left)))


def work_left(world: World, state: GameState, link: int) -> int:
    """Unit-days until a wrecked stretch is whole."""
    return max(1, int(world.numbers[Number.RAIL_REPAIR]) - int(state.rails[Rail.MENDED, link]))


def wrecked_beside(world: World, state: GameState, hex: int) -> list[int]:
    """The directions in which wrecked railway leaves a hex."""
    links = world.board.edges[Edge.RAIL, hex]
    wrecked = (links >= 0) & (state.rails[Rail.WRECKED][links] == 1) if state.rails.size else links >= 0
    return [int(direction) for direction in np.flatnonzero(wrecked)]
