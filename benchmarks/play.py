"""A whole game in the window at 1600×900: opening it, frames while the computer thinks, memory, and rest."""

import statistics
import subprocess
import sys
import tempfile
from functools import cache
from importlib.util import find_spec

from benchmarks.processes import ROOT
from benchmarks.timing import Sample, Unmeasurable

_ROUNDS = 2
_MILLI = 1000


@cache
def _rounds() -> list[dict[str, list[float]]]:
    """What each of the processes tells, by name; one before them warms the caches."""
    if find_spec("pygame") is None or find_spec("pygame_gui") is None:
        raise Unmeasurable("pygame-ce and pygame_gui are not installed")
    return [_figures() for _ in range(_ROUNDS + 1)][1:]


def _figures() -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.played", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
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
