"""From intents to tasks: what each unit of a formation is to do now, and how that is told.

Each kind of intent has its function below. It gives tasks to the units of the
group and answers with the course that the formation takes.
"""

from collections.abc import Callable

import numpy as np

from game.core.board import HexColumn
from game.core.hexgrid import Ints, Narrow
from game.core.intents import Intent, IntentKind, family
from game.core.kernels.flood import FAR
from game.core.kernels.reach import daily_budget
from game.core.kernels.tactics import ALONGSIDE, BARRED, PREY, Brief, Manner, Task
from game.core.numbers import Number
from game.core.state import U
from game.players.draft import Course, Deed, Draft, Group, leave_garrisons, mark_ground
from game.players.outlook import Outlook, Way
from game.players.posts import NEAR_RING, close_ring, hold_posts, ring_around
from game.players.railways import stretch, whole_links

# Per mille of success asked for where the intent does not say.
_ODDS = {
    IntentKind.GO: 700,
    IntentKind.ATTACK: 550,
    IntentKind.HOLD: 750,
    IntentKind.WITHDRAW: 550,
    IntentKind.ENCIRCLE: 600,
    IntentKind.RELIEVE: 650,
    IntentKind.WRECK: 750,
    IntentKind.LEAVE: 550,
}
_RESERVE_ODDS = 620
"""Of the unit in reserve, which loses no trenches when it strikes."""
_HOLD_RADIUS = 2
_POCKET_RADIUS = 1
_SPREAD = 60
"""0.1 km that the head of a marching formation may be ahead of its tail beyond a watch's march."""
_STRAGGLING = 600
"""0.1 km behind the head beyond which nobody waits for a unit."""
_ARRIVED_HEXES = 2
_STRIKING_HEXES = 4
"""Units within so many hexes of an enemy count for an attack on him."""
_WORKS = 300
"""Per mille of defence that a level of works counts for."""
_OVERWHELMING = 4000
"""Per mille of men beyond which a target is no better for being weaker."""
_FURTHER = 100
"""Against a target for each hex that it is away."""
_THREATENED = 1000
"""Per mille of own men within two hexes that the enemy may have before relief stops."""
_CLEAR_HEXES = 2
"""Hexes that the others must be ahead of a rearguard before it follows."""


def _distances(outlook: Outlook, units: list[int], field: Narrow) -> list[int]:
    distances: list[int] = field[[outlook.at[unit] for unit in units]].tolist()
    return distances


def _whereabouts(outlook: Outlook, intent: Intent) -> list[int]:
    """Where the formation is that an intent is about, as far as is known; else the place that it names."""
    found: list[int] = []
    if intent.formation >= 0:
        about = family(outlook.world, intent.formation)
        found = outlook.own_hexes(about) if intent.kind is IntentKind.RELIEVE else outlook.known_hexes(about)
    return found or ([intent.hex] if intent.hex >= 0 else [])


def _draw_line(draft: Draft, group: Group, goals: list[int]) -> Ints:
    """Bar what lies nearer to the goal than the group's limit; how far each hex is from the line, 0 without one."""
    outlook, limit = draft.outlook, group.intent.as_far_as
    beyond: Ints = np.zeros(outlook.world.grid.size, dtype=np.int64)
    if limit >= 0:
        plain = outlook.field(goals, Way.PLAIN)
        beyond = plain.astype(np.int64) - int(plain[limit])
        draft.ground[group.row, beyond < 0] |= BARRED
        draft.ground[group.row, beyond < 0] &= ~PREY
    return beyond


def _keep_together(draft: Draft, units: list[int], field: Narrow) -> int:
    """Let nobody run ahead by more than a watch of those who can follow; how many lag behind."""
    outlook = draft.outlook
    marching = [unit for unit in units if outlook.ready[unit] and not outlook.is_engaged(unit)]
    if len(marching) < 2:
        return 0
    away = _distances(outlook, marching, field)
    head = min(away)
    column = [distance for distance in away if distance <= head + _STRAGGLING]
    numbers = outlook.world.numbers
    budget = min(daily_budget(outlook.world.board, outlook.view.units, unit) for unit in marching)
    watch = budget * int(numbers[Number.WATCH_SHARE]) // 1000
    spread = max(_SPREAD, 2 * outlook.world.grid.hex_km10)
    draft.tasks[Task.WAIT, units] = max(0, max(column) - watch - spread)
    return sum(distance > head + watch + spread for distance in away)


def _lead_on(draft: Draft, group: Group, units: list[int], field: Narrow, goals: list[int]) -> Course:
    """March along a field up to the group's line, together; how far it is."""
    outlook = draft.outlook
    beyond = _draw_line(draft, group, goals)
    rear = _keep_together(draft, units, field)
    away = _distances(outlook, units, field)
    lead = units[away.index(min(away))]
    crow = outlook.crow(goals, outlook.at[lead])
    goal, hexes = goals[crow.index(min(crow))], min(crow)
    if min(away) >= FAR:
        return Course(Deed.NO_WAY, goal)
    hex_km10 = outlook.world.grid.hex_km10
    if group.intent.as_far_as >= 0 and beyond[outlook.at[lead]] <= hex_km10:
        return Course(Deed.AT_LIMIT, group.intent.as_far_as, hexes, rear)
    if min(away) == 0 and max(away) <= (_ARRIVED_HEXES + 1) * hex_km10:
        return Course(Deed.ARRIVED, goal)
    return Course(Deed.MARCHES, goal, hexes, rear)


def _go(draft: Draft, group: Group, units: list[int]) -> Course:
    goal = group.intent.hex
    field = draft.outlook.field_for(units, [goal], Way.ROUND)
    draft.assign(units, Manner.MARCH, field)
    draft.allow_attacks(group, units, _ODDS[IntentKind.GO], ahead=True)
    return _lead_on(draft, group, units, field, [goal])


def _attack(draft: Draft, group: Group, units: list[int]) -> Course:
    intent, outlook = group.intent, draft.outlook
    goals = _whereabouts(outlook, intent)
    draft.allow_attacks(group, units, _ODDS[IntentKind.ATTACK], ahead=intent.formation < 0)
    if not goals:
        draft.assign(units, Manner.FIGHT)
        return Course(Deed.UNKNOWN)
    return _fight_on(draft, group, units, goals)


def _fight_on(draft: Draft, group: Group, units: list[int], goals: list[int]) -> Course:
    """March towards the nearest goal and strike together at who is in the way."""
    outlook = draft.outlook
    field = outlook.field_for(units, goals, Way.THROUGH)
    draft.assign(units, Manner.FIGHT, field)
    course = _lead_on(draft, group, units, field, goals)
    focus = _focus(draft, group, units, field)
    if focus < 0:
        return course
    near = outlook.crow([outlook.at[unit] for unit in units], focus)
    close = [unit for unit, hexes in zip(units, near, strict=True) if hexes <= _STRIKING_HEXES]
    draft.tasks[Task.FOCUS, close] = focus
    draft.tasks[Task.WAIT, close] = 0
    return Course(Deed.FIGHTS, focus) if course.deed is not Deed.AT_LIMIT else course


def _focus(draft: Draft, group: Group, units: list[int], field: Narrow) -> int:
    """The enemy on the way against whom the most can be brought at once, -1 for none."""
    outlook = draft.outlook
    fighters = [unit for unit in units if outlook.fighters[unit] and outlook.ready[unit]]
    if not fighters or group.intent.avoid_battle:
        return -1
    marks, columns = draft.ground[group.row], outlook.world.board.hexes
    where, away = [outlook.at[unit] for unit in fighters], _distances(outlook, fighters, field)
    best, best_ratio = -1, -1
    for hex in outlook.enemy_hexes:
        if not marks[hex] & PREY or field[hex] > max(away) + ALONGSIDE:
            continue
        near = outlook.crow(where, hex)
        close = [index for index, hexes in enumerate(near) if hexes <= _STRIKING_HEXES]
        if not any(away[index] + ALONGSIDE >= field[hex] for index in close):
            continue  # it is behind all who could strike at it
        men = sum(outlook.men[fighters[index]] for index in close)
        defence = int(columns[HexColumn.DEFENCE, hex]) + _WORKS * int(columns[HexColumn.WORKS, hex])
        ratio = min(_OVERWHELMING, men * 1_000_000 // max(1, int(outlook.enemy_men[hex]) * defence))
        if ratio - _FURTHER * min(near) > best_ratio:
            best, best_ratio = hex, ratio - _FURTHER * min(near)
    return best


def _relieve(draft: Draft, group: Group, units: list[int]) -> Course:
    outlook = draft.outlook
    goals = _whereabouts(outlook, group.intent)
    draft.allow_attacks(group, units, _ODDS[IntentKind.RELIEVE], ahead=True)
    if not goals:
        draft.assign(units, Manner.HOLD)
        return Course(Deed.UNKNOWN)
    course = _fight_on(draft, group, units, goals)
    lead = min(units, key=lambda unit: min(outlook.crow(goals, outlook.at[unit])))
    if min(outlook.crow(goals, outlook.at[lead])) <= 1:
        return Course(Deed.JOINED, outlook.at[lead])
    if course.deed is not Deed.AT_LIMIT and _is_threatened(outlook, lead):
        field = outlook.field_for(units, goals, Way.THROUGH)
        draft.tasks[Task.WAIT, units] = int(field[outlook.at[lead]])
        return course._replace(deed=Deed.THREATENED, hex=outlook.at[lead])
    return course


def _is_threatened(outlook: Outlook, lead: int) -> bool:
    """Whether as many enemies as own men are near the leading unit, or would be a step further."""
    around = [outlook.at[lead], *outlook.neighbours(outlook.at[lead])]
    enemy = int(outlook.enemy_near[around].max())
    return enemy * 1000 > int(outlook.own_near[outlook.at[lead]]) * _THREATENED


def _hold(draft: Draft, group: Group, units: list[int]) -> Course:
    intent, outlook = group.intent, draft.outlook
    if intent.hex < 0:
        draft.assign(units, Manner.HOLD)
        draft.allow_attacks(
            group, [unit for unit in units if outlook.fighters[unit]], _ODDS[IntentKind.HOLD], ahead=False
        )
        return Course(Deed.STANDS)
    radius = intent.radius if intent.radius >= 0 else _HOLD_RADIUS
    draft.assign(units, Manner.HOLD, outlook.field_for(units, [intent.hex], Way.ROUND))
    away = dict(zip(units, outlook.crow([outlook.at[unit] for unit in units], intent.hex), strict=True))
    near = [unit for unit in units if away[unit] <= radius + _STRIKING_HEXES and outlook.ready[unit]]
    fighting = [unit for unit in near if outlook.fighters[unit]]
    posts = hold_posts(outlook, fighting, intent.hex, radius)
    _take_posts(draft, posts, Manner.HOLD)
    draft.allow_attacks(group, fighting, _ODDS[IntentKind.HOLD], ahead=False)
    if len(posts) > 2:
        draft.allow_attacks(group, [posts[0][0]], _RESERVE_ODDS, ahead=False)
    area = set(outlook.ways.disc(intent.hex, radius + 1))
    marks = draft.ground[group.row]
    marks[[hex for hex in outlook.enemy_hexes if hex not in area]] &= ~PREY
    inside = sum(hexes <= radius for hexes in away.values())
    if inside < len(units) and not inside:
        return Course(Deed.MARCHES, intent.hex, min(away.values()))
    return Course(Deed.HOLDS, intent.hex, 0, len(units) - inside)


def _take_posts(draft: Draft, posts: list[tuple[int, int]], manner: Manner) -> None:
    """Send units to their posts; those who are there stay."""
    outlook = draft.outlook
    for unit, post in posts:
        if outlook.at[unit] == post:
            draft.assign([unit], manner)
            draft.tasks[Task.FIELD, unit] = -1
        else:
            draft.assign([unit], manner, outlook.field_for([unit], [post], Way.ROUND))


def _withdraw(draft: Draft, group: Group, units: list[int]) -> Course:
    intent, outlook = group.intent, draft.outlook
    field = outlook.field_for(units, [intent.hex], Way.FAR_FROM)
    draft.assign(units, Manner.RETREAT, field)
    ringed = [unit for unit in units if outlook.view.units[U.ENCIRCLED, unit] > 0]
    draft.allow_attacks(group, ringed, _ODDS[IntentKind.WITHDRAW], ahead=True)
    course = _lead_on(draft, group, units, field, [intent.hex])
    draft.tasks[Task.WAIT, units] = 0
    rear = _rearguard(outlook, units, field)
    if rear >= 0:
        draft.tasks[Task.FIELD, rear] = -1
    if course.deed is not Deed.MARCHES:
        return course
    return Course(Deed.FALLS_BACK, intent.hex, course.hexes, int(rear >= 0))


def _leave(draft: Draft, group: Group, units: list[int]) -> Course:
    """Fall back to where a lift takes men on; who is there goes as there is room."""
    course = _withdraw(draft, group, units)
    if any(draft.outlook.at[unit] == group.intent.hex for unit in units):
        return Course(Deed.LEAVES, group.intent.hex)
    return course


def _rearguard(outlook: Outlook, units: list[int], field: Narrow) -> int:
    """The steadiest unit near the enemy stays while others are no further on, unless it would be lost; -1 for none."""
    away = dict(zip(units, _distances(outlook, units, field), strict=True))
    near = [
        unit
        for unit in units
        if outlook.fighters[unit] and outlook.ready[unit] and outlook.enemy_near[outlook.at[unit]] > 0
    ]
    if len(units) < 3 or not near or outlook.view.units[U.ENCIRCLED, units].any():
        return -1
    steady = outlook.view.units[U.COHESION].tolist()
    rear = max(near, key=lambda unit: (away[unit], steady[unit] * outlook.men[unit], -unit))
    here = outlook.at[rear]
    behind = away[rear] - _CLEAR_HEXES * outlook.world.grid.hex_km10
    waiting = [unit for unit in units if unit != rear and outlook.ready[unit] and away[unit] > behind]
    hard_pressed = int(outlook.enemy_near[here]) > 2 * int(outlook.own_near[here])
    return rear if waiting and not hard_pressed else -1


def _encircle(draft: Draft, group: Group, units: list[int]) -> Course:
    intent, outlook = group.intent, draft.outlook
    inside = _whereabouts(outlook, intent)
    if not inside:
        draft.assign(units, Manner.HOLD)
        return Course(Deed.UNKNOWN)
    radius = intent.radius if intent.radius >= 0 else _POCKET_RADIUS
    pocket, ring = ring_around(outlook, inside, radius)
    whole = outlook.field_for(units, ring, Way.ROUND)
    draft.assign(units, Manner.RING, whole)
    fighting = [unit for unit in units if outlook.fighters[unit] and outlook.ready[unit]]
    near = [unit for unit in fighting if whole[outlook.at[unit]] <= NEAR_RING]
    plan = close_ring(outlook, near, pocket, ring, draft.ground[group.row])
    _take_posts(draft, plan.posts, Manner.RING)
    if intent.assault:
        ready = _ODDS[IntentKind.ENCIRCLE] + (150 if plan.open else 0)
        draft.allow_attacks(group, fighting, ready, ahead=False)
        marks = draft.ground[group.row]
        marks[[hex for hex in outlook.enemy_hexes if hex not in pocket]] &= ~PREY
    centre = inside[len(inside) // 2]
    if not plan.open:
        return Course(Deed.RING_CLOSED, centre)
    return Course(Deed.CLOSES_RING, centre, plan.open)


def _spare(draft: Draft, group: Group, units: list[int]) -> Course:
    draft.assign(units, Manner.HOLD)
    return Course(Deed.STANDS)


def _open_lane(draft: Draft, group: Group, units: list[int]) -> Course:
    draft.assign(units, Manner.HOLD)
    inside = sum(draft.outlook.at[unit] in group.lane for unit in units)
    return Course(Deed.LANE_CLEARS if inside else Deed.LANE_OPEN, group.intent.lane[-1], inside)


def _wreck(draft: Draft, group: Group, units: list[int]) -> Course:
    outlook = draft.outlook
    whole = whole_links(outlook, stretch(outlook, group.intent))
    if not whole:
        draft.assign(units, Manner.HOLD)
        return Course(Deed.WRECKED, group.intent.hex)
    goals = [hex for hex in whole if outlook.enemy_men[hex] == 0] or list(whole)
    field = outlook.field_for(units, goals, Way.ROUND)
    draft.assign(units, Manner.MARCH, field)
    draft.allow_attacks(group, units, _ODDS[IntentKind.WRECK], ahead=True)
    there = [unit for unit in units if outlook.at[unit] in whole]
    if there:
        return Course(Deed.WRECKS, outlook.at[there[0]])
    away = _distances(outlook, units, field)
    if min(away) >= FAR:
        return Course(Deed.NO_WAY, group.intent.hex)
    lead = units[away.index(min(away))]
    return Course(Deed.MARCHES, group.intent.hex, outlook.crow([outlook.at[lead]], group.intent.hex)[0])


_COURSES: dict[IntentKind, Callable[[Draft, Group, list[int]], Course]] = {
    IntentKind.GO: _go,
    IntentKind.ATTACK: _attack,
    IntentKind.HOLD: _hold,
    IntentKind.WITHDRAW: _withdraw,
    IntentKind.ENCIRCLE: _encircle,
    IntentKind.SPARE: _spare,
    IntentKind.RELIEVE: _relieve,
    IntentKind.WRECK: _wreck,
    IntentKind.OPEN_LANE: _open_lane,
    IntentKind.LEAVE: _leave,
}


def draw_up(outlook: Outlook, groups: list[Group]) -> tuple[Brief, dict[int, Course]]:
    """The tasks of all units of the groups and the course of each formation."""
    draft = Draft(outlook, len(groups))
    courses: dict[int, Course] = {}
    for group in groups:
        draft.tasks[Task.GROUP, group.units] = group.row
        mark_ground(draft, group)
        rest = leave_garrisons(draft, group)
        courses[group.formation] = _COURSES[group.intent.kind](draft, group, rest)
    return draft.brief(), courses
