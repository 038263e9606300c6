"""Writers: marches, digging, bridges, places."""

import numpy as np

from game.core import events as ev
from game.core.apply.writer import Writers, nothing
from game.core.kinds import Activity, Bridge
from game.core.state import Crossing, GameState, Place, Trains, U

_MARCHED = np.array(
    [U.HEX, U.MOVED, U.MOVED_WATCH, U.COHESION, U.ON_ROAD, U.DUG, U.DIGGING, U.STAND, U.RESERVE], dtype=np.int64
)
"""What a march changes; the last four it leaves behind."""
_ACTIVITY, _ON_THE_MARCH = int(U.ACTIVITY), int(Activity.MARCH)


def _unit_moved(state: GameState, event: ev.UnitMoved) -> None:
    row = state.units[:, event.unit]
    row[_MARCHED] = event.path[-1], event.moved, event.moved_watch, event.cohesion, event.on_road, 0, 0, 0, 0
    if row.item(_ACTIVITY) < _ON_THE_MARCH:
        row[_ACTIVITY] = _ON_THE_MARCH


def _unit_railed(state: GameState, event: ev.UnitRailed) -> None:
    row = state.units[:, event.unit]
    row[_MARCHED] = event.path[-1], event.moved, event.moved_watch, row[U.COHESION], event.on_road, 0, 0, 0, 0
    row[[U.ATTACKED, U.ACTIVITY]] = 1, _ON_THE_MARCH
    state.trains[Trains.CARRIED, list(event.trains)] = event.carried


def _marches_carried(state: GameState, event: ev.MarchesCarried) -> None:
    state.units[U.MOVED, list(event.units)] = event.moved


def _march_forced(state: GameState, event: ev.MarchForced) -> None:
    state.units[U.FORCED, event.unit] = 1
    state.units[U.COHESION, event.unit] = event.cohesion


def _breakout_began(state: GameState, event: ev.BreakoutBegan) -> None:
    state.units[U.GUNS, event.unit] = 0
    state.units[U.COHESION, event.unit] = event.cohesion
    state.units[U.BREAKOUT, event.unit] = 1


def _digging_began(state: GameState, event: ev.DiggingBegan) -> None:
    state.units[U.DIGGING, event.unit] = 1


def _dug_in(state: GameState, event: ev.DugIn) -> None:
    state.units[U.DUG, list(event.units)] = event.dug


def _bridge_built(state: GameState, event: ev.BridgeBuilt) -> None:
    state.crossings[Crossing.BRIDGE, event.crossing] = Bridge.IMPROVISED
    state.units[U.ATTACKED, event.unit] = 1


def _weather_turned(state: GameState, event: ev.WeatherTurned) -> None:
    state.units[U.PACE] = event.paces


def _rivers_froze(state: GameState, event: ev.RiversFroze) -> None:
    state.crossings[Crossing.BRIDGE, list(event.crossings)] = Bridge.ICE


def _rivers_thawed(state: GameState, event: ev.RiversThawed) -> None:
    state.crossings[Crossing.BRIDGE, list(event.crossings)] = Bridge.NONE


def _bridge_crossed(state: GameState, event: ev.BridgeCrossed) -> None:
    state.crossings[Crossing.PASSED, event.crossing] = event.passed
    state.crossings[Crossing.PASSED_0 + event.side, event.crossing] = event.own


def _place_taken(state: GameState, event: ev.PlaceTaken) -> None:
    state.places[Place.HOLDER, event.place] = event.side
    state.places[Place.KNOWN_0 + event.side, event.place] = event.side


WRITERS: Writers = {
    ev.UnitMoved: _unit_moved,
    ev.UnitRailed: _unit_railed,
    ev.TrainStopped: nothing,
    ev.EnemyMet: nothing,
    ev.MarchStopped: nothing,
    ev.MarchesCarried: _marches_carried,
    ev.MarchForced: _march_forced,
    ev.BreakoutBegan: _breakout_began,
    ev.DiggingBegan: _digging_began,
    ev.DugIn: _dug_in,
    ev.BridgeBuilt: _bridge_built,
    ev.BridgeCrossed: _bridge_crossed,
    ev.WeatherTurned: _weather_turned,
    ev.RiversFroze: _rivers_froze,
    ev.RiversThawed: _rivers_thawed,
    ev.PlaceTaken: _place_taken,
}
