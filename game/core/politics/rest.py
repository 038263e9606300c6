"""Formations that are taken out of the line for a rest. Rulebook 8.5."""

import numpy as np

from game.core import events as ev
from game.core.causes import LoyaltyCause
from game.core.kernels.survey import ZONE, survey
from game.core.kinds import Activity
from game.core.numbers import Number
from game.core.state import F, GameState, U
from game.core.turn import Turn
from game.core.world import World

Line = tuple[int, int, int]
"""Formation, `LoyaltyCause`, signed per mille."""


def is_in_line(world: World, state: GameState, units: list[int]) -> bool:
    """Whether any of the units of one side stands in an enemy zone, is encircled or has fought today."""
    if not units:
        return False
    where, activity, encircled = state.units[_LINE[:, None], units].tolist()
    if max(activity) >= Activity.DEFENCE or max(encircled) > 0:
        return True
    marks = survey(world.board, state.units, state.units.item(U.SIDE, units[0]))
    return bool(np.count_nonzero(marks[where] & ZONE))


_LINE = np.array([U.HEX, U.ACTIVITY, U.ENCIRCLED], dtype=np.int64)


def resting_lines(turn: Turn, members: dict[int, list[int]]) -> list[Line]:
    """Count the days of rest of formations that were promised it; keep the promise, or see it fail."""
    formations, numbers = turn.state.formations, turn.world.numbers
    lines: list[Line] = []
    for formation in np.flatnonzero(formations[F.ROTATED] >= 0).tolist():
        if formation not in members:
            continue
        since, rested = formations[[F.ROTATED, F.RESTED], formation].tolist()
        rested = 0 if is_in_line(turn.world, turn.state, members[formation]) else rested + 1
        if rested >= numbers[Number.ROTATE_DAYS]:
            lines.append((formation, LoyaltyCause.RESTED, int(numbers[Number.ROTATE_LOYALTY])))
            since = -1
        elif turn.state.day >= since + numbers[Number.ROTATE_PATIENCE]:
            lines.append((formation, LoyaltyCause.NO_REST, -int(numbers[Number.ROTATE_BROKEN])))
            since = -1
        turn.emit(ev.RestCounted(formation, since, rested if since >= 0 else 0))
    return lines
