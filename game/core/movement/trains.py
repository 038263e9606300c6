"""Trains for troops: who can go where by rail today, and what stops them on the way. Rulebook 4.11."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.core import events as ev
from game.core.authority import refuse_unit
from game.core.battle.ambush import spring_ambush
from game.core.battle.spoils import take_places
from game.core.board import Edge
from game.core.fog.observe import Glimpse, is_night
from game.core.fog.reports import tell_of_places, tell_of_rails
from game.core.hexgrid import Narrow
from game.core.kernels.line import nearest_stop, run
from game.core.kernels.net import BY_UNIT, barred
from game.core.kernels.reach import daily_budget
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks
from game.core.movement.march import look_for, room
from game.core.numbers import Number
from game.core.orders import RailMove
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, Place, Rail, Trains, U
from game.core.turn import Turn
from game.core.world import World

BY_PLACE = 4
"""Beside the marks of `barred`: the enemy holds a place there."""


class Line(NamedTuple):
    """The railway as far as it is open to one side."""

    look: Marks
    """Who stands where, and whose zones."""
    shut: Marks
    """``[hex]`` -> 0 where trains pass."""
    running: Marks
    """``[link]`` -> 1 where its troop trains run and nothing is wrecked."""


class Ride(NamedTuple):
    """Where a unit can be brought."""

    steps: Narrow
    """``[hex]`` -> hexes on the way, -1 where no train goes."""
    previous: Narrow

    def path(self, hex: int) -> tuple[int, ...]:
        """The hexes on the way, without the first."""
        found: list[int] = []
        while self.steps[hex] > 0:
            found.append(hex)
            hex = int(self.previous[hex])
        return tuple(reversed(found))


def seats_left(world: World, state: GameState, number: int) -> int:
    """Men that troop trains can still carry today."""
    return max(0, world.trains[number].men - int(state.trains[Trains.CARRIED, number]))


def trains_at(world: World, side: int, hex: int) -> list[int]:
    """The troop trains of a side that call at a hex."""
    links = world.board.edges[Edge.RAIL, hex]
    return sorted({int(number) for number in world.trains_on[side][links[links >= 0]]} - {-1})


def seats_on(world: World, state: GameState, side: int, path: tuple[int, ...], start: int) -> int:
    """Men for whom all the trains of a way from ``start`` have room today."""
    return min(seats_left(world, state, number) for number in trains_of(world, side, start, path))


def line_of(world: World, state: GameState, side: int) -> Line:
    """The railway as ``side`` knows it, given a view; as it is, given the truth."""
    look = look_for(world, state, side)
    shut = barred(look)
    shut[world.place_hexes[state.places[Place.HOLDER] == 1 - side]] |= BY_PLACE
    running = (world.trains_on[side] >= 0) & (state.rails[Rail.WRECKED] == 0)
    return Line(look, shut, running.astype(np.int8))


def ride(world: World, state: GameState, unit: int, line: Line, *, seated: bool = True, most: int = -1) -> Ride:
    """Where ``unit`` can be brought in a day, or within ``most`` hexes; ``seated`` only by trains that have room.

    Whether it may get in and out is another question.
    """
    running = _with_seats(world, state, unit, line) if seated else line.running
    most = most if most >= 0 else _hexes_a_day(world)
    return Ride(*run(world.board.edges, line.shut, running, int(state.units[U.HEX, unit]), most))


def ride_towards(
    world: World, state: GameState, unit: int, line: Line, goal: tuple[Narrow, npt.NDArray[np.bool_]]
) -> tuple[int, Ride]:
    """Where ``unit`` can be brought in a day, and the end of that with room that is nearest to a goal, -1 for none.

    The goal is how far every hex is from it, and whether a hex will do as an end.
    """
    way = line.shut, _with_seats(world, state, unit, line)
    end, steps, previous = nearest_stop(world.board, state.units, unit, way, goal, _hexes_a_day(world))
    return end, Ride(steps, previous)


def _with_seats(world: World, state: GameState, unit: int, line: Line) -> Marks:
    """The stretches that lie open, of those whose trains have seats for a unit."""
    running, side, men = line.running, int(state.units[U.SIDE, unit]), int(state.units[U.MEN, unit])
    for number in range(len(world.trains)):
        if seats_left(world, state, number) < men:
            running = np.where(world.trains_on[side] == number, np.int8(0), running)
    return running


def _hexes_a_day(world: World) -> int:
    return int(world.numbers[Number.RAIL_DAY]) // world.grid.hex_km10


def can_entrain(world: World, view: GameState, unit: int) -> Refusal | None:
    """Why a unit cannot get into a train where it stands, wherever it should go."""
    side = view.active_side
    refused = refuse_unit(world, view, side, unit)
    if refused:
        return refused
    here = int(view.units[U.HEX, unit])
    if not _has_railway(world, here):
        return Refusal(Reason.NOT_ON_RAILWAY, (unit,), (here,))
    if not trains_at(world, side, here):
        return Refusal(Reason.NO_TROOP_TRAINS, (unit,), (here,))
    if view.units[U.MOVED, unit] > 0:
        return Refusal(Reason.HAS_MOVED, (unit,))
    if _under_fire(look_for(world, view, side), here):
        return Refusal(Reason.STATION_UNDER_FIRE, (unit,), (here,))
    return None


def stations(world: World, view: GameState, unit: int) -> list[int]:
    """The hexes to which a unit of the active side can be ordered by train, the nearest first."""
    if not world.stations[view.active_side] or can_entrain(world, view, unit) is not None:
        return []
    line = line_of(world, view, view.active_side)
    return stops(world, view, unit, line, ride(world, view, unit, line))


def refuse_trains(world: World, view: GameState, unit: int) -> Refusal | None:
    """Why a unit can go nowhere by train today; None where it can."""
    refused = can_entrain(world, view, unit)
    if refused or stations(world, view, unit):
        return refused
    here, edges = int(view.units[U.HEX, unit]), world.board.edges
    for link, there in zip(edges[Edge.RAIL, here].tolist(), edges[Edge.NEIGHBOUR, here].tolist(), strict=True):
        if link >= 0 and world.trains_on[view.active_side, link] >= 0:
            refused = refused or check_rail_move(world, view, RailMove(unit, there))
    return refused


def stops(world: World, view: GameState, unit: int, line: Line, found: Ride) -> list[int]:
    """Where it can get out, of the hexes that a train reaches, the nearest first."""
    ends = np.flatnonzero((found.steps > 0) & (line.look & ZONE != FULL_ZONE))
    nearest = ends[np.argsort(found.steps[ends], kind="stable")].tolist()
    return [hex for hex in nearest if room(world, view, unit, hex)]


def check_rail_move(world: World, view: GameState, order: RailMove) -> Refusal | None:
    """A unit that has not marched today, where trains for its side's troops run, to a hex of the same open line."""
    unit, hex = order.unit, order.hex
    refused = can_entrain(world, view, unit)
    if refused:
        return refused
    if not 0 <= hex < world.grid.size:
        return Refusal(Reason.NO_SUCH_HEX)
    if hex == view.units[U.HEX, unit]:
        return Refusal(Reason.NO_PATH, (unit,))
    if not _has_railway(world, hex):
        return Refusal(Reason.NOT_ON_RAILWAY, (unit,), (hex,))
    line = line_of(world, view, view.active_side)
    found = ride(world, view, unit, line)
    refused = _refuse_ride(world, view, order, line, found)
    if refused is None:
        return None
    ends = stops(world, view, unit, line, found)
    nearest = min(ends, key=lambda end: (world.grid.distance(end, hex), end), default=-1)
    return Refusal(refused.reason, (unit,), (hex,), needed=refused.needed, left=refused.left, nearest=nearest)


def _refuse_ride(world: World, view: GameState, order: RailMove, line: Line, found: Ride) -> Refusal | None:
    """Why a train cannot bring a unit to a hex of the railway."""
    unit, hex = order.unit, order.hex
    if found.steps[hex] < 0:
        anywhere = ride(world, view, unit, line, seated=False, most=world.grid.size)
        if anywhere.steps[hex] < 0:
            return Refusal(Reason.LINE_CUT)
        side, men = view.active_side, int(view.units[U.MEN, unit])
        left = seats_on(world, view, side, anywhere.path(hex), int(view.units[U.HEX, unit]))
        return Refusal(Reason.TRAINS_FULL, needed=men, left=left) if left < men else Refusal(Reason.BEYOND_A_DAY)
    if _under_fire(line.look, hex):
        return Refusal(Reason.STATION_UNDER_FIRE)
    return None if room(world, view, unit, hex) else Refusal(Reason.OVERSTACKED)


def _has_railway(world: World, hex: int) -> bool:
    return bool((world.board.edges[Edge.RAIL, hex] >= 0).any())


def _under_fire(look: Marks, hex: int) -> bool:
    """Whether nobody gets into or out of a train there: an enemy's full zone lies on it."""
    return bool(look[hex] & ZONE == FULL_ZONE)


def resolve_rail_move(turn: Turn, order: RailMove) -> None:
    """Travel the way that the side thinks open, as far as it is; a train that was stopped ends where there is room."""
    world, state, unit = turn.world, turn.state, order.unit
    side, start = state.active_side, int(state.units[U.HEX, order.unit])
    view = Glimpse(world, state, side)
    path = ride(world, view, unit, line_of(world, view, side)).path(order.hex)
    line = line_of(world, state, side)
    open_for = _open_for(world, line, start, path)
    steps = open_for
    while 0 < steps < len(path) and not room(world, state, unit, path[steps - 1]):
        steps -= 1
    if steps:
        _travel(turn, unit, start, path[:steps])
    if open_for < len(path):
        _stop(turn, unit, (start, *path)[open_for], path[open_for], line)


def _open_for(world: World, line: Line, start: int, path: tuple[int, ...]) -> int:
    """The hexes of a way before the first where the line is cut."""
    here = start
    for steps, there in enumerate(path):
        if line.shut[there] or not line.running[_link(world, here, there)]:
            return steps
        here = there
    return len(path)


def _travel(turn: Turn, unit: int, start: int, path: tuple[int, ...]) -> None:
    """Bring a unit along a way that is open; its day is spent."""
    world, state = turn.world, turn.state
    used = trains_of(world, int(state.units[U.SIDE, unit]), start, path)
    men = int(state.units[U.MEN, unit])
    carried = tuple(int(state.trains[Trains.CARRIED, number]) + men for number in used)
    day = int(daily_budget(world.board.numbers, world.board.kit, state.units, unit))
    seen = int(not is_night(world, state))
    turn.emit(ev.UnitRailed(unit, path, day, day, seen, used, carried))
    take_places(turn, unit, path)


def _stop(turn: Turn, unit: int, here: int, there: int, line: Line) -> None:
    """What a train runs into before ``there``; its side knows of it from now on."""
    link, side = _link(turn.world, here, there), turn.state.active_side
    if not line.running[link] or line.shut[there] == BY_PLACE:
        turn.emit(ev.TrainStopped(unit, there))
        tell_of_rails(turn, (link,), side)
        tell_of_places(turn, (there,), side)
    elif line.shut[there] & BY_UNIT:
        turn.emit(ev.EnemyMet(unit, there, tuple(turn.state.units_at(there))))
        spring_ambush(turn, unit, there)
    else:
        turn.emit(ev.MarchStopped(unit, there))


def _link(world: World, here: int, there: int) -> int:
    """The stretch of railway between two neighbouring hexes."""
    return int(world.board.edges[Edge.RAIL, here, world.grid.direction(here, there)])


def trains_of(world: World, side: int, start: int, path: tuple[int, ...]) -> tuple[int, ...]:
    """The troop trains by which a way goes, in order."""
    links = [_link(world, here, there) for here, there in zip((start, *path), path, strict=False)]
    return tuple(dict.fromkeys(int(world.trains_on[side, link]) for link in links))
