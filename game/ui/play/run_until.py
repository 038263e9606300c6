"""Going on by itself until something happens that a person wants to see. Knows no pygame."""

from collections.abc import Callable, Iterable

import numpy as np

from game.core import events as ev
from game.core.kinds import SupplyState
from game.core.state import GameState, T, U
from game.core.world import World

_FIGHTS = (ev.BattleFought, ev.EnemyMet, ev.Ambushed)


def _contact(world: World, before: GameState, after: GameState, side: int, told: Iterable[ev.Event]) -> bool:
    """A fight, or an enemy who stands beside own troops and did not before."""
    if any(isinstance(event, _FIGHTS) for event in told):
        return True
    return bool(_touching(world, after, side) - _touching(world, before, side))


def _touching(world: World, view: GameState, side: int) -> set[int]:
    """Enemies beside own units."""
    on_map = view.units[U.HEX] >= 0
    own = view.units[U.HEX][on_map & (view.units[U.SIDE] == side)]
    around = set(world.grid.neighbours[own].ravel().tolist()) - {-1}
    enemies = np.flatnonzero(on_map & (view.units[U.SIDE] == 1 - side)).tolist()
    return {unit for unit in enemies if int(view.units[U.HEX, unit]) in around}


def _supply(world: World, before: GameState, after: GameState, side: int, told: Iterable[ev.Event]) -> bool:
    """An own unit ran low, out, or was encircled."""
    mine = (after.units[U.SIDE] == side) & (after.units[U.HEX] >= 0)
    short = after.units[U.SUPPLY] >= SupplyState.LOW
    was_short = before.units[U.SUPPLY] >= SupplyState.LOW
    ringed = (after.units[U.ENCIRCLED] > 0) & (before.units[U.ENCIRCLED] <= 0)
    return bool(np.any(mine & ((short & ~was_short) | ringed)))


def _talks(world: World, before: GameState, after: GameState, side: int, told: Iterable[ev.Event]) -> bool:
    """Talks reached another stage, or terms wait for an answer."""
    watched = [T.STAGE, T.ASKED]
    return not np.array_equal(before.talks[watched], after.talks[watched])


def _arrival(world: World, before: GameState, after: GameState, side: int, told: Iterable[ev.Event]) -> bool:
    """Own troops came onto the map."""
    return any(isinstance(event, ev.UnitArrived) and int(after.units[U.SIDE, event.unit]) == side for event in told)


_Test = Callable[[World, GameState, GameState, int, Iterable[ev.Event]], bool]

STOPS: dict[str, _Test] = {"contact": _contact, "supply": _supply, "talks": _talks, "arrival": _arrival}
"""By name; their words stand under ``window.run_until`` in the catalogue."""


def stopped_by(
    conditions: Iterable[str], world: World, views: tuple[GameState, GameState], side: int, told: list[ev.Event]
) -> list[str]:
    """Which of the conditions came true between two views of a side; ``told`` are the events between."""
    before, after = views
    return [name for name in STOPS if name in set(conditions) and STOPS[name](world, before, after, side, told)]
