"""Players that lean one way: greedy, but sparing an enemy formation, or spending one of its own."""

from collections.abc import Callable

import game
from game.core.combat import enemies_at
from game.core.engine import check
from game.core.events import DefectionConsidered
from game.core.luck import LUCK_ONE
from game.core.orders import Attack, Order
from game.core.state import GameState, U
from game.core.world import World
from game.players import Memory, Player, make

Lean = Callable[[World, int, int], Player]
"""World, side and formation -> a player."""
_ASKS = 20  # so often is greedy asked again whose orders of a stage were all taken away


class Greedy:
    """As it is; what leans derives from it."""

    name = "greedy"

    def __init__(self, world: World, side: int, formation: int) -> None:
        self._world, self._side, self._formation = world, side, formation
        self._inner = make("greedy", world, side, 0)

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        orders, memory = self._inner.act(view, memory)
        for _ in range(_ASKS):
            kept = [order for order in orders if self._wants(view, order)]
            if kept or not orders:
                return kept, memory
            orders, memory = self._inner.act(view, memory)
        return [], memory

    def _wants(self, view: GameState, order: Order) -> bool:
        return True


class Sparing(Greedy):
    """Attacks nobody but others where the formation stands."""

    def _wants(self, view: GameState, order: Order) -> bool:
        if not isinstance(order, Attack):
            return True
        defenders = enemies_at(view, order.target, self._side)
        return set(view.units[U.FORMATION, defenders].tolist()) != {self._formation}


class Spending(Greedy):
    """Sends the formation against whoever stands beside it, whatever the odds, before anybody else."""

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        now = view.day * 8 + view.watch
        if memory.get("spent") != now:
            orders = self._assaults(view)
            if orders:
                return orders, {**memory, "spent": now}
        spent = memory.get("spent")
        orders, memory = super().act(view, {key: value for key, value in memory.items() if key != "spent"})
        return orders, memory if spent is None else {**memory, "spent": spent}

    def _assaults(self, view: GameState) -> list[Order]:
        """One attack on the first enemy hex beside each unit of the formation that can attack."""
        orders: list[Order] = []
        columns = (view.units[column].tolist() for column in (U.FORMATION, U.SIDE, U.HEX))
        for unit, (formation, side, here) in enumerate(zip(*columns, strict=True)):
            if formation == self._formation and side == self._side and here >= 0:
                tries = (Attack(hex, (unit,), advance=False) for hex in self._world.grid.disc(here, 1))
                orders += [order for order in tries if check(self._world, view, order) is None][:1]
        return orders


def chance_to_go_over(scenario: game.Scenario, formation: str, leans: tuple[Lean, Lean], seed: int) -> float:
    """The chance, over all the days of one game, that a formation goes over: what its draws were held against."""
    world = scenario.world
    number = world.formation_index[formation]
    session = game.Session(scenario, tuple(lean(world, side, number) for side, lean in enumerate(leans)), seed)
    stays = 1.0
    for events in session.play():
        for event in events:
            if isinstance(event, DefectionConsidered) and event.formation == number:
                stays *= 1 - event.chance / LUCK_ONE
    return 1 - stays
