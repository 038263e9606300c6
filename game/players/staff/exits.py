"""Who of a staff's formations leaves the map by a lift, and when: men off in time are points, men lost are none."""

import numpy as np

from game.core.facts import NO_LIMIT
from game.core.intents.intent import IntentKind
from game.core.kernels.flood import FAR
from game.core.movement.lift import capacity, room_left
from game.players.once import once
from game.players.staff.aims import Stakes
from game.players.staff.appraise import Appraisal, Body
from game.players.staff.order import Plan
from game.players.ways import Way

_DAY = 200
"""0.1 km that foot marches in a day."""
_SPARE_DAYS = 4
"""Days that are kept in hand for what goes wrong on the way out."""


class Exits:
    """The lifts of a side that still take men on."""

    def __init__(self, a: Appraisal, stakes: Stakes, before: Plan) -> None:
        self._a = a
        self._stakes = stakes
        self._before = before

    def way_out(self, body: Body) -> int:
        """The nearest lift that has a formation off in time, as far as that is weighed; -1 if it does not leave."""
        if not self._rooms or not self._counts(body):
            return -1
        hexes = [hex for hex in sorted(self._rooms) if self._is_open(body, hex)]
        reached = [(self._marches[hex][body.formation], hex) for hex in hexes]
        reached = [(far, hex) for far, hex in reached if far < FAR]
        if not self._a.weights.weighs_exits:
            return min(reached, default=(0, -1))[1]
        left = (self._a.world.calendar.days - self._a.view.day) * _DAY
        timed = [(max(0, far + self._wait(body, hex) * _DAY - left), far, hex) for far, hex in reached]
        late, _, best = min(timed, default=(0, 0, -1))
        kept = self._goal(body)
        return next((hex for time, _, hex in timed if hex == kept and time <= late + _SPARE_DAYS * _DAY), best)

    def _goal(self, body: Body) -> int:
        """The lift that a formation was on its way to; -1 for none."""
        intent = self._before.intents.get(body.formation)
        return intent.hex if intent and intent.kind is IntentKind.LEAVE else -1

    def is_turn(self, body: Body, hex: int) -> bool:
        """Whether a lift has room for a formation soon after it is there: until then it is of more use where it is."""
        if not self._a.weights.weighs_exits:
            return True
        room, at_once = self._rooms[hex]
        if room == NO_LIMIT:
            return self.is_time(body, hex)
        return self._ahead(body, hex) <= at_once + room * (
            self._marches[hex][body.formation] // _DAY + self._a.weights.queue_days
        )

    def _wait(self, body: Body, hex: int) -> int:
        """Days until those who are nearer to a lift than to others, and nearer than a formation, are off by it."""
        room, at_once = self._rooms[hex]
        if room == NO_LIMIT:
            return 0
        return -(-max(0, self._ahead(body, hex) + body.men - at_once) // room)

    def _ahead(self, body: Body, hex: int) -> int:
        """Men of those who are nearer to a lift than to others, and nearer than a formation."""
        far = self._marches[hex][body.formation]
        return sum(other.men for other in self._queues[hex] if self._marches[hex][other.formation] < far)

    @once
    def _marches(self) -> dict[int, dict[int, int]]:
        """Lift's hex -> formation -> march to it, 0.1 km."""
        bodies, field = self._a.bodies, self._a.outlook.field
        fields = {hex: field([hex], Way.FAR_FROM) for hex in self._rooms}
        return {hex: {body.formation: int(fields[hex][body.hex]) for body in bodies} for hex in self._rooms}

    @once
    def _queues(self) -> dict[int, list[Body]]:
        """Lift's hex -> those who count and are nearer to it than to others."""
        found: dict[int, list[Body]] = {hex: [] for hex in self._rooms}
        for body in self._a.bodies:
            if self._counts(body):
                found[min(self._rooms, key=lambda hex: (self._marches[hex][body.formation], hex))].append(body)
        return found

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
        room, at_once = self._rooms[hex]
        return 0 if room == NO_LIMIT else -(-max(0, self._waiting - at_once) // room)

    @once
    def _waiting(self) -> int:
        """Men who count and are on the map."""
        return sum(body.men for body in self._a.bodies if self._counts(body))

    def _counts(self, body: Body) -> bool:
        """Whether the men of a formation are points once they are off."""
        return any(self._a.world.units[unit].group in self._stakes.saved for unit in body.units)

    @once
    def _rooms(self) -> dict[int, tuple[int, int]]:
        """Hex -> men whom the side's lifts there carry on an average day of those that are left, and at once."""
        world, view = self._a.world, self._a.view
        found: dict[int, tuple[int, int]] = {}
        for number, lift in enumerate(world.lifts) if self._stakes.saved else ():
            if lift.side != self._a.side:
                continue
            rooms = [min(lift.men, capacity(lift, day)) for day in range(view.day, world.calendar.days)]
            before, at_once = found.get(lift.hex, (0, 0))
            if NO_LIMIT in (*rooms, before):
                found[lift.hex] = NO_LIMIT, NO_LIMIT
            elif sum(rooms):
                found[lift.hex] = before + max(1, int(np.mean(rooms))), at_once + room_left(world, view, number)
        return found
