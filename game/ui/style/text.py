"""Words on surfaces: Noto Sans SC, which comes with pygame_gui, for English and Chinese alike."""

import threading
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import pygame

from game.ui.style.palette import Colour

_KEPT = 3000
FONT_LOCK = threading.RLock()
"""Held by whoever opens a font or writes with one: tiles are lettered in a thread of their own."""


class FontsMissingError(Exception):
    """pygame_gui, or the fonts that come with it, are not installed."""


@cache
def font_file(bold: bool) -> Path:
    """The font's file. Raises FontsMissingError."""
    package = find_spec("pygame_gui")
    name = f"NotoSansSC-{'Bold' if bold else 'Regular'}.otf"
    path = Path(package.origin).parent / "data" / name if package and package.origin else Path(name)
    if not path.is_file():
        raise FontsMissingError(f"the font {path} is missing; install pygame_gui again")
    return path


class Face:
    """A font that one thread uses at a time: several write, and FreeType is not made for that."""

    def __init__(self, size: int, bold: bool) -> None:
        with FONT_LOCK:
            if not pygame.font.get_init():
                pygame.font.init()
            self._font = pygame.font.Font(str(font_file(bold)), size)

    def render(self, text: str, colour: Colour) -> pygame.Surface:
        """The text on a transparent surface as high as a line."""
        with FONT_LOCK:
            return self._font.render(text, True, colour)

    def width(self, text: str) -> int:
        """Pixels that the text takes."""
        with FONT_LOCK:
            return self._font.size(text)[0]

    @property
    def height(self) -> int:
        """Pixels of a line."""
        return self._font.get_height()


@cache
def font(size: int, bold: bool = False) -> Face:
    """The letters of so many pixels' height."""
    return Face(size, bold)


@lru_cache(_KEPT)
def written(
    text: str, size: int, colour: Colour, *, bold: bool = False, halo: Colour | None = None, wide: int = 2
) -> pygame.Surface:
    """The text on a transparent surface, cut to its ink; ``halo`` is a rim of ``wide`` pixels around the letters."""
    with FONT_LOCK:
        drawn = _cut(font(size, bold).render(text, colour))
        return drawn if halo is None else _with_halo(drawn, _cut(font(size, bold).render(text, halo)), wide)


def _cut(drawn: pygame.Surface) -> pygame.Surface:
    """Without empty rows and columns, so that boxes are as large as what is seen."""
    box = drawn.get_bounding_rect()
    return drawn.subsurface(box).copy() if box.width and box.height else drawn


def _with_halo(text: pygame.Surface, rim: pygame.Surface, wide: int) -> pygame.Surface:
    whole = pygame.Surface((text.get_width() + 2 * wide, text.get_height() + 2 * wide), pygame.SRCALPHA)
    for right in range(-wide, wide + 1):
        for down in range(-wide, wide + 1):
            if right * right + down * down <= wide * wide + 1:
                whole.blit(rim, (wide + right, wide + down))
    whole.blit(text, (wide, wide))
    return whole
