"""Draws tiles in a thread of its own, so that no frame waits for one; what was drawn before comes from disk."""

import threading
from collections import deque
from collections.abc import Callable, Sequence

import pygame

from game.ui.land.tile_store import TileNames, TileStore
from game.ui.land.tiles import Changing, TileArtist, TileKey

_NO_TILE = TileKey(0.0, 0, 0)


class TileWorker:
    """Is told which tiles are wanted, the most urgent first, and hands them over as they come."""

    def __init__(self, like: TileArtist, tell: Callable[[], None]) -> None:
        """``like`` draws the same elsewhere; ``tell`` is called when there is something new."""
        self._like = like
        self._tell = tell
        self._wanted: deque[TileKey] = deque()
        self._jobs: deque[Callable[[], None]] = deque()
        self._idle_jobs: deque[Callable[[], object]] = deque()
        self._changing = Changing()
        self._done: list[tuple[TileKey, Changing, pygame.Surface]] = []
        self._wake = threading.Condition()
        self._is_ended = False
        self._busy = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._work, name="tiles", daemon=True)
        self._thread.start()

    def want(self, keys: Sequence[TileKey], changing: Changing) -> None:
        """Draw these next, in this order, and forget what was wanted before."""
        with self._wake:
            if changing != self._changing:
                self._changing = changing
                self._done.clear()
            if list(self._wanted) != list(keys):
                self._wanted = deque(keys)
                self._wake.notify()

    def do(self, job: Callable[[], None]) -> None:
        """Do this before the next tile."""
        with self._wake:
            self._jobs.append(job)
            self._wake.notify()

    def do_later(self, job: Callable[[], object]) -> None:
        """Do this when no tile is wanted."""
        with self._wake:
            self._idle_jobs.append(job)
            self._wake.notify()

    @property
    def is_busy(self) -> bool:
        """Whether anything is still to come."""
        return self._busy or bool(self._wanted or self._jobs or self._idle_jobs)

    def collect(self) -> list[tuple[TileKey, pygame.Surface]]:
        """The tiles that are done. Raises what ended the thread, where it failed."""
        if self._error is not None:
            raise self._error
        with self._wake:
            done = [(key, tile) for key, changing, tile in self._done if changing == self._changing]
            self._done.clear()
        return done

    def end(self) -> None:
        """Stop after the present tile."""
        with self._wake:
            self._is_ended = True
            self._wake.notify()
        self._thread.join()

    def _work(self) -> None:
        store = TileStore()
        try:
            self._draw_on(store)
        except Exception as error:  # a thread has nobody above it: whoever collects raises it
            self._error, self._busy = error, False
            self._tell()
        finally:
            store.close()

    def _draw_on(self, store: TileStore) -> None:
        """Draw what is wanted until the end."""
        like, artist, names = self._like, None, None
        while True:
            with self._wake:
                self._busy = False
                while not (self._wanted or self._jobs or self._idle_jobs or self._is_ended):
                    self._wake.wait()
                if self._is_ended:
                    return
                self._busy = True
                job = self._next_job()
                key, changing = (self._wanted.popleft() if job is None else _NO_TILE), self._changing
            if job is not None:
                job()
                self._tell()
                continue
            if artist is None or names is None:
                artist = TileArtist(like.world, like.palette, like.look, like.features)
                names = TileNames(artist)
            tile = self._drawn(artist, names, store, key, changing)
            if tile is None:
                continue
            with self._wake:
                self._done.append((key, changing, tile))
                self._wanted = deque(wanted for wanted in self._wanted if wanted != key)
            self._tell()

    def _next_job(self) -> Callable[[], object] | None:
        """What is to be done before the next tile."""
        jobs = self._jobs or (deque() if self._wanted else self._idle_jobs)
        return jobs.popleft() if jobs else None

    def _drawn(
        self, artist: TileArtist, names: TileNames, store: TileStore, key: TileKey, changing: Changing
    ) -> pygame.Surface | None:
        """A tile from disk or drawn now; None where it is wanted no more."""
        name = names.name(key, changing)
        found = store.find(name)
        if found is not None:
            return found
        artist.changing = changing
        drawn = None
        for step in artist.steps(key):
            if self._is_ended:
                return None
            drawn = step
        assert drawn is not None
        store.keep(name, drawn)
        return drawn
