"""A game being played: computer players are asked in turn, and formations of the other sides follow intents."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from game.core import events as ev
from game.core.intents.check import UnfitIntent, check_intent
from game.core.intents.intent import Intent, family
from game.core.orders import ORDER_TYPES, EndPhase, Order
from game.core.refusal import IllegalOrder
from game.core.state import F, GameState
from game.core.world import SIDES
from game.players import Memory
from game.scenario.load import Scenario
from game.session.delegation import Delegation, delegates_of, recall_all
from game.session.logged import LoggedGame
from game.session.seats import SURPRISES, BadAnswer, PlayerError, Seats, answer, asks_of, by_side, is_malformed, seated
from game.session.seeds import demand_seed


class Session(LoggedGame):
    """One game with its players.

    ``players`` are one for each side, in the order of the sides or by their ids. ``save`` names a new file that the
    game is written to, order by order. It starts at ``position``, which must lie between two orders, else at the
    scenario's start.

    Raises:
        ValueError: no computer player has that name, not every side has its one, or that is no seed.
        SaveError: the file exists or cannot be written.
    """

    def __init__(
        self,
        scenario: Scenario,
        players: Seats = ("greedy", "greedy"),
        seed: int = 1,
        save: str | Path | None = None,
        position: GameState | None = None,
    ) -> None:
        demand_seed(seed)
        seats = by_side(scenario, players)
        super().__init__(scenario, [seated(scenario, side, seats[side], seed) for side in SIDES], seed, position)
        self.refused: list[tuple[int, IllegalOrder]] = []
        """What was refused to the computer players, with the side that asked."""
        self._delegation = Delegation(scenario, seed)
        self._queue: deque[Order] = deque()
        self._asks_left = self.asks_a_phase = asks_of(len(self.world.units))
        if save is not None:
            self.record(Path(save))

    def submit(self, order: Order) -> list[ev.Event]:
        """Carry out an order of the active side and write it down.

        Raises:
            IllegalOrder: nothing has changed.
            SaveError: the order stands, but could not be written; the next one will try again.
            TypeError: that is no order.
        """
        if type(order) not in ORDER_TYPES:
            raise TypeError(f"found {order!r:.60}, which is no order; game.core.orders has them")
        given = len(self.records)
        try:
            return self._carry_out(order)
        finally:
            if len(self.records) > given:
                self._queue.clear()

    def play(self, days: int | None = None) -> Iterator[list[ev.Event]]:
        """Let the computer players order, yielding the events of each order.

        Ends with the game, at the phase of a side that is ordered from outside, or
        after ``days`` days. Raises PlayerError.
        """
        last_day = None if days is None else self.turn.state.day + days
        while not self.is_over and (last_day is None or self.turn.state.day < last_day):
            if self.players[self.active_side] is None:
                return
            phase = self._log.phases
            while self._log.phases == phase:
                yield self._step()

    @property
    def intents(self) -> dict[int, Intent]:
        """What formations of the sides that are ordered from outside have been told to do."""
        return recall_all(self.world, [self.memories[side] for side in SIDES if self.players[side] is None])

    def give_intent(self, formation: int, intent: Intent | None) -> None:
        """Tell a formation of a side ordered from outside what to do until it is told otherwise; None ends it.

        Raises:
            UnfitIntent: it makes no sense, as far as its side can know.
            ValueError: there is no such formation, or a computer player orders it.
        """
        side = self._side_to_tell(formation)
        unfit = check_intent(self.world, self.view(side), side, formation, intent) if intent else None
        if intent and unfit:
            raise UnfitIntent(unfit, intent)
        self._remember(side, self._delegation.with_intent(self.memories[side], formation, intent))

    @property
    def delegates(self) -> dict[int, str]:
        """Formations of the sides ordered from outside that were handed over, each with its player's name."""
        outside = [self.memories[side] for side in SIDES if self.players[side] is None]
        return {formation: name for memory in outside for formation, name in delegates_of(self.world, memory).items()}

    def delegate(self, formation: int, player: str | None) -> None:
        """Let a computer player order a formation of a side ordered from outside and all under it; None ends that.

        Raises:
            ValueError: there is no such formation or player, or a computer player orders the whole side.
            PluginError: the player's package is at fault.
        """
        side = self._side_to_tell(formation)
        sides = self.turn.state.formations[F.SIDE].tolist()
        own = [one for one in sorted(family(self.world, formation)) if sides[one] == side]
        self._remember(side, self._delegation.handed_over(self.memories[side], own, player))

    def _side_to_tell(self, formation: int) -> int:
        """The side of a formation that is told what to do from outside. Raises ValueError."""
        if not 0 <= formation < len(self.world.formations):
            raise ValueError(f"there is no formation {formation}")
        side = int(self.turn.state.formations[F.SIDE, formation])
        if self.players[side] is not None:
            raise ValueError(f"{self.world.formations[formation].label.id} is ordered by {self.names[side]!r}")
        return side

    def _remember(self, side: int, memory: Memory) -> None:
        self.memories[side] = memory
        if self.journal:
            self.journal.memory(side, memory)

    def carry_out_intents(self) -> list[ev.Event]:
        """Give the orders that the intents of the active side and its delegates ask for now; the events they made.

        Intents come first: trains, ships and command points go to them before any delegate. They are orders like any
        others and can be taken back. Units that have been ordered already, and formations without either, are left
        alone. Raises PlayerError.
        """
        side, events = self.active_side, list[ev.Event]()
        if side >= 0 and self.players[side] is None:
            carriage = self._delegation.carriage(side, self.view(side), self.intents, frozenset(self.delegates))
            while orders := carriage.orders(self.view(side)):
                events += self._give(orders)
            events += self._ask_delegates(side)
        return events

    def _ask_delegates(self, side: int) -> list[ev.Event]:
        """Ask delegates until they have no more orders, or none that is carried out."""
        events: list[ev.Event] = []
        for _ in range(self.asks_a_phase):
            try:
                orders, memory = self._delegation.ask(side, self.view(side), self.memories[side])
            except BadAnswer as error:
                raise PlayerError(f"a player that orders for {self.world.sides[side].id} {error}") from error.__cause__
            self._remember(side, memory)
            told = self._give(orders)
            events += told
            if not told:
                break
        return events

    def _give(self, orders: list[Order]) -> list[ev.Event]:
        """Submit orders until one is refused or brings a surprise."""
        events: list[ev.Event] = []
        for order in orders:
            try:
                told = self.submit(order)
            except IllegalOrder:
                break
            events += told
            if not SURPRISES.isdisjoint(map(type, told)):
                break
        return events

    def _step(self) -> list[ev.Event]:
        """The next order of a computer player that is legal."""
        while True:
            order = self._next_order()
            try:
                events = self._carry_out(order)
            except IllegalOrder as error:
                self.refused.append((self.active_side, error.with_traceback(None)))
                self._queue.clear()
                continue
            except Exception as error:  # whatever the rules trip over, if a player made up the order's fields
                if not is_malformed(order):
                    raise
                raise self._failure(f"answered {order!r}, which is no order: {error}") from error
            if not SURPRISES.isdisjoint(map(type, events)):
                self._queue.clear()
            return events

    def _next_order(self) -> Order:
        if not self._queue and self._asks_left:
            self._asks_left -= 1
            self._queue.extend(self.ask())
        return self._queue.popleft() if self._queue else EndPhase()

    def ask(self) -> list[Order]:
        """What the active side's computer player answers now; nothing is carried out. Raises PlayerError."""
        side = self.active_side
        player = self.players[side]
        assert player is not None
        try:
            orders, memory = answer(player, self.view(side), self.memories[side])
        except BadAnswer as error:
            raise self._failure(str(error)) from error.__cause__
        if self.journal:
            try:
                self.journal.memory(side, memory)
            except TypeError as error:
                raise self._failure(f"remembers what is no plain JSON data: {error}") from error
        self.memories[side] = memory
        return orders

    @property
    def asked(self) -> str:
        """Which player is to order, in words."""
        day = self.world.calendar.date(self.turn.state.day)
        side = self.active_side
        return f"player {self.names[side]!r} of {self.world.sides[side].id} on {day}"

    def _failure(self, what: str) -> PlayerError:
        return PlayerError(f"{self.asked} {what}", self.names[self.active_side] or "")

    def _end_phase(self) -> int:
        """What was to be ordered in that phase is dropped."""
        self._queue.clear()
        self._asks_left = self.asks_a_phase
        return super()._end_phase()
