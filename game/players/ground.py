"""What a side wants of the map: ways to its goals and home, places worth a garrison, marches towards a field."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

import numpy as np

from game.core.engine import check
from game.core.fog.observe import is_night
from game.core.hexgrid import Ints, Narrow
from game.core.homeward import bridges_of, distance_home
from game.core.kernels.flood import FAR, flood
from game.core.kernels.plan import GUARD, SEIZE
from game.core.kernels.reach import reach
from game.core.kernels.ring import Gates, closing, gates_of
from game.core.kernels.roll import FREE, OWN, RESTING, RINGED, TOUCHED, WATCHED, WATCHING, WAVERS
from game.core.kernels.survey import FULL_ZONE, Marks
from game.core.kinds import SupplyReason
from game.core.numbers import Number
from game.core.orders import Move, Order
from game.core.state import F, GameState, Place, U
from game.core.world import World
from game.players.moment import Moment
from game.players.upkeep import menders

_GATES = 16
"""Sides of some worlds whose gates are kept."""
_COMPANY = 4
"""Hexes from which loyal troops are called beside a formation that wavers."""
_WHERE_AND_WHOSE = np.array([U.HEX, U.FORMATION], dtype=np.int64)
_WHERE = np.array([U.HEX, U.GHOST_HEX, U.SIDE], dtype=np.int64)


class Ground:
    """The fields of one side, each searched anew only when what it rests on has changed."""

    def __init__(self, world: World, side: int) -> None:
        self._world = world
        self._side = side
        self._goal: tuple[list[int], bytes, Narrow] | None = None
        self._no_ring = np.zeros(world.grid.size, dtype=np.int8)
        mine = [objective for objective in world.objectives if objective.side == side]
        self._wanted = sorted({objective.place for objective in mine if objective.place >= 0})
        groups = {objective.group for objective in mine if objective.place < 0}
        self._prey = [unit for unit, facts in enumerate(world.units) if facts.group in groups]

    def goal_distance(self, view: GameState) -> Narrow:
        """Distance of every hex from the nearest goal."""
        goals, bridges = self._goals(view), bridges_of(view.crossings)
        if self._goal is None or self._goal[:2] != (goals, bridges):
            seeds, nothing = np.array(goals, dtype=np.int32), np.zeros(self._world.grid.size, dtype=np.int8)
            distance: Narrow = flood(self._world.board, view.crossings, nothing, seeds, self._side, FAR, nothing, 0)[0]
            self._goal = goals, bridges, distance if goals else np.zeros_like(distance)
        return self._goal[2]

    def _goals(self, view: GameState) -> list[int]:
        """Places to take, and enemies to destroy where they are seen or were last seen."""
        units, holders = view.units, view.places[Place.HOLDER].tolist()
        found = [self._world.places[place].hex for place in self._wanted if holders[place] != self._side]
        if self._prey:
            at, ghost, side = units[_WHERE[:, None], self._prey]
            known = np.where(at >= 0, at, ghost)
            found += known[(known >= 0) & (side != self._side)].tolist()
        return found

    def home_distance(self, view: GameState) -> Ints:
        """Distance from the side's sources; the front moves, the sources do not, but bridges come and go."""
        return distance_home(self._world, view.crossings, self._side)

    def worth(self, view: GameState) -> Marks:
        """What each hex's place is to us: ours to guard if it is an objective, or the enemy's to seize."""
        worth = np.zeros(self._world.grid.size, dtype=np.int8)
        holder = view.places[Place.HOLDER]
        worth[self._world.place_hexes[holder == 1 - self._side]] = SEIZE
        for place in self._wanted:
            if holder[place] == self._side:
                worth[self._world.place_hexes[place]] = GUARD
        return worth

    def ring(self, look: Marks) -> Marks:
        """1 where a ring is closing, as far as is seen or remembered."""
        if not (look & FULL_ZONE).any():
            return self._no_ring
        found: Marks = closing(self._world.board, _gates(self._world, self._side), look, self._side)
        return found

    def away(self, hex: int) -> Ints:
        """Hexes from every hex to one, as the crow flies."""
        return self._world.grid.distances(np.arange(self._world.grid.size), hex)

    def march(self, moment: Moment, unit: int, field: Ints, *, aside: bool = False) -> tuple[int, ...]:
        """The path that brings a unit furthest down a field in this watch, out of enemy zones where it can choose.

        With ``aside`` the nearest such hex that lies no further up will do. Empty where it had better stay.
        """
        view, look = moment.view, moment.look
        cost, previous = reach(
            self._world.march_arrays, view.units, view.crossings, look, unit, is_night(self._world, view)
        )
        here = int(view.units[U.HEX, unit])
        found = np.flatnonzero(cost > 0)
        watched = moment.in_zone(found)
        fit = (field[found] <= field[here]) & ~watched if aside else field[found] < field[here]
        found, watched = found[fit], watched[fit]
        if not len(found):
            return ()
        best = np.lexsort((field[found], cost[found]) if aside else (watched, field[found]))[0]
        path = [int(found[best])]
        while int(previous[path[-1]]) != here:
            path.append(int(previous[path[-1]]))
        return tuple(reversed(path))

    def errands(self, moment: Moment) -> list[Order]:
        """Marches with an aim of their own: out of a ring, to a cut line, out of the line, beside those who waver."""
        view, units = moment.view, moment.view.units
        marching: dict[int, tuple[int, ...]] = {}
        if moment.has(RINGED):
            for unit in np.flatnonzero(moment.who(FREE) & (units[U.BREAKOUT] == 1)).tolist():
                marching[unit] = self.march(moment, unit, self.home_distance(view))
        if moment.goes_short(SupplyReason.RAIL_CUT):
            for unit, hex in menders(moment):
                marching.setdefault(unit, self.march(moment, unit, self.away(hex)))
        for unit in moment.units(RESTING | FREE | WATCHED):
            marching.setdefault(unit, self.march(moment, unit, self.home_distance(view), aside=True))
        for unit, hex in company(moment):
            marching.setdefault(unit, self.march(moment, unit, self.away(hex)))
        orders = (Move(unit, path) for unit, path in marching.items() if path)
        return [order for order in orders if check(self._world, view, order) is None]


@lru_cache(maxsize=_GATES)
def _gates(world: World, side: int) -> Gates:
    found: Gates = gates_of(world.board, world.grid.columns, side)
    return found


def company(moment: Moment) -> Iterable[tuple[int, int]]:
    """Loyal troops that are free for it, each with the hex of a wavering formation that the enemy stands beside."""
    touched = moment.units(WAVERS | TOUCHED) if moment.has(WATCHING) else []
    if not touched:
        return
    grid, facts, least = moment.world.grid, moment.facts.tolist(), moment.world.numbers[Number.PAIR_LOYALTY]
    where, whose = moment.view.units[_WHERE_AND_WHOSE].tolist()
    loyalty = moment.view.formations[F.LOYALTY].tolist()
    loyal = [unit for unit in moment.units(OWN) if loyalty[whose[unit]] >= least]
    there = {where[unit] for unit in loyal}
    for formation in moment.wavering:
        threatened = sorted({where[unit] for unit in touched if whose[unit] == formation})
        members = {where[unit] for unit in moment.units(WAVERS) if whose[unit] == formation}
        if not threatened or not there.isdisjoint({*members, *chain(*map(grid.around, members))}):
            continue
        free = (unit for unit in loyal if facts[unit] & (FREE | WATCHED) == FREE)
        near = [(grid.distance(where[unit], hex), unit, hex) for unit in free for hex in threatened]
        if near and min(near)[0] <= _COMPANY:
            yield min(near)[1:]
