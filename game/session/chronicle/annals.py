"""A game's days and accounts, kept up to date: each event is read once."""

from collections.abc import Sequence

from game.core import events as ev
from game.core.state import GameState
from game.core.world import World
from game.session.chronicle.accounts import AccountReader, Accounts
from game.session.chronicle.day_record import DayRecord
from game.session.chronicle.known import as_known, involved
from game.session.chronicle.reader import Chronicle
from game.session.results.known_score import Toll

_KEPT = 5
"""Of a unit, so many of the last events."""


class Annals:
    """Follows the events of a game; orders that are taken back are forgotten.

    ``side`` is whose annals these are, -1 for somebody who sees everything.
    """

    def __init__(self, world: World, start: GameState, side: int) -> None:
        self.world, self.side, self._start = world, side, start
        self._forget()

    def _forget(self) -> None:
        self.days: list[DayRecord] = []
        """The days that are over, as the side knows them."""
        self._chronicle = Chronicle(self.world, self._start)
        self._accounts = AccountReader(self._start)
        self.toll = Toll(self._start)
        """Losses as they were counted."""
        self._read = 0
        self._last: ev.Event | None = None

    @property
    def accounts(self) -> Accounts:
        """What moved cohesion, loyalty and resolve."""
        return self._accounts.accounts

    def read(self, events: Sequence[ev.Event]) -> None:
        """Go on to the end of a game's events."""
        end = len(events)
        if self._read and (end < self._read or events[self._read - 1] is not self._last):
            self._forget()
        if end == self._read:
            return
        new = events[self._read : end]
        for record in self._chronicle.read(new):
            self.days.append(self._as_known(record))
        self._accounts.read(new)
        self.toll.read(new)
        self._read, self._last = end, events[end - 1]

    @property
    def today(self) -> DayRecord | None:
        """The day that is not over yet, if orders have been given in it."""
        record = self._chronicle.unfinished
        return None if record is None else self._as_known(record)

    def _as_known(self, record: DayRecord) -> DayRecord:
        return record if self.side < 0 else as_known(self.world, record, self.side)


def last_events(events: Sequence[ev.Event], units: frozenset[int], count: int = _KEPT) -> list[int]:
    """The positions of the last events that name any of these units, the newest first."""
    found: list[int] = []
    for number in range(len(events) - 1, -1, -1):
        if type(events[number]) in TOLD and not units.isdisjoint(involved(events[number])):
            found.append(number)
            if len(found) == count:
                break
    return found


TOLD = frozenset(
    {
        ev.UnitArrived, ev.UnitMoved, ev.EnemyMet, ev.Ambushed, ev.MarchStopped, ev.UnitRailed, ev.TrainStopped,
        ev.MarchForced, ev.DiggingBegan, ev.BridgeBuilt, ev.BattleFought, ev.UnitRetreated, ev.UnitStood,
        ev.UnitSurrendered, ev.UnitDestroyed, ev.UnitAdvanced, ev.UnitsRallied, ev.RailWrecked, ev.RailMended,
        ev.DepotSetUp, ev.UnitScattered, ev.BreakoutBegan, ev.StandOrdered, ev.ReserveFormed, ev.ReserveCalledUp,
        ev.TownSeized, ev.UnitMerged, ev.UnitDisbanded,
    }
)  # fmt: skip
"""What is told of a single unit; its bookkeeping is not."""
