"""How far trains run along the railway from a hex. Rulebook 4.11."""

import numpy as np

from game.core.board import Edge
from game.core.hexgrid import Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.survey import Marks


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
