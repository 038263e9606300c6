"""The fog of war: a position as one side sees it, of the same type as the position itself. Rulebook 11.

A view never holds the seed, and of the enemy only what is in sight, rounded,
or remembered. It is all that a player, human or computer, ever gets.
"""

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.sight import veil
from game.core.luck import Purpose
from game.core.state import GameState, Sight, T
from game.core.world import World

_NO_LUCK = np.zeros((len(Purpose), 2), dtype=np.int64)
"""The low-luck counters, which no player sees."""


def is_night(world: World, state: GameState) -> bool:
    """Whether the present watch is dark."""
    return world.calendar.nights[state.watch]


def observe(world: World, state: GameState, side: int) -> GameState:
    """What ``side`` knows of a position. Observing a view again as the same side changes nothing."""
    view = eyes(world, state, side)
    view.clock, view.talks, view.rails, view.lifts, view.camps, view.luck = (
        block.copy() for block in (view.clock, view.talks, view.rails, view.lifts, view.camps, view.luck)
    )
    return view


def eyes(world: World, state: GameState, side: int) -> GameState:
    """The same for a moment's reading: what both sides see alike is shared with ``state``."""
    fog = world.options.get("fog", 1) == 1
    board = world.board
    known = (state.units, state.formations, state.sides, state.crossings, state.rails, state.places, state.depots)
    units, formations, sides, crossings, rails, places, depots = veil(
        (board.near, board.hexes, board.numbers), known, side, is_night(world, state), fog
    )
    return GameState(
        clock=state.clock,
        units=units,
        formations=formations,
        sides=sides,
        talks=_veil_talks(world, state.talks, side),
        crossings=crossings,
        rails=rails,
        places=places,
        depots=depots,
        lifts=_veil_lifts(world, state.lifts, side),
        camps=_veil_camps(state.camps, side),
        luck=_NO_LUCK,
    )


def _veil_lifts(world: World, lifts: Ints, side: int) -> Ints:
    """How many men a lift carried today is its side's own knowledge."""
    enemy = [number for number, lift in enumerate(world.lifts) if lift.side != side]
    if not enemy:
        return lifts
    view = lifts.copy()
    view[:, enemy] = -1
    return view


def _veil_camps(camps: Ints, side: int) -> Ints:
    """Whom a side holds is its own knowledge."""
    if not camps.size:
        return camps
    view = camps.copy()
    view[1 - side] = -1
    return view


_RESOLVE_IS_SECRET = [column for column in T if column.sight is Sight.OWN]
_OFFERS_ARE_SECRET = [column for column in T if column.sight is Sight.GHOST]


def _veil_talks(world: World, talks: Ints, side: int) -> Ints:
    """Resolve is its own side's secret, an offer on its way the other's. Rulebook 9.6."""
    if not world.talks:
        return talks
    view = talks.copy()
    for number, talk in enumerate(world.talks):
        view[_RESOLVE_IS_SECRET if talk.side != side else _OFFERS_ARE_SECRET, number] = -1
    return view
