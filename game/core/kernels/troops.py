"""What a staff takes all troops for that it knows of: where they are, what power they have, who stands together."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from game.core.board import Kit
from game.core.hexgrid import Ints
from game.core.kernels.jit import kernel
from game.core.kernels.scene import middle
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import F, U

_QUALITY = 600
"""Of an enemy of whom it is not known, per mille: estimate."""


class Roster(IntEnum):
    """Rows of ``roster[Roster, unit]``: what everybody knows of units from the start."""

    SIDE = 0
    FORMATION = 1


class Remembered(NamedTuple):
    """What a side remembers of enemy units."""

    men: Ints
    """When it was last seen, or as many as are guessed."""
    share: Ints
    """Of its power that hunger has left it, per mille."""


@kernel
def troops(
    rules: tuple[Ints, Ints],
    position: tuple[Ints, Ints],
    roster: Ints,
    remembered: Remembered,
    now: tuple[int, int, int],
) -> tuple[Ints, Ints, Ints]:
    """By unit where it is taken to be, -1 for nowhere; its men; and its power, men by quality, cohesion and supply.

    ``rules`` are ``Board.kit`` and ``Board.numbers``, ``position`` units and formations, ``now`` side, day and for how
    many days an enemy out of sight counts, each day less. Nobody has power who does not fight.
    """
    (kit, numbers), (units, formations), (side, day, ghost_days) = rules, position, now
    count = units.shape[1]
    where, men, power = np.empty(count, np.int64), np.empty(count, np.int64), np.zeros(count, np.int64)
    for unit in range(count):
        here, ghost = units[U.HEX, unit], units[U.GHOST_HEX, unit]
        age = 0 if here >= 0 else day - units[U.GHOST_DAY, unit]
        foreign = (units[U.SIDE, unit] if here >= 0 else roster[Roster.SIDE, unit]) != side
        where[unit] = here if here >= 0 else ghost if foreign and age <= ghost_days else -1
        known = foreign and (here >= 0 or ghost >= 0)
        men[unit] = max(0, remembered.men[unit] if known and here < 0 else units[U.MEN, unit])
        formation = units[U.FORMATION, unit]
        ours_now = known and formation >= 0 and formations[F.SIDE, formation] == side
        held = here >= 0 and units[U.STATUS, unit] != Status.READY
        if where[unit] < 0 or held or ours_now or kit[Kit.ZONES, unit] != 1 or kit[Kit.HEADQUARTERS, unit] != 0:
            continue
        quality = units[U.QUALITY, unit] if units[U.QUALITY, unit] >= 0 else _QUALITY
        shown = units[U.COHESION, unit]
        cohesion = shown if shown >= 0 else numbers[Number.SHOWN_COHESION]
        its_power = men[unit] * (2 * quality + cohesion) // 3000
        if units[U.SUPPLY, unit] == SupplyState.OUT:
            its_power //= 2
        its_power = its_power * remembered.share[unit] // 1000
        power[unit] = its_power * max(0, 2 * ghost_days - age) // max(1, 2 * ghost_days)
    return where, men, power


@kernel
def gatherings(
    axial: tuple[Ints, Ints], units: Ints, roster: Ints, known: tuple[Ints, Ints, Ints], chosen: Ints, apart: int
) -> tuple[Ints, Ints]:
    """Who of the ``chosen`` stands together, no more than ``apart`` hexes from the next: the units, group by group.

    And a row for each group: its size, where most of it is, to which formation most of it belongs, its power and men,
    and 1 where most are in a ring. ``known`` is what `troops` answers.
    """
    where, men, power = known
    q, r = axial
    members, rows = np.empty(chosen.size, np.int64), np.empty((chosen.size, 6), np.int64)
    free, waiting = np.ones(chosen.size, np.bool_), np.empty(chosen.size, np.int64)
    placed, groups = 0, 0
    for first in range(chosen.size):
        if not free[first]:
            continue
        begin, waits = placed, 1
        free[first], waiting[0], members[placed] = False, first, chosen[first]
        placed += 1
        while waits > 0:
            waits -= 1
            here = where[chosen[waiting[waits]]]
            for k in range(chosen.size):
                there = where[chosen[k]]
                right, down = q[there] - q[here], r[there] - r[here]
                if free[k] and (abs(right) + abs(down) + abs(right + down)) // 2 <= apart:
                    free[k], waiting[waits], members[placed] = False, k, chosen[k]
                    waits, placed = waits + 1, placed + 1
        group = members[begin:placed]
        all_men = men[group].sum()
        ringed = men[group[units[U.ENCIRCLED][group] > 0]].sum()
        rows[groups, 0], rows[groups, 1] = group.size, middle(axial, where, power, group)
        rows[groups, 2], rows[groups, 3] = _leading(units, roster, power, group), power[group].sum()
        rows[groups, 4], rows[groups, 5] = all_men, 1 if ringed * 2 > all_men else 0
        groups += 1
    return members, rows[:groups]


@kernel
def _leading(units: Ints, roster: Ints, power: Ints, group: Ints) -> int:
    """The formation to which most of a group's power belongs, the first of equals."""
    belongs = np.empty(group.size, np.int64)
    for k in range(group.size):
        shown = units[U.FORMATION, group[k]]
        belongs[k] = shown if shown >= 0 else roster[Roster.FORMATION, group[k]]
    best, most = -1, -1
    for formation in belongs:
        its_power = power[group[belongs == formation]].sum()
        if its_power > most or (its_power == most and formation < best):
            best, most = int(formation), int(its_power)
    return best
