"""Fog of war: which enemy units a side sees. Rulebook 11."""

import numpy as np
import numpy.typing as npt

from game.core.board import HexColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Column, Crossing, Depot, F, Place, Rail, Sight, U

Bytes = npt.NDArray[np.int8]
FAR_OFF = 9
"""In `eyes_on`: no unit of the side sees so far."""

Hideable = tuple[Ints, Ints, Ints, Ints, Ints, Ints, Ints]
"""The blocks of a position of which a side may not know everything."""

BESIDE, IN_SIGHT = 1, 3
"""How near somebody has to be seen: who hides among his own people, and anybody else."""
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


def _shown(columns: type[Column]) -> Ints:
    """For each column the ways to stand to the viewer in which he knows it, one bit for each."""
    return np.array([sum(1 << standing for standing in _TO_WHOM[column.sight]) for column in columns], dtype=np.int64)


_UNITS_SHOWN, _FORMATIONS_SHOWN = _shown(U), _shown(F)


@kernel
def look_round(near: Narrow, hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool) -> Ints:
    """``[unit]`` -> 1 for enemy units that ``side`` sees now.

    Men in countryside that supports them are seen from neighbouring hexes only,
    unless they came along a road by day. Takes the arrays of a board one by one:
    a whole `Board` costs more to hand over than the search itself.
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
        if nearest[here] <= (BESIDE if hidden else IN_SIGHT):
            seen[unit] = 1


@kernel
def look_back(
    arrays: tuple[Narrow, Ints, Ints], units: Ints, places: tuple[Ints, Ints], rails: tuple[Ints, Ints], night: bool
) -> tuple[Ints, tuple[Ints, Ints], tuple[Ints, Ints]]:
    """What both sides find at the end of a phase.

    The units that the other side sees, then for each side the places that somebody else holds than it thought, and
    the stretches of railway that are not as it thought. A place is seen as a unit of its holder would be that stands
    in it, a stretch where either of its ends is in sight. ``arrays`` as in `veil`; ``places`` and ``rails`` are the
    blocks, with the hexes of the places, and those that each stretch joins.
    """
    near, hexes, numbers = arrays
    seen = np.zeros(units.shape[1], np.int64)
    learnt, found = np.zeros((2, places[1].size), np.int64), np.zeros((2, rails[1].shape[0]), np.int64)
    for side in range(2):
        nearest = eyes_on(near, hexes, numbers, units, side, night)
        _note_units(hexes, nearest, units, side, seen)
        _note_places(hexes, nearest, places, side, learnt[side])
        _note_rails(nearest, rails, side, found[side])
    return (
        np.flatnonzero(seen),
        (np.flatnonzero(learnt[0]), np.flatnonzero(learnt[1])),
        (np.flatnonzero(found[0]), np.flatnonzero(found[1])),
    )


@kernel
def _note_places(hexes: Ints, nearest: Bytes, places: tuple[Ints, Ints], side: int, learnt: Ints) -> None:
    """Set ``learnt`` of the places that a side sees to be somebody else's than it thought."""
    block, where = places
    for place in range(where.size):
        holder, here = block[Place.HOLDER, place], where[place]
        if block[Place.KNOWN_0 + side, place] != holder:
            hidden = holder != side and hexes[HexColumn.COUNTRYSIDE, here] == holder
            if nearest[here] <= (BESIDE if hidden else IN_SIGHT):
                learnt[place] = 1


@kernel
def _note_rails(nearest: Bytes, rails: tuple[Ints, Ints], side: int, found: Ints) -> None:
    """Set ``found`` of the stretches of railway that a side sees to be otherwise than it thought."""
    block, ends = rails
    for link in range(found.size):
        if block[Rail.KNOWN_0 + side, link] != block[Rail.WRECKED, link] * (1 + block[Rail.MENDED, link]):
            if min(nearest[ends[link, 0]], nearest[ends[link, 1]]) <= IN_SIGHT:
                found[link] = 1


@kernel
def eyes_on(near: Narrow, hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool) -> Bytes:
    """``[hex]`` -> how near the nearest unit of ``side`` is that sees so far, `FAR_OFF` where none does."""
    nearest = np.full(hexes.shape[1], FAR_OFF, np.int8)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side:
            continue
        radius = _sight_from(hexes, numbers, here, night)
        nearest[here] = 0
        for ring in range(1, radius + 1):
            for k in range(_RING_END[ring - 1], _RING_END[ring]):
                there = near[here, k]
                if there >= 0 and nearest[there] > ring:
                    nearest[there] = ring
    return nearest


@kernel
def _sight_from(hexes: Ints, numbers: Ints, here: int, night: bool) -> int:
    """How many hexes a unit sees from where it stands."""
    if night:
        return int(min(IN_SIGHT, numbers[Number.SIGHT_NIGHT]))
    if hexes[HexColumn.HIGH, here] == 1:
        return int(min(IN_SIGHT, numbers[Number.SIGHT_HIGH]))
    return int(min(IN_SIGHT, numbers[Number.SIGHT]))


@kernel
def watchers(hexes: Ints, numbers: Ints, units: Ints, side: int, night: bool) -> Bytes:
    """``[hex]`` -> how far units of ``side`` see that stand there, -1 where none does."""
    sight = np.full(hexes.shape[1], -1, np.int8)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here >= 0 and units[U.SIDE, unit] == side:
            sight[here] = _sight_from(hexes, numbers, here, night)
    return sight


@kernel
def is_seen(near: Narrow, hexes: Ints, units: Ints, unit: int, sight: Bytes) -> bool:
    """Whether `watchers` see a unit of the other side that is on the map: `look_round` for a few."""
    here = units[U.HEX, unit]
    hidden = hexes[HexColumn.COUNTRYSIDE, here] == units[U.SIDE, unit] and units[U.ON_ROAD, unit] == 0
    if sight[here] >= 0:
        return True
    for ring in range(1, (BESIDE if hidden else IN_SIGHT) + 1):
        for k in range(_RING_END[ring - 1], _RING_END[ring]):
            if near[here, k] >= 0 and sight[near[here, k]] >= ring:
                return True
    return False


@kernel
def veil(arrays: tuple[Narrow, Ints, Ints], blocks: Hideable, side: int, night: bool, fog: bool) -> None:
    """Blank or round what ``side`` cannot know in seven blocks of a copy of the position.

    ``arrays`` are those of the board that sight needs: near, hexes, numbers; ``blocks`` units, formations, sides,
    crossings, rails, places and depots. Loyalty is its own side's secret; agents, envoys and political work are the
    other's. Rulebook 8.8, 11.
    """
    units, formations, sides, crossings, rails, places, depots = blocks
    veil_units(arrays, units, side, night, fog)
    veil_formations(formations, side)
    veil_sides(sides, side)
    if fog:
        _veil_crossings(crossings, side)
    _veil_rails(rails, side, fog)
    _veil_places(places, side, fog)
    if fog:
        _veil_depots(depots, side)


@kernel
def _blank(view: Ints, stances: Ints, shown: Ints) -> None:
    """Set to -1 where the bit of an item's stance is not set in ``shown`` of the column."""
    for column in range(view.shape[0]):
        bits = shown[column]
        for item in range(view.shape[1]):
            if not bits >> stances[item] & 1:
                view[column, item] = -1


@kernel
def veil_units(arrays: tuple[Narrow, Ints, Ints], view: Ints, side: int, night: bool, fog: bool) -> None:
    """Of units a side sees those in sight, without fog every enemy on the map as it is, and nobody still to arrive."""
    near, hexes, numbers = arrays
    seen = look_round(near, hexes, numbers, view, side, night)
    stances = np.empty(seen.size, np.int64)
    for unit in range(seen.size):
        if view[U.SIDE, unit] == side:
            stances[unit] = _MINE
        elif fog:
            stances[unit] = _SEEN if seen[unit] == 1 else _UNSEEN
        else:
            stances[unit] = _PLAIN if view[U.HEX, unit] >= 0 else _UNSEEN
    _blank(view, stances, _UNITS_SHOWN)
    for unit in range(seen.size):
        if stances[unit] == _SEEN:
            view[U.MEN, unit] = men_shown(numbers, view[U.MEN, unit])
            view[U.GUNS, unit] = 0
            view[U.MOVED_WATCH, unit] = min(1, view[U.MOVED_WATCH, unit])
            routed = view[U.STATUS, unit] == Status.ROUTED
            view[U.COHESION, unit] = numbers[Number.ROUT_BELOW] if routed else numbers[Number.SHOWN_COHESION]


@kernel
def veil_formations(view: Ints, side: int) -> None:
    """What a side knows of formations, with fog or without: of the enemy's no loyalty, of its own no enemy's agents."""
    stances = np.empty(view.shape[1], np.int64)
    for formation in range(stances.size):
        stances[formation] = _MINE if view[F.SIDE, formation] == side else _SEEN
    _blank(view, stances, _FORMATIONS_SHOWN)


@kernel
def veil_sides(view: Ints, side: int) -> None:
    """A side knows its own points alone."""
    view[:, 1 - side] = -1


@kernel
def _veil_crossings(view: Ints, side: int) -> None:
    """Of his own men a side knows that they crossed, of the enemy's nothing."""
    view[Crossing.PASSED] = view[Crossing.PASSED_0 + side]
    view[Crossing.PASSED_0 + 1 - side] = 0


@kernel
def _veil_rails(view: Ints, side: int, fog: bool) -> None:
    """Where a side thinks trains can pass; what the other thinks stays its secret, with fog or without."""
    view[Rail.KNOWN_0 + 1 - side] = -1
    if fog:
        for link in range(view.shape[1]):
            known = view[Rail.KNOWN_0 + side, link]
            view[Rail.WRECKED, link], view[Rail.MENDED, link] = min(1, known), max(0, known - 1)


@kernel
def _veil_places(view: Ints, side: int, fog: bool) -> None:
    """Who a side thinks holds what; what the other thinks stays its secret, with fog or without."""
    view[Place.KNOWN_0 + 1 - side] = -1
    if fog:
        view[Place.HOLDER] = view[Place.KNOWN_0 + side]
        for place in range(view.shape[1]):
            if view[Place.HOLDER, place] != side:
                view[Place.RATIONS, place] = -1


@kernel
def _veil_depots(view: Ints, side: int) -> None:
    """A side knows its own depots only."""
    for slot in range(view.shape[1]):
        if view[Depot.SIDE, slot] != side:
            view[:, slot] = -1


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
