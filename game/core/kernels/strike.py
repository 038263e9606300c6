"""Whom a group closes in on, and the best attack that the tasks of units allow.

What speaks for an attack is the chance, who is caught, who is in a ring.
"""

import numpy as np

from game.core.board import Board, Edge, HexColumn
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.assault import MOST_ATTACKERS
from game.core.kernels.jit import kernel
from game.core.kernels.muster import can_attack
from game.core.kernels.odds import Factor, odds
from game.core.kernels.retreat import can_give_way
from game.core.kernels.survey import Marks, survey
from game.core.kernels.tactics import NEVER, PREY, Brief, Task
from game.core.state import U

ALONGSIDE = 20
"""An enemy on the way may stand this much further from the goal than the attacker."""
_ENOUGH = 880
"""Per mille of success with which no further unit is called to an attack."""
STRIKING_HEXES = 4
"""Units within so many hexes of an enemy count for an attack on him."""
_WORKS = 300
"""Per mille of defence that a level of works counts for where a target is chosen."""
_OVERWHELMING = 4000
"""Per mille of men beyond which a target is no better for being weaker."""
_FURTHER = 100
"""Against a target for each hex that it is away."""
_FOCUS_VALUE = 150
_RINGED_VALUE = 100
_CAUGHT_VALUE = 4000
"""Men caught who are worth as much as the success itself."""
_MOST_CAUGHT = 8000
_MEN_A_DARE = 15
"""Men caught for whom a per mille less of success will do, up to the following."""
_MOST_DARING = 120


@kernel
def best_quarry(
    terrain: tuple[Ints, Ints, Ints], units: Ints, fighters: Ints, quarry: tuple[Narrow, Marks, Ints], hexes: Ints
) -> tuple[int, int]:
    """Which of ``hexes`` the ``fighters`` can bring most against on their way, -1 for none, and what that is worth.

    ``terrain`` are ``Board.hexes`` and the coordinates of all hexes; ``quarry`` by hex the distance from the group's
    goal, 0.1 km, the group's row of ``ground``, and the enemy's men.
    """
    (ground, q, r), (field, marks, enemies) = terrain, quarry
    best, most = -1, 0
    for hex in hexes:
        if not marks[hex] & PREY:
            continue
        men, nearest, ahead = 0, q.size, False
        for unit in fighters:
            here = units[U.HEX, unit]
            right, down = q[hex] - q[here], r[hex] - r[here]
            away = (abs(right) + abs(down) + abs(right + down)) // 2
            nearest = min(nearest, away)
            if away <= STRIKING_HEXES:
                men += units[U.MEN, unit]
                ahead = ahead or field[hex] <= field[here] + ALONGSIDE
        if not ahead:
            continue
        defence = ground[HexColumn.DEFENCE, hex] + _WORKS * ground[HexColumn.WORKS, hex]
        worth = min(_OVERWHELMING, men * 1_000_000 // max(1, enemies[hex] * defence)) - _FURTHER * nearest
        if best < 0 or worth > most:
            best, most = hex, worth
    return best, most


@kernel
def _may_attack(units: Ints, brief: Brief, unit: int, target: int) -> bool:
    """Whether a unit's intent lets it attack a neighbouring hex."""
    fields, tasks = brief.fields, brief.tasks
    if tasks[Task.GROUP, unit] < 0 or tasks[Task.LEAST, unit] >= NEVER:
        return False
    if not brief.ground[tasks[Task.GROUP, unit], target] & PREY:
        return False
    field = tasks[Task.FIELD, unit]
    if tasks[Task.AHEAD, unit] == 0 or field < 0 or tasks[Task.FOCUS, unit] == target:
        return True
    return bool(fields[field, target] <= fields[field, units[U.HEX, unit]] + ALONGSIDE)


@kernel
def _candidates(board: Board, units: Ints, brief: Brief, target: int, side: int, day: int) -> Ints:
    """Units beside ``target`` that may and can attack it, the strongest first."""
    found = np.empty(MOST_ATTACKERS, np.int64)
    count = 0
    for unit in range(units.shape[1]):
        here = units[U.HEX, unit]
        if here < 0 or brief.tasks[Task.GROUP, unit] < 0 or count == MOST_ATTACKERS:
            continue
        beside = False
        for direction in range(6):
            if board.edges[Edge.NEIGHBOUR, here, direction] == target:
                beside = board.edges[Edge.FOOT, here, direction] >= 0
        if not beside or not can_attack(board, units, unit, side, day):
            continue
        if _may_attack(units, brief, unit, target):
            found[count] = unit
            count += 1
    chosen = found[:count].copy()
    return chosen[np.argsort(-units[U.MEN][chosen], kind="mergesort")]


@kernel
def _chance(board: Board, units: Ints, crossings: Ints, target: int, attackers: Ints, night: bool) -> int:
    """Per mille of success without preparation."""
    factors = odds(board, units, crossings, target, attackers, night, False)
    return int((factors[Factor.RETREAT] + factors[Factor.OVERRUN]) * 1000 >> 20)


@kernel
def _caught(arrays: tuple[Narrow, Ints], units: Ints, crossings: Ints, theirs: Marks, target: int, side: int) -> int:
    """Men at ``target`` who would lay down their arms if they were driven out, since no way back is open."""
    men = 0
    for unit in range(units.shape[1]):
        if units[U.HEX, unit] != target or units[U.SIDE, unit] == side:
            continue
        shut = True
        for direction in range(6):
            if can_give_way(arrays, units, crossings, theirs, unit, target, direction):
                shut = False
        if shut:
            steadiness = (units[U.QUALITY, unit] + units[U.COHESION, unit]) // 2
            men += units[U.MEN, unit] * max(0, 1000 - steadiness) // 1000
    return men


@kernel
def best_attack(board: Board, units: Ints, crossings: Ints, brief: Brief, now: tuple[int, int, bool]) -> Ints:
    """The best attack that the tasks allow: its target and attackers; empty when none is good enough.

    No more units are called than a sure attack needs.
    """
    side, day, night = now
    least = brief.tasks[Task.LEAST]
    done = np.zeros(board.hexes.shape[1], np.bool_)
    best = np.empty(0, np.int64)
    best_value = -1
    theirs = survey(board, units, 1 - side)
    for enemy in range(units.shape[1]):
        target = units[U.HEX, enemy]
        if target < 0 or units[U.SIDE, enemy] == side or done[target]:
            continue
        done[target] = True
        attackers = _candidates(board, units, brief, target, side, day)
        if attackers.size == 0:
            continue
        caught = _caught((board.edges, board.hexes), units, crossings, theirs, target, side)
        daring = min(_MOST_DARING, caught // _MEN_A_DARE)
        chance = 0
        while attackers.size > 0:
            chance = _chance(board, units, crossings, target, attackers, night)
            bold = attackers[least[attackers] <= chance + daring]
            if bold.size == attackers.size:
                break
            attackers = bold
        if attackers.size == 0:
            continue
        sure = max(_ENOUGH, least[attackers].max())
        for count in range(1, attackers.size):
            few = _chance(board, units, crossings, target, attackers[:count], night)
            if few >= sure:
                attackers, chance = attackers[:count], few
                break
        value = chance + chance * min(caught, _MOST_CAUGHT) // _CAUGHT_VALUE
        value += _RINGED_VALUE if units[U.ENCIRCLED, enemy] > 0 else 0
        if brief.tasks[Task.FOCUS, attackers[0]] == target:
            value += _FOCUS_VALUE
        if value > best_value:
            best_value = value
            best = np.empty(1 + attackers.size, np.int64)
            best[0] = target
            best[1:] = attackers
    return best
