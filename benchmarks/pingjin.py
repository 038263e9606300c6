"""The long campaign: games of staffs on Pingjin, their saves, and what they need of memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import game
from benchmarks.games import settle_down, unit_days
from benchmarks.processes import peak_of, warm
from benchmarks.timing import MICRO, Sample, seconds
from game.session.replay import replayed
from game.session.saves.save import Save, read_save

GAMES = 5
_STAFFS = ("staff", "staff")
_DAYS_OPENED = 9
_ROUNDS = 3


@cache
def _scenario() -> game.Scenario:
    """The scenario, read once."""
    return game.load("pingjin")


@cache
def _days_of_games() -> list[list[float]]:
    """Seconds of each day of each game; one that nobody times is played before."""
    settle_down(_scenario(), "staff")
    return [list(_days_of(seed)) for seed in range(1, GAMES + 1)]


def _days_of(seed: int) -> Iterator[float]:
    session = game.Session(_scenario(), _STAFFS, seed)
    while not session.is_over:
        yield seconds(lambda: [None for _ in session.play(1)])


def whole_game() -> Sample:
    """Seconds a game."""
    return Sample([sum(days) for days in _days_of_games()], {"units": len(_scenario().world.units)})


def unit_turn() -> Sample:
    """Microseconds a unit and day; one value a game."""
    each = MICRO / unit_days(_scenario().world)
    return Sample([sum(days) * each for days in _days_of_games()])


def day() -> Sample:
    """Milliseconds a day of both sides."""
    days = [1000 * day for days in _days_of_games() for day in days]
    return Sample(days, {"worst, ms": max(days)})


def check() -> Sample:
    """`hebei check pingjin`."""
    return Sample(warm(9, "check", "pingjin"))


@contextmanager
def _saved_game() -> Iterator[Path]:
    """A whole game of staffs in its file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pingjin.save"
        game.play(_scenario(), _STAFFS, seed=1, save=path)
        yield path


def opening() -> Sample:
    """Seconds to read a whole game's file and stand on a day of it, for days from the first to the last."""
    with _saved_game() as path:
        count = len(read_save(path).days)
        chosen = [number * (count - 1) // (_DAYS_OPENED - 1) for number in range(_DAYS_OPENED)]
        return Sample([seconds(lambda number=number: _open(read_save(path), number)) for number in chosen])


def _open(save: Save, number: int) -> None:
    save.position(save.days[number])


def replaying() -> Sample:
    """Seconds to read a whole game's file and play it again, every day verified."""
    with _saved_game() as path:
        return Sample([seconds(lambda: replayed(read_save(path))) for _ in range(_ROUNDS)])


def memory() -> Sample:
    """Peak of a process that watches a whole game without a window."""
    arguments = ("watch", "pingjin", "--player", "nat=staff", "--player", "com=staff")
    return Sample([peak_of(*arguments)])
