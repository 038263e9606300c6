"""Courses of formations that fight their way: towards an enemy or a place, and to those who are cut off."""

import numpy as np

from game.core.board import HexColumn
from game.core.hexgrid import Narrow
from game.core.kernels.strike import ALONGSIDE
from game.core.kernels.tactics import PREY, Manner, Task
from game.core.state import U
from game.players.courses_march import lead_on
from game.players.draft import Course, Deed, Draft, Group, whereabouts
from game.players.outlook import Outlook
from game.players.ways import Way

# Per mille of success asked for where the intent does not say.
_ATTACK_ODDS = 550
_RELIEVE_ODDS = 650
_STRIKING_HEXES = 4
"""Units within so many hexes of an enemy count for an attack on him."""
_WORKS = 300
"""Per mille of defence that a level of works counts for."""
_OVERWHELMING = 4000
"""Per mille of men beyond which a target is no better for being weaker."""
_FURTHER = 100
"""Against a target for each hex that it is away."""
_WORTH_A_FIGHT = 1000
"""Men for whom a column turns on its way, unless it is sent against them."""
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
    return _fight_on(draft, group, units, goals)


def _fight_on(draft: Draft, group: Group, units: list[int], goals: list[int]) -> Course:
    """March towards the nearest goal and strike together at who is in the way."""
    outlook = draft.outlook
    field = outlook.field_for(units, goals, Way.THROUGH)
    draft.assign(units, Manner.FIGHT, field)
    course = lead_on(draft, group, units, field, goals)
    focus = _focus(draft, group, units, field)
    if focus < 0:
        return course
    near = outlook.crow([outlook.at[unit] for unit in units], focus)
    close = [unit for unit, hexes in zip(units, near, strict=True) if hexes <= _STRIKING_HEXES]
    draft.set(Task.FOCUS, close, focus)
    draft.set(Task.WAIT, close, 0)
    return Course(Deed.FIGHTS, focus) if course.deed is not Deed.AT_LIMIT else course


def _focus(draft: Draft, group: Group, units: list[int], field: Narrow) -> int:
    """The enemy on the way against whom the most can be brought, one who is meant if he is near; -1 for none."""
    outlook = draft.outlook
    fighters = [unit for unit in units if outlook.fighters[unit] and outlook.ready[unit]]
    if not fighters or group.intent.avoid_battle:
        return -1
    where = np.array([outlook.at[unit] for unit in fighters], dtype=np.int64)
    meant = set(whereabouts(outlook, group.intent)) if group.intent.formation >= 0 else set[int]()
    men_at = outlook.enemy_men
    worthy = [hex for hex in outlook.enemy_hexes if hex in meant or men_at[hex] >= _WORTH_A_FIGHT]
    away, hexes = field[where] + ALONGSIDE, np.array(worthy, dtype=np.int64)
    hexes = hexes[(draft.ground[group.row, hexes] & PREY != 0) & (field[hexes] <= away.max())]
    near = outlook.ways.crow(hexes[:, None], where)
    close = near <= _STRIKING_HEXES
    ahead = (close & (away >= field[hexes, None])).any(axis=1)  # others are behind all who could strike at them
    hexes, near, close = hexes[ahead], near[ahead], close[ahead]
    if not hexes.size:
        return -1
    columns, men = outlook.world.board.hexes[:, hexes], close @ outlook.view.units[U.MEN, fighters]
    defence = columns[HexColumn.DEFENCE] + _WORKS * columns[HexColumn.WORKS]
    ratio = np.minimum(_OVERWHELMING, men * 1_000_000 // np.maximum(1, men_at[hexes] * defence))
    worth = ratio - _FURTHER * near.min(axis=1)
    named = np.array([hex in meant for hex in hexes.tolist()], dtype=bool)
    if named.any():  # whom the intent names comes first
        return int(hexes[named][worth[named].argmax()])
    best = int(worth.argmax())
    return int(hexes[best]) if worth[best] >= 0 else -1


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
    enemy = max(int(outlook.enemy_men[outlook.ways.disc(hex, _NEAR)].sum()) for hex in around)
    return enemy * 1000 > int(outlook.own_near[outlook.at[lead]]) * _THREATENED
