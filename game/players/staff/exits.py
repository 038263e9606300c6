"""Who of a staff's formations leaves the map by a lift, and when: men off in time are points, men lost are none."""

import numpy as np

from game.core.facts import NO_LIMIT
from game.core.kernels.flood import FAR
from game.core.lift import capacity
from game.players.once import once
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
        """Where a formation would be off soonest; -1 if it cannot leave, or nothing is gained by it."""
        if not self._rooms or not self._counts(body):
            return -1
        hexes = [hex for hex in sorted(self._rooms) if self._is_open(body, hex)]
        away = [int(self._a.outlook.field([hex], Way.FAR_FROM)[body.hex]) for hex in hexes]
        waits = [self._queue(hex) * _DAY if self._a.weights.weighs_exits else 0 for hex in hexes]
        reached = [(far + wait, hex) for far, wait, hex in zip(away, waits, hexes, strict=True) if far < FAR]
        return min(reached, default=(0, -1))[1]

    def is_time(self, body: Body, hex: int) -> bool:
        """Whether those who have nothing to do must go now for all to be off by the last day."""
        a = self._a
        march = int(a.outlook.field([hex], Way.PLAIN)[body.hex]) // _DAY
        return a.world.calendar.days - a.view.day <= march + self._queue(hex) + _SPARE_DAYS

    def _is_open(self, body: Body, hex: int) -> bool:
        """Whether the enemies between a formation and a lift are the weaker, for those who weigh that."""
        a = self._a
        if not a.weights.weighs_exits or not a.theirs.size:
            return True
        crow, where = a.world.grid.distances, a.where[a.theirs]
        left, away = crow(where, hex), a.outlook.crow([body.hex], hex)[0]
        detour = (left + crow(where, body.hex) - away) * a.world.grid.hex_km10
        between = a.theirs[(left < away) & (detour <= a.weights.on_the_way)]
        return int(a.power[between].sum()) <= a.force_at(body.hex, a.side)

    def _queue(self, hex: int) -> int:
        """Days that all who count would take to be off by the lifts of a hex."""
        room = self._rooms[hex]
        return 0 if room == NO_LIMIT else self._waiting // room

    @once
    def _waiting(self) -> int:
        """Men who count and are on the map."""
        return sum(body.men for body in self._a.bodies if self._counts(body))

    def _counts(self, body: Body) -> bool:
        """Whether the men of a formation are points once they are off."""
        return any(self._a.world.units[unit].group in self._stakes.saved for unit in body.units)

    @once
    def _rooms(self) -> dict[int, int]:
        """Hex -> men whom the side's lifts there carry on an average day of those that are left."""
        world, today = self._a.world, self._a.view.day
        found: dict[int, int] = {}
        for lift in world.lifts if self._stakes.saved else ():
            if lift.side != self._a.side:
                continue
            rooms = [min(lift.men, capacity(lift, day)) for day in range(today, world.calendar.days)]
            if NO_LIMIT in rooms:
                found[lift.hex] = NO_LIMIT
            elif sum(rooms) and found.get(lift.hex) != NO_LIMIT:
                found[lift.hex] = found.get(lift.hex, 0) + max(1, int(np.mean(rooms)))
        return found
