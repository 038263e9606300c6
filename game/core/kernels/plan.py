"""The marches of a whole side in one call: for every unit the best hex it can get to.

They are scored on a view and come back as rows; `game.players` turns rows into orders.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from game.core.board import Board, Edge, HexColumn, Kit, SideColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.muster import AROUND, LONGEST, is_free, men_around, spread, write_path
from game.core.kernels.reach import march_of, reach_into
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks, survey
from game.core.numbers import Number
from game.core.state import U

_MOST_REACHED = 4096

GUARD = 1
"""A place of ours that is worth a garrison."""
SEIZE = 2
"""A place of the enemy's."""


class Weight(IntEnum):
    """Index into a player's weights; distances and scores are in 0.1 km of march."""

    LEAST_CHANCE = 0
    """Per mille of success below which no attack is made."""
    CLOSE_IN = 1
    """For a hex beside an enemy where we are the stronger."""
    STRONGER = 2
    """Per mille of men around that counts as stronger."""
    DANGER = 3
    """Against a hex where the enemy is far the stronger."""
    WEAKER = 4
    """Per mille of men around that counts as weaker."""
    TRAP = 5
    """Against each neighbour in an enemy zone beyond three."""
    UNSUPPLIED = 6
    """Per mille of the distance beyond the reach of supply."""
    COVER = 7
    """Per mille of the terrain's defence beside an enemy."""
    DUG_IN = 8
    """For staying in prepared ground beside an enemy."""
    GARRISON = 9
    """For the last unit in a place worth holding."""
    HUNGRY = 10
    """Multiplies the wish for supply when stocks are low, per mille."""
    RING = 11
    """Against marching into ground where a ring is closing."""
    POCKET = 12
    """For standing beside an enemy who is encircled, where it keeps him so."""


class Fields(NamedTuple):
    """What a side wants of the map, by hex."""

    goal: Ints
    """Distance to the nearest goal."""
    home: Ints
    """Distance from home."""
    worth: Marks
    """`GUARD`, `SEIZE` or 0."""
    ring: Marks
    """1 where a ring is closing."""


class _Side(NamedTuple):
    """A side that plans, with its units as they will stand after the marches planned so far."""

    side: int
    units: Ints
    look: Marks
    fields: Fields
    weights: Ints
    own_at: Ints
    """``[hex]`` -> own men there."""
    own_near: Ints
    """``[hex]`` -> own fighting men within two hexes."""
    enemy_near: Ints
    """``[hex]`` -> the enemy's."""
    pocket: Marks
    """``[hex]`` -> 1 beside enemies who are encircled."""


@kernel
def _begin(board: Board, units: Ints, fields: Fields, weights: Ints, side: int) -> _Side:
    """A side before its first march."""
    ahead = units.copy()
    own_at, own_near, enemy_near = men_around(board, ahead, side)
    pocket = _pockets(board, ahead, side)
    return _Side(side, ahead, survey(board, ahead, side), fields, weights, own_at, own_near, enemy_near, pocket)


@kernel
def _pockets(board: Board, units: Ints, side: int) -> Marks:
    """``[hex]`` -> 1 beside units of the other side that are encircled."""
    marks = np.zeros(board.hexes.shape[1], np.int8)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here >= 0 and units[U.ENCIRCLED, unit] > 0 and units[U.SIDE, unit] != side:
            for direction in range(6):
                there = board.edges[Edge.NEIGHBOUR, here, direction]
                if there >= 0:
                    marks[there] = 1
    return marks


@kernel
def plan_moves(
    board: Board, units: Ints, crossings: Ints, fields: Fields, weights: Ints, now: tuple[int, int, bool]
) -> Ints:
    """For every free unit that has not marched in this watch the best hex it can reach.

    Rows of unit, length and path, -1 padded; none for those who stay. ``now`` is side, day and night. Militia
    stays at home but for places that it can seize.
    """
    side, day, night = now
    plan = _begin(board, units, fields, weights, side)
    ahead, size = plan.units, plan.look.size
    rows = np.full((ahead.shape[1], 2 + LONGEST), -1, np.int64)
    cost, previous, found = np.full(size, -1, np.int32), np.empty(size, np.int32), np.empty(_MOST_REACHED, np.int32)
    made = 0
    for unit in _nearest_first(ahead, fields.goal, side, day):
        here = ahead[U.HEX, unit]
        if board.kit[Kit.DOMESTIC, unit] == 1 and not _any_near(board, fields.worth, here, SEIZE):
            continue
        march = march_of(board.numbers, board.kit, ahead, unit, night)
        reached = reach_into(board.edges, crossings, plan.look, march, here, (cost, previous, found))
        _stand(board, plan, unit, here, -1)
        best = _best_hex(board, plan, unit, cost, found[:reached])
        _stand(board, plan, unit, best, 1)
        for hex in found[:reached]:
            cost[hex] = -1
        if best != here:
            made = write_path(rows, made, unit, previous, here, best)
            ahead[U.HEX, unit] = best
    longest = rows[:made, 1].max() if made > 0 else 0
    return rows[:made, : 2 + longest].copy()


@kernel
def _stand(board: Board, plan: _Side, unit: int, hex: int, sign: int) -> None:
    """Count a unit's men in where it will stand, or with ``sign`` -1 out."""
    men = sign * plan.units[U.MEN, unit]
    plan.own_at[hex] += men
    spread(board.near, plan.own_near, hex, men if board.kit[Kit.ZONES, unit] == 1 else 0)


@kernel
def _best_hex(board: Board, plan: _Side, unit: int, cost: Narrow, hexes: Narrow) -> int:
    """The best of the hexes that a unit can reach, its own if no other is better; it is counted in nowhere."""
    units, weights, (goal, _, worth, ring) = plan.units, plan.weights, plan.fields
    here, men = units[U.HEX, unit], units[U.MEN, unit]
    at_home = board.kit[Kit.DOMESTIC, unit] == 1
    best, best_score = here, -(1 << 40)
    for hex in hexes:
        if plan.own_at[hex] + men > board.hexes[HexColumn.STACK, hex]:
            continue
        score = -cost[hex] // 16 - (0 if at_home else goal[hex])
        score += _danger(board, plan, unit, hex) - _need_of_supply(board, plan, unit, hex)
        if ring[hex] == 1 and ring[here] == 0:
            score -= weights[Weight.RING]
        if hex == here and plan.enemy_near[hex] > 0 and units[U.DUG, unit] >= board.numbers[Number.PREPARED_DAYS]:
            score += weights[Weight.DUG_IN]
        if (worth[hex] == GUARD and plan.own_at[hex] == 0) or (worth[hex] == SEIZE and at_home):
            score += weights[Weight.GARRISON]
        if plan.pocket[hex] == 1 and board.kit[Kit.ZONES, unit] == 1:
            score += weights[Weight.POCKET]
        if score > best_score or (score == best_score and hex == here):
            best, best_score = hex, score
    return int(best)


@kernel
def _danger(board: Board, plan: _Side, unit: int, hex: int) -> int:
    """What the enemies around a hex are worth to a unit that would stand there."""
    enemy, weights, look = plan.enemy_near[hex], plan.weights, plan.look
    if enemy == 0:
        return 0
    zoned = board.kit[Kit.ZONES, unit] == 1
    score = (board.hexes[HexColumn.DEFENCE, hex] - 1000) * weights[Weight.COVER] // 1000
    ratio = (plan.own_near[hex] + (plan.units[U.MEN, unit] if zoned else 0)) * 1000 // enemy
    fights = zoned and board.kit[Kit.HEADQUARTERS, unit] == 0
    if fights and ratio >= weights[Weight.STRONGER]:
        score += weights[Weight.CLOSE_IN] if look[hex] & ZONE else 0
    elif ratio < weights[Weight.WEAKER] or not fights:
        short = max(0, weights[Weight.WEAKER] - ratio) if fights else weights[Weight.WEAKER]
        score -= weights[Weight.DANGER] * short // weights[Weight.WEAKER]
    zones = 0
    for direction in range(6):
        there = board.edges[Edge.NEIGHBOUR, hex, direction]
        if there >= 0 and look[there] & ZONE == FULL_ZONE:
            zones += 1
    return int(score - max(0, zones - 3) * weights[Weight.TRAP])


@kernel
def _need_of_supply(board: Board, plan: _Side, unit: int, hex: int) -> int:
    """What standing beyond the reach of supply costs a unit."""
    beyond = min(plan.fields.home[hex], 2000) - board.sides[SideColumn.CARRY, plan.side]
    if beyond <= 0 or board.kit[Kit.DOMESTIC, unit] == 1:
        return 0
    if board.hexes[HexColumn.COUNTRYSIDE, hex] == plan.side and board.sides[SideColumn.COUNTRYSIDE, plan.side] > 0:
        return 0
    cost = beyond * plan.weights[Weight.UNSUPPLIED] // 1000
    if plan.units[U.STOCK, unit] < board.numbers[Number.STOCK_LOW]:
        cost = cost * plan.weights[Weight.HUNGRY] // 1000
    return int(cost)


@kernel
def _any_near(board: Board, values: Marks, hex: int, wanted: int) -> bool:
    """Whether a hex within two has the wanted value."""
    for k in range(AROUND):
        there = board.near[hex, k]
        if there >= 0 and values[there] == wanted:
            return True
    return bool(values[hex] == wanted)


@kernel
def _nearest_first(units: Ints, goal: Ints, side: int, day: int) -> Ints:
    """The free units, the nearest to a goal first."""
    found = np.empty(units.shape[1], np.int64)
    key = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        if is_free(units, unit, side, day) and units[U.MOVED_WATCH, unit] == 0:
            found[count], key[count] = unit, goal[units[U.HEX, unit]]
            count += 1
    return found[:count][np.argsort(key[:count], kind="mergesort")]
