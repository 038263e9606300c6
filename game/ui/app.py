"""The window: a display, a stack of screens, and the one loop. Where nothing happens it waits and draws nothing."""

import os
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

import pygame
import pygame_gui

from game.ui.context import REST, Ui
from game.ui.keys import Action
from game.ui.land.camera import Size
from game.ui.lost_display import told_when_lost
from game.ui.paper.prose import PROSE_WISH
from game.ui.screen import Careful, Pop, Push, Quit, Replace, Screen, Step
from game.ui.settings import Settings, scale_in, write_settings

FRAMES = 60
LOST = "the display was lost; the game is kept to its last order, and the next start offers to go on with it"
_UNSEEN = ("offscreen", "dummy")
"""Drivers that SDL falls back on where no display answers: a window that nobody would see."""
_SWITCH = 0.001
"""Seconds after which a thread at work lets the window go on."""
_LONGEST_STEP = 0.1  # seconds: after a wait animations go on from where they were
_ANSWERS = [PROSE_WISH, *(value for name, value in vars(pygame_gui).items() if name.startswith("UI_"))]
"""Events by which widgets tell what was clicked or chosen in them."""
_NOWHERE = (-1, -1)
_DEEDS = (pygame.MOUSEBUTTONUP, pygame.KEYDOWN, pygame.TEXTINPUT)


class WindowError(RuntimeError):
    """There can be no window, or there is none any more. The message says why."""


class App:
    """The window with its screens. Raises WindowError where none can be opened.

    ``stored`` are the settings as they are kept, where those for now differ from them.
    """

    def __init__(
        self,
        first: Screen,
        settings: Settings,
        size: Size | None = None,
        file: Path | None = None,
        stored: Settings | None = None,
    ) -> None:
        self._file = file
        self._stored = stored or settings
        self.surface = _open(size or settings.size, settings.full_screen)
        self.ui = Ui(self.surface.get_size(), settings, file)
        self.stack: list[Screen] = [first]
        self.frames = 0
        """Frames drawn so far."""
        sys.setswitchinterval(_SWITCH)
        self._clock = pygame.time.Clock()
        self._last = time.perf_counter()
        self._moving = False
        self._dirty = True
        self._held = -1
        """The key that turned the page while it is still held down: what it repeats was not meant for the new page."""
        self._open_top()

    @property
    def top(self) -> Screen:
        """The screen that is shown."""
        return self.stack[-1]

    def run(self) -> None:
        """Show screens until the last one is left. Raises WindowError when the display is lost."""
        try:
            while self.step():
                pass
        except pygame.error as error:
            raise WindowError(f"{LOST} ({error})") from error
        finally:
            self.close()

    def close(self) -> None:
        """End every screen and the display."""
        while self.stack:
            self.stack.pop().closed()
        pygame.display.quit()

    def step(self, events: Sequence[pygame.event.Event] | None = None) -> bool:
        """One turn of the loop; whether to go on. ``events`` take the place of those that come from outside."""
        waiting = deque(self._events() if events is None else events)
        while waiting and self.stack:
            event = waiting.popleft()
            self._handle(event)
            if event.type in _DEEDS and waiting and waiting[0].type != pygame.TEXTINPUT:  # which belongs to its key
                self._catch_up()
        if not self.stack:
            return False
        now = time.perf_counter()
        seconds = min(now - self._last, _LONGEST_STEP)
        self._last = now
        self.ui.patience = REST
        told = self._update(seconds)
        if not self.stack:
            return False
        self._obey_settings()
        self.ui.manager.update(seconds)
        self._moving = told
        if told or self.ui.manager.looks_different() or self._dirty:
            self._draw()
        if self._moving:
            self._clock.tick(FRAMES)
        return True

    def _catch_up(self) -> None:
        """Show what a click or a key has done before the next one, which was meant for that, is looked at."""
        for answer in pygame.event.get(_ANSWERS):
            if self.stack:
                self._handle(answer)
        if self.stack and self._update(0.0):
            self._dirty = True

    def _update(self, seconds: float) -> bool:
        """Let time pass on the screen that is shown; whether it looks different."""
        told = self.top.update(seconds)
        if isinstance(told, bool):
            return told
        self._turn(told)
        return True

    def _events(self) -> list[pygame.event.Event]:
        wait = 0 if self._moving or self._dirty else round(self.ui.patience * 1000)
        first = pygame.event.wait(wait) if wait else pygame.event.Event(pygame.NOEVENT)
        return [*([first] if first.type != pygame.NOEVENT else []), *pygame.event.get()]

    def _draw(self) -> None:
        self._dirty = False
        self.top.draw(self.surface)
        self.ui.manager.draw_ui(self.surface)
        pygame.display.flip()
        self.frames += 1

    def _handle(self, event: pygame.event.Event) -> None:
        ui = self.ui
        match event.type:
            case pygame.KEYUP if event.key == self._held:
                self._held = -1
            case pygame.KEYDOWN if event.key == self._held:
                return
            case pygame.QUIT:
                self._quit()
                return
            case pygame.VIDEORESIZE:
                self._resize(event.size)
            case pygame.VIDEOEXPOSE | pygame.WINDOWEXPOSED | pygame.WINDOWFOCUSGAINED:
                self._dirty = True
            case pygame.WINDOWLEAVE:
                ui.pointer = _NOWHERE
                ui.manager.point(_NOWHERE)
            case pygame.MOUSEMOTION | pygame.MOUSEBUTTONDOWN | pygame.MOUSEBUTTONUP:
                ui.pointer = event.pos
                ui.manager.point(event.pos)
            case pygame.KEYDOWN if ui.keys.action(event) is Action.FULL_SCREEN:
                ui.change(ui.settings.changed(full_screen=not ui.settings.full_screen))
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL):
            ui.manager.drop_hint()
        ui.taken = bool(ui.manager.process_events(event))
        step = self.top.handle(event)
        if step is not None:
            if event.type == pygame.KEYDOWN and pygame.key.get_pressed()[event.key]:
                self._held = event.key
            self._turn(step)
        self._obey_settings()

    def _quit(self) -> None:
        """The window is to close: a screen that would lose something comes to the top and asks first."""
        careful = next((screen for screen in reversed(self.stack) if isinstance(screen, Careful)), None)
        while careful is not None and careful.holds_unsaved and self.top is not careful:
            self._turn(Pop())
        if not isinstance(self.top, Careful) or not self.top.asks_before_leaving():
            self._turn(Quit())
        self._dirty = True

    def _turn(self, step: Step) -> None:
        """Turn the page."""
        self._dirty = True
        if isinstance(step, Quit):
            while self.stack:
                self.stack.pop().closed()
            return
        self.top.closed()
        if isinstance(step, Pop | Replace):
            self.stack.pop()
        if isinstance(step, Replace) and step.below is not None:
            self.stack.append(step.below)
        if isinstance(step, Push | Replace):
            self.stack.append(step.screen)
        if self.stack:
            self._open_top()

    def _open_top(self) -> None:
        self.ui.name_window()
        self.top.opened(self.ui)

    def _resize(self, size: Size) -> None:
        self.surface = pygame.display.get_surface() or self.surface
        size = self.surface.get_size()
        if size == self.ui.size:
            return
        self._dirty = True
        if scale_in(size, self.ui.settings.scale) != self.ui.scale:
            self.ui.change(self.ui.settings)
            return
        self.ui.size = size
        self.ui.manager.set_window_resolution(size)
        self.top.resized(size)

    def _obey_settings(self) -> None:
        """Where other settings are wanted, keep them and open the screen anew with them."""
        if self.ui.noted:
            self._keep(self.ui.noted)
            self.ui.noted = {}
        wanted, self.ui.wanted = self.ui.wanted, None
        if wanted is None or not self.stack:
            return
        self.top.closed()
        if wanted.full_screen != self.ui.settings.full_screen:
            self.surface = _open(wanted.size, wanted.full_screen)
        self._keep(wanted.different_from(self.ui.settings))
        notices, pointer = self.ui.notices, self.ui.pointer
        self.ui = Ui(self.surface.get_size(), wanted, self._file)
        self.ui.notices = notices
        self.ui.pointer = pointer
        self._open_top()
        self._dirty = True

    def _keep(self, changed: Mapping[str, object]) -> None:
        """Write what the person has changed; what is set for this time alone is not kept."""
        self._stored = self._stored.changed(**changed)
        trouble = write_settings(self._stored, self._file)
        if trouble:
            self.ui.notices.append(trouble)


def _open(size: Size, full_screen: bool) -> pygame.Surface:
    """The display; sound is never opened, so that a machine without it says nothing. Raises WindowError."""
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    if not getattr(pygame, "IS_CE", False):
        raise WindowError("pygame is installed in the place of pygame-ce; uninstall both, then install pygame-ce")
    try:
        pygame.display.init()
        pygame.font.init()
        if pygame.display.get_driver() in _UNSEEN and not os.environ.get("SDL_VIDEODRIVER"):
            display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or "here"
            raise WindowError(f"no window can be opened: the display {display} does not answer")
        most = size if pygame.display.get_driver() == "dummy" else pygame.display.get_desktop_sizes()[0]
        flags = pygame.FULLSCREEN if full_screen else pygame.RESIZABLE
        wanted = most if full_screen else (min(size[0], most[0]), min(size[1], most[1]))
        surface = pygame.display.set_mode(wanted, flags)
        pygame.key.set_repeat(350, 45)
        told_when_lost(f"hebei: {LOST}")
    except pygame.error as error:
        raise WindowError(f"no window can be opened: {error}") from error
    return surface
