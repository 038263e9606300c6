"""The painter: lays rows out for a width and keeps them; a row that is known is laid out once."""

from collections.abc import Callable
from typing import Any

import pygame

from game.ui.content.rows import Action, Bar, Buttons, Cells, Gap, Heading, Meter, Parts, Row, Swatch, Text, Title
from game.ui.paper import paint_controls, paint_rows
from game.ui.paper.block import Block
from game.ui.paper.pen import Pen
from game.ui.recent import Recent
from game.ui.style.palette import Palette

_KEPT = 4000
_WIDTHS = 16
_MIST, _DENSE = 18, 235
"""Pixels at 100 % over which rows fade at an edge, and how little is seen of them there, of 255."""


class Painter(Pen):
    """Lays rows out; a row of the same width is laid out once."""

    def __init__(self, px: Callable[[float], int], palette: Palette) -> None:
        super().__init__(px, palette)
        self._kept: Recent[tuple[Row, int], Block] = Recent(_KEPT)
        self._mists: Recent[int, pygame.Surface] = Recent(_WIDTHS)

    def block(self, row: Row, width: int) -> Block:
        """A row for a width in pixels."""
        return self._kept.get((row, width), lambda: _LAY[type(row)](self, row, width))

    def mist(self, width: int) -> pygame.Surface:
        """Paper that thins out downwards, for an upper edge above which there are more rows."""
        return self._mists.get(width, lambda: self._mist(width))

    def _mist(self, width: int) -> pygame.Surface:
        high = self.px(_MIST)
        column = pygame.Surface((1, high), pygame.SRCALPHA)
        for y in range(high):
            column.set_at((0, y), (*self.inks.paper, _DENSE * (high - y) // high))
        return pygame.transform.scale(column, (width, high))


_LAY: dict[type, Callable[[Pen, Any, int], Block]] = {
    Title: paint_rows.title,
    Heading: paint_rows.heading,
    Text: paint_rows.text,
    Cells: paint_rows.cells,
    Meter: paint_rows.meter,
    Parts: paint_rows.parts,
    Buttons: paint_controls.buttons,
    Action: paint_controls.action,
    Bar: paint_controls.bar,
    Swatch: paint_rows.swatch,
    Gap: paint_rows.gap,
}
