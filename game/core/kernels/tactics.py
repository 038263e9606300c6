"""What units do for an intent: their tasks, and the next march that those ask for; `strike` has the attacks.

They score on a view and return rows; `game.players.stages` turns rows into orders.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from game.core.board import Board, Edge, HexColumn, Kit
from game.core.hexgrid import Ints, Narrow
from game.core.kernels.jit import kernel
from game.core.kernels.muster import LONGEST, is_free, men_around, spread, write_path
from game.core.kernels.reach import march_of, reach_into
from game.core.kernels.survey import ENEMY_THERE, FULL_ZONE, OWN_THERE, ZONE, Marks, raise_zone, survey, zone_of
from game.core.kinds import Bridge
from game.core.numbers import Number
from game.core.state import Crossing, U


class Manner(IntEnum):
    """How a unit goes about its intent."""

    MARCH = 0
    """Gets there, and keeps out of the enemy's way."""
    FIGHT = 1
    """Closes in on the enemy that the group strikes at."""
    HOLD = 2
    """Stands on good ground whoever comes."""
    RETREAT = 3
    """Gets away."""
    RING = 4
    """Takes its place in a ring."""


class Task(IntEnum):
    """Rows of ``tasks[Task, unit]``."""

    GROUP = 0
    """Row of ``ground`` that its group obeys, -1 for units without an intent."""
    FIELD = 1
    """Row of ``fields``, the distances from its goal; -1 to stay where it is."""
    WAIT = 2
    """It comes no nearer to the goal than this in this watch, 0.1 km."""
    MANNER = 3
    FOCUS = 4
    """Enemy hex to close in on, -1 none."""
    LEAST = 5
    """Per mille of success below which it does not attack; `NEVER` for those who do not."""
    AHEAD = 6
    """1 where it attacks only what stands nearer to the goal than itself."""


class Brief(NamedTuple):
    """The tasks of a side's units at one moment, as kernels take them."""

    fields: Narrow
    """``[field, hex]`` -> distance from a goal, 0.1 km, `FAR` where not reached."""
    ground: Marks
    """``[group, hex]`` -> the flags below."""
    tasks: Ints
    """``[Task, unit]``."""


class _Plan(NamedTuple):
    """Who stands where by the marches chosen so far."""

    units: Ints
    look: Marks
    """What the side sees of each hex."""
    theirs: Marks
    """The same with the other side's eyes."""
    own_at: Narrow
    own_near: Narrow
    enemy_near: Narrow
    """Men by hex, as `men_around` has them."""


NEVER = 1001

BARRED = 1
"""Flag of ``ground``: nobody of the group stands here."""
WATCHED = 2
"""Flag of ``ground``: nobody whose full zone would bar the lane stands here."""
PREY = 4
"""Flag of ``ground``: who stands here may be attacked."""

_NO_HEX = -(1 << 40)

# Taste, in 0.1 km of march where nothing else is said; one entry for each `Manner`.
_SHY = np.array([90, 0, 0, 160, 0], dtype=np.int64)
"""Against a hex in a full enemy zone; half of it in a half zone."""
_DANGER = np.array([400, 300, 60, 700, 150], dtype=np.int64)
"""Against a hex where the enemy is far the stronger."""
_TRAP = np.array([40, 40, 10, 80, 15], dtype=np.int64)
"""Against each neighbour in a full enemy zone beyond three."""
_COVER = np.array([60, 100, 250, 60, 120], dtype=np.int64)
"""Per mille of the terrain's defence near an enemy."""
_WEAKER = 800
"""Per mille of men around below which the enemy counts as the stronger."""
_BESIDE_FOCUS = 150
_NEW_FLANK = 70
"""For a hexside of the enemy to be attacked that nobody of ours stands at yet."""
_WAY_SHUT = 40
"""For each way back of the enemy to be attacked that a unit shuts there."""
_DUG_IN = 60


@kernel
def _may_stand(marks: int, full: bool) -> bool:
    """Whether the lanes that its group leaves open let a unit end its march on such ground; ``full`` is its zone."""
    return not (marks & BARRED or (marks & WATCHED and full))


@kernel
def _risk(edges: Narrow, ground: Ints, look: Marks, hex: int, manner: int, around: tuple[int, int, bool]) -> int:
    """What the enemies around a hex are worth to a unit that would stand there.

    ``ground`` is ``Board.hexes``; ``around`` are our men and the enemy's, and whether the unit fights.
    """
    own, enemy, fights = around
    score = (ground[HexColumn.DEFENCE, hex] - 1000) * _COVER[manner] // 1000
    score += ground[HexColumn.WORKS, hex] * _COVER[manner] // 2
    zone = look[hex] & ZONE
    score -= zone * _SHY[manner] // 2
    ratio = own * 1000 // enemy
    short = max(0, _WEAKER - ratio) if fights else _WEAKER
    score -= _DANGER[manner] * short // _WEAKER
    zones = 0
    for direction in range(6):
        there = edges[Edge.NEIGHBOUR, hex, direction]
        if there >= 0 and look[there] & ZONE == FULL_ZONE:
            zones += 1
    return int(score - max(0, zones - 3) * _TRAP[manner])


@kernel
def _flank(edges: Narrow, own_at: Narrow, theirs: Marks, focus: int, hex: int, full: bool) -> int:
    """What a hex is worth for the attack on ``focus``, where a full zone shuts ways back."""
    for direction in range(6):
        if edges[Edge.NEIGHBOUR, focus, direction] == hex:
            if edges[Edge.FOOT, hex, (direction + 3) % 6] < 0:
                return 0
            shut = 0
            for turn in range(-1, 2):
                beside = edges[Edge.NEIGHBOUR, focus, (direction + turn) % 6]
                if (turn == 0 or full) and beside >= 0 and _is_way_back(theirs[beside]):
                    shut += 1
            return _BESIDE_FOCUS + (_NEW_FLANK if own_at[hex] == 0 else 0) + shut * _WAY_SHUT
    return 0


@kernel
def _is_way_back(mark: int) -> bool:
    """Whether the other side could give way into a hex that it sees so."""
    return not mark & ENEMY_THERE and (mark & ZONE != FULL_ZONE or mark & OWN_THERE != 0)


@kernel
def _take_post(board: Board, theirs: Marks, hex: int, full: bool) -> None:
    """Note for the other side's ways back that a unit will stand in a hex."""
    theirs[hex] |= ENEMY_THERE
    if full:
        for direction in range(6):
            there = board.edges[Edge.NEIGHBOUR, hex, direction]
            if there >= 0:
                raise_zone(theirs, there, FULL_ZONE)


@kernel
def _in_order(units: Ints, brief: Brief, side: int, day: int) -> Ints:
    """The units that can march now, the nearest to their goals first."""
    fields, tasks = brief.fields, brief.tasks
    found = np.empty(units.shape[1], np.int64)
    key = np.empty(units.shape[1], np.int64)
    count = 0
    for unit in range(units.shape[1]):
        if tasks[Task.GROUP, unit] < 0 or units[U.MOVED_WATCH, unit] > 0 or not is_free(units, unit, side, day):
            continue
        field = tasks[Task.FIELD, unit]
        found[count], key[count] = unit, 0 if field < 0 else fields[field, units[U.HEX, unit]]
        count += 1
    return found[:count][np.argsort(key[:count], kind="mergesort")]


@kernel
def _cross(board: Board, bridges: Ints, previous: Narrow, start: int, end: int, men: int) -> None:
    """Count men on the improvised bridges of a path, as their march will."""
    there = end
    while there != start:
        here = previous[there]
        for direction in range(6):
            crossing = board.edges[Edge.CROSSING, here, direction]
            if board.edges[Edge.NEIGHBOUR, here, direction] == there and crossing >= 0:
                passed = bridges[Crossing.PASSED, crossing] + men
                improvised = bridges[Crossing.BRIDGE, crossing] == Bridge.IMPROVISED
                if improvised and passed <= board.numbers[Number.BRIDGE_MEN]:
                    bridges[Crossing.PASSED, crossing] = passed
        there = here


@kernel
def _best_hex(board: Board, plan: _Plan, brief: Brief, unit: int, reached: tuple[Narrow, Narrow]) -> int:
    """The best of the hexes that a unit can reach, its own if no other is better; it is counted in nowhere.

    ``reached`` is what every hex costs, and the hexes. What weighs a hex takes single arrays: a tuple of them
    passed on for every hex would cost more than all else.
    """
    units, own_at, own_near, enemy_near = plan.units, plan.own_at, plan.own_near, plan.enemy_near
    kit, edges, fields, tasks = board.kit, board.edges, brief.fields, brief.tasks
    here, men, lanes = units[U.HEX, unit], units[U.MEN, unit], brief.ground[tasks[Task.GROUP, unit]]
    field, wait = tasks[Task.FIELD, unit], tasks[Task.WAIT, unit]
    manner, focus = tasks[Task.MANNER, unit], tasks[Task.FOCUS, unit]
    zoned = kit[Kit.ZONES, unit] == 1
    fighting, fights = men if zoned else 0, zoned and kit[Kit.HEADQUARTERS, unit] == 0
    full = zone_of(board.numbers, kit, units, unit) == FULL_ZONE
    cost, hexes = reached
    best, best_score = here, _NO_HEX
    for hex in hexes:
        if hex != here and own_at[hex] + men > board.hexes[HexColumn.STACK, hex]:
            continue
        if field >= 0 and hex != here and fields[field, hex] < min(wait, fields[field, here]):
            continue
        score = -cost[hex] // 16 - (fields[field, hex] if field >= 0 else 0)
        if enemy_near[hex] > 0:
            around = own_near[hex] + fighting, enemy_near[hex], fights
            score += _risk(edges, board.hexes, plan.look, hex, manner, around)
            if hex == here and units[U.DUG, unit] >= board.numbers[Number.PREPARED_DAYS]:
                score += _DUG_IN
        if focus >= 0:
            score += _flank(edges, own_at, plan.theirs, focus, hex, full)
        if not _may_stand(lanes[hex], full):
            if hex != here:
                continue
            score = _NO_HEX + 1
        if score > best_score or (score == best_score and hex == here):
            best, best_score = hex, score
    return int(best)


@kernel
def _stand(board: Board, plan: _Plan, unit: int, hex: int, sign: int) -> None:
    """Count a unit's men in where it will stand, or with ``sign`` -1 out."""
    men = sign * plan.units[U.MEN, unit]
    plan.own_at[hex] += men
    spread(board.near, plan.own_near, hex, men if board.kit[Kit.ZONES, unit] == 1 else 0)


@kernel
def plan_marches(board: Board, units: Ints, crossings: Ints, brief: Brief, now: tuple[int, int, bool]) -> Ints:
    """For every unit with a task that has not marched in this watch the hex it should march to.

    Rows of unit, length and path, -1 padded; none for those who stay. ``now`` is side, day and night.
    """
    side, day, night = now
    ahead, bridges = units.copy(), crossings.copy()
    look, theirs = survey(board, ahead, side), survey(board, ahead, 1 - side)
    plan = _Plan(ahead, look, theirs, *men_around(board, ahead, side))
    rows = np.full((ahead.shape[1], 2 + LONGEST), -1, np.int64)
    cost = np.full(look.size, -1, np.int32)
    previous = np.empty(look.size, np.int32)
    found = np.empty(look.size, np.int32)
    made = 0
    for unit in _in_order(ahead, brief, side, day):
        here, full = ahead[U.HEX, unit], zone_of(board.numbers, board.kit, ahead, unit) == FULL_ZONE
        lanes = brief.ground[brief.tasks[Task.GROUP, unit]]
        if brief.tasks[Task.FIELD, unit] < 0 and _may_stand(lanes[here], full):
            continue
        march = march_of(board.numbers, board.kit, ahead, unit, night)
        reached = found[: reach_into(board.edges, bridges, look, march, here, (cost, previous, found))]
        _stand(board, plan, unit, here, -1)
        best = _best_hex(board, plan, brief, unit, (cost, reached))
        cost[reached] = -1
        if best != here:
            written = made
            made = write_path(rows, made, unit, previous, here, best)
            if made > written:
                _cross(board, bridges, previous, here, best, ahead[U.MEN, unit])
            else:
                best = here
        _stand(board, plan, unit, best, 1)
        _take_post(board, theirs, best, full)
        ahead[U.HEX, unit] = best
    longest = rows[:made, 1].max() if made > 0 else 0
    return rows[:made, : 2 + longest].copy()
