"""The queue of the searches over the map: Dial's ring of buckets, one for each 0.1 km of distance."""

from typing import NamedTuple

import numpy as np

from game.core.hexgrid import Narrow
from game.core.kernels.jit import index, kernel

RING = 1 << 11
"""Buckets; more than any single step costs: 1500 at 50 km a hex into mountains, and a river."""


class Buckets(NamedTuple):
    """Lists of hexes by distance.

    A hex that comes nearer is put in again; who takes it out of its old bucket finds that its distance is
    no longer that bucket's. So there are at most as many entries as hexes and steps between them; they lie in
    the order in which they came, since a search that reads memory here and there waits for it.
    """

    head: Narrow
    """``[distance & (RING - 1)]`` -> first entry, -1 none."""
    after: Narrow
    """``[entry]`` -> the next one of its bucket, -1 none."""
    hexes: Narrow
    """``[entry]`` -> its hex."""


@kernel
def buckets(hexes: int) -> Buckets:
    """Empty ones for a search of a map."""
    return Buckets(np.full(RING, -1, np.int32), np.empty(7 * hexes, np.int32), np.empty(7 * hexes, np.int32))


@kernel
def put(queue: Buckets, entry: int, distance: int, hex: int) -> None:
    """Put a hex in as the entry of that number; each number is used once."""
    bucket, place = index(distance & (RING - 1)), index(entry)
    queue.after[place], queue.hexes[place] = queue.head[bucket], hex
    queue.head[bucket] = entry
