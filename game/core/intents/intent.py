"""Intents: what a whole formation is to do until it is told otherwise.

An intent says what is wanted and within which limits, never how: a person's
order to a formation, the plan of a staff and a line of a historical track are
all the same thing. It is no order of the rules, so giving one costs nothing,
and none of them reads it: `game.players.tactics` carries it out.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import IntEnum, IntFlag
from typing import Any

from game.core.world import World


class IntentKind(IntEnum):
    """What a formation can be told to do."""

    GO = 0
    """March to a place, keeping together."""
    ATTACK = 1
    """Fight the way towards a place or an enemy formation."""
    HOLD = 2
    """Hold the ground around a place, or where it stands."""
    WITHDRAW = 3
    """Break contact and fall back to a place."""
    ENCIRCLE = 4
    """Cut an enemy formation, or who is at a place, off from everywhere."""
    SPARE = 5
    """Stand where it is and leave an enemy formation alone."""
    RELIEVE = 6
    """Fight the way towards an own formation that is cut off, no further than a line."""
    WRECK = 7
    """Wreck a stretch of railway."""
    OPEN_LANE = 8
    """Stand where it is and open a lane through."""
    LEAVE = 9
    """Go where a lift takes men on, and leave the map by it."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent; -1 or nothing where a limit was not set.

    ``spare`` and ``lane`` bind all formations below too, whatever those are told to do.
    """

    kind: IntentKind
    hex: int = -1
    """Where to; with a formation, where it is looked for while nothing is known of it."""
    formation: int = -1
    """Whom it is about."""
    as_far_as: int = -1
    """No nearer to the goal than this hex is; of a railway the other end."""
    by_day: int = -1
    """When it should be there: late formations make forced marches."""
    min_odds: int = -1
    """Per mille of success below which it does not attack."""
    radius: int = -1
    """Hexes around the goal that belong to it."""
    avoid_battle: bool = False
    """Attack nobody."""
    assault: bool = False
    """Attack those who are being encircled."""
    garrisons: tuple[int, ...] = ()
    """Hexes that one of its units each keeps meanwhile."""
    spare: tuple[int, ...] = ()
    """Enemy formations that are not attacked."""
    lane: tuple[int, ...] = ()
    """Hexes whose shortest connection is left free."""


class Goal(IntFlag):
    """What an intent can be about."""

    NOTHING = 0
    HEX = 1
    ENEMY = 2
    FRIEND = 4


GOALS = {
    IntentKind.GO: Goal.HEX,
    IntentKind.ATTACK: Goal.HEX | Goal.ENEMY,
    IntentKind.HOLD: Goal.HEX,  # or without, where it stands
    IntentKind.WITHDRAW: Goal.HEX,
    IntentKind.ENCIRCLE: Goal.HEX | Goal.ENEMY,
    IntentKind.SPARE: Goal.ENEMY,
    IntentKind.RELIEVE: Goal.HEX | Goal.FRIEND,
    IntentKind.WRECK: Goal.HEX,
    IntentKind.OPEN_LANE: Goal.NOTHING,
    IntentKind.LEAVE: Goal.HEX,
}
"""What each kind can be about."""

_MARCHING = {IntentKind.GO, IntentKind.ATTACK, IntentKind.WITHDRAW, IntentKind.RELIEVE, IntentKind.LEAVE}
LIMITS = {
    "as_far_as": {IntentKind.GO, IntentKind.ATTACK, IntentKind.RELIEVE, IntentKind.WRECK},
    "by_day": _MARCHING,
    "radius": {IntentKind.HOLD, IntentKind.ENCIRCLE},
    "assault": {IntentKind.ENCIRCLE},
    "garrisons": {*_MARCHING, IntentKind.ENCIRCLE, IntentKind.WRECK},
}
"""The kinds that a limit means something for; those not named here fit all."""


def limits_of(kind: IntentKind) -> tuple[str, ...]:
    """The limits that mean something for a kind, as fields of `Intent`."""
    goals = ("kind", "hex", "formation")
    return tuple(
        field.name for field in fields(Intent) if field.name not in goals and kind in LIMITS.get(field.name, {kind})
    )


def family(world: World, formation: int) -> frozenset[int]:
    """A formation and all under it."""
    below = {formation}
    for number, other in enumerate(world.formations):  # parents come before their own
        if other.parent in below:
            below.add(number)
    return frozenset(below)


def nearest_intent(world: World, intents: Mapping[int, Intent], formation: int) -> int:
    """The formation whose intent another one follows: its own or that of its nearest parent; -1 without any."""
    while formation >= 0 and formation not in intents:
        formation = world.formations[formation].parent
    return formation


def _default(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default


_DEFAULTS = {field.name: _default(field) for field in fields(Intent)}


def is_set(intent: Intent, limit: str) -> bool:
    """Whether a field of an intent was given."""
    return bool(getattr(intent, limit) != _DEFAULTS[limit])
