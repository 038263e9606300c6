"""Reluctant commanders and those above them: who lets go what, who obeys, who is called home. Rulebook 10.4, 10.7."""

from collections.abc import Sequence

import numpy as np

from game.core import events as ev
from game.core.authority import refuse_own
from game.core.command.headquarters import lost_headquarters
from game.core.facts import OrderFromAbove
from game.core.fog.observe import is_night
from game.core.kernels.reach import reach
from game.core.kinds import Insistence, Obedience, Standing, Status
from game.core.movement.march import look_for, resolve_move
from game.core.numbers import Number
from game.core.orders import Move, SuperiorOrder
from game.core.refusal import Reason, Refusal
from game.core.state import F, GameState, S, U
from game.core.turn import Turn
from game.core.world import World

_WHOLE = 1000
CALLED_HOME = -1
"""What a formation has committed once its columns are called home: it lets nobody go any more."""


def garrisons(state: GameState, formation: int) -> list[int]:
    """The units whose going a reluctant formation decides about, the smallest first."""
    units = state.units
    chosen = np.flatnonzero((units[U.FORMATION] == formation) & (units[U.HOME] >= 0)).tolist()
    return sorted(chosen, key=lambda unit: (int(units[U.INITIAL, unit]), unit))


def commitment(state: GameState, formation: int, share: int) -> list[int]:
    """The whole units that ``share`` per mille of a formation's men make, the smallest first.

    They are told by their strength at the start, so that everybody knows in advance who would go.
    """
    members = garrisons(state, formation)
    strength = state.units[U.INITIAL, members].tolist()
    going, men = [], 0
    for unit, its_men in zip(members, strength, strict=True):
        men += its_men
        if men * _WHOLE > share * sum(strength):
            break
        going.append(unit)
    return going


def next_share(world: World, state: GameState, formation: int) -> int:
    """Per mille that a formation will have committed when it is pressed once more: at least one more unit."""
    committed = int(state.formations[F.COMMITTED, formation])
    initiative = world.formations[formation].initiative
    if committed < initiative:
        return initiative
    gone = len(commitment(state, formation, committed))
    strength: list[int] = state.units[U.INITIAL, garrisons(state, formation)].tolist()
    enough = -(-sum(strength[: gone + 1]) * _WHOLE // max(1, sum(strength)))
    return min(_WHOLE, max(committed + int(world.numbers[Number.PRESS_SHARE]), enough))


def check_superior_order(world: World, view: GameState, order: SuperiorOrder) -> Refusal | None:
    """An own formation that can still be pressed in this way, while prestige lasts. Rulebook 10.4."""
    formation = order.formation
    refused = refuse_own(world, view, formation)
    if refused:
        return refused
    if order.kind not in tuple(Insistence):
        return Refusal(Reason.NO_SUCH_INSISTENCE, formations=(formation,))
    refused = _refuse_relief(world, view, formation) if order.kind == Insistence.RELIEVE else None
    if refused:
        return refused
    if order.kind == Insistence.PUSH_ON and view.formations[F.PUSHED, formation] == view.day:
        return Refusal(Reason.PUSHED_TODAY, formations=(formation,))
    cost, left = int(world.numbers[Number.PRESS_PRESTIGE]), int(view.sides[S.PRESTIGE, view.active_side])
    if cost > left:
        return Refusal(Reason.NO_PRESTIGE_LEFT, formations=(formation,), needed=cost, left=left)
    return None


def _refuse_relief(world: World, view: GameState, formation: int) -> Refusal | None:
    """Why a formation cannot let go of more units; None if it can."""
    committed = int(view.formations[F.COMMITTED, formation])
    if not world.formations[formation].reluctant:
        return Refusal(Reason.NOT_RELUCTANT, formations=(formation,))
    if committed == CALLED_HOME:
        return Refusal(Reason.CALLED_HOME, formations=(formation,))
    if len(commitment(view, formation, committed)) == len(garrisons(view, formation)):
        return Refusal(Reason.ALL_COMMITTED, formations=(formation,))
    return None


def resolve_superior_order(turn: Turn, order: SuperiorOrder) -> None:
    """Press the formation; it takes effect at once and costs prestige."""
    side = turn.state.active_side
    left = int(turn.state.sides[S.PRESTIGE, side]) - int(turn.world.numbers[Number.PRESS_PRESTIGE])
    turn.emit(ev.SuperiorOrderGiven(side, order.formation, order.kind, left))
    if order.kind == Insistence.RELIEVE:
        _commit(turn, order.formation, next_share(turn.world, turn.state, order.formation))


def _commit(turn: Turn, formation: int, share: int) -> None:
    """Let go those who are still held of a share of the men."""
    state = turn.state
    going = commitment(state, formation, share)
    held = [unit for unit in going if state.units[U.HELD_UNTIL, unit] > state.day and state.units[U.HEX, unit] >= 0]
    turn.emit(ev.FormationCommitted(formation, share, tuple(held)))


def resolve_superiors(turn: Turn) -> None:
    """Dawn: orders from above arrive, are found obeyed, or have been refused."""
    for number, order in enumerate(turn.world.superior_orders):
        received, obedience, standing = turn.state.formations[
            [F.ORDER, F.OBEDIENCE, F.STANDING], order.formation
        ].tolist()
        if standing != Standing.LOYAL:
            continue
        if received < number and order.day <= turn.state.day <= order.last_day and _can_obey(turn.state, order):
            turn.emit(ev.OrderReceived(order.formation, number))
            _answer(turn, order.formation)
        elif received == number and obedience == Obedience.OPEN:
            _judge(turn, number, order)


def _answer(turn: Turn, formation: int) -> None:
    """A reluctant commander commits what he said he would."""
    facts, committed = turn.world.formations[formation], int(turn.state.formations[F.COMMITTED, formation])
    if facts.reluctant and CALLED_HOME < committed < facts.initiative:
        _commit(turn, formation, facts.initiative)


def _judge(turn: Turn, number: int, order: OrderFromAbove) -> None:
    """Whether an order has been obeyed, or can no longer be."""
    if _has_obeyed(turn.world, turn.state, order):
        turn.emit(ev.OrderObeyed(order.formation, number))
    elif turn.state.day > order.last_day or not _can_obey(turn.state, order):
        side = int(turn.state.formations[F.SIDE, order.formation])
        prestige = max(0, int(turn.state.sides[S.PRESTIGE, side]) - order.prestige)
        turn.emit(ev.OrderRefused(order.formation, number, side, prestige))


def _can_obey(state: GameState, order: OrderFromAbove) -> bool:
    """Whether any unit is left on its side that an order to reach troops could be given to."""
    if order.place >= 0:
        return True
    units, side = state.units, int(state.formations[F.SIDE, order.formation])
    target = (units[U.FORMATION] == order.target) & (units[U.SIDE] == side)
    return bool(np.any(target & (units[U.STATUS] != int(Status.GONE))))


def _has_obeyed(world: World, state: GameState, order: OrderFromAbove) -> bool:
    """Whether a unit of the formation is near its goal."""
    where, formations = state.units[U.HEX], state.units[U.FORMATION]
    goals = [world.places[order.place].hex] if order.place >= 0 else []
    ours = state.units[U.SIDE] == int(state.formations[F.SIDE, order.formation])
    goals += where[(formations == order.target) & ours & (where >= 0)].tolist()
    here = where[(formations == order.formation) & (where >= 0)].tolist()
    near = int(world.numbers[Number.ORDER_NEAR])
    return any(world.grid.distance(hex, goal) <= near for hex in here for goal in goals)


def note_lost_headquarters(turn: Turn, events: Sequence[ev.Event]) -> None:
    """What follows where these events cost a side its headquarters: without the principal one relief is called off."""
    for unit, side in lost_headquarters(turn, events):
        if unit == turn.world.principal[side]:
            _call_home(turn, side)


def _call_home(turn: Turn, side: int) -> None:
    """Every relief column of a side is held again, and goes back to where it came from."""
    state = turn.state
    formations = tuple(number for number in turn.world.reluctant if state.formations[F.SIDE, number] == side)
    if not formations:
        return
    units = state.units
    free = (units[U.HOME] >= 0) & (units[U.HEX] >= 0) & (units[U.SIDE] == side) & (units[U.HELD_UNTIL] <= state.day)
    columns = np.flatnonzero(free & np.isin(units[U.FORMATION], formations)).tolist()
    turn.emit(ev.ColumnsCalledHome(side, formations, tuple(columns), turn.world.calendar.days))


def march_home(turn: Turn, side: int) -> None:
    """Start of a phase: columns that have been called home march as far towards it as they can."""
    formations, units = turn.state.formations, turn.state.units
    ours = [number for number in turn.world.reluctant if formations.item(F.SIDE, number) == side]
    called = [number for number in ours if formations.item(F.COMMITTED, number) == CALLED_HOME]
    if not called:
        return
    away = (units[U.HOME] >= 0) & (units[U.HEX] >= 0) & (units[U.HEX] != units[U.HOME]) & (units[U.SIDE] == side)
    able = (units[U.STATUS] == int(Status.READY)) & (units[U.ATTACKED] == 0) & np.isin(units[U.FORMATION], called)
    first = len(turn.events)
    for unit in np.flatnonzero(away & able).tolist():
        path = _way_home(turn, unit)
        if path:
            resolve_move(turn, Move(unit, path))
    note_lost_headquarters(turn, turn.events[first:])


def _way_home(turn: Turn, unit: int) -> tuple[int, ...]:
    """The march that brings a unit nearest to its home in this watch; empty where none brings it nearer."""
    world, state = turn.world, turn.state
    side, here, home = state.units[[U.SIDE, U.HEX, U.HOME], unit].tolist()
    look = look_for(world, state, side)
    cost, previous = reach(world.march_arrays, state.units, state.crossings, look, unit, is_night(world, state))
    open_hexes = np.flatnonzero(cost > 0).tolist()
    best = min(open_hexes, key=lambda hex: (world.grid.distance(hex, home), int(cost[hex]), hex), default=here)
    if world.grid.distance(best, home) >= world.grid.distance(here, home):
        return ()
    path = [best]
    while int(previous[path[-1]]) != here:
        path.append(int(previous[path[-1]]))
    return tuple(reversed(path))
