"""How depots and army trains join the net of a side's supplies. Rulebook 6.2."""

from typing import NamedTuple

import numpy as np

from game.core.board import HAUL_BITS, Board, Edge, Kit, SideColumn, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.buckets import buckets, put
from game.core.kernels.flood import FAR, SHUT, flood, haul_cost, settle, wading
from game.core.kernels.jit import index, kernel
from game.core.kernels.net import Net, Ways
from game.core.kernels.survey import Marks
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Depot, U


class Search(NamedTuple):
    """What the searches for a side's depots share, so that each clears only what it has touched."""

    distance: Narrow
    """``[hex]`` -> 0.1 km from the nearest seed, FAR before a search, SHUT where something bars the way."""
    seed: Narrow
    """``[hex]`` -> that seed."""
    head: Narrow
    """``[0.1 km of the whole way]`` -> first entry of a list of hexes, -1 none."""
    after: Narrow
    """``[entry]`` -> the next one of its list."""
    hexes: Narrow
    """``[entry]`` -> its hex."""


@kernel
def depots_of(board: Board, depots: Ints, side: int) -> Narrow:
    """The hexes of a side's depots: those of the scenario, then those made since."""
    at = np.empty(board.sources.shape[1] + depots.shape[1], np.int32)
    count = 0
    for depot in range(board.sources.shape[1]):
        if board.sources[SourceColumn.SIDE, depot] == side and board.sources[SourceColumn.CAPACITY, depot] < 0:
            at[count] = board.sources[SourceColumn.HEX, depot]
            count += 1
    for depot in range(depots.shape[1]):
        if depots[Depot.HEX, depot] >= 0 and depots[Depot.SIDE, depot] == side:
            at[count] = depots[Depot.HEX, depot]
            count += 1
    return at[:count]


@kernel
def leads(board: Board, crossings: Ints, depots: Ints, side: int) -> Narrow:
    """``[depot, hex]`` -> how far convoys have from each hex to each of `depots_of` when nobody is in their way.

    As the bridges stand; in 0.1 km, FAR where no way leads.
    """
    at = depots_of(board, depots, side)
    hauls = _backward(board.edges, side)
    distance = np.full((at.size, hauls.shape[0]), FAR, np.int32)
    previous, nothing = np.empty(hauls.shape[0], np.int32), np.zeros(hauls.shape[0], np.int8)
    for depot in range(at.size):
        queue = buckets(hauls.shape[0])
        put(queue, 0, 0, at[depot])
        distance[depot, at[depot]] = 0
        settle(board, hauls, crossings, distance[depot], previous, (queue, 1), FAR, (nothing, 0))
    return distance


@kernel
def _backward(edges: Narrow, side: int) -> Narrow:
    """The packed steps of carriers turned round: what it costs to come from the hex there, and where that is."""
    hauls = edges[Edge.HAUL_0 + side]
    backward = np.empty(hauls.shape, np.int32)
    for here in range(hauls.shape[0]):
        for direction in range(6):
            backward[here, direction] = here << HAUL_BITS
            there = edges[Edge.NEIGHBOUR, here, direction]
            if there >= 0 and hauls[there, (direction + 3) % 6] >> HAUL_BITS == here:
                step = hauls[there, (direction + 3) % 6] & (1 << HAUL_BITS) - 1
                backward[here, direction] = there << HAUL_BITS | step
    return backward


@kernel
def link_depots(board: Board, units: Ints, ways: Ways, blocked: Marks, side: int, net: Net) -> Net:
    """Depots and army trains within reach join the net under the source that reaches them; so do others through them.

    A later round starts from those that joined in the one before: the others have been tried.
    """
    depots, trains = depots_of(board, ways.depots, side), _trains(board, units, side)
    count, first, bounded = net.size, 0, True
    while first < count and bounded:
        seeds, bounded = net.hexes[first:count], False
        first = count
        if depots.size > 0:
            count, bounded = _link(board, ways, blocked, side, net, (depots, seeds, count))
        if trains.size > 0:
            count, shut_out = _link_trains(board, ways.crossings, blocked, side, net, (trains, seeds, count))
            bounded = bounded or shut_out
    return Net(net.origin, net.before, net.hexes, count)


@kernel
def _link(
    board: Board, ways: Ways, blocked: Marks, side: int, net: Net, task: tuple[Narrow, Narrow, int]
) -> tuple[int, bool]:
    """Add those ``depots`` to the net to which a way leads from ``seeds``; how many hexes it has then.

    A search for one depot goes first where it would come nearest if nobody were in the way. Also returns whether
    the range of convoys kept anything out.
    """
    depots, seeds, count = task
    limit = int(board.numbers[Number.CONVOY_RANGE])
    search = _begin(blocked, limit)
    bounded = False
    for depot in range(depots.size):
        here = depots[depot]
        if net.origin[here] < 0 and blocked[here] == 0:
            seed, kept_out = _seek(board, ways.crossings, side, seeds, here, ways.leads[depot], search)
            bounded = bounded or kept_out
            if seed >= 0:
                net.origin[here] = net.origin[seed]
                net.hexes[count] = here
                count += 1
    return count, bounded


@kernel
def _begin(blocked: Marks, limit: int) -> Search:
    """Room for searches up to ``limit``."""
    distance, most = np.empty(blocked.size, np.int32), 7 * blocked.size
    for hex in range(blocked.size):
        distance[hex] = FAR if blocked[hex] == 0 else SHUT
    head = np.full(limit + 1, -1, np.int32)
    return Search(distance, np.empty(blocked.size, np.int32), head, np.empty(most, np.int32), np.empty(most, np.int32))


@kernel
def _seek(
    board: Board, crossings: Ints, side: int, seeds: Narrow, goal: int, lead: Narrow, search: Search
) -> tuple[int, bool]:
    """The seed from which the shortest way leads to ``goal``, -1 none; and whether the limit kept anything out.

    A hex waits under the length of the whole way through it: what was gone and what it has still to go at least.
    """
    edges, numbers, hauls = board.edges, board.numbers, board.edges[Edge.HAUL_0 + side]
    distance, origin, head, after, hexes = search
    limit, taken, found = head.size - 1, 0, -1
    entries, now, bounded = _sow(seeds, lead, search)
    while taken < entries and found < 0:
        length = index(now)
        while head[length] >= 0:
            entry = index(head[length])
            head[length], here = after[entry], index(hexes[entry])
            taken += 1
            if here == goal:
                found = origin[here]
                break
            gone = distance[here]
            if gone + lead[here] != now:
                continue
            for direction in range(6):
                haul = hauls[here, index(direction)]
                there, total = index(haul >> HAUL_BITS), gone + haul_cost(haul)
                if total >= distance[there]:
                    continue
                if haul & 1:
                    total += wading(edges, numbers, crossings, here, direction)
                    if total >= distance[there]:
                        continue
                whole = total + lead[there]
                if whole > limit:
                    bounded = True
                    continue
                distance[there], origin[there] = total, origin[here]
                hexes[entries], after[entries], head[whole] = there, head[whole], entries
                entries += 1
        now += 1
    _clear(search, entries)
    return found, bounded


@kernel
def _sow(seeds: Narrow, lead: Narrow, search: Search) -> tuple[int, int, bool]:
    """Begin a search at its seeds: how many wait, the least length of a way, whether any lies out of reach."""
    distance, origin, head, after, hexes = search
    limit, entries, bounded = head.size - 1, 0, False
    now = limit + 1
    for seed in seeds:
        if lead[seed] > limit:
            bounded = True
        elif distance[seed] == FAR:
            distance[seed], origin[seed] = 0, seed
            hexes[entries], after[entries], head[lead[seed]] = seed, head[lead[seed]], entries
            entries += 1
            now = min(now, lead[seed])
    return entries, now, bounded


@kernel
def _clear(search: Search, entries: int) -> None:
    """Make a search as if it had not begun."""
    search.head[:] = -1
    for entry in range(entries):
        search.distance[search.hexes[entry]] = FAR


@kernel
def _trains(board: Board, units: Ints, side: int) -> Narrow:
    """The hexes of a side's army trains."""
    at = np.empty(units.shape[1], np.int32)
    count = 0
    for unit in range(units.shape[1]):
        if board.kit[Kit.TRAIN, unit] == 1 and units[U.HEX, unit] >= 0 and units[U.SIDE, unit] == side:
            if units[U.STATUS, unit] == Status.READY:
                at[count] = units[U.HEX, unit]
                count += 1
    return at[:count]


@kernel
def _link_trains(
    board: Board, crossings: Ints, blocked: Marks, side: int, net: Net, task: tuple[Narrow, Narrow, int]
) -> tuple[int, bool]:
    """The same for army trains, with one search for all: they are wherever they are, so nothing is known of the way."""
    trains, seeds, count = task
    goal, wanted = np.zeros(blocked.size, np.int8), 0
    for here in trains:
        if net.origin[here] < 0 and blocked[here] == 0:
            wanted += 1 - goal[here]
            goal[here] = 1
    if wanted == 0:
        return count, False
    limit = board.sides[SideColumn.TRAINS, side]
    distance, back, bounded = flood(board, crossings, blocked, seeds, side, limit, goal, wanted)
    for here in trains:
        if net.origin[here] < 0 and distance[here] <= limit:
            seed = here
            while back[seed] >= 0:
                seed = back[seed]
            net.origin[here] = net.origin[seed]
            net.hexes[count] = here
            count += 1
    return count, bounded
