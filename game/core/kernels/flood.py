"""The one whole-map search: distances that carriers go from seeds, round what bars the way."""

import numpy as np

from game.core.board import HAUL_BITS, Board, Edge
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.buckets import RING, Buckets, buckets, put
from game.core.kernels.jit import index, kernel
from game.core.kernels.survey import Marks
from game.core.kinds import Bridge
from game.core.numbers import Number
from game.core.state import Crossing

FAR = 1 << 30
"""Distance of what was not reached."""

SHUT = -1
"""Distance of blocked hexes during a search: nothing is nearer."""
_DEAREST_RIVER = 500
"""What the ring of buckets leaves for a river; a number of the rules beyond it counts as this."""


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
    return spread(board, crossings, blocked, (open_seeds[:count], start), side, limit, (goal, wanted))


@kernel
def haul_cost(haul: int) -> int:
    """0.1 km of a packed step of carriers, rivers apart."""
    return (haul & (1 << HAUL_BITS) - 1) >> 1


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
    begun: tuple[Narrow, Narrow],
    side: int,
    limit: int,
    goals: tuple[Marks, int],
) -> tuple[Narrow, Narrow, bool]:
    """The same from seeds that lie so far off already; these below the ring's size, blocked or not."""
    seeds, start = begun
    distance, previous = np.empty(blocked.size, np.int32), np.empty(blocked.size, np.int32)
    for hex in range(blocked.size):
        distance[hex], previous[hex] = FAR if blocked[hex] == 0 else SHUT, -1
    queue = buckets(blocked.size)
    entries = 0
    for k in range(seeds.size):
        seed = seeds[k]
        if distance[seed] == SHUT or distance[seed] == FAR:
            distance[seed] = start[k]
            put(queue, entries, start[k], seed)
            entries += 1
    hauls = board.edges[Edge.HAUL_0 + side]
    bounded = settle(board, hauls, crossings, distance, previous, (queue, entries), limit, goals)
    for hex in range(blocked.size):
        if distance[hex] == SHUT:
            distance[hex] = FAR
    return distance, previous, bounded


@kernel
def settle(
    board: Board,
    hauls: Narrow,
    crossings: Ints,
    distance: Narrow,
    previous: Narrow,
    begun: tuple[Buckets, int],
    limit: int,
    goals: tuple[Marks, int],
) -> bool:
    """Search on over packed steps ``hauls[hex, direction]`` from the hexes that wait in the queue.

    Returns whether the limit or the goals kept anything out.
    """
    edges, numbers = board.edges, board.numbers
    queue, entries = begun
    goal, wanted = goals
    now, taken, bounded = 0, 0, False
    while taken < entries and now <= limit:
        bucket = index(now & (RING - 1))
        while queue.head[bucket] >= 0:
            entry = index(queue.head[bucket])
            queue.head[bucket], here = queue.after[entry], index(queue.hexes[entry])
            taken += 1
            if distance[here] != now:
                continue
            if goal[here] != 0:
                wanted -= 1
                if wanted == 0:
                    return True
            for direction in range(6):
                haul = hauls[here, index(direction)]
                there, total = index(haul >> HAUL_BITS), now + haul_cost(haul)
                if total >= distance[there]:
                    continue
                if haul & 1:
                    total += wading(edges, numbers, crossings, here, direction)
                    if total >= distance[there]:
                        continue
                if total > limit:
                    bounded = True
                    continue
                distance[there], previous[there] = total, here
                put(queue, entries, total, there)
                entries += 1
        now += 1
    return bounded
