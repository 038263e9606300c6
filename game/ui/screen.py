"""Screens on a stack: the title, a campaign, the settings. Each says what comes next; the window turns the page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pygame

from game.ui.land.camera import Size

if TYPE_CHECKING:
    from game.ui.context import Ui


class Screen(Protocol):
    """What the whole window shows at a time.

    `opened` makes its widgets and `closed` ends them; both come again whenever
    another screen has lain on top, or when language, scale or colours change.
    """

    def opened(self, ui: "Ui") -> None:
        """Make what is shown, for a window of ``ui.size``."""

    def closed(self) -> None:
        """Another screen comes to the top, or the window closes: end every widget, keep what the person did."""

    def resized(self, size: Size) -> None:
        """The window has another size, in pixels."""

    def handle(self, event: pygame.event.Event) -> "Step | None":
        """Answer an event that widgets have seen already; ``ui.taken`` tells whether one of them took it."""

    def update(self, seconds: float) -> "bool | Step":
        """Let time pass; whether anything looks different now, or which screen is next."""

    def draw(self, surface: pygame.Surface) -> None:
        """All but the widgets, which the application draws on top."""


@runtime_checkable
class Careful(Protocol):
    """A screen that may hold what would be lost with the window."""

    @property
    def holds_unsaved(self) -> bool:
        """Whether something would be lost."""

    def asks_before_leaving(self) -> bool:
        """Being on top, ask the person where something would be lost; whether it does."""


@dataclass(frozen=True)
class Push:
    """Lay a screen on top of this one."""

    screen: Screen


@dataclass(frozen=True)
class Replace:
    """Put a screen in the place of this one; ``below`` is where it goes back to, if not to what lay below this one."""

    screen: Screen
    below: Screen | None = None


@dataclass(frozen=True)
class Pop:
    """Go back to the screen below; from the last one, end."""


@dataclass(frozen=True)
class Quit:
    """End the program."""


Step = Push | Replace | Pop | Quit
