"""Supply of one side at dawn: what is eaten, who is reached, how far it goes round; why it fails is in `hunger`."""

import numpy as np

from game.core.board import HAUL_BITS, Board, Edge, HexColumn, Kit, SideColumn, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.convoy import link_depots
from game.core.kernels.flood import FAR, flood, haul_cost, spread, wading
from game.core.kernels.hunger import explain_hunger
from game.core.kernels.jit import kernel
from game.core.kernels.net import BY_ZONE, Net, Ways, barred, railheads
from game.core.kernels.rows import CUT_OFF, REASON, REASON_AT, ROWS, STATE, STOCK
from game.core.kernels.survey import Marks, survey
from game.core.kinds import Activity, SupplyReason, SupplyState
from game.core.numbers import Number
from game.core.state import F, U

_FIRST = 2
"""Highest level of priority."""


@kernel
def daily_need(board: Board, units: Ints, unit: int) -> int:
    """Per mille of stock that a unit used since yesterday's dawn. Rulebook 6.1."""
    activity = units[U.ACTIVITY, unit]
    if activity == Activity.ATTACK:
        return int(board.numbers[Number.EAT_ATTACK])
    if activity == Activity.DEFENCE:
        return int(board.numbers[Number.EAT_DEFENCE])
    if activity == Activity.MARCH:
        return int(board.numbers[Number.EAT_MARCH])
    return int(board.numbers[Number.EAT_REST])


@kernel
def state_of(numbers: Ints, stock: int, short: bool) -> int:
    """The state of supply of a stock. Rulebook 6.4."""
    if stock < numbers[Number.STOCK_OUT]:
        return SupplyState.OUT.value
    if stock < numbers[Number.STOCK_LOW]:
        return SupplyState.LOW.value
    return SupplyState.STRAINED.value if short else SupplyState.FINE.value


@kernel
def _eat_and_forage(board: Board, units: Ints, side: int, days: int, rows: Ints, want: Ints) -> None:
    """Take the use of ``days`` from each stock, add what the countryside gives, note what is still wanted."""
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side:
            continue
        if board.kit[Kit.DOMESTIC, unit] == 1:
            rows[STOCK, unit], rows[REASON, unit] = units[U.STOCK, unit], SupplyReason.COUNTRYSIDE
            continue
        need = daily_need(board, units, unit) * days
        stock = max(0, units[U.STOCK, unit] - need)
        if board.hexes[HexColumn.COUNTRYSIDE, here] == side:
            stock = min(1000, stock + need * board.sides[SideColumn.COUNTRYSIDE, side] // 1000)
        rows[STOCK, unit] = stock
        want[unit] = min(board.numbers[Number.DELIVERY] * days, 1000 - stock)


@kernel
def _in_turn(board: Board, units: Ints, formations: Ints, far: Ints) -> Ints:
    """The units that carriers reach, in the order in which they are served.

    The nearer come first, band by band; within a band the formations that the player prefers; then the nearer again.
    """
    band = board.numbers[Number.PRIORITY_BAND]
    key = np.full(far.size, FAR, np.int64)
    count = 0
    for unit in range(far.size):
        if far[unit] < FAR:
            level = formations[F.PRIORITY, units[U.FORMATION, unit]] if units[U.FORMATION, unit] >= 0 else 0
            key[unit] = (far[unit] // band * (_FIRST + 1) + _FIRST - max(0, level)) * band + far[unit] % band
            count += 1
    return np.argsort(key, kind="mergesort")[:count]


@kernel
def _deliver(board: Board, units: Ints, order: Ints, source_by_unit: Ints, want: Ints, rows: Ints) -> None:
    """Share each source's capacity in the order of service."""
    left = np.zeros(board.sources.shape[1], np.int64)
    for source in range(left.size):
        left[source] = max(0, board.sources[SourceColumn.CAPACITY, source]) * board.numbers[Number.EAT_DEFENCE]
    most_by_night = board.numbers[Number.DELIVERY] * board.numbers[Number.SLIP_DELIVERY] // 1000
    for unit in order:
        source = source_by_unit[unit]
        men = max(1, units[U.MEN, unit])
        granted = want[unit]
        if rows[REASON, unit] == SupplyReason.BY_NIGHT:
            granted = min(granted, most_by_night)
        if granted * men > left[source]:
            granted = left[source] // men
            rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.CAPACITY_SHORT, source
        left[source] -= granted * men
        rows[STOCK, unit] += granted
        want[unit] -= granted


@kernel
def find_cut_off(board: Board, blocked: Marks, units: Ints, side: int, near: Narrow, rows: Ints) -> None:
    """Mark the units from which no way, however long, leads to the net. Rulebook 6.6.

    Hexes that a search has settled as free or sealed serve the units that follow.
    """
    hauls = board.edges[Edge.HAUL_0 + side]
    unknown, free, sealed = 0, 1, 2
    verdict = np.zeros(blocked.size, np.int8)
    queue = np.empty(blocked.size, np.int32)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1 or near[here] < FAR:
            continue
        if verdict[here] == unknown:
            queue[0], first, last, answer = here, 0, 1, sealed
            verdict[here] = sealed
            while first < last and answer == sealed:
                at = queue[first]
                first += 1
                for direction in range(6):
                    there = hauls[at, direction] >> HAUL_BITS
                    if there == at or blocked[there] != 0:
                        continue
                    if near[there] < FAR or verdict[there] == free:
                        answer = free
                    elif verdict[there] == unknown:
                        verdict[there] = sealed
                        queue[last] = there
                        last += 1
            for k in range(last):
                verdict[queue[k]] = answer
        rows[CUT_OFF, unit] = 1 if verdict[here] == sealed else 0


@kernel
def supply_side(board: Board, units: Ints, formations: Ints, ways: Ways, side: int, days: int) -> Ints:
    """Dawn for one side: ``[row, unit]`` with stock, state, reason, what it points at, and 1 for the cut off.

    ``days`` is what has been used and is brought: a day's, or nothing at the opening of a game.
    """
    count = units.shape[1]
    rows = np.zeros((ROWS, count), np.int64)
    rows[REASON_AT] = -1
    want = np.zeros(count, np.int64)
    _eat_and_forage(board, units, side, days, rows, want)
    far, source_by_unit = np.full(count, FAR, np.int64), np.full(count, -1, np.int64)
    served = far, source_by_unit
    goal, wanted = _goal_of(board, units, side, far)
    if wanted == 0:
        return rows
    blocked = barred(survey(board, units, side))
    net = railheads(board, ways.rails, blocked, side, False)
    net = link_depots(board, units, ways, blocked, side, net)
    carry = board.sides[SideColumn.CARRY, side]
    near, back, _ = flood(board, ways.crossings, blocked, net.hexes[: net.size], side, carry, goal, wanted)
    _reach(board, units, side, near, back, net, served)
    goal, left = _goal_of(board, units, side, far)
    if left > 0 and net.size > 0:
        find_cut_off(board, blocked, units, side, near, rows)
        if board.sides[SideColumn.PORTERS, side] > 0:
            _slip_through(board, units, ways.crossings, side, blocked, (near, back, net), (goal, left), served, rows)
    elif left > 0 and _has_source(board, side):
        _all_cut_off(board, units, side, rows)
    _deliver(board, units, _in_turn(board, units, formations, far), source_by_unit, want, rows)
    hungry = _judge(board, units, side, far, rows, want)
    if hungry.size > 0:
        explain_hunger(board, units, ways, side, blocked, net, hungry, rows)
    return rows


@kernel
def _goal_of(board: Board, units: Ints, side: int, far: Ints) -> tuple[Marks, int]:
    """Marks on the hexes of the units to be fed that nothing has reached yet, and how many hexes they are."""
    goal = np.zeros(board.hexes.shape[1], np.int8)
    wanted = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if far[unit] < FAR or here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1:
            continue
        wanted += 1 - goal[here]
        goal[here] = 1
    return goal, wanted


@kernel
def _reach(
    board: Board, units: Ints, side: int, near: Narrow, back: Narrow, net: Net, served: tuple[Ints, Ints]
) -> None:
    """Set for each unit to which carriers come how far it lies and which source feeds it, both in ``served``."""
    carry = board.sides[SideColumn.CARRY, side]
    far, source_by_unit = served
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1 or near[here] > carry:
            continue
        far[unit] = near[here]
        while back[here] >= 0:
            here = back[here]
        source_by_unit[unit] = net.origin[here]


@kernel
def _has_source(board: Board, side: int) -> bool:
    """Whether the scenario gives a side any source."""
    for source in range(board.sources.shape[1]):
        if board.sources[SourceColumn.SIDE, source] == side and board.sources[SourceColumn.CAPACITY, source] >= 0:
            return True
    return False


@kernel
def _all_cut_off(board: Board, units: Ints, side: int, rows: Ints) -> None:
    """The enemy bars the last source: nobody has a way to one. Rulebook 6.6."""
    for unit in range(units.shape[1]):
        if units[U.HEX, unit] >= 0 and units[U.SIDE, unit] == side and board.kit[Kit.DOMESTIC, unit] == 0:
            rows[CUT_OFF, unit] = 1


@kernel
def _slip_through(
    board: Board,
    units: Ints,
    crossings: Ints,
    side: int,
    blocked: Marks,
    reached: tuple[Narrow, Narrow, Net],
    goals: tuple[Marks, int],
    served: tuple[Ints, Ints],
    rows: Ints,
) -> None:
    """Porters reach by night whom no open way reaches, across one hex of an enemy's zone. Rulebook 6.2.

    ``reached`` is how far carriers go, the ways back and the net; ``goals`` marks on the hexes of those whom no open
    way reaches, and their number; ``served`` how far each unit lies, and its source.
    """
    near, back, net = reached
    far, source_by_unit = served
    limit = board.sides[SideColumn.PORTERS, side]
    beyond, start, door = _beyond_doors(board.edges, board.numbers, crossings, side, blocked, near, limit)
    if beyond.size == 0:
        return
    away, path, _ = spread(board, crossings, blocked, (beyond, start), side, limit, goals)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1 or far[unit] < FAR:
            continue
        if away[here] <= limit:
            at = here
            while path[at] >= 0:
                at = path[at]
            far[unit] = away[here]
            rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.BY_NIGHT, door[at, 1]
            at = door[at, 0]
            while back[at] >= 0:
                at = back[at]
            source_by_unit[unit] = net.origin[at]


@kernel
def _beyond_doors(
    edges: Narrow, numbers: Ints, crossings: Ints, side: int, blocked: Marks, near: Narrow, limit: int
) -> tuple[Narrow, Narrow, Narrow]:
    """Free hexes behind one zone hex, how far each lies off, and ``[hex, 2]`` -> the hexes before that one and it.

    The last holds for those free hexes alone.
    """
    start, through = np.full(blocked.size, FAR, np.int32), np.empty((blocked.size, 2), np.int32)
    found = np.empty(blocked.size, np.int32)
    count = 0
    for hex in range(blocked.size):
        if blocked[hex] != BY_ZONE:
            continue
        best, before = _to_door(edges, numbers, crossings, side, hex, blocked, near)
        if best > limit:
            continue
        for direction in range(6):
            there, total = _carried(edges, numbers, crossings, side, hex, direction)
            if there == hex or blocked[there] != 0 or best + total > limit or best + total >= start[there]:
                continue
            if start[there] == FAR:
                found[count] = there
                count += 1
            start[there], through[there, 0], through[there, 1] = best + total, before, hex
    beyond = np.sort(found[:count])
    return beyond, start[beyond], through


@kernel
def _to_door(
    edges: Narrow, numbers: Ints, crossings: Ints, side: int, hex: int, blocked: Marks, near: Narrow
) -> tuple[int, int]:
    """How far carriers have to a zone hex from what they reach, FAR from nowhere, and the hex before it.

    Called for every zone hex, as what it calls: they take two arrays of the board, since every array passed costs.
    """
    best, before = FAR, -1
    for direction in range(6):
        here = edges[Edge.NEIGHBOUR, hex, direction]
        if here < 0 or blocked[here] != 0 or near[here] >= best:
            continue
        there, total = _carried(edges, numbers, crossings, side, here, (direction + 3) % 6)
        if there == hex and near[here] + total < best:
            best, before = near[here] + total, here
    return best, before


@kernel
def _carried(edges: Narrow, numbers: Ints, crossings: Ints, side: int, here: int, direction: int) -> tuple[int, int]:
    """Where a step of carriers leads, the hex itself where none can be made, and what it costs."""
    haul = edges[Edge.HAUL_0 + side, here, direction]
    total = haul_cost(haul)
    if haul & 1:
        total += wading(edges, numbers, crossings, here, direction)
    return haul >> HAUL_BITS, total


@kernel
def _judge(board: Board, units: Ints, side: int, far: Ints, rows: Ints, want: Ints) -> Ints:
    """Set the state of every unit; return those that nothing reached and no countryside feeds."""
    numbers = board.numbers
    carry = board.sides[SideColumn.CARRY, side]
    hungry = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1:
            continue
        short = want[unit] > 0 or rows[REASON, unit] == SupplyReason.BY_NIGHT
        if far[unit] == FAR:
            if board.hexes[HexColumn.COUNTRYSIDE, here] == side and board.sides[SideColumn.COUNTRYSIDE, side] > 0:
                rows[REASON, unit] = SupplyReason.COUNTRYSIDE
                short = False
            else:
                hungry[count] = unit
                count += 1
        elif far[unit] > carry * numbers[Number.STRAINED_RANGE] // 1000:
            short = True
        rows[STATE, unit] = state_of(numbers, rows[STOCK, unit], short)
    return hungry[:count]
