"""What a side sees at one moment, in the forms that carrying out intents needs, and ways to its goals."""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise

import numpy as np

from game.core.board import Kit, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.approach import MOST_TOLL, approach, tolls
from game.core.kernels.flood import FAR, flood
from game.core.kernels.muster import men_around
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, ZONE, survey
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Crossing, GameState, U
from game.core.world import World

_MOST_FIELDS = 400
"""Searches that are kept, 20 KB each for Handan."""
_GHOST_DAYS = 3
"""An enemy seen no longer ago than this is looked for where it was."""


_WINDING = 1500
"""Per mille of the crow's way that a march is looked for within, before the whole map is searched."""
_MARGIN = 400
"""0.1 km; searches end at a multiple of this, so that a step forward does not make another search of them."""
_ROOM = 150
"""0.1 km that the search goes further than the furthest unit, so that it can step aside."""


class Way(Enum):
    """How a way treats the enemies in it: tolls of a full zone and of a strong body, 0.1 km."""

    ROUND = (50, MOST_TOLL)
    """Round them as far as that is not too far."""
    THROUGH = (15, 60)
    """Through them."""
    FAR_FROM = (100, MOST_TOLL)
    """As far from them as can be."""
    PLAIN = (0, 0)
    """As if there were none."""


class Ways:
    """Distances from goals, each searched once while neither the enemies in sight nor the bridges change.

    What it answers depends on what it is asked alone, never on what was asked before.
    """

    def __init__(self, world: World, side: int) -> None:
        self.world = world
        self.side = side
        columns = np.arange(world.grid.size) % world.grid.columns
        rows = np.arange(world.grid.size) // world.grid.columns
        self._q = columns
        self._r = rows - (columns - columns % 2) // 2
        self._bridges: Ints = np.empty(0, dtype=np.int64)
        self._tolls: dict[Way, Narrow] = {}
        self._fields: dict[tuple[Way, int, tuple[int, ...]], tuple[Narrow, Narrow]] = {}
        """By kind, limit and goals: the distances, and the tolls that they were searched with."""
        self._lanes: dict[tuple[int, int], frozenset[int]] = {}
        self._discs: dict[tuple[int, int], list[int]] = {}

    def settle(self, view: GameState) -> None:
        """Forget what no longer holds now that bridges have come or gone."""
        bridges = view.crossings[Crossing.BRIDGE]
        if not np.array_equal(bridges, self._bridges):
            self._bridges = bridges.copy()
            self._lanes.clear()
            self._fields.clear()

    def charge(self, way: Way, toll: Narrow) -> None:
        """Set what a kind of way costs now."""
        if way not in self._tolls or not np.array_equal(self._tolls[way], toll):
            self._tolls[way] = toll

    def field(self, view: GameState, goals: Iterable[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``."""
        key, toll = (way, limit, tuple(sorted(set(goals)))), self._tolls[way]
        if key in self._fields:
            field, charged = self._fields[key]
            if charged is toll or not ((charged != toll) & (field < FAR)).any():  # only tolls within reach matter
                self._fields[key] = field, toll
                return field
        if len(self._fields) >= _MOST_FIELDS:
            self._fields.clear()
        seeds = np.array(key[2], dtype=np.int64)
        self._fields[key] = approach(self.world.board, view.crossings, toll, seeds, limit), toll
        return self._fields[key][0]

    def lane(self, view: GameState, waypoints: Sequence[int]) -> frozenset[int]:
        """The hexes of the shortest way along ``waypoints``, whoever stands in it."""
        found = set(waypoints)
        for first, last in pairwise(waypoints):
            if (first, last) not in self._lanes:
                self._lanes[first, last] = self._leg(view, first, last)
            found |= self._lanes[first, last]
        return frozenset(found)

    def _leg(self, view: GameState, first: int, last: int) -> frozenset[int]:
        nothing = np.zeros(self.world.grid.size, dtype=np.int8)
        goal = nothing.copy()
        goal[last] = 1
        previous = flood(
            self.world.board, view.crossings, nothing, np.array([first], dtype=np.int32), self.side, FAR, goal, 1
        )[1]
        hexes = [last]
        while previous[hexes[-1]] >= 0:
            hexes.append(int(previous[hexes[-1]]))
        return frozenset(hexes)

    def disc(self, hex: int, radius: int) -> list[int]:
        """The hexes within ``radius`` of one."""
        if (hex, radius) not in self._discs:
            self._discs[hex, radius] = self.world.grid.disc(hex, radius)
        return self._discs[hex, radius]

    @cached_property
    def enemy_home(self) -> Ints:
        """Hexes from every hex to the nearest of the enemy's sources, as the crow flies; both sides know those."""
        sources = self.world.board.sources
        bases = sources[SourceColumn.HEX, sources[SourceColumn.SIDE] != self.side]
        everywhere = np.arange(self.world.grid.size)
        nowhere: Ints = np.zeros(self.world.grid.size, dtype=np.int64)
        return self.crow(everywhere[:, None], bases).min(axis=1) if bases.size else nowhere

    def crow(self, hexes: Ints, others: Ints | int) -> Ints:
        """Hexes as the crow flies from each of ``hexes`` to the others."""
        dq, dr = self._q[hexes] - self._q[others], self._r[hexes] - self._r[others]
        distance: Ints = np.maximum(np.maximum(np.abs(dq), np.abs(dr)), np.abs(dq + dr))
        return distance


class Outlook:
    """A view with what follows from it."""

    def __init__(self, view: GameState, ways: Ways) -> None:
        self.view = view
        self.ways = ways
        self.world = ways.world
        self.side = side = ways.side
        board, units = self.world.board, view.units
        here = units[U.HEX] >= 0
        self.at: list[int] = units[U.HEX].tolist()
        self.men: list[int] = units[U.MEN].tolist()
        self.own = np.flatnonzero(here & (units[U.SIDE] == side))
        self.enemies = np.flatnonzero(here & (units[U.SIDE] != side))
        self.enemy_men: Ints = np.zeros(self.world.grid.size, dtype=np.int64)
        np.add.at(self.enemy_men, units[U.HEX, self.enemies], units[U.MEN, self.enemies])
        self.enemy_hexes: list[int] = np.unique(units[U.HEX, self.enemies]).tolist()
        self.look = survey(board, units, side)
        self.own_at, self.own_near, self.enemy_near = men_around(board, units, side)
        self.ready = here & (units[U.STATUS] == Status.READY) & (units[U.HELD_UNTIL] <= view.day)
        numbers = self.world.numbers
        self.zones = (
            here
            & (units[U.STATUS] == Status.READY)
            & (board.kit[Kit.ZONES] == 1)
            & (units[U.MEN] >= numbers[Number.ZONE_FULL_MEN])
            & (units[U.COHESION] >= numbers[Number.ZONE_COHESION])
        )
        """Units with a full zone."""
        self.fighters = (board.kit[Kit.ZONES] == 1) & (board.kit[Kit.HEADQUARTERS] == 0)
        self._charged: set[Way] = set()
        ways.settle(view)

    def field(self, goals: Sequence[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``, FAR beyond ``limit``."""
        if way not in self._charged:
            self._charged.add(way)
            self.ways.charge(way, tolls(self.world.board, self.look, self.enemy_men, *way.value))
        return self.ways.field(self.view, goals, way, limit)

    def field_for(self, units: Sequence[int], goals: Sequence[int], way: Way) -> Narrow:
        """The same as far as it concerns ``units``: the whole map is searched only where their way is a long one."""
        where = np.array([self.at[unit] for unit in units], dtype=np.int64)
        crow = self.ways.crow(where[:, None], np.array(goals, dtype=np.int64))
        far = int(crow.min(axis=1).max()) * self.world.grid.hex_km10
        limit = (far * _WINDING // 1000 // _MARGIN + 1) * _MARGIN
        field = self.field(goals, way, limit)
        return field if int(field[where].max()) + _ROOM <= limit else self.field(goals, way)

    def crow(self, hexes: Sequence[int], hex: int) -> list[int]:
        """Hexes as the crow flies from each of ``hexes`` to one."""
        distances: list[int] = self.ways.crow(np.array(hexes, dtype=np.int64), hex).tolist()
        return distances

    def known_hexes(self, formations: frozenset[int]) -> list[int]:
        """Where units of enemy formations are seen, or were lately."""
        view, found = self.view, set()
        whose, at, ghost, seen = view.units[[U.SIDE, U.HEX, U.GHOST_HEX, U.GHOST_DAY]].tolist()
        for unit, facts in enumerate(self.world.units):
            if facts.formation not in formations or whose[unit] == self.side:
                continue
            if at[unit] >= 0:
                found.add(at[unit])
            elif ghost[unit] >= 0 and view.day - seen[unit] <= _GHOST_DAYS:
                found.add(ghost[unit])
        return sorted(found)

    def own_hexes(self, formations: frozenset[int]) -> list[int]:
        """Where units of own formations stand."""
        whose = self.view.units[U.FORMATION].tolist()
        return sorted({self.at[unit] for unit in self.own.tolist() if whose[unit] in formations})

    @property
    def is_touching(self) -> bool:
        """Whether any own unit has an enemy beside it."""
        around = self.world.grid.neighbours[self.view.units[U.HEX, self.own]]
        return bool(((self.look[around] & ENEMY_THERE > 0) & (around >= 0)).any())

    def is_engaged(self, unit: int) -> bool:
        """Whether a unit stands in a full zone of the enemy, or has attacked today."""
        return bool(self.look[self.at[unit]] & ZONE == FULL_ZONE or self.view.units[U.ATTACKED, unit])

    def neighbours(self, hex: int) -> list[int]:
        """The hexes around one."""
        return [there for there in self.world.grid.neighbours[hex].tolist() if there >= 0]
