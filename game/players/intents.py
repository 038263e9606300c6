"""Intents: what a whole formation is to do until it is told otherwise. `game.players.tactics` carries them out.

An intent says what is wanted and within which limits, never how: a person's
order to a formation, the plan of a staff and a line of a historical track are
all the same thing. It is no order of the rules, so giving one costs nothing.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import Enum
from typing import Any

import numpy as np

from game.core.board import Edge, HexColumn
from game.core.kinds import Status
from game.core.state import F, GameState, U
from game.core.track import IntentKind
from game.core.world import World

__all__ = [
    "MOST_RADIUS",
    "Intent",
    "IntentKind",
    "Objection",
    "Unfit",
    "UnfitIntent",
    "check_intent",
    "family",
    "is_set",
    "nearest_intent",
]


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


class Objection(Enum):
    """Why an intent makes no sense; the words are in the text catalogue."""

    NO_SUCH_FORMATION = "no_such_formation"
    NOT_YOURS = "not_yours"
    NOBODY_LEFT = "nobody_left"
    NO_GOAL = "no_goal"
    NO_SUCH_HEX = "no_such_hex"
    NOBODY_CAN_STAND = "nobody_can_stand"
    NOT_AN_ENEMY = "not_an_enemy"
    NOT_A_FRIEND = "not_a_friend"
    NO_RAILWAY = "no_railway"
    NO_LIFT = "no_lift"
    DAY_IS_OVER = "day_is_over"
    AFTER_THE_END = "after_the_end"
    BAD_ODDS = "bad_odds"
    BAD_RADIUS = "bad_radius"
    NO_LANE = "no_lane"
    MEANS_NOTHING = "means_nothing"


@dataclass(frozen=True, slots=True)
class Unfit:
    """An objection with what a message should name; ``limit`` is a field of `Intent`."""

    objection: Objection
    hexes: tuple[int, ...] = ()
    formations: tuple[int, ...] = ()
    limit: str = ""


class UnfitIntent(ValueError):
    """Raised where an intent that `check_intent` objects to is given all the same."""

    def __init__(self, unfit: Unfit, intent: Intent) -> None:
        super().__init__(f"{intent}: {unfit.objection.value} {unfit.limit}".rstrip())
        self.unfit = unfit
        self.intent = intent


MOST_RADIUS = 12
"""An area wider than this is a theatre of war, not a place."""

_HEX, _ENEMY, _FRIEND = 1, 2, 4
_GOALS = {
    IntentKind.GO: _HEX,
    IntentKind.ATTACK: _HEX | _ENEMY,
    IntentKind.HOLD: _HEX,  # or without, where it stands
    IntentKind.WITHDRAW: _HEX,
    IntentKind.ENCIRCLE: _HEX | _ENEMY,
    IntentKind.SPARE: _ENEMY,
    IntentKind.RELIEVE: _HEX | _FRIEND,
    IntentKind.WRECK: _HEX,
    IntentKind.OPEN_LANE: 0,
    IntentKind.LEAVE: _HEX,
}
"""What each kind can be about."""

_MARCHING = {IntentKind.GO, IntentKind.ATTACK, IntentKind.WITHDRAW, IntentKind.RELIEVE, IntentKind.LEAVE}
_LIMITS = {
    "as_far_as": {IntentKind.GO, IntentKind.ATTACK, IntentKind.RELIEVE, IntentKind.WRECK},
    "by_day": _MARCHING,
    "radius": {IntentKind.HOLD, IntentKind.ENCIRCLE},
    "assault": {IntentKind.ENCIRCLE},
    "garrisons": {*_MARCHING, IntentKind.ENCIRCLE, IntentKind.WRECK},
}
"""The kinds that a limit means something for; those not named here fit all."""


def can_be_about(kind: IntentKind) -> tuple[bool, bool, bool]:
    """Whether a kind of intent can be about a hex, about an enemy formation, and about an own one."""
    goals = _GOALS[kind]
    return bool(goals & _HEX), bool(goals & _ENEMY), bool(goals & _FRIEND)


def limits_of(kind: IntentKind) -> tuple[str, ...]:
    """The limits that mean something for a kind, as fields of `Intent`."""
    goals = ("kind", "hex", "formation")
    return tuple(
        field.name for field in fields(Intent) if field.name not in goals and kind in _LIMITS.get(field.name, {kind})
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


def check_intent(world: World, view: GameState, side: int, formation: int, intent: Intent) -> Unfit | None:
    """What speaks against giving a formation an intent, as far as its side can know; None if nothing does."""
    if not 0 <= formation < len(world.formations):
        return Unfit(Objection.NO_SUCH_FORMATION)
    if view.formations[F.SIDE, formation] != side:
        return Unfit(Objection.NOT_YOURS, formations=(formation,))
    if not _is_alive(world, view, side, formation):
        return Unfit(Objection.NOBODY_LEFT, formations=(formation,))
    return (
        _check_fit(intent)
        or _check_goal(world, view, side, formation, intent)
        or _check_hexes(world, intent)
        or _check_lift(world, side, intent)
        or _check_limits(world, view, intent)
        or _check_spared(world, view, side, intent)
    )


def _is_alive(world: World, view: GameState, side: int, formation: int) -> bool:
    """Whether a unit of it is left or still to come."""
    below = family(world, formation)
    members = [unit for unit, facts in enumerate(world.units) if facts.formation in below]
    ours = view.units[U.SIDE, members] == side
    return bool(np.any(ours & (view.units[U.STATUS, members] != Status.GONE)))


def _check_fit(intent: Intent) -> Unfit | None:
    for limit, kinds in _LIMITS.items():
        if is_set(intent, limit) and intent.kind not in kinds:
            return Unfit(Objection.MEANS_NOTHING, limit=limit)
    if intent.kind is IntentKind.OPEN_LANE and not intent.lane:
        return Unfit(Objection.NO_LANE)
    return None


def _check_goal(world: World, view: GameState, side: int, formation: int, intent: Intent) -> Unfit | None:
    wanted = _GOALS[intent.kind]
    if intent.formation < 0:
        if wanted and intent.kind is not IntentKind.HOLD and not (wanted & _HEX and intent.hex >= 0):
            return Unfit(Objection.NO_GOAL)
    elif intent.formation >= len(world.formations):
        return Unfit(Objection.NO_SUCH_FORMATION)
    elif not wanted & (_ENEMY | _FRIEND):
        return Unfit(Objection.MEANS_NOTHING, limit="formation")
    elif wanted & _ENEMY and view.formations[F.SIDE, intent.formation] == side:
        return Unfit(Objection.NOT_AN_ENEMY, formations=(intent.formation,))
    elif wanted & _FRIEND and (
        view.formations[F.SIDE, intent.formation] != side or formation in family(world, intent.formation)
    ):
        return Unfit(Objection.NOT_A_FRIEND, formations=(intent.formation,))
    if intent.hex >= 0 and not wanted & _HEX:
        return Unfit(Objection.MEANS_NOTHING, limit="hex")
    return None


def _check_hexes(world: World, intent: Intent) -> Unfit | None:
    stack = world.board.hexes[HexColumn.STACK]
    for hex in (intent.hex, intent.as_far_as, *intent.garrisons, *intent.lane):
        if hex >= world.grid.size:
            return Unfit(Objection.NO_SUCH_HEX)
        if hex >= 0 and stack[hex] == 0:
            return Unfit(Objection.NOBODY_CAN_STAND, hexes=(hex,))
    if intent.kind is IntentKind.WRECK:
        for hex in (intent.hex, intent.as_far_as):
            if hex >= 0 and not (world.board.edges[Edge.RAIL, hex] >= 0).any():
                return Unfit(Objection.NO_RAILWAY, hexes=(hex,))
    return None


def _check_lift(world: World, side: int, intent: Intent) -> Unfit | None:
    if intent.kind is IntentKind.LEAVE and not any(
        lift.hex == intent.hex and lift.side == side for lift in world.lifts
    ):
        return Unfit(Objection.NO_LIFT, hexes=(intent.hex,))
    return None


def _check_limits(world: World, view: GameState, intent: Intent) -> Unfit | None:
    if 0 <= intent.by_day < view.day:
        return Unfit(Objection.DAY_IS_OVER)
    if intent.by_day >= world.calendar.days:
        return Unfit(Objection.AFTER_THE_END)
    if intent.min_odds > 1000:
        return Unfit(Objection.BAD_ODDS)
    if intent.radius > MOST_RADIUS:
        return Unfit(Objection.BAD_RADIUS)
    return None


def _check_spared(world: World, view: GameState, side: int, intent: Intent) -> Unfit | None:
    for formation in intent.spare:
        if not 0 <= formation < len(world.formations):
            return Unfit(Objection.NO_SUCH_FORMATION)
        if view.formations[F.SIDE, formation] == side:
            return Unfit(Objection.NOT_AN_ENEMY, formations=(formation,))
    return None


def _default(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default


_DEFAULTS = {field.name: _default(field) for field in fields(Intent)}


def is_set(intent: Intent, limit: str) -> bool:
    """Whether a field of an intent was given."""
    return bool(getattr(intent, limit) != _DEFAULTS[limit])
