"""The one whole-map search: distances on foot from seeds, round what bars the way."""

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.survey import Marks
from game.core.kinds import Bridge
from game.core.state import Crossing
from game.core.world import Board, Edge

FAR = 1 << 30
"""Distance of what was not reached."""

_RING = 1 << 11
"""Buckets of the circular queue; more than any single step costs: 1600 at 50 km a hex, into mountains over a river."""

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
    Dial's circular bucket queue; each bucket is a doubly linked list through the
    hexes themselves, so that a hex that comes nearer changes its bucket.
    """
    edges = board.edges
    hexes = board.hexes.shape[1]
    distance = np.full(hexes, FAR, np.int64)
    previous = np.full(hexes, -1, np.int64)
    head = np.full(_RING, -1, np.int32)
    after = np.empty(hexes, np.int32)
    before = np.empty(hexes, np.int32)
    waiting = 0
    for seed in seeds:
        if distance[seed] > 0 and blocked[seed] == 0:
            distance[seed] = 0
            enqueue(head, after, before, 0, seed)
            waiting += 1
    last_goal = -1
    now = 0
    while waiting > 0 and now <= limit:
        bucket = now & (_RING - 1)
        while head[bucket] >= 0:
            here = head[bucket]
            dequeue(head, after, before, bucket, here)
            waiting -= 1
            if goal[here] != 0:
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
                known = distance[there]
                if total < known:
                    if known < FAR:
                        dequeue(head, after, before, known & (_RING - 1), there)
                    else:
                        waiting += 1
                    distance[there] = total
                    previous[there] = here
                    enqueue(head, after, before, total & (_RING - 1), there)
        now += 1
    return distance, previous, last_goal


@kernel
def enqueue(head: Narrow, after: Narrow, before: Narrow, bucket: int, hex: int) -> None:
    """Put a hex at the head of a bucket."""
    first = head[bucket]
    after[hex], before[hex], head[bucket] = first, -1, hex
    if first >= 0:
        before[first] = hex


@kernel
def dequeue(head: Narrow, after: Narrow, before: Narrow, bucket: int, hex: int) -> None:
    """Take a hex out of its bucket."""
    if before[hex] >= 0:
        after[before[hex]] = after[hex]
    else:
        head[bucket] = after[hex]
    if after[hex] >= 0:
        before[after[hex]] = before[hex]
