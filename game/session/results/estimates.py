"""What a sample says about what usually happens: estimates with 95 % intervals."""

import math
from collections.abc import Sequence
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple

TENTHS = 10
"""Fewest games of which a tenth is a game."""
_TAIL = 0.975
_Z = NormalDist().inv_cdf(_TAIL)


class Estimate(NamedTuple):
    """A value with the interval that would hold the true one in 95 of 100 such samples."""

    value: float
    low: float
    high: float


class Spread(NamedTuple):
    """The middle of a sample, and the values that a tenth of it lies below and above; of a few its ends."""

    median: float
    low: float
    high: float


def mean(sample: Sequence[float]) -> Estimate:
    """The mean with Student's interval, without ends for a sample that shows no spread: of one, or all alike."""
    middle = fmean(sample)
    if min(sample) == max(sample):
        return Estimate(middle, -math.inf, math.inf)
    half = _student(len(sample) - 1) * stdev(sample) / math.sqrt(len(sample))
    return Estimate(middle, middle - half, middle + half)


def paired_mean(changes: Sequence[float]) -> Estimate:
    """The mean difference of the same games, with Student's interval; a point where `TENTHS` or more changed alike.

    That so many differ by the same is no luck; that none differs proves nothing about others.
    """
    if len(changes) >= TENTHS and changes[0] and min(changes) == max(changes):
        return Estimate(changes[0], changes[0], changes[0])
    return mean(changes)


def share(count: float, of: int) -> Estimate:
    """A share with Wilson's interval, which stays within 0 and 1 and honest near them; halves count for ties."""
    fraction = count / of
    scale = 1 + _Z**2 / of
    middle = (fraction + _Z**2 / (2 * of)) / scale
    half = _Z * math.sqrt(fraction * (1 - fraction) / of + _Z**2 / (4 * of**2)) / scale
    return Estimate(fraction, round(max(0.0, middle - half), 9), round(min(1.0, middle + half), 9))


def paired_share(gained: int, lost: int, of: int) -> Estimate:
    """The difference of two shares of the same games, from the games in which only one of the two holds.

    Agresti and Min's interval, which like McNemar's test looks at those games
    alone, and unlike Wald's is not a point where there are none.
    """
    value = (gained - lost) / of
    more, fewer, games = gained + 0.5, lost + 0.5, of + 2
    middle = (more - fewer) / games
    half = _Z * math.sqrt(more + fewer - (more - fewer) ** 2 / games) / games
    return Estimate(value, max(-1.0, middle - half), min(1.0, middle + half))


def spread(sample: Sequence[float]) -> Spread:
    """Median and tenths of a sample; of fewer than `TENTHS` the lowest and the highest."""
    ordered = sorted(sample)
    if len(ordered) < TENTHS:
        return Spread(_quantile(ordered, 0.5), ordered[0], ordered[-1])
    return Spread(_quantile(ordered, 0.5), _quantile(ordered, 0.1), _quantile(ordered, 0.9))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share lies, interpolated between neighbours."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _student(freedom: int) -> float:
    """Student's two-sided 95 % quantile, to 0.7 % or better (Cornish and Fisher's series from three degrees on)."""
    if freedom == 1:
        return math.tan(math.pi * (_TAIL - 0.5))
    if freedom == 2:
        return (2 * _TAIL - 1) * math.sqrt(2 / (4 * _TAIL * (1 - _TAIL)))
    z, z3, z5, z7 = (_Z**power for power in (1, 3, 5, 7))
    return (
        z
        + (z3 + z) / (4 * freedom)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom**2)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom**3)
    )
