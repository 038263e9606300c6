"""Writers: railway, depots, rations, airdrops, lifts, spoils, and who is served first."""

from game.core import events as ev
from game.core.apply.writer import Writers, gone, nothing
from game.core.kinds import Activity
from game.core.state import Depot, F, GameState, Lifting, Place, Rail, U


def _rail_wrecked(state: GameState, event: ev.RailWrecked) -> None:
    known = Rail.KNOWN_0 + int(state.units[U.SIDE, event.unit])
    state.rails[[Rail.WRECKED, known], event.link] = 1
    state.rails[Rail.MENDED, event.link] = 0
    state.units[U.ATTACKED, event.unit] = 1


def _rail_mended(state: GameState, event: ev.RailMended) -> None:
    state.rails[Rail.WRECKED, event.link] = int(event.left > 0)
    state.rails[Rail.MENDED, event.link] = event.mended
    known = Rail.KNOWN_0 + int(state.units[U.SIDE, event.unit])
    state.rails[known, event.link] = 1 + event.mended if event.left else 0
    state.units[U.ATTACKED, event.unit] = 1


def _depot_set_up(state: GameState, event: ev.DepotSetUp) -> None:
    state.depots[Depot.SIDE, event.slot] = event.side
    state.depots[Depot.HEX, event.slot] = event.hex
    state.units[U.ATTACKED, event.unit] = 1


def _depot_lost(state: GameState, event: ev.DepotLost) -> None:
    state.depots[:, event.slot] = -1


def _priority_set(state: GameState, event: ev.PrioritySet) -> None:
    state.formations[F.PRIORITY, event.formation] = event.level


def _airdrop_shared(state: GameState, event: ev.AirdropShared) -> None:
    state.formations[F.AIRDROP, event.formation] = event.share


def _unit_embarked(state: GameState, event: ev.UnitEmbarked) -> None:
    units, unit = state.units, event.unit
    state.lifts[Lifting.CARRIED, event.lift] = event.carried
    if event.present == 0:
        gone(state, unit, int(units[U.CAPTURED, unit]))
    units[[U.MEN, U.GUNS, U.LEFT], unit] = event.present, event.guns, event.left
    units[[U.DUG, U.DIGGING, U.STAND, U.RESERVE], unit] = 0
    units[U.ATTACKED, unit] = 1
    units[U.ACTIVITY, unit] = max(int(units[U.ACTIVITY, unit]), Activity.MARCH)


def _lift_returned(state: GameState, event: ev.LiftReturned) -> None:
    state.lifts[Lifting.CARRIED, event.lift] = event.carried


def _rations_eaten(state: GameState, event: ev.RationsEaten) -> None:
    state.places[Place.RATIONS, list(event.places)] = event.rations


def _rations_seized(state: GameState, event: ev.RationsSeized) -> None:
    state.places[Place.RATIONS, event.place] = event.rations


def _stocks_taken(state: GameState, event: ev.StocksTaken) -> None:
    state.units[U.STOCK, list(event.units)] = event.stock


WRITERS: Writers = {
    ev.RailWrecked: _rail_wrecked,
    ev.RailMended: _rail_mended,
    ev.DepotSetUp: _depot_set_up,
    ev.DepotLost: _depot_lost,
    ev.PrioritySet: _priority_set,
    ev.AirdropShared: _airdrop_shared,
    ev.AirdropMade: nothing,
    ev.UnitEmbarked: _unit_embarked,
    ev.LiftReturned: _lift_returned,
    ev.RationsEaten: _rations_eaten,
    ev.RationsSeized: _rations_seized,
    ev.StocksTaken: _stocks_taken,
}
