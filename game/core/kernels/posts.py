"""Where the units of a group stand to hold an area: on its best ground, spread out, each at the post nearest to it."""

import numpy as np
import numpy.typing as npt

from game.core.board import HexColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.scene import FAR_OFF
from game.core.state import U

# Taste: what ground is worth as a post.
_CENTRE = 200
_WORKS = 60
_COVER = 250
"""Per mille of the terrain's defence."""
_FACING = 20
"""For each hex by which it is nearer to the enemy, within three."""
_DUG = 25
"""For each day that a unit of ours has dug in there, up to the following."""
_MOST_DUG = 3
_CROWDED = 90
"""Against a post beside another one."""

_BESIDE = 6
"""Columns of ``Board.near`` within one hex."""
_NO_POST = -(1 << 40)


@kernel
def posts_of(
    terrain: tuple[Narrow, Ints, Ints, Ints],
    seen: tuple[Ints, Ints, npt.NDArray[np.int8]],
    chosen: Ints,
    area: Ints,
    centre: int,
    side: int,
) -> Ints:
    """A post in ``area`` for each of the ``chosen`` units of ``side``: rows of unit and hex, the best post first.

    Who is nearest to a post takes it; more units than posts double. None where enemies stand in every hex.
    ``terrain`` are ``Board.near`` and ``Board.hexes`` and the coordinates of all hexes, ``seen`` the units, and the
    enemy's men and the steps to him of the `Scene`.
    """
    near, hexes, q, r = terrain
    units, enemy_men, steps = seen
    worth = _worth(hexes, units, enemy_men, steps, area, centre, side)
    posts = _best_posts(near, worth, area, chosen.size)
    rows = np.empty((chosen.size if posts.size > 0 else 0, 2), np.int64)
    free = chosen.copy()
    for made in range(rows.shape[0]):
        post, left = posts[made % posts.size], free.size - made
        nearest, least = -1, q.size
        for k in range(left):
            here = units[U.HEX, free[k]]
            right, down = q[here] - q[post], r[here] - r[post]
            away = (abs(right) + abs(down) + abs(right + down)) // 2
            if nearest < 0 or away < least or (away == least and free[k] < free[nearest]):
                nearest, least = k, away
        rows[made, 0], rows[made, 1] = free[nearest], post
        free[nearest] = free[left - 1]
    return rows


@kernel
def _worth(
    hexes: Ints, units: Ints, enemy_men: Ints, steps: npt.NDArray[np.int8], area: Ints, centre: int, side: int
) -> Ints:
    """What the hexes of an area are worth as posts, `_NO_POST` where the enemy has men."""
    worth = np.full(area.size, _NO_POST, np.int64)
    for k in range(area.size):
        hex = area[k]
        if enemy_men[hex] == 0:
            worth[k] = (hexes[HexColumn.DEFENCE, hex] - 1000) * _COVER // 1000 + hexes[HexColumn.WORKS, hex] * _WORKS
            worth[k] += _FACING * (FAR_OFF - int(steps[hex])) + (_CENTRE if hex == centre else 0)
    for unit in range(units.shape[1]):
        if units[U.DUG, unit] != 0 and units[U.SIDE, unit] == side:
            for k in range(area.size):
                if area[k] == units[U.HEX, unit] and worth[k] > _NO_POST:
                    worth[k] += _DUG * min(_MOST_DUG, units[U.DUG, unit])
    return worth


@kernel
def _best_posts(near: Narrow, worth: Ints, area: Ints, most: int) -> Ints:
    """The hexes that are worth most, each the less for one beside it that was chosen before."""
    posts = np.empty(most, np.int64)
    crowded = np.zeros(area.size, np.bool_)
    count = 0
    while count < most:
        best = 0
        for k in range(1, area.size):
            if worth[k] > worth[best]:
                best = k
        if area.size == 0 or worth[best] <= _NO_POST:
            break
        posts[count] = area[best]
        count += 1
        worth[best] = _NO_POST
        for k in range(area.size):
            if crowded[k] or worth[k] <= _NO_POST:
                continue
            for beside in near[area[best], :_BESIDE]:
                if beside == area[k]:
                    worth[k] -= _CROWDED
                    crowded[k] = True
    return posts[:count]
