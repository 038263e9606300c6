"""Who of a staff's formations leaves the map by a lift, and when: men off in time are points, men lost are none."""

from functools import cached_property

import numpy as np

from game.core.facts import NO_LIMIT
from game.core.kernels.flood import FAR
from game.core.lift import capacity
from game.players.staff.aims import Stakes
from game.players.staff.appraise import Appraisal, Body
from game.players.ways import Way

_DAY = 200
"""0.1 km that foot marches in a day."""
_SPARE_DAYS = 4
"""Days that are kept in hand for what goes wrong on the way out."""


class Exits:
    """The lifts of a side that still take men on."""

    def __init__(self, a: Appraisal, stakes: Stakes) -> None:
        self._a = a
        self._stakes = stakes

    def way_out(self, body: Body) -> int:
        """Where a formation would leave, the nearest first; -1 if it cannot, or nothing is gained by it."""
        if not self._rooms or not self._counts(body):
            return -1
        hexes = sorted(self._rooms)
        away = self._a.outlook.field([body.hex], Way.FAR_FROM)[hexes].tolist()
        return min(((far, hex) for far, hex in zip(away, hexes, strict=True) if far < FAR), default=(0, -1))[1]

    def is_time(self, body: Body, hex: int) -> bool:
        """Whether those who have nothing to do must go now for all to be off by the last day."""
        a = self._a
        march = int(a.outlook.field([hex], Way.PLAIN)[body.hex]) // _DAY
        waiting = sum(other.men for other in a.bodies if self._counts(other))
        room = self._rooms[hex]
        queue = 0 if room == NO_LIMIT else waiting // room
        return a.world.calendar.days - a.view.day <= march + queue + _SPARE_DAYS

    def _counts(self, body: Body) -> bool:
        """Whether the men of a formation are points once they are off."""
        return any(self._a.world.units[unit].group in self._stakes.saved for unit in body.units)

    @cached_property
    def _rooms(self) -> dict[int, int]:
        """Hex -> men whom the side's lifts there carry on an average day of those that are left."""
        world, today = self._a.world, self._a.view.day
        found: dict[int, int] = {}
        for lift in world.lifts if self._stakes.saved else ():
            if lift.side != self._a.side:
                continue
            rooms = [capacity(lift, day) for day in range(today, world.calendar.days)]
            if NO_LIMIT in rooms:
                found[lift.hex] = NO_LIMIT
            elif sum(rooms) and found.get(lift.hex) != NO_LIMIT:
                found[lift.hex] = found.get(lift.hex, 0) + max(1, int(np.mean(rooms)))
        return found
