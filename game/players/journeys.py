"""Who goes by train to where a task leads: from station to station, where that brings it there a day sooner."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from game.core import events as ev
from game.core.apply import apply
from game.core.board import Kit, MoveClass
from game.core.kernels.flood import FAR
from game.core.kernels.survey import FULL_ZONE, ZONE
from game.core.kernels.tactics import BARRED, Brief, Task
from game.core.movement.trains import Line, line_of, ride_towards, trains_of
from game.core.numbers import Number
from game.core.orders import RailMove
from game.core.state import GameState, Trains, U
from game.players.moment import Mask
from game.players.outlook import Outlook

_SAVED = 1
"""Days that a journey must save: who marches keeps with the others."""


class Timetable(NamedTuple):
    """Who goes by train."""

    leaving: list[RailMove]
    """Journeys of today, each with its seats."""
    waiting: list[int]
    """Units for which there is room tomorrow, and which come sooner so than on foot."""


def timetable(outlook: Outlook, brief: Brief, units: Iterable[int], due: Container[int], pace: int) -> Timetable:
    """The journeys of those of ``units`` who have far to go; ``pace`` is per mille of a budget that makes a day.

    Those come first who are ``due`` on some day, then those that save most; each takes its seats before the next is
    asked.
    """
    world, side, plan = outlook.world, outlook.side, Timetable([], [])
    waiting = [unit for unit in units if _waits(outlook, brief, unit)] if world.stations[side] else []
    trips = [trip for trip in (_Trip(outlook, brief, unit, pace) for unit in waiting) if trip.is_long]
    if not trips:
        return plan
    today, tomorrow, line = outlook.view.copy(), outlook.view.copy(), line_of(world, outlook.view, side)
    apply(tomorrow, ev.DutiesRenewed((), (), ()))  # the trains are empty again
    safe = {group: _safe_for(outlook, brief, group, line) for group in {trip.group for trip in trips}}
    gains = {trip: trip.best(tomorrow, line, safe[trip.group]).saved for trip in trips}
    worth = [trip for trip in trips if gains[trip] >= _SAVED]
    for trip in sorted(worth, key=lambda trip: (trip.unit not in due, -gains[trip], trip.unit)):
        for view, days in ((today, 0), (tomorrow, 1)):
            way = trip.best(view, line, safe[trip.group])
            if way.saved - days < _SAVED:
                continue
            if days:
                plan.waiting.append(trip.unit)
            else:
                plan.leaving.append(RailMove(trip.unit, way.end))
            _seat(view, RailMove(trip.unit, way.end), trains_of(world, side, outlook.at[trip.unit], way.path))
            break
    return plan


def _waits(outlook: Outlook, brief: Brief, unit: int) -> bool:
    """Whether a unit is on its way and can get into a train where it stands."""
    if outlook.at[unit] not in outlook.world.stations[outlook.side] or brief.tasks[Task.FIELD, unit] < 0:
        return False
    return outlook.ready[unit] and not outlook.is_engaged(unit) and outlook.view.units.item(U.MOVED, unit) <= 0


def _safe_for(outlook: Outlook, brief: Brief, group: int, line: Line) -> Mask:
    """``[hex]`` -> whether units of a group can get out there with no enemy near."""
    safe: Mask = (brief.ground[group] & BARRED == 0) & (outlook.scene.enemy_near == 0) & (line.look & ZONE != FULL_ZONE)
    return safe


class _Journey(NamedTuple):
    """Where a train brings a unit."""

    saved: int
    """Days before it would be at its goal on foot."""
    end: int
    """-1 where no train helps."""
    path: tuple[int, ...]


_NOWHERE = _Journey(0, -1, ())


class _Trip:
    """A unit on its way to where its task leads."""

    def __init__(self, outlook: Outlook, brief: Brief, unit: int, pace: int) -> None:
        self.unit = unit
        self._outlook = outlook
        self._field = brief.fields[int(brief.tasks[Task.FIELD, unit])]
        self.group = int(brief.tasks[Task.GROUP, unit])
        world = outlook.world
        motor = world.board.kit.item(Kit.MOVE_CLASS, unit) == MoveClass.MOTOR
        self._share = int(world.numbers[Number.ROAD]) if motor else 1000  # ways are as foot goes, by road
        self._budget = max(1, outlook.budget(unit) * pace // 1000)
        self._way = int(self._field[outlook.at[unit]])

    @property
    def is_long(self) -> bool:
        """Whether it is so far that a journey could save a day."""
        return self._way < FAR and self._days(self._way) > _SAVED

    def best(self, view: GameState, line: Line, safe: Mask) -> _Journey:
        """The journey that brings it nearest to its goal, to where it is ``safe``."""
        end, found = ride_towards(self._outlook.world, view, self.unit, line, (self._field, safe))
        if end < 0:
            return _NOWHERE
        return _Journey(self._days(self._way) - 1 - self._days(int(self._field[end])), end, found.path(end))

    def _days(self, way: int) -> int:
        """Days of march for a way of so many 0.1 km."""
        return -(-way * 1000 // self._share // self._budget)


def _seat(view: GameState, order: RailMove, trains: tuple[int, ...]) -> None:
    """Take its seats and its room at the end from those who come after it, on a copy of what the side knows."""
    men = int(view.units[U.MEN, order.unit])
    carried = tuple(int(view.trains[Trains.CARRIED, number]) + men for number in trains)
    apply(view, ev.UnitRailed(order.unit, (order.hex,), 0, 0, 0, trains, carried))
