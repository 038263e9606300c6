"""Marches: what a step costs, where a unit can get today, how far along a path it comes. Rulebook 4."""

from typing import NamedTuple

import numpy as np

from game.core.board import Edge, HexColumn, Kit, MarchArrays, MoveClass, WalkArrays
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, ZONE, Marks, survey_along
from game.core.kinds import Bridge, SupplyState
from game.core.numbers import Number
from game.core.state import Crossing, U

_PASSED, _PASSED_0 = int(Crossing.PASSED), int(Crossing.PASSED_0)

# Answers of `step_cost` and `walk` below zero: why a step cannot be made.
IMPASSABLE = -1
ENEMY = -2
ZONE_TO_ZONE = -3
TOO_FAR = -4
NOT_ADJACENT = -5


@kernel
def daily_budget(numbers: Ints, kit: Ints, units: Ints, unit: int) -> int:
    """0.1 km that a unit can march in the whole of this day. Rulebook 4.1, 4.6, 4.12."""
    move_class = kit[Kit.MOVE_CLASS, unit]
    budget = numbers[Number.BUDGET_FOOT]
    if move_class == MoveClass.CAVALRY:
        budget = numbers[Number.BUDGET_CAVALRY]
    elif move_class == MoveClass.MOTOR:
        budget = numbers[Number.BUDGET_MOTOR]
    if units[U.FORCED, unit] == 1:
        budget += budget * numbers[Number.FORCED_MARCH] // 1000
    if units[U.SUPPLY, unit] == SupplyState.OUT:
        budget = budget * numbers[Number.OUT_MARCH] // 1000
    return int(budget * units[U.PACE, unit] // 1000)


@kernel
def watch_budget(numbers: Ints, kit: Ints, units: Ints, unit: int, night: bool) -> int:
    """0.1 km left to a unit in this watch."""
    budget = daily_budget(numbers, kit, units, unit)
    left = budget - units[U.MOVED, unit]
    share = budget * numbers[Number.WATCH_SHARE] // 1000
    if night and kit[Kit.NIGHT, unit] == 0:
        share = share * numbers[Number.NIGHT_MARCH] // 1000
    if share < budget:  # else the watch is the day, with what yesterday left over
        left = min(left, share - units[U.MOVED_WATCH, unit])
    return int(max(0, left))


@kernel
def first_step_limit(numbers: Ints, kit: Ints, units: Ints, unit: int) -> int:
    """0.1 km that the first step of a watch may cost: the rest of the day, and anything on an untouched day."""
    if units[U.MOVED, unit] <= 0:
        return 1 << 30
    if units[U.MOVED_WATCH, unit] > 0:
        return 0
    return int(daily_budget(numbers, kit, units, unit) - units[U.MOVED, unit])


class March(NamedTuple):
    """What a unit brings to a march, in 0.1 km where nothing else is said."""

    budget: int
    """Left in this watch."""
    first: int
    """What the first step of the watch may cost."""
    full_zone: int
    half_zone: int
    river: int
    stream: int
    layer: int
    """Layer of ``Board.edges`` with its costs."""
    men: int
    bridge_men: int
    """Men who can pass an improvised bridge in a day."""
    slips: int
    """1 for those who may slip from zone to zone now."""
    passed: int
    """Column of ``crossings`` with the men who passed a bridge today: all, or those that the unit's side knows of."""


@kernel
def march_of(numbers: Ints, kit: Ints, units: Ints, unit: int, night: bool) -> March:
    """Gather a unit's budget and costs once for a whole search."""
    return _march_over(numbers, kit, units, unit, night, _PASSED)


@kernel
def _march_over(numbers: Ints, kit: Ints, units: Ints, unit: int, night: bool, passed: int) -> March:
    """The same with the column of ``crossings`` that counts who passed an improvised bridge today."""
    day = daily_budget(numbers, kit, units, unit)
    return March(
        watch_budget(numbers, kit, units, unit, night),
        first_step_limit(numbers, kit, units, unit),
        day * numbers[Number.ZONE_COST] // 1000,
        day * numbers[Number.ZONE_HALF_COST] // 1000,
        day * numbers[Number.RIVER] // 1000,
        day * numbers[Number.STREAM] // 1000,
        Edge.FOOT + kit[Kit.MOVE_CLASS, unit],
        units[U.MEN, unit],
        numbers[Number.BRIDGE_MEN],
        1 if (night and kit[Kit.LIGHT, unit] == 1) or units[U.BREAKOUT, unit] == 1 else 0,
        passed,
    )


@kernel
def bears(crossings: Ints, crossing: int, march: March) -> bool:
    """Whether a unit can pass a river hexside on a bridge, improvised ones having room for so many men a day."""
    bridge = crossings[Crossing.BRIDGE, crossing]
    if bridge == Bridge.IMPROVISED:
        return bool(crossings[march.passed, crossing] + march.men <= march.bridge_men)
    return bool(bridge != Bridge.NONE)


@kernel
def step_cost(edges: Narrow, crossings: Ints, look: Marks, march: March, here: int, direction: int) -> int:
    """0.1 km for one step from ``here``, or a negative answer why it cannot be made.

    Called hundreds of times a search: it takes ``Board.edges`` alone, since every array passed costs.
    """
    there = edges[Edge.NEIGHBOUR, here, direction]
    if there < 0:
        return IMPASSABLE
    cost = edges[march.layer, here, direction]
    if cost < 0:
        return IMPASSABLE
    mark = look[there]
    if mark & ENEMY_THERE:
        return ENEMY
    zone = mark & ZONE
    if zone == FULL_ZONE:
        if look[here] & ZONE == FULL_ZONE and march.slips == 0:
            return ZONE_TO_ZONE
        cost += march.full_zone
    elif zone > 0:
        cost += march.half_zone
    crossing = edges[Edge.CROSSING, here, direction]
    if crossing >= 0 and not bears(crossings, crossing, march):
        cost += march.river if edges[Edge.RIVER, here, direction] == 1 else march.stream
    return int(cost)


@kernel
def reach(
    arrays: MarchArrays, units: Ints, crossings: Ints, look: Marks, unit: int, night: bool
) -> tuple[Narrow, Narrow]:
    """Cost from where ``unit`` stands to every hex it can get to in this watch, and the hex before it.

    Returns ``cost[hex]`` (-1 out of reach) and ``previous[hex]`` (meaningful where reached; -1 at the start).
    """
    edges, kit, numbers = arrays
    cost = np.full(look.size, -1, np.int32)
    previous = np.empty(look.size, np.int32)
    found = np.empty(look.size, np.int32)
    march = march_of(numbers, kit, units, unit, night)
    reach_into(edges, crossings, look, march, units[U.HEX, unit], (cost, previous, found))
    return cost, previous


@kernel
def reach_into(
    edges: Narrow, crossings: Ints, look: Marks, march: March, start: int, into: tuple[Narrow, Narrow, Narrow]
) -> int:
    """`reach` in arrays that the caller keeps: ``cost`` all -1, ``previous``, and a list for the hexes reached.

    Returns how many were reached; whoever sets their costs back to -1 can use
    the arrays again, so that a search costs what it finds and not the whole map.
    Dial's bucket queue: costs are small integers. A hex waits in one bucket at
    most, so that the size of the map is room enough.
    """
    cost, previous, found = into
    ground = edges[march.layer]
    head = np.full(march.budget + 1, -1, np.int32)
    after, before = np.empty(cost.size, np.int32), np.empty(cost.size, np.int32)
    cost[start], previous[start] = 0, -1
    after[start], head[0] = -1, start
    found[0] = start
    count = 1
    for bucket in range(march.budget + 1):
        while head[bucket] >= 0:
            here = head[bucket]
            head[bucket] = after[here]
            for direction in range(6):
                there = edges[Edge.NEIGHBOUR, here, direction]
                if there < 0 or 0 <= cost[there] <= bucket + ground[here, direction]:  # it is as near already
                    continue
                step = step_cost(edges, crossings, look, march, here, direction)
                if step < 0:
                    continue
                total = bucket + step
                if total > march.budget and (here != start or step > march.first):
                    continue
                known = cost[there]
                if known < 0:
                    found[count] = there
                    count += 1
                elif total >= known:
                    continue
                elif known <= march.budget:
                    _take_out(head, after, before, there, known)
                cost[there] = total
                previous[there] = here
                if total <= march.budget:
                    _put_first(head, after, before, there, total)
    return count


@kernel
def _put_first(head: Narrow, after: Narrow, before: Narrow, hex: int, bucket: int) -> None:
    """Let a hex wait in a bucket, before the others."""
    first = head[bucket]
    if first >= 0:
        before[first] = hex
    after[hex], before[hex], head[bucket] = first, -1, hex


@kernel
def _take_out(head: Narrow, after: Narrow, before: Narrow, hex: int, bucket: int) -> None:
    """Take a hex from the bucket in which it waits, not from the one that is being emptied."""
    ahead, behind = before[hex], after[hex]
    if ahead >= 0:
        after[ahead] = behind
    else:
        head[bucket] = behind
    if behind >= 0:
        before[behind] = ahead


@kernel
def men_beside(units: Ints, unit: int, hex: int) -> int:
    """Men of the unit's side in a hex, itself apart."""
    men = 0
    for other in range(units.shape[1]):
        if units[U.HEX, other] == hex and units[U.SIDE, other] == units[U.SIDE, unit] and other != unit:
            men += units[U.MEN, other]
    return int(men)


@kernel
def fits(hexes: Ints, units: Ints, unit: int, hex: int) -> bool:
    """Whether a unit can stand in a hex beside its own side's men. Rulebook 4.7."""
    return bool(men_beside(units, unit, hex) + units[U.MEN, unit] <= hexes[HexColumn.STACK, hex])


class Walk(NamedTuple):
    """How a march along a path goes."""

    steps: int
    """Steps made."""
    spent: int
    """0.1 km they cost."""
    slips: int
    """How many slipped from zone to zone."""
    bridges: int
    """How many passed an improvised bridge."""
    road: int
    """1 where the last step went along a road."""
    moved: int
    """0.1 km that the unit has spent today afterwards."""
    moved_watch: int
    """The same of this watch."""
    cohesion: int
    """Per mille of cohesion that it has afterwards."""
    stop: int
    """0, or the negative answer that stopped the march."""
    room: int
    """1 where the unit fits into the last hex."""


Trial = tuple[int, int, int, int, int, int, int, int, int, int]
"""What a `Walk` holds: plain tuples are handed over in half the time of named ones."""


@kernel
def walk(
    arrays: WalkArrays, units: Ints, crossings: Ints, unit: int, path: Ints, fog: tuple[bool, bool]
) -> tuple[Trial, Trial]:
    """March along ``path`` as far as it goes: as the unit's side can tell, and as it comes about.

    ``fog`` is whether a veil lies over the enemy, so that the side can tell only what it knows of him, and whether it
    is night. A march that is stopped ends, as it comes about, in the last hex where there is room.
    Both answers come from one call, since every march that is ordered needs both and handing over costs as much.
    """
    (edges, kit, numbers, _, hexes), (veiled, night) = arrays, fog
    known, true = survey_along(arrays, units, unit, path, fog)
    passed = _PASSED_0 + units[U.SIDE, unit] if veiled else _PASSED
    expected = _march_over(numbers, kit, units, unit, night, passed)
    march = march_of(numbers, kit, units, unit, night)
    totals = np.zeros((path.size + 1, 4), np.int64)
    start = units[U.HEX, unit]
    steps, stop = _follow(edges, crossings, known, expected, start, path, totals)
    room = steps == 0 or fits(hexes, units, unit, path[steps - 1])
    planned = _trial(numbers, units, unit, totals[steps], steps, stop, room)
    steps, stop = _follow(edges, crossings, true, march, start, path, totals)
    room = steps == 0 or fits(hexes, units, unit, path[steps - 1])
    while stop < 0 and not room:
        steps -= 1
        room = steps == 0 or fits(hexes, units, unit, path[steps - 1])
    return planned, _trial(numbers, units, unit, totals[steps], steps, stop, room)


@kernel
def _trial(numbers: Ints, units: Ints, unit: int, made: Ints, steps: int, stop: int, room: bool) -> Trial:
    """The fields of a `Walk`, ``made`` being what its last step came to in all."""
    spent, slips, bridges, road = made[0], made[1], made[2], made[3]
    moved, moved_watch = units[U.MOVED, unit] + spent, units[U.MOVED_WATCH, unit] + spent
    cohesion = units[U.COHESION, unit]
    if slips > 0:
        cohesion = max(0, cohesion - slips * numbers[Number.INFILTRATION_COHESION])
    return steps, spent, slips, bridges, road, moved, moved_watch, cohesion, stop, 1 if room else 0


@kernel
def _follow(
    edges: Narrow, crossings: Ints, look: Marks, march: March, start: int, path: Ints, totals: Ints
) -> tuple[int, int]:
    """Steps made along ``path``, and 0 or what stopped them.

    ``totals[steps]`` becomes the cost, slips and bridges so far, and whether that step went along a road.
    """
    here = start
    for steps in range(path.size):
        there = path[steps]
        direction = -1
        for d in range(6):
            if there >= 0 and edges[Edge.NEIGHBOUR, here, d] == there:
                direction = d
        if direction < 0:
            return steps, NOT_ADJACENT
        cost = step_cost(edges, crossings, look, march, here, direction)
        if cost >= 0 and totals[steps, 0] + cost > march.budget and (steps > 0 or cost > march.first):
            cost = TOO_FAR
        if cost < 0:
            return steps, cost
        crossing = edges[Edge.CROSSING, here, direction]
        bridged = crossing >= 0 and crossings[Crossing.BRIDGE, crossing] == Bridge.IMPROVISED
        slipped = look[here] & ZONE == FULL_ZONE and look[there] & ZONE == FULL_ZONE
        totals[steps + 1, 0] = totals[steps, 0] + cost
        totals[steps + 1, 1] = totals[steps, 1] + (1 if slipped else 0)
        totals[steps + 1, 2] = totals[steps, 2] + (1 if bridged else 0)
        totals[steps + 1, 3] = edges[Edge.ROAD, here, direction]
        here = there
    return path.size, 0
