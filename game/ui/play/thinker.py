"""Work on a game in a thread of its own, so that the window never stands still."""

import threading
from collections.abc import Callable, Iterator

from game.core.orders import EndPhase
from game.session.session import Session

Phase = tuple[int, int, int]


class Thinker:
    """Ends a person's phase and lets the computer play on until a person is to order, or somebody interrupts.

    While it runs, nobody else may give the session orders; its events only grow.
    """

    def __init__(self, session: Session, tell: Callable[[], None] = lambda: None) -> None:
        self._session = session
        self._tell = tell
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.error: Exception | None = None
        """What ended it, where it failed."""

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def is_due(self) -> bool:
        """Whether a computer player is to order."""
        session = self._session
        return not session.is_over and session.players[session.active_side] is not None

    def start(self, *, end_phase: bool = False) -> None:
        """Begin with the phase that is due; with ``end_phase`` a person's, whose formations act on their intents."""
        if self.is_running:
            return
        self.error = None
        self._stop.clear()
        self._thread = threading.Thread(
            target=self._think, kwargs={"end_phase": end_phase}, name="thinker", daemon=True
        )
        self._thread.start()

    def interrupt(self) -> None:
        """Stop after the present order; returns when it has."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _think(self, *, end_phase: bool) -> None:
        try:
            for _ in self._steps(end_phase=end_phase):
                if self._stop.is_set():
                    break
        except Exception as error:  # a thread has nobody above it: the screen tells of it
            self.error = error
        finally:
            self._tell()

    def _steps(self, *, end_phase: bool) -> Iterator[None]:
        session = self._session
        if end_phase:
            session.carry_out_intents()
            yield
            session.submit(EndPhase())
        phase = phase_of(session)
        for _ in session.play():
            yield
            if phase_of(session) != phase:
                return


def phase_of(session: Session) -> Phase:
    """Day, watch and side."""
    state = session.turn.state
    return state.day, state.watch, state.active_side
