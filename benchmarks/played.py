"""A game in the window, in a process of its own: prints a name and a figure a line, which `play` reads.

Everything but the standard library is imported in functions, because the time until the first map includes it.
"""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.play.screen import PlayScreen

_SIZE = (1600, 900)
_STILL = 1.0  # seconds without a movement of the map, after which it is at rest
_FRAMES_AT_REST = 50
_POINTED = 60  # moves of the pointer


def main(folder: Path) -> None:
    """Open the game, rest, move the pointer, let the computer order."""
    began = time.perf_counter()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    app, screen = _opened(folder)
    _tell("open", time.perf_counter() - began)
    _rest(app, screen)
    _point(app, screen)
    _think(app, screen)
    _tell("memory", _peak())


def _tell(name: str, figure: float) -> None:
    print(name, figure)


def _opened(folder: Path) -> "tuple[App, PlayScreen]":
    from game.collector import look_seldom

    look_seldom()  # as `hebei` does
    from game.scenario.load import load
    from game.session.session import Session
    from game.ui.app import App
    from game.ui.play.screen import PlayScreen
    from game.ui.saves import Shelf
    from game.ui.settings import Settings

    shelf = Shelf.open(folder)
    session = Session(load("handan@the-pocket"), (None, "staff"), 1, shelf.fresh("handan"))
    screen = PlayScreen(session, shelf)
    app = App(screen, Settings(size=_SIZE, edge_scroll=False), file=folder / "settings.json")
    while not screen.map.is_complete:
        _step(app)
    return app, screen


def _step(app: "App") -> None:
    import pygame

    app.step(pygame.event.get())


def _rest(app: "App", screen: "PlayScreen") -> None:
    """Frames that are drawn though nothing happens."""
    pause = time.perf_counter()
    while not screen.map.is_settled or time.perf_counter() - pause < _STILL:
        _step(app)
    drawn = app.frames
    for _ in range(_FRAMES_AT_REST):
        _step(app)
    _tell("rest", app.frames - drawn)


def _point(app: "App", screen: "PlayScreen") -> None:
    """Frames with the hints of a unit that could march, the pointer going round it."""
    import pygame

    from game.core.state import U

    unit = sorted(screen.table.ready)[1]
    screen.table.select((unit,))
    _step(app)
    around = screen.session.world.grid.neighbours[int(screen.table.view.units[U.HEX, unit])].tolist()
    for number in range(_POINTED):
        x, y = screen.map.camera.centre_of(around[number % len(around)])
        at = round(x) + screen.map.area.left, round(y) + screen.map.area.top
        began = time.perf_counter()
        app._handle(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
        screen.update(0.016)
        app._draw()
        _tell("hint", time.perf_counter() - began)


def _think(app: "App", screen: "PlayScreen") -> None:
    """Frames while the computer orders."""
    screen.flow.end_phase()
    last = time.perf_counter()
    while screen.flow.thinker.is_running:
        _step(app)
        now = time.perf_counter()
        _tell("think", now - last)
        last = now


def _peak() -> float:
    """MB of this program alone: what getrusage tells on Linux begins with the memory of whoever started it."""
    import resource

    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
