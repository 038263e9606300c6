"""Asks for the name of a save."""

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UILabel, UITextEntryLine

from game.ui.context import Ui
from game.ui.panels.modal import Modal
from game.ui.wishes import Nothing, SaveGame, Wish

SIZE = (440, 138)
_PAD = 14


class NameDialog(Modal):
    """A line for the name, with the scenario's and the day's in it to begin with."""

    def __init__(self, ui: Ui, area: pygame.Rect, proposed: str) -> None:
        super().__init__(ui, area)
        pad, wide, row = ui.px(_PAD), area.width - 2 * ui.px(_PAD), ui.px(34)
        heading = pygame.Rect(pad, pad // 2, wide, ui.px(28))
        UILabel(heading, ui.say("saves.name"), ui.manager, self.panel, object_id="#strong")
        place = pygame.Rect(pad, heading.bottom + ui.px(4), wide, row)
        self._line = UITextEntryLine(place, ui.manager, self.panel, initial_text=proposed)
        self._line.focus()
        self._line.select_range = [0, len(proposed)]  # so that what is typed takes its place
        half, y = (wide - pad) // 2, area.height - pad - row
        self._save = UIButton(
            pygame.Rect(pad, y, half, row), ui.say("saves.save"), ui.manager, self.panel, object_id="#strong_button"
        )
        self._leave = UIButton(pygame.Rect(pad * 2 + half, y, half, row), ui.say("saves.leave"), ui.manager, self.panel)

    def handle(self, event: pygame.event.Event) -> Wish | None:
        """Save by the button or Enter, leave by the other or Esc."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return Nothing()
        pressed = event.ui_element if event.type == pygame_gui.UI_BUTTON_PRESSED else None
        entered = event.type == pygame_gui.UI_TEXT_ENTRY_FINISHED and event.ui_element is self._line
        if pressed is self._leave:
            return Nothing()
        name = str(self._line.get_text()).strip()
        return SaveGame(name) if name and (entered or pressed is self._save) else None
