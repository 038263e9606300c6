"""Ways to goals over the map as a side knows it, each searched once."""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise

import numpy as np

from game.core.board import Edge, HexColumn, Kit, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.intents import family
from game.core.kernels.approach import MOST_TOLL, approach, marches
from game.core.kernels.flood import FAR, flood
from game.core.state import Crossing, GameState
from game.core.world import World

_MOST_FIELDS = 400
"""Searches that are kept, 20 KB each for Handan."""
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
        self._bridges: bytes | None = None
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
        self._families: dict[int, frozenset[int]] = {}
        self._several: dict[tuple[int, ...], frozenset[int]] = {}

    def settle(self, view: GameState) -> None:
        """Forget what no longer holds now that bridges have come or gone."""
        bridges = view.crossings[Crossing.BRIDGE]
        if bridges.tobytes() != self._bridges:
            self._bridges = bridges.tobytes()
            self.steps = marches(self.world.board, view.crossings)
            self._lanes.clear()
            self._fields.clear()

    def charge(self, way: Way, toll: Narrow) -> None:
        """Set what a kind of way costs now."""
        if way not in self._tolls or not np.array_equal(self._tolls[way], toll):
            self._tolls[way] = toll
            self._differ[way] = {}

    def field(self, view: GameState, goals: Sequence[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``."""
        key, toll = (way, limit, tuple(goals if len(goals) == 1 else sorted(set(goals)))), self._tolls[way]
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

    def families(self, formations: tuple[int, ...]) -> frozenset[int]:
        """Formations and all under them."""
        if formations not in self._several:
            self._several[formations] = frozenset().union(*map(self.family, formations))
        return self._several[formations]

    def family(self, formation: int) -> frozenset[int]:
        """A formation and all under it."""
        if formation not in self._families:
            self._families[formation] = family(self.world, formation)
        return self._families[formation]

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
