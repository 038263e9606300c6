"""A player that is watched while it plays."""

import json
import time
from dataclasses import dataclass, field

from game.core.engine import check
from game.core.orders import Order
from game.core.state import GameState
from game.core.world import World
from game.players import Memory, Player


@dataclass(frozen=True)
class Answer:
    """What a player answered once."""

    orders: list[Order]
    memory: str | None
    """As JSON; None where it is no plain data, for ``trouble``."""
    trouble: str
    view: GameState
    """What it was shown."""


@dataclass
class Phase:
    """An order phase of a player."""

    day: int
    watch: int
    answers: list[Answer] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def orders(self) -> int:
        """Orders given, legal or not."""
        return sum(len(answer.orders) for answer in self.answers)


class Witness:
    """Sits in a player's seat, lets it play and writes down what it does."""

    def __init__(self, player: Player) -> None:
        self.name = player.name
        self.phases: list[Phase] = []
        self._player = player

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """What the player answers."""
        if not self.phases or (self.phases[-1].day, self.phases[-1].watch) != (view.day, view.watch):
            self.phases.append(Phase(view.day, view.watch))
        phase, shown = self.phases[-1], view.copy()
        began = time.perf_counter()
        orders, kept = self._player.act(view, memory)
        phase.seconds += time.perf_counter() - began
        text, trouble = _plain(kept)
        phase.answers.append(Answer(list(orders), text, trouble, shown))
        return orders, kept


def illegal(world: World, phase: Phase) -> tuple[Order, str] | None:
    """The first order of an answer that its own view forbids; earlier orders may overtake later ones."""
    for answer in phase.answers:
        if answer.orders:
            refusal = check(world, answer.view, answer.orders[0])
            if refusal:
                return answer.orders[0], refusal.reason.value
    return None


def _plain(memory: object) -> tuple[str | None, str]:
    """A memory as JSON, or what keeps it from being the same after a round trip."""
    if not isinstance(memory, dict):
        return None, f"{type(memory).__name__} {memory!r:.60}"
    try:
        text = json.dumps(memory, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        return None, str(error)
    back = json.loads(text)
    if back != memory:
        changed = [name for name in memory if back.get(name) != memory[name]]
        return None, ", ".join(f"{name!r}: {memory[name]!r:.60}" for name in changed)
    return text, ""
