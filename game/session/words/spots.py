"""Where a hex lies, seen from the place nearest to it."""

import math
from functools import cached_property
from typing import NamedTuple

from game.core.world import World

_NEAR_KM = 10


class Bearing(NamedTuple):
    """How far a hex lies from a place, and which way."""

    place: int
    km: int
    point: int
    """Of the eight compass points, clockwise from the north."""


def compass_point(east: float, south: float) -> int:
    """The nearest of eight compass points to a way, clockwise from the north."""
    return round(math.atan2(east, -south) / math.tau * 8) % 8


class Spots:
    """The places of a world as what hexes are told by."""

    def __init__(self, world: World) -> None:
        self._world = world

    def greatest_at(self, hex: int) -> int:
        """The place in a hex that a hex of several is named after, -1 where there is none."""
        here = self._world.places_by_hex.get(hex, ())
        return max(here, key=lambda place: self._world.places[place].value, default=-1)

    def nearest(self, hex: int) -> Bearing | None:
        """Where a hex lies from the nearest place; None if that is further than ten km."""
        if not self._world.places:
            return None
        east, south = self._world.grid.centre(hex)
        distance, place = min((math.hypot(east - x, south - y), place) for place, (x, y) in enumerate(self._centres))
        km = distance * self._world.grid.hex_km10 / 10
        if km > _NEAR_KM:
            return None
        x, y = self._centres[place]
        return Bearing(place, round(km), compass_point(east - x, south - y))

    @cached_property
    def _centres(self) -> list[tuple[float, float]]:
        return [self._world.grid.centre(place.hex) for place in self._world.places]
