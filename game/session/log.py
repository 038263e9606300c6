"""The log of a game: the orders that were carried out, and positions from which any other is folded."""

from dataclasses import dataclass
from typing import NamedTuple

from game.core.apply import fold
from game.core.orders import Order
from game.core.state import GameState
from game.core.turn import Turn


@dataclass(slots=True)
class Record:
    """An order that was carried out; ``first`` is the position of its first event in the game's events."""

    side: int
    order: Order
    first: int


class Mark(NamedTuple):
    """A position kept in the log, from which later ones are folded, with the records and events before it."""

    records: int
    events: int
    state: GameState


class Log:
    """The orders of a game beside its ``turn``, which holds their events.

    ``undone`` are those taken back since the last order was given, the last one first out.
    """

    def __init__(self, start: GameState, turn: Turn) -> None:
        self._turn = turn
        self.records: list[Record] = []
        self.undone: list[Record] = []
        self._marks = [Mark(0, 0, start), Mark(0, len(turn.events), turn.state.copy())]
        self._followed = 0  # records before this one were answered by the other side

    @property
    def phases(self) -> int:
        """How many positions are marked: one more after each phase."""
        return len(self._marks)

    @property
    def last_was_followed(self) -> bool:
        """Whether the other side has given an order since the last one that can be taken back."""
        return len(self.records) <= self._followed

    def append(self, side: int, order: Order, first: int) -> None:
        """Note an order that was carried out; ``first`` is the position of its first event.

        If it is the one that was taken back last, those before it can still be given again, else none.
        """
        if self.undone and self.undone[-1].order is order:
            self.undone.pop()
        else:
            self.undone.clear()
        if self.records and self.records[-1].side != side:
            self._followed = len(self.records)
        self.records.append(Record(side, order, first))

    def end_phase(self) -> int:
        """Mark the present position; returns the day of the mark before."""
        self._marks.append(Mark(len(self.records), len(self._turn.events), self._turn.state.copy()))
        return self._marks[-2].state.day

    def position(self, events: int) -> GameState:
        """The position after the first ``events`` of the game."""
        mark = next(mark for mark in reversed(self._marks) if mark.events <= events)
        return fold(mark.state, self._turn.events[mark.events : events])

    def take_back(self) -> Record:
        """Take the last order back, with its events."""
        record = self.records.pop()
        self._turn.state = self.position(record.first)
        del self._turn.events[record.first :]
        while self._marks[-1].records > len(self.records):
            self._marks.pop()
        self.undone.append(record)
        return record
