"""Whom a side can give orders to, and the command points that orders cost. Rulebook 10.2."""

from operator import itemgetter

from game.core import events as ev
from game.core.board import SideColumn
from game.core.kinds import Standing, Status
from game.core.numbers import Number
from game.core.refusal import Reason, Refusal
from game.core.state import F, GameState, S, U
from game.core.turn import Turn
from game.core.world import SIDES, World

_BEARING = itemgetter(*map(int, (U.SIDE, U.HEX, U.STATUS, U.ATTACKED, U.HELD_UNTIL)))
_STRUCK = int(U.STRUCK)
_REASON_OF_STATUS = {
    int(Status.ROUTED): Reason.ROUTED,
    int(Status.ASIDE): Reason.STANDS_ASIDE,
    int(Status.IDLE): Reason.STANDS_ASIDE,
}


def refuse_unit(world: World, state: GameState, side: int, unit: int) -> Refusal | None:
    """Whether ``side`` can order ``unit`` about at all."""
    if not 0 <= unit < len(world.units):
        return Refusal(Reason.NO_SUCH_UNIT)
    whose, hex, status, attacked, held_until = _BEARING(state.unit(unit))
    if whose != side:
        return Refusal(Reason.NOT_YOUR_UNIT, (unit,))
    if hex < 0:
        return Refusal(Reason.NOT_ON_MAP, (unit,))
    if status in _REASON_OF_STATUS:
        return Refusal(_REASON_OF_STATUS[status], (unit,))
    if attacked:
        return Refusal(Reason.HAS_ATTACKED if state.units.item(_STRUCK, unit) >= 0 else Reason.DAY_SPENT, (unit,))
    if held_until > state.day:  # last, since a garrison to which nothing else applies may dig in
        return Refusal(Reason.HELD, (unit,))
    return None


def refuse_formation(world: World, view: GameState, formation: int) -> Refusal | None:
    """Whether there is such a formation, with units of its own, that still stands by a side."""
    if not 0 <= formation < len(world.formations):
        return Refusal(Reason.NO_SUCH_FORMATION)
    lost = view.formations[F.STANDING, formation] == int(Standing.SCATTERED)
    if lost or formation not in world.manned:
        return Refusal(Reason.NOBODY_THERE, formations=(formation,))
    return None


def refuse_own(world: World, view: GameState, formation: int) -> Refusal | None:
    """Why the active side does not command a formation; None if it does."""
    refused = refuse_formation(world, view, formation)
    if refused:
        return refused
    if view.formations[F.SIDE, formation] != view.active_side:
        return Refusal(Reason.NOT_YOUR_FORMATION, formations=(formation,))
    if view.formations[F.STANDING, formation] == int(Standing.OVER):
        return Refusal(Reason.WENT_OVER, formations=(formation,))
    return None


def has_new_commander(world: World, view: GameState, unit: int) -> bool:
    """Whether a unit's formation may not attack yet after a change of commander."""
    replaced = int(view.formations[F.REPLACED, int(view.units[U.FORMATION, unit])])
    return replaced >= 0 and view.day < replaced + world.numbers[Number.REPLACED_DAYS]


def renew_command(turn: Turn) -> None:
    """Dawn: both sides have their points again, less what lost prestige costs."""
    turn.emit(ev.CommandRenewed(tuple(points_a_day(turn.world, turn.state, side) for side in SIDES)))


def points_a_day(world: World, state: GameState, side: int) -> int:
    """The points that a side gets at dawn as its prestige stands; one at least, unless it never has any."""
    points, prestige = world.board.sides[[SideColumn.COMMAND, SideColumn.PRESTIGE], side].tolist()
    lost = max(0, prestige - int(state.sides[S.PRESTIGE, side]))
    short = lost // int(world.numbers[Number.PRESTIGE_A_POINT])
    return int(max(min(1, points), points - short))


def refuse_points(view: GameState, cost: int) -> Refusal | None:
    """Whether the active side has too few points left for an order."""
    left = int(view.sides[S.COMMAND, view.active_side])
    return Refusal(Reason.NO_COMMAND_LEFT, needed=cost, left=left) if cost > left else None


def spend(turn: Turn, cost: int) -> None:
    """Take what an order of the active side costs."""
    if cost:
        side = turn.state.active_side
        turn.emit(ev.CommandSpent(side, cost, int(turn.state.sides[S.COMMAND, side]) - cost))


def cost_of_attack(world: World, state: GameState, units: tuple[int, ...], *, prepared: bool) -> int:
    """Only what has been prepared costs points, and more where several formations join in it."""
    if not prepared:
        return 0
    formations = formations_of(state, units)
    if all(_is_pushed(state, formation) for formation in formations):
        return 0
    joint = int(world.numbers[Number.POINTS_JOINT]) if len(formations) > 1 else 0
    return int(world.numbers[Number.POINTS_ATTACK]) + joint


def cost_of_march(world: World, state: GameState, unit: int) -> int:
    """What it costs to force a march."""
    pushed = _is_pushed(state, int(state.units[U.FORMATION, unit]))
    return 0 if pushed else int(world.numbers[Number.POINTS_MARCH])


def formations_of(state: GameState, units: tuple[int, ...]) -> set[int]:
    """The formations that units belong to."""
    return {state.units.item(U.FORMATION, unit) for unit in units}


def _is_pushed(state: GameState, formation: int) -> bool:
    """Whether those above have told a formation today to push on."""
    return bool(state.formations[F.PUSHED, formation] == state.day)
