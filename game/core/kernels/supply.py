"""Supply of one side at dawn: sources, own unbroken railway, depots, carts; and why it fails. Rulebook 6."""

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.flood import FAR, flood
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks, survey
from game.core.kinds import Activity, SupplyReason, SupplyState
from game.core.numbers import Number
from game.core.state import Rail, U
from game.core.world import Board, Edge, HexColumn, Kit, SideColumn, SourceColumn

# Rows of the answer of `supply_side`.
STOCK = 0
STATE = 1
REASON = 2
REASON_AT = 3
CUT_OFF = 4
ROWS = 5


@kernel
def barred(look: Marks) -> Marks:
    """``[hex]`` -> 0 open to supply, 1 enemy unit, 2 enemy full zone without own troops."""
    answer = np.zeros(look.size, np.int8)
    for hex in range(look.size):
        mark = look[hex]
        if mark & ENEMY_THERE:
            answer[hex] = 1
        elif mark & ZONE == FULL_ZONE and not mark & OWN_THERE:
            answer[hex] = 2
    return answer


@kernel
def railheads(board: Board, rails: Ints, blocked: Marks, side: int, intact: bool) -> tuple[Ints, Ints]:
    """The hexes that the sources of ``side`` feed themselves: their own and those their trains reach.

    Returns ``origin[hex]``, the source or -1, and ``before[hex]``, the hex that
    a train comes from. With ``intact`` wrecks are ignored.
    """
    hexes = board.hexes.shape[1]
    origin = np.full(hexes, -1, np.int64)
    before = np.full(hexes, -1, np.int64)
    queue = np.empty(hexes, np.int64)
    last = 0
    for source in range(board.sources.shape[1]):
        here = board.sources[SourceColumn.HEX, source]
        if board.sources[SourceColumn.SIDE, source] != side or board.sources[SourceColumn.CAPACITY, source] < 0:
            continue
        if blocked[here] == 0 and origin[here] < 0:
            origin[here] = source
            if board.sources[SourceColumn.RAIL, source] == 1:
                queue[last] = here
                last += 1
    first = 0
    while first < last:
        here = queue[first]
        first += 1
        for direction in range(6):
            link = board.edges[Edge.RAIL, here, direction]
            if link < 0 or (rails[Rail.WRECKED, link] == 1 and not intact):
                continue
            there = board.edges[Edge.NEIGHBOUR, here, direction]
            if blocked[there] == 0 and origin[there] < 0:
                origin[there], before[there] = origin[here], here
                queue[last] = there
                last += 1
    return origin, before


@kernel
def _seeds(origin: Ints) -> Ints:
    seeds = np.empty(origin.size, np.int64)
    count = 0
    for hex in range(origin.size):
        if origin[hex] >= 0:
            seeds[count] = hex
            count += 1
    return seeds[:count]


@kernel
def link_depots(board: Board, crossings: Ints, blocked: Marks, origin: Ints, side: int) -> None:
    """Depots within convoy range of the net join it under the source that reaches them; so do others through them."""
    sources = board.sources
    goal = np.zeros(origin.size, np.int8)
    joined = True
    while joined:
        joined = False
        goal[:] = 0
        wanted = 0
        for depot in range(sources.shape[1]):
            here = sources[SourceColumn.HEX, depot]
            if (
                sources[SourceColumn.SIDE, depot] == side
                and origin[here] < 0
                and blocked[here] == 0
                and goal[here] == 0
            ):
                goal[here] = 1
                wanted += 1
        if wanted == 0:
            return
        net = _seeds(origin)
        distance, back, _ = flood(board, crossings, blocked, net, board.numbers[Number.CONVOY_RANGE], goal, wanted)
        for depot in range(sources.shape[1]):
            at = sources[SourceColumn.HEX, depot]
            if goal[at] == 1 and distance[at] <= board.numbers[Number.CONVOY_RANGE]:
                while back[at] >= 0:
                    at = back[at]
                origin[sources[SourceColumn.HEX, depot]] = origin[at]
                joined = True


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
def _eat_and_forage(board: Board, units: Ints, side: int, rows: Ints, want: Ints) -> None:
    """Take the day's use from each stock, add what the countryside gives, note what is still wanted."""
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side:
            continue
        if board.kit[Kit.DOMESTIC, unit] == 1:
            rows[STOCK, unit], rows[REASON, unit] = units[U.STOCK, unit], SupplyReason.COUNTRYSIDE
            continue
        need = daily_need(board, units, unit)
        stock = max(0, units[U.STOCK, unit] - need)
        if board.hexes[HexColumn.COUNTRYSIDE, here] == side:
            stock = min(1000, stock + need * board.sides[SideColumn.COUNTRYSIDE, side] // 1000)
        rows[STOCK, unit] = stock
        want[unit] = min(board.numbers[Number.DELIVERY], 1000 - stock)


@kernel
def _deliver(board: Board, units: Ints, order: Ints, source_by_unit: Ints, want: Ints, rows: Ints) -> None:
    """Share each source's capacity, the nearest units first."""
    left = np.zeros(board.sources.shape[1], np.int64)
    for source in range(left.size):
        left[source] = max(0, board.sources[SourceColumn.CAPACITY, source]) * board.numbers[Number.EAT_DEFENCE]
    for unit in order:
        source = source_by_unit[unit]
        men = max(1, units[U.MEN, unit])
        granted = want[unit]
        if granted * men > left[source]:
            granted = left[source] // men
            rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.CAPACITY_SHORT, source
        left[source] -= granted * men
        rows[STOCK, unit] += granted
        want[unit] -= granted


@kernel
def find_cut_off(board: Board, blocked: Marks, units: Ints, side: int, near: Ints, rows: Ints) -> None:
    """Mark the units from which no way, however long, leads to the net. Rulebook 6.6.

    Hexes that a search has settled as free or sealed serve the units that follow.
    """
    edges = board.edges
    unknown, free, sealed = 0, 1, 2
    verdict = np.zeros(blocked.size, np.int8)
    queue = np.empty(blocked.size, np.int64)
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
                    there = edges[Edge.NEIGHBOUR, at, direction]
                    if there < 0 or blocked[there] != 0 or edges[Edge.FOOT, at, direction] < 0:
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
def supply_side(board: Board, units: Ints, crossings: Ints, rails: Ints, side: int) -> Ints:
    """Dawn for one side: ``[row, unit]`` with stock, state, reason, what it points at, and 1 for the cut off."""
    count = units.shape[1]
    rows = np.zeros((ROWS, count), np.int64)
    rows[REASON_AT] = -1
    want = np.zeros(count, np.int64)
    _eat_and_forage(board, units, side, rows, want)
    blocked = barred(survey(board, units, side))
    origin = railheads(board, rails, blocked, side, False)[0]
    carry = board.sides[SideColumn.CARRY, side]
    has_source = np.any(origin >= 0)
    if has_source:
        link_depots(board, crossings, blocked, origin, side)
    nowhere = np.zeros(blocked.size, np.int8)
    near, back, _ = flood(board, crossings, blocked, _seeds(origin), carry, nowhere, 0)
    if has_source:
        find_cut_off(board, blocked, units, side, near, rows)
    source_by_unit = np.full(count, -1, np.int64)
    key = np.full(count, FAR, np.int64)
    for unit in range(count):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1 or near[here] > carry:
            continue
        at = here
        while back[at] >= 0:
            at = back[at]
        source_by_unit[unit] = origin[at]
        key[unit] = near[here]
    order = np.argsort(key, kind="mergesort")
    _deliver(board, units, order[: np.sum(key < FAR)], source_by_unit, want, rows)
    hungry = _judge(board, units, side, near, rows, want)
    if hungry.size > 0:
        _explain(board, units, crossings, rails, side, blocked, origin, hungry, rows)
    return rows


@kernel
def _judge(board: Board, units: Ints, side: int, near: Ints, rows: Ints, want: Ints) -> Ints:
    """Set the state of every unit; return those that nothing reached and no countryside feeds."""
    numbers = board.numbers
    carry = board.sides[SideColumn.CARRY, side]
    hungry = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1:
            continue
        reached = near[here] <= carry
        short = want[unit] > 0 or (reached and near[here] > carry * numbers[Number.STRAINED_RANGE] // 1000)
        if not reached:
            if board.hexes[HexColumn.COUNTRYSIDE, here] == side and board.sides[SideColumn.COUNTRYSIDE, side] > 0:
                rows[REASON, unit] = SupplyReason.COUNTRYSIDE
                short = False
            else:
                hungry[count] = unit
                count += 1
        rows[STATE, unit] = state_of(numbers, rows[STOCK, unit], short)
    return hungry[:count]


@kernel
def _explain(
    board: Board,
    units: Ints,
    crossings: Ints,
    rails: Ints,
    side: int,
    blocked: Marks,
    origin: Ints,
    hungry: Ints,
    rows: Ints,
) -> None:
    """Give every hungry unit its reason and what it points at, with one search for each kind of reason."""
    net = _seeds(origin)
    if net.size == 0:
        for unit in hungry:
            rows[REASON, unit] = SupplyReason.NO_SOURCE
        return
    free, sealed = hungry[rows[CUT_OFF][hungry] == 0], hungry[rows[CUT_OFF][hungry] == 1]
    if sealed.size > 0:
        _find_bars(board, units, crossings, blocked, net, sealed, rows)
    if free.size > 0:
        goal, wanted = _goal_at(units, free, blocked.size)
        far = flood(board, crossings, blocked, net, FAR, goal, wanted)[0]
        for unit in free:
            rows[REASON, unit] = SupplyReason.BEYOND_RANGE
            rows[REASON_AT, unit] = far[units[U.HEX, unit]] - board.sides[SideColumn.CARRY, side]
        _find_cuts(board, units, crossings, rails, side, blocked, origin, free, rows)


@kernel
def _goal_at(units: Ints, chosen: Ints, size: int) -> tuple[Marks, int]:
    """Marks on the hexes of some units, and how many hexes they are."""
    goal = np.zeros(size, np.int8)
    wanted = 0
    for unit in chosen:
        here = units[U.HEX, unit]
        if goal[here] == 0:
            goal[here] = 1
            wanted += 1
    return goal, wanted


@kernel
def _find_cuts(
    board: Board,
    units: Ints,
    crossings: Ints,
    rails: Ints,
    side: int,
    blocked: Marks,
    origin: Ints,
    free: Ints,
    rows: Ints,
) -> None:
    """Units that a whole railway would feed: the last hex that trains reach on the line to them."""
    whole, before = railheads(board, rails, blocked, side, True)
    if np.all((whole >= 0) <= (origin >= 0)):
        return
    trains = railheads(board, rails, blocked, side, False)[0]  # without the depots, which live on beyond a cut
    carry = board.sides[SideColumn.CARRY, side]
    goal, wanted = _goal_at(units, free, blocked.size)
    mended, back, _ = flood(board, crossings, blocked, _seeds(whole), carry, goal, wanted)
    for unit in free:
        at = units[U.HEX, unit]
        if mended[at] <= carry:
            while back[at] >= 0:
                at = back[at]
            while trains[at] < 0 and before[at] >= 0:
                at = before[at]
            rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.RAIL_CUT, at


@kernel
def _find_bars(board: Board, units: Ints, crossings: Ints, blocked: Marks, net: Ints, sealed: Ints, rows: Ints) -> None:
    """The first barred hex on the shortest way from each unit to the net, as if nothing barred it."""
    open_map = np.zeros(blocked.size, np.int8)
    goal, wanted = _goal_at(units, sealed, blocked.size)
    _, previous, _ = flood(board, crossings, open_map, net, FAR, goal, wanted)
    for unit in sealed:
        rows[REASON, unit] = SupplyReason.NO_SOURCE
        at = previous[units[U.HEX, unit]]
        while at >= 0 and blocked[at] == 0:
            at = previous[at]
        if at >= 0:
            by_unit = blocked[at] == 1
            rows[REASON, unit] = SupplyReason.BLOCKED_BY_UNIT if by_unit else SupplyReason.BLOCKED_BY_ZONE
            rows[REASON_AT, unit] = at
