"""The staff's planning as others use it: intents by formation, kept in a memory, revised when the picture changes."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from game.core.homeward import ways_of
from game.core.intents.intent import Intent
from game.core.kernels.rows import REASON
from game.core.kernels.supply import supply_side
from game.core.kinds import SupplyReason
from game.core.state import GameState, Place, U
from game.core.world import World
from game.players.base import Memory
from game.players.outlook import Outlook
from game.players.staff.aims import Stakes
from game.players.staff.appraise import Appraisal
from game.players.staff.detail import see_to_the_rest
from game.players.staff.memory import plan_from_data, plan_to_data
from game.players.staff.order import Plan
from game.players.staff.plan import Drafter
from game.players.staff.reasons import Why
from game.players.staff.weights import LEVELS, Weights
from game.players.ways import Ways

DEFAULT_LEVEL = "staff"
_FED = {
    int(reason)
    for reason in (SupplyReason.DELIVERED, SupplyReason.COUNTRYSIDE, SupplyReason.BY_NIGHT, SupplyReason.RATIONS)
}


class Advice(NamedTuple):
    """What a staff would have formations do."""

    intents: dict[int, Intent]
    """By formation."""
    detached: dict[int, Intent]
    """By unit, for those who have a task of their own."""
    reasons: dict[int, Why]
    """By formation."""
    memory: Memory
    """To ask again with."""


class Planner:
    """Plans for a side. What it answers depends on the view, the memory and ``led`` alone."""

    def __init__(
        self, world: World, side: int, weights: Weights = LEVELS[DEFAULT_LEVEL], ways: Ways | None = None
    ) -> None:
        self._world = world
        self._side = side
        self._weights = weights
        self._ways = ways or Ways(world, side)
        self._stakes = Stakes(world, side, self._weights)
        self._known: tuple[object, Plan] = None, Plan()
        self.led: frozenset[int] | None = None
        """The formations to plan for; None for the whole side."""

    def intents_for(
        self, view: GameState, memory: Mapping[str, Any], formations: Iterable[int] | None = None
    ) -> Advice:
        """What ``formations`` should do now, all of the side's by default; the plan is made for all of `led`.

        A plan in ``memory`` stands until dawn or until the picture changes.
        """
        plan, kept = self.plan(view, memory)
        wanted = None if formations is None else set(formations)
        whose = view.units[U.FORMATION].tolist()
        return Advice(
            {each: intent for each, intent in plan.intents.items() if wanted is None or each in wanted},
            {unit: intent for unit, intent in plan.detached.items() if wanted is None or whose[unit] in wanted},
            {each: why for each, why in plan.reasons.items() if wanted is None or each in wanted},
            kept,
        )

    def plan(self, view: GameState, memory: Mapping[str, Any]) -> tuple[Plan, Memory]:
        """The plan that holds now, and the memory with it: the one remembered unless it is out of date."""
        before = self._recall(memory)
        picture = self._picture(view)
        if memory.get("picture") == picture:
            return before, dict(memory)
        seen, hunger = self._take_note(view, memory)
        appraisal = Appraisal(Outlook(view, self._ways), self._weights, seen, hunger)
        appraisal.led = self.led
        plan = Drafter(appraisal, self._stakes, before).draw()
        see_to_the_rest(appraisal, self._stakes, plan, before)
        data = plan_to_data(self._world, plan)
        self._known = data["intents"], plan
        return plan, {**data, "picture": picture, "seen": self._by_id(seen), "hunger": self._by_id(hunger)}

    def _recall(self, memory: Mapping[str, Any]) -> Plan:
        if self._known[0] is not memory.get("intents"):
            self._known = memory.get("intents"), plan_from_data(self._world, memory)
        return self._known[1]

    def _picture(self, view: GameState) -> list[int]:
        """What a plan rests on: when it changes there is a new plan."""
        led = [] if self.led is None else sorted(self.led)
        if not self._weights.revises:
            return [view.day, *led]
        units = view.units
        mine, here = units[U.SIDE] == self._side, units[U.HEX] >= 0
        present = int(np.count_nonzero(mine & here))
        return [
            view.day,
            present,
            int(np.count_nonzero(mine & (units[U.ENCIRCLED] > 0))),
            int(np.count_nonzero(view.places[Place.HOLDER] == self._side)),
            int(np.count_nonzero(here) > present),
            *led,
        ]

    def _by_id(self, numbers: Mapping[int, int]) -> dict[str, int]:
        return {self._world.units[unit].label.id: number for unit, number in numbers.items()}

    def _take_note(self, view: GameState, memory: Mapping[str, Any]) -> tuple[dict[int, int], dict[int, int]]:
        """How strong enemies were when they were last seen, and for how many days nothing has reached them."""
        index, units, foreign = self._world.unit_index, view.units, 1 - self._side
        seen = {index[id]: int(men) for id, men in memory.get("seen", {}).items()}
        hunger = {index[id]: int(days) for id, days in memory.get("hunger", {}).items()}
        is_dawn = not memory.get("picture") or memory["picture"][0] != view.day
        in_sight = np.flatnonzero((units[U.HEX] >= 0) & (units[U.SIDE] == foreign)).tolist()
        supplied = self._fed(view, foreign) if is_dawn and in_sight else None
        for unit in in_sight:
            seen[unit] = int(units[U.MEN, unit])
            if supplied is not None:
                days = 0 if supplied[unit] else hunger.get(unit, 0) + 1
                hunger[unit] = days
        return seen, {unit: days for unit, days in hunger.items() if days}

    def _fed(self, view: GameState, side: int) -> list[bool]:
        """For each unit of the other side in sight whether something should reach it, as far as is known."""
        rows = supply_side(self._world.board, view.units, view.formations, ways_of(self._world, view, side), side, 0)
        return [reason in _FED for reason in rows[REASON].tolist()]


def intents_for(
    world: World, view: GameState, side: int, memory: Mapping[str, Any], formations: Iterable[int] | None = None
) -> Advice:
    """The same for a single question."""
    return Planner(world, side).intents_for(view, memory, formations)
