"""Which part of the map to show, and where its hexes fall on the screen.

A screen cell holds two pixels, one above the other, which are about square. A
hex column is ``zoom`` pixels wide, a hex ``zoom`` pixels high.
"""

from dataclasses import dataclass

import numpy as np

from game.core.board import Kit
from game.core.hexgrid import HexGrid, Ints
from game.core.state import GameState, U
from game.core.world import World

_CONTACT = 4  # men in contact count so many times in looking for the fighting
_ALONE = 5  # so many men without an enemy near count as one who has one: an army on the march outweighs a skirmish
_LONGEST = 240  # pixels of a whole map
_KEEP = 0.8  # a window stays while it has this share of the best one's fighting


@dataclass(frozen=True)
class Window:
    """A rectangle of hexes as they are shown."""

    column: int
    """The leftmost, from 0."""
    row: int
    columns: int
    rows: int
    zoom: int

    @property
    def width(self) -> int:
        """In pixels, which are as many cells."""
        return self.columns * self.zoom

    @property
    def height(self) -> int:
        """In pixels, two to a cell; even columns reach half a hex lower."""
        return self.rows * self.zoom + self.zoom // 2

    def pixel(self, east: float, south: float) -> tuple[float, float]:
        """A point in hexes from the centre of 0101, as `HexGrid.centre` gives it, in pixels from the top left."""
        x = (east / (3**0.5 / 2) - self.column + 0.5) * self.zoom
        return x - 0.5, (south - self.row + 0.5) * self.zoom - 0.5

    def cell(self, grid: HexGrid, hex: int) -> tuple[int, int]:
        """Column and row of the cell in the middle of a hex."""
        row, column = divmod(hex, grid.columns)
        y = (row - self.row) * self.zoom + self.zoom // 2 * (1 + column % 2)
        return (column - self.column) * self.zoom + (self.zoom - 1) // 2, y // 2

    def holds(self, grid: HexGrid, hex: int) -> bool:
        """Whether a hex is in the window."""
        row, column = divmod(hex, grid.columns)
        return 0 <= column - self.column < self.columns and 0 <= row - self.row < self.rows


def whole_map(grid: HexGrid, width: int) -> Window:
    """The whole map as large as the width allows, though not larger than a page or two."""
    zoom = max(
        zoom for zoom in (1, 2, 3, 4, 6) if zoom == 1 or (grid.columns * zoom <= width and grid.rows * zoom <= _LONGEST)
    )
    return Window(0, 0, min(grid.columns, width // zoom), grid.rows, zoom)


def around_fighting(world: World, state: GameState, size: tuple[int, int], previous: Window | None = None) -> Window:
    """A window of ``size`` cells where most men of both sides are nearest to each other, or else where most men are."""
    grid = world.grid
    zoom = 4 if grid.columns * 6 > size[0] or grid.rows * 3 > size[1] else 6
    columns, rows = min(grid.columns, size[0] // zoom), min(grid.rows, (2 * size[1] - zoom // 2) // zoom)
    units = state.units
    regular = np.flatnonzero((units[U.HEX] >= 0) & (world.board.kit[Kit.DOMESTIC] == 0))
    hexes = units[U.HEX, regular]
    weights = _weights(world, state, regular)
    places = np.stack(np.divmod(hexes, grid.columns))

    def fighting(window: Window) -> float:
        """The weaker side's part, and a little of the stronger's; men count less toward the edges."""
        away = abs(places - _middle(window)) / np.array([[rows / 2], [columns / 2]])
        near = np.clip(1 - away.max(axis=0), 0, 1) * weights
        by_side = [float(near[units[U.SIDE, regular] == side].sum()) for side in (0, 1)]
        return min(by_side) + max(by_side) / _ALONE

    windows = {_centred(grid, hex, (columns, rows, zoom)) for hex in set(hexes.tolist())}
    windows = windows or {Window(0, 0, columns, rows, zoom)}
    best = max(sorted(windows, key=lambda window: (window.row, window.column)), key=fighting)
    same_size = previous is not None and (previous.columns, previous.rows, previous.zoom) == (columns, rows, zoom)
    if previous is not None and same_size and fighting(previous) >= _KEEP * fighting(best):
        return previous
    return best


def _weights(world: World, state: GameState, units: Ints) -> Ints:
    """Men, those beside an enemy several times."""
    side_by_hex: dict[int, set[int]] = {}
    for unit in units.tolist():
        side_by_hex.setdefault(int(state.units[U.HEX, unit]), set()).add(int(state.units[U.SIDE, unit]))
    weights: Ints = state.units[U.MEN, units].copy()
    for number, unit in enumerate(units.tolist()):
        enemy = 1 - int(state.units[U.SIDE, unit])
        around = world.grid.disc(int(state.units[U.HEX, unit]), 1)
        if any(enemy in side_by_hex.get(hex, ()) for hex in around):
            weights[number] *= _CONTACT
    return weights


def _middle(window: Window) -> Ints:
    middle = [[window.row + window.rows // 2], [window.column + window.columns // 2]]
    return np.array(middle, dtype=np.int64)


def _centred(grid: HexGrid, hex: int, size: tuple[int, int, int]) -> Window:
    """The window around a hex that stays on the map."""
    columns, rows, zoom = size
    row, column = divmod(hex, grid.columns)
    left = min(max(0, column - columns // 2), grid.columns - columns)
    top = min(max(0, row - rows // 2), grid.rows - rows)
    return Window(left, top, columns, rows, zoom)
