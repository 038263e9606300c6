"""Fog of war: which enemy units a side sees. Rulebook 11."""

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import F, U
from game.core.world import Board, HexColumn

_RING_END = np.array([0, 6, 18, 36], dtype=np.int64)
"""Columns of ``Board.near`` within 0, 1, 2 and 3 hexes."""

_SIGHT = np.array([int(column.sight) for column in U], dtype=np.int64)
_FORMATION_SIGHT = np.array([int(column.sight) for column in F], dtype=np.int64)
_MINE, _UNSEEN, _SEEN, _PLAIN = 0, 1, 2, 3
"""How a unit stands to the viewer; plain is seen without fog."""
_SHOWN = np.array(
    [
        # mine, unseen, seen, plain
        [True, False, False, True],  # Sight.OWN
        [True, False, True, True],  # Sight.SEEN
        [True, False, True, True],  # Sight.BAND
        [False, True, True, True],  # Sight.GHOST
    ]
)


@kernel
def sighted(board: Board, units: Ints, side: int, night: bool) -> Ints:
    """``[unit]`` -> 1 for enemy units that ``side`` sees now.

    Men in countryside that supports them are seen from neighbouring hexes only.
    """
    numbers = board.numbers
    hexes = board.hexes.shape[1]
    nearest = np.full(hexes, 9, np.int8)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side:
            continue
        radius = numbers[Number.SIGHT]
        if night:
            radius = numbers[Number.SIGHT_NIGHT]
        elif board.hexes[HexColumn.HIGH, here] == 1:
            radius = numbers[Number.SIGHT_HIGH]
        radius = min(3, radius)
        nearest[here] = 0
        for ring in range(1, radius + 1):
            for k in range(_RING_END[ring - 1], _RING_END[ring]):
                there = board.near[here, k]
                if there >= 0 and nearest[there] > ring:
                    nearest[there] = ring
    seen = np.zeros(units.shape[1], np.int64)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        other = units[U.SIDE, unit]
        if here < 0 or other == side:
            continue
        hidden = board.hexes[HexColumn.COUNTRYSIDE, here] == other
        if nearest[here] <= (1 if hidden else 3):
            seen[unit] = 1
    return seen


@kernel
def veil(board: Board, units: Ints, side: int, night: bool, fog: bool) -> Ints:
    """A copy of the units' block with what ``side`` cannot know blanked or rounded.

    Without fog every enemy on the map is seen exactly; what has not arrived stays hidden.
    """
    numbers = board.numbers
    count = units.shape[1]
    seen = sighted(board, units, side, night)
    standing = np.empty(count, np.int64)
    for unit in range(count):
        if units[U.SIDE, unit] == side:
            standing[unit] = _MINE
        elif seen[unit] == 1 or (not fog and units[U.HEX, unit] >= 0):
            standing[unit] = _SEEN if fog else _PLAIN
        else:
            standing[unit] = _UNSEEN
    view = np.empty_like(units)
    for column in range(units.shape[0]):  # along the columns, as they lie in memory
        sight = _SIGHT[column]
        for unit in range(count):
            view[column, unit] = units[column, unit] if _SHOWN[sight, standing[unit]] else -1
    for unit in range(count):
        if standing[unit] == _SEEN:
            view[U.MEN, unit] = men_shown(numbers, units[U.MEN, unit])
            view[U.GUNS, unit] = 0
            routed = units[U.STATUS, unit] == Status.ROUTED
            view[U.COHESION, unit] = numbers[Number.ROUT_BELOW] if routed else numbers[Number.SHOWN_COHESION]
    return view


@kernel
def veil_politics(formations: Ints, sides: Ints, side: int) -> tuple[Ints, Ints]:
    """Copies of the formations' and sides' blocks without the other's secrets and without what it hides from us.

    Loyalty is its own side's secret; agents, envoys and political work are the other's. Rulebook 8.7.
    """
    view = np.empty_like(formations)
    for column in range(formations.shape[0]):
        sight = _FORMATION_SIGHT[column]
        for formation in range(formations.shape[1]):
            standing = _MINE if formations[F.SIDE, formation] == side else _SEEN
            view[column, formation] = formations[column, formation] if _SHOWN[sight, standing] else -1
    points = sides.copy()
    for other in range(sides.shape[1]):
        if other != side:
            points[:, other] = -1
    return view, points


@kernel
def men_shown(numbers: Ints, men: int) -> int:
    """The strength band of ``men``, as the number in its middle."""
    low, middle, high = numbers[Number.BAND_1], numbers[Number.BAND_2], numbers[Number.BAND_3]
    if men < low:
        return int(low // 2)
    if men < middle:
        return int((low + middle) // 2)
    if men < high:
        return int((middle + high) // 2)
    return int(high + high // 4)
