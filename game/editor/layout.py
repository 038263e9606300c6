"""Where the parts of the editor lie in the window."""

from typing import NamedTuple

import pygame

from game.ui.context import Ui

_TOP, _LEFT, _RIGHT, _BOTTOM = 44, 196, 352, 118
_MOST_LEFT, _MOST_RIGHT, _MOST_BOTTOM = 0.21, 0.33, 0.22
"""Shares of the window that the panels take at most, so that the map has room at every scale."""


class Layout(NamedTuple):
    """Rectangles of the window."""

    top: pygame.Rect
    left: pygame.Rect
    right: pygame.Rect
    bottom: pygame.Rect
    map: pygame.Rect

    def wide(self) -> "Layout":
        """The same without a map: what stands on the right takes its place."""
        more = self.right.width
        over = pygame.Rect(self.map.left, self.map.top, self.map.width + more, self.map.height)
        below = pygame.Rect(self.bottom.left, self.bottom.top, self.bottom.width + more, self.bottom.height)
        return self._replace(right=over, bottom=below)


def lay_out(ui: Ui) -> Layout:
    """The bar above, tools on the left, the form on the right, what is wrong below, the map between."""
    wide, high = ui.size
    top = ui.px(_TOP)
    left = min(ui.px(_LEFT), round(wide * _MOST_LEFT))
    right = min(ui.px(_RIGHT), round(wide * _MOST_RIGHT))
    bottom = min(ui.px(_BOTTOM), round(high * _MOST_BOTTOM))
    middle = pygame.Rect(left, top, max(1, wide - left - right), max(1, high - top - bottom))
    return Layout(
        pygame.Rect(0, 0, wide, top),
        pygame.Rect(0, top, left, high - top),
        pygame.Rect(wide - right, top, right, high - top),
        pygame.Rect(left, middle.bottom, middle.width, bottom),
        middle,
    )
