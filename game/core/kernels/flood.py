"""The one whole-map search: distances on foot from seeds, round what bars the way."""

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kernels.survey import Marks
from game.core.state import Bridge, Crossing
from game.core.world import Board, Edge

FAR = 1 << 30
"""Distance of what was not reached."""

_RING = 1 << 10
"""Buckets of the circular queue; more than any single step costs."""

_OPEN_RIVER = 100
"""0.1 km that carriers lose at a river without a bridge: half a day's march of foot. A stream costs half."""
_OPEN_STREAM = 50


@kernel
def flood(
    board: Board, crossings: Ints, blocked: Marks, seeds: Ints, limit: int, goal: Marks, wanted: int
) -> tuple[Ints, Ints, int]:
    """Distance by foot from the nearest of ``seeds``, round ``blocked`` hexes, up to ``limit``.

    Returns ``distance[hex]`` in 0.1 km (FAR where not reached), ``previous[hex]``,
    the next hex towards the seed (-1 at seeds), and the last hex settled whose
    ``goal`` is set, -1 none; the search ends when ``wanted`` goals are settled.
    A circular bucket queue.
    """
    edges = board.edges
    hexes = board.hexes.shape[1]
    distance = np.full(hexes, FAR, np.int64)
    previous = np.full(hexes, -1, np.int64)
    head = np.full(_RING, -1, np.int64)
    pool_hex = np.empty(hexes * 2 + seeds.size, np.int32)
    pool_next = np.empty(hexes * 2 + seeds.size, np.int32)
    pool = 0
    for seed in seeds:
        if distance[seed] > 0 and blocked[seed] == 0:
            distance[seed] = 0
            pool_hex[pool], pool_next[pool], head[0] = seed, head[0], pool
            pool += 1
    waiting = pool
    last_goal = -1
    settled = np.zeros(hexes, np.bool_)
    now = 0
    while waiting > 0 and now <= limit:
        bucket = now & (_RING - 1)
        while head[bucket] >= 0:
            entry = head[bucket]
            head[bucket] = pool_next[entry]
            waiting -= 1
            here = pool_hex[entry]
            if distance[here] != now:
                continue
            if goal[here] != 0 and not settled[here]:
                settled[here] = True
                last_goal = here
                wanted -= 1
                if wanted == 0:
                    return distance, previous, last_goal
            for direction in range(6):
                there = edges[Edge.NEIGHBOUR, here, direction]
                if there < 0 or blocked[there] != 0:
                    continue
                step = edges[Edge.FOOT, here, direction]
                if step < 0:
                    continue
                crossing = edges[Edge.CROSSING, here, direction]
                if crossing >= 0 and crossings[Crossing.BRIDGE, crossing] == Bridge.NONE:
                    step += _OPEN_RIVER if edges[Edge.RIVER, here, direction] == 1 else _OPEN_STREAM
                total = now + step
                if total < distance[there]:
                    distance[there] = total
                    previous[there] = here
                    slot = total & (_RING - 1)
                    if pool == pool_hex.size:  # hardly ever: most hexes enter the queue once
                        pool_hex, pool_next = np.append(pool_hex, pool_hex), np.append(pool_next, pool_next)
                    pool_hex[pool], pool_next[pool] = there, head[slot]
                    head[slot] = pool
                    pool += 1
                    waiting += 1
        now += 1
    return distance, previous, last_goal
