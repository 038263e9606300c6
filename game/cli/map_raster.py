"""The ground of a window as pixels: terrain with a little texture, and rivers, roads and railways as lines."""

import math
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.cli.map_window import Window
from game.core.board import Edge, HexColumn
from game.core.hexgrid import HexGrid, Ints
from game.core.kinds import Bridge
from game.core.state import Crossing, GameState, Rail
from game.core.world import World

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]


class Mark(IntEnum):
    """What is drawn over the terrain of a pixel; the greater hides the lesser."""

    NONE = 0
    ROAD = 1
    STREAM = 2
    RIVER = 3
    WALL = 4
    WRECKED = 5
    RAIL = 6
    BRIDGE = 7


class Raster(NamedTuple):
    """``[y, x]`` arrays of one window."""

    terrain: Ints
    """Index into ``World.terrains``."""
    texture: Ints
    """0 plain, 1 light, 2 dark; the same for the same ground on every map."""
    marks: Ints
    """`Mark`."""


def rasterise(world: World, state: GameState, window: Window) -> Raster:
    """Draw a window."""
    hexes = _hexes(world.grid, window)
    terrain = world.board.hexes[HexColumn.TERRAIN][hexes]
    marks = np.zeros_like(hexes)
    for mark, start, end in [*_ways(world, state), *_rivers(world, state), *_walls(world)]:
        _draw(marks, mark, window.pixel(*start), window.pixel(*end))
    return Raster(terrain, _texture(window), marks)


def _hexes(grid: HexGrid, window: Window) -> Ints:
    """The nearest hex of each pixel, as the screen has them; borders wander a little."""
    zoom = window.zoom
    wander = (_noise(window, 3, 1) - 0.5) * 0.5, (_noise(window, 3, 2) - 0.5) * 0.5
    x = (np.arange(window.width) + 0.5) / zoom + window.column - 0.5
    y = (np.arange(window.height) + 0.5) / zoom + window.row - 0.5
    east, south = x[None, :] + wander[0], y[:, None] + wander[1]
    best = np.full(east.shape, np.inf)
    found = np.zeros(east.shape, dtype=np.int64)
    middle = np.rint(east).astype(np.int64)
    for column in (middle - 1, middle, middle + 1):
        row = np.rint(south - column % 2 / 2).astype(np.int64)
        away = ((east - column) * 0.9) ** 2 + (south - column % 2 / 2 - row) ** 2
        hexes = np.clip(row, 0, grid.rows - 1) * grid.columns + np.clip(column, 0, grid.columns - 1)
        found = np.where(away < best, hexes, found)
        best = np.minimum(best, away)
    return found


def _texture(window: Window) -> Ints:
    """Slopes lit from the north-west."""
    height = _noise(window, 3, 3) + _noise(window, 2, 4) / 2
    slope = height - np.roll(height, (1, 1), (0, 1))
    texture: Ints = np.select([slope > 0.22, slope < -0.22], [1, 2], 0).astype(np.int64)
    return texture


def _noise(window: Window, step: int, kind: int) -> Floats:
    """Smooth values from 0 to 1, ``step`` pixels from one to the next; fixed to the ground, not to the window."""
    x = (np.arange(window.width) + window.column * window.zoom) / step
    y = (np.arange(window.height) + window.row * window.zoom) / step
    left, top = np.floor(x), np.floor(y)
    across, down = (x - left)[None, :], (y - top)[:, None]
    upper = _hash(left, top, kind) * (1 - across) + _hash(left + 1, top, kind) * across
    lower = _hash(left, top + 1, kind) * (1 - across) + _hash(left + 1, top + 1, kind) * across
    return upper * (1 - down) + lower * down


def _hash(x: Floats, y: Floats, kind: int) -> Floats:
    """A value from 0 to 1 for each pair."""
    mixed = x.astype(np.uint64)[None, :] * np.uint64(0x9E3779B1) ^ y.astype(np.uint64)[:, None] * np.uint64(0x85EBCA77)
    mixed = (mixed ^ np.uint64(kind * 0x27D4EB2F)) * np.uint64(0xC2B2AE3D27D4EB4F)
    return (mixed >> np.uint64(40)).astype(np.float64) / 2**24


def _sides(world: World, layer: Edge) -> list[list[int]]:
    """Hex and direction of every hexside where a layer of edges has something, each once."""
    edges = world.board.edges
    there = (edges[layer] == 1) if layer is Edge.ROAD else (edges[layer] >= 0)
    once = world.grid.neighbours > np.arange(world.grid.size)[:, None]
    pairs: list[list[int]] = np.argwhere(there & once).tolist()
    return pairs


def _ways(world: World, state: GameState) -> Iterator[tuple[Mark, Point, Point]]:
    """Roads and railways, from hex to hex."""
    for layer in (Edge.ROAD, Edge.RAIL):
        for hex, direction in _sides(world, layer):
            start = world.grid.centre(hex)
            end = world.grid.centre(int(world.board.edges[Edge.NEIGHBOUR, hex, direction]))
            if layer is Edge.ROAD:
                yield Mark.ROAD, start, end
            else:
                rail = int(world.board.edges[Edge.RAIL, hex, direction])
                yield Mark.WRECKED if state.rails[Rail.WRECKED, rail] else Mark.RAIL, start, end


def _rivers(world: World, state: GameState) -> Iterator[tuple[Mark, Point, Point]]:
    """Rivers with their bridges, from hexside to hexside, with the teeth taken out of them."""
    sides = _sides(world, Edge.CROSSING)
    edges = world.board.edges
    ends = [[world.grid.corner(hex, direction - 1), world.grid.corner(hex, direction)] for hex, direction in sides]
    meeting: dict[tuple[int, int], list[int]] = {}
    for side, corners in enumerate(ends):
        for x, y in corners:
            meeting.setdefault((round(x * 100), round(y * 100)), []).append(side)
    joints = [(pair[0], pair[1]) for pair in meeting.values() if len(pair) == 2]
    middles = _smooth(np.array(ends).reshape(-1, 2, 2).mean(axis=1), joints)
    marks = [Mark.RIVER if edges[Edge.RIVER, hex, direction] else Mark.STREAM for hex, direction in sides]
    for one, other in joints:
        yield min(marks[one], marks[other]), middles[one], middles[other]
    for (x, y), met in meeting.items():
        if len(met) != 2:
            yield from ((marks[side], middles[side], (x / 100, y / 100)) for side in met)
    for (hex, direction), middle in zip(sides, middles, strict=True):
        if state.crossings[Crossing.BRIDGE, edges[Edge.CROSSING, hex, direction]] in (
            Bridge.STANDING,
            Bridge.IMPROVISED,
        ):
            yield Mark.BRIDGE, middle, middle


def _walls(world: World) -> Iterator[tuple[Mark, Point, Point]]:
    """Walls along their hexsides, open at the gates."""
    for wall in world.walls:
        for hex, direction in sorted(wall.closed):
            yield Mark.WALL, world.grid.corner(hex, direction - 1), world.grid.corner(hex, direction)


def _smooth(points: Floats, joints: list[tuple[int, int]]) -> list[Point]:
    """Each point drawn halfway to those it is joined with."""
    total, count = 2 * points, np.full(len(points), 2.0)
    for one, other in joints:
        total[[one, other]] += points[[other, one]]
        count[[one, other]] += 1
    return [(float(x), float(y)) for x, y in total / count[:, None]]


def _draw(marks: Ints, mark: Mark, start: Point, end: Point) -> None:
    """Pixels along a straight line, those of all but roads side by side; a wrecked railway has gaps."""
    steps = max(1, math.ceil(4 * max(abs(end[0] - start[0]), abs(end[1] - start[1]))))
    along = np.linspace(0, 1, steps + 1)
    x = np.rint(start[0] + along * (end[0] - start[0])).astype(np.int64)
    y = np.rint(start[1] + along * (end[1] - start[1])).astype(np.int64)
    if mark is not Mark.ROAD:
        x, y = np.append(x, x[1:]), np.append(y, y[:-1])
    keep = (x >= 0) & (y >= 0) & (x < marks.shape[1]) & (y < marks.shape[0])
    if mark is Mark.WRECKED:
        keep &= (x + y) % 3 > 0
    marks[y[keep], x[keep]] = np.maximum(marks[y[keep], x[keep]], mark)
