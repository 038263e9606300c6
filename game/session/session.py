"""A game being played: players are asked in turn, orders are carried out, logged, taken back and given again.

The log is the truth: undo, stepping back and saves are views of it, and the
core knows nothing of them.
"""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from game.core import engine
from game.core import events as ev
from game.core.intent_check import UnfitIntent, check_intent
from game.core.intents import Intent, family
from game.core.orders import EndPhase, Order
from game.core.refusal import IllegalOrder, Refusal
from game.core.state import F, GameState
from game.core.world import SIDES
from game.players import Memory
from game.scenario.load import Scenario
from game.session.delegation import Delegation, delegates_of, recall_all
from game.session.journal import Header, SaveWriter, day_line, memory_line
from game.session.log import Log, Record
from game.session.seats import SURPRISES, BadAnswer, PlayerError, Seats, answer, asks_of, by_side, is_malformed, seated
from game.session.undo import NoUndo, UndoRefused, gained


class Session:
    """One game with its log.

    ``players`` are one for each side, in the order of the sides or by their ids. ``save`` names a new file that the
    game is written to, order by order. It starts at ``position``, which must lie between two orders, else at the
    scenario's start.

    Raises:
        ValueError: no computer player has that name, or not every side has its one.
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
        self.scenario = scenario
        self.world = scenario.world
        self.seed = seed
        seats = by_side(scenario, players)
        self.players = tuple(seated(scenario, side, seats[side], seed) for side in SIDES)
        self.refused: list[tuple[int, IllegalOrder]] = []
        """What was refused to the computer players, with the side that asked."""
        self.guard = True
        """Whether orders that told their side something new stay given."""
        if position is None:
            self.start = scenario.start
            self.turn = engine.new_game(scenario.world, scenario.start, seed)
        else:
            self.start = position
            self.turn = engine.resume(scenario.world, position, seed)
        self.memories: list[Memory] = [{}, {}]
        self._delegation = Delegation(scenario, seed)
        self._log = Log(self.start, self.turn)
        self._queue: deque[Order] = deque()
        self._asks_left = self.asks_a_phase = asks_of(len(self.world.units))
        self.journal: SaveWriter | None = None
        if save is not None:
            self.record(Path(save))

    @property
    def records(self) -> list[Record]:
        """The orders that were carried out and stand."""
        return self._log.records

    @property
    def active_side(self) -> int:
        """Whose order phase it is, -1 after the end."""
        return self.turn.state.active_side

    @property
    def is_over(self) -> bool:
        """Whether the campaign has ended."""
        return self.turn.state.is_over

    @property
    def names(self) -> tuple[str | None, str | None]:
        """The players' names by side, None for a side that is ordered from outside."""
        first, second = self.players
        return first.name if first else None, second.name if second else None

    def record(self, path: Path, name: str = "", lines: bytes = b"") -> None:
        """Write the game to a new file from here on, as a branch called ``name``.

        ``lines`` are those of the save that tell the game so far; without them the
        file begins with the present position. Raises SaveError.
        """
        exact = self.start is self.scenario.start and (bool(lines) or not self.records)
        header = Header(self.scenario.spec, self.scenario.hash, self.seed, self.names, exact, name)
        if not lines:
            known = [memory_line(self.world, side, self.memories[side]) for side in SIDES if self.memories[side]]
            lines = b"".join([*known, day_line(self.world, self.turn.state)])
        self.journal = SaveWriter.create(path, self.world, header, lines)

    def view(self, side: int) -> GameState:
        """What a side knows: all that its player may be shown."""
        return engine.observe(self.world, self.turn.state, side)

    def legal(self) -> list[Order]:
        """Orders that the active side can give."""
        return engine.legal(self.world, self.view(self.active_side)) if self.active_side >= 0 else []

    def check(self, order: Order) -> Refusal | None:
        """Why the active side may not give an order, as far as it can know; None if it may."""
        side = self.active_side
        return engine.check(self.world, self.view(side) if side >= 0 else self.turn.state, order)

    def outcome(self) -> engine.Outcome:
        """Score and level of victory as the game stands."""
        return engine.outcome(self.turn)

    def submit(self, order: Order) -> list[ev.Event]:
        """Carry out an order of the active side and write it down.

        Raises:
            IllegalOrder: nothing has changed.
            SaveError: the order stands, but could not be written; the next one will try again.
        """
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
        """Give the orders that delegates and the intents of the active side ask for now; the events they made.

        They are orders like any others and can be taken back. Units that have been
        ordered already, and formations without either, are left alone. Raises PlayerError.
        """
        side, events = self.active_side, list[ev.Event]()
        if side >= 0 and self.players[side] is None:
            events = self._ask_delegates(side)
            carriage = self._delegation.carriage(side, self.view(side), self.intents, frozenset(self.delegates))
            while orders := carriage.orders(self.view(side)):
                events += self._give(orders)
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

    def check_undo(self) -> NoUndo | None:
        """Why the last order cannot be taken back; None if it can."""
        if not self.records:
            return NoUndo.NOTHING
        record = self.records[-1]
        if self.players[record.side] is not None:
            return NoUndo.COMPUTER
        if self._log.last_was_followed:
            return NoUndo.OTHER_SIDE
        if not self.guard:
            return None
        told = self.turn.events[record.first :]
        return gained(self.world, record.side, told, self.position(record.first), self.turn.state)

    def undo(self) -> Record:
        """Take the last order back. Raises UndoRefused."""
        refusal = self.check_undo()
        if refusal is not None:
            raise UndoRefused(refusal)
        record = self._log.take_back()
        if self.journal:
            self.journal.undo()
        return record

    @property
    def can_redo(self) -> bool:
        """Whether an order was taken back and none given since."""
        return bool(self._log.undone)

    def redo(self) -> list[ev.Event]:
        """Give the order again that was taken back last. Raises IndexError if there is none."""
        return self._carry_out(self._log.undone[-1].order)

    def position(self, events: int) -> GameState:
        """The position after so many of the game's events."""
        return self._log.position(events)

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

    def _carry_out(self, order: Order) -> list[ev.Event]:
        turn = self.turn
        side, first = turn.state.active_side, len(turn.events)
        events = engine.submit(turn, order)
        self._log.append(side, order, first)
        before = self._end_phase() if type(order) is EndPhase else turn.state.day
        if self.journal:
            is_dawn = type(order) is EndPhase and (turn.state.day != before or turn.state.is_over)
            self.journal.order(order, turn.state if is_dawn else None)
        return events

    def _end_phase(self) -> int:
        """The day on which the phase was, with all that waited in it dropped."""
        self._queue.clear()
        self._asks_left = self.asks_a_phase
        return self._log.end_phase()
