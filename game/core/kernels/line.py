"""How far trains run along the railway from a hex. Rulebook 4.11."""

import numpy as np
import numpy.typing as npt

from game.core.board import Board, Edge
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.reach import fits
from game.core.kernels.survey import Marks
from game.core.state import U


@kernel
def run(edges: Narrow, shut: Marks, running: Marks, start: int, most: int) -> tuple[Narrow, Narrow]:
    """Search along the railway from ``start``, hex by hex, for at most ``most`` hexes.

    ``shut[hex]`` is not 0 where no train passes, ``running[link]`` is 1 where trains run. Returns ``steps[hex]``
    (-1 out of reach) and ``previous[hex]`` (-1 at the start and out of reach).
    """
    steps, previous = np.full(shut.size, -1, np.int32), np.full(shut.size, -1, np.int32)
    queue = np.empty(shut.size, np.int32)
    steps[start], queue[0], first, last = 0, start, 0, 1
    while first < last:
        here = queue[first]
        first += 1
        if steps[here] == most:
            break
        for direction in range(6):
            link = edges[Edge.RAIL, here, direction]
            if link < 0 or running[link] == 0:
                continue
            there = edges[Edge.NEIGHBOUR, here, direction]
            if shut[there] == 0 and steps[there] < 0:
                steps[there], previous[there] = steps[here] + 1, here
                queue[last] = there
                last += 1
    return steps, previous


@kernel
def nearest_stop(
    board: Board,
    units: Ints,
    unit: int,
    line: tuple[Marks, Marks],
    goal: tuple[Narrow, npt.NDArray[np.bool_]],
    most: int,
) -> tuple[int, Narrow, Narrow]:
    """The hex with room for ``unit`` that is nearest to a goal, of those within ``most`` hexes by train; the search.

    ``line`` is ``shut`` and ``running`` as `run` takes them, ``goal`` how far every hex is from it and whether a hex
    will do. Of equals the fewest hexes by train; -1 where there is none.
    """
    away, fit = goal
    steps, previous = run(board.edges, line[0], line[1], units[U.HEX, unit], most)
    best = -1
    for hex in range(steps.size):
        if steps[hex] <= 0 or not fit[hex]:
            continue
        nearer = best < 0 or away[hex] < away[best] or (away[hex] == away[best] and steps[hex] < steps[best])
        if nearer and fits(board.hexes, units, unit, hex):
            best = hex
    return best, steps, previous
