"""Courses of formations that fight their way: towards an enemy or a place, and to those who are cut off."""

import numpy as np

from game.core.hexgrid import Ints, Narrow
from game.core.kernels.strike import STRIKING_HEXES, best_quarry
from game.core.kernels.tactics import Manner, Task
from game.players.courses_march import lead_on
from game.players.draft import Course, Deed, Draft, Group, whereabouts
from game.players.outlook import Outlook
from game.players.posts import lets_out
from game.players.ways import Way

# Per mille of success asked for where the intent does not say.
_ATTACK_ODDS = 550
_RELIEVE_ODDS = 650
_THREATENED = 1000
"""Per mille of own men within two hexes that the enemy may have before relief stops."""
_NEAR = 2


def attack(draft: Draft, group: Group, units: list[int]) -> Course:
    """Go for an enemy or a place and strike on the way."""
    intent, outlook = group.intent, draft.outlook
    goals = whereabouts(outlook, intent)
    draft.allow_attacks(group, units, _ATTACK_ODDS, ahead=True)
    if not goals:
        draft.assign(units, Manner.FIGHT)
        return Course(Deed.UNKNOWN)
    course = _fight_on(draft, group, units, goals)
    if not outlook.ringed.isdisjoint(goals):
        _keep_in(draft, units)
    return course


def _keep_in(draft: Draft, units: list[int]) -> None:
    """Of those who attack enemies that are cut off whoever alone bars a way out stays, and strikes from there."""
    for unit in units:
        if lets_out(draft.outlook, unit, -1, draft.left):
            draft.set(Task.FIELD, [unit], -1)
        else:
            draft.left.add(unit)


def _fight_on(draft: Draft, group: Group, units: list[int], goals: list[int]) -> Course:
    """March towards the nearest goal and strike together at who is in the way."""
    outlook = draft.outlook
    field = outlook.field_for(units, goals, Way.THROUGH)
    draft.assign(units, Manner.FIGHT, field)
    course = lead_on(draft, group, units, field, goals)
    focus = _focus(draft, group, units, field, goals)
    if focus < 0:
        return course
    near = outlook.crow([outlook.at[unit] for unit in units], focus)
    close = [unit for unit, hexes in zip(units, near, strict=True) if hexes <= STRIKING_HEXES]
    draft.set(Task.FOCUS, close, focus)
    draft.set(Task.WAIT, close, 0)
    return Course(Deed.FIGHTS, focus) if course.deed is not Deed.AT_LIMIT else course


def _focus(draft: Draft, group: Group, units: list[int], field: Narrow, goals: list[int]) -> int:
    """The enemy on the way against whom the most can be brought, one at the goals if he is meant and near; -1 none."""
    outlook = draft.outlook
    able = [unit for unit in units if outlook.fighters[unit] and outlook.ready[unit]]
    if not able or group.intent.avoid_battle:
        return -1
    fighters, world = np.array(able, dtype=np.int64), outlook.world
    terrain = world.board.hexes, *world.grid.axial
    quarry = field, draft.ground[group.row], outlook.enemy_men

    def best_of(hexes: Ints) -> tuple[int, int]:
        return best_quarry(terrain, outlook.view.units, fighters, quarry, hexes)

    if group.intent.formation >= 0:
        meant = best_of(np.array(goals, dtype=np.int64))[0]
        if meant >= 0:
            return meant
    strongest, worth = best_of(outlook.bodies)
    return strongest if worth >= 0 else -1


def relieve(draft: Draft, group: Group, units: list[int]) -> Course:
    """Fight towards own troops who are cut off, unless the column would be lost itself."""
    outlook = draft.outlook
    goals = whereabouts(outlook, group.intent)
    draft.allow_attacks(group, units, _RELIEVE_ODDS, ahead=True)
    if not goals:
        draft.assign(units, Manner.HOLD)
        return Course(Deed.UNKNOWN)
    course = _fight_on(draft, group, units, goals)
    lead = min(units, key=lambda unit: min(outlook.crow(goals, outlook.at[unit])))
    if min(outlook.crow(goals, outlook.at[lead])) <= 1:
        return Course(Deed.JOINED, outlook.at[lead])
    if course.deed is not Deed.AT_LIMIT and _is_threatened(outlook, lead):
        field = outlook.field_for(units, goals, Way.THROUGH)
        draft.set(Task.WAIT, units, int(field[outlook.at[lead]]))
        return course._replace(deed=Deed.THREATENED, hex=outlook.at[lead])
    return course


def _is_threatened(outlook: Outlook, lead: int) -> bool:
    """Whether as many enemies as own men are near the leading unit, or would be a step further; militia counts too."""
    around = [outlook.at[lead], *outlook.neighbours(outlook.at[lead])]
    enemy = max(int(outlook.enemy_men[outlook.atlas.area(hex, _NEAR)].sum()) for hex in around)
    return enemy * 1000 > int(outlook.scene.own_near[outlook.at[lead]]) * _THREATENED
