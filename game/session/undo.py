"""Reasons why an order cannot be taken back."""

from collections.abc import Iterable
from enum import Enum

import numpy as np

from game.core import engine
from game.core import events as ev
from game.core.state import GameState, U
from game.core.world import World


class NoUndo(Enum):
    """Why the last order cannot be taken back."""

    NOTHING = "nothing_to_undo"
    COMPUTER = "computer_gave_it"
    OTHER_SIDE = "other_side_followed"
    LUCK = "luck_was_drawn"
    ENEMY_MET = "enemy_was_met"
    LINE_CUT = "line_was_cut"
    ENEMY_SEEN = "enemy_came_in_sight"


class UndoRefused(ValueError):
    """Raised by `Session.undo` for what `Session.check_undo` answers."""

    def __init__(self, reason: NoUndo) -> None:
        super().__init__(f"the last order cannot be taken back: {reason.value.replace('_', ' ')}")
        self.reason = reason


def gained(world: World, side: int, events: Iterable[ev.Event], before: GameState, after: GameState) -> NoUndo | None:
    """What a side learned by an order that made these events; None if nothing."""
    for event in events:
        match event:
            case ev.LuckDrawn() | ev.BattleFought():
                return NoUndo.LUCK
            case ev.EnemyMet() | ev.MarchStopped():
                return NoUndo.ENEMY_MET
            case ev.TrainStopped():
                return NoUndo.LINE_CUT
    seen, seen_now = (engine.observe(world, state, side).units[U.HEX] for state in (before, after))
    enemy = after.units[U.SIDE] != side
    return NoUndo.ENEMY_SEEN if np.any(enemy & (seen < 0) & (seen_now >= 0)) else None
