"""The panels around the map, and where each has its place."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple, Protocol

import pygame

from game.ui.context import Ui
from game.ui.keys import Action
from game.ui.situation import Situation
from game.ui.wishes import Wish


class Panel(Protocol):
    """A part of the window with a container of its own: a docked `UIPanel`, or a `UIWindow` that floats.

    It shows what a situation holds, computes no rule, and answers events with wishes.
    """

    area: pygame.Rect
    """In pixels of the window; set anew when the window changes its size."""

    def show(self, situation: Situation) -> None:
        """Show this moment; nothing to do where its version has been shown already."""

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """Answer an event of its own widgets, or one over its area."""

    def update(self, seconds: float) -> bool:
        """Let time pass; whether the panel looks different now, apart from its widgets."""

    def kill(self) -> None:
        """End its widgets."""


class Dock(Enum):
    """Where a panel has its place."""

    TOP = 0
    RIGHT = 1
    BOTTOM = 2
    CORNER = 3
    """Over the lower left of the map."""
    ORDERS = 4
    """Over the lower right of the map."""
    FLOATING = 5
    LEGEND = 6
    """Over the upper right of the map; it takes less than its place where it needs less."""


class Slot(NamedTuple):
    """A panel that the play screen can show."""

    name: str
    """Its words stand under ``window.panels`` in the catalogue."""
    dock: Dock
    make: Callable[[Ui, pygame.Rect], Panel]
    action: Action | None = None
    """The key that opens and closes it."""
    is_open: bool = True
    """From the start."""
    size: tuple[int, int] = (0, 0)
    """Wanted where it floats, at 100 %."""
