"""Whether an intent makes sense for a formation, as far as its side can know."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from game.core.board import Edge, HexColumn
from game.core.intents.intent import GOALS, LIMITS, Goal, Intent, IntentKind, family, is_set
from game.core.kinds import Status
from game.core.state import F, GameState, U
from game.core.world import World


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
    for limit, kinds in LIMITS.items():
        if is_set(intent, limit) and intent.kind not in kinds:
            return Unfit(Objection.MEANS_NOTHING, limit=limit)
    if intent.kind is IntentKind.OPEN_LANE and not intent.lane:
        return Unfit(Objection.NO_LANE)
    return None


def _check_goal(world: World, view: GameState, side: int, formation: int, intent: Intent) -> Unfit | None:
    wanted = GOALS[intent.kind]
    if intent.formation < 0:
        if wanted and intent.kind is not IntentKind.HOLD and not (wanted & Goal.HEX and intent.hex >= 0):
            return Unfit(Objection.NO_GOAL)
    elif intent.formation >= len(world.formations):
        return Unfit(Objection.NO_SUCH_FORMATION)
    elif not wanted & (Goal.ENEMY | Goal.FRIEND):
        return Unfit(Objection.MEANS_NOTHING, limit="formation")
    elif wanted & Goal.ENEMY and view.formations[F.SIDE, intent.formation] == side:
        return Unfit(Objection.NOT_AN_ENEMY, formations=(intent.formation,))
    elif wanted & Goal.FRIEND and (
        view.formations[F.SIDE, intent.formation] != side or formation in family(world, intent.formation)
    ):
        return Unfit(Objection.NOT_A_FRIEND, formations=(intent.formation,))
    if intent.hex >= 0 and not wanted & Goal.HEX:
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
