"""What sides lost, by kind, in a game so far and in a day: one count for chronicle, report, result and batch.

Men count for the side that their unit fought for when it lost them. Rulebook 12.
"""

from typing import NamedTuple

import numpy as np

from game.core.battle.accounts import lost_by
from game.core.hexgrid import Ints
from game.core.state import GameState, U
from game.core.world import SIDES

LOSS_KINDS = {
    "killed": U.KILLED,
    "wounded": U.WOUNDED,
    "captured": U.CAPTURED,
    "straggled": U.STRAGGLED,
    "gone_over": U.GONE_OVER,
}
"""Kinds of losses; the wounded are those not yet back in the ranks."""


class DayLosses(NamedTuple):
    """The men who left a side's ranks in a day, each by what had become of him at its end.

    ``total`` less ``back`` is by how much the side's losses of the game so far
    grew, so the days of a game add up to what its result says.
    """

    killed: int
    wounded: int
    captured: int
    straggled: int
    gone_over: int
    back: int
    """Wounded and stragglers who came back to the ranks."""
    wounded_gone: int
    """Men wounded on earlier days who now fell to the other side with their unit."""

    @property
    def total(self) -> int:
        """Men who left the ranks."""
        return self.killed + self.wounded + self.captured + self.straggled + self.gone_over

    @property
    def kinds(self) -> dict[str, int]:
        """The men who left the ranks, by the kinds of `LOSS_KINDS`."""
        return {kind: getattr(self, kind) for kind in LOSS_KINDS}


def lost_so_far(state: GameState, side: int) -> dict[str, int]:
    """Men lost by kind since the start of the campaign."""
    return {kind: int(lost_by(state.units, side, account).sum()) for kind, account in LOSS_KINDS.items()}


def losses_between(before: GameState, after: GameState) -> tuple[DayLosses, DayLosses]:
    """For each side the men lost between two positions, at most a day apart."""
    first, second = (_of_side(before.units, after.units, side) for side in SIDES)
    return first, second


def _of_side(before: Ints, after: Ints, side: int) -> DayLosses:
    grown = {kind: lost_by(after, side, at) - lost_by(before, side, at) for kind, at in LOSS_KINDS.items()}
    healed = np.where((before[U.SIDE] == side) & (after[U.SIDE] == side), _healed(before, after), 0)
    hit = grown["wounded"] + healed
    earlier = np.maximum(0, -hit)
    of_captured = np.minimum(earlier, grown["captured"])
    strayed_back = np.maximum(0, -grown["straggled"])
    return DayLosses(
        killed=int(grown["killed"].sum()),
        wounded=int(np.maximum(0, hit).sum()),
        captured=int((grown["captured"] - of_captured).sum()),
        straggled=int(np.maximum(0, grown["straggled"]).sum()),
        gone_over=int((grown["gone_over"] - (earlier - of_captured)).sum()),
        back=int((healed + strayed_back).sum()),
        wounded_gone=int(earlier.sum()),
    )


def _healed(before: Ints, after: Ints) -> Ints:
    """``[unit]`` -> wounded of its present side who came back to the ranks; those who came over with it do first."""
    came_over = np.maximum(0, after[U.WOUNDED_BEFORE])
    first, last = (np.maximum(0, units[U.RETURNED] - came_over) for units in (before, after))
    healed: Ints = last - first
    return healed
