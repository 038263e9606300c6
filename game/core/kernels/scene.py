"""What one side sees of the whole map at one moment: all that planning its watch asks of every hex, in one call."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.core.board import Board
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.muster import men_around
from game.core.kernels.survey import ENEMY_THERE, Marks, survey
from game.core.state import U

FAR_OFF = 4
"""Hexes from the nearest enemy where he is further than three."""
_WITHIN_ONE, _WITHIN_TWO, _WITHIN_THREE = 6, 18, 36
"""Columns of ``Board.near`` within so many hexes."""


class Scene(NamedTuple):
    """By hex; men of all units, but those near a hex are fighting men within two hexes of it."""

    look: Marks
    own_near: Narrow
    enemy_near: Narrow
    enemy_men: Ints
    steps: npt.NDArray[np.int8]
    """Hexes to the nearest enemy, `FAR_OFF` beyond three."""
    enemy_hexes: Ints
    """The hexes with enemies, in order."""


@kernel
def scene(board: Board, units: Ints, side: int) -> Scene:
    """The picture of a position, or of a view, with the eyes of ``side``."""
    look = survey(board, units, side)
    own_near, enemy_near = men_around(board, units, side)[1:]
    enemy_men = np.zeros(look.size, np.int64)
    for unit in range(units.shape[1]):
        if units[U.HEX, unit] >= 0 and units[U.SIDE, unit] != side:
            enemy_men[units[U.HEX, unit]] += units[U.MEN, unit]
    enemy_hexes = np.flatnonzero(look & ENEMY_THERE)
    return Scene(look, own_near, enemy_near, enemy_men, _steps_from(board.near, look.size, enemy_hexes), enemy_hexes)


@kernel
def _steps_from(near: Narrow, size: int, hexes: Ints) -> npt.NDArray[np.int8]:
    """Steps from every hex to the nearest of ``hexes``."""
    steps = np.full(size, FAR_OFF, np.int8)
    for hex in hexes:
        steps[hex] = 0
        for k in range(_WITHIN_THREE):
            away = 1 if k < _WITHIN_ONE else 2 if k < _WITHIN_TWO else 3
            if near[hex, k] >= 0 and steps[near[hex, k]] > away:
                steps[near[hex, k]] = away
    return steps


@kernel
def middle(axial: tuple[Ints, Ints], where: Ints, weights: Ints, units: Ints) -> int:
    """The hex of that one of ``units`` which is nearest to all of them by their weights, the first of equals.

    ``axial`` are the coordinates of all hexes, ``where`` and ``weights`` are by unit.
    """
    q, r = axial
    best, least = -1, 0
    for one in units:
        away = 0
        for other in units:
            right, down = q[where[one]] - q[where[other]], r[where[one]] - r[where[other]]
            away += (abs(right) + abs(down) + abs(right + down)) // 2 * max(1, weights[other])
        if best < 0 or away < least:
            best, least = where[one], away
    return int(best)
