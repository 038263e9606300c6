"""What a player is: a person, a computer player, a track, a replay or a plug-in, all alike."""

from typing import Any, Protocol, runtime_checkable

from game.core.orders import Order
from game.core.state import GameState

Memory = dict[str, Any]
"""Plain JSON data that a player keeps between its turns; it is saved with the game."""


class Player(Protocol):
    """Answers a view with orders. It sees nothing but its view and the `World` it was made with."""

    name: str

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """Orders for the present phase, in turn, and the memory to keep.

        After a refused order or a surprise the rest is dropped and the player is
        asked again; an empty list ends the phase.
        """
        ...


@runtime_checkable
class Deputy(Protocol):
    """A player that can plan for a part of its side with no more than the men of that part."""

    def lead(self, formations: frozenset[int] | None) -> None:
        """Lead these formations from now on, None for the whole side."""
        ...
