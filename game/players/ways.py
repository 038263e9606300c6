"""Ways to goals over the map as a side knows it, each searched once."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.homeward import bridges_of
from game.core.kernels.approach import MOST_TOLL, approach, approaches, tolls
from game.core.kernels.flood import FAR, flood
from game.core.kernels.scene import Scene, scene
from game.core.state import GameState, U
from game.core.world import World
from game.players.atlas import WORLDS, atlas_of, marches_of

_MOST_FIELDS = 400
"""Searches that are kept, 20 KB each for Handan."""
_MOST_PLAIN = 256
"""The same of ways as if there were no enemies, which are kept for all games of a world."""
_BEARING = np.array([U.SIDE, U.HEX, U.STATUS, U.MEN, U.COHESION], dtype=np.int64)
"""What of units `scene` reads."""
_NO_LANE: frozenset[int] = frozenset()


_DAY = 200
"""0.1 km that foot marches in a day: so long at least it takes until a step from zone to zone can be made."""


class Way(Enum):
    """How a way treats the enemies in it: tolls of a full zone, of a strong body, and of a step from zone to zone.

    In 0.1 km.
    """

    ROUND = (50, MOST_TOLL, 0)
    """Round them as far as that is not too far."""
    BY_RULE = (50, MOST_TOLL, _DAY)
    """The same for those whom the rules let go from zone to zone by attack alone. Rulebook 4.5."""
    THROUGH = (15, 60, 0)
    """Through them."""
    FAR_FROM = (100, MOST_TOLL, 0)
    """As far from them as can be."""
    PLAIN = (0, 0, 0)
    """As if there were none."""

    __hash__ = object.__hash__  # a key of many look-ups; an enum's own is worked out in Python


_Asked = tuple[Way, int, tuple[int, ...]]
"""What a search is for: a kind of way, a limit and goals."""


def _ask(goals: Sequence[int], way: Way, limit: int) -> _Asked:
    return way, limit, tuple(goals if len(goals) == 1 else sorted(set(goals)))


class Ways:
    """Distances from goals, each searched once while neither the enemies in sight nor the bridges change.

    What it answers depends on what it is asked alone, never on what was asked before.
    """

    def __init__(self, world: World, side: int) -> None:
        self.world = world
        self.side = side
        self.atlas = atlas_of(world)
        self._bridges = b"none yet"
        self.steps: Narrow = np.empty((0, 6), dtype=np.int32)
        """What foot marches from hex to hex, as kernels take it."""
        self._pictured: tuple[bytes, Scene] | None = None
        self._tolls: dict[Way, Narrow] = {}
        self._contents: dict[Way, bytes] = {}
        """What is in those."""
        self._charged: dict[Way, Scene] = {}
        """The pictures by which ways are charged."""
        self._differ: dict[Way, dict[int, Ints]] = {}
        """By kind and the identity of tolls of before: the hexes where those of now differ."""
        self._fields: dict[_Asked, tuple[Narrow, Narrow]] = {}
        """By kind, limit and goals: the distances, and the tolls that they were searched with."""
        self._lanes: dict[tuple[int, int], frozenset[int]] = {}

    def settle(self, view: GameState) -> None:
        """Forget what no longer holds now that bridges have come or gone."""
        bridges = bridges_of(view.crossings)
        if bridges != self._bridges:
            self._bridges = bridges
            self.steps = marches_of(self.world, self._bridges)
            self._lanes.clear()
            self._fields.clear()

    def picture(self, view: GameState) -> Scene:
        """What is seen of every hex; it rests on who stands where, how strong, alone."""
        bearing = view.units[_BEARING].tobytes()
        if self._pictured is None or self._pictured[0] != bearing:
            self._pictured = bearing, scene(self.world.board, view.units, self.side)
        return self._pictured[1]

    def charge(self, way: Way, seen: Scene) -> None:
        """Set what a kind of way costs now."""
        if self._charged.get(way) is seen or way is Way.PLAIN:
            return
        self._charged[way] = seen
        toll: Narrow = tolls(seen.look, seen.enemy_men, *way.value)
        content = toll.tobytes()  # which are compared in a quarter of the time
        if self._contents.get(way) != content:
            self._contents[way], self._tolls[way], self._differ[way] = content, toll, {}

    def field(self, goals: Sequence[int], way: Way, limit: int = FAR) -> Narrow:
        """Distance of every hex from the nearest of ``goals``."""
        key = _ask(goals, way, limit)
        if way is Way.PLAIN:
            return _plain_fields(self.world)(self._bridges, key[2], limit)
        found = self._recall(key)
        if found is None:
            seeds, toll = np.array(key[2], dtype=np.int64), self._tolls[way]
            found = self._remember(key, approach(self.steps, toll, seeds, limit))
        return found

    def search(self, asked: Iterable[tuple[Sequence[int], int]], way: Way) -> None:
        """Search in one go what is not known of those goals and limits, so that asking for each finds it known."""
        keys = [_ask(goals, way, limit) for goals, limit in asked]
        new = [key for key in dict.fromkeys(keys) if self._recall(key) is None]
        if len(new) < 2:
            return
        seeds = np.array([goal for _, _, goals in new for goal in goals], dtype=np.int64)
        ends, limits = np.cumsum([len(goals) for _, _, goals in new]), np.array([limit for _, limit, _ in new])
        for key, field in zip(new, approaches(self.steps, self._tolls[way], seeds, ends, limits), strict=True):
            self._remember(key, field)

    def _recall(self, key: _Asked) -> Narrow | None:
        """The distances of an earlier search, if they still hold."""
        if key not in self._fields:
            return None
        (field, charged), toll = self._fields[key], self._tolls[key[0]]
        if charged is not toll:
            if (field[self._changed(key[0], charged)] < FAR).any():  # only tolls within reach matter
                return None
            self._fields[key] = field, toll
        return field

    def _remember(self, key: _Asked, field: Narrow) -> Narrow:
        """Keep what a search has found."""
        if len(self._fields) >= _MOST_FIELDS:
            self._fields.clear()
        self._fields[key] = field, self._tolls[key[0]]
        return field

    def _changed(self, way: Way, before: Narrow) -> Ints:
        """The hexes where the tolls of now are not those of before."""
        differ = self._differ[way]
        if id(before) not in differ:
            differ[id(before)] = (before != self._tolls[way]).nonzero()[0]
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


@lru_cache(maxsize=WORLDS)
def _plain_fields(world: World) -> Callable[[bytes, tuple[int, ...], int], Narrow]:
    """`_plain_field` of one world, so that many fields keep few worlds alive."""
    return lru_cache(maxsize=_MOST_PLAIN)(partial(_plain_field, world))


def _plain_field(world: World, bridges: bytes, goals: tuple[int, ...], limit: int) -> Narrow:
    """The same as if there were no enemies, which rests on the bridges alone. Nobody writes to it."""
    free = np.zeros(world.grid.size, dtype=np.int32)
    found: Narrow = approach(marches_of(world, bridges), free, np.array(goals, dtype=np.int64), limit)
    return found
