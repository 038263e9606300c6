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
    """For troops in a place worth holding that has no garrison without them."""
    HUNGRY = 10
    """Multiplies the wish for supply when stocks are low, per mille."""
    RING = 11
    """Against marching into ground where a ring is closing."""
    POCKET = 12
    """For standing beside an enemy who is encircled, where it keeps him so."""


class Fields(NamedTuple):
    """What a side wants of the map, by hex."""

    goal: Narrow
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
    own_at: Narrow
    """``[hex]`` -> own men there."""
    own_near: Narrow
    """``[hex]`` -> own fighting men within two hexes."""
    enemy_near: Narrow
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
    cost, previous, found = np.full(size, -1, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
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


class _Mover(NamedTuple):
    """What a unit is to those who weigh where it should stand, gathered once for all hexes."""

    here: int
    men: int
    at_home: bool
    fighters: int
    """Its men, if they count in a fight."""
    fights: bool
    hungry: bool
    is_dug_in: bool


@kernel
def _mover(kit: Ints, numbers: Ints, units: Ints, unit: int) -> _Mover:
    """Gather what is weighed."""
    zoned, men = kit[Kit.ZONES, unit] == 1, units[U.MEN, unit]
    return _Mover(
        units[U.HEX, unit],
        men,
        kit[Kit.DOMESTIC, unit] == 1,
        men if zoned else 0,
        zoned and kit[Kit.HEADQUARTERS, unit] == 0,
        units[U.STOCK, unit] < numbers[Number.STOCK_LOW],
        units[U.DUG, unit] >= numbers[Number.PREPARED_DAYS],
    )


@kernel
def _best_hex(board: Board, plan: _Side, unit: int, cost: Narrow, hexes: Narrow) -> int:
    """The best of the hexes that a unit can reach, its own if no other is better; it is counted in nowhere.

    What it calls for each hex takes numbers and single arrays: a `Board` or a `_Side` costs more to hand over.
    """
    weights, look, (goal, home, worth, ring) = plan.weights, plan.look, plan.fields
    ground, mover = board.hexes, _mover(board.kit, board.numbers, plan.units, unit)
    carry, forages = board.sides[SideColumn.CARRY, plan.side], board.sides[SideColumn.COUNTRYSIDE, plan.side] > 0
    here, zoned, garrison = mover.here, board.kit[Kit.ZONES, unit] == 1, board.numbers[Number.GARRISON_MEN]
    best, best_score = here, -(1 << 40)
    for hex in hexes:
        own, enemy = plan.own_at[hex], plan.enemy_near[hex]
        if own + mover.men > ground[HexColumn.STACK, hex]:
            continue
        score = -cost[hex] // 16 - (0 if mover.at_home else goal[hex])
        if enemy > 0:
            score += (ground[HexColumn.DEFENCE, hex] - 1000) * weights[Weight.COVER] // 1000
            score += _danger(weights, mover, plan.own_near[hex], enemy, look[hex] & ZONE > 0)
            score -= max(0, _zones_around(board.edges, look, hex) - 3) * weights[Weight.TRAP]
            if hex == here and mover.is_dug_in:
                score += weights[Weight.DUG_IN]
        if not mover.at_home and not (forages and ground[HexColumn.COUNTRYSIDE, hex] == plan.side):
            score -= _need_of_supply(weights, mover.hungry, min(home[hex], 2000) - carry)
        if ring[hex] == 1 and ring[here] == 0:
            score -= weights[Weight.RING]
        if (worth[hex] == GUARD and mover.fights and own < garrison) or (worth[hex] == SEIZE and mover.at_home):
            score += weights[Weight.GARRISON]
        if plan.pocket[hex] == 1 and zoned:
            score += weights[Weight.POCKET]
        if score > best_score or (score == best_score and hex == here):
            best, best_score = hex, score
    return int(best)


@kernel
def _danger(weights: Ints, mover: _Mover, own: int, enemy: int, zoned: bool) -> int:
    """What the enemies around a hex are worth to a unit that would stand there beside ``own`` men."""
    ratio = (own + mover.fighters) * 1000 // enemy
    if mover.fights and ratio >= weights[Weight.STRONGER]:
        return int(weights[Weight.CLOSE_IN]) if zoned else 0
    if mover.fights and ratio >= weights[Weight.WEAKER]:
        return 0
    short = max(0, weights[Weight.WEAKER] - ratio) if mover.fights else weights[Weight.WEAKER]
    return -int(weights[Weight.DANGER] * short // weights[Weight.WEAKER])


@kernel
def _zones_around(edges: Narrow, look: Marks, hex: int) -> int:
    """How many neighbours of a hex lie in an enemy's full zone."""
    zones = 0
    for direction in range(6):
        there = edges[Edge.NEIGHBOUR, hex, direction]
        if there >= 0 and look[there] & ZONE == FULL_ZONE:
            zones += 1
    return zones


@kernel
def _need_of_supply(weights: Ints, hungry: bool, beyond: int) -> int:
    """What standing so far beyond the reach of supply costs a unit."""
    if beyond <= 0:
        return 0
    cost = beyond * weights[Weight.UNSUPPLIED] // 1000
    return int(cost * weights[Weight.HUNGRY] // 1000) if hungry else int(cost)


@kernel
def _any_near(board: Board, values: Marks, hex: int, wanted: int) -> bool:
    """Whether a hex within two has the wanted value."""
    for k in range(AROUND):
        there = board.near[hex, k]
        if there >= 0 and values[there] == wanted:
            return True
    return bool(values[hex] == wanted)


@kernel
def _nearest_first(units: Ints, goal: Narrow, side: int, day: int) -> Ints:
    """The free units, the nearest to a goal first."""
    found = np.empty(units.shape[1], np.int64)
    key = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        if is_free(units, unit, side, day) and units[U.MOVED_WATCH, unit] == 0:
            found[count], key[count] = unit, goal[units[U.HEX, unit]]
            count += 1
    return found[:count][np.argsort(key[:count], kind="mergesort")]
