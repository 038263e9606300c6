"""Which computer player is better: every two of them play the same seeds from both sides."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from game.players import contenders
from game.scenario.load import Scenario
from game.session.progress import Progress
from game.session.results.estimates import Estimate, mean, share
from game.session.seeds import DEFAULT_SEED
from game.session.study.batch import demand_sound, pair_seed, play_missing, stored_of, usual_file
from game.session.study.batch_db import BatchError
from game.session.study.batch_games import Task
from game.session.study.batch_reader import Batch, read_batch

Row = dict[str, Any]


@dataclass(frozen=True)
class ArenaSettings:
    """Which games to play: for every two of ``players`` so many ``pairs``, all on the same seeds.

    A pair is one seed played twice, the players exchanging sides. ``days`` and
    ``limit`` are those of `BatchSettings`. Raises ValueError for what cannot be played.
    """

    scenario: Scenario
    players: tuple[str, ...]
    pairs: int = 100
    seed: int = DEFAULT_SEED
    days: int | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if len(self.players) < 2:
            found = "nobody" if not self.players else f"only {self.players[0]!r}"
            raise ValueError(f"found {found}; an arena needs at least 2 players")
        twice = [name for name in self.players if self.players.count(name) > 1]
        if twice:
            raise ValueError(f"found player {twice[0]!r} twice; in an arena each plays every other, not itself")
        if self.pairs < 1:
            raise ValueError(f"found {self.pairs} pairs; at least 1 is needed")
        demand_sound(self)

    def tasks(self) -> Iterator[Task]:
        """Every game, pair by pair, so that all have played alike when the arena is interrupted."""
        key = 0
        for pair in range(self.pairs):
            for first, second in combinations(self.players, 2):
                for seats in ((first, second), (second, first)):
                    yield Task(key, pair, pair_seed(self.seed, pair), seats)
                    key += 1

    @property
    def file(self) -> Path:
        """Where its games are kept unless something else is said."""
        players = self.players if self.players != contenders() else ()
        return usual_file(self, *players, "arena")

    def stored(self) -> dict[str, Any]:
        """What the file keeps; two arenas may share a file when all of it is equal."""
        return {**stored_of(self), "seed": self.seed, "arena": True}


class Pairing(NamedTuple):
    """What two players made of each other."""

    first: str
    second: str
    pairs: int
    won: int
    """Pairs that the first won; ``tied`` went to neither, the others to the second."""
    tied: int
    share: Estimate
    """Of the pairs that the first won, a tie being half."""
    score: Estimate
    """The first's mean score a game, the second's being its opposite; forfeited pairs have none."""
    forfeited: tuple[int, int]
    """Pairs that each lost by failing in one of the games."""
    void: int
    """Pairs that count for nobody, because a game failed by neither's fault alone."""


class Standing(NamedTuple):
    """A player's pairs against all others."""

    player: str
    pairs: int
    share: Estimate
    """Of the pairs won, a tie being half."""
    failed: int
    """Games that it broke off by failing."""


@dataclass(frozen=True)
class Arena:
    """A finished arena, or what there is of it."""

    batch: Batch
    """Its file: every game can be watched and asked for."""
    pairings: list[Pairing]
    standings: list[Standing]
    """The best first."""
    messages: list[str]
    """Why games failed, each reason once."""

    def pairing(self, first: str, second: str) -> Pairing:
        """What two players made of each other, in the order in which they were named. Raises KeyError."""
        for pairing in self.pairings:
            if (pairing.first, pairing.second) == (first, second):
                return pairing
        raise KeyError((first, second))


def run_arena(settings: ArenaSettings, path: str | Path, workers: int = 1, progress: Progress | None = None) -> Arena:
    """Play what is missing in an arena's file and sum it up.

    It is interrupted, resumed and extended like a batch. Raises BatchError for a file with other settings.
    """
    play_missing(settings, Path(path), workers, progress)
    return read_arena(path)


def read_arena(path: str | Path) -> Arena:
    """What an arena's file says. Raises BatchError when it is none, or holds no whole pair yet."""
    batch = read_batch(path)
    if not batch.settings.get("arena"):
        raise BatchError(f"{path}: this is a batch, not an arena; `game.read_batch` reads it")
    games = batch.games()
    names = batch.settings["players"]
    sign = 1 if batch.settings["favours"] == batch.settings["sides"][0] else -1
    pairings = [pairing for two in combinations(names, 2) if (pairing := pairing_of(two, games, sign)) is not None]
    if not pairings:
        raise BatchError(f"{path}: there is no finished pair to sum up")
    standings = [_standing(name, pairings, games) for name in names]
    standings.sort(key=lambda standing: -standing.share.value)
    failed = dict.fromkeys(game["message"] for game in games if game["status"] == "failed")
    return Arena(batch, pairings, standings, list(failed))


def pairing_of(two: tuple[str, str], games: list[Row], sign: int) -> Pairing | None:
    """The pairs of two players; None without any that counts."""
    pairs: dict[int, list[Row]] = {}
    for game in games:
        if {game["player0"], game["player1"]} == set(two):
            pairs.setdefault(game["pair"], []).append(game)
    whole = [pair for pair in pairs.values() if len(pair) == 2]
    scores = [_score(two[0], pair, sign) for pair in whole if all(game["status"] != "failed" for game in pair)]
    lost_by = [_forfeit(pair) for pair in whole if any(game["status"] == "failed" for game in pair)]
    forfeited = lost_by.count(two[0]), lost_by.count(two[1])
    won, tied = sum(score > 0 for score in scores) + forfeited[1], scores.count(0)
    count = len(scores) + sum(forfeited)
    if not count:
        return None
    score = mean(scores) if scores else Estimate(0, -math.inf, math.inf)
    return Pairing(*two, count, won, tied, share(won + tied / 2, count), score, forfeited, len(whole) - count)


def _score(first: str, pair: Iterable[Row], sign: int) -> float:
    """A player's mean score in a pair: both games on one scale, good for it when positive."""
    scores: list[int] = [game["score"] * (1 if game["player0"] == first else -1) for game in pair]
    return sign * sum(scores) / 2


def _forfeit(pair: list[Row]) -> str:
    """The player that loses a pair with failed games; none where both failed, or a rule did."""
    culprits = {game["culprit"] for game in pair if game["status"] == "failed"}
    return str(culprits.pop()) if len(culprits) == 1 else ""


def _standing(name: str, pairings: list[Pairing], games: list[Row]) -> Standing:
    pairs, wins = 0, 0.0
    for pairing in pairings:
        if name in (pairing.first, pairing.second):
            pairs += pairing.pairs
            ours = pairing.won + pairing.tied / 2
            wins += ours if name == pairing.first else pairing.pairs - ours
    failed = sum(game["culprit"] == name for game in games)
    return Standing(name, pairs, share(wins, pairs) if pairs else Estimate(0, 0, 1), failed)
