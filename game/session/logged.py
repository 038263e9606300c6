"""A game with its log: orders are carried out, written down, taken back and given again, whoever gives them.

The log is the truth: undo, stepping back and saves are views of it, and the
core knows nothing of them.
"""

from collections.abc import Sequence
from pathlib import Path

from game.core import engine
from game.core import events as ev
from game.core.orders import EndPhase, Order
from game.core.refusal import Refusal
from game.core.state import GameState
from game.core.world import SIDES
from game.players import Memory, Player
from game.scenario.load import Scenario
from game.session.log import Log, Record
from game.session.saves.journal import Header, SaveWriter, day_line, memory_line
from game.session.undo import NoUndo, UndoRefused, gained


class LoggedGame:
    """A game from a scenario's start, or from a ``position`` that lies between two orders.

    ``players`` are by side, None for one that is ordered from outside.
    """

    def __init__(
        self, scenario: Scenario, players: Sequence[Player | None], seed: int, position: GameState | None
    ) -> None:
        self.scenario = scenario
        self.world = scenario.world
        self.seed = seed
        self.players = tuple(players)
        self.guard = True
        """Whether orders that told their side something new stay given."""
        if position is None:
            self.start = scenario.start
            self.turn = engine.new_game(scenario.world, scenario.start, seed)
        else:
            self.start = position
            self.turn = engine.resume(scenario.world, position, seed)
        self.memories: list[Memory] = [{}, {}]
        self.journal: SaveWriter | None = None
        self._log = Log(self.start, self.turn)

    @property
    def names(self) -> tuple[str | None, str | None]:
        """The players' names by side, None for a side that is ordered from outside."""
        first, second = self.players
        return first.name if first else None, second.name if second else None

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
        """What a side knows: all that its player may be shown. Raises ValueError where there is no such side."""
        if side not in SIDES:
            raise ValueError(f"found side {side!r}; allowed: {' or '.join(map(str, SIDES))}")
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
        if not self.can_redo:
            raise IndexError("no order was taken back")
        return self._carry_out(self._log.undone[-1].order)

    def position(self, events: int) -> GameState:
        """The position after so many of the game's events."""
        return self._log.position(events)

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
        """Mark the end of a phase; the day on which it was."""
        return self._log.end_phase()
