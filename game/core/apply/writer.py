"""What a writer is, and the one that writes nothing."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from game.core import events as ev
from game.core.kinds import Standing, Status
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


_DONE_TO_IT = [F.AGENTS, F.FAMILIES, F.WORK]
_DEALINGS = [F.CONTACT, F.ENVOY, F.PLANTING, F.SPARED, F.ROTATED]


def formations_over(state: GameState, over: Sequence[int], side: int) -> None:
    """Formations belong to the other side from now on, and what either side had going with them is at an end."""
    formations, chosen = state.formations, list(over)
    formations[F.SIDE, chosen], formations[F.STANDING, chosen] = side, Standing.OVER
    formations[np.ix_(_DONE_TO_IT, chosen)] = 0
    formations[np.ix_(_DEALINGS, chosen)] = -1


_SO_FAR = [U.KILLED, U.CAPTURED, U.STRAGGLED]
_BEFORE = [U.KILLED_BEFORE, U.CAPTURED_BEFORE, U.STRAGGLED_BEFORE]


def changed_sides(state: GameState, event: ev.FormationWentOver | ev.UnitsJoined) -> None:
    """Units fight for the other side from now on; what they lost so far stays their old side's loss."""
    units, chosen = state.units, list(event.units)
    units[np.ix_(_BEFORE, chosen)] = units[np.ix_(_SO_FAR, chosen)]
    units[U.WOUNDED_BEFORE, chosen] = units[U.WOUNDED, chosen] + units[U.RETURNED, chosen]
    units[U.SIDE, chosen] = event.side
    units[U.GONE_OVER, chosen] = event.gone_over
    units[U.ENROLLED, chosen] = event.enrolled
    units[U.QUALITY, chosen] = event.quality
    units[U.HELD_UNTIL, chosen] = event.held_until
    units[U.ENCIRCLED, chosen] = 0
    units[np.ix_([U.GHOST_HEX, U.GHOST_DAY], chosen)] = -1
