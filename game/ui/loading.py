"""A page to look at while a game is made or read, which happens in a thread so that the window stays awake."""

import threading
from collections.abc import Callable

import pygame

from game.session.session import Session
from game.ui.camera import Size
from game.ui.context import Ui
from game.ui.screen import Pop, Replace, Screen, Step
from game.ui.text import written


class LoadingScreen:
    """Makes a session, then shows the screen for it; what goes wrong is told on the screen below."""

    def __init__(self, make: Callable[[], Session], then: Callable[[Session], Screen]) -> None:
        self._make, self._then = make, then
        self._thread: threading.Thread | None = None
        self._made: Session | None = None
        self.error: Exception | None = None
        """Why there is no game."""
        self._waited = 0.0
        self._dots = -1
        self._is_left = False

    def opened(self, ui: Ui) -> None:
        """Begin."""
        self.ui = ui
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="loading", daemon=True)
            self._thread.start()

    def closed(self) -> None:
        """What was begun ends by itself."""

    def resized(self, size: Size) -> None:
        """Drawn anew every time."""

    def _work(self) -> None:
        try:
            self._made = self._make()
        except Exception as error:  # shown to the person once the thread has ended
            self.error = error

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Esc leaves."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return Pop()
        return None

    def update(self, seconds: float) -> bool | Step:
        """On to the game when it is there."""
        assert self._thread is not None
        self.ui.patience = 0.03
        if self._made is not None:
            return Replace(self._then(self._made))
        if not self._thread.is_alive():
            self.ui.notices.append(str(self.error))
            return Pop()
        self._waited += max(seconds, 0.001)
        dots, self._dots = self._dots, int(self._waited * 3) % 4
        return dots != self._dots

    def draw(self, surface: pygame.Surface) -> None:
        """A word on paper."""
        ui = self.ui
        surface.fill(ui.colours["paper"])
        key = "loading.first" if self._waited > 8 else "loading.text"
        text = written(ui.say(key), ui.px(22), ui.colours["ink"], True)
        x, y = (surface.get_width() - text.get_width()) // 2, surface.get_height() // 2 - ui.px(20)
        surface.blit(text, (x, y))
        for number in range(3):
            colour = ui.colours["accent" if number < self._dots else "line"]
            place = surface.get_width() // 2 + (number - 1) * ui.px(22), y + ui.px(52)
            pygame.draw.circle(surface, colour, place, ui.px(5))
