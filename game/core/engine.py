"""The whole contract of the rules: new_game, observe, check, submit, legal, outcome.

`check` answers with a refusal or nothing and runs on the asker's view, so that a
refusal betrays nothing; `submit` resolves on the truth and returns events.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from game.core.authority import refuse_unit
from game.core.battle import attack, readiness
from game.core.board import Edge, Kit
from game.core.command import superiors
from game.core.events import Event
from game.core.fog.observe import Glimpse, is_night, observe
from game.core.kernels.reach import reach
from game.core.kinds import Insistence
from game.core.movement import breakout, lift, march, trains
from game.core.orders import (
    AnswerTalks,
    Attack,
    BreakOut,
    BuildBridge,
    Embark,
    EndPhase,
    Entrench,
    Favour,
    ForceMarch,
    Move,
    OfferTalks,
    Order,
    PlantAgents,
    Prioritise,
    PromiseToSpare,
    RailMove,
    RepairRail,
    ReplaceCommander,
    Reserve,
    RotateOut,
    SendEnvoy,
    SetUpDepot,
    ShareAirdrop,
    Stand,
    SuperiorOrder,
    WorkOn,
    WreckRail,
)
from game.core.phases import advance, end_phase
from game.core.politics import work
from game.core.refusal import IllegalOrder, Reason, Refusal
from game.core.state import Clock, GameState, U
from game.core.supply import rail, stores
from game.core.talks import offers
from game.core.turn import Turn
from game.core.victory import level_of, score
from game.core.world import World

__all__ = ["Outcome", "check", "legal", "new_game", "observe", "outcome", "paths", "resume", "submit", "unit_orders"]


class Outcome(NamedTuple):
    """How a game stands, or ended."""

    score: int
    level: int
    over: bool


def _check_end_phase(world: World, view: GameState, order: EndPhase) -> Refusal | None:
    return None


def _resolve_end_phase(turn: Turn, order: EndPhase) -> None:
    end_phase(turn)


_RULES: dict[type, tuple[Callable[..., Refusal | None], Callable[[Turn, Any], None]]] = {
    Move: (march.check_move, march.resolve_move),
    Attack: (attack.check_attack, attack.resolve_attack),
    ForceMarch: (march.check_force_march, march.resolve_force_march),
    BreakOut: (breakout.check_break_out, breakout.resolve_break_out),
    Entrench: (march.check_entrench, march.resolve_entrench),
    BuildBridge: (march.check_build_bridge, march.resolve_build_bridge),
    RailMove: (trains.check_rail_move, trains.resolve_rail_move),
    WreckRail: (rail.check_wreck_rail, rail.resolve_wreck_rail),
    RepairRail: (rail.check_repair_rail, rail.resolve_repair_rail),
    SetUpDepot: (stores.check_set_up_depot, stores.resolve_set_up_depot),
    Embark: (lift.check_embark, lift.resolve_embark),
    Prioritise: (stores.check_prioritise, stores.resolve_prioritise),
    ShareAirdrop: (stores.check_share_airdrop, stores.resolve_share_airdrop),
    WorkOn: (work.check_work_on, work.resolve_work_on),
    SendEnvoy: (work.check_send_envoy, work.resolve_send_envoy),
    PlantAgents: (work.check_plant_agents, work.resolve_plant_agents),
    PromiseToSpare: (work.check_promise_to_spare, work.resolve_promise_to_spare),
    Favour: (work.check_favour, work.resolve_favour),
    RotateOut: (work.check_rotate_out, work.resolve_rotate_out),
    ReplaceCommander: (work.check_replace_commander, work.resolve_replace_commander),
    OfferTalks: (offers.check_offer, offers.resolve_offer),
    AnswerTalks: (offers.check_answer, offers.resolve_answer),
    Stand: (readiness.check_stand, readiness.resolve_stand),
    Reserve: (readiness.check_reserve, readiness.resolve_reserve),
    SuperiorOrder: (superiors.check_superior_order, superiors.resolve_superior_order),
    EndPhase: (_check_end_phase, _resolve_end_phase),
}


def new_game(world: World, start: GameState, seed: int) -> Turn:
    """A game at its first order phase. ``start`` is not changed."""
    turn = Turn(world, start.copy(), seed)
    advance(turn, int(start.clock[Clock.PHASE]), opening=True)
    return turn


def resume(world: World, state: GameState, seed: int) -> Turn:
    """A game from a position between two orders, such as a saved one. ``state`` is not changed."""
    return Turn(world, state.copy(), seed)


def check(world: World, view: GameState, order: Order) -> Refusal | None:
    """Why the active side may not give an order, as far as it can know; None if it may."""
    if view.active_side < 0:
        return Refusal(Reason.GAME_OVER if view.is_over else Reason.NOT_YOUR_PHASE)
    return _RULES[type(order)][0](world, view, order)


def submit(turn: Turn, order: Order) -> list[Event]:
    """Check an order of the active side on its view, carry it out, return the new events.

    Raises:
        IllegalOrder: the order is refused; nothing has changed.
    """
    side, first = turn.state.active_side, len(turn.events)
    ends = isinstance(order, EndPhase)
    if side < 0 or ends:  # nothing is asked of the view
        refusal = check(turn.world, turn.state, order)
    else:
        eyes = Glimpse(turn.world, turn.state, side)
        refusal = check(turn.world, eyes, order)
        turn.foreseen = eyes.foreseen
    if refusal is not None:
        raise IllegalOrder(refusal, order)
    _RULES[type(order)][1](turn, order)
    if not ends:  # what happens between phases sees to itself
        superiors.note_lost_headquarters(turn, turn.events[first:])
    return turn.events[first:]


def outcome(turn: Turn) -> Outcome:
    """Score and level of victory as the position stands."""
    points = score(turn.world, turn.state)
    return Outcome(points, level_of(turn.world.victory, points), turn.state.is_over)


def legal(world: World, view: GameState) -> list[Order]:
    """Orders that the active side can give: every reachable hex by its cheapest path, every single and joint attack.

    Every order listed passes `check`; other paths and other sets of attackers may too.
    """
    if view.is_over or view.active_side < 0:
        return []
    orders: list[Order] = []
    for unit in np.flatnonzero((view.units[U.SIDE] == view.active_side) & (view.units[U.HEX] >= 0)).tolist():
        orders += unit_orders(world, view, unit)
    orders += [order for order in _joint_attacks(orders) if check(world, view, order) is None]
    orders += political_orders(world, view)
    return [*orders, EndPhase()]


def political_orders(world: World, view: GameState) -> list[Order]:
    """The legal orders about formations and talks: political ones, and who is served first."""
    kinds = (WorkOn, SendEnvoy, PlantAgents, PromiseToSpare, Favour, RotateOut, ReplaceCommander)
    formations = range(len(world.formations))
    found: list[Order] = [kind(formation) for formation in formations for kind in kinds]
    found += [Prioritise(formation, level) for formation in formations for level in stores.LEVELS]
    if world.airdrops:
        found += [ShareAirdrop(formation, share) for formation in formations for share in (-1, 0, 50, 100)]
    found += [OfferTalks(term.talk, number) for number, term in enumerate(world.terms)]
    found += [AnswerTalks(talk, accept) for talk in range(len(world.talks)) for accept in (True, False)]
    found += [SuperiorOrder(formation, kind) for formation in range(len(world.formations)) for kind in Insistence]
    return [order for order in found if check(world, view, order) is None]


def unit_orders(world: World, view: GameState, unit: int) -> list[Order]:
    """The legal orders of one unit of the active side."""
    return [order for order in _candidates(world, view, unit) if check(world, view, order) is None]


def _candidates(world: World, view: GameState, unit: int) -> Iterator[Order]:
    refused = refuse_unit(world, view, view.active_side, unit)
    yield Entrench(unit)
    yield Stand(unit)
    if refused:
        return
    yield ForceMarch(unit)
    yield BreakOut(unit)
    yield Reserve(unit)
    here = int(view.units[U.HEX, unit])
    rails = world.board.edges[Edge.RAIL, here].tolist()
    for direction, there in enumerate(world.board.edges[Edge.NEIGHBOUR, here].tolist()):
        if there >= 0:
            yield Attack(there, (unit,))
            yield Attack(there, (unit,), prepared=True)
        if there >= 0 and world.board.kit[Kit.ENGINEER, unit]:
            yield BuildBridge(unit, direction)
        if rails[direction] >= 0:
            yield WreckRail(unit, direction)
            yield RepairRail(unit, direction)
    if world.board.kit[Kit.ENGINEER, unit] or world.board.kit[Kit.TRAIN, unit]:
        yield SetUpDepot(unit)
    for number, each in enumerate(world.lifts):
        if each.hex == here:
            yield Embark(unit, number)
    for path in paths(world, view, unit):
        yield Move(unit, path)
    for hex in trains.stations(world, view, unit):
        yield RailMove(unit, hex)


def paths(world: World, view: GameState, unit: int) -> Iterator[tuple[int, ...]]:
    """The cheapest path to every hex that a unit can reach in this watch, as its side knows the map."""
    look = march.look_for(world, view, int(view.units[U.SIDE, unit]))
    cost, previous = reach(world.march_arrays, view.units, view.crossings, look, unit, is_night(world, view))
    here = int(view.units[U.HEX, unit])
    for hex in np.flatnonzero(cost > 0).tolist():
        path = [hex]
        while int(previous[path[-1]]) != here:
            path.append(int(previous[path[-1]]))
        yield tuple(reversed(path))


def _joint_attacks(orders: list[Order]) -> list[Order]:
    """All units that can attack a hex, together."""
    by_target: dict[int, list[int]] = {}
    for order in orders:
        if isinstance(order, Attack) and not order.prepared:
            by_target.setdefault(order.target, []).append(order.units[0])
    return [Attack(target, tuple(units)) for target, units in by_target.items() if len(units) > 1]
