"""The one function of combat: preview, computer players and resolution all call `odds`. Rulebook 5."""

from enum import IntEnum

import numpy as np

from game.core.board import Board, Edge, HexColumn, Kit
from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kinds import Bridge, SupplyState
from game.core.luck import LUCK_BITS, LUCK_ONE
from game.core.numbers import Number
from game.core.state import Crossing, U


class Factor(IntEnum):
    """Named factors of a battle. Powers are in men; multipliers per mille; chances out of 2**20."""

    ATTACK_MEN = 0
    ATTACK_IN_EFFECT = 1
    ATTACK_QUALITY = 2
    ATTACK_GUNS = 3
    ATTACK_SUPPLY = 4
    ATTACK_NIGHT = 5
    ATTACK_COMMAND = 6
    """Less for men beyond the reach of their headquarters."""
    ATTACK_COOPERATION = 7
    """Less for men who attack beside another clique's."""
    ATTACK_PREPARED = 8
    ATTACK_POWER = 9
    DEFENCE_MEN = 10
    DEFENCE_IN_EFFECT = 11
    DEFENCE_QUALITY = 12
    DEFENCE_GUNS = 13
    DEFENCE_SUPPLY = 14
    DEFENCE_POSTURE = 15
    DEFENCE_RIVER = 16
    DEFENCE_TERRAIN = 17
    DEFENCE_COMMAND = 18
    DEFENCE_POWER = 19
    FRONTAGE = 20
    SIDES = 21
    """Hexsides attacked from."""
    WORKS = 22
    """`NO_WORKS`, or whether the works that the defence rests on are firm."""
    REPULSE = 23
    CHECK = 24
    RETREAT = 25
    OVERRUN = 26


FACTORS = len(Factor)

NO_WORKS, OPEN_WORKS, FIRM_WORKS = 0, 1, 2
"""Of `Factor.WORKS`: none, works out of which one attack can drive the defenders, and works out of which none can."""


def _root_table(numerator: int, denominator: int, entries: int) -> Ints:
    """``1000 * (i / 16) ** (numerator / denominator)`` rounded down, by exact integer roots.

    Integers all the way, so that every machine gets the same bits.
    """
    table = []
    for i in range(entries):
        # floor(1000 * (i/16)^(n/d)) = floor of the d-th root of 1000^d * i^n / 16^n
        power = 1000**denominator * i**numerator // 16**numerator
        root = round(power ** (1 / denominator))
        while root**denominator > power:
            root -= 1
        while (root + 1) ** denominator <= power:
            root += 1
        table.append(root)
    return np.array(table, dtype=np.int64)


_ENTRIES = 16 * 64 + 1
CROWDING = _root_table(7, 10, _ENTRIES)
"""Ratio in sixteenths -> per mille of ratio ** 0.7."""
LOSS_BY_RATIO = _root_table(3, 10, _ENTRIES)
"""Ratio in sixteenths -> per mille of ratio ** 0.3."""


@kernel
def power_of_ratio(table: Ints, numerator: int, denominator: int) -> int:
    """Per mille of (numerator / denominator) to the table's power, interpolated between sixteenths."""
    scaled = numerator * 16 * 256 // max(1, denominator)
    low = min(scaled // 256, table.size - 2)
    rest = min(scaled - low * 256, 256)
    return int(table[low] + (table[low + 1] - table[low]) * rest // 256)


@kernel
def in_effect(men: int, frontage: int) -> int:
    """Men who count: all up to the frontage, beyond it to the power 0.7. Rulebook 5.2."""
    if men <= frontage:
        return men
    return frontage * power_of_ratio(CROWDING, men, frontage) // 1000


@kernel
def posture(board: Board, units: Ints, unit: int, breach: int) -> int:
    """Per mille of a defender's posture, of which ``breach`` is taken off works. Rulebook 5.4."""
    numbers = board.numbers
    here = units[U.HEX, unit]
    works = board.hexes[HexColumn.WORKS, here]
    if units[U.MOVED_WATCH, unit] > 0:
        return int(numbers[Number.POSTURE_MARCH])
    if works > 0:
        full = numbers[Number.WORKS_FIRST] + (works - 1) * numbers[Number.WORKS_STEP]
        return int(max(full - breach, min(full, numbers[Number.POSTURE_HASTY])))
    if units[U.DUG, unit] >= numbers[Number.PREPARED_DAYS]:
        return int(numbers[Number.POSTURE_PREPARED])
    return int(numbers[Number.POSTURE_HASTY])


@kernel
def guns_factor(numbers: Ints, guns: int, men: int) -> int:
    """Per mille of power that guns add to ``men``. Rulebook 5.3."""
    per_thousand = guns * 1000 // max(1, men)
    return int(1000 + min(numbers[Number.GUN_LIMIT], per_thousand * numbers[Number.GUN_WEIGHT]))


@kernel
def _attack(board: Board, units: Ints, crossings: Ints, target: int, attackers: Ints, night: bool, out: Ints) -> None:
    """Fill the attacker's factors, the frontage and the share of men who attack across a river."""
    numbers = board.numbers
    men = quality = supply = dark = guns = wet = sides = 0
    for direction in range(6):
        there = board.edges[Edge.NEIGHBOUR, target, direction]
        here_men = 0
        for k in range(attackers.size):
            unit = attackers[k]
            if there < 0 or units[U.HEX, unit] != there:
                continue
            strength = units[U.MEN, unit]
            here_men += strength
            quality += strength * (2 * units[U.QUALITY, unit] + units[U.COHESION, unit]) // 3
            guns += units[U.GUNS, unit]
            state = units[U.SUPPLY, unit]
            share = 1000
            if state == SupplyState.LOW:
                share = numbers[Number.LOW_ATTACK]
            elif state == SupplyState.OUT:
                share = numbers[Number.OUT_ATTACK]
            supply += strength * share
            dark += strength * (numbers[Number.NIGHT_ATTACK] if night and board.kit[Kit.NIGHT, unit] == 0 else 1000)
        if here_men > 0:
            sides += 1
            crossing = board.edges[Edge.CROSSING, target, direction]
            bridge = crossings[Crossing.BRIDGE, crossing] if crossing >= 0 else Bridge.STANDING
            if bridge == Bridge.NONE or bridge == Bridge.IMPROVISED:
                wet += here_men
            men += here_men
    frontage = max(1, board.hexes[HexColumn.FRONTAGE, target] * sides)
    total = max(1, men)
    out[Factor.ATTACK_MEN] = men
    out[Factor.FRONTAGE] = frontage
    out[Factor.SIDES] = sides
    out[Factor.ATTACK_IN_EFFECT] = in_effect(men, frontage)
    out[Factor.ATTACK_QUALITY] = quality // total
    out[Factor.ATTACK_SUPPLY] = supply // total
    out[Factor.ATTACK_NIGHT] = dark // total
    out[Factor.ATTACK_GUNS] = 1000 if night else guns_factor(numbers, guns, men)
    out[Factor.DEFENCE_RIVER] = numbers[Number.RIVER_DEFENCE] * wet // total


@kernel
def led(numbers: Ints, units: Ints, unit: int) -> int:
    """Per mille of power that a unit's headquarters leaves it. Rulebook 10.1."""
    return int(numbers[Number.UNLED_POWER] if units[U.UNLED, unit] == 1 else 1000)


@kernel
def cooperation(board: Board, units: Ints, attackers: Ints) -> int:
    """Per mille of power, by men: each unit counts by the clique beside it with which it works worst. Rulebook 10.3."""
    men = shared = 0
    for k in range(attackers.size):
        unit = attackers[k]
        worst = 1000
        mine = board.kit[Kit.CLIQUE, unit]
        for other in range(attackers.size):
            theirs = board.kit[Kit.CLIQUE, attackers[other]]
            if mine >= 0 and theirs >= 0:
                worst = min(worst, board.cooperation[mine, theirs])
        men += units[U.MEN, unit]
        shared += units[U.MEN, unit] * worst
    return shared // men if men > 0 else 1000


@kernel
def _direction(board: Board, units: Ints, attackers: Ints, prepared: bool, out: Ints) -> None:
    """Fill what command adds to an attack or takes from it; the men are known."""
    men = commanded = 0
    for k in range(attackers.size):
        men += units[U.MEN, attackers[k]]
        commanded += units[U.MEN, attackers[k]] * led(board.numbers, units, attackers[k])
    out[Factor.ATTACK_COMMAND] = commanded // men if men > 0 else 1000
    out[Factor.ATTACK_COOPERATION] = cooperation(board, units, attackers)
    out[Factor.ATTACK_PREPARED] = board.numbers[Number.PREPARED_ATTACK] if prepared else 1000


@kernel
def breach(board: Board, units: Ints, attackers: Ints, frontage: int, night: bool) -> int:
    """Per mille that attackers on so many men's room take off works: engineers a share, guns theirs by day."""
    numbers = board.numbers
    engineers, guns = 0, 0
    for k in range(attackers.size):
        guns += units[U.GUNS, attackers[k]]
        if board.kit[Kit.ENGINEER, attackers[k]] == 1:
            engineers = numbers[Number.WORKS_ENGINEERS]
    if night:
        return int(engineers)
    # frontage is men on the attacked hexsides, so many to a km
    enough = max(1, frontage * numbers[Number.SIEGE_GUNS])
    share = min(1000, guns * numbers[Number.FRONTAGE] * 1000 // enough)
    return int(engineers + numbers[Number.WORKS_SIEGE] * share // 1000)


@kernel
def _defence(board: Board, units: Ints, target: int, attackers: Ints, night: bool, out: Ints) -> None:
    """Fill the defender's factors; the frontage is known from the attack."""
    numbers = board.numbers
    side = units[U.SIDE, attackers[0]]
    breached = 0
    if board.hexes[HexColumn.WORKS, target] > 0:
        breached = breach(board, units, attackers, out[Factor.FRONTAGE], night)
    men = quality = supply = guns = stance = command = 0
    for unit in range(units.shape[1]):
        if units[U.HEX, unit] != target or units[U.SIDE, unit] == side:
            continue
        strength = units[U.MEN, unit]
        men += strength
        quality += strength * (2 * units[U.QUALITY, unit] + units[U.COHESION, unit]) // 3
        guns += units[U.GUNS, unit]
        supply += strength * (numbers[Number.OUT_DEFENCE] if units[U.SUPPLY, unit] == SupplyState.OUT else 1000)
        stance += strength * posture(board, units, unit, breached)
        command += strength * led(numbers, units, unit)
    total = max(1, men)
    out[Factor.DEFENCE_MEN] = men
    out[Factor.DEFENCE_IN_EFFECT] = in_effect(men, out[Factor.FRONTAGE])
    out[Factor.DEFENCE_QUALITY] = quality // total
    out[Factor.DEFENCE_SUPPLY] = supply // total
    out[Factor.DEFENCE_POSTURE] = stance // total
    out[Factor.DEFENCE_COMMAND] = command // total
    out[Factor.DEFENCE_TERRAIN] = board.hexes[HexColumn.DEFENCE, target]
    out[Factor.DEFENCE_GUNS] = 1000 if night else guns_factor(numbers, guns, men)
    out[Factor.WORKS] = NO_WORKS
    if board.hexes[HexColumn.WORKS, target] > 0:
        is_whole = out[Factor.DEFENCE_POSTURE] > numbers[Number.POSTURE_PREPARED]
        is_manned = men * 1000 >= out[Factor.FRONTAGE] * numbers[Number.WORKS_MANNED]
        out[Factor.WORKS] = FIRM_WORKS if is_whole and is_manned else OPEN_WORKS


@kernel
def chances(attack: int, defence: int, overrun_share: int, check_share: int, out: Ints) -> None:
    """The chances of the four degrees from two powers: success is A³/(A³+D³). Rulebook 5.5.

    Of the successes p² times ``overrun_share`` per mille overrun; of the failures p times ``check_share``
    shake the defender, so that nobody is worn down by attacks without hope.
    """
    while attack > LUCK_ONE or defence > LUCK_ONE:
        attack, defence = attack // 2, defence // 2
    while 0 < attack + defence and attack < LUCK_ONE // 2 and defence < LUCK_ONE // 2:
        attack, defence = attack * 2, defence * 2
    # cubes of numbers up to 2**20, brought back to 40 bits so that the division stays inside 63
    a3 = (attack * attack * attack) >> 21
    d3 = (defence * defence * defence) >> 21
    success = 0
    if a3 + d3 > 0:
        success = (a3 << LUCK_BITS) // (a3 + d3)
    elif attack >= defence:
        success = LUCK_ONE // 2
    overrun = ((success * success >> LUCK_BITS) * success >> LUCK_BITS) * overrun_share // 1000
    out[Factor.OVERRUN] = overrun
    out[Factor.RETREAT] = success - overrun
    failure = LUCK_ONE - success
    out[Factor.CHECK] = min(failure, (failure * success >> LUCK_BITS) * check_share // 1000)
    out[Factor.REPULSE] = failure - out[Factor.CHECK]


@kernel
def odds(board: Board, units: Ints, crossings: Ints, target: int, attackers: Ints, night: bool, prepared: bool) -> Ints:
    """All named factors of an attack on ``target`` and the exact chances of its outcomes, ``[Factor]``.

    ``attackers`` are unit indices next to the target; the defenders are all
    other units there. Works on a position and on a view alike.
    """
    out = np.zeros(FACTORS, np.int64)
    _attack(board, units, crossings, target, attackers, night, out)
    _direction(board, units, attackers, prepared, out)
    _defence(board, units, target, attackers, night, out)
    attack = out[Factor.ATTACK_IN_EFFECT]
    attack = attack * out[Factor.ATTACK_QUALITY] // 1000
    attack = attack * out[Factor.ATTACK_SUPPLY] // 1000
    attack = attack * out[Factor.ATTACK_NIGHT] // 1000
    attack = attack * out[Factor.ATTACK_GUNS] // 1000
    attack = attack * out[Factor.ATTACK_COMMAND] // 1000
    attack = attack * out[Factor.ATTACK_COOPERATION] // 1000
    attack = attack * out[Factor.ATTACK_PREPARED] // 1000
    defence = out[Factor.DEFENCE_IN_EFFECT]
    defence = defence * out[Factor.DEFENCE_QUALITY] // 1000
    defence = defence * out[Factor.DEFENCE_SUPPLY] // 1000
    defence = defence * (out[Factor.DEFENCE_POSTURE] + out[Factor.DEFENCE_RIVER]) // 1000
    defence = defence * out[Factor.DEFENCE_TERRAIN] // 1000
    defence = defence * out[Factor.DEFENCE_GUNS] // 1000
    defence = defence * out[Factor.DEFENCE_COMMAND] // 1000
    out[Factor.ATTACK_POWER] = attack
    out[Factor.DEFENCE_POWER] = defence
    chances(attack, defence, board.numbers[Number.OVERRUN_SHARE], board.numbers[Number.CHECK_SHARE], out)
    if out[Factor.WORKS] == FIRM_WORKS:
        out[Factor.CHECK] += out[Factor.RETREAT]
        out[Factor.RETREAT] = out[Factor.OVERRUN]
        out[Factor.OVERRUN] = 0
    return out
