"""Courses of formations that stand: around a place, in a ring, or aside."""

from game.core.hexgrid import Ints
from game.core.kernels.tactics import PREY, Manner, Task
from game.players.draft import Course, Deed, Draft, Group, whereabouts
from game.players.posts import NEAR_RING, close_ring, hold_posts, ring_around

# Per mille of success asked for where the intent does not say.
_HOLD_ODDS = 750
_RESERVE_ODDS = 620
"""Of the unit in reserve, which loses no trenches when it strikes."""
_ENCIRCLE_ODDS = 600
_GAP_ODDS = 150
"""More than that while the ring has gaps."""
_HOLD_RADIUS = 2
_POCKET_RADIUS = 1
_NEAR_HEXES = 4
"""Units within so many hexes of an area take posts in it."""


def hold(draft: Draft, group: Group, units: list[int]) -> Course:
    """Take posts around a place, or stay."""
    intent, outlook = group.intent, draft.outlook
    if intent.hex < 0:
        draft.assign(units, Manner.HOLD)
        draft.allow_attacks(group, [unit for unit in units if outlook.fighters[unit]], _HOLD_ODDS, ahead=False)
        return Course(Deed.STANDS)
    radius = intent.radius if intent.radius >= 0 else _HOLD_RADIUS
    away = dict(zip(units, outlook.crow([outlook.at[unit] for unit in units], intent.hex), strict=True))
    near = [unit for unit in units if away[unit] <= radius + _NEAR_HEXES and outlook.ready[unit]]
    fighting = [unit for unit in near if outlook.fighters[unit]]
    posts = hold_posts(outlook, fighting, intent.hex, radius)
    placed = {unit for unit, _ in posts}
    others = [unit for unit in units if unit not in placed]
    if others:
        draft.send(others, Manner.HOLD, [intent.hex])
    _take_posts(draft, posts, Manner.HOLD)
    draft.allow_attacks(group, fighting, _HOLD_ODDS, ahead=False)
    if len(posts) > 2:
        draft.allow_attacks(group, [posts[0][0]], _RESERVE_ODDS, ahead=False)
    _leave_alone(draft, group, outlook.atlas.area(intent.hex, radius + 1))
    inside = sum(hexes <= radius for hexes in away.values())
    if inside < len(units) and not inside:
        return Course(Deed.MARCHES, intent.hex, min(away.values()))
    return Course(Deed.HOLDS, intent.hex, 0, len(units) - inside)


def encircle(draft: Draft, group: Group, units: list[int]) -> Course:
    """Close a ring, and storm what is in it if asked."""
    intent, outlook = group.intent, draft.outlook
    inside = whereabouts(outlook, intent)
    if not inside:
        draft.assign(units, Manner.HOLD)
        return Course(Deed.UNKNOWN)
    radius = intent.radius if intent.radius >= 0 else _POCKET_RADIUS
    pocket, ring = ring_around(outlook, inside, radius)
    whole = outlook.field_for(units, ring, outlook.way_round(units))
    draft.assign(units, Manner.RING, whole)
    fighting = [unit for unit in units if outlook.fighters[unit] and outlook.ready[unit]]
    near = [unit for unit in fighting if whole[outlook.at[unit]] <= NEAR_RING]
    plan = close_ring(outlook, near, pocket, ring, draft.ground[group.row])
    _take_posts(draft, plan.posts, Manner.RING)
    if intent.assault:
        ready = _ENCIRCLE_ODDS + (_GAP_ODDS if plan.open else 0)
        draft.allow_attacks(group, fighting, ready, ahead=False)
        _leave_alone(draft, group, pocket)
    centre = inside[len(inside) // 2]
    if not plan.open:
        return Course(Deed.RING_CLOSED, centre)
    return Course(Deed.CLOSES_RING, centre, plan.open)


def _leave_alone(draft: Draft, group: Group, area: Ints | list[int]) -> None:
    """Attack nobody outside an area."""
    marks = draft.ground[group.row]
    inside = marks[area]
    marks &= ~PREY
    marks[area] = inside


def _take_posts(draft: Draft, posts: list[tuple[int, int]], manner: Manner) -> None:
    """Send units to their posts; those who are there stay."""
    outlook = draft.outlook
    for unit, post in posts:
        if outlook.at[unit] == post:
            draft.assign([unit], manner)
            draft.set(Task.FIELD, [unit], -1)
        else:
            draft.send([unit], manner, [post])


def spare(draft: Draft, group: Group, units: list[int]) -> Course:
    """Stay and leave those who are spared alone."""
    draft.assign(units, Manner.HOLD)
    return Course(Deed.STANDS)


def open_lane(draft: Draft, group: Group, units: list[int]) -> Course:
    """Stay and get out of the lane."""
    draft.assign(units, Manner.HOLD)
    inside = sum(draft.outlook.at[unit] in group.lane for unit in units)
    return Course(Deed.LANE_CLEARS if inside else Deed.LANE_OPEN, group.intent.lane[-1], inside)
