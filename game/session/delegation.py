"""Formations that carry out an intent for a side which is ordered from outside.

Intents stand in the side's memory, so that a save, a branch and a resumed game
have them; they are no orders of the rules, and taking back an order leaves them.
"""

from collections.abc import Iterable, Mapping

from game.core.world import World
from game.players import Memory
from game.players.intent_notation import recall, remember
from game.players.intents import Intent
from game.players.tactics import Tactician


class Delegation:
    """The tacticians of the sides, made when they are first asked."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tacticians: dict[int, Tactician] = {}

    def tactician(self, side: int) -> Tactician:
        """Whoever carries out a side's intents."""
        if side not in self._tacticians:
            self._tacticians[side] = Tactician(self._world, side)
        return self._tacticians[side]

    def with_intent(self, memory: Memory, formation: int, intent: Intent | None) -> Memory:
        """A memory in which a formation has another intent, or none."""
        intents = recall(self._world, memory)
        intents.pop(formation, None)
        if intent is not None:
            intents[formation] = intent
        return {**memory, "intents": remember(self._world, intents)}


def recall_all(world: World, memories: Iterable[Mapping[str, object]]) -> dict[int, Intent]:
    """The intents in some memories. Raises ValueError when they are damaged."""
    found: dict[int, Intent] = {}
    for memory in memories:
        found |= recall(world, memory)
    return found
