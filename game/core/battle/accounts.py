"""Which side a loss belongs to: the side that the unit fought for when it lost the men."""

import numpy as np

from game.core.hexgrid import Ints
from game.core.state import LOSSES, U

_BEFORE = {U.KILLED: U.KILLED_BEFORE, U.CAPTURED: U.CAPTURED_BEFORE, U.STRAGGLED: U.STRAGGLED_BEFORE}


def lost_by(units: Ints, side: int, account: U) -> Ints:
    """``[unit]`` -> men of one of the accounts whom each unit lost while it fought for ``side``. Rulebook 12."""
    ours = units[U.SIDE] == side
    went_over = units[U.KILLED_BEFORE] >= 0
    if account is U.GONE_OVER:  # the wounded are among them
        lost: Ints = np.where(ours ^ went_over, units[account], 0)
        return lost
    if account is U.WOUNDED:
        return np.where(ours, units[account] - wounded_before(units), 0)
    if account not in _BEFORE:  # the evacuated are with their unit
        return np.where(ours, units[account], 0)
    before = np.where(went_over, units[_BEFORE[account]], 0)
    accounted: Ints = np.where(ours, units[account] - before, before)  # none of those from before ever comes back
    return accounted


def wounded_before(units: Ints) -> Ints:
    """``[unit]`` -> the wounded who came over with their unit and are not back; who was hit first comes back first."""
    since: Ints = np.maximum(0, units[U.WOUNDED_BEFORE] - units[U.RETURNED])
    left: Ints = np.minimum(since, units[U.WOUNDED])
    return left


def lost_for_good(units: Ints, side: int, chosen: list[int]) -> int:
    """Men whom the chosen units lost while they fought for ``side`` and who will not come back."""
    return sum(int(lost_by(units, side, account)[chosen].sum()) for account in LOSSES)
