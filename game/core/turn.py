"""Turn: the only handle that rules get. It emits events, which are applied at once, and makes draws."""

from game.core import events as ev
from game.core import luck
from game.core.apply import apply
from game.core.hexgrid import Ints
from game.core.homeward import distance_home
from game.core.kernels.reach import Trial
from game.core.orders import Order
from game.core.state import GameState
from game.core.world import SIDES, World


class Turn:
    """A game in progress: the true position, the seed and the events so far.

    Rules read ``world`` and ``state`` and change nothing but through `emit`.
    """

    __slots__ = ("events", "foreseen", "seed", "state", "world")

    def __init__(self, world: World, state: GameState, seed: int) -> None:
        self.world = world
        self.state = state
        self.seed = seed
        self.events: list[ev.Event] = []
        self.foreseen: tuple[Order, Trial] | None = None
        """The march about to be carried out and how it goes, where its check has found that out."""

    @property
    def home(self) -> tuple[Ints, ...]:
        """For each side the distance of every hex from its sources: where "back" is."""
        return tuple(distance_home(self.world, self.state.crossings, side) for side in SIDES)

    def emit(self, event: ev.Event) -> None:
        """Make an event true and remember it."""
        apply(self.state, event)
        self.events.append(event)

    def draw(self, purpose: luck.Purpose, side: int, subject: int, ordinal: int) -> int:
        """A draw out of 2**20 for ``subject``, a stable key; logged, so that luck can be audited. Rulebook 1."""
        state = self.state
        count = int(state.luck[purpose, side])
        if self.world.options.get("low_luck"):
            value = luck.low_luck_draw(self.seed, side, purpose, count)
            count += 1
        else:
            when = self.world.calendar.when(state.day, state.watch)
            value = luck.draw(self.seed, purpose, when, subject, ordinal)
        self.emit(ev.LuckDrawn(purpose, side, subject, value, count))
        return value
