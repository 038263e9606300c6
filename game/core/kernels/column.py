"""A group on the march along a field of distances: who leads, how far it is drawn out, who waits for whom."""

from typing import NamedTuple

from game.core.board import Kit
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.flood import FAR
from game.core.kernels.jit import kernel
from game.core.kernels.reach import daily_budget
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import U

_SPREAD = 60
"""0.1 km that the head of a marching formation may be ahead of its tail beyond a watch's march."""
_SPREAD_HEXES = 2
"""The same in hexes; the larger of both counts."""
_STRAGGLING = 600
"""0.1 km behind the head beyond which nobody waits for a unit."""


class Column(NamedTuple):
    """How a group is drawn out along its way; distances from the goal in 0.1 km."""

    lead: int
    """The unit that is nearest to the goal, the first of equals."""
    head: int
    """How far that one has to go."""
    tail: int
    """How far the last one has, engaged or not."""
    wait: int
    """Nobody comes nearer than this in this watch; 0 where nobody needs to wait."""
    rear: int
    """Units that lag behind."""


@kernel
def column(
    rules: tuple[Ints, Ints], units: Ints, members: Ints, way: tuple[Narrow, Marks], day: int, hex_km10: int
) -> tuple[int, int, int, int, int]:
    """What a `Column` of ``members`` holds.

    ``rules`` are ``Board.numbers`` and ``Board.kit``, ``way`` the distances and what the side sees of each hex. Those
    who are held, engaged, or wait as engineers for their bridges keep nobody and are kept by nobody.
    """
    (numbers, kit), (field, look) = rules, way
    lead, nearest, furthest = members[0], FAR, 0
    head, budget, marching = FAR, FAR, 0
    for unit in members:
        far = field[units[U.HEX, unit]]
        if far < nearest:
            lead, nearest = unit, far
        furthest = max(furthest, far)
        if _marches(kit, units, look, unit, day):
            head, budget = min(head, far), min(budget, daily_budget(numbers, kit, units, unit))
            marching += 1
    if marching < 2:
        return lead, nearest, furthest, 0, 0
    room = budget * numbers[Number.WATCH_SHARE] // 1000 + max(_SPREAD, _SPREAD_HEXES * hex_km10)
    last, rear = head, 0
    for unit in members:
        far = field[units[U.HEX, unit]]
        if _marches(kit, units, look, unit, day):
            last = max(last, far) if far <= head + _STRAGGLING else last
            rear += 1 if far > head + room else 0
    return lead, nearest, furthest, max(0, last - room), rear


@kernel
def _marches(kit: Ints, units: Ints, look: Marks, unit: int, day: int) -> bool:
    """Whether a unit marches with the others."""
    here = units[U.HEX, unit]
    held = units[U.STATUS, unit] != Status.READY or units[U.HELD_UNTIL, unit] > day
    engaged = look[here] & ZONE == FULL_ZONE or units[U.ATTACKED, unit] != 0
    return not (held or engaged or kit[Kit.ENGINEER, unit] != 0)
