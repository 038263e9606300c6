"""Where a ring is closing: ground from which the enemies in sight leave hardly a way home."""

import numpy as np

from game.core.board import HAUL_BITS, Board, Edge, SourceColumn
from game.core.hexgrid import Ints
from game.core.kernels.jit import index, kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks

_OPEN, _WATCHED, _HELD = 0, 1, 2
_FREE = 4
"""Flag on ground that a way leads to, or that lies within two hexes of such; whatever is below `_HELD` has none."""

Gates = tuple[Marks, Ints]
"""``[hex]`` -> a bit for each direction in which carriers of a side can step, and `_LOWER`; and
``[lower, direction]`` -> what that step adds to the number of a hex.

A search of the whole map waits for memory: this has one byte a hex where `Edge.HAUL_0` has 24.
"""
_LOWER = 1 << 6
"""Set in every other column, which lies half a hex lower."""


@kernel
def gates_of(board: Board, columns: int, side: int) -> Gates:
    """Where carriers of ``side`` can step on a map of so many columns."""
    hauls = board.edges[Edge.HAUL_0 + side]  # where a step cannot be made they lead nowhere
    ways, steps = np.zeros(hauls.shape[0], np.int8), np.zeros((2, 6), np.int64)
    for here in range(ways.size):
        lower = here % columns % 2
        ways[here] = lower * _LOWER
        for direction in range(6):
            there = hauls[here, direction] >> HAUL_BITS
            if there != here:
                ways[here] |= 1 << direction
                steps[lower, direction] = there - here
    return ways, steps


@kernel
def closing(board: Board, gates: Gates, look: Marks, side: int) -> Marks:
    """``[hex]`` -> 1 where troops of ``side`` would stand in a ring, or in one that lacks little.

    ``gates`` are those of the side. Ground is watched in an enemy's full zone and beside it, unless own troops stand
    there. A hex is free while a way from the side's sources leads to within two hexes of it over unwatched ground: a
    front has that much of it.
    """
    (ways, steps), hexes = gates, look.size
    ground = _ground(board, look)
    queue, edge = np.empty(hexes, np.int32), np.empty(hexes, np.int32)
    last, rim = 0, 0
    for source in range(board.sources.shape[1]):
        here = board.sources[SourceColumn.HEX, source]
        if board.sources[SourceColumn.SIDE, source] == side and ground[here] < _HELD:
            ground[here] |= _FREE
            queue[last] = here
            last += 1
    first = 0
    while first < last:
        here = queue[first]
        first += 1
        way = ways[index(here)]
        lower = index(way >> 6)
        for direction in range(6):
            if not way >> direction & 1:
                continue
            there = index(here + steps[lower, index(direction)])
            kind = ground[there]
            if kind >= _HELD:
                continue
            ground[there] = kind | _FREE
            if kind == _OPEN:
                queue[last] = there
                last += 1
            else:
                edge[rim] = there
                rim += 1
    for k in range(rim):  # the second hex of watched ground
        here = edge[k]
        for direction in range(6):
            there = here + steps[ways[here] >> 6, direction]
            if ways[here] >> direction & 1 and ground[there] != _HELD:
                ground[there] |= _FREE
    ringed = np.empty(hexes, np.int8)
    for hex in range(hexes):
        ringed[hex] = 0 if ground[hex] & _FREE else 1
    return ringed


@kernel
def _ground(board: Board, look: Marks) -> Marks:
    """``[hex]`` -> open, watched by the enemy, or held by him."""
    ground = np.zeros(look.size, np.int8)
    for hex in range(look.size):
        if look[hex] & ZONE == FULL_ZONE:
            ground[hex] = _WATCHED
            for direction in range(6):
                there = board.edges[Edge.NEIGHBOUR, hex, direction]
                if there >= 0:
                    ground[there] = _WATCHED
    for hex in range(look.size):
        if look[hex] & ENEMY_THERE:
            ground[hex] = _HELD
        elif look[hex] & OWN_THERE:
            ground[hex] = _OPEN
    return ground
