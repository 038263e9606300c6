"""Supply at dawn, once for both sides: stocks, states, reasons, stragglers. Rulebook 6."""

import numpy as np

from game.core import events as ev
from game.core.fog.reports import tell_of_cuts
from game.core.hexgrid import Ints
from game.core.homeward import ways_of
from game.core.kernels.rows import CUT_OFF, REASON, REASON_AT, STATE, STOCK
from game.core.kernels.supply import supply_side
from game.core.kinds import SupplyState
from game.core.numbers import Number
from game.core.state import U
from game.core.supply.airdrop import relieve
from game.core.turn import Turn
from game.core.world import SIDES


def resolve_supply(turn: Turn, days: int) -> None:
    """Trace, deliver and explain supply for every unit on the map; ``days`` have passed since the last time."""
    state = turn.state
    units = state.units
    present = np.flatnonzero(units[U.HEX] >= 0)
    if not len(present):
        return
    board, formations = turn.world.board, state.formations
    first, second = (
        supply_side(board, units, formations, ways_of(turn.world, state, side), side, days) for side in SIDES
    )
    rows: Ints = first + second
    rows[REASON_AT] += 1  # each side leaves -1 in the other's columns
    if days:
        relieve(turn, rows)
    on_map = rows[:, present]
    encircled = np.where(on_map[CUT_OFF] == 1, units[U.ENCIRCLED, present] + 1, 0)
    turn.emit(
        ev.SupplyDrawn(
            tuple(present.tolist()),
            tuple(on_map[STOCK].tolist()),
            tuple(on_map[STATE].tolist()),
            tuple(on_map[REASON].tolist()),
            tuple(on_map[REASON_AT].tolist()),
            tuple(encircled.tolist()),
        )
    )
    for side in SIDES:
        tell_of_cuts(turn, side)
    if days:
        _straggle(turn)


def _straggle(turn: Turn) -> None:
    """Men leave hungry units and some come back to fed ones. Rulebook 6.5."""
    units, numbers = turn.state.units, turn.world.numbers
    supply, men, away = units[U.SUPPLY], units[U.MEN], units[U.STRAGGLED]
    out_there = away - np.maximum(0, units[U.STRAGGLED_BEFORE])  # nobody comes back to a unit that has gone over
    on_map = units[U.HEX] >= 0
    fed = supply <= int(SupplyState.STRAINED)
    broken = (units[U.COHESION] < numbers[Number.ROUT_BELOW]) & (units[U.ENCIRCLED] == 0)
    share = np.where(broken, numbers[Number.STRAGGLE_BROKEN], numbers[Number.STRAGGLE])
    leaving = np.where(on_map & (supply == int(SupplyState.OUT)), men * share // 1000, 0)
    returning = np.where(on_map & fed, out_there * numbers[Number.STRAGGLERS_RETURN] // 1000, 0)
    change = returning - leaving
    chosen = np.flatnonzero(change)
    if len(chosen):
        turn.emit(
            ev.MenStraggled(
                tuple(chosen.tolist()),
                tuple((men + change)[chosen].tolist()),
                tuple((away - change)[chosen].tolist()),
            )
        )
