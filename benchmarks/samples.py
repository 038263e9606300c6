"""What the direction checks need of statistics beyond a batch's own: medians, spreads, equivalence."""

import math
from collections.abc import Sequence
from random import Random
from statistics import NormalDist, fmean, stdev

import game
from game.session.results.estimates import Estimate

MARGIN = 0.5
"""Means are equivalent that differ by less than this share of the games' standard deviation."""
_RESAMPLES = 2000
_QUERIES = {
    "score": "SELECT key, score FROM games WHERE status <> 'failed' ORDER BY key",
    "nat lost": "SELECT key, sum(men) FROM losses WHERE side = 'nat' GROUP BY key ORDER BY key",
    "nat killed": "SELECT key, men FROM losses WHERE side = 'nat' AND kind = 'killed' ORDER BY key",
    "nat captured": "SELECT key, men FROM losses WHERE side = 'nat' AND kind = 'captured' ORDER BY key",
    "com lost": "SELECT key, sum(men) FROM losses WHERE side = 'com' GROUP BY key ORDER BY key",
}

Sample = Sequence[float]


def both(base: game.Batch, changed: game.Batch) -> dict[str, tuple[list[float], list[float]]]:
    """What is compared between two batches, game by game in the same order."""
    found = {}
    for name, sql in _QUERIES.items():
        ours, theirs = _by_game(base, sql), _by_game(changed, sql)
        keys = [key for key in ours if key in theirs]
        found[name] = ([ours[key] for key in keys], [theirs[key] for key in keys])
    return found


def _by_game(batch: game.Batch, sql: str) -> dict[int, float]:
    found = {}
    for row in batch.query(sql):
        key, number = row.values()
        found[key] = number
    return found


def standardised(base: Sample, changed: Sample) -> Estimate:
    """The difference of means in standard deviations of ``base``, with a 90 % interval."""
    unit = stdev(base) or 1.0
    half = NormalDist().inv_cdf(0.95) * math.sqrt(stdev(base) ** 2 / len(base) + stdev(changed) ** 2 / len(changed))
    change = fmean(changed) - fmean(base)
    return Estimate(change / unit, (change - half) / unit, (change + half) / unit)


def ratio_of_spreads(base: Sample, changed: Sample) -> Estimate:
    """The ratio of standard deviations, with a bootstrapped 95 % interval; the same sample gives the same one."""
    random = Random(len(base))
    ratios = sorted(_ratio(_again(random, base), _again(random, changed)) for _ in range(_RESAMPLES))
    cut = _RESAMPLES // 40
    return Estimate(_ratio(base, changed), ratios[cut], ratios[-cut - 1])


def _again(random: Random, sample: Sample) -> Sample:
    return random.choices(sample, k=len(sample))


def _ratio(base: Sample, changed: Sample) -> float:
    return stdev(changed) / (stdev(base) or 1.0)


def median(sample: Sample) -> Estimate:
    """The median with the interval between two of its values that holds the true one in 95 of 100 samples."""
    ordered, size = sorted(sample), len(sample)
    half = NormalDist().inv_cdf(0.975) * math.sqrt(size) / 2
    low, high = max(0, math.floor(size / 2 - half)), min(size - 1, math.ceil(size / 2 + half) - 1)
    middle = (ordered[(size - 1) // 2] + ordered[size // 2]) / 2
    return Estimate(middle, ordered[low], ordered[high])
