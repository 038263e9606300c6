"""A window on the dummy driver with a game on a tiny board, worked by posted events."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pygame

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.core.orders import Order
from game.core.state import U
from game.scenario.load import Scenario
from game.session.seats import Seat
from game.session.session import Session
from game.ui.app import App
from game.ui.play.flow import Stage
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.screen import Screen
from game.ui.settings import Settings

SIZE = (1280, 800)
_PATIENCE = 300.0


class Desk:
    """A person at a window."""

    def __init__(self, screen: Screen, folder: Path, size: tuple[int, int] = SIZE, **settings: object) -> None:
        wanted = Settings(size=size, animation="none", edge_scroll=False).changed(**settings)
        self.app = App(screen, wanted, file=folder / "settings.json")
        self.pump()

    @property
    def screen(self) -> PlayScreen:
        top = self.app.top
        assert isinstance(top, PlayScreen)
        return top

    def post(self, kind: int, **fields: object) -> None:
        self.app.step([pygame.event.Event(kind, **fields)])
        self.pump(1)

    def pump(self, times: int = 2) -> None:
        for _ in range(times):
            self.app.step(pygame.event.get())

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not until():
            assert time.monotonic() < end, "the window is still busy"
            self.pump(1)

    def settle(self) -> None:
        """Wait until all is drawn: the tiles around the map and names come one after the other, from a thread."""
        quiet = 0
        while quiet < 10:
            drawn = self.app.frames
            pygame.time.wait(5)
            self.wait(lambda: self.screen.map.is_settled)
            self.pump(1)
            quiet = quiet + 1 if self.app.frames == drawn else 0

    def wait_for_orders(self) -> None:
        self.wait(lambda: self.screen.flow.stage is not Stage.OTHERS)

    def key(self, code: int, mod: int = 0) -> None:
        self.post(pygame.KEYDOWN, key=code, mod=mod, unicode="")

    def move(self, at: tuple[int, int]) -> None:
        self.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))

    def press(self, at: tuple[int, int], button: int = 1) -> None:
        self.move(at)
        self.post(pygame.MOUSEBUTTONDOWN, pos=at, button=button)

    def release(self, at: tuple[int, int], button: int = 1) -> None:
        self.move(at)
        self.post(pygame.MOUSEBUTTONUP, pos=at, button=button)

    def click(self, at: tuple[int, int], button: int = 1) -> None:
        self.press(at, button)
        self.release(at, button)

    def at(self, number: str) -> tuple[int, int]:
        """The pixel in the middle of a hex."""
        hex = self.screen.session.world.grid.index(number)
        assert hex is not None
        x, y = self.screen.map.camera.centre_of(hex)
        return round(x) + self.screen.map.area.left, round(y) + self.screen.map.area.top

    def orders(self) -> list[Order]:
        """All orders that have been given."""
        return [record.order for record in self.screen.session.records]

    def where(self, unit: int) -> str:
        hex = int(self.screen.session.turn.state.units[U.HEX, unit])
        return self.screen.session.world.grid.number(hex)


def desk_of(scenario: Scenario, folder: Path, players: Sequence[Seat] = (None, "greedy"), **settings: object) -> Desk:
    """A window with a new game that is being saved."""
    shelf = Shelf.open(folder / "saves")
    session = Session(scenario, players, 1, shelf.fresh("board"))
    desk = Desk(PlayScreen(session, shelf), folder, **settings)
    desk.screen.gestures.clock = lambda: 0.0  # on a slow machine a click would be a long press
    return desk
