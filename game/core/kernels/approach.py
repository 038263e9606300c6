"""The way to a goal, round what stands in it: distances that count enemies as a detour and not as a wall."""

import numpy as np

from game.core.board import Board, Edge
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.buckets import RING, buckets, put
from game.core.kernels.flood import FAR
from game.core.kernels.jit import index, kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, HALF_ZONE, ZONE, Marks
from game.core.kinds import Bridge
from game.core.numbers import Number
from game.core.state import Crossing

MOST_TOLL = 400
"""0.1 km; with the dearest step it must stay below the buckets of the queue."""
_WIDTH_BITS = 2
"""A bucket is wider than the 0.1 km of the queue, as far as no step leads from one bucket into the same."""
_CHEAPEST_STEP = 1 << _WIDTH_BITS
_DEAREST_STEP = RING - 1 - MOST_TOLL

TOLL_BITS = 12
"""Bits of a toll below what it costs besides to come from one full zone into another where no enemy can be attacked."""
TOLL_MASK = (1 << TOLL_BITS) - 1

STEP_BITS = 11
"""Bits of a step below the hex that it leads to, enough for the dearest."""
STEP_MASK = (1 << STEP_BITS) - 1


@kernel
def tolls(look: Marks, enemies: Ints, full_zone: int, body: int, shut: int) -> Narrow:
    """What entering a hex costs a march beyond the ground: zones, and bodies by their men up to ``body``.

    ``enemies`` are men by hex. Above `TOLL_BITS` lies ``shut`` where a full zone is and no enemy: what it costs
    besides to come there from another such hex, which the rules let nobody do by day (rulebook 4.5).
    """
    answer = np.zeros(look.size, np.int32)
    for hex in range(look.size):
        zone = look[hex] & ZONE
        if zone == FULL_ZONE:
            answer[hex] = full_zone
        elif zone == HALF_ZONE:
            answer[hex] = full_zone // 2
        if look[hex] & ENEMY_THERE:
            answer[hex] = max(answer[hex], min(body, body // 4 + enemies[hex] // 10))
        elif zone == FULL_ZONE:
            answer[hex] |= shut << TOLL_BITS
    return answer


@kernel
def marches(board: Board, crossings: Ints) -> Narrow:
    """``[hex, direction]`` -> the neighbour above `STEP_BITS` and what foot marches from there, 0.1 km.

    A river without a bridge counts. Where no step can be made it leads to the hex itself and costs nothing, which no
    search takes. It changes with the bridges alone, so that searches read one number per step.
    """
    neighbour, foot = board.edges[Edge.NEIGHBOUR], board.edges[Edge.FOOT]
    crossed, wide, numbers = board.edges[Edge.CROSSING], board.edges[Edge.RIVER], board.numbers
    river = numbers[Number.BUDGET_FOOT] * numbers[Number.RIVER] // 1000
    stream = numbers[Number.BUDGET_FOOT] * numbers[Number.STREAM] // 1000
    steps = np.empty((neighbour.shape[0], 6), np.int32)
    for here in range(neighbour.shape[0]):
        for direction in range(6):
            there = neighbour[here, direction]
            step = foot[there, (direction + 3) % 6] if there >= 0 else -1
            if step < 0:
                steps[here, direction] = here << STEP_BITS
                continue
            crossing = crossed[here, direction]
            if crossing >= 0 and crossings[Crossing.BRIDGE, crossing] == Bridge.NONE:
                step += river if wide[here, direction] == 1 else stream
            steps[here, direction] = there << STEP_BITS | max(_CHEAPEST_STEP, min(step, _DEAREST_STEP))
    return steps


@kernel
def approaches(steps: Narrow, toll: Narrow, seeds: Ints, ends: Ints, limits: Ints) -> Narrow:
    """A row of `approach` for each of several sets of seeds, which lie one after another up to each of ``ends``."""
    rows = np.empty((ends.size, toll.size), np.int32)
    begin = 0
    for row in range(ends.size):
        rows[row] = approach(steps, toll, seeds[begin : ends[row]], limits[row])
        begin = ends[row]
    return rows


@kernel
def approach(steps: Narrow, toll: Narrow, seeds: Ints, limit: int) -> Narrow:
    """Distance of every hex from the nearest of ``seeds``, by `marches` and with tolls, up to ``limit``.

    In 0.1 km, FAR where not reached. A toll is at most `MOST_TOLL`, with what lies above `TOLL_BITS` of it.
    """
    hexes = toll.size
    distance = np.full(hexes, min(limit, FAR - 1) + 1, np.int32)  # what is further is not even put in
    queue = buckets(hexes)
    entries, taken, now = 0, 0, 0
    for seed in seeds:
        if distance[seed] > 0:
            distance[seed] = 0
            put(queue, entries, 0, seed)
            entries += 1
    while taken < entries:
        bucket = index(now & (RING - 1))
        while queue.head[bucket] >= 0:
            entry = index(queue.head[bucket])
            queue.head[bucket], here = queue.after[entry], index(queue.hexes[entry])
            taken += 1
            if distance[here] >> _WIDTH_BITS != now:
                continue
            enter, shut = distance[here] + (toll[here] & TOLL_MASK), toll[here] >> TOLL_BITS
            for direction in range(6):
                step = steps[here, index(direction)]
                there, total = index(step >> STEP_BITS), enter + (step & STEP_MASK)
                if shut > 0 and toll[there] > TOLL_MASK:
                    total += shut
                if total < distance[there]:
                    distance[there] = total
                    put(queue, entries, total >> _WIDTH_BITS, there)
                    entries += 1
        now += 1
    for hex in range(hexes):
        if distance[hex] > limit:
            distance[hex] = FAR
    return distance
