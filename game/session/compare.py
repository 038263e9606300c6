"""What one changed fact would have changed: two batches with the same luck, game by game."""

from collections import defaultdict
from dataclasses import dataclass

from game.session.batch_db import BatchError
from game.session.batch_reader import Batch
from game.session.estimates import Estimate, mean

ByGame = dict[int, float]
"""Key of a game -> a number of it."""

_SAME = ("scenario", "seed", "swap", "players", "sides", "favours")
_LOSSES = "SELECT key, side || '.' || kind, men FROM losses"
_EVENTS = "SELECT key, id, day IS NOT NULL FROM events WHERE documented"
_SCORES = "SELECT key, 'score', score FROM games WHERE status <> 'failed'"


@dataclass(frozen=True)
class Comparison:
    """Mean differences, changed less base; one whose interval leaves out 0 is not explained by luck."""

    seeds: int
    """How many were played in both."""
    score: Estimate
    losses: dict[str, Estimate]
    """Men by ``SIDE.KIND``."""
    events: dict[str, Estimate]
    """Share of the games in which a documented event happened."""


def compare(base: Batch, changed: Batch) -> Comparison:
    """Compare games of the same key: they have the same seed, so that only the change differs between them.

    Raises BatchError when the batches have other seeds or players, or share no game.
    """
    for name in _SAME:
        if base.settings[name] != changed.settings[name]:
            found = f"{name} is {changed.settings[name]!r} there, {base.settings[name]!r} in {base.path}"
            raise BatchError(f"{changed.path}: its games cannot be compared: {found}")
    pairs = _pairs(base)
    pairs = {key: pair for key, pair in _pairs(changed).items() if key in pairs}
    if not pairs:
        raise BatchError(f"{changed.path}: it has no finished game in common with {base.path}")

    def differences(sql: str) -> dict[str, Estimate]:
        ours, theirs = _numbers(base, sql), _numbers(changed, sql)
        return {name: _difference(pairs, ours[name], theirs[name]) for name in ours if name in theirs}

    return Comparison(
        len(set(pairs.values())), differences(_SCORES)["score"], differences(_LOSSES), differences(_EVENTS)
    )


def _pairs(batch: Batch) -> dict[int, int]:
    """Key -> pair of the games that did not fail."""
    games = batch.query("SELECT key, pair FROM games WHERE status <> 'failed'")
    return {game["key"]: game["pair"] for game in games}


def _numbers(batch: Batch, sql: str) -> dict[str, ByGame]:
    """Name -> number by game, from a query for key, name and number."""
    found: dict[str, ByGame] = defaultdict(dict)
    for row in batch.query(sql):
        key, name, number = row.values()
        found[name][key] = number
    return found


def _difference(pairs: dict[int, int], ours: ByGame, theirs: ByGame) -> Estimate:
    """The mean over the seeds; games of one seed share their luck and count as one."""
    by_pair: dict[int, list[float]] = defaultdict(list)
    for key, pair in pairs.items():
        by_pair[pair].append(theirs[key] - ours[key])
    return mean([sum(pair) / len(pair) for pair in by_pair.values()])
