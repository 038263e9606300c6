"""The staff's planning as others use it: intents by formation, kept in a memory, revised when the picture changes."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from game.core.state import GameState, Place, U
from game.core.world import World
from game.players.base import Memory
from game.players.intents import Intent
from game.players.outlook import Outlook, Ways
from game.players.staff.aims import Stakes
from game.players.staff.appraise import Appraisal
from game.players.staff.detail import see_to_the_rest
from game.players.staff.memory import plan_from_data, plan_to_data
from game.players.staff.plan import Drafter, Plan
from game.players.staff.reasons import Why
from game.players.staff.weights import LEVELS

DEFAULT_LEVEL = "staff"


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
    """Plans for a side. What it answers depends on the view and the memory alone."""

    def __init__(self, world: World, side: int, level: str = DEFAULT_LEVEL, ways: Ways | None = None) -> None:
        self._world = world
        self._side = side
        self._weights = LEVELS[level]
        self._ways = ways or Ways(world, side)
        self._stakes = Stakes(world, side, self._weights)
        self._known: tuple[object, Plan] = None, Plan()

    def intents_for(
        self, view: GameState, memory: Mapping[str, Any], formations: Iterable[int] | None = None
    ) -> Advice:
        """What ``formations`` should do now, all of the side's by default; the plan is made for the whole side.

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
        seen = self._take_note(view, memory)
        appraisal = Appraisal(Outlook(view, self._ways), self._weights, seen)
        plan = Drafter(appraisal, self._stakes, before).draw()
        see_to_the_rest(appraisal, self._stakes, plan)
        data = plan_to_data(self._world, plan)
        self._known = data["intents"], plan
        ids = self._world.units
        return plan, {**data, "picture": picture, "seen": {ids[unit].label.id: men for unit, men in seen.items()}}

    def _recall(self, memory: Mapping[str, Any]) -> Plan:
        if self._known[0] is not memory.get("intents"):
            self._known = memory.get("intents"), plan_from_data(self._world, memory)
        return self._known[1]

    def _picture(self, view: GameState) -> list[int]:
        """What a plan rests on: when it changes there is a new plan."""
        if not self._weights.revises:
            return [view.day]
        mine = view.units[U.SIDE] == self._side
        here = view.units[U.HEX] >= 0
        return [
            view.day,
            int((mine & here).sum()),
            int((mine & (view.units[U.ENCIRCLED] > 0)).sum()),
            int((view.places[Place.HOLDER] == self._side).sum()),
            int(((view.units[U.SIDE] == 1 - self._side) & here).any()),
        ]

    def _take_note(self, view: GameState, memory: Mapping[str, Any]) -> dict[int, int]:
        """How strong enemies were when they were last seen, with those in sight now."""
        index = self._world.unit_index
        seen = {index[id]: int(men) for id, men in memory.get("seen", {}).items()}
        units = view.units
        for unit in np.flatnonzero((units[U.HEX] >= 0) & (units[U.SIDE] == 1 - self._side)).tolist():
            seen[unit] = int(units[U.MEN, unit])
        return seen


def intents_for(
    world: World, view: GameState, side: int, memory: Mapping[str, Any], formations: Iterable[int] | None = None
) -> Advice:
    """The same for a single question."""
    return Planner(world, side).intents_for(view, memory, formations)
