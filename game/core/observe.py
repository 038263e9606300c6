"""The fog of war: a position as one side sees it, of the same type as the position itself. Rulebook 11.

A view never holds the seed, and of the enemy only what is in sight, rounded,
or remembered. It is all that a player, human or computer, ever gets.
"""

import numpy as np

from game.core.kernels.sight import veil
from game.core.state import GameState
from game.core.world import World


def is_night(world: World, state: GameState) -> bool:
    """Whether the present watch is dark."""
    return world.calendar.nights[state.watch]


def observe(world: World, state: GameState, side: int) -> GameState:
    """What ``side`` knows of a position. Observing a view again as the same side changes nothing."""
    fog = world.options.get("fog", 1) == 1
    return GameState(
        state.clock.copy(),
        veil(world.board, state.units, side, is_night(world, state), fog),
        state.crossings.copy(),
        state.rails.copy(),
        state.places.copy(),
        np.zeros_like(state.luck),
    )
