"""`staff`: appraises, plans, and gives orders by the plan; in three strengths."""

from typing import Any

from game.core.engine import check
from game.core.kinds import Insistence
from game.core.orders import AnswerTalks, OfferTalks, Order, SuperiorOrder
from game.core.state import GameState
from game.core.world import World
from game.players.base import Memory
from game.players.command import pressed
from game.players.outlook import Ways
from game.players.politics import political_orders, talk_orders
from game.players.staff.planner import DEFAULT_LEVEL, Planner
from game.players.tactics import Tactician

_POLITICS = "politics"


class StaffPlayer:
    """A side led by a plan. Its memory holds the plan with its reasons, and how far the present phase has come."""

    def __init__(self, world: World, side: int, key: int = 0, level: str = DEFAULT_LEVEL) -> None:
        self.name = level
        self._world = world
        self._side = side
        ways = Ways(world, side)
        self._planner = Planner(world, side, level, ways)
        self._tactician = Tactician(world, side, ways)

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase."""
        now = view.day * 8 + view.watch
        plan, kept = self._planner.plan(view, memory)
        progress: dict[str, Any] = memory.get("progress", {})
        if progress.get("politics") != now:
            orders = self._talk(view)
            if orders:
                return orders, {**kept, "progress": {**progress, "politics": now}}
        orders, progress = self._tactician.carry_out(view, plan.intents, progress, plan.detached)
        return orders, {**kept, "progress": {**progress, "politics": now}}

    def _talk(self, view: GameState) -> list[Order]:
        """What needs no marching: talks, political work, favours, and pressing those above who hold back."""
        orders: list[Order] = []
        for talk, term in talk_orders(self._world, view) if self._world.talks else []:
            orders.append(AnswerTalks(talk, True) if term < 0 else OfferTalks(talk, term))
        orders += political_orders(self._world, view, self._side)
        for formation in pressed(self._world, view, self._side):
            orders.append(SuperiorOrder(formation, Insistence.RELIEVE))
        return [order for order in orders if check(self._world, view, order) is None]
