"""Courses of formations that march: to a place, back from the enemy, off the map, along a railway."""

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.kernels.column import Column, column
from game.core.kernels.flood import FAR
from game.core.kernels.tactics import BARRED, PREY, Manner, Task
from game.core.state import U
from game.players.draft import Course, Deed, Draft, Group
from game.players.outlook import Outlook
from game.players.railways import stretch, whole_links
from game.players.ways import Way

# Per mille of success asked for where the intent does not say.
_GO_ODDS = 700
_WITHDRAW_ODDS = 550
_WRECK_ODDS = 750
_ARRIVED_HEXES = 2
_CLEAR_HEXES = 2
"""Hexes that the others must be ahead of a rearguard before it follows."""


def go(draft: Draft, group: Group, units: list[int]) -> Course:
    """March round the enemy."""
    goal = group.intent.hex
    field = draft.outlook.field_for(units, [goal], draft.outlook.way_round(units))
    draft.assign(units, Manner.MARCH, field)
    draft.allow_attacks(group, units, _GO_ODDS, ahead=True)
    return lead_on(draft, group, units, field, [goal])


def lead_on(draft: Draft, group: Group, units: list[int], field: Narrow, goals: list[int]) -> Course:
    """March along a field up to the group's line, together; how far it is."""
    outlook = draft.outlook
    beyond = _draw_line(draft, group, goals) if group.intent.as_far_as >= 0 else None
    march = _keep_together(draft, units, field)
    here = outlook.at[march.lead]
    crow = outlook.crow(goals, here)
    hexes = min(crow)
    goal = goals[crow.index(hexes)]
    if march.head >= FAR:
        return Course(Deed.NO_WAY, goal)
    hex_km10 = outlook.world.grid.hex_km10
    if beyond is not None and beyond[here] <= hex_km10:
        return Course(Deed.AT_LIMIT, group.intent.as_far_as, hexes, march.rear)
    if march.head == 0 and march.tail <= (_ARRIVED_HEXES + 1) * hex_km10:
        return Course(Deed.ARRIVED, goal)
    return Course(Deed.MARCHES, goal, hexes, march.rear)


def _draw_line(draft: Draft, group: Group, goals: list[int]) -> Ints:
    """Bar what lies nearer to the goal than the group's limit; how far each hex is from the line."""
    plain = draft.outlook.field(goals, Way.PLAIN)
    beyond: Ints = plain.astype(np.int64) - int(plain[group.intent.as_far_as])
    draft.ground[group.row, beyond < 0] |= BARRED
    draft.ground[group.row, beyond < 0] &= ~PREY
    return beyond


def _keep_together(draft: Draft, units: list[int], field: Narrow) -> Column:
    """Let nobody run ahead by more than a watch of those who can follow; how the group is drawn out."""
    view, board, look = draft.outlook.view, draft.outlook.world.board, draft.outlook.scene.look
    members, hex_km10 = np.array(units, dtype=np.int64), draft.outlook.world.grid.hex_km10
    found = Column(*column((board.numbers, board.kit), view.units, members, (field, look), view.day, hex_km10))
    if found.wait:
        draft.set(Task.WAIT, units, found.wait)
    return found


def distances(outlook: Outlook, units: list[int], field: Narrow) -> list[int]:
    """How far units are along a field, 0.1 km."""
    distances: list[int] = field[[outlook.at[unit] for unit in units]].tolist()
    return distances


def withdraw(draft: Draft, group: Group, units: list[int]) -> Course:
    """Fall back, the steadiest unit last."""
    intent, outlook = group.intent, draft.outlook
    field = outlook.field_for(units, [intent.hex], Way.FAR_FROM)
    draft.assign(units, Manner.RETREAT, field)
    ringed = [unit for unit in units if outlook.view.units[U.ENCIRCLED, unit] > 0]
    draft.allow_attacks(group, ringed, _WITHDRAW_ODDS, ahead=True)
    course = lead_on(draft, group, units, field, [intent.hex])
    draft.set(Task.WAIT, units, 0)
    rear = _rearguard(outlook, units, field)
    if rear >= 0:
        draft.set(Task.FIELD, [rear], -1)
    if course.deed is not Deed.MARCHES:
        return course
    return Course(Deed.FALLS_BACK, intent.hex, course.hexes, int(rear >= 0))


def _rearguard(outlook: Outlook, units: list[int], field: Narrow) -> int:
    """The steadiest unit near the enemy stays while others are no further on, unless it would be lost; -1 for none."""
    away = dict(zip(units, distances(outlook, units, field), strict=True))
    near = [
        unit
        for unit in units
        if outlook.fighters[unit] and outlook.ready[unit] and outlook.scene.enemy_near[outlook.at[unit]] > 0
    ]
    if len(units) < 3 or not near or outlook.view.units[U.ENCIRCLED, units].any():
        return -1
    steady = outlook.view.units[U.COHESION].tolist()
    rear = max(near, key=lambda unit: (away[unit], steady[unit] * outlook.men[unit], -unit))
    here = outlook.at[rear]
    behind = away[rear] - _CLEAR_HEXES * outlook.world.grid.hex_km10
    waiting = [unit for unit in units if unit != rear and outlook.ready[unit] and away[unit] > behind]
    hard_pressed = int(outlook.scene.enemy_near[here]) > 2 * int(outlook.scene.own_near[here])
    return rear if waiting and not hard_pressed else -1


def leave(draft: Draft, group: Group, units: list[int]) -> Course:
    """Fall back to where a lift takes men on; who is there goes as there is room."""
    course = withdraw(draft, group, units)
    if any(draft.outlook.at[unit] == group.intent.hex for unit in units):
        return Course(Deed.LEAVES, group.intent.hex)
    return course


def wreck(draft: Draft, group: Group, units: list[int]) -> Course:
    """Go to the railway and wreck what is whole of it."""
    outlook = draft.outlook
    whole = whole_links(outlook, stretch(outlook, group.intent))
    if not whole:
        draft.assign(units, Manner.HOLD)
        return Course(Deed.WRECKED, group.intent.hex)
    goals = [hex for hex in whole if outlook.enemy_men[hex] == 0] or list(whole)
    field = outlook.field_for(units, goals, outlook.way_round(units))
    draft.assign(units, Manner.MARCH, field)
    draft.allow_attacks(group, units, _WRECK_ODDS, ahead=True)
    there = [unit for unit in units if outlook.at[unit] in whole]
    if there:
        return Course(Deed.WRECKS, outlook.at[there[0]])
    away = distances(outlook, units, field)
    if min(away) >= FAR:
        return Course(Deed.NO_WAY, group.intent.hex)
    lead = units[away.index(min(away))]
    return Course(Deed.MARCHES, group.intent.hex, outlook.crow([outlook.at[lead]], group.intent.hex)[0])
