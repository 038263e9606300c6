"""Small drawings scattered over the ground: peaks, hills, trees, reeds, sand."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pygame

from game.core.board import HexColumn
from game.core.hexgrid import Ints
from game.core.world import World
from game.ui.land.features import Features
from game.ui.land.lines import Points
from game.ui.land.noise import hashed
from game.ui.land.strokes import Frame
from game.ui.style.palette import Colour, Palette, mixed

PEAK, HILL, TREE, REED, GRAIN, STONE, DITCH = range(7)
_OF_TERRAIN = {
    "mountain": ((PEAK, 4),),
    "hills": ((HILL, 2), (TREE, 5)),
    "rough": ((STONE, 5), (TREE, 4)),
    "marsh": ((REED, 6),),
    "canals": ((DITCH, 4), (TREE, 4)),
    "sand": ((GRAIN, 6),),
    "open": ((TREE, 5),),
}
_SIZES = {PEAK: 0.44, HILL: 0.38, TREE: 0.12, REED: 0.17, GRAIN: 0.17, STONE: 0.16, DITCH: 0.2}
"""Their width in hexes."""
_SHOWN_FROM = {PEAK: 13.5, HILL: 17.0, TREE: 30.0, REED: 15.0, GRAIN: 32.0, STONE: 24.0, DITCH: 17.0}
"""The scale from which they are drawn, thin at first."""
_VARIANTS = 5
_CELL = 0.1  # hexes
_TOWN_ROOM = 0.36
_ROW = 1 << 20
_SPREAD = 0.52  # hexes
_WOODED = 0.3
"""The share of hexes that have trees at all: villages and their trees stand in groups."""


class Scatter(NamedTuple):
    """All glyphs of a map, the northernmost first."""

    spots: Points
    kinds: Ints
    variants: Ints
    ranks: np.ndarray
    """0 to 1: the higher, the closer one has to look to see it."""


def scatter(world: World, drawn: Features) -> Scatter:
    """Where the glyphs stand: always the same for the same map, never on a line or a town."""
    terrain = world.board.hexes[HexColumn.TERRAIN]
    groups = []
    for name, wanted in _OF_TERRAIN.items():
        if name in world.terrains:
            hexes = np.flatnonzero(terrain == world.terrains.index(name))
            groups += [_group(world, hexes, kind, count) for kind, count in wanted]
    spots, kinds, variants, ranks = (np.concatenate(parts) for parts in zip(*groups, strict=True))
    free = ~np.isin(_cells(spots), _taken(world, drawn))
    order = np.flatnonzero(free)[np.argsort(spots[free, 1], kind="stable")]
    return Scatter(spots[order], kinds[order], variants[order], ranks[order])


def _group(world: World, hexes: Ints, kind: int, count: int) -> tuple[Points, Ints, Ints, np.ndarray]:
    """So many glyphs of a kind in each of some hexes; trees stand close together, and in few hexes."""
    rows, columns = np.divmod(hexes, world.grid.columns)
    centres = np.stack([columns * (3**0.5 / 2), rows + columns % 2 / 2], axis=1)
    luck = hashed(hexes[:, None], np.arange(4 * count + 2)[None, :], 900 + kind).astype(np.float64) / 2 + 0.5
    parts = luck[:, : 4 * count].reshape(-1, count, 4)
    turns, away = parts[:, :, 0] * math.tau, np.sqrt(parts[:, :, 1]) * _SPREAD
    if kind == TREE:
        wooded = luck[:, -1] < _WOODED
        centres, parts, turns, away, luck = (table[wooded] for table in (centres, parts, turns, away, luck))
        turns, away = luck[:, -2:-1] * math.tau + turns * 0.2, 0.12 + away * 0.6
    around = np.stack([np.cos(turns), np.sin(turns)], axis=2) * away[:, :, None]
    spots = (centres[:, None] + around).reshape(-1, 2)
    kinds = np.full(len(spots), kind, dtype=np.int64)
    return spots, kinds, (parts[:, :, 2] * _VARIANTS).astype(np.int64).ravel(), parts[:, :, 3].ravel()


def _cells(points: Points) -> Ints:
    """The small cell of each point, as one number."""
    x, y = np.floor(points / _CELL).astype(np.int64).T
    return np.asarray(x + y * _ROW)


def _taken(world: World, drawn: Features) -> Ints:
    """Small cells on and beside lines and towns."""
    points = [river.points for river in drawn.rivers]
    points += [piece for way in (*drawn.roads, *drawn.rails) for piece in way.pieces]
    cells = np.unique(_cells(np.concatenate([np.zeros((0, 2)), *points])))
    beside = [cells + right + down * _ROW for right in (-1, 0, 1) for down in (-1, 0, 1)]
    reach = math.ceil(_TOWN_ROOM / _CELL)
    towns = _cells(np.array([world.grid.centre(place.hex) for place in world.places]).reshape(-1, 2))
    wide = range(-reach, reach + 1)
    return np.unique(np.concatenate([*beside, *(towns + right + down * _ROW for right in wide for down in wide)]))


class Glyphs:
    """Draws the glyphs of a map on tiles."""

    def __init__(self, world: World, drawn: Features, palette: Palette) -> None:
        self._all = scatter(world, drawn)
        self._palette = palette
        self._sprites: dict[tuple[int, int, int], pygame.Surface] = {}

    def draw(self, frame: Frame) -> None:
        """Those that touch a frame, from the north to the south."""
        shown = frame.scale / frame.fine
        south = self._all.spots[:, 1]
        reach = 0.4
        first = int(np.searchsorted(south, frame.corner[1] - reach))
        last = int(np.searchsorted(south, frame.corner[1] + frame.surface.get_height() / frame.scale + reach))
        east = self._all.spots[first:last, 0] - frame.corner[0]
        near = (east > -reach) & (east < frame.surface.get_width() / frame.scale + reach)
        for number in (np.flatnonzero(near) + first).tolist():
            kind = int(self._all.kinds[number])
            density = (shown - _SHOWN_FROM[kind]) / (_SHOWN_FROM[kind] * 0.9) + 0.25
            if shown < _SHOWN_FROM[kind] or self._all.ranks[number] > density:
                continue
            sprite = self._sprite(kind, int(self._all.variants[number]), max(4, round(_SIZES[kind] * frame.scale)))
            x, y = frame.to_pixels(self._all.spots[number])
            frame.surface.blit(sprite, (x - sprite.get_width() / 2, y - sprite.get_height() * 0.7))

    def _sprite(self, kind: int, variant: int, size: int) -> pygame.Surface:
        key = (kind, variant, size)
        if key not in self._sprites:
            big = pygame.Surface((size * 2, size * 2), pygame.SRCALPHA)
            _DRAWERS[kind](big, variant, self._palette)
            self._sprites[key] = pygame.transform.smoothscale(big, (size, size))
        return self._sprites[key]


def _alpha(colour: Colour, share: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * share))


def _peak(on: pygame.Surface, variant: int, palette: Palette) -> None:
    """A summit with a lit and a shaded face."""
    size = on.get_width()
    base, mix = palette.terrain_colours("mountain")
    top = (size * (0.42 + 0.05 * (variant % 3)), size * (0.2 + 0.07 * (variant % 4)))
    foot = size * 0.78
    left, right = size * 0.06, size * (0.9 + 0.02 * variant)
    fold = (top[0] + size * (0.06 - 0.03 * (variant % 3)), foot)
    ridge = (top[0] + size * 0.05, (top[1] + foot) / 2)
    pygame.draw.polygon(on, _alpha(mixed(mix, (70, 52, 34), 0.5), 0.85), [top, (right, foot), fold, ridge])
    pygame.draw.polygon(on, _alpha(mixed(base, (255, 246, 222), 0.52), 0.85), [top, ridge, fold, (left, foot)])
    pygame.draw.lines(on, _alpha((84, 66, 46), 0.75), False, [(left, foot), top, (right, foot)], max(1, size // 26))


def _hill(on: pygame.Surface, variant: int, palette: Palette) -> None:
    """A round back with strokes down its shaded side."""
    size = on.get_width()
    _, mix = palette.terrain_colours("hills")
    dark = _alpha(mixed(mix, (80, 60, 36), 0.62), 0.8)
    height = size * (0.26 + 0.035 * (variant % 4))
    foot, left, right = size * 0.7, size * 0.08, size * 0.92
    curve = [
        (left + (right - left) * part / 12, foot - height * math.sin(math.pi * part / 12) ** 0.8) for part in range(13)
    ]
    pygame.draw.polygon(on, _alpha(mixed(mix, (255, 246, 220), 0.45), 0.55), curve)
    pygame.draw.lines(on, dark, False, curve, max(1, size // 22))
    for number in range(4):
        x, y = curve[7 + number]
        pygame.draw.line(
            on, dark, (x, y + size * 0.03), (x - size * 0.05, y + height * (0.62 - 0.1 * number)), max(1, size // 30)
        )


def _tree(on: pygame.Surface, variant: int, palette: Palette) -> None:
    size = on.get_width()
    radius = size * (0.3 + 0.03 * (variant % 3))
    middle = (size * 0.48, size * 0.46)
    pygame.draw.ellipse(on, (60, 60, 40, 70), (size * 0.3, size * 0.55, size * 0.62, size * 0.3))
    pygame.draw.circle(on, _alpha(palette.glyph["tree_dark"], 0.95), middle, radius)
    light = mixed(palette.glyph["tree"], (226, 230, 170), 0.1 * (variant % 3))
    pygame.draw.circle(on, _alpha(light, 0.95), (middle[0] - radius * 0.22, middle[1] - radius * 0.24), radius * 0.7)


def _reed(on: pygame.Surface, variant: int, palette: Palette) -> None:
    size = on.get_width()
    ink, thick = _alpha(palette.glyph["reed"], 0.9), max(1, size // 16)
    foot = size * 0.68
    pygame.draw.line(on, ink, (size * 0.1, foot), (size * 0.9, foot), thick)
    for number in range(3 + variant % 2):
        x = size * (0.28 + 0.15 * number)
        lean = size * 0.07 * (number - 1)
        pygame.draw.line(on, ink, (x, foot), (x + lean, foot - size * (0.3 + 0.08 * ((number + variant) % 3))), thick)


def _grain(on: pygame.Surface, variant: int, palette: Palette) -> None:
    size = on.get_width()
    for number in range(5):
        x, y = size * (0.12 + 0.19 * number), size * (0.3 + 0.13 * ((number * 3 + variant) % 4))
        pygame.draw.circle(on, _alpha(palette.glyph["grain"], 0.9), (x, y), max(1.0, size * 0.045))


def _stone(on: pygame.Surface, variant: int, palette: Palette) -> None:
    """A step in the loess: a short curved scarp with strokes below it."""
    size = on.get_width()
    ink, thick = _alpha(palette.glyph["stone"], 0.9), max(1, size // 18)
    y = size * 0.45
    curve = [(size * (0.12 + 0.19 * k), y + size * 0.06 * ((k + variant) % 3 - 1)) for k in range(5)]
    pygame.draw.lines(on, ink, False, curve, thick)
    for k in range(4):
        x, top = (curve[k][0] + curve[k + 1][0]) / 2, (curve[k][1] + curve[k + 1][1]) / 2
        pygame.draw.line(on, ink, (x, top), (x, top + size * (0.16 + 0.04 * ((k + variant) % 2))), thick)


def _ditch(on: pygame.Surface, variant: int, palette: Palette) -> None:
    size = on.get_width()
    ink, thick = _alpha(palette.glyph["ditch"], 0.9), max(1, size // 13)
    lean = size * 0.06 * (variant - 2)
    pygame.draw.line(on, ink, (size * 0.08, size * 0.42 - lean), (size * 0.92, size * 0.42 + lean), thick)
    pygame.draw.line(on, ink, (size * 0.2, size * 0.62 - lean), (size * 0.75, size * 0.62 + lean), thick)


_DRAWERS: dict[int, Callable[[pygame.Surface, int, Palette], None]] = {
    PEAK: _peak,
    HILL: _hill,
    TREE: _tree,
    REED: _reed,
    GRAIN: _grain,
    STONE: _stone,
    DITCH: _ditch,
}
