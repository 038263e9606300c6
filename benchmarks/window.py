"""The board as the window draws it: 1600×900, 120 counters, an overlay, on surfaces of the dummy driver."""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.positions import handan, midway
from benchmarks.processes import warm
from benchmarks.timing import CLOCK, Sample, Unmeasurable

if TYPE_CHECKING:
    import pygame

    from game.ui.board.view import BoardView
    from game.ui.land.camera import Camera

_SIZE = (1600, 900)
_SCALE = 60.0
_COUNTERS = 120
_FRAMES = 90
_ROUNDS = 5
_TILE_TIME = 0.004
_MILLI = 1000


def _board() -> "tuple[BoardView, Camera, pygame.Surface]":
    """The board around Handan with everything drawn that a short pan needs."""
    if find_spec("pygame") is None or find_spec("pygame_gui") is None:
        raise Unmeasurable("pygame-ce and pygame_gui are not installed")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    from game.ui.board.overlays import area
    from game.ui.board.view import BoardView
    from game.ui.land.camera import Camera

    pygame.display.init()
    screen = pygame.display.set_mode(_SIZE)
    view = BoardView(handan())
    view.show(midway().state)
    grid = view.world.grid
    middle = view.world.places[view.world.place_index["handan"]].hex
    camera = Camera(grid, _SIZE, _SCALE, grid.centre(middle)).clamped()
    near = grid.disc(middle, 9)
    view.counters = [counter._replace(hex=near[3 * number % len(near)]) for number, counter in _many(view)]
    view.overlays = [area(grid, grid.disc(middle, 7), view.palette.overlay[0])]
    view.prepare(camera)
    for key in view.wanted(camera):
        view.tiles.get(key)
    view.overview()
    view.draw(screen, camera)
    view.lay_out_later(lambda do: None)  # another thread's work in the window, which no frame waits for
    return view, camera, screen


def _many(view: "BoardView") -> Iterator[tuple[int, object]]:
    for number in range(_COUNTERS):
        yield number, view.counters[number % len(view.counters)]


def _frames(move: "Callable[[Camera, int], Camera]") -> Sample:
    view, camera, screen = _board()
    medians, worst = [], 0.0
    for _ in range(_ROUNDS):
        spent = []
        for number in range(_FRAMES):
            moved = move(camera, number)
            began = CLOCK()
            if moved.scale == camera.scale:
                view.prepare(moved, _TILE_TIME)
            view.draw(screen, moved)
            spent.append((CLOCK() - began) * _MILLI)
        medians.append(statistics.median(spent))
        worst = max(worst, *spent)
    return Sample(medians, {"worst, ms": worst, "frames/s": _MILLI / statistics.median(medians)})


def panning() -> Sample:
    """A frame while the map is dragged."""
    return _frames(lambda camera, number: camera.panned(4.0 * number, 2.0 * number))


def zooming() -> Sample:
    """A frame while the wheel turns: the last scale stretched."""
    return _frames(lambda camera, number: camera.zoomed(_SCALE * 1.004 ** (number + 1), (500, 400)))


def picture() -> Sample:
    """`hebei show handan --picture`: a process that starts, draws the first map and writes it."""
    with tempfile.TemporaryDirectory() as folder:
        return Sample(warm(5, "show", "handan", "--at", "handan", "--picture", str(Path(folder) / "handan.png")))
