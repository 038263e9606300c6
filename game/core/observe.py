"""The fog of war: a position as one side sees it, of the same type as the position itself. Rulebook 11.

A view never holds the seed, and of the enemy only what is in sight, rounded,
or remembered. It is all that a player, human or computer, ever gets.
"""

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.sight import veil
from game.core.luck import Purpose
from game.core.state import F, GameState, Sight
from game.core.world import SIDES, World

_OWN_ROWS = np.array([column for column in F if column.sight is Sight.OWN], dtype=np.int64)[:, None]
_SECRET_ROWS = np.array([column for column in F if column.sight is Sight.GHOST], dtype=np.int64)[:, None]
_NO_LUCK = np.zeros((len(Purpose), 2), dtype=np.int64)
"""The low-luck counters, which no player sees."""


def is_night(world: World, state: GameState) -> bool:
    """Whether the present watch is dark."""
    return world.calendar.nights[state.watch]


def observe(world: World, state: GameState, side: int) -> GameState:
    """What ``side`` knows of a position. Observing a view again as the same side changes nothing."""
    return eyes(world, state, side).copy()


def eyes(world: World, state: GameState, side: int) -> GameState:
    """The same for a moment's reading: what both sides know is shared with ``state``."""
    fog = world.options.get("fog", 1) == 1
    return GameState(
        clock=state.clock,
        units=veil(world.board, state.units, side, is_night(world, state), fog),
        formations=_veil_formations(state.formations, side),
        sides=_veil_sides(state.sides, side),
        crossings=state.crossings,
        rails=state.rails,
        places=state.places,
        luck=_NO_LUCK,
    )


def _veil_formations(formations: Ints, side: int) -> Ints:
    """Loyalty is its own side's secret; agents, envoys and political work are the other's. Rulebook 8.7."""
    view = formations.copy()
    mine = formations[F.SIDE] == side
    view[_OWN_ROWS, ~mine] = -1
    view[_SECRET_ROWS, mine] = -1
    return view


def _veil_sides(sides: Ints, side: int) -> Ints:
    view = sides.copy()
    view[:, [other for other in SIDES if other != side]] = -1
    return view
