"""Good attacks of a whole side in one call, scored on a view; `game.players` turns the rows into orders."""

import numpy as np

from game.core.board import Board, Edge
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.muster import can_attack
from game.core.kernels.odds import Factor, odds
from game.core.state import U

MOST_ATTACKERS = 24


@kernel
def _roll(board: Board, units: Ints, side: int, day: int) -> tuple[Narrow, Ints]:
    """The units that can attack, in lists by hex: ``first[hex]``, then ``after[unit]`` for the next."""
    first = np.full(board.hexes.shape[1], -1, np.int32)
    after = np.full(units.shape[1], -1, np.int64)
    for unit in range(units.shape[1] - 1, -1, -1):
        if can_attack(board, units, unit, side, day):
            here = units[U.HEX, unit]
            after[unit], first[here] = first[here], unit
    return first, after


@kernel
def _attackers_on(board: Board, units: Ints, target: int, roll: tuple[Narrow, Ints], used: Ints) -> Ints:
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
    """Attacks with at least ``least`` per mille of success, on the encircled first.

    Rows of target and attackers, -1 padded; no unit is in two rows.
    """
    used = np.zeros(units.shape[1], np.int64)
    rows = np.full((units.shape[1], 1 + MOST_ATTACKERS), -1, np.int64)
    roll = _roll(board, units, side, day)
    tried = np.zeros(board.hexes.shape[1], np.bool_)
    made = 0
    for enemy in np.argsort(units[U.ENCIRCLED] <= 0, kind="mergesort"):
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
