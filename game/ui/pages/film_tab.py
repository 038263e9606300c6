"""The film of a campaign in the window: a thread draws its pictures one by one, and they are shown as they come."""

import threading
from queue import SimpleQueue

import pygame

from game.session.session import Session
from game.ui.context import Ui
from game.ui.export.film import FRAME_MS, frames
from game.ui.export.picture import Wish
from game.ui.export.reel import Reel
from game.ui.pages.controls import Controls, Tick

_BELOW = 44
_WAITING = 0.03  # seconds between looks at what has come
_BUTTONS = (("back", "‹"), ("play", "▶"), ("forward", "›"))


class FilmTab:
    """Shows the film in a rectangle of the window, with its controls below."""

    def __init__(self, ui: Ui, session: Session, area: pygame.Rect) -> None:
        self._ui = ui
        below = ui.px(_BELOW)
        self._place = pygame.Rect(area.left, area.top, area.width, area.height - below)
        controls = pygame.Rect(area.left, area.bottom - below + ui.px(8), area.width, below)
        self.controls = Controls(ui, controls, _BUTTONS)
        self.pictures = Reel()
        self.days = 1 + session.turn.state.day - session.start.day
        self.at = 0
        self.is_playing = True
        self._shown_for = 0.0
        self._coming: SimpleQueue[pygame.Surface | Exception | None] = SimpleQueue()
        """Pictures that have been drawn; None after the last, or why there are no more."""
        self._is_left = threading.Event()
        self.wish = Wish(self._place.size, lang=ui.lang, palette=ui.settings.palette, larger=ui.lettering)
        """What every picture is to show."""
        threading.Thread(target=self._draw_all, args=(session, self.wish), name="film", daemon=True).start()

    def _draw_all(self, session: Session, wish: Wish) -> None:
        """In a thread of its own: the first picture draws a whole map, which takes seconds."""
        end: Exception | None = None
        try:
            for _, picture in frames(session, wish):
                if self._is_left.is_set():
                    return
                self._coming.put(picture)
        except Exception as error:  # a thread has nobody above it: who takes the pictures raises it
            end = error
        finally:
            self._coming.put(end)

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
        """Take the pictures that have come; show the next when its time has come. Raises what ended the thread."""
        before = self.at, self.is_playing, len(self.pictures)
        while not self._coming.empty():
            picture = self._coming.get()
            if isinstance(picture, Exception):
                raise picture
            if picture is None:
                self.days = len(self.pictures)
            else:
                self.pictures.append(picture)
        if self.is_playing and self.pictures:
            self._shown_for += seconds
            if self._shown_for * 1000 >= FRAME_MS and self.at + 1 < len(self.pictures):
                self.at, self._shown_for = self.at + 1, 0.0
            elif self.at == self.days - 1:
                self.is_playing = False
        self.controls.sign("play", "‖" if self.is_playing else "▶")
        if self.is_playing or not self.is_complete:
            self._ui.patience = min(self._ui.patience, _WAITING)
        return before != (self.at, self.is_playing, len(self.pictures))

    def draw(self, surface: pygame.Surface) -> None:
        """The picture of the day and the bar."""
        if self.pictures:
            surface.blit(self.pictures.picture(min(self.at, len(self.pictures) - 1)), self._place)
        last = max(1, self.days - 1)
        self.controls.draw(surface, self.at / last, [Tick(day / last) for day in range(self.days)])

    def kill(self) -> None:
        """End the controls and, after its present picture, the thread."""
        self._is_left.set()
        self.controls.kill()
