"""Decisions of a whole side in one call: good attacks, and for every unit the best hex it can march to.

They score on a view and return rows; `game.players` turns rows into orders.
"""

from enum import IntEnum

import numpy as np

from game.core.board import Board, Edge, HexColumn, Kit, SideColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.odds import Factor, odds
from game.core.kernels.reach import march_of, reach_into
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks, survey
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import U

MOST_ATTACKERS = 24
_AROUND = 18
"""Columns of ``Board.near`` within two hexes."""
_MOST_REACHED = 4096
LONGEST = 40
"""Most hexes of a path in a row."""

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


@kernel
def is_free(units: Ints, unit: int, side: int, day: int) -> bool:
    """Whether a unit of ``side`` can still be ordered to march or attack today."""
    return bool(
        units[U.HEX, unit] >= 0
        and units[U.SIDE, unit] == side
        and units[U.STATUS, unit] == Status.READY
        and units[U.ATTACKED, unit] == 0
        and units[U.HELD_UNTIL, unit] <= day
    )


@kernel
def can_attack(board: Board, units: Ints, unit: int, side: int, day: int) -> bool:
    """Whether it also fights and has something to fire."""
    return bool(
        is_free(units, unit, side, day)
        and board.kit[Kit.ZONES, unit] == 1
        and board.kit[Kit.HEADQUARTERS, unit] == 0
        and units[U.SUPPLY, unit] != SupplyState.OUT
    )


@kernel
def _roll(board: Board, units: Ints, side: int, day: int) -> tuple[Ints, Ints]:
    """The units that can attack, in lists by hex: ``first[hex]``, then ``after[unit]`` for the next."""
    first = np.full(board.hexes.shape[1], -1, np.int64)
    after = np.full(units.shape[1], -1, np.int64)
    for unit in range(units.shape[1] - 1, -1, -1):
        if can_attack(board, units, unit, side, day):
            here = units[U.HEX, unit]
            after[unit], first[here] = first[here], unit
    return first, after


@kernel
def _attackers_on(board: Board, units: Ints, target: int, roll: tuple[Ints, Ints], used: Ints) -> Ints:
    """The units that can still attack ``target``, the strongest first."""
    first, after = roll
    found = np.empty(MOST_ATTACKERS, np.int64)
    count = 0
    for direction in range(6):
        there = board.edges[Edge.NEIGHBOUR, target, direction]
        if there < 0 or board.edges[Edge.FOOT, there, (direction + 3) % 6] < 0:
            continue
        unit = first[there]
        while unit >= 0:
            if used[unit] == 0 and count < MOST_ATTACKERS:
                found[count] = unit
                count += 1
            unit = after[unit]
    chosen = np.sort(found[:count])
    return chosen[np.argsort(-units[U.MEN][chosen], kind="mergesort")]


@kernel
def _together(units: Ints, attackers: Ints) -> Ints:
    """Those who may attack beside the strongest: beyond the reach of command only men of one formation do."""
    if attackers.size < 2:
        return attackers
    lead = attackers[0]
    found = np.empty(attackers.size, np.int64)
    count = 0
    for unit in attackers:
        if units[U.UNLED, lead] == 1:
            joins = units[U.FORMATION, unit] == units[U.FORMATION, lead]
        else:
            joins = units[U.UNLED, unit] != 1
        if joins:
            found[count] = unit
            count += 1
    return found[:count].copy()


@kernel
def plan_attacks(board: Board, units: Ints, crossings: Ints, side: int, day: int, night: bool, least: int) -> Ints:
    """Attacks with at least ``least`` per mille of success, the surest first.

    Rows of target and attackers, -1 padded; no unit is in two rows.
    """
    used = np.zeros(units.shape[1], np.int64)
    rows = np.full((units.shape[1], 1 + MOST_ATTACKERS), -1, np.int64)
    roll = _roll(board, units, side, day)
    tried = np.zeros(board.hexes.shape[1], np.bool_)
    made = 0
    for enemy in range(units.shape[1]):
        target = units[U.HEX, enemy]
        if target < 0 or units[U.SIDE, enemy] == side or tried[target]:
            continue
        tried[target] = True
        attackers = _together(units, _attackers_on(board, units, target, roll, used))
        if attackers.size == 0:
            continue
        factors = odds(board, units, crossings, target, attackers, night, False)
        success = (factors[Factor.RETREAT] + factors[Factor.OVERRUN]) * 1000 >> 20
        if success >= least:
            rows[made, 0] = target
            rows[made, 1 : 1 + attackers.size] = attackers
            for unit in attackers:
                used[unit] = 1
            made += 1
    return rows[:made]


@kernel
def spread(near: Narrow, men_near: Ints, hex: int, men: int) -> None:
    """Add men to the hex and all within two of it."""
    men_near[hex] += men
    for k in range(_AROUND):
        there = near[hex, k]
        if there >= 0:
            men_near[there] += men


@kernel
def men_around(board: Board, units: Ints, side: int) -> tuple[Ints, Ints, Ints]:
    """By hex: own men there, own fighting men and enemy men within two hexes."""
    size = board.hexes.shape[1]
    own_at, own_near, enemy_near = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0:
            continue
        men = units[U.MEN, unit]
        fights = board.kit[Kit.ZONES, unit] == 1
        if units[U.SIDE, unit] == side:
            own_at[here] += men
        if fights:
            spread(board.near, own_near if units[U.SIDE, unit] == side else enemy_near, here, men)
    return own_at, own_near, enemy_near


@kernel
def _danger(board: Board, weights: Ints, look: Marks, own: int, enemy: int, unit: int, hex: int) -> int:
    """What the enemies around a hex are worth to a unit that would stand there."""
    if enemy == 0:
        return 0
    score = (board.hexes[HexColumn.DEFENCE, hex] - 1000) * weights[Weight.COVER] // 1000
    ratio = own * 1000 // enemy
    fights = board.kit[Kit.ZONES, unit] == 1 and board.kit[Kit.HEADQUARTERS, unit] == 0
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
def _need_of_supply(board: Board, units: Ints, weights: Ints, net: Ints, side: int, unit: int, hex: int) -> int:
    """What standing beyond the reach of supply costs a unit."""
    beyond = min(net[hex], 2000) - board.sides[SideColumn.CARRY, side]
    at_home = board.hexes[HexColumn.COUNTRYSIDE, hex] == side and board.sides[SideColumn.COUNTRYSIDE, side] > 0
    if beyond <= 0 or at_home or board.kit[Kit.DOMESTIC, unit] == 1:
        return 0
    cost = beyond * weights[Weight.UNSUPPLIED] // 1000
    if units[U.STOCK, unit] < board.numbers[Number.STOCK_LOW]:
        cost = cost * weights[Weight.HUNGRY] // 1000
    return int(cost)


@kernel
def plan_moves(
    board: Board,
    units: Ints,
    crossings: Ints,
    fields: tuple[Ints, Ints, Ints, Marks],
    weights: Ints,
    now: tuple[int, int, bool],
) -> Ints:
    """For every free unit that has not marched in this watch the best hex it can reach.

    Rows of unit, length and path, -1 padded; none for those who stay. ``fields``
    are by hex: distance to the nearest goal, distance from home, `GUARD` or
    `SEIZE`, and 1 where a ring is closing; ``now`` is side, day and night. Militia
    stays at home but for places that it can seize.
    """
    goal, _, worth, _ = fields
    side, day, night = now
    ahead = units.copy()
    look = survey(board, ahead, side)
    own_at, own_near, enemy_near = men_around(board, ahead, side)
    rows = np.full((ahead.shape[1], 2 + LONGEST), -1, np.int64)
    cost = np.full(look.size, -1, np.int64)
    previous = np.empty(look.size, np.int64)
    found = np.empty(_MOST_REACHED, np.int64)
    made = 0
    for unit in _nearest_first(ahead, goal, side, day):
        here = ahead[U.HEX, unit]
        men = ahead[U.MEN, unit]
        fighting = men if board.kit[Kit.ZONES, unit] == 1 else 0
        at_home = board.kit[Kit.DOMESTIC, unit] == 1
        if at_home and not _any_near(board, worth, here, SEIZE):
            continue
        march = march_of(board, ahead, unit, night)
        reached = reach_into(board.edges, crossings, look, march, here, (cost, previous, found))
        spread(board.near, own_near, here, -fighting)
        own_at[here] -= men
        around = (own_at, own_near, enemy_near)
        best = _best_hex(board, ahead, weights, look, fields, around, unit, cost, found[:reached])
        for hex in found[:reached]:
            cost[hex] = -1
        spread(board.near, own_near, best, fighting)
        own_at[best] += men
        if best != here:
            made = write_path(rows, made, unit, previous, here, best)
            ahead[U.HEX, unit] = best
    return rows[:made]


@kernel
def _best_hex(
    board: Board,
    units: Ints,
    weights: Ints,
    look: Marks,
    fields: tuple[Ints, Ints, Ints, Marks],
    around: tuple[Ints, Ints, Ints],
    unit: int,
    cost: Ints,
    hexes: Ints,
) -> int:
    """The best of the hexes that a unit can reach, its own if no other is better; ``around`` is without itself."""
    goal, net, worth, ring = fields
    own_at, own_near, enemy_near = around
    here, men, side = units[U.HEX, unit], units[U.MEN, unit], units[U.SIDE, unit]
    fighting = men if board.kit[Kit.ZONES, unit] == 1 else 0
    at_home = board.kit[Kit.DOMESTIC, unit] == 1
    best, best_score = here, -(1 << 40)
    for hex in hexes:
        if own_at[hex] + men > board.hexes[HexColumn.STACK, hex]:
            continue
        enemy = enemy_near[hex]
        score = -cost[hex] // 16 - (0 if at_home else goal[hex])
        score += _danger(board, weights, look, own_near[hex] + fighting, enemy, unit, hex)
        score -= _need_of_supply(board, units, weights, net, side, unit, hex)
        if ring[hex] == 1 and ring[here] == 0:
            score -= weights[Weight.RING]
        if hex == here and enemy > 0 and units[U.DUG, unit] >= board.numbers[Number.PREPARED_DAYS]:
            score += weights[Weight.DUG_IN]
        if (worth[hex] == GUARD and own_at[hex] == 0) or (worth[hex] == SEIZE and at_home):
            score += weights[Weight.GARRISON]
        if score > best_score or (score == best_score and hex == here):
            best, best_score = hex, score
    return int(best)


@kernel
def _any_near(board: Board, values: Ints, hex: int, wanted: int) -> bool:
    """Whether a hex within two has the wanted value."""
    for k in range(_AROUND):
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


@kernel
def write_path(rows: Ints, made: int, unit: int, previous: Ints, start: int, end: int) -> int:
    """Append a path as a row, unless it is too long for one."""
    length = 0
    here = end
    while here != start:
        length += 1
        here = previous[here]
    if length > LONGEST:
        return made
    rows[made, 0], rows[made, 1] = unit, length
    here = end
    for position in range(length - 1, -1, -1):
        rows[made, 2 + position] = here
        here = previous[here]
    return made + 1


@kernel
def fronts(board: Board, units: Ints, side: int, day: int) -> Ints:
    """Free units that have not marched today and have an enemy within two hexes: those who should dig in."""
    enemy_near = men_around(board, units, side)[2]
    found = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or units[U.SIDE, unit] != side or units[U.STATUS, unit] != Status.READY:
            continue
        idle = units[U.MOVED, unit] <= 0 and units[U.ATTACKED, unit] == 0 and units[U.DIGGING, unit] == 0
        if idle and enemy_near[here] > 0:
            found[count] = unit
            count += 1
    return found[:count].copy()
