"""Lifts: ships, aircraft and roads that carry a side's men off the map. Rulebook 6.12."""

from game.core import events as ev
from game.core.authority import refuse_unit
from game.core.facts import NO_LIMIT, Lift
from game.core.kinds import LiftKind
from game.core.orders import Embark
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, Lifting, U
from game.core.turn import Turn
from game.core.world import World


def capacity(lift: Lift, day: int) -> int:
    """Men that a whole lift can take on in a day, as the weather allows; NO_LIMIT for everybody."""
    if not lift.first_day <= day <= lift.last_day:
        return 0
    share = lift.weather.get(day, 1000)
    return lift.at_once * share // 1000 if lift.at_once >= 0 else NO_LIMIT if share else 0


def come_back(turn: Turn) -> None:
    """Dawn: what carried the first of those who left is there again, for as many as the lift carries in a day."""
    for number, carried in enumerate(turn.state.lifts[Lifting.CARRIED].tolist()):
        lift = turn.world.lifts[number]
        if carried > 0:
            turn.emit(ev.LiftReturned(number, 0 if lift.men == NO_LIMIT else max(0, carried - lift.men)))


def room_left(world: World, state: GameState, number: int) -> int:
    """Men whom a lift can still take on today; NO_LIMIT for everybody."""
    most = capacity(world.lifts[number], state.day)
    return most if most == NO_LIMIT else max(0, most - int(state.lifts[Lifting.CARRIED, number]))


def taken_on(lift: Lift, day: int, carried: int, men: int) -> int:
    """How many of these men a lift takes on with which ``carried`` men are under way."""
    most = capacity(lift, day)
    return men if most == NO_LIMIT else min(men, max(0, most - carried))


def brought_off(state: GameState, units: tuple[int, ...]) -> int:
    """Men of these units who have left the map."""
    return int(state.units[U.LEFT, list(units)].sum())


def check_embark(world: World, view: GameState, order: Embark) -> Refusal | None:
    """A unit that stands where its side's lift takes men on and has not marched today, while there is room."""
    unit = order.unit
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    if not 0 <= order.lift < len(world.lifts) or world.lifts[order.lift].side != view.active_side:
        return Refusal(Reason.NO_SUCH_LIFT)
    lift = world.lifts[order.lift]
    if view.units[U.HEX, unit] != lift.hex:
        return Refusal(Reason.NOT_AT_LIFT, (unit,), (lift.hex,))
    if view.units[U.MOVED, unit] > 0:
        return Refusal(Reason.HAS_MOVED, (unit,))
    if capacity(lift, view.day) == 0:
        return Refusal(Reason.LIFT_CLOSED, (unit,), (lift.hex,))
    if room_left(world, view, order.lift) == 0:
        return Refusal(Reason.LIFT_FULL, (unit,), (lift.hex,))
    return None


def resolve_embark(turn: Turn, order: Embark) -> None:
    """As many men leave the map as there is room for; the rest stay, and their day is spent.

    Guns go with their men but not by air; the wounded go with the last.
    """
    lift, state = turn.world.lifts[order.lift], turn.state
    men, guns, wounded, left = state.units[[U.MEN, U.GUNS, U.WOUNDED, U.LEFT], order.unit].tolist()
    before = int(state.lifts[Lifting.CARRIED, order.lift])
    carried = taken_on(lift, state.day, before, men)
    present = men - carried
    if present == 0:
        left += wounded
    turn.emit(
        ev.UnitEmbarked(
            order.unit,
            order.lift,
            lift.hex,
            carried,
            present,
            guns if lift.kind is LiftKind.AIR and present else guns * present // max(1, men),
            left + carried,
            before + carried,
        )
    )
