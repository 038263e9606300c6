"""The roll of one side at one moment: what of its units and of the enemy's a player asks after, one bit a fact."""

import numpy as np

from game.core.board import Board, Edge, Kit
from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, ZONE, Marks, mark_enemy, survey, zone_of, zone_of_men
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import F, U

OWN = 1
"""Ours and on the map; whatever follows up to `BEHIND` is said of such units alone."""
FIT = 2
"""Ready, and neither spent nor held today."""
UNMOVED = 4
"""Has not marched in this watch."""
RESTED = 8
"""Has not marched today."""
FREE = FIT | UNMOVED
"""Can still be sent somewhere in this watch."""
RINGED = 16
TOUCHED = 32
"""In a zone of the enemy."""
WATCHED = 64
"""In a full one."""
BESIDE = 128
"""An enemy in sight stands beside it."""
PRESSED = 256
"""Cut off, or fought yesterday."""
WAVERS = 512
"""Of a formation of ours whose loyalty is low."""
RESTING = 1024
"""Of a formation of ours that was promised a rest, and can be taken out of the line."""
BEHIND = 2048
"""Could wait in reserve: beside own troops whom the enemy watches, and not watched itself."""
WATCHING = 4096
"""An enemy in sight with a full zone."""
TRAPPED = 8192
"""An enemy in sight who is encircled."""
GHOST = 16384
"""An enemy with zones who went out of sight since yesterday."""


@kernel
def roll(
    board: Board, units: Ints, formations: Ints, side: int, day: int, wavering: int
) -> tuple[Marks, Ints, int, int]:
    """`survey` of a view, facts by unit, all facts that hold of anybody, and why our men get less than they want.

    The last has the bit of each `SupplyReason`; ``wavering`` is per mille of loyalty below which it is low.
    """
    look = survey(board, units, side)
    facts = np.zeros(units.shape[1], np.int64)
    reasons = 0
    for unit in range(facts.size):
        if units[U.SIDE, unit] != side:
            facts[unit] = _of_enemy(board, units, unit, day)
        elif units[U.HEX, unit] >= 0:
            facts[unit] = _of_own(units, unit, day) | _of_ground(board, look, units[U.HEX, unit])
            facts[unit] |= _of_formation(formations, units[U.FORMATION, unit], side, wavering)
            if facts[unit] & RINGED:
                facts[unit] &= ~RESTING
            reasons |= 1 << int(units[U.REASON, unit])
    _add_second_line(board, units, facts)
    anybody = 0
    for fact in facts:
        anybody |= int(fact)
    return look, facts, anybody, reasons


@kernel
def _of_enemy(board: Board, units: Ints, unit: int, day: int) -> int:
    """What is known of a unit that is not ours."""
    if units[U.HEX, unit] < 0:
        lately = units[U.GHOST_HEX, unit] >= 0 and units[U.GHOST_DAY, unit] >= day - 1
        return GHOST if lately and board.kit[Kit.ZONES, unit] == 1 else 0
    facts = TRAPPED if units[U.ENCIRCLED, unit] > 0 else 0
    return facts | WATCHING if zone_of(board.numbers, board.kit, units, unit) == FULL_ZONE else facts


@kernel
def _of_own(units: Ints, unit: int, day: int) -> int:
    """What a unit of ours has done and suffered."""
    facts = OWN
    if units[U.STATUS, unit] == Status.READY and units[U.ATTACKED, unit] == 0 and units[U.HELD_UNTIL, unit] <= day:
        facts |= FIT
    if units[U.MOVED_WATCH, unit] == 0:
        facts |= UNMOVED
    if units[U.MOVED, unit] <= 0:
        facts |= RESTED
    if units[U.ENCIRCLED, unit] > 0:
        facts |= RINGED | PRESSED
    if units[U.FOUGHT_DAYS, unit] > 0:
        facts |= PRESSED
    return facts


@kernel
def _of_ground(board: Board, look: Marks, here: int) -> int:
    """What lies on a unit of ours where it stands."""
    facts = TOUCHED if look[here] & ZONE > 0 else 0
    if look[here] & ZONE == FULL_ZONE:
        facts |= WATCHED
    for direction in range(6):
        there = board.edges[Edge.NEIGHBOUR, here, direction]
        if there >= 0 and look[there] & ENEMY_THERE:
            facts |= BESIDE
    return facts


@kernel
def _of_formation(formations: Ints, formation: int, side: int, wavering: int) -> int:
    """What its formation lends a unit of ours."""
    if formations[F.SIDE, formation] != side:
        return 0
    facts = RESTING if formations[F.ROTATED, formation] >= 0 else 0
    return facts | WAVERS if 0 <= formations[F.LOYALTY, formation] < wavering else facts


@kernel
def _add_second_line(board: Board, units: Ints, facts: Ints) -> None:
    """Add who could wait in reserve, beside those in order whom the enemy watches and who wait for nobody."""
    front = np.zeros(board.hexes.shape[1], np.bool_)
    for unit in range(facts.size):
        if facts[unit] & WATCHED and _is_in_order(units, unit):
            front[units[U.HEX, unit]] = True
    for unit in range(facts.size):
        if facts[unit] & (FIT | WATCHED) != FIT or not _is_in_order(units, unit):
            continue
        for direction in range(6):
            there = board.edges[Edge.NEIGHBOUR, units[U.HEX, unit], direction]
            if there >= 0 and front[there]:
                facts[unit] |= BEHIND


@kernel
def _is_in_order(units: Ints, unit: int) -> bool:
    """Whether a unit is ready and no reserve yet."""
    return bool(units[U.STATUS, unit] == Status.READY and units[U.RESERVE, unit] == 0)


@kernel
def with_ghosts(board: Board, units: Ints, look: Marks, facts: Ints) -> Marks:
    """Marks with enemies who went out of sight since yesterday, each a division where it was last seen."""
    marks, numbers = look.copy(), board.numbers
    zone = zone_of_men(numbers, numbers[Number.ZONE_FULL_MEN], numbers[Number.SHOWN_COHESION])
    for unit in range(facts.size):
        if facts[unit] & GHOST:
            mark_enemy(board.edges, units[U.GHOST_HEX, unit], zone, marks)
    return marks
