"""`random`: the floor that every other player must beat."""

import numpy as np

from game.core.engine import unit_orders
from game.core.luck import combine
from game.core.orders import Order
from game.core.state import GameState, U
from game.core.world import World
from game.players.base import Memory


class RandomPlayer:
    """Gives every unit one order per phase, or none, each of its legal orders being as likely as the other."""

    name = "random"

    def __init__(self, world: World, side: int, key: int) -> None:
        self._world = world
        self._side = side
        self._key = key

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """One round of orders; memory is the phase that had its round, and how many units."""
        now = view.moment
        done = int(memory["done"]) if memory.get("phase") == now else 0
        mine = np.flatnonzero((view.units[U.SIDE] == self._side) & (view.units[U.HEX] >= 0)).tolist()
        for position, unit in enumerate(mine[done:], done + 1):
            choices = unit_orders(self._world, view, unit)
            pick = combine(self._key, now, unit) % (len(choices) + 1)
            if pick < len(choices):
                return [choices[pick]], {"phase": now, "done": position}
        return [], {"phase": now, "done": len(mine)}
