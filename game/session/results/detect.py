"""When history's events, and notable ones, happened in a game: read off its start and its events. Rulebook 12."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from game.core import events as ev
from game.core.history import DocumentedEvent
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import GameState, U
from game.core.world import World
from game.session.results.detect_ground import NEAR, Diary, Ground

FIRST_BATTLE = "first-battle"

_LostOne = ev.UnitSurrendered | ev.UnitDestroyed | ev.UnitScattered | ev.UnitDisbanded | ev.UnitMerged
"""A unit is no more."""


class Found(NamedTuple):
    """The first day on which something happened, by its id."""

    documented: dict[str, int | None]
    """Every documented event, None where it did not happen."""
    notable: dict[str, int]
    """``first-battle``, ``lost:UNIT``, ``over:FORMATION`` and ``taken:PLACE:SIDE``, where they happened."""
    nearest: list[int]
    """For each of ``World.reaches`` how many hexes from their goal its units came, -1 where none was on the map."""


def detect(world: World, start: GameState, events: Iterable[ev.Event]) -> Found:
    """When things happened in a game.

    Documented events that were over before the game's start, or that nothing detects, are left out.
    """
    watcher = _Watcher(world, start)
    watches = watcher.watches
    for event in events:
        watch = watches.get(type(event))
        if watch is not None:
            watch(event)
    days = watcher.diary.days
    documented = {event.label.id: days.get(event.label.id) for event in detectable(world, start.day)}
    return Found(documented, watcher.notable, watcher.ground.nearest)


def detectable(world: World, first_day: int = 0) -> list[DocumentedEvent]:
    """Documented events that can be detected in a game that starts on ``first_day``."""
    return [event for event in world.events if event.condition and event.last_day >= first_day]


class _Watcher:
    """Follows a game event by event."""

    def __init__(self, world: World, start: GameState) -> None:
        self.notable: dict[str, int] = {}
        self._world = world
        self.diary = Diary(start.day)
        self._by_condition: dict[str, list[DocumentedEvent]] = {}
        for event in detectable(world, start.day):
            self._by_condition.setdefault(event.condition, []).append(event)
        self.ground = Ground(world, start, detectable(world, start.day), self.diary)
        self._gone = set(np.flatnonzero(start.units[U.STATUS] == Status.GONE).tolist())
        self._over = set[int]()
        if self._of("broken"):
            self._men: list[int] = start.units[U.MEN].tolist()
            self._first = tuple(self._men)
        self._look(start)

    @property
    def watches(self) -> dict[type, Callable[[Any], None]]:
        """What to do at each kind of event."""
        watches: dict[type, Callable[[Any], None]] = {
            ev.DayBegan: self._day_began,
            ev.BattleFought: self._battle,
            ev.PlaceTaken: self._taken,
            ev.UnitSurrendered: self._lost,
            ev.UnitDestroyed: self._lost,
            ev.UnitScattered: self._lost,
            ev.UnitDisbanded: self._lost,
            ev.UnitMerged: self._merged,
            ev.FormationWentOver: self._went_over,
            ev.UnitEmbarked: self._left,
            ev.FormationSurrendered: self._laid_down,
            ev.HeadquartersLost: self._headquarters_lost,
            ev.MarchStopped: self._halted,
            ev.TrainStopped: self._halted,
            ev.EnemyMet: self._halted,
            ev.Ambushed: self._halted,
            ev.TalksOpened: lambda event: self._talked("talks_opened", event.talk),
            ev.TalksBrokenOff: lambda event: self._talked("talks_broken_off", event.talk),
            ev.TalksSigned: lambda event: self._talked("talks_signed", event.talk),
            ev.TalksDone: lambda event: self._talked("handed_over", event.talk),
            **self.ground.watches,
        }
        if self._of("encircled"):
            watches[ev.SupplyDrawn] = self._supply
        if self._of("broken"):
            watches |= {ev.LossesTaken: self._fewer, ev.MenStraggled: self._fewer}
        return watches

    def _of(self, condition: str) -> list[DocumentedEvent]:
        return self._by_condition.get(condition, [])

    def _look(self, start: GameState) -> None:
        """What holds from the start; a place held from the start has not been taken."""
        for event in self._of("encircled"):
            if np.any(start.units[U.ENCIRCLED, list(event.units)] > 0):
                self.diary.happened(event.label.id)
        self._count_the_gone()

    def _noted(self, id: str) -> None:
        self.notable.setdefault(id, self.diary.day)

    def _day_began(self, event: ev.DayBegan) -> None:
        self.diary.day = event.day

    def _battle(self, event: ev.BattleFought) -> None:
        self._noted(FIRST_BATTLE)
        for awaited in self._of("attacked"):
            is_there = not awaited.only_there or self._is_near(awaited, event.hex)
            if is_there and not set(awaited.units).isdisjoint(set(event.defenders) - set(event.joined)):
                self.diary.happened(awaited.label.id)
        for awaited in self._of("fought_at"):
            if self._is_near(awaited, event.hex):
                self.diary.happened(awaited.label.id)
        self._stopped({*event.attackers, *event.defenders}, event.hex)

    def _is_near(self, awaited: DocumentedEvent, hex: int) -> bool:
        return self._world.grid.distance(awaited.hex, hex) <= NEAR

    def _halted(self, event: ev.MarchStopped | ev.TrainStopped | ev.EnemyMet | ev.Ambushed) -> None:
        self._stopped({event.unit}, event.hex)

    def _stopped(self, units: set[int], hex: int) -> None:
        for awaited in self._of("stopped"):
            if not units.isdisjoint(awaited.units) and self._is_near(awaited, hex):
                self.diary.happened(awaited.label.id)

    def _headquarters_lost(self, event: ev.HeadquartersLost) -> None:
        for awaited in self._of("headquarters_lost"):
            if event.unit in awaited.units:
                self.diary.happened(awaited.label.id)

    def _talked(self, condition: str, talk: int) -> None:
        for awaited in self._of(condition):
            if awaited.talk == talk:
                self.diary.happened(awaited.label.id)

    def _taken(self, event: ev.PlaceTaken) -> None:
        world = self._world
        place = world.places[event.place]
        self._noted(f"taken:{place.label.id}:{world.sides[event.side].id}")
        for awaited in self._of("taken"):
            if awaited.hex == place.hex and awaited.side == event.side:
                self.diary.happened(awaited.label.id)

    def _left(self, event: ev.UnitEmbarked) -> None:
        for awaited in self._of("left"):
            if event.unit in awaited.units:
                self.diary.happened(awaited.label.id)
        if event.present == 0:
            self.ground.leave(event.unit)

    def _went_over(self, event: ev.FormationWentOver) -> None:
        self._noted(f"over:{self._world.formations[event.formation].label.id}")
        for awaited in self._of("gone_over"):
            if not set(awaited.units).isdisjoint(event.units):
                self.diary.happened(awaited.label.id)
        self.ground.change_sides(event.units, event.side)
        if self._of("broken"):
            self._over.update(event.units)
            self._count_the_left()

    def _lost(self, event: _LostOne) -> None:
        self._noted(f"lost:{self._world.units[event.unit].label.id}")
        self._gone.add(event.unit)
        self.ground.leave(event.unit)
        self._count_the_gone()

    def _merged(self, event: ev.UnitMerged) -> None:
        if self._of("broken"):
            self._men[event.into] = event.men
        self._lost(event)

    def _fewer(self, event: ev.LossesTaken | ev.MenStraggled) -> None:
        for unit, men in zip(event.units, event.men, strict=True):
            self._men[unit] = men
        self._count_the_left()

    def _laid_down(self, event: ev.FormationSurrendered) -> None:
        for unit in event.units:
            self._noted(f"lost:{self._world.units[unit].label.id}")
        self._gone.update(event.units)
        for unit in event.units:
            self.ground.leave(unit)
        self._count_the_gone()

    def _count_the_gone(self) -> None:
        for awaited in self._of("lost"):
            if self._gone.issuperset(awaited.units):
                self.diary.happened(awaited.label.id)
        self._count_the_left()

    def _count_the_left(self) -> None:
        """Detect armies with so few men left that they count as broken. Rulebook 9.2; going over breaks no army."""
        remnant = int(self._world.numbers[Number.ARMY_REMNANT])
        for awaited in self._of("broken"):
            if awaited.label.id in self.diary.days:
                continue
            stayed = [unit for unit in awaited.units if unit not in self._over]
            left = sum(self._men[unit] for unit in stayed if unit not in self._gone)
            if left * 1000 < remnant * sum(self._first[unit] for unit in stayed):
                self.diary.happened(awaited.label.id)

    def _supply(self, event: ev.SupplyDrawn) -> None:
        """Dawn counts who is cut off; the ring was closed the day before."""
        cut_off = {unit for unit, days in zip(event.units, event.encircled, strict=True) if days > 0}
        for awaited in self._of("encircled"):
            if not cut_off.isdisjoint(awaited.units):
                self.diary.happened(awaited.label.id, days_ago=1)
