"""The one whole-map search: distances that carriers go from seeds, round what bars the way."""

import numpy as np

from game.core.board import Board, Edge
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.survey import Marks
from game.core.kinds import Bridge
from game.core.numbers import Number
from game.core.state import Crossing

FAR = 1 << 30
"""Distance of what was not reached."""

_RING = 1 << 11
"""Buckets of the circular queue; more than any single step costs: 1500 at 50 km a hex into mountains, and a river."""
_DEAREST_RIVER = 500
"""What the ring leaves for a river; a number of the rules beyond it counts as this."""


@kernel
def flood(
    board: Board, crossings: Ints, blocked: Marks, seeds: Narrow, side: int, limit: int, goal: Marks, wanted: int
) -> tuple[Narrow, Narrow, bool]:
    """Distance of carriers of ``side`` from the nearest of ``seeds``, round ``blocked`` hexes, up to ``limit``.

    Returns ``distance[hex]`` in 0.1 km (FAR where not reached), ``previous[hex]``,
    the next hex towards the seed (-1 at seeds), and whether the limit kept
    anything out; the search ends when ``wanted`` hexes are settled whose ``goal``
    is set. Blocked seeds do not count.
    """
    open_seeds = np.empty(seeds.size, np.int32)
    count = 0
    for seed in seeds:
        if blocked[seed] == 0:
            open_seeds[count] = seed
            count += 1
    start = np.zeros(count, np.int32)
    return spread(board, crossings, blocked, open_seeds[:count], start, side, limit, goal, wanted)


@kernel
def wading(edges: Narrow, numbers: Ints, crossings: Ints, here: int, direction: int) -> int:
    """What a river or stream hexside costs carriers in 0.1 km, nothing over a bridge.

    Called within searches: it takes two arrays of the board, since every array passed costs.
    """
    if crossings[Crossing.BRIDGE, edges[Edge.CROSSING, here, direction]] != Bridge.NONE:
        return 0
    river = edges[Edge.RIVER, here, direction] == 1
    return int(min(numbers[Number.CARRY_RIVER] if river else numbers[Number.CARRY_STREAM], _DEAREST_RIVER))


@kernel
def spread(
    board: Board,
    crossings: Ints,
    blocked: Marks,
    seeds: Narrow,
    start: Narrow,
    side: int,
    limit: int,
    goal: Marks,
    wanted: int,
) -> tuple[Narrow, Narrow, bool]:
    """The same from seeds that lie ``start`` off already; these below the ring's size, blocked or not.

    Dial's circular bucket queue; each bucket is a doubly linked list through the
    hexes themselves, so that a hex that comes nearer changes its bucket.
    """
    neighbour, haul = board.edges[Edge.NEIGHBOUR], board.edges[Edge.HAUL_0 + side]
    hexes = board.hexes.shape[1]
    distance = np.full(hexes, FAR, np.int32)
    previous = np.full(hexes, -1, np.int32)
    head = np.full(_RING, -1, np.int32)
    after = np.empty(hexes, np.int32)
    before = np.empty(hexes, np.int32)
    waiting, now, bounded = 0, 0, False
    for k in range(seeds.size):
        seed = seeds[k]
        if start[k] < distance[seed]:
            if distance[seed] < FAR:
                dequeue(head, after, before, distance[seed] & (_RING - 1), seed)
            else:
                waiting += 1
            distance[seed] = start[k]
            enqueue(head, after, before, start[k] & (_RING - 1), seed)
    while waiting > 0 and now <= limit:
        bucket = now & (_RING - 1)
        while head[bucket] >= 0:
            here = head[bucket]
            dequeue(head, after, before, bucket, here)
            waiting -= 1
            if goal[here] != 0:
                wanted -= 1
                if wanted == 0:
                    return distance, previous, True
            for direction in range(6):
                step = haul[here, direction]
                if step < 0:
                    continue
                there = neighbour[here, direction]
                if blocked[there] != 0:
                    continue
                total, known = now + (step >> 1), distance[there]
                if total < known and step & 1:
                    total += wading(board.edges, board.numbers, crossings, here, direction)
                if total >= known:
                    continue
                if total > limit:
                    bounded = True
                    continue
                if known < FAR:
                    dequeue(head, after, before, known & (_RING - 1), there)
                else:
                    waiting += 1
                distance[there] = total
                previous[there] = here
                enqueue(head, after, before, total & (_RING - 1), there)
        now += 1
    return distance, previous, bounded


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
