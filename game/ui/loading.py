"""A page to look at while a game is made or read, which happens in a thread so that the window stays awake."""

import threading
from collections.abc import Callable

import pygame
import pygame_gui
from pygame_gui.elements import UIButton

from game.session.progress import Progress
from game.session.session import Session
from game.ui.ahead import compile_ahead
from game.ui.context import Ui
from game.ui.land.camera import Size
from game.ui.paper.sheets import draw_desk, draw_sheet
from game.ui.play.rehearsal import rehearse
from game.ui.screen import Pop, Replace, Screen, Step
from game.ui.style.text import written

_LONG = 8.0  # seconds after which the rules are being compiled, which the first start does
_BAR, _SHEET = (380, 8), (640, 250)


class _Left(Exception):
    """Nobody waits for the game any more."""


class LoadingScreen:
    """Makes a session, then shows the screen for it; what goes wrong is told on the screen below.

    ``make`` is given somebody to tell of the orders of a save that have been given again. ``below`` is laid under the
    screen for the session, where nothing lies below this one.
    """

    def __init__(
        self, make: Callable[[Progress], Session], then: Callable[[Session], Screen], below: Screen | None = None
    ) -> None:
        self._make, self._then, self._below = make, then, below
        self._thread: threading.Thread | None = None
        self._made: Session | None = None
        self.error: Exception | None = None
        """Why there is no game."""
        self.share = -1
        """Per cent of a save's orders that have been given again, -1 before the first."""
        self.compiled = 0
        """Pieces of the rules that were compiled for this machine, 0 where they were before."""
        self._waited = 0.0
        self._shown: tuple[int, int] = (-1, -1)
        self._is_left = False
        self._stop: UIButton | None = None

    def opened(self, ui: Ui) -> None:
        """Begin."""
        self.ui = ui
        self._make_button()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="loading", daemon=True)
            self._thread.start()

    def _make_button(self) -> None:
        ui = self.ui
        place = pygame.Rect(0, 0, ui.px(140), ui.px(34))
        place.midtop = ui.size[0] // 2, ui.size[1] // 2 + ui.px(74)
        self._stop = UIButton(place, ui.say("loading.stop"), ui.manager)

    def closed(self) -> None:
        """The button goes; the work goes on, since the screen may be opened anew."""
        if self._stop is not None:
            self._stop.kill()
            self._stop = None

    def resized(self, size: Size) -> None:
        """The button moves; the rest is drawn anew every time."""
        if self._stop is not None:
            self._stop.kill()
        self._make_button()

    def _work(self) -> None:
        try:
            compile_ahead(self._note_compiled)
            made = self._make(self._note_progress)
            rehearse(made)
            self._made = made
        except _Left:
            pass
        except Exception as error:  # shown to the person once the thread has ended
            self.error = error

    def _note_compiled(self, count: int) -> None:
        if self._is_left:
            raise _Left
        self.compiled = count

    def _note_progress(self, done: int, count: int) -> None:
        if self._is_left:
            raise _Left
        self.share = done * 100 // max(1, count)

    def handle(self, event: pygame.event.Event) -> Step | None:
        """Esc or the button leaves."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            return self._leave()
        if event.type == pygame_gui.UI_BUTTON_PRESSED and event.ui_element is self._stop:
            return self._leave()
        return None

    def _leave(self) -> Pop:
        """Whatever is still being played again stops after the present order."""
        self._is_left = True
        return Pop()

    def update(self, seconds: float) -> bool | Step:
        """On to the game when it is there."""
        assert self._thread is not None
        self.ui.patience = 0.03
        is_at_work = self._thread.is_alive()  # asked first: what it has made by its end is there then
        if self._made is not None:
            return Replace(self._then(self._made), self._below)
        if not is_at_work:
            self.ui.notices.append(self.ui.texts.complaint(self.error))
            return Pop()
        self._waited += max(seconds, 0.001)
        before, self._shown = self._shown, (self.share, int(self._waited * 3) % 4)
        return before != self._shown

    def draw(self, surface: pygame.Surface) -> None:
        """A word on paper, and how far it has come."""
        ui = self.ui
        draw_desk(surface, ui)
        place = pygame.Rect(0, 0, min(ui.size[0], ui.px(_SHEET[0])), ui.px(_SHEET[1]))
        place.center = ui.size[0] // 2, ui.size[1] // 2 + ui.px(24)
        draw_sheet(surface, ui, place)
        middle, y = surface.get_width() // 2, surface.get_height() // 2 - ui.px(20)
        if self.share >= 0:
            words = ui.say("loading.again", share=self.share)
        else:
            words = ui.say("loading.first" if self.compiled or self._waited > _LONG else "loading.text")
        text = written(words, ui.px(22), ui.colours["ink"], bold=True)
        surface.blit(text, (middle - text.get_width() // 2, y))
        if self.share >= 0:
            self._draw_bar(surface, y + ui.px(52))
            return
        if self.compiled:
            told = written(ui.say("loading.compiled", count=self.compiled), ui.px(14), ui.colours["faded"])
            surface.blit(told, (middle - told.get_width() // 2, y + ui.px(26)))
        for number in range(3):
            colour = ui.colours["accent" if number < self._shown[1] else "line"]
            pygame.draw.circle(surface, colour, (middle + (number - 1) * ui.px(22), y + ui.px(52)), ui.px(5))

    def _draw_bar(self, surface: pygame.Surface, y: int) -> None:
        ui = self.ui
        bar = pygame.Rect(0, 0, ui.px(_BAR[0]), ui.px(_BAR[1]))
        bar.center = surface.get_width() // 2, y
        pygame.draw.rect(surface, ui.colours["line"], bar, border_radius=bar.height // 2)
        bar.width = max(bar.height, bar.width * self.share // 100)
        pygame.draw.rect(surface, ui.colours["accent"], bar, border_radius=bar.height // 2)
