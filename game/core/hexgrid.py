"""Hex geometry: numbering, neighbours, distance, rings and the georeference.

Flat-top hexes; printed numbers are two digits of column and two of row, both
from 01; even columns lie half a hex lower. Direction 0 is north, then
clockwise. A hex index is ``row * columns + column`` with both from 0.
Distances on the ground are in 0.1 km. Rulebook 3.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Narrow = npt.NDArray[np.int32]
"""The large static tables: half the size, so that a search of the whole map stays in the processor's cache."""

DIRECTIONS = ("n", "ne", "se", "s", "sw", "nw")
_STEP_UPPER = ((0, -1), (1, -1), (1, 0), (0, 1), (-1, 0), (-1, -1))
_STEP_LOWER = ((0, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0))
_KM_PER_DEGREE_LAT = 111.0
_KM_PER_DEGREE_LON = 111.32


def opposite(direction: int) -> int:
    """The direction that looks back."""
    return (direction + 3) % 6


@dataclass(frozen=True)
class HexGrid:
    """A rectangle of hexes, ``columns`` wide and ``rows`` high, ``hex_km10`` (0.1 km) from centre to centre."""

    columns: int
    rows: int
    hex_km10: int
    origin: tuple[float, float] | None = None
    """Latitude and longitude of the centre of hex 0101, or None without a georeference."""

    @property
    def size(self) -> int:
        """How many hexes the map has."""
        return self.columns * self.rows

    def number(self, hex: int) -> str:
        """The printed four-digit number of a hex index."""
        return f"{hex % self.columns + 1:02d}{hex // self.columns + 1:02d}"

    def index(self, number: str) -> int | None:
        """The index of a printed number, or None when it is malformed or off the map."""
        if len(number) != 4 or not number.isascii() or not number.isdigit():
            return None
        column, row = int(number[:2]) - 1, int(number[2:]) - 1
        return row * self.columns + column if 0 <= column < self.columns and 0 <= row < self.rows else None

    def step(self, hex: int, direction: int) -> int:
        """The neighbour in ``direction``, or -1 off the map."""
        row, column = divmod(hex, self.columns)
        right, down = (_STEP_LOWER if column % 2 else _STEP_UPPER)[direction]
        column, row = column + right, row + down
        return row * self.columns + column if 0 <= column < self.columns and 0 <= row < self.rows else -1

    @cached_property
    def neighbours(self) -> Ints:
        """``[hex, direction]`` -> neighbour or -1."""
        rows, columns = np.divmod(np.arange(self.size, dtype=np.int64), self.columns)
        table = np.full((self.size, 6), -1, dtype=np.int64)
        for direction in range(6):
            steps = np.array([_STEP_UPPER[direction], _STEP_LOWER[direction]])[columns % 2]
            there_column, there_row = columns + steps[:, 0], rows + steps[:, 1]
            inside = (there_column >= 0) & (there_column < self.columns) & (there_row >= 0) & (there_row < self.rows)
            table[inside, direction] = (there_row * self.columns + there_column)[inside]
        return table

    @cached_property
    def _around(self) -> list[list[int]]:
        return list(self.neighbours.tolist())

    @cached_property
    def _beside(self) -> list[tuple[int, ...]]:
        return [tuple(there for there in around if there >= 0) for around in self._around]

    def around(self, here: int) -> tuple[int, ...]:
        """The neighbours on the map."""
        return self._beside[here]

    def direction(self, here: int, there: int) -> int:
        """The direction of an adjacent hex, or -1 when the two do not touch."""
        around = self._around[here]
        return around.index(there) if there >= 0 and there in around else -1

    def distance(self, here: int, there: int) -> int:
        """Hexes from one to the other as the crow flies."""
        q, r = self._listed
        dq, dr = q[here] - q[there], r[here] - r[there]
        return (abs(dq) + abs(dr) + abs(dq + dr)) >> 1

    @cached_property
    def _listed(self) -> tuple[list[int], list[int]]:
        q, r = self.axial
        return q.tolist(), r.tolist()

    @cached_property
    def axial(self) -> tuple[Ints, Ints]:
        """Of every hex its two coordinates along straight lines of hexes."""
        rows, columns = np.divmod(np.arange(self.size, dtype=np.int64), self.columns)
        return columns, rows - columns // 2

    def distances(self, here: Ints, there: Ints | int) -> Ints:
        """The same for many hexes, pair by pair as NumPy pairs arrays."""
        q, r = self.axial
        dq, dr = q[here] - q[there], r[here] - r[there]
        apart: Ints = (np.abs(dq) + np.abs(dr) + np.abs(dq + dr)) >> 1
        return apart

    def disc(self, hex: int, radius: int) -> list[int]:
        """The hexes within ``radius``, the centre first, then ring by ring, clockwise from the north."""
        found = [hex]
        seen = {hex}
        ring = [hex]
        for _ in range(radius):
            outer = []
            for inner in ring:
                for there in self._around[inner]:
                    if there >= 0 and there not in seen:
                        seen.add(there)
                        outer.append(there)
            found += outer
            ring = outer
        return found

    def near(self, radius: int) -> Ints:
        """``[hex, k]`` -> the k-th other hex within ``radius`` ring by ring, -1 padded, for all hexes at once.

        Column ``3 * r * (r + 1)`` is the first beyond ring r, wherever the whole disc lies on the map.
        """
        width = 3 * radius * (radius + 1)
        rows, columns = np.divmod(np.arange(self.size, dtype=np.int64), self.columns)
        table = np.full((self.size, width), -1, dtype=np.int64)
        for k, (dq, dr) in enumerate(_disc_offsets(radius)):
            there_column = columns + dq
            axial = rows - (columns - columns % 2) // 2 + dr
            there_row = axial + (there_column - there_column % 2) // 2
            inside = (there_column >= 0) & (there_column < self.columns) & (there_row >= 0) & (there_row < self.rows)
            table[inside, k] = (there_row * self.columns + there_column)[inside]
        return table

    def centre(self, hex: int) -> tuple[float, float]:
        """East and south of the centre of 0101, in units of one hex (centre to centre)."""
        row, column = divmod(hex, self.columns)
        return column * math.sqrt(3) / 2, row + (column % 2) / 2

    def corner(self, hex: int, corner: int) -> tuple[float, float]:
        """A corner; corner k lies between hexsides k and k + 1 (0 is the right end of the north side)."""
        east, south = self.centre(hex)
        angle = math.radians(60 * corner - 60)
        return east + math.cos(angle) / math.sqrt(3), south + math.sin(angle) / math.sqrt(3)

    @cached_property
    def _km_per_lon(self) -> float:
        assert self.origin is not None
        middle = self.origin[0] - (self.rows - 1) / 2 * self.hex_km10 / 10 / _KM_PER_DEGREE_LAT
        return _KM_PER_DEGREE_LON * math.cos(math.radians(middle))

    def locate(self, lat: float, lon: float) -> tuple[float, float]:
        """Latitude and longitude as east and south of 0101 in hexes: equirectangular at the map's middle latitude."""
        assert self.origin is not None, "the map has no georeference"
        hex_km = self.hex_km10 / 10
        lat0, lon0 = self.origin
        return (lon - lon0) * self._km_per_lon / hex_km, (lat0 - lat) * _KM_PER_DEGREE_LAT / hex_km

    def hex_at(self, east: float, south: float) -> int | None:
        """The hex that holds a point (in hexes east and south of 0101's centre), or None off the map."""
        column = round(east / (math.sqrt(3) / 2))
        best, best_distance = None, math.inf
        for near_column in (column - 1, column, column + 1):
            row = round(south - (near_column % 2) / 2)
            x, y = near_column * math.sqrt(3) / 2, row + (near_column % 2) / 2
            distance = (x - east) ** 2 + (y - south) ** 2
            if distance < best_distance:
                best_distance = distance
                best = (near_column, row)
        assert best is not None
        column, row = best
        return row * self.columns + column if 0 <= column < self.columns and 0 <= row < self.rows else None


def _disc_offsets(radius: int) -> list[tuple[int, int]]:
    """Axial offsets (dq, dr) within ``radius`` without the centre, nearest ring first."""
    offsets = []
    for dq in range(-radius, radius + 1):
        for dr in range(-radius, radius + 1):
            ring = max(abs(dq), abs(dr), abs(dq + dr))
            if 0 < ring <= radius:
                offsets.append((ring, dq, dr))
    return [(dq, dr) for _, dq, dr in sorted(offsets)]
