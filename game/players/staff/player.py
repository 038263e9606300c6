"""`staff`: appraises, plans, and gives orders by the plan; in three strengths."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from game.core.intents import Intent
from game.core.orders import Order
from game.core.state import GameState
from game.core.world import World
from game.players.base import Memory
from game.players.outlook import Ways
from game.players.staff.foresight import Foresight
from game.players.staff.order import Plan
from game.players.staff.planner import DEFAULT_LEVEL, Planner
from game.players.staff.politics import Politics
from game.players.staff.stores import provisions
from game.players.staff.weights import LEVELS, Weights, tempers
from game.players.tactics import Tactician


class StaffPlayer:
    """A side led by a plan. Its memory holds the plan with its reasons, and how far the present phase has come.

    One who looks ahead remembers also since which day he has been in which temper.
    """

    def __init__(self, world: World, side: int, key: int = 0, level: str = DEFAULT_LEVEL) -> None:
        self.name = level
        self._key = key
        self._leader = _Leader(world, side, LEVELS[level])

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase."""
        leader = self._leader
        if not leader.weights.looks_ahead:
            return leader.act(view, memory)
        day, temper = memory.get("temper", (-1, ""))
        if day != view.day:
            temper = self._foresight.choose(view, memory, temper)
        orders, memory = self._tempers[temper].act(view, memory)
        return orders, {**memory, "temper": [view.day, temper]}

    @cached_property
    def _tempers(self) -> "dict[str, _Leader]":
        leader = self._leader
        each = tempers(leader.weights).items()
        return {name: _Leader(leader.world, leader.side, weights, leader.ways) for name, weights in each}

    @cached_property
    def _foresight(self) -> Foresight:
        leader = self._leader
        return Foresight(leader.world, leader.side, self._key, self._tempers, leader.weights)


class _Leader:
    """A staff with its weights, which do not change."""

    name = DEFAULT_LEVEL

    def __init__(self, world: World, side: int, weights: Weights, ways: Ways | None = None) -> None:
        self.world = world
        self.side = side
        self.weights = weights
        self.ways = ways or Ways(world, side)
        self._planner = Planner(world, side, weights, self.ways)
        self._tactician = Tactician(world, side, self.ways)
        self._politics = Politics(world, side, weights)

    def plan(self, view: GameState, memory: Memory) -> Plan:
        """The plan that it would follow now."""
        return self._planner.plan(view, memory)[0]

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase."""
        now = view.day * 8 + view.watch
        plan, kept = self._planner.plan(view, memory)
        progress: dict[str, Any] = memory.get("progress", {})
        if progress.get("politics") != now:
            acts = self._politics.acts(view, plan.reasons)
            acts += provisions(self.world, view, self.side, self.weights, plan)
            kept = {**kept, "acts": [why.to_data(self.world) for _, why in acts]}
            if acts:
                return [order for order, _ in acts], {**kept, "progress": {**progress, "politics": now}}
        spared = self._politics.spared(view)
        intents, detached = _sparing(spared, plan.intents), _sparing(spared, plan.detached)
        orders, progress = self._tactician.carry_out(view, intents, progress, detached)
        return orders, {**kept, "progress": {**progress, "politics": now}}


def _sparing(spared: tuple[int, ...], intents: dict[int, Intent]) -> dict[int, Intent]:
    """The same intents, but for those who are to be won over."""
    return {each: replace(intent, spare=spared) for each, intent in intents.items()} if spared else intents
