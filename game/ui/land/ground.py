"""The ground as colours: terrain with borders that wander, and relief lit from the top left."""

import numpy as np
import numpy.typing as npt

from game.core.board import HexColumn
from game.core.world import World
from game.ui.land.noise import Floats, HexFields, crests, layers, noise
from game.ui.style.palette import Palette

Bytes = npt.NDArray[np.uint8]

_SOFT = 0.4  # hexes over which one terrain passes into the next
_WANDER = 0.5  # how strongly noise moves the border
_CRISP = 15.0
_HEIGHTS = {"mountain": 1.0, "hills": 0.46, "rough": 0.16, "water": -0.05, "marsh": -0.02}
_RUGGED = {"mountain": 1.0, "hills": 0.62, "rough": 0.3, "sand": 0.07}
_LIGHT = 0.78
_COUNTRY_TINT = 0.05


class Ground:
    """Paints rectangles of the map plane."""

    def __init__(self, world: World, palette: Palette) -> None:
        grid, terrain = world.grid, world.board.hexes[HexColumn.TERRAIN]
        names = world.terrains
        kinds = np.stack([terrain == number for number in range(len(names))])
        heights = np.array([_HEIGHTS.get(name, 0.0) for name in names])[terrain]
        rugged = np.array([_RUGGED.get(name, 0.0) for name in names])[terrain]
        helped = [world.board.hexes[HexColumn.COUNTRYSIDE] == side for side in (0, 1)]
        self._fields = HexFields(np.stack([*kinds, heights, rugged, *helped]), grid.columns, grid.rows)
        self._count = len(names)
        self._water = names.index("water") if "water" in names else -1
        self._base = np.array([palette.terrain_colours(name)[0] for name in names], dtype=np.float32)
        self._mix = np.array([palette.terrain_colours(name)[1] for name in names], dtype=np.float32)
        self._plain = np.array([name in ("open", "marsh", "canals", "sand") for name in names], dtype=np.float32)
        self._helped = np.array([side.light for side in palette.sides], dtype=np.float32)
        self._shore = np.array(palette.shore, dtype=np.float32)

    def paint(self, xs: Floats, ys: Floats) -> Bytes:
        """``[x, y, rgb]`` for pixels at these map coordinates, evenly spaced."""
        present = [kind for kind in self._fields.present(xs, ys) if kind < self._count]
        shares = self._shares(xs, ys, present)
        mottle = layers(xs, ys, 0.33, 11, octaves=5)
        mixing = np.clip(0.5 + mottle * 0.9, 0, 1)[:, :, None]
        colours = np.tensordot(shares, self._base[present], (0, 0))
        colours += (np.tensordot(shares, self._mix[present], (0, 0)) - colours) * mixing
        self._add_fields(colours, xs, ys, np.tensordot(shares, self._plain[present], (0, 0)))
        self._add_country(colours, xs, ys)
        light, height = self._relief(xs, ys)
        colours *= (1 + light)[:, :, None] * np.array([1.0, 1.0, 0.985], dtype=np.float32)
        colours += (np.maximum(height - 0.55, 0) * 46)[:, :, None]
        if self._water in present:
            self._add_shore(colours, shares[present.index(self._water)])
        grain = noise(xs, ys, 1 / max(2.2 * float(xs[1] - xs[0]), 0.02), 5)
        colours += grain[:, :, None] * 1.6
        return np.clip(colours, 0, 255).astype(np.uint8)

    def _shares(self, xs: Floats, ys: Floats, present: list[int]) -> Floats:
        """``[kind, x, y]`` how much of each terrain a pixel is."""
        if len(present) == 1:
            return np.ones((1, len(xs), len(ys)), dtype=np.float32)
        fields = self._fields.spread(xs, ys, _SOFT, present)
        for number, kind in enumerate(present):
            fields[number] += layers(xs, ys, 0.8, 100 + 20 * kind, octaves=5, weaker=0.6) * np.float32(_WANDER / 2)
        fields = np.exp((fields - fields.max(axis=0)) * np.float32(_CRISP))
        shares: Floats = fields / fields.sum(axis=0)
        return shares

    def _relief(self, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
        """How much lighter or darker each pixel is, and how high it lies."""
        step = float(xs[1] - xs[0])
        wide_x = np.concatenate([xs[:1] - step, xs]).astype(np.float32)
        wide_y = np.concatenate([ys[:1] - step, ys]).astype(np.float32)
        base, rugged = self._fields.spread(wide_x, wide_y, 0.55, [self._count, self._count + 1])
        if not rugged.any():
            return np.zeros((len(xs), len(ys)), dtype=np.float32), np.zeros((len(xs), len(ys)), dtype=np.float32)
        ranges = crests(wide_x, wide_y, 0.36, 300, octaves=5, weaker=0.47)
        folds = layers(wide_x, wide_y, 1.3, 340, octaves=3, weaker=0.42)
        height = base * 0.5 + rugged * (ranges * 0.95 + folds * 0.1)
        slope = (height[1:, 1:] - height[:-1, 1:]) + (height[1:, 1:] - height[1:, :-1])
        light = np.tanh(slope / np.float32(step) * np.float32(_LIGHT)) * np.float32(0.36)
        return light, height[1:, 1:]

    def _add_fields(self, colours: Floats, xs: Floats, ys: Floats, plain: Floats) -> None:
        """A faint patchwork of fields on the plain, once they are large enough to be seen."""
        pixel = float(xs[1] - xs[0])
        strength = min(max((0.05 - pixel) / 0.03, 0.0), 1.0) * 3.4
        if not strength or not plain.any():
            return
        bend_x, bend_y = noise(xs, ys, 1.1, 51) * 0.06, noise(xs, ys, 1.1, 52) * 0.06
        across = np.floor((xs[:, None] + bend_x) * 5.2).astype(np.int64)
        down = np.floor((ys[None, :] + bend_y) * 7.3 + (across % 3) / 3).astype(np.int64)
        mixed = (across * 73856093 ^ down * 19349663) & 1023
        shade = mixed.astype(np.float32) / 512 - 1
        tint = np.array([1.0, 1.12, 0.62], dtype=np.float32)
        colours += (shade * plain * np.float32(strength))[:, :, None] * tint

    def _add_country(self, colours: Floats, xs: Floats, ys: Floats) -> None:
        """A breath of a side's colour where its people help."""
        helped = self._fields.spread(xs, ys, 0.4, [self._count + 2, self._count + 3])
        for side in (0, 1):
            if helped[side].any():
                colours += (self._helped[side] - colours) * (helped[side] * _COUNTRY_TINT)[:, :, None]

    def _add_shore(self, colours: Floats, water: Floats) -> None:
        """Lighter water where it meets the land."""
        edge = np.exp(-(((water - 0.55) / 0.22) ** 2)) * 0.7
        colours += (self._shore - colours) * edge[:, :, None]
