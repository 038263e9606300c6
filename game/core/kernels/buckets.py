"""The queue of the searches over the map: Dial's ring of buckets, one for each 0.1 km of distance."""

from typing import NamedTuple

import numpy as np

from game.core.hexgrid import Narrow
from game.core.kernels.jit import kernel

RING = 1 << 11
"""Buckets; more than any single step costs: 1500 at 50 km a hex into mountains, and a river."""

SEED = 6
"""In place of a direction for hexes from which a search begins."""


class Buckets(NamedTuple):
    """Lists of hexes by distance. A hex has an entry for each direction from which a search may come to it.

    A hex that comes nearer is put in again; who takes it out of its old bucket finds that its distance is
    no longer that bucket's.
    """

    head: Narrow
    """``[distance & (RING - 1)]`` -> first entry, -1 none."""
    after: Narrow
    """``[entry]`` -> the next one of its bucket, -1 none. The hex of an entry is ``entry >> 3``."""


@kernel
def buckets(hexes: int) -> Buckets:
    """Empty ones for a search of a map."""
    return Buckets(np.full(RING, -1, np.int32), np.empty(hexes << 3, np.int32))


@kernel
def put(queue: Buckets, distance: int, hex: int, direction: int) -> None:
    """Put a hex in, once for each direction."""
    bucket, entry = distance & (RING - 1), hex << 3 | direction
    queue.after[entry] = queue.head[bucket]
    queue.head[bucket] = entry
