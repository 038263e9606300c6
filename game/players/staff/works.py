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
    edges = world.board.edges
    blocked = barred(survey(world.board, view.units, side))
    origin = railheads(world.board, view.rails, blocked, side, False).origin
    found: list[RepairRail] = []
    idle = (view.units[U.SIDE] == side) & (view.units[U.HEX] >= 0) & (view.units[U.MOVED] == 0)
    for unit in np.flatnonzero(idle).tolist():
        why = plan.unit_reasons.get(unit) or plan.reasons.get(int(view.units[U.FORMATION, unit]))
        if why is None or why.reason not in _IDLE:
            continue
        here = int(view.units[U.HEX, unit])
        for direction in range(6):
            link, there = int(edges[Edge.RAIL, here, direction]), int(edges[Edge.NEIGHBOUR, here, direction])
            if link < 0 or not view.rails[Rail.WRECKED, link] or (origin[here] < 0 and origin[there] < 0):
                continue
            order = RepairRail(unit, direction)
            if check(world, view, order) is None:
                found.append(order)
                break
    return found
