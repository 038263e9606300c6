"""The camera: which part of the map the screen shows, and how large. Pure geometry.

Map coordinates are those of `HexGrid.centre`: hexes east and south of the
centre of 0101. ``scale`` is the pixels of a hex from its north side to its
south side.
"""

import math
from dataclasses import dataclass, replace

from game.core.hexgrid import HexGrid

Point = tuple[float, float]
Size = tuple[int, int]

LEVELS = (9.0, 14.0, 23.0, 37.0, 60.0, 90.0, 132.0)
"""The scales that are drawn; between them the nearest is stretched for a moment."""

SIDE = 1 / math.sqrt(3)
"""The side of a hex, and how far a hex reaches east and west of its centre."""
_HALF = 0.5
APART = 1.08
"""How many times larger the first level must be than the scale of the whole map, to be a level of its own."""
MARGIN = 14
"""Pixels of paper around the map."""


@dataclass(frozen=True)
class Bounds:
    """The rectangle of map coordinates that the hexes of a grid fill."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, grid: HexGrid) -> "Bounds":
        """The bounds of a whole grid."""
        east = (grid.columns - 1) * math.sqrt(3) / 2
        south = grid.rows - 1 + (_HALF if grid.columns > 1 else 0)
        return cls(-SIDE, -_HALF, east + SIDE, south + _HALF)

    @property
    def width(self) -> float:
        """In hexes."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In hexes."""
        return self.bottom - self.top

    def holds(self, east: float, south: float) -> bool:
        """Whether a point lies in it, or on its edge."""
        return self.left <= east <= self.right and self.top <= south <= self.bottom


@dataclass(frozen=True)
class Camera:
    """A view of a map; every change makes a new camera."""

    grid: HexGrid
    size: Size
    """Of the screen, in pixels."""
    scale: float
    middle: Point
    """The map coordinates in the middle of the screen."""
    foot: int = 0
    """So many pixels of the lower edge lie under something: the map may be drawn up from there."""

    @classmethod
    def whole(cls, grid: HexGrid, size: Size, margin: int = 0, foot: int = 0) -> "Camera":
        """The whole map above the foot, as large as it fits with a margin of so many pixels around it."""
        bounds = Bounds.of(grid)
        width, height = max(1, size[0] - 2 * margin), max(1, size[1] - foot - 2 * margin)
        scale = min(width / bounds.width, height / bounds.height)
        middle = (bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom + foot / scale) / 2
        return cls(grid, size, scale, middle, foot)

    def to_screen(self, east: float, south: float) -> Point:
        """The pixel of a point of the map."""
        return (
            (east - self.middle[0]) * self.scale + self.size[0] / 2,
            (south - self.middle[1]) * self.scale + self.size[1] / 2,
        )

    def to_map(self, x: float, y: float) -> Point:
        """The point of the map under a pixel."""
        return (
            (x - self.size[0] / 2) / self.scale + self.middle[0],
            (y - self.size[1] / 2) / self.scale + self.middle[1],
        )

    def hex_at(self, x: float, y: float) -> int | None:
        """The hex under a pixel, or None off the map."""
        return self.grid.hex_at(*self.to_map(x, y))

    def centre_of(self, hex: int) -> Point:
        """The pixel in the middle of a hex."""
        return self.to_screen(*self.grid.centre(hex))

    def corners_of(self, hex: int) -> list[Point]:
        """The six corners of a hex as pixels; corner k lies between hexsides k and k + 1."""
        return [self.to_screen(*self.grid.corner(hex, corner)) for corner in range(6)]

    def shown(self) -> Bounds:
        """The part of the map plane on the screen, beyond the map's edge too."""
        return Bounds(*self.to_map(0, 0), *self.to_map(*self.size))

    def resized(self, size: Size) -> "Camera":
        """The same middle on a screen of another size."""
        return replace(self, size=size).clamped()

    def centred(self, hex: int) -> "Camera":
        """With a hex in the middle of what lies free, as far as the map's edge allows."""
        east, south = self.grid.centre(hex)
        return replace(self, middle=(east, south + self.foot / 2 / self.scale)).clamped()

    def panned(self, right: float, down: float) -> "Camera":
        """The map moved so many pixels to the right and down, as a hand drags it."""
        east, south = self.middle
        return replace(self, middle=(east - right / self.scale, south - down / self.scale)).clamped()

    def zoomed(self, scale: float, at: Point | None = None) -> "Camera":
        """At another scale, with the point of the map under the pixel ``at`` staying there."""
        scale = min(max(scale, self.least_scale()), LEVELS[-1])
        x, y = at or (self.size[0] / 2, self.size[1] / 2)
        east, south = self.to_map(x, y)
        moved = replace(self, scale=scale)
        there = moved.to_map(x, y)
        middle = moved.middle[0] + east - there[0], moved.middle[1] + south - there[1]
        return replace(moved, middle=middle).clamped()

    def stepped(self, steps: int, at: Point | None = None) -> "Camera":
        """So many levels nearer, or farther where negative."""
        levels = [self.least_scale(), *(level for level in LEVELS if level > self.least_scale() * APART)]
        nearest = min(range(len(levels)), key=lambda number: abs(math.log(levels[number] / self.scale)))
        return self.zoomed(levels[min(max(nearest + steps, 0), len(levels) - 1)], at)

    def least_scale(self) -> float:
        """The scale at which the whole map is on the screen, or the first level where that is smaller still."""
        return min(max(Camera.whole(self.grid, self.size, MARGIN, self.foot).scale, 4.0), LEVELS[-1])

    def clamped(self) -> "Camera":
        """Moved so that no more than the map's margin is shown beside it, where the map fills the screen."""
        bounds, rim = Bounds.of(self.grid), MARGIN / self.scale
        east = _within(self.middle[0], bounds.left - rim, bounds.right + rim, self.size[0] / self.scale)
        last = bounds.bottom + rim + self.foot / self.scale
        south = _within(self.middle[1], bounds.top - rim, last, self.size[1] / self.scale)
        return replace(self, middle=(east, south))


def _within(middle: float, first: float, last: float, shown: float) -> float:
    """The middle of a window as wide as ``shown`` that stays inside, or of the whole where it does not fit."""
    if shown >= last - first:
        return (first + last) / 2
    return min(max(middle, first + shown / 2), last - shown / 2)
