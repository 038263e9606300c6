"""What the planning of a whole side rests on: who is free, how many men stand around, how a march is written down."""

import numpy as np

from game.core.board import Board, Kit
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kinds import Status, SupplyState
from game.core.state import U

AROUND = 18
"""Columns of ``Board.near`` within two hexes."""
LONGEST = 40
"""Most hexes of a path in a row."""


@kernel
def is_free(units: Ints, unit: int, side: int, day: int) -> bool:
    """Whether a unit of ``side`` can still be ordered to march or attack today."""
    return bool(
        units[U.HEX, unit] >= 0
        and units[U.SIDE, unit] == side
        and units[U.STATUS, unit] == Status.READY
        and units[U.ATTACKED, unit] == 0
        and units[U.HELD_UNTIL, unit] <= day
    )


@kernel
def can_attack(board: Board, units: Ints, unit: int, side: int, day: int) -> bool:
    """Whether it also fights and has something to fire."""
    return bool(
        is_free(units, unit, side, day)
        and board.kit[Kit.ZONES, unit] == 1
        and board.kit[Kit.HEADQUARTERS, unit] == 0
        and units[U.SUPPLY, unit] != SupplyState.OUT
    )


@kernel
def spread(near: Narrow, men_near: Narrow, hex: int, men: int) -> None:
    """Add men to the hex and all within two of it."""
    men_near[hex] += men
    for k in range(AROUND):
        there = near[hex, k]
        if there >= 0:
            men_near[there] += men


@kernel
def men_around(board: Board, units: Ints, side: int) -> tuple[Narrow, Narrow, Narrow]:
    """By hex: own men there, own fighting men and enemy men within two hexes."""
    size = board.hexes.shape[1]
    own_at, own_near, enemy_near = np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0:
            continue
        men = units[U.MEN, unit]
        fights = board.kit[Kit.ZONES, unit] == 1
        if units[U.SIDE, unit] == side:
            own_at[here] += men
        if fights:
            spread(board.near, own_near if units[U.SIDE, unit] == side else enemy_near, here, men)
    return own_at, own_near, enemy_near


@kernel
def write_path(rows: Ints, made: int, unit: int, previous: Narrow, start: int, end: int) -> int:
    """Append a path as a row, unless it is too long for one."""
    length = 0
    here = end
    while here != start:
        length += 1
        here = previous[here]
    if length > LONGEST:
        return made
    rows[made, 0], rows[made, 1] = unit, length
    here = end
    for position in range(length - 1, -1, -1):
        rows[made, 2 + position] = here
        here = previous[here]
    return made + 1


@kernel
def fronts(board: Board, units: Ints, side: int) -> Ints:
    """Free units that have not marched today and have an enemy within two hexes: those who should dig in."""
    enemy_near = men_around(board, units, side)[2]
    found = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or units[U.STATUS, unit] != Status.READY:
            continue
        idle = units[U.MOVED, unit] <= 0 and units[U.ATTACKED, unit] == 0 and units[U.DIGGING, unit] == 0
        if idle and enemy_near[here] > 0:
            found[count] = unit
            count += 1
    return found[:count].copy()
