"""Work that a staff has done by those who have nothing else to do: mending the railway that feeds it."""

import numpy as np

from game.core.board import Edge
from game.core.engine import check
from game.core.kernels.net import barred, railheads
from game.core.kernels.survey import survey
from game.core.orders import RepairRail
from game.core.state import GameState, Rail, U
from game.core.world import World
from game.players.staff.order import Plan
from game.players.staff.reasons import Reason

_IDLE = {Reason.STANDS, Reason.RESERVE, Reason.GUARDS, Reason.HUNGRY}


def repairs(world: World, view: GameState, side: int, plan: Plan) -> list[RepairRail]:
    """Orders to mend the stretches at which the side's own trains stop, for idle units beside them."""
    if not view.rails.size or not view.rails[Rail.WRECKED].any():
        return []
    edges, units = world.board.edges, view.units
    broken = np.zeros(world.grid.size + 1, dtype=bool)  # nobody is where -1 points
    broken[world.rail_ends[view.rails[Rail.WRECKED] > 0]] = True
    beside = (units[U.SIDE] == side) & broken[units[U.HEX]] & (units[U.MOVED] <= 0)
    able = [unit for unit in np.flatnonzero(beside).tolist() if _is_idle(plan, unit, units.item(U.FORMATION, unit))]
    if not able:
        return []
    blocked = barred(survey(world.board, units, side))
    origin = railheads(world.board, view.rails, blocked, side, False).origin
    found: list[RepairRail] = []
    for unit in able:
        here = int(units[U.HEX, unit])
        for direction in range(6):
            link, there = int(edges[Edge.RAIL, here, direction]), int(edges[Edge.NEIGHBOUR, here, direction])
            if link < 0 or not view.rails[Rail.WRECKED, link] or (origin[here] < 0 and origin[there] < 0):
                continue
            order = RepairRail(unit, direction)
            if check(world, view, order) is None:
                found.append(order)
                break
    return found


def _is_idle(plan: Plan, unit: int, formation: int) -> bool:
    """Whether a unit has nothing else to do."""
    why = plan.unit_reasons.get(unit) or plan.reasons.get(formation)
    return why is not None and why.reason in _IDLE
