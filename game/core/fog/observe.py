"""The fog of war: a position as one side sees it, of the same type as the position itself. Rulebook 11.

A view never holds the seed, and of the enemy only what is in sight, rounded,
or remembered. It is all that a player, human or computer, ever gets.
"""

from collections.abc import Sequence

import numpy as np

from game.core.facts import Lift, TroopTrains
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.reach import Trial
from game.core.kernels.sight import veil, veil_formations, veil_sides, veil_units
from game.core.orders import Order
from game.core.state import Crossing, GameState, Sight, T, U
from game.core.world import World

_SIDE, _GHOST_HEX, _GHOST_DAY = int(U.SIDE), int(U.GHOST_HEX), int(U.GHOST_DAY)


def is_night(world: World, state: GameState) -> bool:
    """Whether the present watch is dark."""
    return world.calendar.nights[state.watch]


def observe(world: World, state: GameState, side: int) -> GameState:
    """What ``side`` knows of a position. Observing a view again as the same side changes nothing."""
    view = state.copy()
    hideable = (view.units, view.formations, view.sides, view.crossings, view.rails, view.places, view.depots)
    veil(_sight(world), hideable, side, is_night(world, state), _has_fog(world))
    if world.talks:
        _veil_talks(world, view.talks, side)
    if world.lifts:
        _veil_carriers(world.lifts, view.lifts, side)
    if world.trains:
        _veil_carriers(world.trains, view.trains, side)
    view.camps[1 - side].fill(-1)  # whom a side holds is its own knowledge
    view.luck.fill(0)  # no player sees the counters of low luck
    return view


class Glimpse(GameState):
    """What a side knows of a position until that changes, made as far as somebody asks.

    It is for checks: most orders are held against units, formations and crossings alone, a march against one unit and
    its way.
    """

    __slots__ = ("_seen", "foreseen", "truth")

    def __init__(self, world: World, state: GameState, side: int) -> None:
        self._seen = world, state, side
        self.truth = state
        """The position itself, for searches that draw the veil themselves."""
        self.foreseen: tuple[Order, Trial] | None = None
        """A march that may be ordered, and how it will go: the same search has found that out."""
        self.clock = state.clock

    def unit(self, unit: int) -> list[int]:
        """Of its own units a side knows all but what the other remembers of them."""
        row = self.truth.unit(unit)
        if row[_SIDE] != self._seen[2]:
            return super().unit(unit)
        row[_GHOST_HEX] = row[_GHOST_DAY] = -1
        return row

    def __getattr__(self, name: str) -> Ints:
        world, state, side = self._seen
        if name == "units":
            self.units = state.units.copy()
            veil_units(_sight(world), self.units, side, is_night(world, state), _has_fog(world))
            return self.units
        if name == "formations":
            self.formations = state.formations.copy()
            veil_formations(self.formations, side)
            return self.formations
        if name == "sides":
            self.sides = state.sides.copy()
            veil_sides(self.sides, side)
            return self.sides
        if name == "crossings" and not np.count_nonzero(state.crossings[Crossing.PASSED_0 + 1 - side]):
            self.crossings = state.crossings  # all that could be hidden is who of the enemy crossed
            return self.crossings
        whole = observe(world, state, side)
        for block in self.BLOCKS:
            setattr(self, block, getattr(whole, block))
        self._cells, self._record = whole._cells, whole._record
        answer: Ints = getattr(whole, name)
        return answer


def _sight(world: World) -> tuple[Narrow, Ints, Ints]:
    """The arrays of the board that sight needs."""
    return world.board.near, world.board.hexes, world.board.numbers


def beneath(world: World, state: GameState) -> tuple[GameState, bool]:
    """What a search that draws the veil itself works on, and whether there is any to draw: only over a glimpse."""
    return (state.truth, _has_fog(world)) if isinstance(state, Glimpse) else (state, False)


def _has_fog(world: World) -> bool:
    return world.options.get("fog", 1) == 1


def _veil_carriers(carriers: Sequence[Lift | TroopTrains], view: Ints, side: int) -> None:
    """How many men lifts and trains carried today is their side's own knowledge."""
    for number, carrier in enumerate(carriers):
        if carrier.side != side:
            view[:, number] = -1


_RESOLVE_IS_SECRET = [column for column in T if column.sight is Sight.OWN]
_OFFERS_ARE_SECRET = [column for column in T if column.sight is Sight.GHOST]


def _veil_talks(world: World, view: Ints, side: int) -> None:
    """Resolve is its own side's secret, an offer on its way the other's. Rulebook 9.6."""
    for number, talk in enumerate(world.talks):
        view[_RESOLVE_IS_SECRET if talk.side != side else _OFFERS_ARE_SECRET, number] = -1
