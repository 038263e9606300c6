"""A whole game in the window at 1600×900: opening it, frames while the computer thinks, memory, and rest."""

import os
import statistics
import subprocess
import sys
import tempfile
from functools import cache
from importlib.util import find_spec

from benchmarks.timing import Sample, Unmeasurable

_ROUNDS = 2
_MILLI = 1000

_PROGRAM = """
import os, sys, time
began = time.perf_counter()
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["SDL_VIDEODRIVER"] = "dummy"
import pygame
import resource
from pathlib import Path
from game.collector import look_seldom
look_seldom()  # as `hebei` does
from game.scenario.load import load
from game.session.session import Session
from game.ui.app import App
from game.ui.play.flow import Stage
from game.ui.play.screen import PlayScreen
from game.ui.saves import Shelf
from game.ui.settings import Settings

def peak():
    "MB of this program alone: what getrusage tells on Linux begins with the memory of whoever started it."
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024

shelf = Shelf.open(Path(sys.argv[1]))
session = Session(load("handan@the-pocket"), (None, "staff"), 1, shelf.fresh("handan"))
screen = PlayScreen(session, shelf)
app = App(screen, Settings(size=(1600, 900), edge_scroll=False), file=Path(sys.argv[1]) / "settings.json")
while not screen.map.is_complete:
    app.step(pygame.event.get())
print("open", time.perf_counter() - began)
pause = time.perf_counter()
while not screen.map.is_settled or time.perf_counter() - pause < 1:
    app.step(pygame.event.get())
drawn = app.frames
for _ in range(50):
    app.step(pygame.event.get())
print("rest", app.frames - drawn)
unit = sorted(screen.table.ready)[1]
screen.table.select((unit,))
app.step(pygame.event.get())
hexes = screen.session.world.grid.neighbours[int(screen.table.view.units[3, unit])].tolist()
worst = 0.0
for number in range(60):
    x, y = screen.map.camera.centre_of(hexes[number % 6])
    at = round(x) + screen.map.area.left, round(y) + screen.map.area.top
    at_first = time.perf_counter()
    app._handle(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    screen.update(0.016)
    app._draw()
    spent = time.perf_counter() - at_first
    worst = max(worst, spent)
    print("hint", spent)
screen.flow.end_phase()
last = time.perf_counter()
while screen.flow.thinker.is_running:
    app.step(pygame.event.get())
    now = time.perf_counter()
    print("think", now - last)
    last = now
print("memory", peak())
"""


@cache
def _rounds() -> list[dict[str, list[float]]]:
    """What each of the processes tells, by name; one before them warms the caches."""
    if find_spec("pygame") is None or find_spec("pygame_gui") is None:
        raise Unmeasurable("pygame-ce and pygame_gui are not installed")
    return [_figures() for _ in range(_ROUNDS + 1)][1:]


def _figures() -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _PROGRAM, folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    if done.returncode:
        raise RuntimeError(f"the window ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    found: dict[str, list[float]] = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition(" ")
        if name in ("open", "rest", "hint", "think", "memory"):
            found.setdefault(name, []).append(float(value))
    return found


def opening() -> Sample:
    """A process that starts and shows the first map of a game, with tiles from disk."""
    return Sample(
        [figures["open"][0] for figures in _rounds()],
        {"frames at rest": max(figures["rest"][0] for figures in _rounds())},
    )


def thinking() -> Sample:
    """Frames while the computer orders: the median of each process; the worst beside it."""
    frames = [[spent * _MILLI for spent in figures["think"]] for figures in _rounds()]
    return Sample([statistics.median(each) for each in frames], {"worst, ms": max(map(max, frames))})


def hints() -> Sample:
    """From a move of the pointer to reach, way and preview on the screen."""
    frames = [spent * _MILLI for figures in _rounds() for spent in figures["hint"]]
    return Sample(frames, {"worst, ms": max(frames)})


def memory() -> Sample:
    """The most memory of such a process."""
    return Sample([figures["memory"][0] for figures in _rounds()])
