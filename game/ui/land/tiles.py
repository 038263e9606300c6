"""The static map as tiles of the screen, each drawn at double size and scaled down, kept while there is room."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pygame

from game.core.board import Edge, HexColumn
from game.core.kinds import Bridge
from game.core.movement.weather import iced_over
from game.core.state import Crossing, GameState, Place, Rail
from game.core.world import World
from game.ui.land import towns
from game.ui.land.camera import Bounds
from game.ui.land.features import Features, features
from game.ui.land.glyphs import Glyphs
from game.ui.land.ground import Ground
from game.ui.land.labels import is_named
from game.ui.land.strokes import Frame, draw_bridges, draw_ice, draw_rails, draw_rivers, draw_roads, draw_walls
from game.ui.style.palette import Palette, mixed
from game.ui.style.text import written

TILE = 256
"""Pixels of the screen; drawn with twice as many."""
FINE = 2
_BYTES = 200_000_000
_GRID_FROM, _BRIDGES_FROM, _NUMBERS_FROM = 16.0, 30.0, 46.0
_VILLAGES_FROM = 18.0
_STRIPS = 3
_MARGIN = 24
"""Pixels of ground beyond a tile, so that smoothing sees what comes next."""
_REACH = 0.8
"""Hexes around its place over which what a position changes is drawn."""


@dataclass(frozen=True)
class MapLook:
    """What of the static map is shown."""

    grid: bool = True
    numbers: bool = True


class TileKey(NamedTuple):
    """A tile of a scale: the column and row count from the map's corner."""

    scale: float
    column: int
    row: int

    def touched_from(self, bounds: Bounds) -> Bounds:
        """Where on a map with these bounds a position changes what the tile shows."""
        reach, size = _REACH + _MARGIN / self.scale, TILE / self.scale
        left, top = bounds.left + self.column * size - reach, bounds.top + self.row * size - reach
        return Bounds(left, top, left + size + 2 * reach, top + size + 2 * reach)


@dataclass(frozen=True)
class Changing:
    """What of a position is drawn on the ground."""

    wrecked: frozenset[int] = frozenset()
    bridges: tuple[tuple[int, int], ...] = ()
    holders: tuple[int, ...] = ()
    iced: frozenset[int] = frozenset()

    @classmethod
    def of(cls, world: World, state: GameState) -> "Changing":
        """As a position has it."""
        bridges = state.crossings[Crossing.BRIDGE]
        return cls(
            frozenset(np.flatnonzero(state.rails[Rail.WRECKED]).tolist()),
            tuple(
                (number, int(bridges[number]))
                for number in np.flatnonzero((bridges == Bridge.STANDING) | (bridges == Bridge.IMPROVISED)).tolist()
            ),
            tuple(state.places[Place.HOLDER].tolist()),
            iced_over(world, state.day),
        )


class TileArtist:
    """Draws tiles of one world, whose lines may have been worked out already."""

    def __init__(
        self, world: World, palette: Palette, look: MapLook | None = None, drawn: Features | None = None
    ) -> None:
        self.world, self.palette, self.look = world, palette, look or MapLook()
        self.bounds = Bounds.of(world.grid)
        self.features = features(world) if drawn is None else drawn
        self.changing = Changing()
        self._ground = Ground(world, palette)

    @cached_property
    def _glyphs(self) -> Glyphs:
        return Glyphs(self.world, self.features, self.palette)

    def draw(self, key: TileKey) -> pygame.Surface:
        """One tile, without an alpha channel."""
        return list(self.steps(key))[-1]

    def steps(self, key: TileKey) -> Iterator[pygame.Surface]:
        """The same in pieces of a few milliseconds, between which a window can show a frame; the last is the tile."""
        size = TILE + 2 * _MARGIN
        left = self.bounds.left + (key.column * TILE - _MARGIN) / key.scale
        top = self.bounds.top + (key.row * TILE - _MARGIN) / key.scale
        ground = pygame.Surface((size, size))
        across = ((np.arange(size) + 0.5) / key.scale).astype(np.float32)
        for strip in np.array_split(across, _STRIPS):
            painted = self._ground.paint(np.float32(left) + strip, np.float32(top) + across)
            ground.blit(pygame.surfarray.make_surface(painted), (round(strip[0] * key.scale - 0.5), 0))
            yield ground
        large = pygame.transform.smoothscale(ground, (size * FINE, size * FINE))
        frame = Frame(large, (left, top), key.scale * FINE, FINE)
        self._glyphs.draw(frame)
        if self.look.grid and key.scale >= _GRID_FROM:
            self._draw_grid(frame)
        yield large
        self._draw_lines(frame, key.scale)
        yield large
        small = pygame.transform.smoothscale(large, (size, size))
        tile = pygame.Surface((TILE, TILE))
        tile.blit(small, (-_MARGIN, -_MARGIN))
        self._draw_small(Frame(tile, (left + _MARGIN / key.scale, top + _MARGIN / key.scale), key.scale, 1))
        yield tile

    def _draw_lines(self, frame: Frame, scale: float) -> None:
        palette, drawn = self.palette, self.features
        draw_rivers(frame, drawn.rivers, palette.river)
        draw_ice(frame, drawn.rivers, palette.ice, self.changing.iced)
        draw_walls(frame, drawn.walls, palette.wall)
        draw_roads(frame, drawn.roads if scale >= _GRID_FROM / 2 else [], palette.road)
        draw_bridges(
            frame, drawn.bridges, dict(self.changing.bridges) if scale >= _BRIDGES_FROM else {}, palette.bridge
        )
        draw_rails(frame, drawn.rails, self.changing.wrecked, palette.rail)

    def _hexes(self, frame: Frame) -> Iterator[int]:
        """The hexes that may touch a frame."""
        grid = self.world.grid
        left, top = frame.corner
        right, bottom = left + frame.surface.get_width() / frame.scale, top + frame.surface.get_height() / frame.scale
        first, last = max(0, int(left / 0.8661) - 1), min(grid.columns - 1, int(right / 0.866) + 1)
        for row in range(max(0, int(top) - 1), min(grid.rows - 1, int(bottom) + 1) + 1):
            for column in range(first, last + 1):
                yield row * grid.columns + column

    def _draw_grid(self, frame: Frame) -> None:
        """Thin lines that let the ground through; three sides a hex are enough."""
        layer = pygame.Surface(frame.surface.get_size())
        layer.fill((255, 0, 255))
        layer.set_colorkey((255, 0, 255))
        layer.set_alpha(50)
        thick = FINE if frame.scale > 60 else 1
        for hex in self._hexes(frame):
            corners = frame.to_pixels(np.array([self.world.grid.corner(hex, corner) for corner in (5, 0, 1, 2)]))
            pygame.draw.lines(layer, self.palette.grid, False, corners.tolist(), thick)
        frame.surface.blit(layer, (0, 0))

    def _draw_small(self, frame: Frame) -> None:
        """What is drawn at its true size: icons and numbers."""
        grid, world = self.world.grid, self.world
        walled = world.board.hexes[HexColumn.WALLED]
        order = sorted(range(len(world.places)), key=lambda place: world.places[place].hex)
        for place in order:
            facts = world.places[place]
            east, south = grid.centre(facts.hex)
            if frame.sees(Bounds(east, south, east, south)) and _is_shown(facts.kind, facts.value, frame.scale):
                holder = self.changing.holders[place] if self.changing.holders else -1
                flag = self.palette.sides[holder].face if holder >= 0 else None
                width = towns.icon_width(facts.kind, frame.scale)
                drawn = towns.icon(
                    facts.kind, walled=bool(walled[facts.hex]), width=width, flag=flag, palette=self.palette
                )
                x, y = frame.to_pixels(np.array([east, south]))
                frame.surface.blit(drawn, drawn.get_rect(center=(round(x), round(y))))
        if self.look.numbers and frame.scale >= _NUMBERS_FROM:
            self._draw_numbers(frame)

    def _draw_numbers(self, frame: Frame) -> None:
        size = min(max(round(frame.scale * 0.135), 8), 13)
        ink = mixed(self.palette.number, self.palette.halo, 0.25)
        for hex in self._hexes(frame):
            east, south = self.world.grid.centre(hex)
            number = written(self.world.grid.number(hex), size, ink)
            x, y = frame.to_pixels(np.array([east, south - 0.5]))
            frame.surface.blit(number, (round(x - number.get_width() / 2), round(y + 0.045 * frame.scale)))


def _is_shown(kind: str, value: int, scale: float) -> bool:
    """Villages wait until one looks closer; no name stands without its place."""
    return scale >= _VILLAGES_FROM or kind in ("city", "town") or is_named(kind, value, scale)


class TileCache:
    """The tiles that were drawn last, up to so many bytes."""

    def __init__(self, artist: TileArtist, most_bytes: int = _BYTES) -> None:
        self.artist = artist
        self._most = max(1, most_bytes // (TILE * TILE * 4))
        self._tiles: OrderedDict[TileKey, pygame.Surface] = OrderedDict()
        self._old: dict[TileKey, pygame.Surface] = {}
        """Tiles of positions before, until they are drawn anew: in a game that runs on some change before that."""
        self._begun: tuple[TileKey, Iterator[pygame.Surface], pygame.Surface | None] | None = None

    def __len__(self) -> int:
        return len(self._tiles)

    def find(self, key: TileKey) -> pygame.Surface | None:
        """A tile if it is there."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def old(self, key: TileKey) -> pygame.Surface | None:
        """A tile as it was before the position changed, while it is not drawn anew."""
        return self._old.get(key)

    def get(self, key: TileKey) -> pygame.Surface:
        """A tile, drawn now if it is not there."""
        tile = self.find(key)
        while tile is None:
            tile = self.advance(key)
        return tile

    def advance(self, key: TileKey) -> pygame.Surface | None:
        """Do a few milliseconds' work on a tile; the tile when it is done."""
        if self._begun is None or self._begun[0] != key:
            self._begun = key, self.artist.steps(key), None
        _, steps, last = self._begun
        drawn = next(steps, None)
        if drawn is not None:
            self._begun = key, steps, drawn
            return None
        assert last is not None
        self._begun = None
        self.take(key, last)
        return self._tiles[key]

    def take(self, key: TileKey, tile: pygame.Surface) -> None:
        """Keep a tile that was drawn elsewhere."""
        self._tiles[key] = tile.convert() if pygame.display.get_surface() is not None else tile
        self._old.pop(key, None)
        while len(self._tiles) > self._most:
            self._tiles.popitem(last=False)

    def change(self, changing: Changing) -> None:
        """Draw anew, when they are next wanted, the tiles on which a position differs from the last one."""
        spots = list(self._changed(self.artist.changing, changing))
        self.artist.changing = changing
        self._begun = None
        for key in list(self._tiles) if spots else []:
            part = key.touched_from(self.artist.bounds)
            if any(part.holds(*spot) for spot in spots):
                self._old.pop(key, None)
                self._old[key] = self._tiles.pop(key)
        for key in list(self._old)[: -self._most]:
            del self._old[key]

    def _changed(self, old: Changing, new: Changing) -> Iterable[tuple[float, float]]:
        world, artist = self.artist.world, self.artist
        stretches = old.wrecked ^ new.wrecked
        if stretches:
            rails = world.board.edges[Edge.RAIL]
            for hex in np.flatnonzero(np.isin(rails, list(stretches)).any(axis=1)).tolist():
                yield world.grid.centre(hex)
        crossings = {crossing for crossing, _ in set(old.bridges) ^ set(new.bridges)} | (old.iced ^ new.iced)
        yield from (bridge.middle for bridge in artist.features.bridges if bridge.crossing in crossings)
        for place, facts in enumerate(world.places):
            before = old.holders[place] if old.holders else -1
            if before != (new.holders[place] if new.holders else -1):
                yield world.grid.centre(facts.hex)
