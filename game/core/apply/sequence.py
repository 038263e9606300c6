"""Writers: the sequence of play: days, watches, phases, arrivals, draws, what was seen."""

from game.core import events as ev
from game.core.apply.writer import Writers
from game.core.kinds import Status
from game.core.state import Clock, Crossing, F, GameState, Trains, U


def _day_began(state: GameState, event: ev.DayBegan) -> None:
    state.clock[Clock.DAY] = event.day


def _duties_renewed(state: GameState, event: ev.DutiesRenewed) -> None:
    units = state.units
    units[[U.MOVED, U.FORCED, U.ATTACKED, U.ACTIVITY, U.BREAKOUT, U.STAND]] = 0
    units[U.STRUCK] = -1
    chosen = list(event.units)
    units[U.FOUGHT_DAYS, chosen] = event.fought_days
    units[U.FORCED_DAYS, chosen] = event.forced_days
    state.crossings[[Crossing.PASSED, Crossing.PASSED_0, Crossing.PASSED_1]] = 0
    state.formations[[F.WORK, F.WON, F.ASSAULTED]] = 0
    state.trains[Trains.CARRIED] = 0


def _watch_began(state: GameState, event: ev.WatchBegan) -> None:
    state.clock[Clock.WATCH] = event.watch
    state.units[U.MOVED_WATCH] = 0
    state.units[U.LED] = -1


def _phase_began(state: GameState, event: ev.PhaseBegan) -> None:
    state.clock[Clock.SIDE] = event.side
    state.clock[Clock.PHASE] = event.step
    state.units[U.ON_ROAD, state.units[U.SIDE] == event.side] = 0


def _phase_ended(state: GameState, event: ev.PhaseEnded) -> None:
    state.clock[Clock.SIDE] = -1


def _luck_drawn(state: GameState, event: ev.LuckDrawn) -> None:
    state.luck[event.purpose, event.side] = event.count


def _arrivals_moved(state: GameState, event: ev.ArrivalsMoved) -> None:
    state.units[U.ARRIVAL_DAY, list(event.units)] = event.days


def _unit_arrived(state: GameState, event: ev.UnitArrived) -> None:
    state.units[U.STATUS, event.unit] = Status.READY
    state.units[U.HEX, event.unit] = event.hex


def _campaign_ended(state: GameState, event: ev.CampaignEnded) -> None:
    state.clock[Clock.OVER] = 1
    state.clock[Clock.SIDE] = -1


WRITERS: Writers = {
    ev.DayBegan: _day_began,
    ev.DutiesRenewed: _duties_renewed,
    ev.WatchBegan: _watch_began,
    ev.PhaseBegan: _phase_began,
    ev.PhaseEnded: _phase_ended,
    ev.LuckDrawn: _luck_drawn,
    ev.ArrivalsMoved: _arrivals_moved,
    ev.UnitArrived: _unit_arrived,
    ev.CampaignEnded: _campaign_ended,
}
