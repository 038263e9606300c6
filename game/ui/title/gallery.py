"""The scenarios with their pictures, read and drawn in a thread while the title is already shown."""

import threading
from collections.abc import Callable
from pathlib import Path

import pygame

from game.ui.board_view import scenario_palette
from game.ui.camera import Bounds
from game.ui.tile_store import TileNames, TileStore
from game.ui.tiles import TILE, Changing, MapLook, TileArtist, TileKey
from game.ui.title.setup import Card, found_scenarios, read_card

_SCALE = 9.0


class Gallery:
    """Cards and pictures by the scenario's name, as they come."""

    def __init__(self, palette_name: str, tell: Callable[[], None]) -> None:
        self._palette_name, self._tell = palette_name, tell
        self.names: list[tuple[str, Path]] = found_scenarios()
        self.cards: dict[str, Card] = {}
        self.pictures: dict[str, pygame.Surface] = {}
        self._is_ended = False
        self._thread = threading.Thread(target=self._work, name="gallery", daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether more is to come."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Leave the rest."""
        self._is_ended = True

    def _work(self) -> None:
        order = sorted(self.names, key=lambda named: named[0] != "handan")
        for name, path in order:
            if self._is_ended:
                return
            self.cards[name] = read_card(name, path)
            self._tell()
        store = TileStore()
        for name, _ in order:
            if self._is_ended:
                break
            picture = self._picture(self.cards[name], store)
            if picture is not None:
                self.pictures[name] = picture
                self._tell()
        store.close()

    def _picture(self, card: Card, store: TileStore) -> pygame.Surface | None:
        """The whole map, small."""
        if card.scenario is None:
            return None
        world, look = card.scenario.world, MapLook()
        palette = scenario_palette(card.scenario, self._palette_name)
        artist = TileArtist(world, palette, look)
        artist.changing = Changing.of(card.scenario.world, card.scenario.start)
        names = TileNames(world, artist.features, palette, look)
        bounds = Bounds.of(world.grid)
        whole = pygame.Surface((round(bounds.width * _SCALE), round(bounds.height * _SCALE)))
        for row in range(-(-whole.get_height() // TILE)):
            for column in range(-(-whole.get_width() // TILE)):
                if self._is_ended:
                    return None
                key = TileKey(_SCALE, column, row)
                name = names.name(key, artist.changing)
                tile = store.find(name)
                if tile is None:
                    tile = artist.draw(key)
                    store.keep(name, tile)
                whole.blit(tile, (column * TILE, row * TILE))
        return whole
