"""The computer's orders, worked out in a thread of their own so that the window never stands still."""

import threading
from collections.abc import Callable

from game.session.session import Session


class Thinker:
    """Lets the computer play on until a person is to order, the phase ends, or somebody interrupts.

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

    def start(self) -> None:
        """Begin with the phase that is due."""
        if self.is_running:
            return
        self.error = None
        self._stop.clear()
        self._thread = threading.Thread(target=self._think, name="thinker", daemon=True)
        self._thread.start()

    def interrupt(self) -> None:
        """Stop after the present order; returns when it has."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _think(self) -> None:
        session = self._session
        phase = _phase(session)
        try:
            for _ in session.play():
                if self._stop.is_set() or _phase(session) != phase:
                    break
        except Exception as error:
            self.error = error
        finally:
            self._tell()


def _phase(session: Session) -> tuple[int, int, int]:
    state = session.turn.state
    return state.day, state.watch, state.active_side
