"""What a night does to the cohesion of every unit. Rulebook 7.1."""

import numpy as np

from game.core.board import Board
from game.core.causes import MoraleCause
from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ZONE, survey
from game.core.kinds import Activity, SupplyState
from game.core.numbers import Number
from game.core.state import U


@kernel
def overnight(board: Board, units: Ints) -> Ints:
    """Rows of unit, `MoraleCause` and signed per mille, for those on the map whose cohesion changes.

    Nobody rests in an enemy zone.
    """
    marks = survey(board, units, 0), survey(board, units, 1)
    rows = np.empty((units.shape[1], 3), np.int64)
    made = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0:
            continue
        rests = units[U.ACTIVITY, unit] == Activity.REST and marks[units[U.SIDE, unit]][here] & ZONE == 0
        cause, change = _change(board.numbers, units, unit, rests)
        if change != 0:
            rows[made, 0], rows[made, 1], rows[made, 2] = unit, cause, change
            made += 1
    return rows[:made]


@kernel
def _change(numbers: Ints, units: Ints, unit: int, rests: bool) -> tuple[int, int]:
    """Hunger, the slow drift of the encircled, or recovery."""
    supply, cohesion = units[U.SUPPLY, unit], units[U.COHESION, unit]
    if supply == SupplyState.OUT:
        return MoraleCause.HUNGER, int(-numbers[Number.OUT_COHESION])
    if units[U.ENCIRCLED, unit] > 0:
        settled = numbers[Number.ENCIRCLED_LOW if supply == SupplyState.LOW else Number.ENCIRCLED_FED]
        drift = numbers[Number.ENCIRCLED_DRIFT]
        return MoraleCause.ENCIRCLEMENT, int(max(-drift, min(drift, settled - cohesion)))
    cause = MoraleCause.REST if rests else MoraleCause.RECOVERY
    if supply == SupplyState.LOW:
        return cause, 0
    gain = numbers[Number.RECOVER_REST if rests else Number.RECOVER]
    if supply == SupplyState.STRAINED:
        gain //= 2
    ceiling = min(1000, numbers[Number.CEILING] + numbers[Number.CEILING_STOCK] * units[U.STOCK, unit] // 1000)
    return cause, int(max(0, min(gain, ceiling - cohesion)))
