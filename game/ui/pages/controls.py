"""A row of buttons and a bar of time: what a film and a replay are steered with."""

from collections.abc import Sequence
from typing import NamedTuple

import pygame
import pygame_gui
from pygame_gui.elements import UIButton

from game.ui.context import Ui

_HIGH, _GAP, _WIDE = 32, 6, 46


class Tick(NamedTuple):
    """A mark on the bar."""

    share: float
    """From 0 to 1."""
    words: str = ""


class Controls:
    """Buttons with signs on them, then the bar; answers with the button's name or a share of the bar."""

    def __init__(self, ui: Ui, area: pygame.Rect, buttons: Sequence[tuple[str, str]]) -> None:
        """``buttons`` are names and signs; the words of their tooltips stand under ``window.controls``."""
        self._ui, self._area = ui, area
        self._buttons: dict[UIButton, str] = {}
        x, high, gap = area.left, ui.px(_HIGH), ui.px(_GAP)
        for name, sign in buttons:
            place = pygame.Rect(x, area.top, ui.px(_WIDE), high)
            button = UIButton(place, sign, ui.manager, tool_tip_text=ui.say(f"controls.{name}"))
            self._buttons[button] = name
            x += place.width + gap
        self.bar = pygame.Rect(x + gap, area.top, max(1, area.right - x - gap), high)
        self._is_held = False

    def sign(self, name: str, sign: str) -> None:
        """Put another sign on a button."""
        for button, its in self._buttons.items():
            if its == name and button.text != sign:
                button.set_text(sign)

    def handle(self, event: pygame.event.Event) -> str | float | None:
        """The name of a button that was pressed, or where on the bar the mouse is held."""
        match event.type:
            case pygame_gui.UI_BUTTON_PRESSED if event.ui_element in self._buttons:
                return self._buttons[event.ui_element]
            case pygame.MOUSEBUTTONDOWN if event.button == 1 and self.bar.collidepoint(event.pos):
                self._is_held = True
                return self._share(event.pos[0])
            case pygame.MOUSEMOTION if self._is_held:
                return self._share(event.pos[0])
            case pygame.MOUSEBUTTONUP:
                self._is_held = False
        return None

    def _share(self, x: int) -> float:
        return min(1.0, max(0.0, (x - self.bar.left) / max(1, self.bar.width - 1)))

    def draw(self, surface: pygame.Surface, share: float, ticks: Sequence[Tick] = ()) -> None:
        """The bar with a knob where the moment is."""
        colours, middle = self._ui.colours, self.bar.centery
        line = pygame.Rect(self.bar.left, middle - self._ui.px(2), self.bar.width, self._ui.px(4))
        pygame.draw.rect(surface, colours["edge"], line, border_radius=self._ui.px(2))
        full = line.copy()
        full.width = round(line.width * share)
        pygame.draw.rect(surface, colours["accent"], full, border_radius=self._ui.px(2))
        for tick in ticks:
            x = self.bar.left + round(tick.share * (self.bar.width - 1))
            pygame.draw.line(surface, colours["faded"], (x, middle - self._ui.px(7)), (x, middle + self._ui.px(7)))
        x = self.bar.left + round(share * (self.bar.width - 1))
        pygame.draw.circle(surface, colours["accent"], (x, middle), self._ui.px(8))
        pygame.draw.circle(surface, colours["paper"], (x, middle), self._ui.px(4))

    def kill(self) -> None:
        """End the buttons."""
        for button in self._buttons:
            button.kill()
