"""What a writer is, and the one that writes nothing."""

from collections.abc import Callable
from typing import Any

from game.core.kinds import Status
from game.core.state import F, GameState, U

Writers = dict[type, Callable[[GameState, Any], None]]
"""Kind of event -> what writes it."""


def nothing(state: GameState, event: object) -> None:
    """The event tells; other events carry what changed."""


def gone(state: GameState, unit: int, captured: int) -> None:
    """A unit leaves the game: its men are in the accounts, nothing of it is on the map."""
    units = state.units
    state.formations[F.FELL, units[U.FORMATION, unit]] = units[U.HEX, unit]
    units[[U.MEN, U.GUNS, U.WOUNDED, U.COHESION], unit] = 0
    units[U.CAPTURED, unit] = captured
    units[U.STATUS, unit] = Status.GONE
    units[[U.HEX, U.LED, U.GHOST_HEX, U.GHOST_DAY], unit] = -1  # the enemy saw it go
