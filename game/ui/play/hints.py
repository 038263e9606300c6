"""What the map tells of the hex under the pointer: how far a unit can march, by which way, and what an attack is worth.

All of it comes from the functions by which the rules decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.core import engine
from game.core.battle.attack import enemies_at
from game.core.battle.forecast import Forecast, forecast
from game.core.fog.insight import Insight, insight
from game.core.fog.observe import is_night
from game.core.hexgrid import Narrow
from game.core.kernels.reach import (
    ZONE_TO_ZONE,
    March,
    daily_budget,
    march_of,
    reach,
    reach_into,
    watch_budget,
)
from game.core.kernels.survey import FULL_ZONE, ZONE
from game.core.movement.march import look_for, march
from game.core.orders import Attack, Move
from game.core.refusal import Refusal
from game.core.state import GameState, U
from game.core.world import World


@dataclass(frozen=True, eq=False)
class Reach:
    """Where one unit can march in this watch, as its side knows the map."""

    world: World
    view: GameState
    unit: int
    days: int = 0
    """Of march on end, if nothing hinders; 0 for the present watch."""
    ignored: int = 0
    """Marks of the survey that are not heeded."""

    @cached_property
    def _search(self) -> tuple[Narrow, Narrow]:
        world, view = self.world, self.view
        look = look_for(world, view, int(view.units[U.SIDE, self.unit])) & np.int8(~self.ignored)
        night = is_night(world, view)
        if not self.days:
            found: tuple[Narrow, Narrow] = reach(world.march_arrays, view.units, view.crossings, look, self.unit, night)
            return found
        cost, previous = np.full(look.size, -1, np.int32), np.empty(look.size, np.int32)
        pace = march_of(world.board.numbers, world.board.kit, view.units, self.unit, night)
        whole = self.days * daily_budget(world.board.numbers, world.board.kit, view.units, self.unit)
        pace = March(*pace)._replace(budget=whole, first=max(whole, pace.first))
        start, into = int(view.units[U.HEX, self.unit]), (cost, previous, np.empty(look.size, np.int32))
        reach_into(world.board.edges, view.crossings, look, pace, start, into)
        return cost, previous

    @property
    def cost(self) -> Narrow:
        """0.1 km to every hex, -1 out of reach."""
        return self._search[0]

    @cached_property
    def hexes(self) -> list[int]:
        """All hexes in reach but the one it stands in."""
        found: list[int] = np.flatnonzero(self.cost > 0).tolist()
        return found

    @cached_property
    def budget(self) -> int:
        """0.1 km left in this watch."""
        board, night = self.world.board, is_night(self.world, self.view)
        return int(watch_budget(board.numbers, board.kit, self.view.units, self.unit, night))

    def left(self, hex: int) -> int:
        """0.1 km left on arrival."""
        return max(0, self.budget - int(self.cost[hex]))

    def path(self, hex: int) -> tuple[int, ...]:
        """The cheapest way to a hex in reach; empty for any other."""
        if hex < 0 or self.cost[hex] <= 0:
            return ()
        previous, found = self._search[1], [hex]
        here = int(self.view.units[U.HEX, self.unit])
        while int(previous[found[-1]]) != here:
            found.append(int(previous[found[-1]]))
        return tuple(reversed(found))

    @cached_property
    def zones(self) -> frozenset[int]:
        """Hexes in reach in which a full zone of the enemy ends the march."""
        look = look_for(self.world, self.view, int(self.view.units[U.SIDE, self.unit]))
        return frozenset(hex for hex in self.hexes if int(look[hex]) & ZONE == FULL_ZONE)


@dataclass(frozen=True)
class MarchHint:
    """A march that is being considered."""

    unit: int
    path: tuple[int, ...]
    cost: int
    """0.1 km."""
    left: int
    """0.1 km left on arrival."""
    budget: int
    into_zone: bool
    """Whether a zone of the enemy ends it."""
    slips: int
    """Steps from zone to zone, by night."""
    is_doubtful: bool
    """Whether nobody has seen into the hex where it ends."""
    refusal: Refusal | None

    @property
    def order(self) -> Move:
        """The order that it would be."""
        return Move(self.unit, self.path)


def march_hint(found: Reach, hex: int) -> MarchHint | None:
    """What a march to a hex is; None where it is out of reach."""
    path = found.path(hex)
    if not path:
        return None
    world, view = found.world, found.view
    order = Move(found.unit, path)
    way = march(world, view, found.unit, path)
    refusal = engine.check(world, view, order)
    return MarchHint(
        found.unit,
        path,
        int(found.cost[hex]),
        found.left(hex),
        found.budget,
        hex in found.zones,
        way.slips if way.stop != ZONE_TO_ZONE else 0,
        bool(insight(world, view, view.active_side)[hex] != Insight.WHOLE),
        refusal,
    )


@dataclass(frozen=True)
class AttackHint:
    """An attack that is being considered."""

    order: Attack
    """Without units where none of them can attack."""
    told: Forecast | None
    """None where none of them can."""
    refusal: Refusal | None


def attack_hint(
    world: World, view: GameState, units: Sequence[int], target: int, planned: Attack | None = None
) -> AttackHint | None:
    """What an attack of those of ``units`` that can is worth, or that which a panel has ``planned``.

    None where nobody can be attacked or attack.
    """
    if target < 0 or not units or not enemies_at(view, target, view.active_side):
        return None
    able = tuple(unit for unit in units if engine.check(world, view, Attack(target, (unit,))) is None)
    order = planned or Attack(target, able)
    if not order.units:
        return AttackHint(order, None, engine.check(world, view, Attack(target, (units[0],))))
    told = forecast(world, view, target, order.units, prepared=order.prepared)
    return AttackHint(order, told, engine.check(world, view, order))
