"""`staff`: appraises, plans, and gives orders by the plan; in three strengths."""

from dataclasses import replace
from typing import Any, NamedTuple

from game.core.intents.intent import Intent
from game.core.orders import EndPhase, Order
from game.core.state import GameState
from game.core.world import World
from game.players.base import Memory
from game.players.staff.order import Plan
from game.players.staff.planner import DEFAULT_LEVEL, Planner
from game.players.staff.politics import Politics
from game.players.staff.stores import provisions
from game.players.staff.weights import LEVELS
from game.players.tactics import Tactician
from game.players.ways import Ways


class _Led(NamedTuple):
    """What a plan has everybody do while some are spared; it stands for many questions."""

    plan: Plan
    spared: tuple[int, ...]
    intents: dict[int, Intent]
    detached: dict[int, Intent]


class StaffPlayer:
    """A side led by a plan. Its memory holds the plan with its reasons, and how far the present phase has come."""

    def __init__(self, world: World, side: int, key: int = 0, level: str = DEFAULT_LEVEL) -> None:
        self.name = level
        self._world = world
        self._side = side
        self._weights = LEVELS[level]
        ways = Ways(world, side)
        self._planner = Planner(world, side, self._weights, ways)
        self._tactician = Tactician(world, side, ways)
        self._politics = Politics(world, side, self._weights)
        self._led = _Led(Plan(), (), {}, {})

    def lead(self, formations: frozenset[int] | None) -> None:
        """Plan for these formations alone from now on, as if nobody could move the rest of the side; None for all."""
        self._planner.led = formations

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase."""
        now = view.moment
        plan, kept = self._planner.plan(view, memory)
        progress: dict[str, Any] = memory.get("progress", {})
        if progress.get("politics") != now:
            acts = self._politics.acts(view, plan.reasons)
            acts += provisions(self._world, view, self._side, self._weights, plan)
            kept = {**kept, "acts": [why.to_data(self._world) for _, why in acts]}
            if acts:
                return [order for order, _ in acts], {**kept, "progress": {**progress, "politics": now}}
        spared = self._politics.spared(view)
        if self._led.plan is not plan or self._led.spared != spared:
            self._led = _Led(plan, spared, _sparing(spared, plan.intents), _sparing(spared, plan.detached))
        intents, detached = self._led.intents, self._led.detached
        orders, progress = self._tactician.carry_out(view, intents, progress, detached)
        if orders and self._tactician.is_done(progress):
            orders.append(EndPhase())
        return orders, {**kept, "progress": {**progress, "politics": now}}


def _sparing(spared: tuple[int, ...], intents: dict[int, Intent]) -> dict[int, Intent]:
    """The same intents, but for those who are to be won over."""
    return {each: replace(intent, spare=spared) for each, intent in intents.items()} if spared else intents
