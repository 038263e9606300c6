"""How the campaign stands as one side can reckon it: its own losses exactly, the other's as they were counted."""

from collections.abc import Iterable, Sequence

import numpy as np

from game.core import events as ev
from game.core.hexgrid import Ints
from game.core.state import LOSSES, GameState, U
from game.core.victory import score
from game.core.world import World

_ROUND = 100
"""Men to which the other side's losses are rounded, as in the chronicle."""
_BEFORE = (U.KILLED_BEFORE, U.CAPTURED_BEFORE, U.STRAGGLED_BEFORE)
_KILLED, _CAPTURED, _STRAGGLED, _GONE_OVER = range(len(LOSSES))


class Toll:
    """The losses of every unit as far as the events of fights, surrenders and changes of side tell of them."""

    def __init__(self, start: GameState) -> None:
        self.lost: Ints = start.units[list(LOSSES)].copy()
        """``[account of LOSSES, unit]`` -> men."""
        self.before: Ints = start.units[list(_BEFORE)].copy()
        """The same but for those gone over, as it was when the unit changed sides; -1 while it has not."""

    def read(self, events: Iterable[ev.Event]) -> None:
        """Go on with the next events of the game."""
        for event in events:
            match event:
                case ev.LossesTaken():
                    self._note(_KILLED, event.units, event.killed)
                    self._note(_CAPTURED, event.units, event.captured)
                case ev.FormationSurrendered():
                    self._note(_CAPTURED, event.units, event.captured)
                case ev.UnitSurrendered() | ev.UnitDestroyed() | ev.UnitDisbanded():
                    self.lost[_CAPTURED, event.unit] = event.captured
                case ev.UnitScattered():
                    self.lost[_STRAGGLED, event.unit] = event.straggled
                    self.lost[_CAPTURED, event.unit] = event.captured
                case ev.FormationWentOver() | ev.UnitsJoined():
                    units = list(event.units)
                    self.before[:, units] = self.lost[: len(_BEFORE), units]
                    self._note(_GONE_OVER, event.units, event.gone_over)

    def _note(self, account: int, units: Sequence[int], men: Sequence[int]) -> None:
        self.lost[account, list(units)] = men


def known_score(world: World, view: GameState, toll: Toll, side: int) -> int:
    """The score by what a side sees and by the losses that it has counted; its own are exact."""
    told = view.copy()
    units = told.units
    units[U.SIDE] = np.where(units[U.SIDE] >= 0, units[U.SIDE], 1 - side)  # whom a view hides is the enemy's
    theirs = np.flatnonzero(units[U.SIDE] != side)
    since = np.maximum(toll.before, 0)
    counted = toll.lost.copy()
    counted[: len(_BEFORE)] = since + (counted[: len(_BEFORE)] - since + _ROUND // 2) // _ROUND * _ROUND
    for row, account in enumerate(LOSSES):
        units[account, theirs] = counted[row, theirs]
    for row, account in enumerate(_BEFORE):
        units[account, theirs] = toll.before[row, theirs]
    units[U.LEFT, theirs] = np.maximum(units[U.LEFT, theirs], 0)
    return score(world, told)
