"""What a staff asks of the whole map: how wide the corridors are by which formations are fed, and where they shut."""

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.kernels.approach import STEP_BITS
from game.core.kernels.jit import index, kernel
from game.core.kernels.scene import middle
from game.core.kernels.survey import Marks
from game.core.kinds import SupplyState
from game.core.state import U

LEVELS = 64
"""Widths are told apart in so many steps."""
WIDTH_STEP = 25
"""0.1 km of the other side's march that make a step."""
WIDEST = LEVELS * WIDTH_STEP
"""Marches beyond this, 0.1 km, make a way no wider."""


@kernel
def corridors(steps: Narrow, away: Narrow, blocked: Marks, seeds: Ints) -> tuple[Narrow, Narrow]:
    """By hex how far the other side is from the widest way to the nearest of ``seeds``, and the next hex of that way.

    ``steps`` are `marches`, ``away`` is the other side's march to every hex, 0.1 km. The width of a way is
    that of its narrowest hex, in 0.1 km down to a multiple of `WIDTH_STEP`; -1 where no way leads past ``blocked``
    hexes.
    """
    hexes = away.size
    width, toward = np.empty(hexes, np.int32), np.full(hexes, -1, np.int32)
    for hex in range(hexes):
        width[hex] = -1 if blocked[hex] == 0 else 0  # what is shut counts as found, until the end
    first, last, after = np.full(LEVELS, -1, np.int32), np.empty(LEVELS, np.int32), np.empty(hexes, np.int32)
    for seed in seeds:
        if width[seed] < 0:
            level = min(LEVELS - 1, away[seed] // WIDTH_STEP)
            width[seed] = level * WIDTH_STEP
            _append(first, last, after, level, seed)
    for level in range(LEVELS - 1, -1, -1):
        while first[level] >= 0:
            here = index(first[level])
            first[level] = after[here]
            for direction in range(6):
                there = index(steps[here, index(direction)] >> STEP_BITS)
                if width[there] >= 0:
                    continue
                narrow = min(level, away[there] // WIDTH_STEP)
                width[there], toward[there] = narrow * WIDTH_STEP, here
                # At the end of its level's queue, as `_append` does, whose call would cost a third of all.
                after[there] = -1
                if first[narrow] < 0:
                    first[narrow] = there
                else:
                    after[last[narrow]] = there
                last[narrow] = there
    for hex in range(hexes):
        if blocked[hex] != 0:
            width[hex] = -1
    return width, toward


@kernel
def influence(columns: int, hexes: int, where: Ints, power: Ints, counts: Ints) -> Ints:
    """By hex the power that bears on it of units that stand ``where``.

    ``counts[distance]`` is the share of it that counts so many hexes off, per mille.
    """
    force = np.zeros(hexes, np.int64)
    far = counts.size - 1
    for k in range(where.size):
        column = where[k] % columns
        for dq in range(max(-far, -column), min(far, columns - 1 - column) + 1):
            there = column + dq
            row = where[k] // columns + there // 2 - column // 2
            for dr in range(max(-far, -dq - far), min(far, far - dq) + 1):
                hex = (row + dr) * columns + there
                if row + dr >= 0 and hex < hexes:
                    distance = (abs(dq) + abs(dr) + abs(dq + dr)) // 2
                    force[hex] += power[k] * counts[distance] // 1000
    return force


@kernel
def strengths(axial: tuple[Ints, Ints], units: Ints, own: Ints, formations: Ints, power: Ints, apart: int) -> Ints:
    """What of each of ``formations`` is among ``own`` units, which stand on the map: a row each.

    Where most of it is; its power and its men; their mean stock, per mille; and 1 where it is in a ring, where less
    reaches it than it needs, and where less than half of its power lies within ``apart`` hexes. ``axial`` are the
    coordinates of all hexes, ``power`` is by unit.
    """
    rows = np.zeros((formations.size, 7), np.int64)
    for row in range(formations.size):
        members = own[units[U.FORMATION][own] == formations[row]]
        heavy = members[power[members] > 0]
        heavy = heavy if heavy.size > 0 else members
        hex = middle(axial, units[U.HEX], power, heavy)
        men, stock, ringed, hungry, near = 0, 0, 0, 0, 0
        for unit in members:
            men += units[U.MEN, unit]
            stock += units[U.STOCK, unit] * units[U.MEN, unit]
            ringed += units[U.MEN, unit] if units[U.ENCIRCLED, unit] > 0 else 0
            hungry += units[U.MEN, unit] if units[U.SUPPLY, unit] >= SupplyState.STRAINED else 0
            near += power[unit] if _apart(axial, units[U.HEX, unit], hex) <= apart else 0
        whole, men = power[members].sum(), max(1, men)
        facts = hex, whole, men, stock // men, int(ringed * 2 > men), int(hungry * 2 > men), int(near * 2 < whole)
        for column in range(7):
            rows[row, column] = facts[column]
    return rows


@kernel
def _apart(axial: tuple[Ints, Ints], here: int, there: int) -> int:
    """Hexes from one to another as the crow flies."""
    q, r = axial
    right, down = q[here] - q[there], r[here] - r[there]
    return int((abs(right) + abs(down) + abs(right + down)) // 2)


@kernel
def _append(first: Narrow, last: Narrow, after: Narrow, level: int, hex: int) -> None:
    """Put a hex at the end of a level's queue."""
    after[hex] = -1
    if first[level] < 0:
        first[level] = hex
    else:
        after[last[level]] = hex
    last[level] = hex
