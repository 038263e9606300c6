"""Who goes by train to where a task leads: from station to station, where that brings it there a day sooner."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from game.core import events as ev
from game.core.apply import apply
from game.core.board import Kit, MoveClass
from game.core.kernels.flood import FAR
from game.core.kernels.tactics import BARRED, Brief, Task
from game.core.numbers import Number
from game.core.orders import RailMove
from game.core.state import GameState, Trains, U
from game.core.trains import Line, can_entrain, line_of, ride, stops, trains_of
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
    if not world.stations[side]:
        return plan
    today, tomorrow, line = outlook.view.copy(), outlook.view.copy(), line_of(world, outlook.view, side)
    apply(tomorrow, ev.DutiesRenewed((), (), ()))  # the trains are empty again
    trips = [_Trip(outlook, brief, unit, pace) for unit in units if _can_go(outlook, brief, unit)]
    for trip in sorted(trips, key=lambda trip: (trip.unit not in due, -trip.best(tomorrow, line).saved, trip.unit)):
        for view, days in ((today, 0), (tomorrow, 1)):
            way = trip.best(view, line)
            if way.saved - days < _SAVED:
                continue
            if days:
                plan.waiting.append(trip.unit)
            else:
                plan.leaving.append(RailMove(trip.unit, way.end))
            _seat(view, RailMove(trip.unit, way.end), way.trains)
            break
    return plan


def _can_go(outlook: Outlook, brief: Brief, unit: int) -> bool:
    """Whether a unit is on its way and stands where its side's trains call."""
    if outlook.at[unit] not in outlook.world.stations[outlook.side]:
        return False
    if brief.tasks[Task.FIELD, unit] < 0 or not outlook.ready[unit] or outlook.is_engaged(unit):
        return False
    return can_entrain(outlook.world, outlook.view, unit) is None


class _Journey(NamedTuple):
    """Where a train brings a unit."""

    saved: int
    """Days before it would be at its goal on foot."""
    end: int
    """-1 where no train helps."""
    trains: tuple[int, ...]


_NOWHERE = _Journey(0, -1, ())


class _Trip:
    """A unit with far to go."""

    def __init__(self, outlook: Outlook, brief: Brief, unit: int, pace: int) -> None:
        self.unit = unit
        self._outlook = outlook
        self._field = brief.fields[int(brief.tasks[Task.FIELD, unit])]
        self._barred = brief.ground[int(brief.tasks[Task.GROUP, unit])] & BARRED
        world = outlook.world
        motor = world.board.kit.item(Kit.MOVE_CLASS, unit) == MoveClass.MOTOR
        self._share = int(world.numbers[Number.ROAD]) if motor else 1000  # ways are as foot goes, by road
        self._budget = max(1, outlook.budget(unit) * pace // 1000)

    def best(self, view: GameState, line: Line) -> _Journey:
        """The journey that brings it nearest to its goal."""
        world, here = self._outlook.world, self._outlook.at[self.unit]
        on_foot = self._days(int(self._field[here]))
        if on_foot <= _SAVED or self._field[here] >= FAR:
            return _NOWHERE
        way = ride(world, view, self.unit, line)
        ends = [hex for hex in stops(world, view, self.unit, line, way) if self._is_safe(hex)]
        end = min(ends, key=lambda hex: int(self._field[hex]), default=-1)
        if end < 0:
            return _NOWHERE
        saved = on_foot - 1 - self._days(int(self._field[end]))
        return _Journey(saved, end, trains_of(world, self._outlook.side, here, way.path(end)))

    def _is_safe(self, hex: int) -> bool:
        return not self._barred[hex] and not self._outlook.enemy_near[hex]

    def _days(self, way: int) -> int:
        """Days of march for a way of so many 0.1 km."""
        return -(-way * 1000 // self._share // self._budget)


def _seat(view: GameState, order: RailMove, trains: tuple[int, ...]) -> None:
    """Take its seats and its room at the end from those who come after it, on a copy of what the side knows."""
    men = int(view.units[U.MEN, order.unit])
    carried = tuple(int(view.trains[Trains.CARRIED, number]) + men for number in trains)
    apply(view, ev.UnitRailed(order.unit, (order.hex,), 0, 0, 0, trains, carried))
