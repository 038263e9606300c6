"""Who stands where and whose zones lie where, as one side sees it. Rulebook 4.5."""

import numpy as np
import numpy.typing as npt

from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.numbers import Number
from game.core.state import Status, U
from game.core.world import Board, Edge, Kit

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
    if units[U.STATUS, unit] != Status.READY or kit[Kit.ZONES, unit] == 0:
        return 0
    if units[U.COHESION, unit] < numbers[Number.ZONE_COHESION]:
        return 0
    men = units[U.MEN, unit]
    if men >= numbers[Number.ZONE_FULL_MEN]:
        return FULL_ZONE
    return HALF_ZONE if men >= numbers[Number.ZONE_HALF_MEN] else 0


@kernel
def survey(board: Board, units: Ints, side: int) -> Marks:
    """Marks by hex of a position, or of a view, with the eyes of ``side``."""
    edges = board.edges
    marks = np.zeros(board.hexes.shape[1], np.int8)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0:
            continue
        if units[U.SIDE, unit] == side:
            marks[here] |= OWN_THERE
            continue
        marks[here] |= ENEMY_THERE
        strength = zone_of(board.numbers, board.kit, units, unit)
        if strength > 0:
            _mark(marks, here, strength)
            for direction in range(6):
                there = edges[Edge.NEIGHBOUR, here, direction]
                if there >= 0:
                    _mark(marks, there, strength)
    return marks


@kernel
def _mark(marks: Marks, hex: int, strength: int) -> None:
    """Raise a hex's zone to ``strength``."""
    if marks[hex] & ZONE < strength:
        marks[hex] = (marks[hex] & ~ZONE) | strength
