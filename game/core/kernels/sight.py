"""Fog of war: which enemy units a side sees. Rulebook 11."""

import numpy as np
import numpy.typing as npt

from game.core.board import HexColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Column, F, Place, Sight, U

Bytes = npt.NDArray[np.int8]
FAR_OFF = 9
"""In `eyes_on`: no unit of the side sees so far."""

_BESIDE, _IN_SIGHT = 1, 3
_RING_END = np.array([0, 6, 18, 36], dtype=np.int64)
"""Columns of ``Board.near`` within 0, 1, 2 and 3 hexes."""

_MINE, _UNSEEN, _SEEN, _PLAIN = 0, 1, 2, 3
"""How a unit stands to the viewer; plain is seen without fog."""
_TO_WHOM = {
    Sight.OWN: (_MINE, _PLAIN),
    Sight.SEEN: (_MINE, _SEEN, _PLAIN),
    Sight.BAND: (_MINE, _SEEN, _PLAIN),
    Sight.GHOST: (_UNSEEN, _SEEN, _PLAIN),
}


def _hidden(columns: type[Column]) -> Ints:
    """``[way to stand to the viewer]`` -> the columns that he does not know, then -1."""
    table = np.full((4, len(columns) + 1), -1, dtype=np.int64)
    for standing in range(4):
        unknown = [column for column in columns if standing not in _TO_WHOM[column.sight]]
        table[standing, : len(unknown)] = unknown
    return table


_UNITS_HIDDEN, _FORMATIONS_HIDDEN = _hidden(U), _hidden(F)


@kernel
def sighted(near: Narrow, hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool) -> Ints:
    """``[unit]`` -> 1 for enemy units that ``side`` sees now.

    Men in countryside that supports them are seen from neighbouring hexes only,
    unless they came along a road by day. Takes the arrays of the board that it
    reads; a whole `Board` costs more to hand over than the search itself.
    """
    seen = np.zeros(units.shape[1], np.int64)
    _note_units(hexes, eyes_on(near, hexes, numbers, units, side, night), units, side, seen)
    return seen


@kernel
def _note_units(hexes: Ints, nearest: Bytes, units: Ints, side: int, seen: Ints) -> None:
    """Set ``seen`` of the enemy units that the eyes of ``side`` find."""
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        other = units[U.SIDE, unit]
        if here < 0 or other == side:
            continue
        hidden = hexes[HexColumn.COUNTRYSIDE, here] == other and units[U.ON_ROAD, unit] == 0
        if nearest[here] <= (_BESIDE if hidden else _IN_SIGHT):
            seen[unit] = 1


@kernel
def look_back(
    arrays: tuple[Narrow, Ints, Ints], units: Ints, places: Ints, place_hexes: Ints, night: bool
) -> tuple[Ints, Ints, Ints]:
    """What both sides find at the end of a phase.

    The units that the other side sees, and for each side the places that somebody else holds than it thought. A
    place is seen as a unit of its holder would be that stands in it. ``arrays`` are the board's near, hexes and
    numbers.
    """
    near, hexes, numbers = arrays
    seen = np.zeros(units.shape[1], np.int64)
    learnt = np.zeros((2, places.shape[1]), np.int64)
    for side in range(2):
        nearest = eyes_on(near, hexes, numbers, units, side, night)
        _note_units(hexes, nearest, units, side, seen)
        for place in range(places.shape[1]):
            holder, here = places[Place.HOLDER, place], place_hexes[place]
            if places[Place.KNOWN_0 + side, place] != holder:
                hidden = holder != side and hexes[HexColumn.COUNTRYSIDE, here] == holder
                if nearest[here] <= (_BESIDE if hidden else _IN_SIGHT):
                    learnt[side, place] = 1
    return np.flatnonzero(seen), np.flatnonzero(learnt[0]), np.flatnonzero(learnt[1])


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
def veil_units(near: Narrow, hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool, fog: bool) -> Ints:
    """A copy of the units with what ``side`` cannot know blanked or rounded.

    Of units it sees those in sight, without fog every enemy on the map as it is, and nobody still to arrive.
    """
    view = units.copy()
    seen = sighted(near, hexes, numbers, units, side, night)
    for unit in range(units.shape[1]):
        if units[U.SIDE, unit] == side:
            standing = _MINE
        elif fog:
            standing = _SEEN if seen[unit] == 1 else _UNSEEN
        else:
            standing = _PLAIN if units[U.HEX, unit] >= 0 else _UNSEEN
        _blank(view, unit, _UNITS_HIDDEN[standing])
        if standing == _SEEN:
            view[U.MEN, unit] = men_shown(numbers, units[U.MEN, unit])
            view[U.GUNS, unit] = 0
            routed = units[U.STATUS, unit] == Status.ROUTED
            view[U.COHESION, unit] = numbers[Number.ROUT_BELOW] if routed else numbers[Number.SHOWN_COHESION]
    return view


@kernel
def veil_formations(formations: Ints, side: int) -> Ints:
    """The same of formations: loyalty is its own side's secret, agents, envoys and political work the other's."""
    view = formations.copy()
    for formation in range(formations.shape[1]):
        _blank(view, formation, _FORMATIONS_HIDDEN[_MINE if formations[F.SIDE, formation] == side else _SEEN])
    return view


@kernel
def _blank(view: Ints, item: int, hidden: Ints) -> None:
    """Set the columns of an item to -1 that ``hidden`` lists."""
    k = 0
    while hidden[k] >= 0:
        view[hidden[k], item] = -1
        k += 1


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
