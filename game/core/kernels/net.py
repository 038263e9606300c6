"""The net of one side's supplies: what bars its ways, sources and own unbroken railway. Rulebook 6.2."""

from typing import NamedTuple

import numpy as np

from game.core.board import Board, Edge, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks
from game.core.state import Rail

BY_UNIT = 1
"""Mark of `barred`: an enemy stands there."""
BY_ZONE = 2
"""Mark of `barred`: in an enemy's full zone, without own troops."""


class Ways(NamedTuple):
    """What may change of the ways of supplies: three blocks of a position, and what `homeward` remembers by them."""

    crossings: Ints
    rails: Ints
    depots: Ints
    leads: Narrow
    """``[depot, hex]`` -> what `convoy.leads` answers for one side."""


class Net(NamedTuple):
    """The hexes from which carriers of one side start."""

    origin: Narrow
    """``[hex]`` -> the source that feeds it, -1 none."""
    before: Narrow
    """``[hex]`` -> the hex that a train comes from, -1 none."""
    hexes: Narrow
    """The hexes of the net; room for more follows."""
    size: int
    """How many they are."""


@kernel
def barred(look: Marks) -> Marks:
    """``[hex]`` -> 0 open to supply, `BY_UNIT` or `BY_ZONE`."""
    answer = np.zeros(look.size, np.int8)
    for hex in range(look.size):
        mark = look[hex]
        if mark & ENEMY_THERE:
            answer[hex] = BY_UNIT
        elif mark & ZONE == FULL_ZONE and not mark & OWN_THERE:
            answer[hex] = BY_ZONE
    return answer


@kernel
def railheads(board: Board, rails: Ints, blocked: Marks, side: int, intact: bool) -> Net:
    """The hexes that the sources of ``side`` feed themselves: their own and those their trains reach.

    With ``intact`` wrecks are ignored.
    """
    sources, hexes = board.sources, board.hexes.shape[1]
    origin = np.full(hexes, -1, np.int32)
    before = np.full(hexes, -1, np.int32)
    queue = np.empty(hexes, np.int32)
    last = 0
    for source in range(sources.shape[1]):
        here = sources[SourceColumn.HEX, source]
        if sources[SourceColumn.SIDE, source] != side or sources[SourceColumn.CAPACITY, source] < 0:
            continue
        if blocked[here] == 0 and origin[here] < 0:
            origin[here] = source
            queue[last] = here
            last += 1
    first = 0
    while first < last:
        here = queue[first]
        first += 1
        if sources[SourceColumn.RAIL, origin[here]] != 1:
            continue
        for direction in range(6):
            link = board.edges[Edge.RAIL, here, direction]
            if link < 0 or (rails[Rail.WRECKED, link] == 1 and not intact):
                continue
            there = board.edges[Edge.NEIGHBOUR, here, direction]
            if blocked[there] == 0 and origin[there] < 0:
                origin[there], before[there] = origin[here], here
                queue[last] = there
                last += 1
    return Net(origin, before, queue, last)
