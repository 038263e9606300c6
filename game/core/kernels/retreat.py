"""The way back: distance to a side's sources, and the hexes along which a beaten unit gives way. Rulebook 5.7."""

import numpy as np

from game.core.board import Board, Edge, HexColumn, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.flood import FAR, flood
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks, survey
from game.core.kinds import Bridge
from game.core.state import Crossing, U


@kernel
def home_distance(board: Board, crossings: Ints, side: int) -> Ints:
    """Distance from each hex to the nearest source of ``side``, enemies apart: the direction of "back"."""
    count = 0
    seeds = np.empty(board.sources.shape[1], np.int32)
    for source in range(board.sources.shape[1]):
        if board.sources[SourceColumn.SIDE, source] == side:
            seeds[count] = board.sources[SourceColumn.HEX, source]
            count += 1
    nothing = np.zeros(board.hexes.shape[1], np.int8)
    return flood(board, crossings, nothing, seeds[:count], side, FAR, nothing, 0)[0].astype(np.int64)


@kernel
def men_at(units: Ints, hex: int, side: int) -> int:
    """Men of ``side`` in a hex."""
    men = 0
    for unit in range(units.shape[1]):
        if units[U.HEX, unit] == hex and units[U.SIDE, unit] == side:
            men += units[U.MEN, unit]
    return men


@kernel
def can_give_way(
    arrays: tuple[Narrow, Ints], units: Ints, crossings: Ints, look: Marks, unit: int, here: int, direction: int
) -> bool:
    """Whether a beaten unit may step there: no enemy, no full zone without friends, no open river, room.

    ``arrays`` are the board's edges and hexes.
    """
    edges, hexes = arrays
    there = edges[Edge.NEIGHBOUR, here, direction]
    if there < 0 or edges[Edge.FOOT, here, direction] < 0 or look[there] & ENEMY_THERE:
        return False
    if look[there] & ZONE == FULL_ZONE and not look[there] & OWN_THERE:
        return False
    crossing = edges[Edge.CROSSING, here, direction]
    if crossing >= 0 and edges[Edge.RIVER, here, direction] == 1:
        if crossings[Crossing.BRIDGE, crossing] == Bridge.NONE:
            return False
    men = units[U.MEN, unit] + men_at(units, there, units[U.SIDE, unit])
    return bool(men <= hexes[HexColumn.STACK, there])


@kernel
def retreat_path(board: Board, units: Ints, crossings: Ints, home: Ints, unit: int, steps: int) -> Ints:
    """The hexes along which ``unit`` gives way, at most ``steps``, each the nearest to home; empty without a way.

    ``home`` is `home_distance` of its side.
    """
    look = survey(board, units, units[U.SIDE, unit])
    path = np.empty(steps, np.int64)
    made = 0
    start = units[U.HEX, unit]
    here = start
    for _ in range(steps):
        best = -1
        for direction in range(6):
            if not can_give_way((board.edges, board.hexes), units, crossings, look, unit, here, direction):
                continue
            there = board.edges[Edge.NEIGHBOUR, here, direction]
            visited = there == start
            for k in range(made):
                visited = visited or path[k] == there
            if not visited and (best < 0 or home[there] < home[best]):
                best = there
        if best < 0:
            break
        path[made] = best
        made += 1
        here = best
    return path[:made].copy()
