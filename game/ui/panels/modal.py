"""What every dialog over the map is: a panel in front of the others that stays as it was made."""

import pygame
from pygame_gui.elements import UIPanel

from game.ui.context import Ui
from game.ui.situation import Situation
from game.ui.style.theme import NO_MARGINS

_LAYER = 30


class Modal:
    """A panel that waits for an answer. A kind of dialog fills ``panel`` and says in ``handle`` what was answered."""

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._area = area
        self.panel = UIPanel(area, _LAYER, ui.manager, margins=NO_MARGINS)

    @property
    def area(self) -> pygame.Rect:
        """Where it lies."""
        return self._area

    @area.setter
    def area(self, area: pygame.Rect) -> None:
        self._area = area
        self.panel.set_position(area.topleft)

    def show(self, situation: Situation) -> None:
        """The question stays as it was put."""

    def update(self, seconds: float) -> bool:
        """Nothing moves."""
        return False

    def kill(self) -> None:
        """End it."""
        self.panel.kill()
