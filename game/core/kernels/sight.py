"""Fog of war: which enemy units a side sees. Rulebook 11."""

import numpy as np
import numpy.typing as npt

from game.core.board import Board, HexColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Crossing, Depot, F, Place, U

Bytes = npt.NDArray[np.int8]
FAR_OFF = 9
"""In `eyes_on`: no unit of the side sees so far."""

_RING_END = np.array([0, 6, 18, 36], dtype=np.int64)
"""Columns of ``Board.near`` within 0, 1, 2 and 3 hexes."""

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
_HIDING = [[int(column) for column in U if not _SHOWN[column.sight, standing]] for standing in range(4)]
_HIDDEN = np.array([columns + [-1] * (len(U) - len(columns)) for columns in _HIDING], dtype=np.int64)
_HIDDEN_COUNT = np.array([len(columns) for columns in _HIDING], dtype=np.int64)
"""The columns of units that a viewer may not see, by how the unit stands to him, and how many they are."""


@kernel
def sighted(board: Board, units: Ints, side: int, night: bool) -> Ints:
    """``[unit]`` -> 1 for enemy units that ``side`` sees now.

    Men in countryside that supports them are seen from neighbouring hexes only,
    unless they came along a road by day.
    """
    return look_round(board.near, board.hexes, board.numbers, units, side, night)


@kernel
def look_round(near: Narrow, hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool) -> Ints:
    """The same from the arrays that it takes; a whole `Board` costs more to hand over than the search itself."""
    nearest = eyes_on(near, hexes, numbers, units, side, night)
    seen = np.zeros(units.shape[1], np.int64)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        other = units[U.SIDE, unit]
        if here < 0 or other == side:
            continue
        hidden = hexes[HexColumn.COUNTRYSIDE, here] == other and units[U.ON_ROAD, unit] == 0
        if nearest[here] <= (1 if hidden else 3):
            seen[unit] = 1
    return seen


@kernel
def eyes_on(near: Narrow, hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool) -> Bytes:
    """``[hex]`` -> how near the nearest unit of ``side`` is that sees so far, `FAR_OFF` where none does."""
    nearest = np.full(hexes.shape[1], FAR_OFF, np.int8)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side:
            continue
        radius = numbers[Number.SIGHT]
        if night:
            radius = numbers[Number.SIGHT_NIGHT]
        elif hexes[HexColumn.HIGH, here] == 1:
            radius = numbers[Number.SIGHT_HIGH]
        radius = min(3, radius)
        nearest[here] = 0
        for ring in range(1, radius + 1):
            for k in range(_RING_END[ring - 1], _RING_END[ring]):
                there = near[here, k]
                if there >= 0 and nearest[there] > ring:
                    nearest[there] = ring
    return nearest


@kernel
def veil(
    arrays: tuple[Narrow, Ints, Ints], units: Ints, formations: Ints, sides: Ints, side: int, night: bool, fog: bool
) -> tuple[Ints, Ints, Ints]:
    """Copies of three blocks of a position with what ``side`` cannot know blanked or rounded.

    ``arrays`` are those of the board that sight needs: near, hexes, numbers. Of units a side sees those in sight,
    without fog every enemy on the map as it is; what has not arrived stays hidden. Loyalty is its own side's
    secret; agents, envoys and political work are the other's. Rulebook 8.8, 11.
    """
    near, hexes, numbers = arrays
    seen = look_round(near, hexes, numbers, units, side, night)
    view = units.copy()
    for unit in range(units.shape[1]):
        if units[U.SIDE, unit] == side:
            standing = _MINE
        elif seen[unit] == 1 or (not fog and units[U.HEX, unit] >= 0):
            standing = _SEEN if fog else _PLAIN
        else:
            standing = _UNSEEN
        for column in _HIDDEN[standing, : _HIDDEN_COUNT[standing]]:
            view[column, unit] = -1
        if standing == _SEEN:
            view[U.MEN, unit] = men_shown(numbers, units[U.MEN, unit])
            view[U.GUNS, unit] = 0
            routed = units[U.STATUS, unit] == Status.ROUTED
            view[U.COHESION, unit] = numbers[Number.ROUT_BELOW] if routed else numbers[Number.SHOWN_COHESION]
    known = formations.copy()
    for formation in range(formations.shape[1]):
        mine = formations[F.SIDE, formation] == side
        for column in range(formations.shape[0]):
            if not _SHOWN[_FORMATION_SIGHT[column], _MINE if mine else _SEEN]:
                known[column, formation] = -1
    points = sides.copy()
    for other in range(sides.shape[1]):
        if other != side:
            points[:, other] = -1
    return view, known, points


@kernel
def veil_map(crossings: Ints, places: Ints, depots: Ints, side: int, fog: bool) -> tuple[Ints, Ints, Ints]:
    """Copies of the crossings', places' and depots' blocks as ``side`` knows them.

    That is its own men and stores, and who it thinks holds what. What the other side knows stays its secret, with
    fog or without.
    """
    passed, held, stores = crossings.copy(), places.copy(), depots.copy()
    for other in range(2):
        if other != side:
            held[Place.KNOWN_0 + other] = -1
            if fog:
                passed[Crossing.PASSED_0 + other] = 0
        elif fog:
            held[Place.HOLDER] = places[Place.KNOWN_0 + side]
            passed[Crossing.PASSED] = crossings[Crossing.PASSED_0 + side]
    if fog:
        for place in range(held.shape[1]):
            if held[Place.HOLDER, place] != side:
                held[Place.RATIONS, place] = -1
        for slot in range(stores.shape[1]):
            if stores[Depot.SIDE, slot] != side:
                stores[:, slot] = -1
    return passed, held, stores


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
