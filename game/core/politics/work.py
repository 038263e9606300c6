"""Orders of political work and against it: work, envoys, favours, new commanders. Rulebook 8.3–8.5."""

import numpy as np

from game.core import events as ev
from game.core.authority import refuse_formation, refuse_own, refuse_points, spend
from game.core.causes import LoyaltyCause
from game.core.kinds import Standing
from game.core.numbers import Number
from game.core.orders import (
    Favour,
    OfferTalks,
    Order,
    PlantAgents,
    PromiseToSpare,
    ReplaceCommander,
    RotateOut,
    SendEnvoy,
    WorkOn,
)
from game.core.politics.loyalty import change_loyalty, units_of
from game.core.politics.rest import is_in_line
from game.core.refusal import Reason, Refusal
from game.core.state import F, GameState, S, U
from game.core.turn import Turn
from game.core.world import World

_TAKES_A_POINT = (WorkOn, SendEnvoy, PromiseToSpare, OfferTalks)


def cost_in_politics(world: World, order: Order) -> int:
    """Points of political work that an order takes. Rulebook 8.3, 8.4, 9.3."""
    if isinstance(order, PlantAgents):
        return int(world.numbers[Number.PLANT_COST])
    return 1 if isinstance(order, _TAKES_A_POINT) else 0


def politics_after(turn: Turn, order: Order) -> int:
    """Points of political work that the active side has left once an order is paid for."""
    return int(turn.state.sides[S.POLITICS, turn.state.active_side]) - cost_in_politics(turn.world, order)


def _refuse_enemy(world: World, view: GameState, formation: int) -> Refusal | None:
    """Whether political work on an enemy formation is out of the question today."""
    refused = refuse_formation(world, view, formation)
    if refused:
        return refused
    if view.formations[F.SIDE, formation] == view.active_side:
        return Refusal(Reason.YOUR_OWN_FORMATION, formations=(formation,))
    if formation in world.home_guards:
        return Refusal(Reason.FOLLOWS_HOME, formations=(formation,))
    if view.formations[F.STANDING, formation] == int(Standing.OVER):
        return Refusal(Reason.WENT_OVER, formations=(formation,))
    if view.sides[S.POLITICS, view.active_side] <= 0:
        return Refusal(Reason.NO_POLITICS_LEFT, formations=(formation,))
    return None


def _has_contact(view: GameState, formation: int) -> bool:
    return bool(view.formations[F.AGENTS, formation] == 1 or view.formations[F.CONTACT, formation] >= 0)


def check_work_on(world: World, view: GameState, order: WorkOn) -> Refusal | None:
    """An enemy commander within reach: from a certain degree of work on only with contact. Rulebook 8.3."""
    formation = order.formation
    refused = _refuse_enemy(world, view, formation)
    if refused:
        return refused
    blind = int(world.numbers[Number.WORK_BLIND])
    if view.formations[F.WORK, formation] >= blind and not _has_contact(view, formation):
        return Refusal(Reason.NO_CONTACT, formations=(formation,))
    if view.formations[F.ASSAULTED, formation]:
        return Refusal(Reason.UNDER_ASSAULT, formations=(formation,))
    return None


def resolve_work_on(turn: Turn, order: WorkOn) -> None:
    """Add to the work on a commander; its effect is counted at dawn."""
    side, formation = turn.state.active_side, order.formation
    work = int(turn.state.formations[F.WORK, formation]) + 1
    turn.emit(ev.PoliticalWorkDone(side, formation, work, politics_after(turn, order)))


def check_send_envoy(world: World, view: GameState, order: SendEnvoy) -> Refusal | None:
    """An enemy commander with whom there is no contact and to whom no envoy is under way. Rulebook 8.4."""
    refused = _refuse_enemy(world, view, order.formation)
    if refused:
        return refused
    if view.formations[F.ENVOY, order.formation] >= 0:
        return Refusal(Reason.ENVOY_UNDERWAY, formations=(order.formation,))
    if view.formations[F.CONTACT, order.formation] >= 0:
        return Refusal(Reason.IN_CONTACT, formations=(order.formation,))
    return None


def resolve_send_envoy(turn: Turn, order: SendEnvoy) -> None:
    """Send the envoy; at a later dawn he arrives or is caught."""
    side = turn.state.active_side
    arrives = turn.state.day + int(turn.world.numbers[Number.ENVOY_DAYS])
    turn.emit(ev.EnvoySent(side, order.formation, arrives, politics_after(turn, order)))


def check_plant_agents(world: World, view: GameState, order: PlantAgents) -> Refusal | None:
    """An enemy formation without agents inside or under way. Rulebook 8.4."""
    formation = order.formation
    refused = _refuse_enemy(world, view, formation)
    if refused:
        return refused
    if view.formations[F.AGENTS, formation] == 1:
        return Refusal(Reason.AGENTS_INSIDE, formations=(formation,))
    if view.formations[F.PLANTING, formation] >= 0:
        return Refusal(Reason.AGENTS_UNDERWAY, formations=(formation,))
    if view.sides[S.POLITICS, view.active_side] < cost_in_politics(world, order):
        return Refusal(Reason.NO_POLITICS_LEFT, formations=(formation,))
    return None


def resolve_plant_agents(turn: Turn, order: PlantAgents) -> None:
    """Send the agents; at a later dawn they are inside or caught."""
    side, inside = turn.state.active_side, turn.state.day + int(turn.world.numbers[Number.PLANT_DAYS])
    turn.emit(ev.AgentsSent(side, order.formation, inside, politics_after(turn, order)))


def check_promise_to_spare(world: World, view: GameState, order: PromiseToSpare) -> Refusal | None:
    """An enemy formation with contact that has not been assaulted or promised it already. Rulebook 8.3."""
    formation = order.formation
    refused = _refuse_enemy(world, view, formation)
    if refused:
        return refused
    if not _has_contact(view, formation):
        return Refusal(Reason.NO_CONTACT, formations=(formation,))
    if view.formations[F.ASSAULTED, formation]:
        return Refusal(Reason.UNDER_ASSAULT, formations=(formation,))
    if view.formations[F.SPARED, formation] >= 0:
        return Refusal(Reason.SPARED_ALREADY, formations=(formation,))
    return None


def resolve_promise_to_spare(turn: Turn, order: PromiseToSpare) -> None:
    """Make the promise; once kept for some days it raises the limit below which the formation goes over."""
    side = turn.state.active_side
    turn.emit(ev.SparingPromised(side, order.formation, turn.state.day, politics_after(turn, order)))


def check_rotate_out(world: World, view: GameState, order: RotateOut) -> Refusal | None:
    """An own formation in the line that has not been promised a rest yet. Rulebook 8.5."""
    formation = order.formation
    refused = refuse_own(world, view, formation)
    if refused:
        return refused
    if view.formations[F.ROTATED, formation] >= 0:
        return Refusal(Reason.REST_PROMISED, formations=(formation,))
    members = np.flatnonzero((view.units[U.FORMATION] == formation) & (view.units[U.HEX] >= 0)).tolist()
    if not is_in_line(world, view, members):
        return Refusal(Reason.NOT_IN_LINE, formations=(formation,))
    return None


def resolve_rotate_out(turn: Turn, order: RotateOut) -> None:
    """Promise a rest, which has to be granted within days."""
    turn.emit(ev.RestPromised(turn.state.active_side, order.formation, turn.state.day))


def check_favour(world: World, view: GameState, order: Favour) -> Refusal | None:
    """An own formation not wholly loyal and not favoured lately, for command points. Rulebook 8.5."""
    refused = refuse_own(world, view, order.formation)
    if refused:
        return refused
    last = int(view.formations[F.FAVOURED, order.formation])
    if last >= 0 and view.day < last + world.numbers[Number.FAVOUR_DAYS]:
        return Refusal(Reason.FAVOURED_LATELY, formations=(order.formation,))
    if view.formations[F.LOYALTY, order.formation] >= 1000:
        return Refusal(Reason.WHOLLY_LOYAL, formations=(order.formation,))
    return refuse_points(view, int(world.numbers[Number.POINTS_POLITICAL]))


def resolve_favour(turn: Turn, order: Favour) -> None:
    """Raise loyalty at once."""
    turn.emit(ev.FavourShown(turn.state.active_side, order.formation, turn.state.day))
    spend(turn, int(turn.world.numbers[Number.POINTS_POLITICAL]))
    change_loyalty(turn, [(order.formation, LoyaltyCause.FAVOUR, int(turn.world.numbers[Number.FAVOUR]))])


def check_replace_commander(world: World, view: GameState, order: ReplaceCommander) -> Refusal | None:
    """An own commander, but no second successor and none who leads a command of his own. Rulebook 8.5, 9.1."""
    refused = refuse_own(world, view, order.formation)
    if refused:
        return refused
    if any(talk.formation == order.formation for talk in world.talks):
        return Refusal(Reason.OWN_MASTER, formations=(order.formation,))
    if view.formations[F.REPLACED, order.formation] >= 0:
        return Refusal(Reason.REPLACED_LATELY, formations=(order.formation,))
    return refuse_points(view, int(world.numbers[Number.POINTS_POLITICAL]))


def resolve_replace_commander(turn: Turn, order: ReplaceCommander) -> None:
    """Raise loyalty at the cost of cohesion; an envoy's contact is lost with the old commander."""
    formation, numbers = order.formation, turn.world.numbers
    members = units_of(turn, formation)
    cohesion = np.maximum(0, turn.state.units[U.COHESION, members] - numbers[Number.REPLACED_COHESION])
    turn.emit(
        ev.CommanderReplaced(
            turn.state.active_side, formation, turn.state.day, tuple(members), tuple(cohesion.tolist())
        )
    )
    spend(turn, int(numbers[Number.POINTS_POLITICAL]))
    change_loyalty(turn, [(formation, LoyaltyCause.NEW_COMMANDER, int(numbers[Number.REPLACED_LOYALTY]))])
