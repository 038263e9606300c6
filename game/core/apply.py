"""The only writer of a position: one small function for each kind of event.

No rule is decided here; events carry the new values.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from game.core import events as ev
from game.core.causes import Degree
from game.core.state import Activity, Bridge, Clock, Crossing, F, GameState, Place, S, Standing, Status, U


def apply(state: GameState, event: ev.Event) -> None:
    """Write what an event says into the position."""
    _WRITERS[type(event)](state, event)


def fold(state: GameState, events: list[ev.Event]) -> GameState:
    """The position after a list of events, on a copy."""
    state = state.copy()
    for event in events:
        apply(state, event)
    return state


def _day_began(state: GameState, event: ev.DayBegan) -> None:
    state.clock[Clock.DAY] = event.day


def _duties_renewed(state: GameState, event: ev.DutiesRenewed) -> None:
    units = state.units
    units[[U.MOVED, U.FORCED, U.ATTACKED, U.ACTIVITY]] = 0
    chosen = list(event.units)
    units[U.FOUGHT_DAYS, chosen] = event.fought_days
    units[U.FORCED_DAYS, chosen] = event.forced_days
    state.crossings[Crossing.PASSED] = 0
    state.formations[[F.WORK, F.WON, F.ASSAULTED]] = 0


def _watch_began(state: GameState, event: ev.WatchBegan) -> None:
    state.clock[Clock.WATCH] = event.watch
    state.units[U.MOVED_WATCH] = 0
    state.units[U.LED] = -1


def _phase_began(state: GameState, event: ev.PhaseBegan) -> None:
    state.clock[Clock.SIDE] = event.side
    state.clock[Clock.PHASE] = event.step


def _phase_ended(state: GameState, event: ev.PhaseEnded) -> None:
    state.clock[Clock.SIDE] = -1


def _unit_arrived(state: GameState, event: ev.UnitArrived) -> None:
    state.units[U.STATUS, event.unit] = Status.READY
    state.units[U.HEX, event.unit] = event.hex


def _unit_moved(state: GameState, event: ev.UnitMoved) -> None:
    units, unit = state.units, event.unit
    units[U.HEX, unit] = event.path[-1]
    units[U.MOVED, unit] = event.moved
    units[U.MOVED_WATCH, unit] = event.moved_watch
    units[U.COHESION, unit] = event.cohesion
    units[U.DUG, unit] = 0
    units[U.DIGGING, unit] = 0
    if int(units[U.ACTIVITY, unit]) < Activity.MARCH:
        units[U.ACTIVITY, unit] = Activity.MARCH


def _march_forced(state: GameState, event: ev.MarchForced) -> None:
    state.units[U.FORCED, event.unit] = 1
    state.units[U.COHESION, event.unit] = event.cohesion


def _digging_began(state: GameState, event: ev.DiggingBegan) -> None:
    state.units[U.DIGGING, event.unit] = 1


def _dug_in(state: GameState, event: ev.DugIn) -> None:
    state.units[U.DUG, list(event.units)] = event.dug


def _bridge_built(state: GameState, event: ev.BridgeBuilt) -> None:
    state.crossings[Crossing.BRIDGE, event.crossing] = Bridge.IMPROVISED
    state.units[U.ATTACKED, event.unit] = 1


def _bridge_crossed(state: GameState, event: ev.BridgeCrossed) -> None:
    state.crossings[Crossing.PASSED, event.crossing] = event.passed


def _place_taken(state: GameState, event: ev.PlaceTaken) -> None:
    state.places[Place.HOLDER, event.place] = event.side


def _luck_drawn(state: GameState, event: ev.LuckDrawn) -> None:
    state.luck[event.purpose, event.side] = event.count


def _battle_fought(state: GameState, event: ev.BattleFought) -> None:
    units, attackers = state.units, list(event.attackers)
    units[U.ATTACKED, attackers] = 1
    units[U.DIGGING, attackers] = 0
    units[U.ACTIVITY, attackers] = Activity.ATTACK
    units[U.LED, attackers[0]] = event.hex
    if event.degree >= Degree.RETREAT:
        state.formations[F.WON, units[U.FORMATION, attackers]] = 1
    state.formations[F.ASSAULTED, units[U.FORMATION, list(event.defenders)]] = 1
    for unit in event.defenders:
        units[U.ACTIVITY, unit] = max(int(units[U.ACTIVITY, unit]), Activity.DEFENCE)


_LOST = np.array([U.MEN, U.GUNS, U.KILLED, U.WOUNDED, U.CAPTURED], dtype=np.int64)[:, None]


def _losses_taken(state: GameState, event: ev.LossesTaken) -> None:
    rows = (event.men, event.guns, event.killed, event.wounded, event.captured)
    state.units[_LOST, list(event.units)] = rows


def _cohesion_changed(state: GameState, event: ev.CohesionChanged) -> None:
    state.units[U.COHESION, list(event.units)] = event.cohesion


def _unit_retreated(state: GameState, event: ev.UnitRetreated) -> None:
    units, unit = state.units, event.unit
    units[U.HEX, unit] = event.path[-1]
    units[U.STATUS, unit] = event.status
    units[U.DUG, unit] = 0
    units[U.DIGGING, unit] = 0


def _gone(state: GameState, unit: int, captured: int) -> None:
    """A unit leaves the game: its men are in the accounts, nothing of it is on the map."""
    units = state.units
    units[[U.MEN, U.GUNS, U.WOUNDED, U.COHESION], unit] = 0
    units[U.CAPTURED, unit] = captured
    units[U.STATUS, unit] = Status.GONE
    units[[U.HEX, U.LED, U.GHOST_HEX, U.GHOST_DAY], unit] = -1  # the enemy saw it go


def _unit_surrendered(state: GameState, event: ev.UnitSurrendered) -> None:
    _gone(state, event.unit, event.captured)


def _unit_destroyed(state: GameState, event: ev.UnitDestroyed) -> None:
    _gone(state, event.unit, event.captured)


def _unit_advanced(state: GameState, event: ev.UnitAdvanced) -> None:
    state.units[U.HEX, event.unit] = event.hex
    state.units[U.DUG, event.unit] = 0


def _units_rallied(state: GameState, event: ev.UnitsRallied) -> None:
    state.units[U.STATUS, list(event.units)] = Status.READY


def _units_sighted(state: GameState, event: ev.UnitsSighted) -> None:
    chosen = list(event.units)
    state.units[U.GHOST_HEX, chosen] = event.hexes
    state.units[U.GHOST_DAY, chosen] = event.day


def _supply_drawn(state: GameState, event: ev.SupplyDrawn) -> None:
    units, chosen = state.units, np.array(event.units, dtype=np.int64)
    units[U.STOCK, chosen] = event.stock
    units[U.SUPPLY, chosen] = event.supply
    units[U.REASON, chosen] = event.reason
    units[U.REASON_AT, chosen] = event.reason_at
    units[U.ENCIRCLED, chosen] = event.encircled


def _men_straggled(state: GameState, event: ev.MenStraggled) -> None:
    state.units[U.MEN, list(event.units)] = event.men
    state.units[U.STRAGGLED, list(event.units)] = event.straggled


def _wounded_returned(state: GameState, event: ev.WoundedReturned) -> None:
    state.units[U.MEN, list(event.units)] = event.men
    state.units[U.WOUNDED, list(event.units)] = event.wounded


def _ledger_turned(state: GameState, event: ev.LedgerTurned) -> None:
    formations = state.formations
    formations[F.LOST], formations[F.LOST_1] = event.lost, event.lost_1
    formations[F.LOST_2], formations[F.LOST_3] = event.lost_2, event.lost_3
    state.sides[S.POLITICS] = event.politics


def _formation_lost(state: GameState, event: ev.FormationLost) -> None:
    state.formations[F.STANDING, event.formation] = Standing.SCATTERED


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


def _favour_shown(state: GameState, event: ev.FavourShown) -> None:
    state.formations[F.FAVOURED, event.formation] = event.day


def _commander_replaced(state: GameState, event: ev.CommanderReplaced) -> None:
    state.formations[F.REPLACED, event.formation] = event.day
    state.formations[[F.CONTACT, F.ENVOY], event.formation] = -1
    state.units[U.COHESION, list(event.units)] = event.cohesion


def _formation_went_over(state: GameState, event: ev.FormationWentOver) -> None:
    formations, units, chosen = state.formations, state.units, list(event.units)
    formations[F.SIDE, event.formation] = event.side
    formations[F.STANDING, event.formation] = Standing.OVER
    formations[[F.AGENTS, F.FAMILIES, F.WORK], event.formation] = 0
    formations[[F.CONTACT, F.ENVOY], event.formation] = -1
    units[U.SIDE, chosen] = event.side
    units[U.GONE_OVER, chosen] = event.gone_over
    units[U.ENROLLED, chosen] = event.enrolled
    units[U.QUALITY, chosen] = event.quality
    units[U.HELD_UNTIL, chosen] = event.held_until
    units[U.ENCIRCLED, chosen] = 0
    units[np.ix_([U.GHOST_HEX, U.GHOST_DAY], chosen)] = -1


def _unit_scattered(state: GameState, event: ev.UnitScattered) -> None:
    _gone(state, event.unit, event.captured)
    state.units[U.STRAGGLED, event.unit] = event.straggled


def _campaign_ended(state: GameState, event: ev.CampaignEnded) -> None:
    state.clock[Clock.OVER] = 1
    state.clock[Clock.SIDE] = -1


def _nothing(state: GameState, event: ev.Event) -> None:
    """The event tells; other events carry what changed."""


_WRITERS: dict[type, Callable[[GameState, Any], None]] = {
    ev.DayBegan: _day_began,
    ev.DutiesRenewed: _duties_renewed,
    ev.WatchBegan: _watch_began,
    ev.PhaseBegan: _phase_began,
    ev.PhaseEnded: _phase_ended,
    ev.UnitArrived: _unit_arrived,
    ev.UnitMoved: _unit_moved,
    ev.EnemyMet: _nothing,
    ev.MarchStopped: _nothing,
    ev.MarchForced: _march_forced,
    ev.DiggingBegan: _digging_began,
    ev.DugIn: _dug_in,
    ev.BridgeBuilt: _bridge_built,
    ev.BridgeCrossed: _bridge_crossed,
    ev.PlaceTaken: _place_taken,
    ev.LuckDrawn: _luck_drawn,
    ev.BattleFought: _battle_fought,
    ev.LossesTaken: _losses_taken,
    ev.CohesionChanged: _cohesion_changed,
    ev.UnitRetreated: _unit_retreated,
    ev.UnitStood: _nothing,
    ev.UnitSurrendered: _unit_surrendered,
    ev.UnitDestroyed: _unit_destroyed,
    ev.UnitAdvanced: _unit_advanced,
    ev.UnitsRallied: _units_rallied,
    ev.UnitsSighted: _units_sighted,
    ev.SupplyDrawn: _supply_drawn,
    ev.MenStraggled: _men_straggled,
    ev.WoundedReturned: _wounded_returned,
    ev.LedgerTurned: _ledger_turned,
    ev.FormationLost: _formation_lost,
    ev.LoyaltyChanged: _loyalty_changed,
    ev.PoliticalWorkDone: _political_work_done,
    ev.EnvoySent: _envoy_sent,
    ev.EnvoyArrived: _envoy_arrived,
    ev.EnvoyCaught: _envoy_caught,
    ev.FavourShown: _favour_shown,
    ev.CommanderReplaced: _commander_replaced,
    ev.DefectionConsidered: _nothing,
    ev.FormationWentOver: _formation_went_over,
    ev.UnitScattered: _unit_scattered,
    ev.CampaignEnded: _campaign_ended,
}
