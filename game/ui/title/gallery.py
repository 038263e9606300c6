"""The scenarios with their pictures, read and drawn in a thread while the title is already shown."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pygame

from game.core.state import U
from game.scenario.load import Scenario
from game.ui.board.view import BoardView
from game.ui.land.camera import LEVELS, Bounds, Camera, Size
from game.ui.land.tile_store import TileNames, TileStore
from game.ui.land.tiles import MapLook
from game.ui.title.setup import Card, found_scenarios, read_card


class Shot(NamedTuple):
    """A picture of a scenario's first day that fills a window."""

    name: str
    size: Size
    lang: str
    palette: str


class Gallery:
    """Cards by the scenario's name and pictures by what was wanted, as they come."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self.names: list[tuple[str, Path]] = found_scenarios()
        self.cards: dict[str, Card] = {}
        self.pictures: dict[Shot, pygame.Surface] = {}
        self._wanted: tuple[Shot, ...] = ()
        self._lock = threading.Lock()
        self._is_working = False
        self.error: Exception | None = None
        """What ended the work, where it failed."""
        self._begin()

    def want(self, shots: Sequence[Shot]) -> None:
        """Draw these, the first one first; others are forgotten once these are there."""
        with self._lock:
            self._wanted = tuple(shots)
        self._begin()

    def _begin(self) -> None:
        """Let somebody work, unless somebody does."""
        with self._lock:
            if not self._is_working:
                self._is_working = True
                threading.Thread(target=self._work, name="gallery", daemon=True).start()

    @property
    def is_complete(self) -> bool:
        """Whether all is there that can be shown."""
        return len(self.cards) == len(self.names) and self._next() is None

    def _next(self) -> Shot | None:
        """What to draw next."""
        able = {name for name, card in list(self.cards.items()) if card.scenario is not None}
        return next((shot for shot in self._wanted if shot.name in able and shot not in self.pictures), None)

    def _work(self) -> None:
        try:
            self._read_and_draw()
        except Exception as error:  # a thread has nobody above it: the title raises it
            self.error = error
            self._tell()

    def _read_and_draw(self) -> None:
        for name, path in sorted(self.names, key=lambda named: named[0] != "handan"):
            if name not in self.cards:
                self.cards[name] = read_card(name, path)
                self._tell()
        while True:
            with self._lock:
                shot = self._next()
                if shot is None:
                    self._is_working = False
                    return
            picture = self._drawn(shot)
            kept = {old: drawn for old, drawn in self.pictures.items() if old.name != shot.name}
            self.pictures = {**kept, shot: picture}
            self._tell()

    def _drawn(self, shot: Shot) -> pygame.Surface:
        scenario = self.cards[shot.name].scenario
        assert scenario is not None
        board = BoardView(scenario, shot.lang, shot.palette, MapLook(numbers=False))
        board.show(scenario.start)
        board.night = False
        camera = title_camera(scenario, shot.size)
        artist = board.tiles.artist
        names = TileNames(artist)
        store = TileStore()
        for key in board.needed(camera):
            name = names.name(key, artist.changing)
            tile = store.find(name)
            if tile is None:
                tile = artist.draw(key)
                store.keep(name, tile)
            board.tiles.take(key, tile)
        store.close()
        picture = pygame.Surface(shot.size)
        board.draw(picture, camera)
        return picture


def title_camera(scenario: Scenario, size: Size) -> Camera:
    """Looks at the middle of the armies, from as far as the map fills the window."""
    grid = scenario.world.grid
    bounds = Bounds.of(grid)
    least = max(size[0] / bounds.width, size[1] / bounds.height)
    scale = next((level for level in LEVELS if level >= least), least)
    hexes = scenario.start.units[U.HEX]
    centres = np.array([grid.centre(hex) for hex in hexes[hexes >= 0].tolist()] or [grid.centre(0)])
    east, south = np.median(centres, axis=0).tolist()
    return Camera(grid, size, scale, (east, south)).clamped()
