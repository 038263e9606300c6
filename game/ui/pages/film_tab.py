"""The film of a campaign in the window: its pictures are drawn one by one, and shown as they come."""

import pygame

from game.session.session import Session
from game.ui.context import Ui
from game.ui.film import FRAME_MS, frames
from game.ui.pages.controls import Controls, Tick

_BELOW = 44
_BUTTONS = (("back", "‹"), ("play", "▶"), ("forward", "›"))


class FilmTab:
    """Shows the film in a rectangle of the window, with its controls below."""

    def __init__(self, ui: Ui, session: Session, area: pygame.Rect) -> None:
        below = ui.px(_BELOW)
        self._place = pygame.Rect(area.left, area.top, area.width, area.height - below)
        controls = pygame.Rect(area.left, area.bottom - below + ui.px(8), area.width, below)
        self.controls = Controls(ui, controls, _BUTTONS)
        self._coming = frames(session, self._place.size, ui.lang, ui.settings.palette)
        self.pictures: list[pygame.Surface] = []
        self.days = 1 + session.turn.state.day - session.start.day
        self.at = 0
        self.is_playing = True
        self._shown_for = 0.0

    @property
    def is_complete(self) -> bool:
        """Whether every picture is there."""
        return len(self.pictures) >= self.days

    def handle(self, event: pygame.event.Event) -> bool:
        """Buttons, the bar, Space and the arrow keys; whether it was one of them."""
        asked = self.controls.handle(event)
        if event.type == pygame.KEYDOWN:
            keys = {pygame.K_SPACE: "play", pygame.K_LEFT: "back", pygame.K_RIGHT: "forward"}
            asked = keys.get(event.key)
        if asked is None:
            return False
        if isinstance(asked, float):
            self._show(round(asked * (self.days - 1)))
        elif asked == "play":
            self.is_playing = not self.is_playing
            if self.is_playing and self.at == self.days - 1:
                self.at = 0
        else:
            self._show(self.at + (1 if asked == "forward" else -1))
        return True

    def _show(self, at: int) -> None:
        self.is_playing = False
        self.at = max(0, min(at, self.days - 1, len(self.pictures) - 1))

    def update(self, seconds: float) -> bool:
        """Draw the next picture if one is missing; show the next when its time has come."""
        if not self.is_complete:
            picture = next(self._coming, None)
            if picture is None:
                self.days = len(self.pictures)
            else:
                self.pictures.append(picture[1])
        if self.is_playing and self.pictures:
            self._shown_for += seconds
            if self._shown_for * 1000 >= FRAME_MS and self.at + 1 < len(self.pictures):
                self.at, self._shown_for = self.at + 1, 0.0
            elif self.at == self.days - 1:
                self.is_playing = False
        self.controls.sign("play", "‖" if self.is_playing else "▶")
        return self.is_playing or not self.is_complete

    def draw(self, surface: pygame.Surface) -> None:
        """The picture of the day and the bar."""
        if self.pictures:
            surface.blit(self.pictures[min(self.at, len(self.pictures) - 1)], self._place)
        last = max(1, self.days - 1)
        self.controls.draw(surface, self.at / last, [Tick(day / last) for day in range(self.days)])

    def kill(self) -> None:
        """End the controls."""
        self.controls.kill()
