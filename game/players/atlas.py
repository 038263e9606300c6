"""The map of a world in the forms that planning asks for: it never changes, so all players share it."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from game.core.board import Edge, HexColumn, Kit, SourceColumn
from game.core.hexgrid import Ints, Narrow
from game.core.homeward import crossings_with
from game.core.intents.intent import family
from game.core.kernels.approach import marches
from game.core.kernels.troops import Roster
from game.core.world import SIDES, World
from game.players.once import once

WORLDS = 8
"""Worlds of which is kept what was worked out for them."""
_BRIDGES = 16
"""Sets of bridges for which the steps of marches are kept, 130 KB each for Handan."""


class Atlas:
    """What planning asks of a world, each thing worked out once and only when somebody asks for it."""

    def __init__(self, world: World) -> None:
        self._world = world
        q, r = world.grid.axial
        self._listed: tuple[list[int], list[int], list[int]] = q.tolist(), r.tolist(), (q + r).tolist()
        self._discs: dict[tuple[int, int], list[int]] = {}
        self._sets: dict[tuple[int, int], frozenset[int]] = {}
        self._areas: dict[tuple[int, int], Ints] = {}
        self._grounds: dict[tuple[int, int], Ints] = {}
        self._families: dict[int, frozenset[int]] = {}
        self._several: dict[tuple[int, ...], frozenset[int]] = {}

    def crows(self, hexes: Iterable[int], hex: int) -> list[int]:
        """Hexes as the crow flies from each of a few hexes to one; `HexGrid.distances` has them for many."""
        q, r, s = self._listed
        q0, r0, s0 = q[hex], r[hex], s[hex]
        return [(abs(q[a] - q0) + abs(r[a] - r0) + abs(s[a] - s0)) >> 1 for a in hexes]

    def disc(self, hex: int, radius: int) -> list[int]:
        """The hexes within ``radius`` of one."""
        if (hex, radius) not in self._discs:
            self._discs[hex, radius] = self._world.grid.disc(hex, radius)
        return self._discs[hex, radius]

    def around(self, hex: int, radius: int) -> frozenset[int]:
        """The same as a set."""
        if (hex, radius) not in self._sets:
            self._sets[hex, radius] = frozenset(self.disc(hex, radius))
        return self._sets[hex, radius]

    def area(self, hex: int, radius: int) -> Ints:
        """The same as an array."""
        if (hex, radius) not in self._areas:
            self._areas[hex, radius] = np.array(self.disc(hex, radius), dtype=np.int64)
        return self._areas[hex, radius]

    def ground(self, hex: int, radius: int) -> Ints:
        """Those hexes within ``radius`` of one where somebody can stand."""
        if (hex, radius) not in self._grounds:
            area = self.area(hex, radius)
            self._grounds[hex, radius] = area[self._world.board.hexes[HexColumn.STACK, area] > 0]
        return self._grounds[hex, radius]

    def families(self, formations: tuple[int, ...]) -> frozenset[int]:
        """Formations and all under them."""
        if formations not in self._several:
            self._several[formations] = frozenset().union(*map(self.family, formations))
        return self._several[formations]

    def family(self, formation: int) -> frozenset[int]:
        """A formation and all under it."""
        if formation not in self._families:
            self._families[formation] = family(self._world, formation)
        return self._families[formation]

    @once
    def fighters(self) -> list[bool]:
        """Units that fight."""
        kit = self._world.board.kit
        fighters: list[bool] = ((kit[Kit.ZONES] == 1) & (kit[Kit.HEADQUARTERS] == 0)).tolist()
        return fighters

    @once
    def slippers(self) -> list[bool]:
        """Units that slip from zone to zone by night, where there are nights."""
        light = self._world.board.kit[Kit.LIGHT] == 1
        slippers: list[bool] = (light & any(self._world.calendar.nights)).tolist()
        return slippers

    @once
    def roster(self) -> Ints:
        """``[Roster, unit]``: whose units are at the start."""
        rows: dict[Roster, list[int]] = {
            Roster.SIDE: [unit.side for unit in self._world.units],
            Roster.FORMATION: [unit.formation for unit in self._world.units],
        }
        return np.array([rows[row] for row in Roster], dtype=np.int64)

    @once
    def members(self) -> dict[int, list[int]]:
        """For each formation its units at the start."""
        found: dict[int, list[int]] = {}
        for unit, facts in enumerate(self._world.units):
            found.setdefault(facts.formation, []).append(unit)
        return found

    @once
    def rails(self) -> dict[int, list[tuple[int, int, int]]]:
        """For each hex with a railway its directions, with their stretches and the hexes they lead to."""
        edges, found = self._world.board.edges, dict[int, list[tuple[int, int, int]]]()
        for here, direction in np.argwhere(edges[Edge.RAIL] >= 0).tolist():
            link, there = int(edges[Edge.RAIL, here, direction]), int(edges[Edge.NEIGHBOUR, here, direction])
            found.setdefault(here, []).append((direction, link, there))
        return found

    @once
    def homes(self) -> tuple[Ints, Ints]:
        """For each side the hexes from every hex to the nearest of its sources, as the crow flies; both know those."""
        first, second = (self._from_sources(side) for side in SIDES)
        return first, second

    def _from_sources(self, side: int) -> Ints:
        sources, size = self._world.board.sources, self._world.grid.size
        bases = sources[SourceColumn.HEX, sources[SourceColumn.SIDE] == side]
        nowhere: Ints = np.zeros(size, dtype=np.int64)
        return self._world.grid.distances(np.arange(size)[:, None], bases).min(axis=1) if bases.size else nowhere


@lru_cache(maxsize=WORLDS)
def atlas_of(world: World) -> Atlas:
    """The atlas of a world."""
    return Atlas(world)


@lru_cache(maxsize=_BRIDGES)
def marches_of(world: World, bridges: bytes) -> Narrow:
    """`marches` of a world while its bridges stand as `bridges_of` says. Nobody writes to them."""
    found: Narrow = marches(world.board, crossings_with(bridges))
    return found
