"""The panel that explains what lies under the pointer."""

from collections.abc import Sequence

import pygame

from game.ui.content import guide
from game.ui.content.rows import Row
from game.ui.context import Ui
from game.ui.panels.prose_panel import FloatingPanel
from game.ui.situation import Situation


class Help(FloatingPanel):
    """Help for what was under the pointer when it was opened, or is being considered."""

    name = "help"

    def __init__(self, ui: Ui, area: pygame.Rect) -> None:
        self._hex = -1
        super().__init__(ui, area)

    def notice(self, situation: Situation) -> None:
        """Keep to the hex that was under the pointer first."""
        if situation.target >= 0:
            self._hex = situation.target
        elif self._hex < 0:
            self._hex = situation.hex

    def rows(self, situation: Situation) -> Sequence[Row]:
        """About the hex, counters and mouse."""
        return guide.help_rows(situation, self._hex)
