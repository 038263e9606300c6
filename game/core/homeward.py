"""The way home: how far every hex lies from the sources of a side, as the bridges stand."""

from functools import lru_cache

import numpy as np

from game.core.hexgrid import Ints
from game.core.kernels.retreat import home_distance
from game.core.state import Crossing
from game.core.world import World

_REMEMBERED = 16
"""Searches kept: both sides of some worlds, with the bridges of some days."""


def distance_home(world: World, crossings: Ints, side: int) -> Ints:
    """``[hex]`` -> distance from the nearest source of ``side``, enemies apart. Nobody writes to it.

    Of all that changes it rests on the bridges alone, so a search is remembered by them.
    """
    return _searched(world, side, crossings[Crossing.BRIDGE].tobytes())


@lru_cache(maxsize=_REMEMBERED)
def _searched(world: World, side: int, bridges: bytes) -> Ints:
    in_every_column = np.tile(np.frombuffer(bridges, dtype=np.int64), (len(Crossing), 1))  # the search reads one
    found: Ints = home_distance(world.board, in_every_column, side)
    return found
