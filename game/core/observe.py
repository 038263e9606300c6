"""The fog of war: a position as one side sees it, of the same type as the position itself. Rulebook 11.

A view never holds the seed, and of the enemy only what is in sight, rounded,
or remembered. It is all that a player, human or computer, ever gets.
"""

from collections.abc import Callable

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.sight import veil_formations, veil_units
from game.core.luck import Purpose
from game.core.state import Crossing, Depot, GameState, Place, Rail, Sight, T
from game.core.world import World

_NO_LUCK = np.zeros((len(Purpose), 2), dtype=np.int64)
"""The low-luck counters, which no player sees."""


def is_night(world: World, state: GameState) -> bool:
    """Whether the present watch is dark."""
    return world.calendar.nights[state.watch]


def observe(world: World, state: GameState, side: int) -> GameState:
    """What ``side`` knows of a position. Observing a view again as the same side changes nothing."""
    blocks = {name: veil(world, state, side) for name, veil in _VEILS.items()}
    return GameState(clock=state.clock.copy(), luck=_NO_LUCK.copy(), **blocks)


def eyes(world: World, state: GameState, side: int) -> GameState:
    """The same for a moment's reading, good until the position changes."""
    return _Glimpse(world, state, side)


class _Glimpse(GameState):
    """A view whose blocks are made when somebody asks for them: most orders are checked against one or two."""

    __slots__ = ("_side", "_truth", "_world")

    def __init__(self, world: World, truth: GameState, side: int) -> None:
        self._world, self._truth, self._side = world, truth, side
        self.clock, self.luck = truth.clock, _NO_LUCK

    def __getattr__(self, name: str) -> Ints:
        if name not in _VEILS:
            raise AttributeError(name)
        block = _VEILS[name](self._world, self._truth, self._side)
        setattr(self, name, block)
        return block


def _has_fog(world: World) -> bool:
    return world.options.get("fog", 1) == 1


def _units(world: World, state: GameState, side: int) -> Ints:
    board, night = world.board, is_night(world, state)
    view: Ints = veil_units(board.near, board.hexes, board.numbers, state.units, side, night, _has_fog(world))
    return view


def _formations(world: World, state: GameState, side: int) -> Ints:
    view: Ints = veil_formations(state.formations, side)
    return view


def _sides(world: World, state: GameState, side: int) -> Ints:
    """Command points and prestige are each side's own."""
    view = state.sides.copy()
    view[:, 1 - side] = -1
    return view


def _crossings(world: World, state: GameState, side: int) -> Ints:
    """A side knows of its own men only that they crossed."""
    view = state.crossings.copy()
    if _has_fog(world):
        view[Crossing.PASSED] = view[Crossing.PASSED_0 + side]
        view[Crossing.PASSED_0 + 1 - side] = 0
    return view


def _rails(world: World, state: GameState, side: int) -> Ints:
    """Where a side thinks trains can pass; what the other thinks stays its secret, with fog or without."""
    view = state.rails.copy()
    if _has_fog(world):
        known = view[Rail.KNOWN_0 + side]
        view[Rail.WRECKED], view[Rail.MENDED] = np.minimum(known, 1), np.maximum(known - 1, 0)
    view[Rail.KNOWN_0 + 1 - side] = -1
    return view


def _places(world: World, state: GameState, side: int) -> Ints:
    """Who a side thinks holds what; what the other thinks stays its secret, with fog or without."""
    view = state.places.copy()
    if _has_fog(world):
        holder = view[Place.HOLDER] = view[Place.KNOWN_0 + side]
        view[Place.RATIONS, holder != side] = -1
    view[Place.KNOWN_0 + 1 - side] = -1
    return view


def _depots(world: World, state: GameState, side: int) -> Ints:
    """A side knows its own depots only."""
    view = state.depots.copy()
    if _has_fog(world):
        view[:, view[Depot.SIDE] != side] = -1
    return view


def _lifts(world: World, state: GameState, side: int) -> Ints:
    """How many men a lift carried today is its side's own knowledge."""
    view = state.lifts.copy()
    for number, lift in enumerate(world.lifts):
        if lift.side != side:
            view[:, number] = -1
    return view


_RESOLVE_IS_SECRET = [column for column in T if column.sight is Sight.OWN]
_OFFERS_ARE_SECRET = [column for column in T if column.sight is Sight.GHOST]


def _talks(world: World, state: GameState, side: int) -> Ints:
    """Resolve is its own side's secret, an offer on its way the other's. Rulebook 9.6."""
    view = state.talks.copy()
    for number, talk in enumerate(world.talks):
        view[_RESOLVE_IS_SECRET if talk.side != side else _OFFERS_ARE_SECRET, number] = -1
    return view


_VEILS: dict[str, Callable[[World, GameState, int], Ints]] = {
    "units": _units,
    "formations": _formations,
    "sides": _sides,
    "talks": _talks,
    "crossings": _crossings,
    "rails": _rails,
    "places": _places,
    "depots": _depots,
    "lifts": _lifts,
}
"""What makes each block of a view, a copy, out of the true position."""
