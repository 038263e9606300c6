"""Supply of one side at dawn: sources, own unbroken railway, depots, carts; and why it fails. Rulebook 6."""

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.flood import FAR, flood
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks, survey
from game.core.numbers import Number
from game.core.state import Activity, Rail, SupplyReason, SupplyState, U
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
    """The hexes that trains of ``side`` reach from its rail sources, and the hexes where they must stop.

    ``origin[hex]`` is the source (-1 none); ``stops`` lists hexes before a wreck or an enemy.
    With ``intact`` wrecks are ignored.
    """
    hexes = board.hexes.shape[1]
    origin = np.full(hexes, -1, np.int64)
    queue = np.empty(hexes, np.int64)
    stops = np.empty(hexes, np.int64)
    last = cuts = 0
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
        stopped = False
        for direction in range(6):
            link = board.edges[Edge.RAIL, here, direction]
            if link < 0:
                continue
            there = board.edges[Edge.NEIGHBOUR, here, direction]
            if blocked[there] != 0 or (rails[Rail.WRECKED, link] == 1 and not intact):
                stopped = True
            elif origin[there] < 0:
                origin[there] = origin[here]
                queue[last] = there
                last += 1
        if stopped and cuts < hexes:
            stops[cuts] = here
            cuts += 1
    return origin, stops[:cuts].copy()


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
    """Depots within convoy range of the net join it under the source that reaches them."""
    goal = (origin >= 0).astype(np.int8)
    start = np.zeros(1, np.int64)
    for depot in range(board.sources.shape[1]):
        here = board.sources[SourceColumn.HEX, depot]
        if board.sources[SourceColumn.SIDE, depot] != side or board.sources[SourceColumn.CAPACITY, depot] >= 0:
            continue
        start[0] = here
        found = flood(board, crossings, blocked, start, board.numbers[Number.CONVOY_RANGE], goal, 1)[2]
        if found >= 0 and origin[here] < 0:
            origin[here] = origin[found]
            goal[here] = 1


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
def supply_side(board: Board, units: Ints, crossings: Ints, rails: Ints, side: int) -> Ints:
    """Dawn for one side: ``[row, unit]`` with stock, state, reason, what it points at, and 1 for the cut off."""
    count = units.shape[1]
    rows = np.zeros((ROWS, count), np.int64)
    rows[REASON_AT] = -1
    want = np.zeros(count, np.int64)
    _eat_and_forage(board, units, side, rows, want)
    blocked = barred(survey(board, units, side))
    origin, stops = railheads(board, rails, blocked, side, False)
    carry = board.sides[SideColumn.CARRY, side]
    has_source = np.any(origin >= 0)
    if has_source:
        link_depots(board, crossings, blocked, origin, side)
    goal, wanted = _eaters(board, units, side)
    near, back, _ = flood(board, crossings, blocked, _seeds(origin), FAR, goal, wanted)
    source_by_unit = np.full(count, -1, np.int64)
    key = np.full(count, FAR, np.int64)
    for unit in range(count):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1:
            continue
        rows[CUT_OFF, unit] = 1 if has_source and near[here] >= FAR else 0
        if near[here] <= carry:
            at = here
            while back[at] >= 0:
                at = back[at]
            source_by_unit[unit] = origin[at]
            key[unit] = near[here]
    order = np.argsort(key, kind="mergesort")
    _deliver(board, units, order[: np.sum(key < FAR)], source_by_unit, want, rows)
    _explain(board, units, crossings, rails, side, blocked, near, stops, rows, want)
    return rows


@kernel
def _eaters(board: Board, units: Ints, side: int) -> tuple[Marks, int]:
    """The hexes whose distance matters, and how many they are."""
    goal = np.zeros(board.hexes.shape[1], np.int8)
    count = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here >= 0 and units[U.SIDE, unit] == side and board.kit[Kit.DOMESTIC, unit] == 0 and goal[here] == 0:
            goal[here] = 1
            count += 1
    return goal, count


@kernel
def _explain(
    board: Board,
    units: Ints,
    crossings: Ints,
    rails: Ints,
    side: int,
    blocked: Marks,
    near: Ints,
    stops: Ints,
    rows: Ints,
    want: Ints,
) -> None:
    """Set state and reason of every unit; the costly searches run only for units that went without."""
    numbers = board.numbers
    carry = board.sides[SideColumn.CARRY, side]
    mended = np.zeros(0, np.int64)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or board.kit[Kit.DOMESTIC, unit] == 1:
            continue
        reached = near[here] <= carry
        short = want[unit] > 0 or (reached and near[here] > carry * numbers[Number.STRAINED_RANGE] // 1000)
        fed_at_home = board.hexes[HexColumn.COUNTRYSIDE, here] == side and board.sides[SideColumn.COUNTRYSIDE, side] > 0
        if fed_at_home and not reached:
            rows[REASON, unit] = SupplyReason.COUNTRYSIDE
            short = False
        rows[STATE, unit] = state_of(numbers, rows[STOCK, unit], short)
        if reached or fed_at_home:
            continue
        if near[here] >= FAR:
            _find_bar(board, crossings, blocked, near, here, unit, rows)
            continue
        rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.BEYOND_RANGE, near[here] - carry
        if stops.size > 0:
            if mended.size == 0:
                whole = railheads(board, rails, blocked, side, True)[0]
                nowhere = np.zeros(blocked.size, np.int8)
                mended = flood(board, crossings, blocked, _seeds(whole), carry, nowhere, 0)[0]
            if mended[here] <= carry:
                rows[REASON, unit] = SupplyReason.RAIL_CUT
                rows[REASON_AT, unit] = _nearest_stop(board, crossings, stops, here)


@kernel
def _goal_of(near: Ints) -> Marks:
    goal = np.zeros(near.size, np.int8)
    for hex in range(near.size):
        if near[hex] < FAR:
            goal[hex] = 1
    return goal


@kernel
def _find_bar(board: Board, crossings: Ints, blocked: Marks, near: Ints, here: int, unit: int, rows: Ints) -> None:
    """The first barred hex on the shortest way to the net, as if nothing barred it."""
    start = np.full(1, here, np.int64)
    open_map = np.zeros(blocked.size, np.int8)
    _, previous, found = flood(board, crossings, open_map, start, FAR, _goal_of(near), 1)
    rows[REASON, unit] = SupplyReason.NO_SOURCE
    while found >= 0 and found != here:
        if blocked[found] != 0:
            by_unit = blocked[found] == 1
            rows[REASON, unit] = SupplyReason.BLOCKED_BY_UNIT if by_unit else SupplyReason.BLOCKED_BY_ZONE
            rows[REASON_AT, unit] = found
        found = previous[found]


@kernel
def _nearest_stop(board: Board, crossings: Ints, stops: Ints, here: int) -> int:
    """The hex where trains must stop that is nearest to a unit."""
    goal = np.zeros(board.hexes.shape[1], np.int8)
    for stop in stops:
        goal[stop] = 1
    start = np.full(1, here, np.int64)
    nothing = np.zeros(goal.size, np.int8)
    return int(flood(board, crossings, nothing, start, FAR, goal, 1)[2])
