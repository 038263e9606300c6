"""Smooth noise and soft fields over the map, as products of small matrices.

Both are the same wherever and however large they are drawn, so that the tiles
of a map meet without a seam and a level looks like the next.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_GAIN = 2.1
"""What brings smoothed noise back to about -1 to 1."""
_FINEST = 2.5
"""Pixels from one value to the next below which noise is left out."""


def noise(xs: Floats, ys: Floats, frequency: float, seed: int) -> Floats:
    """``[x, y]`` smooth values about 0 for evenly spaced coordinates; ``frequency`` is in values a hex."""
    first_x, across = _spline(float(xs[0]), float(xs[-1]), len(xs), frequency)
    first_y, down = _spline(float(ys[0]), float(ys[-1]), len(ys), frequency)
    values = _hash(first_x, first_y, (across.shape[1], down.shape[1]), seed)
    return _narrow(across @ values @ down.T * np.float32(_GAIN))


def layers(xs: Floats, ys: Floats, frequency: float, seed: int, octaves: int = 4, weaker: float = 0.5) -> Floats:
    """Noise at several frequencies, each twice as fine as the one before and so much ``weaker``."""
    pixel = float(xs[1] - xs[0]) if len(xs) > 1 else 1.0
    total = np.zeros((len(xs), len(ys)), dtype=np.float32)
    strength = 0.5
    for octave in range(octaves):
        if octave and 1 / frequency < _FINEST * pixel:
            break
        total += np.float32(strength) * noise(xs, ys, frequency, seed + octave)
        strength *= weaker
        frequency *= 2.03
    return total


def crests(xs: Floats, ys: Floats, frequency: float, seed: int, octaves: int = 4, weaker: float = 0.5) -> Floats:
    """Ridges with spurs: where noise passes its middle there is a crest, and finer ones only where it is high."""
    pixel = float(xs[1] - xs[0]) if len(xs) > 1 else 1.0
    total = np.zeros((len(xs), len(ys)), dtype=np.float32)
    strength, above = 0.5, np.ones_like(total)
    for octave in range(octaves):
        if octave and 1 / frequency < _FINEST * pixel:
            break
        ridge = _narrow(1 - np.minimum(np.abs(noise(xs, ys, frequency, seed + octave)), 1))
        total += np.float32(strength) * ridge * ridge * above
        above = _narrow(np.clip(ridge * 1.3, 0, 1))
        strength *= weaker
        frequency *= 2.03
    return total


@lru_cache(maxsize=256)
def _spline(start: float, end: float, count: int, frequency: float) -> tuple[int, Floats]:
    """The first value needed, and ``[point, value]`` weights of the cubic B-spline, for points in a row.

    Noises of the same frequency, and the tiles of a row of the map, share them.
    """
    points = np.linspace(start, end, count) * frequency
    cells = np.floor(points).astype(np.int64)
    part = (points - cells).astype(np.float32)
    first = int(cells.min()) - 1
    weights = np.zeros((len(points), int(cells.max()) - first + 3), dtype=np.float32)
    rows = np.arange(len(points))
    at = cells - first
    weights[rows, at - 1] = (1 - part) ** 3 / 6
    weights[rows, at] = (3 * part**3 - 6 * part**2 + 4) / 6
    weights[rows, at + 1] = (-3 * part**3 + 3 * part**2 + 3 * part + 1) / 6
    weights[rows, at + 2] = part**3 / 6
    return first, weights


def _hash(first_x: int, first_y: int, shape: tuple[int, int], seed: int) -> Floats:
    """A value from -1 to 1 for each pair of whole numbers."""
    xs = np.arange(first_x, first_x + shape[0], dtype=np.int64)
    ys = np.arange(first_y, first_y + shape[1], dtype=np.int64)
    return hashed(xs[:, None], ys[None, :], seed)


def hashed(xs: npt.NDArray[np.int64], ys: npt.NDArray[np.int64], seed: int) -> Floats:
    """A value from -1 to 1 for each pair, without any visible order."""
    mixed = xs.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ ys.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed = mixed ^ np.uint64(seed * 0x165667B19E3779F9 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return _narrow((mixed >> np.uint64(40)).astype(np.float32) / np.float32(2**23) - 1)


def _narrow(values: npt.NDArray[np.floating]) -> Floats:
    """As 32-bit numbers, without a copy where they are such already."""
    return values.astype(np.float32, copy=False)


class HexFields:
    """Tables of one value a hex, spread softly over the plane."""

    _PAD = 4  # hexes beyond the edge; even, so that columns keep their stagger

    def __init__(self, tables: npt.NDArray[np.floating], columns: int, rows: int) -> None:
        """``tables`` is ``[table, hex]``."""
        shaped = tables.astype(np.float32).reshape(len(tables), rows, columns)
        # [table, column, row]; beyond its edge the map goes on as it ends.
        padded = np.pad(shaped, ((0, 0), (self._PAD, self._PAD), (self._PAD, self._PAD)), mode="edge")
        self._tables: Floats = np.ascontiguousarray(padded.transpose(0, 2, 1))

    def spread(self, xs: Floats, ys: Floats, sigma: float, wanted: list[int]) -> Floats:
        """``[table, x, y]`` of the tables wanted; each hex weighs by its distance over ``sigma``."""
        total = np.zeros((len(wanted), len(xs), len(ys)), dtype=np.float32)
        weight = np.zeros((len(xs), len(ys)), dtype=np.float32)
        for stagger in (0, 1):
            across, columns = _bell(xs, np.float32(3**0.5 / 2), 0.0, sigma, self._tables.shape[1], self._PAD, stagger)
            down, rows = _bell(ys, np.float32(1), stagger / 2, sigma, self._tables.shape[2], self._PAD, None)
            for number, table in enumerate(wanted):
                total[number] += across @ self._tables[table][np.ix_(columns, rows)] @ down.T
            weight += across.sum(axis=1)[:, None] * down.sum(axis=1)[None, :]
        return total / weight

    def present(self, xs: Floats, ys: Floats) -> list[int]:
        """The tables that have anything within two hexes of a rectangle."""
        columns = self._window(xs, 3**0.5 / 2, self._tables.shape[1])
        rows = self._window(ys, 1, self._tables.shape[2])
        near = self._tables[:, columns, rows].any(axis=(1, 2))
        return [int(table) for table in np.flatnonzero(near)]

    def _window(self, points: Floats, step: float, count: int) -> slice:
        first = int(np.floor(points[0] / step)) - 2 + self._PAD
        last = int(np.ceil(points[-1] / step)) + 3 + self._PAD
        return slice(min(max(first, 0), count - 1), max(min(last, count), 1))


def _bell(
    points: Floats, step: np.float32, shift: float, sigma: float, count: int, pad: int, stagger: int | None
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """``[point, k]`` weights by distance, and the padded positions of each k."""
    reach = 3 * sigma + 0.5
    first = int(np.floor((points[0] - shift - reach) / step)) + pad
    last = int(np.ceil((points[-1] - shift + reach) / step)) + pad
    positions = np.arange(first, last + 1)
    if stagger is not None:
        positions = positions[(positions - pad) % 2 == stagger]
    places = ((positions - pad) * step + shift).astype(np.float32)
    away = (points[:, None] - places[None, :]) / np.float32(sigma)
    return np.exp(-(away**2) / 2).astype(np.float32), np.clip(positions, 0, count - 1)
