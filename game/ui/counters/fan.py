"""A stack fanned out beside its hex: every unit with its own counter, to be read and clicked."""

import math
from typing import NamedTuple

import pygame

from game.ui.counters.look import Look
from game.ui.counters.view import CounterArtist
from game.ui.land.camera import Camera
from game.ui.style.palette import Palette

_ROW, _WIDER = 5, 1.5
"""Counters side by side at least, and how much wider than high a larger stack is laid out."""
_GAP = 0.22


class Leaf(NamedTuple):
    """A unit of the fan."""

    unit: int
    look: Look
    rect: pygame.Rect
    """In pixels of the map's part of the window."""


class Fan(NamedTuple):
    """The units of a hex on a plate above it, or below where there is no room."""

    hex: int
    plate: pygame.Rect
    leaves: tuple[Leaf, ...]
    reach: pygame.Rect
    """Plate and hex together: while the pointer is in it the fan stays open."""

    def unit_at(self, point: tuple[int, int]) -> int:
        """The unit whose counter lies under a point, -1 for none."""
        return next((leaf.unit for leaf in self.leaves if leaf.rect.collidepoint(point)), -1)


def fan_out(camera: Camera, hex: int, looks: list[tuple[int, Look]], side: int) -> Fan:
    """A fan of counters of so many pixels a side, inside what the camera shows."""
    gap = max(3, round(side * _GAP))
    row_of = max(_ROW, math.ceil(math.sqrt(len(looks) * _WIDER)))
    columns = min(row_of, len(looks))
    rows = -(-len(looks) // row_of)
    plate = pygame.Rect(0, 0, columns * (side + gap) + gap, rows * (side + gap) + gap)
    x, y = camera.centre_of(hex)
    half = round(camera.scale * 0.5)
    plate.midbottom = round(x), round(y) - half
    if plate.top < 0:
        plate.midtop = round(x), round(y) + half
    plate.clamp_ip(pygame.Rect(0, 0, camera.size[0], camera.size[1] - camera.foot))
    leaves = []
    for number, (unit, look) in enumerate(looks):
        row, column = divmod(number, row_of)
        corner = plate.left + gap + column * (side + gap), plate.top + gap + row * (side + gap)
        leaves.append(Leaf(unit, look, pygame.Rect(corner, (side, side))))
    around = pygame.Rect(0, 0, 2 * half, 2 * half + 2)
    around.center = round(x), round(y)
    return Fan(hex, plate, tuple(leaves), plate.union(around))


def draw_fan(
    on: pygame.Surface, fan: Fan, artist: CounterArtist, palette: Palette, chosen: tuple[int, ...] = ()
) -> None:
    """The plate with its counters; chosen ones have a ring."""
    shade = pygame.Surface(fan.plate.size, pygame.SRCALPHA)
    pygame.draw.rect(shade, (0, 0, 0, 70), shade.get_rect(), border_radius=6)
    on.blit(shade, fan.plate.move(2, 3))
    pygame.draw.rect(on, palette.window["panel"], fan.plate, border_radius=6)
    pygame.draw.rect(on, palette.window["edge"], fan.plate, 1, border_radius=6)
    for leaf in fan.leaves:
        picture = artist.picture(leaf.look, leaf.rect.width)
        on.blit(picture, picture.get_rect(center=leaf.rect.center))
        if leaf.unit in chosen:
            pygame.draw.rect(on, palette.accent, leaf.rect.inflate(6, 6), 2, border_radius=4)
