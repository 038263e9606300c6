"""A row laid out: what paints it and what can be clicked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import pygame

from game.ui.content.rows import Asked


class Zone(NamedTuple):
    """A part of a block that answers the mouse."""

    rect: pygame.Rect
    wish: Asked | None
    hint: str = ""


Stroke = Callable[[pygame.Surface, int, int], None]
"""Paints something on a surface, with a block's corner there."""


@dataclass
class Block:
    """A row laid out: its height, what paints it, what can be clicked."""

    high: int = 0
    strokes: list[Stroke] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)

    def paint(self, on: pygame.Surface, x: int, y: int) -> None:
        """Paint the block with its upper left corner at a pixel."""
        for stroke in self.strokes:
            stroke(on, x, y)
