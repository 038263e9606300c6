"""Overlays: hexes tinted by class, lightly, so that the ground stays visible, with a firm border around each class."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pygame

from game.core.hexgrid import HexGrid, Ints
from game.ui.counters.look import Counter
from game.ui.land.camera import Camera, Point
from game.ui.style.palette import Colour
from game.ui.style.patterns import Pattern

NOTHING = -1
TINT = 46
_HATCH, _FIRM = 120, 235
_RIM: Colour = (255, 250, 240)
_ROOM = 200
"""Pixels around the screen that are drawn too, so that a short pan needs no new surface."""


class Way(NamedTuple):
    """A line over the middles of hexes."""

    hexes: tuple[int, ...]
    colour: Colour
    dashed: bool = False


class Sign(NamedTuple):
    """A cross on a hex: here it fails."""

    hex: int
    colour: Colour


@dataclass(frozen=True, eq=False)
class Overlay:
    """A class for every hex, `NOTHING` where there is none, with a colour and a pattern for each class.

    Ways, signs and pale counters may lie on top.
    """

    classes: Ints
    colours: tuple[Colour, ...]
    patterns: tuple[Pattern, ...] = ()
    tint: int = TINT
    border: Colour | None = None
    """Of the line around a class; by default in the colour of the class. A border of its own is dotted."""
    ways: tuple[Way, ...] = ()
    signs: tuple[Sign, ...] = ()
    counters: tuple[Counter, ...] = ()

    def pattern(self, number: int) -> Pattern:
        """The pattern of a class."""
        return self.patterns[number] if number < len(self.patterns) else Pattern.PLAIN


def area(
    grid: HexGrid, hexes: Sequence[int], colour: Colour, tint: int = TINT, border: Colour | None = None
) -> Overlay:
    """One area, such as where a unit can march to."""
    classes = np.full(grid.size, NOTHING, dtype=np.int64)
    classes[list(hexes)] = 0
    return Overlay(classes, (colour,), tint=tint, border=border)


class Sheet(NamedTuple):
    """A transparent surface with its upper left corner in hexes and its scale."""

    surface: pygame.Surface
    corner: Point
    scale: float


class OverlayView:
    """Keeps the surface of one overlay until the overlay or the scale changes, or the view leaves it."""

    def __init__(self) -> None:
        self._overlay: Overlay | None = None
        self._made: Camera | None = None
        self._sheet: Sheet | None = None

    def draw(self, on: pygame.Surface, camera: Camera, overlay: Overlay, *, at_rest: bool = True) -> None:
        """Lay an overlay over the map on the screen; while the scale changes the last surface is stretched."""
        known = self._overlay is overlay and self._made is not None
        if not known or (at_rest and not self._fits(camera)):
            wide = camera.size[0] + 2 * _ROOM, camera.size[1] + 2 * _ROOM
            self._overlay, self._made = overlay, Camera(camera.grid, wide, camera.scale, camera.middle)
            self._sheet = drawn(self._made, overlay)
        if self._sheet is not None:
            _lay(on, camera, self._sheet)

    def _fits(self, camera: Camera) -> bool:
        made = self._made
        if made is None or made.scale != camera.scale:
            return False
        x, y = camera.to_screen(*made.to_map(0, 0))
        return x <= 0 and y <= 0 and x + made.size[0] >= camera.size[0] and y + made.size[1] >= camera.size[1]


def _lay(on: pygame.Surface, camera: Camera, sheet: Sheet) -> None:
    x, y = camera.to_screen(*sheet.corner)
    share = camera.scale / sheet.scale
    if share == 1:
        on.blit(sheet.surface, (round(x), round(y)))
        return
    width, height = sheet.surface.get_size()
    seen = on.get_rect().move(-round(x), -round(y))
    part = pygame.Rect(
        int(seen.left / share) - 1, int(seen.top / share) - 1, int(seen.width / share) + 3, int(seen.height / share) + 3
    ).clip((0, 0, width, height))
    if part.width and part.height:
        size = max(1, round(part.width * share)), max(1, round(part.height * share))
        stretched = pygame.transform.scale(sheet.surface.subsurface(part), size)
        on.blit(stretched, (round(x + part.left * share), round(y + part.top * share)))


def drawn(camera: Camera, overlay: Overlay) -> Sheet | None:
    """The part of an overlay that a camera sees, on a surface no larger than needed; None where it sees nothing."""
    classes = overlay.classes.tolist()
    shown = _on_screen(camera, overlay.classes)
    if not shown:
        return None
    edge = 4
    corners = {hex: camera.corners_of(hex) for hex in shown}
    left = math.floor(min(x for points in corners.values() for x, _ in points)) - edge
    top = math.floor(min(y for points in corners.values() for _, y in points)) - edge
    right = math.ceil(max(x for points in corners.values() for x, _ in points)) + edge
    bottom = math.ceil(max(y for points in corners.values() for _, y in points)) + edge
    corners = {hex: [(x - left, y - top) for x, y in points] for hex, points in corners.items()}
    surface = pygame.Surface((right - left, bottom - top), pygame.SRCALPHA)
    for hex in shown:
        pygame.draw.polygon(surface, (*overlay.colours[classes[hex]], overlay.tint), corners[hex])
    for number in sorted({classes[hex] for hex in shown}):
        if overlay.pattern(number) is not Pattern.PLAIN:
            inside = [corners[hex] for hex in shown if classes[hex] == number]
            _hatch(surface, inside, camera.scale, overlay, number)
    _borders(surface, camera, corners, classes, overlay)
    return Sheet(surface, camera.to_map(left, top), camera.scale)


def _on_screen(camera: Camera, classes: Ints) -> list[int]:
    bounds = camera.shown()
    rows, columns = np.divmod(np.flatnonzero(classes >= 0), camera.grid.columns)
    east, south = columns * (3**0.5 / 2), rows + columns % 2 / 2
    near = (east > bounds.left - 1) & (east < bounds.right + 1) & (south > bounds.top - 1) & (south < bounds.bottom + 1)
    hexes: list[int] = (rows * camera.grid.columns + columns)[near].tolist()
    return hexes


def _hatch(surface: pygame.Surface, inside: list[list[Point]], scale: float, overlay: Overlay, number: int) -> None:
    """Lines across the hexes of a class, cut to them."""
    pattern, colour = overlay.pattern(number), (*overlay.colours[number], _HATCH)
    strokes = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    width, height = surface.get_size()
    step = max(7, round(scale / 6))
    for x in range(-height, width + height, step):
        if pattern in (Pattern.RISING, Pattern.CROSSED):
            pygame.draw.line(strokes, colour, (x, height), (x + height, 0), 1)
        if pattern in (Pattern.FALLING, Pattern.CROSSED):
            pygame.draw.line(strokes, colour, (x, 0), (x + height, height), 1)
    mask = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
    for corners in inside:
        pygame.draw.polygon(mask, (255, 255, 255, 255), corners)
    strokes.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
    surface.blit(strokes, (0, 0))


def _borders(
    surface: pygame.Surface, camera: Camera, corners: dict[int, list[Point]], classes: list[int], overlay: Overlay
) -> None:
    """A line along every side that another class, or none, lies behind."""
    thick = max(2, round(camera.scale / 24))
    for hex, points in corners.items():
        colour = (*(overlay.border or overlay.colours[classes[hex]]), _FIRM)
        for direction in range(6):
            there = camera.grid.step(hex, direction)
            if there < 0 or classes[there] != classes[hex]:
                start, end = points[direction - 1], points[direction]
                if overlay.border is not None:
                    _dots(surface, start, end, colour, thick)
                    continue
                pygame.draw.line(surface, colour, start, end, thick)
                pygame.draw.circle(surface, colour, start, thick / 2)
                pygame.draw.circle(surface, colour, end, thick / 2)


def _dots(on: pygame.Surface, start: Point, end: Point, colour: tuple[int, int, int, int], thick: int) -> None:
    """Along a side, as many on each, the first on the corner that the side begins with."""
    (x0, y0), (x1, y1) = start, end
    count = max(2, round(math.hypot(x1 - x0, y1 - y0) / (3.2 * thick)))
    for each in range(count):
        at = x0 + (x1 - x0) * each / count, y0 + (y1 - y0) * each / count
        pygame.draw.circle(on, (*_RIM, colour[3]), at, thick + 0.75)
        pygame.draw.circle(on, colour, at, thick - 0.5)


def draw_ways(on: pygame.Surface, camera: Camera, overlay: Overlay) -> None:
    """The ways and signs of an overlay, over the tints and under the counters."""
    thick = max(2, round(camera.scale / 13))
    for way in overlay.ways:
        points = [camera.centre_of(hex) for hex in way.hexes]
        for wide, colour in ((thick + 2, _RIM), (thick, way.colour)):
            for start, end in itertools.pairwise(points):
                _stroke(on, start, end, colour, wide, dashed=way.dashed)
    for sign in overlay.signs:
        x, y = camera.centre_of(sign.hex)
        reach = max(5.0, camera.scale * 0.3)
        for wide, colour in ((thick + 4, _RIM), (thick + 1, sign.colour)):
            for down in (-1, 1):
                pygame.draw.line(on, colour, (x - reach, y - down * reach), (x + reach, y + down * reach), wide)


def _stroke(on: pygame.Surface, start: Point, end: Point, colour: Colour, wide: int, *, dashed: bool) -> None:
    """A line with round ends, or in dashes, which are as long whatever the line's length."""
    (x0, y0), (x1, y1) = start, end
    count = max(1, round(math.hypot(x1 - x0, y1 - y0) / (5 * wide))) if dashed else 1
    parts = [((each + 0.2) / count, (each + 0.8) / count) for each in range(count)] if dashed else [(0.0, 1.0)]
    for first, last in parts:
        a = x0 + (x1 - x0) * first, y0 + (y1 - y0) * first
        b = x0 + (x1 - x0) * last, y0 + (y1 - y0) * last
        pygame.draw.line(on, colour, a, b, wide)
        if not dashed:
            pygame.draw.circle(on, colour, a, wide / 2)
            pygame.draw.circle(on, colour, b, wide / 2)
