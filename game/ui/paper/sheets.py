"""Sheets of paper with their shadow, on the desk or on the map."""

from functools import lru_cache

import numpy as np
import pygame

from game.ui.context import Ui
from game.ui.land.camera import Size
from game.ui.land.noise import layers
from game.ui.style.palette import Colour

_SHADOW = 10
_GRAIN, _DARK = 9.0, 0.34
"""How strongly the desk is grained, in levels of a colour, and how much darker its corners are."""


def draw_desk(on: pygame.Surface, ui: Ui) -> None:
    """What sheets lie on."""
    on.blit(_desk(on.get_size(), ui.palette.table), (0, 0))


@lru_cache(maxsize=1)
def _desk(size: Size, colour: Colour) -> pygame.Surface:
    """Grained wood that grows darker towards the corners; worked out at a quarter of its size."""
    xs, ys = (np.arange(max(2, length // 4 + 1), dtype=np.float32) for length in size)
    grain = layers(xs, ys * np.float32(9), 0.012, 3) * _GRAIN
    away = np.hypot((xs / xs[-1] - 0.5)[:, None], (ys / ys[-1] - 0.5)[None, :]) * 1.41
    lit = (1 - _DARK * away**2)[:, :, None] * (np.array(colour, dtype=np.float32) + 6 + grain[:, :, None])
    small = pygame.surfarray.make_surface(np.clip(lit, 0, 255).astype(np.uint8))
    return pygame.transform.smoothscale(small, size)


def draw_sheet(on: pygame.Surface, ui: Ui, place: pygame.Rect) -> None:
    """A sheet of paper that throws a soft shadow."""
    reach = ui.px(_SHADOW)
    shadow = pygame.Surface((place.width + 2 * reach, place.height + 2 * reach), pygame.SRCALPHA)
    for step in range(reach):
        box = shadow.get_rect().inflate(-2 * step, -2 * step)
        pygame.draw.rect(shadow, (20, 14, 8, 70 * (step + 1) // reach), box, border_radius=reach)
    on.blit(shadow, place.move(-reach, -reach // 2))
    pygame.draw.rect(on, ui.colours["paper"], place)
    pygame.draw.rect(on, ui.colours["edge"], place, 1)
    pygame.draw.rect(on, ui.colours["line"], place.inflate(-ui.px(8), -ui.px(8)), 1)
