"""A position with everything changed that a side cannot know: what must not move its player."""

from collections.abc import Iterator

import numpy as np

from game.core.engine import observe
from game.core.hexgrid import Ints
from game.core.state import Camp, Column, F, GameState, Place, Rail, S, U
from game.core.world import World

_COUNTED = frozenset({"men", "guns", "per mille", "points", "days", "0.1 km"})
"""Units of columns whose values may be a little other; those of other columns change places."""


def altered(world: World, state: GameState, side: int) -> GameState:
    """The position with other luck, other hidden units, other enemy minds: the view of ``side`` is the same.

    It serves to be looked at; the men of a unit no longer add up.
    """
    view = observe(world, state, side)
    known, changed = view.digest(), state.copy()
    changed.luck += 1
    for row, column, items in _hidden(state, view, side, changed):
        before = row.copy()
        row[items] = _other(row[items], column)
        if observe(world, changed, side).digest() != known:
            row[:] = before
    return changed


def _hidden(state: GameState, view: GameState, side: int, changed: GameState) -> Iterator[tuple[Ints, Column, Ints]]:
    """Rows with their column and the items that might be hidden: whole sides first, then what is out of sight."""
    enemy = state.units[U.SIDE] != side
    unseen = np.flatnonzero(enemy & (view.units[U.HEX] < 0))
    for unit_column in U:
        yield changed.units[unit_column], unit_column, np.flatnonzero(enemy)
        yield changed.units[unit_column], unit_column, unseen
    foreign = state.formations[F.SIDE] != side
    for column in F:
        yield changed.formations[column], column, np.flatnonzero(foreign)
        yield changed.formations[column], column, np.flatnonzero(~foreign)
    for side_column in S:
        yield changed.sides[side_column], side_column, np.array([1 - side])
    yield changed.camps[1 - side], Camp(1 - side), np.arange(changed.camps.shape[1])
    for rail_column in (Rail.WRECKED, Rail.MENDED, Rail.KNOWN_1 - side):
        yield changed.rails[rail_column], Rail(rail_column), np.arange(changed.rails.shape[1])
    for place in range(changed.places.shape[1]):
        yield changed.places[Place.HOLDER], Place.HOLDER, np.array([place])


def _other(values: Ints, column: Column) -> Ints:
    """Values as they might be as well."""
    if column.unit == "flag":
        return 1 - values
    if column.unit in _COUNTED:
        return values * 7 // 8 + 1
    if len(values) == 1 and column.unit == "side":
        return 1 - np.maximum(values, 0)
    return np.roll(values, 1)
