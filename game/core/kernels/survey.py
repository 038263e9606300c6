"""Who stands where and whose zones lie where, as one side sees it. Rulebook 4.5."""

import numpy as np
import numpy.typing as npt

from game.core.board import Board, Edge, Kit, WalkArrays
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.sight import is_seen, men_shown, watchers
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import U

Marks = npt.NDArray[np.int8]
"""One small number a hex: the enemy zone (0 none, 1 half, 2 full) plus the two flags below."""

HALF_ZONE = 1
FULL_ZONE = 2
ZONE = 3
"""Mask of the zone."""
ENEMY_THERE = 4
OWN_THERE = 8


@kernel
def zone_of(numbers: Ints, kit: Ints, units: Ints, unit: int) -> int:
    """The zone a unit exerts into its hex and the six around it."""
    return _zone(numbers, kit, units, unit, (units[U.MEN, unit], units[U.COHESION, unit]))


@kernel
def _zone(numbers: Ints, kit: Ints, units: Ints, unit: int, strength: tuple[int, int]) -> int:
    """The same with so many men and so much cohesion."""
    if units[U.STATUS, unit] != Status.READY or kit[Kit.ZONES, unit] == 0:
        return 0
    return zone_of_men(numbers, *strength)


@kernel
def zone_of_men(numbers: Ints, men: int, cohesion: int) -> int:
    """The zone of so many men in good order, of a type that has one."""
    if cohesion < numbers[Number.ZONE_COHESION]:
        return 0
    if men >= numbers[Number.ZONE_FULL_MEN]:
        return FULL_ZONE
    return HALF_ZONE if men >= numbers[Number.ZONE_HALF_MEN] else 0


@kernel
def _zone_shown(numbers: Ints, kit: Ints, units: Ints, unit: int) -> int:
    """The zone as an enemy takes it who sees the unit: by its strength band, with the cohesion that is shown."""
    return _zone(numbers, kit, units, unit, (men_shown(numbers, units[U.MEN, unit]), numbers[Number.SHOWN_COHESION]))


@kernel
def survey(board: Board, units: Ints, side: int) -> Marks:
    """Marks by hex of a position, or of a view, with the eyes of ``side``."""
    marks = np.zeros(board.hexes.shape[1], np.int8)
    for unit in range(units.shape[1]):
        if units[U.HEX, unit] >= 0:
            _mark_unit(board.edges, board.numbers, board.kit, units, side, unit, marks)
    return marks


@kernel
def survey_along(arrays: WalkArrays, units: Ints, unit: int, path: Ints, fog: tuple[bool, bool]) -> tuple[Marks, Marks]:
    """Marks for the side of ``unit``, right on its own hex and on those of ``path`` only: what a march needs.

    As its side knows them, and in truth. ``fog`` is whether a veil lies over the enemy, who then counts as the side
    sees him, and whether it is night; without a veil both are the same array.
    """
    edges, kit, numbers, near, hexes = arrays
    veiled, night = fog
    true = np.zeros(hexes.shape[1], np.int8)
    known = np.zeros(hexes.shape[1], np.int8) if veiled else true
    area = _around(edges, units[U.HEX, unit], path, hexes.shape[1])
    side = units[U.SIDE, unit]
    sight = np.zeros(0, np.int8)
    for other in range(units.shape[1]):
        here = units[U.HEX, other]
        if here < 0 or not area[here]:
            continue
        _mark_unit(edges, numbers, kit, units, side, other, true)
        if not veiled:
            continue
        if units[U.SIDE, other] == side:
            _mark_unit(edges, numbers, kit, units, side, other, known)
            continue
        if sight.size == 0:
            sight = watchers(hexes, numbers, units, side, night)
        if is_seen(near, hexes, units, other, sight):
            mark_enemy(edges, here, _zone_shown(numbers, kit, units, other), known)
    return known, true


@kernel
def _around(edges: Narrow, start: int, path: Ints, size: int) -> npt.NDArray[np.bool_]:
    """``[hex]`` -> whether it is the start, one of the path or beside one of them."""
    area = np.zeros(size, np.bool_)
    for step in range(-1, path.size):
        hex = start if step < 0 else path[step]
        if hex >= 0:
            area[hex] = True
            for direction in range(6):
                if edges[Edge.NEIGHBOUR, hex, direction] >= 0:
                    area[edges[Edge.NEIGHBOUR, hex, direction]] = True
    return area


@kernel
def _mark_unit(edges: Narrow, numbers: Ints, kit: Ints, units: Ints, side: int, unit: int, marks: Marks) -> None:
    """Add what one unit on the map means to ``side``.

    Called for every unit: it takes three arrays of the board, since every array passed costs.
    """
    here = units[U.HEX, unit]
    if units[U.SIDE, unit] == side:
        marks[here] |= OWN_THERE
    else:
        mark_enemy(edges, here, zone_of(numbers, kit, units, unit), marks)


@kernel
def mark_enemy(edges: Narrow, here: int, strength: int, marks: Marks) -> None:
    """Add an enemy with his zone."""
    marks[here] |= ENEMY_THERE
    if strength > 0:
        raise_zone(marks, here, strength)
        for direction in range(6):
            there = edges[Edge.NEIGHBOUR, here, direction]
            if there >= 0:
                raise_zone(marks, there, strength)


@kernel
def raise_zone(marks: Marks, hex: int, strength: int) -> None:
    """Raise a hex's zone to ``strength``."""
    if marks[hex] & ZONE < strength:
        marks[hex] = (marks[hex] & ~ZONE) | strength
