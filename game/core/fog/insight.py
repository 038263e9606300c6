"""How far a side sees into hexes: what looks empty may be empty, or not seen into. Rulebook 11.1."""

from enum import IntEnum

import numpy as np

from game.core.board import HexColumn
from game.core.fog.observe import is_night
from game.core.hexgrid import Ints
from game.core.kernels.sight import BESIDE, IN_SIGHT, eyes_on
from game.core.state import GameState, Place, S, U
from game.core.world import SIDES, World


class Insight(IntEnum):
    """How far a side sees into a hex."""

    UNSEEN = 0
    """It is out of sight."""
    IN_PART = 1
    """Who came by road by day is seen; who hides among people of his own is not."""
    WHOLE = 2
    """Whoever stands there is seen."""


def viewer(state: GameState) -> int:
    """The side whose view a position is, -1 for the position itself."""
    told = [side for side in SIDES if state.sides[S.POLITICS, side] >= 0]
    return told[0] if len(told) == 1 else -1


def side_of(state: GameState, unit: int) -> int:
    """The side a unit fights for, in a position or a view: whoever a view hides is the enemy's.

    Only in a view can a side be unknown; a position always has it.
    """
    side = int(state.units[U.SIDE, unit])
    return side if side >= 0 else 1 - viewer(state)


def insight(world: World, state: GameState, side: int) -> Ints:
    """``[hex]`` -> `Insight` of ``side``, for which its view is enough; without fog it sees into all of them."""
    board = world.board
    if world.options.get("fog", 1) == 0:
        return np.full(world.grid.size, int(Insight.WHOLE), dtype=np.int64)
    near = eyes_on(board.near, board.hexes, board.numbers, state.units, side, is_night(world, state))
    hides = board.hexes[HexColumn.COUNTRYSIDE] == 1 - side
    partly = np.where(hides, int(Insight.IN_PART), int(Insight.WHOLE))
    found: Ints = np.where(near <= BESIDE, int(Insight.WHOLE), np.where(near <= IN_SIGHT, partly, int(Insight.UNSEEN)))
    return found


def doubtful_towns(world: World, view: GameState) -> list[int]:
    """Hexes of towns that the other side holds, as far as it is known, where nobody is shown but somebody may be."""
    side = viewer(view)
    if side < 0:
        return []
    sees, hexes = insight(world, view, side), view.units[U.HEX]
    shown = {*hexes.tolist(), *view.units[U.GHOST_HEX, hexes < 0].tolist()}
    held = zip(world.places, view.places[Place.HOLDER].tolist(), strict=True)
    towns = {place.hex for place, holder in held if place.is_town and holder == 1 - side}
    return sorted(hex for hex in towns - shown if sees[hex] != Insight.WHOLE)
