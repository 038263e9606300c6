"""The net of one side's supplies: sources, own unbroken railway, depots and army trains. Rulebook 6.2."""

from typing import NamedTuple

import numpy as np

from game.core.board import Board, Edge, Kit, SideColumn, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.flood import FAR, flood
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Depot, Rail, U

BY_UNIT = 1
"""Mark of `barred`: an enemy stands there."""
BY_ZONE = 2
"""Mark of `barred`: in an enemy's full zone, without own troops."""


class Ways(NamedTuple):
    """What may change of the ways of supplies: three blocks of a position."""

    crossings: Ints
    rails: Ints
    depots: Ints


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


@kernel
def _points(board: Board, units: Ints, depots: Ints, side: int) -> tuple[Narrow, Narrow]:
    """The hexes of a side's depots and army trains, and how far each may lie from the net."""
    most = board.sources.shape[1] + depots.shape[1] + units.shape[1]
    at, within = np.empty(most, np.int32), np.empty(most, np.int32)
    count = 0
    for depot in range(board.sources.shape[1]):
        if board.sources[SourceColumn.SIDE, depot] == side and board.sources[SourceColumn.CAPACITY, depot] < 0:
            at[count], within[count] = board.sources[SourceColumn.HEX, depot], board.numbers[Number.CONVOY_RANGE]
            count += 1
    for depot in range(depots.shape[1]):
        if depots[Depot.HEX, depot] >= 0 and depots[Depot.SIDE, depot] == side:
            at[count], within[count] = depots[Depot.HEX, depot], board.numbers[Number.CONVOY_RANGE]
            count += 1
    for unit in range(units.shape[1]):
        if board.kit[Kit.TRAIN, unit] == 1 and units[U.HEX, unit] >= 0 and units[U.SIDE, unit] == side:
            if units[U.STATUS, unit] == Status.READY:
                at[count], within[count] = units[U.HEX, unit], board.sides[SideColumn.TRAINS, side]
                count += 1
    return at[:count], within[:count]


@kernel
def link_depots(board: Board, units: Ints, ways: Ways, blocked: Marks, side: int, net: Net) -> Net:
    """Depots and army trains within reach join the net under the source that reaches them; so do others through them.

    A later round starts from those that joined in the one before: the others have been tried.
    """
    at, within = _points(board, units, ways.depots, side)
    origin, hexes, count = net.origin, net.hexes, net.size
    goal = np.zeros(origin.size if at.size > 0 else 0, np.int8)
    first = 0
    while first < count:
        wanted, limit = 0, 0
        for k in range(at.size):
            here = at[k]
            if origin[here] < 0 and blocked[here] == 0:
                limit = max(limit, within[k])
                wanted += 1 - goal[here]
                goal[here] = 1
        if wanted == 0:
            break
        distance, back, bounded = flood(board, ways.crossings, blocked, hexes[first:count], side, limit, goal, wanted)
        first = count
        for k in range(at.size):
            here = at[k]
            goal[here] = 0
            bounded = bounded or within[k] < distance[here] < FAR
            if origin[here] < 0 and distance[here] <= within[k]:
                seed = here
                while back[seed] >= 0:
                    seed = back[seed]
                origin[here] = origin[seed]
                hexes[count] = here
                count += 1
        if not bounded:
            break
    return Net(origin, net.before, hexes, count)
