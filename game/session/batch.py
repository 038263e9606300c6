"""Many games between computer players, counted: interrupted, resumed and extended without a different number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game import RULES_VERSION, __version__, players
from game.core.luck import combine
from game.scenario.load import Scenario
from game.session.batch_db import BatchFile, GameRow
from game.session.batch_games import Task, play_game
from game.session.batch_reader import Batch, read_batch
from game.session.batch_workers import play_in_workers
from game.session.detect import detectable

_SEED_BITS = (1 << 63) - 1  # what SQLite's integers hold

Progress = Callable[[int, int], None]
"""Told how many games are in the file, and how many there will be."""


@dataclass(frozen=True)
class BatchSettings:
    """Which games to play: ``games`` in all, between named computer players.

    With ``swap`` every seed is played twice, the players exchanging sides. ``days``
    stops each game after so many. Raises ValueError for what cannot be played.
    """

    scenario: Scenario
    players: tuple[str, str] = ("greedy", "greedy")
    games: int = 100
    seed: int = 1
    swap: bool = False
    days: int | None = None

    def __post_init__(self) -> None:
        known = players.names()
        for name in self.players:
            if name not in known:
                raise ValueError(f"no computer player is called {name!r}; known: {', '.join(known)}")
        if self.games < 1:
            raise ValueError(f"found {self.games} games; at least 1 is needed")
        if self.swap and self.games % 2:
            raise ValueError(f"found {self.games} games; sides are exchanged in pairs, so the number must be even")
        if self.days is not None and self.days < 1:
            raise ValueError(f"found {self.days} days; at least 1 is needed")

    def tasks(self) -> Iterator[Task]:
        """Every game of the batch."""
        for key in range(self.games):
            pair, exchanged = divmod(key, 2) if self.swap else (key, 0)
            first, second = self.players
            seats = (second, first) if exchanged else (first, second)
            yield Task(key, pair, combine(self.seed, pair) & _SEED_BITS, seats)

    def stored(self) -> dict[str, Any]:
        """What the file keeps; two batches may share a file when all of it is equal."""
        world = self.scenario.world
        return {
            "scenario": world.label.id,
            "players": list(self.players),
            "seed": self.seed,
            "swap": self.swap,
            "days": self.days,
            "version": __version__,
            "rules_version": RULES_VERSION,
            "sides": [side.id for side in world.sides],
            "favours": world.sides[world.victory.favours].id,
            "levels": [level.label.id for level in world.victory.levels],
            "start": world.calendar.start.isoformat(),
            "spec": self.scenario.spec,
            "hash": self.scenario.hash,
        }


def run_batch(settings: BatchSettings, path: str | Path, workers: int = 1, progress: Progress | None = None) -> Batch:
    """Play what is missing in a batch's file and read it back.

    A game is written as soon as it is finished, so that an interrupted batch goes
    on with the same call; a larger number of games extends it. With several
    ``workers`` a script must call this under ``if __name__ == "__main__"``.
    Raises BatchError for a file with other settings.
    """
    path = Path(path)
    world = settings.scenario.world
    history = [
        (event.label.id, event.first_day, event.last_day, event.text[0])
        for event in detectable(world, settings.scenario.start.day)
    ]
    with BatchFile.opened(path, settings.stored(), history) as file:
        there = file.keys()
        tasks = [task for task in settings.tasks() if task.key not in there]
        done, total = settings.games - len(tasks), settings.games
        if progress:
            progress(done, total)
        for row in _rows(settings, tasks, workers):
            file.write(row)
            done += 1
            if progress:
                progress(done, total)
    return read_batch(path)


def _rows(settings: BatchSettings, tasks: list[Task], workers: int) -> Iterator[GameRow]:
    """The finished games, as they come. The first is played here, so that workers find compiled kernels."""
    here = tasks if workers == 1 else tasks[:1]
    for task in here:
        yield play_game(settings.scenario, task, settings.days)
    if len(here) < len(tasks):
        yield from play_in_workers(settings.scenario.spec, tasks[len(here) :], settings.days, workers)
