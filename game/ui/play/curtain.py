"""Hides the board between two people at one screen."""

import pygame
import pygame_gui
from pygame_gui.elements import UIButton

from game.session.session import Session
from game.ui.context import Ui
from game.ui.land.camera import Size
from game.ui.paper.sheets import draw_desk, draw_sheet
from game.ui.screen import Pop, Replace, Screen, Step
from game.ui.style.text import written

_SHEET = (760, 280)


class Curtain:
    """Nothing is seen until the next person says that they are here; ``then`` is shown in its place, if anything."""

    def __init__(self, heading: str, words: str, then: Screen | None = None) -> None:
        self._heading, self._words, self._then = heading, words, then

    def opened(self, ui: Ui) -> None:
        """Make the button."""
        self.ui = ui
        wide, high = ui.px(320), ui.px(44)
        place = pygame.Rect((ui.size[0] - wide) // 2, ui.size[1] // 2 + ui.px(50), wide, high)
        self._button = UIButton(place, ui.say("curtain.here"), ui.manager, object_id="#strong_button")

    def closed(self) -> None:
        """End it."""
        self._button.kill()

    def resized(self, size: Size) -> None:
        """To the middle again."""
        self.closed()
        self.opened(self.ui)

    def handle(self, event: pygame.event.Event) -> Step | None:
        """The button, or Enter."""
        if event.type == pygame_gui.UI_BUTTON_PRESSED and event.ui_element is self._button:
            return self._rise()
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self._rise()
        return None

    def _rise(self) -> Step:
        return Pop() if self._then is None else Replace(self._then)

    def update(self, seconds: float) -> bool:
        """Nothing moves."""
        return False

    def draw(self, surface: pygame.Surface) -> None:
        """Words on paper."""
        ui = self.ui
        draw_desk(surface, ui)
        place = pygame.Rect(0, 0, min(ui.size[0], ui.px(_SHEET[0])), ui.px(_SHEET[1]))
        place.center = ui.size[0] // 2, ui.size[1] // 2
        draw_sheet(surface, ui, place)
        for text, size, bold, y in ((self._heading, 34, True, -70), (self._words, 17, False, -4)):
            drawn = written(text, ui.px(size), ui.colours["ink"], bold=bold)
            left = (surface.get_width() - drawn.get_width()) // 2
            surface.blit(drawn, (left, surface.get_height() // 2 + ui.px(y)))


class TurnCurtain(Curtain):
    """Waits for whoever orders the side whose phase it is."""

    def __init__(self, session: Session, then: Screen | None = None) -> None:
        super().__init__("", "", then)
        self._session = session

    def opened(self, ui: Ui) -> None:
        """Say whom it waits for, in the language of the moment."""
        side = ui.catalogue(self._session.world).side(self._session.active_side)
        self._heading, self._words = ui.say("curtain.title", side=side), ui.say("curtain.words", side=side)
        super().opened(ui)


def behind_curtain(session: Session, screen: Screen) -> Screen:
    """The screen of a game, hidden where two persons share it and one of them has ordered already."""
    is_shared = not any(session.players) and bool(session.records) and not session.is_over
    return TurnCurtain(session, screen) if is_shared else screen
