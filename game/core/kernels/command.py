"""Whom no headquarters reaches. Rulebook 10.1."""

import numpy as np

from game.core.board import Kit
from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kinds import Status
from game.core.state import U


@kernel
def unled(kit: Ints, units: Ints, chains: Ints, commands: Ints, grid: tuple[int, int]) -> Ints:
    """``[unit]`` -> 1 where no headquarters over it reaches it, nor where there never was one its commander.

    ``chains`` are pairs of units and headquarters with how far these reach, ``commands`` by formation how far its
    commander does and 1 for those who live where they fight; ``grid`` is the map's columns and 0.1 km a hex.
    """
    (columns, wide), count = grid, units.shape[1]
    led, headed = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for pair in range(chains.shape[1]):
        unit, seat, reach = chains[0, pair], chains[1, pair], chains[2, pair]
        here, there = units[U.HEX, unit], units[U.HEX, seat]
        stands = here >= 0 and there >= 0 and units[U.SIDE, unit] == units[U.SIDE, seat]
        if stands or units[U.STATUS, seat] == Status.GONE:
            headed[unit] = True
        if stands and _apart(columns, here, there) * wide <= reach:
            led[unit] = True
    strongest = _strongest(units, commands.shape[1])
    answer = np.zeros(count, np.int64)
    for unit in range(count):
        here, formation = units[U.HEX, unit], units[U.FORMATION, unit]
        at_home = kit[Kit.HEADQUARTERS, unit] == 1 or kit[Kit.DOMESTIC, unit] == 1 or commands[1, formation] == 1
        if here < 0 or at_home or led[unit]:
            continue
        seat = strongest[formation, units[U.SIDE, unit]]
        if headed[unit] or _apart(columns, here, units[U.HEX, seat]) * wide > commands[0, formation]:
            answer[unit] = 1
    return answer


@kernel
def _strongest(units: Ints, formations: int) -> Ints:
    """``[formation, side]`` -> its unit on the map with most men, the first of several; with it is the commander."""
    found = np.full((formations, 2), -1, np.int64)
    for unit in range(units.shape[1]):
        formation, side = units[U.FORMATION, unit], units[U.SIDE, unit]
        best = found[formation, side]
        if units[U.HEX, unit] >= 0 and (best < 0 or units[U.MEN, unit] > units[U.MEN, best]):
            found[formation, side] = unit
    return found


@kernel
def _apart(columns: int, here: int, there: int) -> int:
    """Hexes from one to the other as the crow flies."""
    east = here % columns - there % columns
    south = here // columns - here % columns // 2 - there // columns + there % columns // 2
    return (abs(east) + abs(south) + abs(east + south)) // 2
