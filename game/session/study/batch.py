"""Many games between computer players, counted: interrupted, resumed and extended without a different number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from game import RULES_VERSION, __version__, players
from game.core.luck import combine
from game.core.world import SIDES
from game.scenario.load import Scenario
from game.session.progress import Progress
from game.session.results.detect import detectable
from game.session.seeds import DEFAULT_SEED, MOST_SEED, demand_seed
from game.session.study.batch_db import BatchFile, GameRow
from game.session.study.batch_games import Task, play_game
from game.session.study.batch_reader import Batch, read_batch
from game.session.study.batch_workers import Job, play_in_workers

LIMIT = 600
"""Seconds after which a game in another process is broken off, where no other limit is given."""
_USUAL = ("greedy", "greedy")
"""The players of a batch that names none."""


class Plan(Protocol):
    """Which games to play, and what they have in common."""

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        ...

    @property
    def players(self) -> tuple[str, ...]:
        """Everybody who plays."""
        ...

    @property
    def seed(self) -> int:
        """The luck of all games."""
        ...

    @property
    def days(self) -> int | None:
        """After how many days each game is stopped, None for never."""
        ...

    @property
    def limit(self) -> int | None:
        """After how many seconds each game is broken off."""
        ...

    def tasks(self) -> Iterator[Task]:
        """Every game."""
        ...

    def stored(self) -> dict[str, Any]:
        """What the file keeps; two plans may share a file when all of it is equal."""
        ...


@dataclass(frozen=True)
class BatchSettings:
    """Which games to play: ``games`` in all, between named computer players.

    With ``swap`` every seed is played twice, the players exchanging sides. ``days``
    stops each game after so many. A game that takes more than ``limit`` seconds
    is broken off and counts as failed; without a limit those of our own players
    that are played one at a time, in this process, may take as long as they like,
    others ten minutes. Raises ValueError for what cannot be played.
    """

    scenario: Scenario
    players: tuple[str, str] = _USUAL
    games: int = 100
    seed: int = DEFAULT_SEED
    swap: bool = False
    days: int | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        demand_sound(self)
        if self.games < 1:
            raise ValueError(f"found {self.games} games; at least 1 is needed")
        if self.swap and self.games % 2:
            raise ValueError(f"found {self.games} games; sides are exchanged in pairs, so the number must be even")

    def tasks(self) -> Iterator[Task]:
        """Every game of the batch."""
        for key in range(self.games):
            pair, exchanged = divmod(key, 2) if self.swap else (key, 0)
            first, second = self.players
            seats = (second, first) if exchanged else (first, second)
            yield Task(key, pair, pair_seed(self.seed, pair), seats)

    @property
    def file(self) -> Path:
        """Where its games are kept unless something else is said."""
        players = self.players if self.players != _USUAL else ()
        return usual_file(self, *players, *(["swap"] if self.swap else []))

    def stored(self) -> dict[str, Any]:
        """What the file keeps; two batches may share a file when all of it is equal."""
        return {**stored_of(self), "seed": self.seed, "swap": self.swap}


def demand_sound(plan: Plan) -> None:
    """Raise ValueError for what no plan may ask for, and for players that cannot be made."""
    for name in dict.fromkeys(plan.players):
        players.demand(name)
        if not players.is_own(name):
            for side in SIDES:
                players.make(name, plan.scenario.world, side, 0)
    demand_seed(plan.seed)
    for what, number in (("days", plan.days), ("seconds", plan.limit)):
        if number is not None and number < 1:
            raise ValueError(f"found {number} {what}; at least 1 is needed")


def usual_file(plan: Plan, *what: str) -> Path:
    """A file in the present folder that is called after all that makes a plan's games other than another's."""
    parts = [plan.scenario.stem, *map(fit_for_file, what)]
    parts += [f"seed-{plan.seed}"] if plan.seed != DEFAULT_SEED else []
    parts += [f"days-{plan.days}"] if plan.days else []
    return Path("-".join(parts) + ".sqlite")


def fit_for_file(name: str) -> str:
    """A player's name as part of a file's; a package may give it a ``/`` and whatever else no file can have."""
    return re.sub(r"[^\w.@+-]", "_", name)


def pair_seed(seed: int, pair: int) -> int:
    """The luck of the games of a pair."""
    return combine(seed, pair) & MOST_SEED


def stored_of(plan: Plan) -> dict[str, Any]:
    """What is kept of every plan."""
    world = plan.scenario.world
    return {
        "scenario": world.label.id,
        "players": list(plan.players),
        "days": plan.days,
        "version": __version__,
        "rules_version": RULES_VERSION,
        "sides": [side.id for side in world.sides],
        "favours": world.sides[world.victory.favours].id,
        "levels": [level.label.id for level in world.victory.levels],
        "start": world.calendar.start.isoformat(),
        "spec": plan.scenario.spec,
        "hash": plan.scenario.hash,
    }


def run_batch(settings: BatchSettings, path: str | Path, workers: int = 1, progress: Progress | None = None) -> Batch:
    """Play what is missing in a batch's file and read it back.

    A game is written as soon as it is finished, so that an interrupted batch goes
    on with the same call; a larger number of games extends it. With several
    ``workers``, or players of other packages, a script must call this under
    ``if __name__ == "__main__"``. Raises BatchError for a file with other settings.
    """
    play_missing(settings, Path(path), workers, progress)
    return read_batch(path)


def play_missing(plan: Plan, path: Path, workers: int, progress: Progress | None) -> None:
    """Play the games of a plan that are not in its file yet. Raises BatchError for a file with other settings."""
    history = [
        (event.label.id, event.first_day, event.last_day, event.text[0])
        for event in detectable(plan.scenario.world, plan.scenario.start.day)
    ]
    wanted = list(plan.tasks())
    with BatchFile.opened(path, plan.stored(), history) as file:
        there = file.keys()
        tasks = [task for task in wanted if task.key not in there]
        done, total = len(wanted) - len(tasks), len(wanted)
        if progress:
            progress(done, total)
        for row in _rows(plan, tasks, workers):
            file.write(row)
            done += 1
            if progress:
                progress(done, total)


def _rows(plan: Plan, tasks: list[Task], workers: int) -> Iterator[GameRow]:
    """The finished games, as they come. Only another process can be stopped when a game hangs in it."""
    if not tasks:
        return
    if workers > 1 or plan.limit or not all(map(players.is_own, plan.players)):
        job = Job(plan.scenario.spec, plan.days, plan.limit or LIMIT)
        yield from play_in_workers(job, tasks, workers)
        return
    for task in tasks:
        yield play_game(plan.scenario, task, plan.days)
