"""A window without a display, steered by posted events as a person would steer it."""

import os
import time
from pathlib import Path

import pygame

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.ui.app import App
from game.ui.paper.prose import Prose
from game.ui.screen import Screen
from game.ui.settings import Settings

LEFT, RIGHT = 1, 3


class Hand:
    """Clicks and types."""

    def __init__(self, screen: Screen, tmp_path: Path, **settings: object) -> None:
        chosen = Settings(**{"size": (1280, 720), **settings})
        self.app = App(screen, chosen, file=tmp_path / "settings.json")
        self.rest()

    @property
    def screen(self) -> Screen:
        """The one on top."""
        return self.app.top

    def rest(self, turns: int = 3) -> None:
        """Let the window do what is due, what it has posted itself included."""
        for _ in range(turns):
            self.app.step(pygame.event.get())

    def key(self, code: int, mod: int = 0) -> None:
        """Press a key."""
        self.app.step([pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")])
        self.rest()

    def click(self, at: tuple[int, int], button: int = LEFT) -> None:
        """Click at a pixel of the window."""
        self.app.step([pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))])
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.app.step([pygame.event.Event(kind, pos=at, button=button)])
        self.rest()

    def press(self, words: str) -> None:
        """Click on the button with these words."""
        for sprite in self.app.ui.manager.get_sprite_group().sprites():
            if getattr(sprite, "text", None) == words and sprite.visible:
                self.click(sprite.rect.center)
                return
        raise AssertionError(f"there is no button {words!r}")

    def choose(self, prose: Prose, wish: object) -> None:
        """Click on what asks for something in rows of words."""
        at = prose.where(wish)
        assert at is not None, f"nothing asks for {wish}"
        self.click(at)

    def wait_for(self, condition: object, seconds: float = 300.0) -> None:
        """Let the window go on until something holds; on a new machine a game waits for its rules to be compiled."""
        assert callable(condition)
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it never came"
            self.rest(1)

    def close(self) -> None:
        """End the window."""
        if self.app.stack:
            self.app.close()
