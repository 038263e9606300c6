"""The legend of the overlay that lies over the map; it is there while one does."""

from collections.abc import Sequence

import pygame

from game.ui.content.legend import legend_rows
from game.ui.content.rows import Row
from game.ui.panels.prose_panel import ProsePanel
from game.ui.situation import Situation


class Legend(ProsePanel):
    """Over the upper right of the map, as high as what it says."""

    def rows(self, situation: Situation) -> Sequence[Row]:
        """Nothing without an overlay."""
        if not situation.overlay:
            return []
        return legend_rows(situation, self.ui.say(f"overlays.{situation.overlay}"))

    def again(self) -> None:
        """Come and go with the overlay, and be as high as the rows."""
        super().again()
        situation = self._situation
        if situation is None or not situation.overlay:
            self.container.hide()
            return
        high = min(self._area.height, self.prose.high + self.prose.pad + 2)
        self.container.show()
        self.container.set_dimensions((self._area.width, high))
        self._lay_out(pygame.Rect(1, 1, self._area.width - 2, high - 2))
        self._changed = True
