"""Whose turn it is at the screen: a person's, the computer's, or that of showing what happened meanwhile."""

import time
from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from game.core.state import GameState
from game.session.session import Session
from game.ui.play.playback import Playback
from game.ui.play.run_until import Orders, stopped_by
from game.ui.play.table import Table
from game.ui.play.thinker import Thinker
from game.ui.play.timeline import Timeline
from game.ui.situation import ALL_EYES

_TOO_LATE = 0.7
"""Seconds after the end of what was shown in which a person may still think it goes on."""


class Stage(Enum):
    """What the screen is busy with."""

    ORDERS = 0
    """A person orders."""
    OTHERS = 1
    """The computer thinks, or what it did is being shown."""
    STOPPED = 2
    """The computer's phase was interrupted, or failed."""
    CHANGE = 3
    """The next person has to sit down; the board is hidden."""
    OVER = 4


class Seen(NamedTuple):
    """Up to where somebody has seen the game."""

    events: int
    state: GameState


class Flow:
    """Moves between the stages as the game goes on."""

    def __init__(self, table: Table, tell: Callable[[str], None], wake: Callable[[], None]) -> None:
        self.table = table
        self.tell = tell
        self.thinker = Thinker(table.session, wake)
        self.playback: Playback | None = None
        self.shown = 0
        """How often it was shown, or skipped, what others did."""
        self.speed = "normal"
        self.until: frozenset[str] = frozenset()
        """While something is waited for: at what to stop."""
        self._since = 0
        """The day on which that began."""
        self.stopped: dict[str, Sequence[int]] = {}
        """Why going on by itself ended, and for which units, until that is told."""
        self._shown_until = -_TOO_LATE
        now = Seen(len(self.session.turn.events), self.session.turn.state.copy())
        self._seen = dict.fromkeys((ALL_EYES, *table.people), now)
        self._left = table.view
        """What the person knew when the last phase of his ended."""
        self._stage = Stage.ORDERS
        self._stage = self._due()

    @property
    def session(self) -> Session:
        """The game."""
        return self.table.session

    @property
    def stage(self) -> Stage:
        """What the screen is busy with."""
        return self._stage

    def _due(self) -> Stage:
        """The stage that the game itself asks for."""
        if self.session.is_over:
            return Stage.OVER
        if self.thinker.is_due:
            return Stage.OTHERS
        return Stage.ORDERS if self.session.active_side == self.table.eyes else Stage.CHANGE

    @property
    def is_fresh(self) -> bool:
        """Whether what others did was shown a moment ago: a key that was to skip it came too late."""
        return time.monotonic() - self._shown_until < _TOO_LATE

    def end_phase(self) -> None:
        """The person has no more orders."""
        if self.stage is Stage.ORDERS and self.table.may_order:
            self._begin(end_phase=True)

    def run_until(self, conditions: frozenset[str]) -> None:
        """End phases until one of these happens."""
        self.until = conditions
        self._since = self.table.view.day
        self.end_phase()

    def go_faster(self) -> None:
        """The next speed, for the phases to come too."""
        if self.playback is not None:
            self.speed = self.playback.faster()

    def go_on(self) -> None:
        """After an interruption."""
        if self.stage is Stage.STOPPED:
            self.thinker.error = None
            self._stage = self._due()

    def interrupt(self) -> None:
        """Stop the computer after its present order, and show what is there."""
        self.until = frozenset()
        if self.thinker.is_running:
            self.thinker.interrupt()
        if self.playback is not None:
            self._follow()
            self.playback.skip()
        if self.stage is Stage.OTHERS:
            self._finish()
            if self.thinker.is_due:
                self._stage = Stage.STOPPED

    def suspend(self) -> None:
        """Stop the computer after its present order until time passes again; what is being shown stays where it is."""
        if self.thinker.is_running:
            self.thinker.interrupt()

    def sit_down(self) -> None:
        """The next person is here: show what happened since, then the orders begin."""
        side = self.session.active_side
        self.table.look_as(side)
        self._stage = Stage.OTHERS
        self._show_from(self._seen[side])
        self._follow()

    def update(self, seconds: float) -> bool:
        """Let time pass; whether another moment is shown."""
        self._tell_pace()
        if self._stage is Stage.OTHERS and not self.thinker.is_running and self.playback is None:
            self._begin()
        if self._stage is not Stage.OTHERS or self.playback is None:
            return False
        self._follow()
        moved = self.playback.update(seconds)
        if moved and self.playback.moment is not None:
            self.table.show(self.playback.moment.view, self.playback.moment.event)
        if not self.thinker.is_running and self.playback.is_over:
            self._follow()
            if self.playback.is_over:
                self._finish()
                return True
        return moved

    def _tell_pace(self) -> None:
        table, playback = self.table, self.playback
        pace = (playback.speed, playback.is_paused) if playback is not None else ("", False)
        if pace != table.pace:
            table.pace = pace
            table.touch()

    def _begin(self, *, end_phase: bool = False) -> None:
        """Let the computer go to work while its doings are shown."""
        table = self.table
        self._stage = Stage.OTHERS
        if end_phase or table.eyes == ALL_EYES:
            self._see(table.eyes)
            self._left = table.view
        self._show_from(self._seen[table.eyes])
        table.thinking = True
        table.consider(-1)
        table.touch()
        self.thinker.start(end_phase=end_phase)

    def _show_from(self, seen: Seen) -> None:
        table, session = self.table, self.session
        timeline = Timeline(
            session.world, table.words, table.eyes, session.turn.events, seen.state.copy(), seen.events, seen.events
        )
        self.playback = Playback(timeline, "none" if self.until else self.speed)
        self.shown += 1

    def _follow(self) -> None:
        """The timeline goes as far as the game has come."""
        assert self.playback is not None
        timeline = self.playback.timeline
        timeline.end = len(self.session.turn.events)
        if self.playback.speed == "none" and not timeline.is_over:
            timeline.skip()

    def _see(self, side: int) -> None:
        self._seen[side] = Seen(len(self.session.turn.events), self.session.turn.state.copy())

    def _finish(self) -> None:
        """Everything was shown: on to what the game asks for."""
        table = self.table
        table.thinking = False
        if self.playback is not None and self.playback.speed != "none":
            self._shown_until = time.monotonic()
        self.playback = None
        error = self.thinker.error
        if error is not None:
            self.tell(str(error))
            self.until = frozenset()
            self._stage = Stage.STOPPED if self.thinker.is_due else self._due()
            table.refresh()
            return
        self._stage = self._due()
        if self._stage is Stage.ORDERS:
            table.done = frozenset()
        table.refresh()
        if self.until and self._stage is Stage.ORDERS:
            self._wait_on()
        elif self._stage is not Stage.OTHERS:
            self.until = frozenset()

    def _wait_on(self) -> None:
        """End the next phase too, unless what was waited for has happened."""
        table, seen = self.table, self._seen[self.table.eyes]
        told = self.session.turn.events[seen.events :]
        orders = Orders(self.session.world, table.eyes, dict(table.intents), self._since)
        self.stopped = stopped_by(self.until, (self._left, table.view), told, orders)
        if self.stopped:
            self.until = frozenset()
        else:
            self._begin(end_phase=True)
