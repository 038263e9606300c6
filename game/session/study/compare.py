"""What one changed fact would have changed: two batches with the same luck, game by game."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from game.session.results.estimates import Estimate, paired_mean, paired_share
from game.session.study.batch_db import BatchError
from game.session.study.batch_reader import Batch

ByGame = dict[int, float]
"""Key of a game -> a number of it."""

_SAME = ("scenario", "seed", "swap", "players", "sides", "favours", "days")
_LOSSES = "SELECT key, side || '.' || kind, men FROM losses"
_TOTALS = "SELECT key, side || '.total', sum(men) FROM losses GROUP BY key, side"
_EVENTS = "SELECT key, id, day IS NOT NULL FROM events WHERE documented"
_DAYS = "SELECT key, id, day FROM events WHERE documented AND day IS NOT NULL"
_SCORES = "SELECT key, 'score', score FROM games WHERE status <> 'failed'"


class Means(NamedTuple):
    """The means of both halves of a comparison."""

    base: float
    changed: float


@dataclass(frozen=True)
class Comparison:
    """Mean differences, changed less base; one whose interval leaves out 0 is not explained by luck."""

    seeds: int
    """How many were played in both."""
    score: Estimate
    losses: dict[str, Estimate]
    """Men by ``SIDE.KIND``; ``SIDE.total`` is the sum of the kinds."""
    events: dict[str, Estimate]
    """Share of the games in which a documented event happened."""
    days: dict[str, Estimate]
    """Days by which it happened later, over the games in which it happened in both."""
    means: dict[str, Means]
    """Of ``score``, of each of ``losses`` and of each of ``events``."""


def compare(base: Batch, changed: Batch) -> Comparison:
    """Compare games of the same key: they have the same seed, so that only the change differs between them.

    Raises BatchError when the batches have other seeds or players, or share no game, and for an arena.
    """
    for batch in (base, changed):
        if batch.settings.get("arena"):
            raise BatchError(f"{batch.path}: this is an arena, whose games are of many players; compare batches")
    for name in _SAME:
        if base.settings[name] != changed.settings[name]:
            found = f"{name} is {changed.settings[name]!r} there, {base.settings[name]!r} in {base.path}"
            raise BatchError(f"{changed.path}: its games cannot be compared: {found}")
    pairs = _pairs(base)
    pairs = {key: pair for key, pair in _pairs(changed).items() if key in pairs}
    if not pairs:
        raise BatchError(f"{changed.path}: it has no finished game in common with {base.path}")
    means: dict[str, Means] = {}

    def differences(*queries: str) -> dict[str, Estimate]:
        found = {}
        for sql in queries:
            ours, theirs = _numbers(base, sql), _numbers(changed, sql)
            for name in [name for name in ours if name in theirs]:
                found[name] = _difference(pairs, ours[name], theirs[name], is_share=sql == _EVENTS)
                means[name] = Means(_mean(pairs, ours[name]), _mean(pairs, theirs[name]))
        return found

    return Comparison(
        len(set(pairs.values())),
        differences(_SCORES)["score"],
        dict(sorted(differences(_LOSSES, _TOTALS).items())),
        differences(_EVENTS),
        _days(pairs, _numbers(base, _DAYS), _numbers(changed, _DAYS)),
        means,
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


def _mean(pairs: dict[int, int], numbers: ByGame) -> float:
    return fmean(numbers[key] for key in pairs)


def _difference(pairs: dict[int, int], ours: ByGame, theirs: ByGame, *, is_share: bool = False) -> Estimate:
    """The mean over the seeds; games of one seed share their luck and count as one."""
    by_pair: dict[int, list[float]] = defaultdict(list)
    for key, pair in pairs.items():
        by_pair[pair].append(theirs[key] - ours[key])
    changes = [sum(pair) / len(pair) for pair in by_pair.values()]
    if is_share and len(by_pair) == len(pairs):
        return paired_share(changes.count(1), changes.count(-1), len(changes))
    return paired_mean(changes)


def _days(pairs: dict[int, int], ours: dict[str, ByGame], theirs: dict[str, ByGame]) -> dict[str, Estimate]:
    """Later or earlier, event by event."""
    found = {}
    for name in [name for name in ours if name in theirs]:
        both = {key: pair for key, pair in pairs.items() if key in ours[name] and key in theirs[name]}
        if both:
            found[name] = _difference(both, ours[name], theirs[name])
    return found
