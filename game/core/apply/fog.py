"""Writers: what the sides see and remember, and ambushes."""

from game.core import events as ev
from game.core.apply.writer import Writers
from game.core.kinds import Activity
from game.core.state import GameState, Place, Rail, U


def _units_sighted(state: GameState, event: ev.UnitsSighted) -> None:
    chosen = list(event.units)
    state.units[U.GHOST_HEX, chosen] = event.hexes
    state.units[U.GHOST_DAY, chosen] = event.day


def _places_seen(state: GameState, event: ev.PlacesSeen) -> None:
    state.places[Place.KNOWN_0 + event.side, list(event.places)] = event.holders


def _rails_seen(state: GameState, event: ev.RailsSeen) -> None:
    state.rails[Rail.KNOWN_0 + event.side, list(event.links)] = event.known


def _ambushed(state: GameState, event: ev.Ambushed) -> None:
    for unit in (event.unit, *event.ambushers):
        state.units[U.ACTIVITY, unit] = max(int(state.units[U.ACTIVITY, unit]), Activity.DEFENCE)


WRITERS: Writers = {
    ev.UnitsSighted: _units_sighted,
    ev.PlacesSeen: _places_seen,
    ev.RailsSeen: _rails_seen,
    ev.Ambushed: _ambushed,
}
