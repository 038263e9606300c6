"""Prisoners who join the ranks of those who took them. Rulebook 5.10."""

import numpy as np

from game.core import events as ev
from game.core.battle.accounts import lost_by
from game.core.board import Kit
from game.core.hexgrid import Ints
from game.core.kinds import Activity, Status, SupplyState
from game.core.numbers import Number
from game.core.state import Camp, S, U
from game.core.turn import Turn
from game.core.world import SIDES


def resolve_prisoners(turn: Turn) -> None:
    """Dawn: count the men each side has captured; some of those taken long enough ago join its ranks."""
    if not turn.state.camps.size:  # nobody enlists any
        return
    units, day = turn.state.units, turn.state.day
    first, second = (int(lost_by(units, 1 - side, U.CAPTURED).sum()) for side in SIDES)
    if first or second:
        turn.emit(ev.PrisonersCounted(day, first, second))
    taught = day - int(turn.world.numbers[Number.ENLIST_DAYS])
    for side in SIDES:
        if turn.world.enlists[side] and taught >= 0:
            _enlist(turn, side, int(turn.state.camps[Camp.TAKEN_0 + side, taught]))


def _enlist(turn: Turn, side: int, taken: int) -> None:
    """Share out the men due among units with gaps in their ranks; those without room wait."""
    units, enlisted = turn.state.units, int(turn.state.sides[S.ENLISTED, side])
    due = taken * int(turn.world.numbers[Number.ENLIST_SHARE]) // 1000 - enlisted
    if due <= 0:
        return
    gaps = _gaps(turn, side)
    room = int(gaps.sum())
    if not room:
        return
    joining = gaps * min(due, room) // room
    chosen = np.flatnonzero(joining)
    if len(chosen):
        joined, men, enrolled = joining[chosen], units[U.MEN, chosen], units[U.ENROLLED, chosen]
        turn.emit(
            ev.PrisonersEnlisted(
                side,
                tuple(chosen.tolist()),
                tuple(joined.tolist()),
                tuple((men + joined).tolist()),
                tuple((enrolled + joined).tolist()),
                enlisted + int(joined.sum()),
            )
        )


def _gaps(turn: Turn, side: int) -> Ints:
    """``[unit]`` -> men that units lack which are in hand, fed, free and out of battle; their wounded keep a place."""
    units, kit = turn.state.units, turn.world.board.kit
    ours = (units[U.SIDE] == side) & (units[U.HEX] >= 0) & (units[U.STATUS] == int(Status.READY))
    quiet = (units[U.ACTIVITY] < int(Activity.DEFENCE)) & (units[U.ENCIRCLED] == 0)
    fed = units[U.SUPPLY] <= int(SupplyState.STRAINED)
    taking = ours & quiet & fed & (kit[Kit.DOMESTIC] == 0) & (kit[Kit.HEADQUARTERS] == 0)
    gaps: Ints = np.where(taking, np.maximum(0, units[U.INITIAL] - units[U.MEN] - units[U.WOUNDED]), 0)
    return gaps
