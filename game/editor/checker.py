"""Says what is wrong with a text, in a thread of its own: the last text that was given counts, others are dropped."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from game.editor.sheet import Sheet

Found = TypeVar("Found")


class Checker(Generic[Found]):
    """Works out what belongs to a text. ``work`` runs in the thread, ``tell`` too when it is done."""

    def __init__(self, work: Callable[[Sheet], Found], tell: Callable[[], None]) -> None:
        self._work, self._tell = work, tell
        self._wanted: Sheet | None = None
        self._found: tuple[Sheet, Found] | None = None
        self._wake = threading.Condition()
        self._is_ended = False
        self._thread = threading.Thread(target=self._run, name="checker", daemon=True)
        self._thread.start()

    def want(self, sheet: Sheet) -> None:
        """Look at this text next."""
        with self._wake:
            self._wanted = sheet
            self._wake.notify_all()

    @property
    def found(self) -> tuple[Sheet, Found] | None:
        """The last text that was looked at, and what was found."""
        return self._found

    def wait(self, sheet: Sheet, seconds: float) -> bool:
        """Wait until this text, which is wanted, has been looked at; whether it has in so many seconds."""
        with self._wake:
            return self._wake.wait_for(lambda: self._found is not None and self._found[0] is sheet, seconds)

    def end(self) -> None:
        """Look at nothing more."""
        with self._wake:
            self._is_ended = True
            self._wake.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._wanted is not None or self._is_ended)
                if self._is_ended or self._wanted is None:
                    return
                sheet, self._wanted = self._wanted, None
            found = self._work(sheet)
            with self._wake:
                self._found = sheet, found
                self._wake.notify_all()
            self._tell()
