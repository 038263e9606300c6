"""Who stands near places that events are about, event by event: reached, left, seized, and how near somebody came."""

from collections.abc import Callable, Iterable
from typing import Any

from game.core import events as ev
from game.core.history import DocumentedEvent
from game.core.kinds import Status
from game.core.state import GameState, U
from game.core.world import World

NEAR = 1
"""Hexes within which an event's place matches: the villages of the sources are known to a few kilometres."""


class Diary:
    """The first ``days`` on which things happened, by id; ``day`` is the present one."""

    def __init__(self, first_day: int) -> None:
        self.days: dict[str, int] = {}
        self.day = self._first_day = first_day

    def happened(self, id: str, days_ago: int = 0) -> None:
        """Something happened today or so many days ago, but not before the game began."""
        self.days.setdefault(id, max(self._first_day, self.day - days_ago))

    def undone(self, id: str) -> None:
        """Something no longer holds: its day is the one on which it happens again."""
        self.days.pop(id, None)


class Ground:
    """Follows where units stand, and writes into a diary which events' conditions have come to hold."""

    def __init__(self, world: World, start: GameState, awaited: Iterable[DocumentedEvent], diary: Diary) -> None:
        self._grid = world.grid
        self._diary = diary
        self._side: list[int] = start.units[U.SIDE].tolist()
        self._goals: dict[int, list[tuple[str, frozenset[int]]]] = {}
        self._posts: dict[int, list[_Post]] = {}
        self._crossings: list[_Crossing] = []
        self._crossings_at: dict[int, list[_Crossing]] = {}
        self._reaches: dict[int, list[tuple[int, int]]] = {}
        for number, reach in enumerate(world.reaches):
            for unit in reach.units:
                self._reaches.setdefault(unit, []).append((number, reach.towards))
        self.nearest: list[int] = [-1] * len(world.reaches)
        """For each documented reach how many hexes its units came from their goal, -1 while none is on the map."""
        for event in awaited:
            self._await(event)
        self._touched = {*self._goals, *self._posts, *self._reaches}
        for unit, (hex, status) in enumerate(zip(*start.units[[U.HEX, U.STATUS]].tolist(), strict=True)):
            if hex >= 0 and status != Status.GONE:
                self._stands(unit, hex)

    def _await(self, event: DocumentedEvent) -> None:
        near = frozenset(self._grid.disc(event.hex, NEAR))
        if event.condition == "reached":
            for unit in event.units:
                self._goals.setdefault(unit, []).append((event.label.id, near))
        elif event.condition in ("gone_from", "gone_for_good"):
            post = _Post(event.label.id, near, for_good=event.condition == "gone_for_good")
            for unit in event.units:
                self._posts.setdefault(unit, []).append(post)
        elif event.condition == "seized":
            crossing = _Crossing(event.label.id, event.side)
            self._crossings.append(crossing)
            for hex in near:
                self._crossings_at.setdefault(hex, []).append(crossing)

    @property
    def watches(self) -> dict[type, Callable[[Any], None]]:
        """What to do at each kind of event; nothing where nobody waits for it."""
        if not (self._touched or self._crossings):
            return {}
        return {
            ev.UnitMoved: self._marched,
            ev.UnitRailed: self._marched,
            ev.UnitRetreated: self._marched,
            ev.UnitArrived: self._entered,
            ev.UnitAdvanced: self._entered,
        }

    def leave(self, unit: int) -> None:
        """A unit is no more."""
        for post in self._posts.get(unit, ()):
            self._watch_post(post, unit, stands=False)
        for crossing in self._crossings:
            crossing.there.pop(unit, None)
            self._look(crossing)

    def change_sides(self, units: Iterable[int], side: int) -> None:
        """Units have gone over."""
        for unit in units:
            self._side[unit] = side
            for crossing in self._crossings:
                if unit in crossing.there:
                    crossing.there[unit] = side

    def _marched(self, event: ev.UnitMoved | ev.UnitRailed | ev.UnitRetreated) -> None:
        if event.unit in self._touched:
            for hex in event.path[:-1]:
                self._comes(event.unit, hex)
        self._stands(event.unit, event.path[-1])

    def _entered(self, event: ev.UnitArrived | ev.UnitAdvanced) -> None:
        self._stands(event.unit, event.hex)

    def _stands(self, unit: int, hex: int) -> None:
        if unit in self._touched:
            self._comes(unit, hex)
        if self._crossings:
            self._pass(unit, hex)

    def _comes(self, unit: int, hex: int) -> None:
        """A unit that something is expected of is in a hex, if only on its way through it."""
        for id, hexes in self._goals.get(unit, ()):
            if hex in hexes:
                self._diary.happened(id)
        for post in self._posts.get(unit, ()):
            self._watch_post(post, unit, stands=hex in post.hexes)
        for number, towards in self._reaches.get(unit, ()):
            away, before = self._grid.distance(hex, towards), self.nearest[number]
            self.nearest[number] = away if before < 0 else min(before, away)

    def _watch_post(self, post: "_Post", unit: int, *, stands: bool) -> None:
        """Somebody has come to a post or gone from it; it is left when the last of them has gone."""
        if stands:
            post.there.add(unit)
            if post.for_good:
                self._diary.undone(post.id)
        elif unit in post.there:
            post.there.remove(unit)
            if not post.there:
                self._diary.happened(post.id)

    def _pass(self, unit: int, hex: int) -> None:
        here = self._crossings_at.get(hex, ())
        for crossing in self._crossings:
            if crossing not in here:
                crossing.there.pop(unit, None)
        for crossing in here:
            crossing.there[unit] = self._side[unit]
            self._look(crossing)

    def _look(self, crossing: "_Crossing") -> None:
        """A crossing is seized once its side alone stands there and the other has stood there before."""
        sides = set(crossing.there.values())
        crossing.was_other_side_s |= 1 - crossing.side in sides
        if crossing.was_other_side_s and sides == {crossing.side}:
            self._diary.happened(crossing.id)


class _Post:
    """The hexes around a place, and which of those who are to leave it, perhaps for good, stand there."""

    def __init__(self, id: str, hexes: frozenset[int], *, for_good: bool) -> None:
        self.id = id
        self.hexes = hexes
        self.for_good = for_good
        self.there: set[int] = set()


class _Crossing:
    """A crossing that a side is to seize, and who stands there now: unit -> side."""

    def __init__(self, id: str, side: int) -> None:
        self.id = id
        self.side = side
        self.there: dict[int, int] = {}
        self.was_other_side_s = False
