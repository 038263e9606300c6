"""The moments of a game: where it stood before its first order and after each one, day by day."""

from bisect import bisect_right
from dataclasses import dataclass

from game.core import events as ev
from game.core.state import GameState
from game.session.log import Record
from game.session.session import Session


@dataclass(frozen=True)
class Moments:
    """The moments of a game that does not go on: number 0 is before the first order, number n after the n-th."""

    session: Session
    ends: tuple[int, ...]
    """``[moment]`` -> how many of the game's events had happened."""
    days: tuple[int, ...]
    """``[moment]`` -> the day that it was."""

    @classmethod
    def of(cls, session: Session) -> "Moments":
        """The moments of a game."""
        events = session.turn.events
        ends = (*(record.first for record in session.records), len(events))
        dawns = [(at, event.day) for at, event in enumerate(events) if isinstance(event, ev.DayBegan)]
        places = [at for at, _ in dawns]
        days = []
        for end in ends:
            before = bisect_right(places, end - 1)
            days.append(dawns[before - 1][1] if before else session.start.day)
        return cls(session, ends, tuple(days))

    @property
    def last(self) -> int:
        """The number of the last moment."""
        return len(self.ends) - 1

    def state(self, moment: int) -> GameState:
        """The position at a moment, everything revealed."""
        return self.session.position(self.ends[moment])

    def order(self, moment: int) -> Record | None:
        """The order that led to a moment; None for the first."""
        return self.session.records[moment - 1] if moment else None

    def events(self, moment: int) -> list[ev.Event]:
        """What happened through the order that led to a moment."""
        return self.session.turn.events[self.ends[moment - 1] if moment else 0 : self.ends[moment]]

    def of_day(self, day: int) -> int:
        """The first moment of a day; the last of all for a day that is still to come."""
        return next((moment for moment, its in enumerate(self.days) if its >= day), self.last)
