"""Attacks: the order, the one draw, and what follows from it. Rulebook 5."""

import numpy as np

from game.core import events as ev
from game.core.authority import cost_of_attack, formations_of, has_new_commander, refuse_points, refuse_unit, spend
from game.core.battle.losses import Battle, base_rate, bury_the_dead, take_losses
from game.core.battle.morale import battle_shocks, change_cohesion, shocks_of_attack, take_up_arms
from game.core.battle.readiness import call_up_reserves
from game.core.battle.retreat import settle
from game.core.battle.spoils import take_places
from game.core.board import Edge
from game.core.causes import Degree, Numbers
from game.core.fog.observe import is_night
from game.core.fog.reports import tell_of_places
from game.core.kernels.odds import Factor, odds
from game.core.kernels.reach import fits
from game.core.kinds import Status, SupplyState
from game.core.luck import Purpose, stable_key
from game.core.orders import Attack
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World

_ASIDE = int(Status.ASIDE)


def check_attack(world: World, view: GameState, order: Attack) -> Refusal | None:
    """Units beside a hex in which they know enemies; one attack, together. Rulebook 5.1."""
    side = view.active_side
    if not 0 <= order.target < world.grid.size:
        return Refusal(Reason.NO_SUCH_HEX)
    if not order.units:
        return Refusal(Reason.NO_ATTACKERS, (), (order.target,))
    if len(set(order.units)) < len(order.units):
        return Refusal(Reason.NAMED_TWICE, order.units)
    for unit in order.units:
        refused = refuse_unit(world, view, side, unit) or _refuse_attacker(world, view, unit, order.target)
        if refused:
            return refused
    defenders = enemies_at(view, order.target, side)
    if not defenders:
        return Refusal(Reason.NO_ENEMY, (), (order.target,))
    aside = tuple(unit for unit in defenders if view.units.item(U.STATUS, unit) == _ASIDE)
    if aside:
        return Refusal(Reason.UNDER_TRUCE, aside, (order.target,))
    return _refuse_together(view, order) or (_refuse_prepared(world, view, order) if order.prepared else None)


def _refuse_together(view: GameState, order: Attack) -> Refusal | None:
    """Beyond the reach of command only units of one formation attack together. Rulebook 10.1."""
    if len(order.units) < 2 or len(formations_of(view, order.units)) < 2:
        return None
    unled = tuple(unit for unit in order.units if view.units[U.UNLED, unit] == 1)
    return Refusal(Reason.OUT_OF_COMMAND, unled) if unled else None


def _refuse_prepared(world: World, view: GameState, order: Attack) -> Refusal | None:
    """Men who have time and supplies, and a point to pay for it. Rulebook 10.2."""
    for unit in order.units:
        if view.units[U.MOVED_WATCH, unit] > 0:
            return Refusal(Reason.NOT_PREPARED, (unit,))
        if view.units.item(U.SUPPLY, unit) >= SupplyState.LOW:
            return Refusal(Reason.TOO_HUNGRY, (unit,))
    return refuse_points(view, cost_of_attack(world, view, order.units, prepared=order.prepared))


def _refuse_attacker(world: World, view: GameState, unit: int, target: int) -> Refusal | None:
    if has_new_commander(world, view, unit):
        return Refusal(Reason.NEW_COMMANDER, (unit,), formations=(int(view.units[U.FORMATION, unit]),))
    here = int(view.units[U.HEX, unit])
    direction = world.grid.direction(here, target)
    if direction < 0:
        return Refusal(Reason.NOT_ADJACENT, (unit,), (target,))
    if world.board.edges[Edge.FOOT, here, direction] < 0:
        return Refusal(Reason.IMPASSABLE, (unit,), (target,))
    return None


def enemies_at(state: GameState, hex: int, side: int) -> list[int]:
    """The units in a hex that are not of ``side``."""
    units = state.units
    return [unit for unit in state.units_at(hex) if units.item(U.SIDE, unit) != side]


def preview(
    world: World, state: GameState, target: int, attackers: tuple[int, ...], *, prepared: bool = False
) -> Numbers:
    """Factors and exact chances of an attack, by `Factor`; on a view, as the attacker knows them."""
    chosen = np.array(attackers, dtype=np.int64)
    night = is_night(world, state)
    return tuple(odds(world.board, state.units, state.crossings, target, chosen, night, prepared).tolist())


def battle_ordinal(state: GameState, hex: int) -> int:
    """How many attacks on a hex this watch has seen."""
    return int(np.count_nonzero(state.units[U.LED] == hex))


def degree_of(factors: Numbers, draw: int) -> Degree:
    """The outcome of a draw. The best take the lowest draws, so that a better chance never turns luck bad."""
    for degree in (Degree.OVERRUN, Degree.RETREAT, Degree.CHECK):
        chance = factors[Factor.REPULSE + degree]
        if draw < chance:
            return degree
        draw -= chance
    return Degree.REPULSE


def resolve_attack(turn: Turn, order: Attack) -> None:
    """Reserves come up, one draw, losses; then it is seen who gives way and who follows up."""
    world, state, target = turn.world, turn.state, order.target
    side = state.active_side
    spend(turn, cost_of_attack(world, state, order.units, prepared=order.prepared))
    joined = call_up_reserves(turn, target, 1 - side)
    defenders = tuple(enemies_at(state, target, side))
    factors = preview(world, state, target, order.units, prepared=order.prepared)
    subject = stable_key(world.grid.number(target))
    draw = turn.draw(Purpose.BATTLE, side, subject, battle_ordinal(state, target))
    battle = Battle(target, order.units, defenders, factors, degree_of(factors, draw), order.prepared)
    chances = factors[Factor.REPULSE :]
    turn.emit(
        ev.BattleFought(target, side, order.units, defenders, factors, chances, draw, battle.degree, tuple(joined))
    )
    fight(turn, battle)
    if order.advance:
        _advance(turn, order)


def fight(turn: Turn, battle: Battle) -> None:
    """What a battle costs once its degree is known: men, cohesion, ground. A forecast calls it on a copy."""
    for formation in sorted(formations_of(turn.state, battle.defenders)):
        take_up_arms(turn, formation)
    shares = take_losses(turn, battle, base_rate(turn.world, battle))
    bury_the_dead(turn, battle.attackers + battle.defenders)
    change_cohesion(turn, battle_shocks(turn, battle, shares) + shocks_of_attack(turn, battle))
    settle(turn, battle)


def _advance(turn: Turn, order: Attack) -> None:
    """The leading attacker follows up into an emptied hex."""
    lead, state = order.units[0], turn.state
    if state.units[U.HEX, lead] < 0 or enemies_at(state, order.target, int(state.units[U.SIDE, lead])):
        return
    if fits(turn.world.board.hexes, state.units, lead, order.target):
        turn.emit(ev.UnitAdvanced(lead, order.target))
        take_places(turn, lead, (order.target,))
        tell_of_places(turn, (order.target,), 1 - int(state.units[U.SIDE, lead]))
