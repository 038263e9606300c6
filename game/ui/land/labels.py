"""Where names go on the map: the important first, none over another. Pure geometry."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from game.ui.land import lines
from game.ui.land.features import Stream

CITY, TOWN, VILLAGE, OTHER = range(4)
_KINDS = {"city": CITY, "town": TOWN, "village": VILLAGE}
_SHOWN_FROM = (0.0, 10.0, 27.0, 24.0)
"""The scale from which a name of each kind is shown; one that is worth more is shown earlier."""
_SMALLEST, _LARGEST = (12, 11, 11, 11), (26, 20, 16, 16)
_SHARES = (0.33, 0.25, 0.2, 0.2)
"""The height of letters in hexes, within the limits above."""
_GAP = 1
_CELL = 96
_LITTLE = 0.1
"""The share of a small name that may lie over a counter."""
_OFF = (0.3, 0.7, 0.12, 0.88)
"""Shares of a name that lie left of its point where it stands off the middle."""
_RIVER_FROM = 20.0
_STEEPEST = math.radians(58)


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    @property
    def area(self) -> float:
        """In square pixels."""
        return (self.right - self.left) * (self.bottom - self.top)

    def shared(self, other: "Box") -> float:
        """The area of what two overlapping boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        return wide * (min(self.bottom, other.bottom) - max(self.top, other.top))

    def lies_in(self, other: "Box") -> bool:
        """Whether it leaves the other nowhere."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


class Wanted(NamedTuple):
    """A name that would like to stand near a point."""

    key: int
    """Whatever the caller wants to find it by."""
    x: float
    y: float
    width: float
    height: float
    clear: float
    """How far its own icon reaches from the point."""
    rank: float
    """The greater goes first."""
    insists: bool = False
    """Whether it may stand over what it should avoid."""
    must: bool = False
    """Whether it may stand over icons too, where nothing else is left: a map without its cities is none."""


class Placed(NamedTuple):
    """A name with its place."""

    key: int
    box: Box


def arrange(
    wanted: Iterable[Wanted], within: Box, blocked: Sequence[Box] = (), shunned: Sequence[Box] = ()
) -> list[Placed]:
    """Names with their boxes; one without room is left out.

    No box touches another or, but for those that must, a ``blocked`` one, or
    leaves ``within``. The ``shunned`` ones, such as counters, are covered only
    where nothing else is left, and by small names hardly at all.
    """
    taken, soft, names, every = _Index(blocked), _Index(shunned), _Index(()), _Index((*blocked, *shunned))
    placed = []
    for item in sorted(wanted, key=lambda item: (-item.rank, item.key)):
        free = [box for box in _places(item) if box.lies_in(within) and not taken.hits(box)]
        avoided = soft
        if not free and item.must:
            free = [box for box in _places(item) if box.lies_in(within) and not names.hits(box)]
            avoided = every
        if not free:
            continue
        covered, _, best = min((avoided.covered(box), number, box) for number, box in enumerate(free))
        if covered <= _LITTLE or item.insists:
            taken.add(best)
            names.add(best)
            placed.append(Placed(item.key, best))
    return placed


def _places(item: Wanted) -> list[Box]:
    """Below, above, right and left of the point, then between these, then on each side but off the middle."""
    half, high, clear = item.width / 2, item.height, item.clear + _GAP
    side = clear * 0.72
    corners = [
        (-half, clear),
        (-half, -clear - high),
        (clear, -high / 2),
        (-clear - item.width, -high / 2),
        (side, side),
        (-side - item.width, side),
        (side, -side - high),
        (-side - item.width, -side - high),
        *((-item.width * share, down) for down in (clear, -clear - high) for share in _OFF),
        *((across, -high * share) for across in (clear, -clear - item.width) for share in (0.0, 1.0)),
    ]
    return [
        Box(item.x + x - _GAP, item.y + y - _GAP, item.x + x + item.width + _GAP, item.y + y + high + _GAP)
        for x, y in corners
    ]


class _Index:
    """Boxes by the coarse cells that they touch."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def _touched(self, box: Box) -> Iterable[tuple[int, int]]:
        for x in range(math.floor(box.left / _CELL), math.floor(box.right / _CELL) + 1):
            for y in range(math.floor(box.top / _CELL), math.floor(box.bottom / _CELL) + 1):
                yield x, y

    def add(self, box: Box) -> None:
        for cell in self._touched(box):
            self._cells.setdefault(cell, []).append(box)

    def hits(self, box: Box) -> bool:
        return any(box.overlaps(other) for cell in self._touched(box) for other in self._cells.get(cell, ()))

    def covered(self, box: Box) -> float:
        """The share of a box that lies over others, the same for a hair's difference."""
        found = {other for cell in self._touched(box) for other in self._cells.get(cell, ()) if box.overlaps(other)}
        return round(sum(box.shared(other) for other in found) / box.area, 2)


def kind_of(kind: str) -> int:
    """The rank of a place's kind for lettering."""
    return _KINDS.get(kind, OTHER)


def is_named(kind: str, value: int, scale: float) -> bool:
    """Whether a place's name is wanted at a scale at all."""
    return scale >= _SHOWN_FROM[kind_of(kind)] / (1 + value / 8)


def letter_height(kind: str, scale: float, larger: float = 1.0) -> int:
    """Pixels of a font for a place's name; ``larger`` raises the limits for eyes that want larger words."""
    rank = kind_of(kind)
    return round(min(max(_SHARES[rank] * scale, _SMALLEST[rank] * larger), _LARGEST[rank] * larger))


class RiverName(NamedTuple):
    """A stretch of a river straight enough to write along."""

    x: float
    y: float
    """The middle, in hexes."""
    turn: float
    """Radians, clockwise."""


def river_spots(stream: Stream, length: float, scale: float) -> list[RiverName]:
    """Where a name of so many pixels may stand along a river: the straightest stretches first, and well apart."""
    if scale < _RIVER_FROM:
        return []
    along = lines.lengths(stream.calm)
    need = length / scale
    found: list[tuple[float, RiverName]] = []
    for start in np.arange(0.8, along[-1] - need - 0.8, 0.7).tolist():
        at = np.linspace(start, start + need, 7)
        x, y = np.interp(at, along, stream.calm[:, 0]), np.interp(at, along, stream.calm[:, 1])
        turn = math.atan2(y[-1] - y[0], x[-1] - x[0])
        turn -= math.pi * round(turn / math.pi)
        chord = math.hypot(x[-1] - x[0], y[-1] - y[0])
        if abs(turn) <= _STEEPEST and chord > need * 0.94:
            bulge = float(np.abs((x - x[0]) * (y[-1] - y[0]) - (y - y[0]) * (x[-1] - x[0])).max() / chord)
            found.append((bulge, RiverName(float(x.mean()), float(y.mean()), turn)))
    found.sort(key=lambda pair: pair[0])
    return [name for _, name in found]


def turned_box(
    name: RiverName, size: tuple[float, float], to_pixels: Callable[[float, float], tuple[float, float]]
) -> Box:
    """The upright box around a text of this size, written along a river a little above it."""
    width, height = size
    x, y = to_pixels(name.x, name.y)
    lift = height * 0.95
    x, y = x + math.sin(name.turn) * lift, y - math.cos(name.turn) * lift
    wide = abs(math.cos(name.turn)) * width + abs(math.sin(name.turn)) * height
    high = abs(math.sin(name.turn)) * width + abs(math.cos(name.turn)) * height
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
