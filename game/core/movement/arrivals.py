"""Reinforcements come onto the map in their watch, where there is room, and perhaps on another day. Rulebook 2.3."""

import numpy as np

from game.core import events as ev
from game.core.battle.spoils import take_places
from game.core.kinds import Standing, Status
from game.core.luck import LUCK_BITS, Purpose
from game.core.movement.march import room
from game.core.numbers import Number
from game.core.state import MOMENTS_A_DAY, F, U
from game.core.turn import Turn

_SEARCH_RADIUS = 4


def draw_arrivals(turn: Turn) -> None:
    """At the opening draw for each formation on its way how many days early or late it comes, all days equally likely.

    Its units keep their distance in days; none comes before the game begins.
    """
    spread = int(turn.world.numbers[Number.ARRIVAL_SPREAD])
    units = turn.state.units
    waiting = (units[U.STATUS] == int(Status.WAITING)) & (units[U.ARRIVAL_DAY] >= 0)
    for formation in np.unique(units[U.FORMATION, waiting]).tolist():
        chosen = np.flatnonzero(waiting & (units[U.FORMATION] == formation)).tolist()
        subject = turn.world.formations[formation].key
        draw = turn.draw(Purpose.ARRIVAL, int(units[U.SIDE, chosen[0]]), subject, 0)
        shift = (draw * (2 * spread + 1) >> LUCK_BITS) - spread
        days = [max(0, day + shift) for day in units[U.ARRIVAL_DAY, chosen].tolist()]
        turn.emit(ev.ArrivalsMoved(formation, tuple(chosen), tuple(days)))


def resolve_arrivals(turn: Turn) -> None:
    """Bring on every waiting unit whose watch has come; without room, or a commander who fights, it waits on."""
    units, state = turn.state.units, turn.state
    due = units[U.ARRIVAL_DAY] * MOMENTS_A_DAY + units[U.ARRIVAL_WATCH] <= state.moment
    due &= state.formations[F.STANDING, units[U.FORMATION]] != int(Standing.ASIDE)
    for unit in np.flatnonzero((units[U.STATUS] == int(Status.WAITING)) & (units[U.ARRIVAL_DAY] >= 0) & due).tolist():
        hex = _free_hex(turn, unit)
        if hex >= 0:
            turn.emit(ev.UnitArrived(unit, hex))
            take_places(turn, unit, (hex,))


def _free_hex(turn: Turn, unit: int) -> int:
    """The entry hex, else the nearest with room and no enemy in it; -1 none."""
    units, entry = turn.state.units, int(turn.state.units[U.ARRIVAL_HEX, unit])
    enemies = set(units[U.HEX, units[U.SIDE] != units[U.SIDE, unit]].tolist())

    def is_free(hex: int) -> bool:
        return hex not in enemies and room(turn.world, turn.state, unit, hex)

    if is_free(entry):
        return entry
    return next((hex for hex in turn.world.grid.disc(entry, _SEARCH_RADIUS) if is_free(hex)), -1)
