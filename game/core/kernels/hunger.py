"""Why no supplies reach a unit, and where the trouble lies. Rulebook 6.7."""

import numpy as np

from game.core.board import Board, Edge, SideColumn
from game.core.hexgrid import Ints
from game.core.kernels.flood import FAR, flood
from game.core.kernels.jit import kernel
from game.core.kernels.net import BY_UNIT, Net, Ways, railheads
from game.core.kernels.rows import CUT_OFF, REASON, REASON_AT
from game.core.kernels.survey import Marks
from game.core.kinds import SupplyReason
from game.core.state import Rail, U


@kernel
def explain_hunger(
    board: Board, units: Ints, ways: Ways, side: int, blocked: Marks, net: Net, hungry: Ints, rows: Ints
) -> None:
    """Give every hungry unit its reason and what it points at, with one search for each kind of reason."""
    if net.size == 0:
        for unit in hungry:
            rows[REASON, unit] = SupplyReason.NO_SOURCE
        return
    free, sealed = hungry[rows[CUT_OFF][hungry] == 0], hungry[rows[CUT_OFF][hungry] == 1]
    if sealed.size > 0:
        _find_bars(board, units, ways, side, blocked, net, sealed, rows)
    if free.size > 0:
        goal, wanted = _goal_at(units, free, blocked.size)
        far = flood(board, ways.crossings, blocked, net.hexes[: net.size], side, FAR, goal, wanted)[0]
        for unit in free:
            rows[REASON, unit] = SupplyReason.BEYOND_RANGE
            rows[REASON_AT, unit] = far[units[U.HEX, unit]] - board.sides[SideColumn.CARRY, side]
        if ways.rails.shape[1] > 0:
            trains = railheads(board, ways.rails, blocked, side, False)  # without depots, which live on beyond a cut
            nothing = np.zeros(blocked.size, np.int8)
            for bars in (blocked, nothing):  # with the wrecks mended, then with the enemy off the line as well
                _find_cuts(board, units, ways, side, (blocked, bars), trains, free, rows)


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
    ways: Ways,
    side: int,
    barred: tuple[Marks, Marks],
    trains: Net,
    free: Ints,
    rows: Ints,
) -> None:
    """Units that a whole railway would feed which only the second of ``barred`` keeps from trains.

    The first is what the enemy bars in truth. They point at the last hex that
    trains reach on the line to them, or at the first that the enemy bars.
    """
    blocked, bars = barred
    whole = railheads(board, ways.rails, bars, side, True)
    if whole.size <= trains.size:
        return
    carry = board.sides[SideColumn.CARRY, side]
    goal, wanted = _goal_at(units, free, blocked.size)
    seeds = whole.hexes[: whole.size]
    mended, back, _ = flood(board, ways.crossings, blocked, seeds, side, carry, goal, wanted)
    for unit in free:
        at = units[U.HEX, unit]
        if rows[REASON, unit] != SupplyReason.BEYOND_RANGE or mended[at] > carry:
            continue
        while back[at] >= 0:
            at = back[at]
        ahead = at
        while trains.origin[at] < 0 and whole.before[at] >= 0:
            at, ahead = whole.before[at], at
        if trains.origin[at] < 0:
            ahead = at  # the source itself is barred
        if blocked[ahead] == 0 or (ahead != at and _is_wrecked(board, ways.rails, at, ahead)):
            rows[REASON, unit], rows[REASON_AT, unit] = SupplyReason.RAIL_CUT, at
        else:
            by_unit = blocked[ahead] == BY_UNIT
            rows[REASON, unit] = SupplyReason.BLOCKED_BY_UNIT if by_unit else SupplyReason.BLOCKED_BY_ZONE
            rows[REASON_AT, unit] = ahead


@kernel
def _is_wrecked(board: Board, rails: Ints, here: int, there: int) -> bool:
    """Whether the railway between two neighbours is wrecked."""
    for direction in range(6):
        if board.edges[Edge.NEIGHBOUR, here, direction] == there:
            link = board.edges[Edge.RAIL, here, direction]
            return bool(link >= 0 and rails[Rail.WRECKED, link] == 1)
    return False


@kernel
def _find_bars(
    board: Board, units: Ints, ways: Ways, side: int, blocked: Marks, net: Net, sealed: Ints, rows: Ints
) -> None:
    """The first barred hex on the shortest way from each unit to the net, as if nothing barred it."""
    open_map = np.zeros(blocked.size, np.int8)
    goal, wanted = _goal_at(units, sealed, blocked.size)
    _, previous, _ = flood(board, ways.crossings, open_map, net.hexes[: net.size], side, FAR, goal, wanted)
    for unit in sealed:
        rows[REASON, unit] = SupplyReason.NO_SOURCE
        at = previous[units[U.HEX, unit]]
        while at >= 0 and blocked[at] == 0:
            at = previous[at]
        if at >= 0:
            by_unit = blocked[at] == BY_UNIT
            rows[REASON, unit] = SupplyReason.BLOCKED_BY_UNIT if by_unit else SupplyReason.BLOCKED_BY_ZONE
            rows[REASON_AT, unit] = at
