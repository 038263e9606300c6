"""The title screen."""

import pygame
import pygame_gui
from pygame_gui.elements import UIButton, UILabel

from game.scenario.load import load
from game.session.session import Session
from game.ui.camera import Size
from game.ui.context import Ui
from game.ui.play.screen import PlayScreen
from game.ui.screen import Push, Quit, Step


class TitleScreen:
    """Chooses a game."""

    def opened(self, ui: Ui) -> None:
        """Make the widgets."""
        self.ui = ui
        self._title = UILabel(
            pygame.Rect(ui.px(60), ui.px(60), ui.px(700), ui.px(60)),
            ui.say("title.name"),
            ui.manager,
            object_id="#title",
        )
        self._play = UIButton(
            pygame.Rect(ui.px(60), ui.px(140), ui.px(220), ui.px(40)),
            ui.say("title.play"),
            ui.manager,
            object_id="#strong_button",
        )

    def closed(self) -> None:
        """End the widgets."""
        self._title.kill()
        self._play.kill()

    def resized(self, size: Size) -> None:
        """Nothing depends on it."""

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Buttons and keys."""
        if event.type == pygame_gui.UI_BUTTON_PRESSED and event.ui_element is self._play:
            return Push(PlayScreen(Session(load("handan"), ("greedy", None))))
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return Quit()
        return None

    def update(self, seconds: float) -> bool:
        """Nothing moves."""
        return False

    def draw(self, surface: pygame.Surface) -> None:
        """Paper."""
        surface.fill(self.ui.colours["paper"])
