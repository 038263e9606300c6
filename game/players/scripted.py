"""`scripted`: carries out the intents that it was given, from the first day or by date, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from game.core.intents.intent import Intent
from game.core.intents.notation import remember
from game.core.orders import Order
from game.core.state import GameState
from game.core.world import World
from game.players.base import Memory
from game.players.tactics import Tactician


class Given(NamedTuple):
    """A line of a script: on a day a formation is given an intent, or None, which ends the one it had."""

    day: int
    formation: int
    intent: Intent | None


class ScriptedPlayer:
    """Its formations do what the script says by today; those that it does not name stay where they are.

    A mapping gives intents from the first day. What holds today stands in its
    memory under ``intents``, for whoever explains the game.
    """

    name = "scripted"

    def __init__(self, world: World, side: int, script: Mapping[int, Intent] | Iterable[Given]) -> None:
        self._world = world
        self._tactician = Tactician(world, side)
        if isinstance(script, Mapping):
            script = [Given(0, formation, intent) for formation, intent in script.items()]
        self._script = sorted(script, key=lambda given: given.day)
        self._today: tuple[int, dict[int, Intent], dict[str, Any]] = -1, {}, {}

    def intents(self, day: int) -> dict[int, Intent]:
        """What holds on a day: of each formation the last line up to it."""
        last = {given.formation: given.intent for given in self._script if given.day <= day}
        return {formation: intent for formation, intent in last.items() if intent is not None}

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """The orders of the next stage of this phase."""
        if self._today[0] != view.day:
            intents = self.intents(view.day)
            self._today = view.day, intents, remember(self._world, intents)
        _, intents, told = self._today
        orders, progress = self._tactician.carry_out(view, intents, memory.get("progress", {}))
        return orders, {"intents": told, "progress": progress}
