"""`idle`: leaves a side to itself, as in a first game, or to see what a battle comes to without orders."""

from game.core.orders import Order
from game.core.state import GameState
from game.core.world import World
from game.players.base import Memory


class IdlePlayer:
    """Gives no orders; who is attacked defends himself all the same."""

    name = "idle"

    def __init__(self, world: World, side: int, key: int) -> None:
        """It needs to know nothing."""

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The end of the phase."""
        return [], memory
