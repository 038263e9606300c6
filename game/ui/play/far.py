"""Why a unit cannot march where the pointer is: what bars the way, or by how much the way is too long.

The rules are asked about the same unit with days to spare; what they refuse it then is no matter of distance.
"""

from dataclasses import dataclass
from functools import cached_property

from game.core import engine
from game.core.authority import refuse_unit
from game.core.kernels.survey import ENEMY_THERE, ZONE
from game.core.orders import Move
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, U
from game.core.world import World
from game.ui.play.hints import Reach

_SPARE = 30_000
"""0.1 km that a unit with days to spare could march on: further than any way on a map of 99 rows."""


@dataclass(frozen=True)
class FarHint:
    """A march that cannot be ordered now."""

    unit: int
    refusal: Refusal
    cost: int = -1
    """0.1 km of the best way; -1 where distance is not what matters."""
    budget: int = 0
    """0.1 km left in this watch."""


@dataclass(frozen=True, eq=False)
class Beyond:
    """What lies beyond a unit's reach, as its side knows the map."""

    world: World
    view: GameState
    unit: int

    @cached_property
    def _rested(self) -> GameState:
        """The view with days to spare for the unit."""
        view = self.view.copy()
        view.units[[U.MOVED, U.MOVED_WATCH], self.unit] -= _SPARE
        return view

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.world, self._rested, self.unit)

    @cached_property
    def _unhindered(self) -> tuple[Reach, Reach]:
        """As if no enemy watched any hex, and as if there were none at all."""
        unwatched = Reach(self.world, self._rested, self.unit, ignored=ZONE)
        return unwatched, Reach(self.world, self._rested, self.unit, ignored=ZONE | ENEMY_THERE)

    @cached_property
    def _now(self) -> Reach:
        return Reach(self.world, self.view, self.unit)

    def hint(self, hex: int) -> FarHint | None:
        """Why the unit cannot march to a hex; None for its own, and where it can."""
        world, view, unit = self.world, self.view, self.unit
        if hex < 0 or hex == int(view.units[U.HEX, unit]):
            return None
        refusal = refuse_unit(world, view, view.active_side, unit)
        if refusal is not None:
            return FarHint(unit, refusal)
        if self._now.path(hex):
            return None
        if self._reach.path(hex):
            refusal = engine.check(world, view, Move(unit, (hex,)))
            cost, budget = int(self._reach.cost[hex]), self._now.budget
            return None if refusal is None else FarHint(unit, refusal, cost, budget)
        for freed in self._unhindered:
            path = freed.path(hex)
            refusal = engine.check(world, self._rested, Move(unit, path)) if path else None
            if refusal is not None:
                return FarHint(unit, refusal)
        return FarHint(unit, Refusal(Reason.IMPASSABLE, (unit,), (hex,)))
