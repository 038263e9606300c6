"""What a side sees at one moment, in the forms that carrying out intents needs, and ways to its goals."""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise

import numpy as np

from game.core.board import Edge, HexColumn, Kit, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.approach import MOST_TOLL, approach, marches, tolls
from game.core.kernels.flood import FAR, flood
from game.core.kernels.muster import men_around
from game.core.kernels.reach import daily_budget
from game.core.kernels.survey import FULL_ZONE, ZONE, survey
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import Crossing, GameState, Rail, U
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

_FEW = 40
"""Up to so many distances are quicker worked out one by one."""
_NO_LANE: frozenset[int] = frozenset()


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

    __hash__ = object.__hash__  # a key of many look-ups; an enum's own is worked out in Python


class Ways:
    """Distances from goals, each searched once while neither the enemies in sight nor the bridges change.

    What it answers depends on what it is asked alone, never on what was asked before.
    """

    def __init__(self, world: World, side: int) -> None:
        self.world = world
        self.side = side
        q, r = world.grid.axial
        self._listed: tuple[list[int], list[int]] = q.tolist(), r.tolist()
        self._bridges: Ints = np.full(1, -1, dtype=np.int64)
        self.steps: Narrow = np.empty((0, 6), dtype=np.int32)
        """What foot marches from hex to hex, as kernels take it."""
        self._tolls: dict[Way, Narrow] = {}
        self._differ: dict[Way, dict[int, Ints]] = {}
        """By kind and the identity of tolls of before: the hexes where those of now differ."""
        self._fields: dict[tuple[Way, int, tuple[int, ...]], tuple[Narrow, Narrow]] = {}
        """By kind, limit and goals: the distances, and the tolls that they were searched with."""
        self._lanes: dict[tuple[int, int], frozenset[int]] = {}
        self._discs: dict[tuple[int, int], list[int]] = {}
        self._grounds: dict[tuple[int, int], list[int]] = {}

    def settle(self, view: GameState) -> None:
        """Forget what no longer holds now that bridges have come or gone."""
        bridges = view.crossings[Crossing.BRIDGE]
        if not np.array_equal(bridges, self._bridges):
            self._bridges = bridges.copy()
            self.steps = marches(self.world.board, view.crossings)
            self._lanes.clear()
            self._fields.clear()

    def charge(self, way: Way, toll: Narrow) -> None:
        """Set what a kind of way costs now."""
        if way not in self._tolls or not np.array_equal(self._tolls[way], toll):
            self._tolls[way] = toll
            self._differ[way] = {}

    def field(self, view: GameState, goals: Iterable[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``."""
        key, toll = (way, limit, tuple(sorted(set(goals)))), self._tolls[way]
        if key in self._fields:
            field, charged = self._fields[key]
            if charged is toll:
                return field
            if not (field[self._changed(way, charged)] < FAR).any():  # only tolls within reach matter
                self._fields[key] = field, toll
                return field
        if len(self._fields) >= _MOST_FIELDS:
            self._fields.clear()
        seeds = np.array(key[2], dtype=np.int64)
        self._fields[key] = approach(self.steps, toll, seeds, limit), toll
        return self._fields[key][0]

    def _changed(self, way: Way, before: Narrow) -> Ints:
        """The hexes where the tolls of now are not those of before."""
        differ = self._differ[way]
        if id(before) not in differ:
            differ[id(before)] = np.flatnonzero(before != self._tolls[way])
        return differ[id(before)]

    def lane(self, view: GameState, waypoints: Sequence[int]) -> frozenset[int]:
        """The hexes of the shortest way along ``waypoints``, whoever stands in it."""
        if not waypoints:
            return _NO_LANE
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
    def fighters(self) -> list[bool]:
        """Units that fight."""
        kit = self.world.board.kit
        fighters: list[bool] = ((kit[Kit.ZONES] == 1) & (kit[Kit.HEADQUARTERS] == 0)).tolist()
        return fighters

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """For each formation its units at the start."""
        found: dict[int, list[int]] = {}
        for unit, facts in enumerate(self.world.units):
            found.setdefault(facts.formation, []).append(unit)
        return found

    @cached_property
    def rails(self) -> dict[int, list[tuple[int, int, int]]]:
        """For each hex with a railway its directions, with their stretches and the hexes they lead to."""
        edges, found = self.world.board.edges, dict[int, list[tuple[int, int, int]]]()
        for here, direction in np.argwhere(edges[Edge.RAIL] >= 0).tolist():
            link, there = int(edges[Edge.RAIL, here, direction]), int(edges[Edge.NEIGHBOUR, here, direction])
            found.setdefault(here, []).append((direction, link, there))
        return found

    def ground(self, hex: int, radius: int) -> list[int]:
        """Those hexes within ``radius`` of one where somebody can stand."""
        if (hex, radius) not in self._grounds:
            stack = self.world.board.hexes[HexColumn.STACK]
            self._grounds[hex, radius] = [each for each in self.disc(hex, radius) if stack[each] > 0]
        return self._grounds[hex, radius]

    @cached_property
    def cover(self) -> list[int]:
        """What the terrain of a hex gives the defence, per mille."""
        cover: list[int] = self.world.board.hexes[HexColumn.DEFENCE].tolist()
        return cover

    @cached_property
    def works(self) -> list[int]:
        """Level of the works of a hex."""
        works: list[int] = self.world.board.hexes[HexColumn.WORKS].tolist()
        return works

    @cached_property
    def enemy_home(self) -> Ints:
        """Hexes from every hex to the nearest of the enemy's sources, as the crow flies; both sides know those."""
        return self._from_sources(1 - self.side)

    @cached_property
    def own_home(self) -> Ints:
        """The same to our own."""
        return self._from_sources(self.side)

    def _from_sources(self, side: int) -> Ints:
        """Hexes from every hex to the nearest source of a side."""
        sources = self.world.board.sources
        bases = sources[SourceColumn.HEX, sources[SourceColumn.SIDE] == side]
        everywhere = np.arange(self.world.grid.size)
        nowhere: Ints = np.zeros(self.world.grid.size, dtype=np.int64)
        return self.crow(everywhere[:, None], bases).min(axis=1) if bases.size else nowhere

    def crow(self, hexes: Ints, others: Ints | int) -> Ints:
        """Hexes as the crow flies from each of ``hexes`` to the others."""
        return self.world.grid.distances(hexes, others)

    def crows(self, hexes: Iterable[int], hex: int) -> list[int]:
        """The same for a few hexes and one."""
        q, r = self._listed
        q0, r0 = q[hex], r[hex]
        return [(abs(q[a] - q0) + abs(r[a] - r0) + abs(q[a] - q0 + r[a] - r0)) >> 1 for a in hexes]


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
        where = [self.at[unit] for unit in self.enemies.tolist()]
        self.enemy_men: Ints = np.zeros(self.world.grid.size, dtype=np.int64)
        for unit, hex in zip(self.enemies.tolist(), where, strict=True):
            self.enemy_men[hex] += self.men[unit]
        self.enemy_hexes: list[int] = sorted(set(where))
        self.manned: set[int] = {hex for hex in self.enemy_hexes if self.enemy_men[hex]}
        """Hexes with enemies who have men."""
        self.look = survey(board, units, side)
        self._marks = self.look.tobytes()
        self.own_at, self.own_near, self.enemy_near = men_around(board, units, side)
        self.able = here & (units[U.STATUS] == Status.READY.value)
        self.ready: list[bool] = (self.able & (units[U.HELD_UNTIL] <= view.day)).tolist()
        self.fighters = ways.fighters
        self._charged: set[Way] = set()
        self._budgets: dict[int, int] = {}
        ways.settle(view)

    def field(self, goals: Sequence[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``, FAR beyond ``limit``."""
        if way not in self._charged:
            self._charged.add(way)
            self.ways.charge(way, tolls(self.world.board, self.look, self.enemy_men, *way.value))
        return self.ways.field(self.view, goals, way, limit)

    def field_for(self, units: Sequence[int], goals: Sequence[int], way: Way) -> Narrow:
        """The same as far as it concerns ``units``: the whole map is searched only where their way is a long one."""
        where = [self.at[unit] for unit in units]
        limit = (self._furthest(where, goals) * _WINDING // 1000 // _MARGIN + 1) * _MARGIN
        field = self.field(goals, way, limit)
        furthest = field.item(where[0]) if len(where) == 1 else int(field[where].max())
        return field if furthest + _ROOM <= limit else self.field(goals, way)

    def _furthest(self, where: list[int], goals: Sequence[int]) -> int:
        """How far the furthest of some hexes is from the nearest goal as the crow flies, 0.1 km."""
        if len(goals) == 1:
            hexes = max(self.ways.crows(where, goals[0]))
        elif len(where) * len(goals) <= _FEW:
            hexes = max(min(self.ways.crows(goals, hex)) for hex in where)
        else:
            crow = self.ways.crow(np.array(where, dtype=np.int64)[:, None], np.array(goals, dtype=np.int64))
            hexes = int(crow.min(axis=1).max())
        return hexes * self.world.grid.hex_km10

    def crow(self, hexes: Sequence[int], hex: int) -> list[int]:
        """Hexes as the crow flies from each of ``hexes`` to one."""
        return self.ways.crows(hexes, hex)

    def known_hexes(self, formations: frozenset[int]) -> list[int]:
        """Where units of enemy formations are seen, or were lately."""
        known, members = self._known, self.ways.members
        found = {known[unit] for formation in formations for unit in members.get(formation, ())}
        return sorted(found - {-1})

    @cached_property
    def _known(self) -> list[int]:
        """By unit the hex where an enemy is seen, or was lately; -1 for all others."""
        whose, at, ghost, seen = self.view.units[[U.SIDE, U.HEX, U.GHOST_HEX, U.GHOST_DAY]]
        lately = np.where(self.view.day - seen <= _GHOST_DAYS, ghost, -1)
        known: list[int] = np.where(whose == self.side, -1, np.where(at >= 0, at, lately)).tolist()
        return known

    def own_hexes(self, formations: frozenset[int]) -> list[int]:
        """Where units of own formations stand."""
        whose = self.view.units[U.FORMATION].tolist()
        return sorted({self.at[unit] for unit in self.own.tolist() if whose[unit] in formations})

    @cached_property
    def steps(self) -> bytes:
        """Hexes from every hex to the nearest enemy up to three, 4 beyond."""
        near, where = self.world.board.near, self.enemy_hexes
        steps = np.full(self.world.grid.size + 1, 4, dtype=np.int8)  # the last for -1, off the map
        for ring in (3, 2, 1):
            steps[near[where, : 3 * ring * (ring + 1)]] = ring
        steps[where] = 0
        return steps.tobytes()

    def budget(self, unit: int) -> int:
        """What a unit can march in a day, 0.1 km."""
        if unit not in self._budgets:
            board = self.world.board
            self._budgets[unit] = int(daily_budget(board.numbers, board.kit, self.view.units, unit))
        return self._budgets[unit]

    @cached_property
    def wrecked(self) -> set[int]:
        """Stretches of railway that are not whole, as far as is known."""
        return set(np.flatnonzero(self.view.rails[Rail.WRECKED]).tolist())

    @cached_property
    def dug_in(self) -> dict[int, int]:
        """Hexes where own units have dug in, with their days of it, each unit's up to three."""
        units, found = self.view.units, dict[int, int]()
        dug = units[U.DUG, self.own]
        for unit, days in zip(self.own[dug != 0].tolist(), dug[dug != 0].tolist(), strict=True):
            found[self.at[unit]] = found.get(self.at[unit], 0) + min(3, days)
        return found

    @cached_property
    def zones(self) -> list[bool]:
        """Units with a full zone."""
        units, numbers = self.view.units, self.world.numbers
        strong = (units[U.MEN] >= numbers[Number.ZONE_FULL_MEN]) & (units[U.COHESION] >= numbers[Number.ZONE_COHESION])
        zones: list[bool] = (self.able & strong & (self.world.board.kit[Kit.ZONES] == 1)).tolist()
        return zones

    @cached_property
    def touching(self) -> set[int]:
        """Own units with an enemy beside them."""
        steps = self.steps
        return {unit for unit in self.own.tolist() if steps[self.at[unit]] <= 1}

    @cached_property
    def enemy_homes(self) -> dict[int, list[int]]:
        """The hexes of the units in sight of each enemy formation."""
        found: dict[int, list[int]] = {}
        whose = self.view.units[U.FORMATION, self.enemies].tolist()
        for unit, formation in zip(self.enemies.tolist(), whose, strict=True):
            found.setdefault(formation, []).append(self.at[unit])
        return found

    def is_engaged(self, unit: int) -> bool:
        """Whether a unit stands in a full zone of the enemy, or has attacked today."""
        return self._marks[self.at[unit]] & ZONE == FULL_ZONE or bool(self.view.units[U.ATTACKED, unit])

    def neighbours(self, hex: int) -> list[int]:
        """The hexes around one."""
        return self.world.grid.around(hex)
