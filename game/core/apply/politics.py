"""Writers: formations: loyalty, political work, going over."""

from game.core import events as ev
from game.core.apply.writer import Writers, changed_sides, formations_over, gone, nothing
from game.core.kinds import Standing, Status
from game.core.state import F, GameState, S, U


def _ledger_turned(state: GameState, event: ev.LedgerTurned) -> None:
    formations = state.formations
    formations[F.LOST], formations[F.LOST_1] = event.lost, event.lost_1
    formations[F.LOST_2], formations[F.LOST_3] = event.lost_2, event.lost_3
    state.sides[S.POLITICS] = event.politics


def _formation_lost(state: GameState, event: ev.FormationLost) -> None:
    state.formations[F.STANDING, event.formation] = Standing.SCATTERED


def _formation_brought_off(state: GameState, event: ev.FormationBroughtOff) -> None:
    state.formations[F.STANDING, event.formation] = Standing.AWAY


def _loyalty_changed(state: GameState, event: ev.LoyaltyChanged) -> None:
    state.formations[F.LOYALTY, list(event.formations)] = event.loyalty


def _political_work_done(state: GameState, event: ev.PoliticalWorkDone) -> None:
    state.formations[F.WORK, event.formation] = event.work
    state.sides[S.POLITICS, event.side] = event.left


def _envoy_sent(state: GameState, event: ev.EnvoySent) -> None:
    state.formations[F.ENVOY, event.formation] = event.arrives
    state.sides[S.POLITICS, event.side] = event.left


def _envoy_arrived(state: GameState, event: ev.EnvoyArrived) -> None:
    state.formations[F.ENVOY, event.formation] = -1
    state.formations[F.CONTACT, event.formation] = event.day


def _envoy_caught(state: GameState, event: ev.EnvoyCaught) -> None:
    state.formations[F.ENVOY, event.formation] = -1


def _agents_sent(state: GameState, event: ev.AgentsSent) -> None:
    state.formations[F.PLANTING, event.formation] = event.arrives
    state.sides[S.POLITICS, event.side] = event.left


def _agents_planted(state: GameState, event: ev.AgentsPlanted) -> None:
    state.formations[F.PLANTING, event.formation] = -1
    state.formations[F.AGENTS, event.formation] = 1


def _agents_caught(state: GameState, event: ev.AgentsCaught) -> None:
    state.formations[F.PLANTING, event.formation] = -1


def _sparing_promised(state: GameState, event: ev.SparingPromised) -> None:
    state.formations[F.SPARED, event.formation] = event.day
    state.sides[S.POLITICS, event.side] = event.left


def _promise_broken(state: GameState, event: ev.PromiseBroken) -> None:
    state.formations[[F.SPARED, F.CONTACT], event.formation] = -1


def _rest_promised(state: GameState, event: ev.RestPromised) -> None:
    state.formations[F.ROTATED, event.formation] = event.day
    state.formations[F.RESTED, event.formation] = 0


def _rest_counted(state: GameState, event: ev.RestCounted) -> None:
    state.formations[F.ROTATED, event.formation] = event.since
    state.formations[F.RESTED, event.formation] = event.rested


def _favour_shown(state: GameState, event: ev.FavourShown) -> None:
    state.formations[F.FAVOURED, event.formation] = event.day


def _commander_replaced(state: GameState, event: ev.CommanderReplaced) -> None:
    state.formations[F.REPLACED, event.formation] = event.day
    state.formations[[F.CONTACT, F.ENVOY], event.formation] = -1
    state.units[U.COHESION, list(event.units)] = event.cohesion


def _formation_went_over(state: GameState, event: ev.FormationWentOver) -> None:
    formations_over(state, (event.formation,), event.side)
    idle = [unit for unit in event.units if state.units.item(U.STATUS, unit) == Status.IDLE]
    state.units[U.STATUS, idle] = Status.READY
    changed_sides(state, event)


def _commander_went_over(state: GameState, event: ev.CommanderWentOver) -> None:
    state.formations[F.STANDING, event.formation] = Standing.SCATTERED


def _formation_stood_aside(state: GameState, event: ev.FormationStoodAside) -> None:
    state.formations[F.STANDING, event.formation] = Standing.ASIDE
    state.units[U.STATUS, list(event.units)] = Status.IDLE


def _formation_took_up_arms(state: GameState, event: ev.FormationTookUpArms) -> None:
    state.formations[F.STANDING, event.formation] = Standing.LOYAL
    state.units[U.STATUS, list(event.units)] = Status.READY


def _formation_surrendered(state: GameState, event: ev.FormationSurrendered) -> None:
    for unit, captured in zip(event.units, event.captured, strict=True):
        gone(state, unit, captured)


def _unit_scattered(state: GameState, event: ev.UnitScattered) -> None:
    gone(state, event.unit, event.captured)
    state.units[U.STRAGGLED, event.unit] = event.straggled


WRITERS: Writers = {
    ev.LedgerTurned: _ledger_turned,
    ev.FormationLost: _formation_lost,
    ev.FormationBroughtOff: _formation_brought_off,
    ev.LoyaltyChanged: _loyalty_changed,
    ev.PoliticalWorkDone: _political_work_done,
    ev.EnvoySent: _envoy_sent,
    ev.EnvoyArrived: _envoy_arrived,
    ev.EnvoyCaught: _envoy_caught,
    ev.FavourShown: _favour_shown,
    ev.CommanderReplaced: _commander_replaced,
    ev.DefectionConsidered: nothing,
    ev.FormationWentOver: _formation_went_over,
    ev.CommanderWentOver: _commander_went_over,
    ev.UnitScattered: _unit_scattered,
    ev.AgentsSent: _agents_sent,
    ev.AgentsPlanted: _agents_planted,
    ev.AgentsCaught: _agents_caught,
    ev.SparingPromised: _sparing_promised,
    ev.PromiseBroken: _promise_broken,
    ev.RestPromised: _rest_promised,
    ev.RestCounted: _rest_counted,
    ev.FormationStoodAside: _formation_stood_aside,
    ev.FormationTookUpArms: _formation_took_up_arms,
    ev.SurrenderConsidered: nothing,
    ev.FormationSurrendered: _formation_surrendered,
}
