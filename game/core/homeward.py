"""What is remembered of ways: how far hexes lie from the sources and the depots of a side, as the bridges stand."""

from functools import lru_cache

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.kernels.convoy import leads
from game.core.kernels.net import Ways
from game.core.kernels.retreat import home_distance
from game.core.kernels.survey import Marks
from game.core.state import Crossing, Depot, GameState
from game.core.world import World

_REMEMBERED = 16
"""Searches kept: both sides of some worlds, with the bridges of some days."""


def bridges_of(crossings: Ints) -> bytes:
    """How the bridges stand, to remember a search by; in few bytes, since all of them are read to find it again."""
    bridges: Marks = crossings[Crossing.BRIDGE].astype(np.int8)
    return bridges.tobytes()


def distance_home(world: World, crossings: Ints, side: int) -> Ints:
    """``[hex]`` -> distance from the nearest source of ``side``, enemies apart. Nobody writes to it.

    Of all that changes it rests on the bridges alone, so a search is remembered by them.
    """
    return _searched(world, side, bridges_of(crossings))


@lru_cache(maxsize=_REMEMBERED)
def _searched(world: World, side: int, bridges: bytes) -> Ints:
    found: Ints = home_distance(world.board, crossings_with(bridges), side)
    return found


def ways_of(world: World, state: GameState, side: int) -> Ways:
    """The ways of a side's supplies in a position, with what is known of those to its depots."""
    bridges, depots = bridges_of(state.crossings), state.depots.tobytes()
    return Ways(state.crossings, state.rails, state.depots, _leads(world, side, bridges, depots))


@lru_cache(maxsize=_REMEMBERED)
def _leads(world: World, side: int, bridges: bytes, depots: bytes) -> Narrow:
    made = np.frombuffer(depots, dtype=np.int64).reshape(len(Depot), -1).copy()
    found: Narrow = leads(world.board, crossings_with(bridges), made, side)
    return found


def crossings_with(bridges: bytes) -> Ints:
    """Crossings with those of `bridges_of` in every column: the searches read one."""
    return np.tile(np.frombuffer(bridges, dtype=np.int8).astype(np.int64), (len(Crossing), 1))
