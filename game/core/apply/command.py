"""Writers: command points, headquarters, reserves, orders from above, towns without garrisons."""

from game.core import events as ev
from game.core.apply.writer import Writers, nothing
from game.core.kinds import Activity, Insistence, Obedience
from game.core.state import F, GameState, S, U


def _command_renewed(state: GameState, event: ev.CommandRenewed) -> None:
    state.sides[S.COMMAND] = event.command


def _command_spent(state: GameState, event: ev.CommandSpent) -> None:
    state.sides[S.COMMAND, event.side] = event.left


def _reach_changed(state: GameState, event: ev.ReachChanged) -> None:
    state.units[U.UNLED, list(event.units)] = event.unled


def _stand_ordered(state: GameState, event: ev.StandOrdered) -> None:
    state.units[U.STAND, event.unit] = 1


def _reserve_formed(state: GameState, event: ev.ReserveFormed) -> None:
    state.units[U.RESERVE, event.unit] = 1


def _reserve_called_up(state: GameState, event: ev.ReserveCalledUp) -> None:
    units, unit = state.units, event.unit
    units[U.HEX, unit] = event.hex
    units[U.MOVED, unit] = event.moved
    units[[U.ON_ROAD, U.DUG, U.DIGGING, U.STAND, U.RESERVE], unit] = 0
    units[U.ACTIVITY, unit] = max(int(units[U.ACTIVITY, unit]), Activity.MARCH)


def _formation_committed(state: GameState, event: ev.FormationCommitted) -> None:
    state.formations[F.COMMITTED, event.formation] = event.committed
    state.units[U.HELD_UNTIL, list(event.units)] = -1


def _superior_order_given(state: GameState, event: ev.SuperiorOrderGiven) -> None:
    state.sides[S.PRESTIGE, event.side] = event.prestige
    if event.kind == Insistence.PUSH_ON:
        state.formations[F.PUSHED, event.formation] = state.day


def _order_received(state: GameState, event: ev.OrderReceived) -> None:
    state.formations[F.ORDER, event.formation] = event.received
    state.formations[F.OBEDIENCE, event.formation] = Obedience.OPEN


def _order_obeyed(state: GameState, event: ev.OrderObeyed) -> None:
    state.formations[F.OBEDIENCE, event.formation] = Obedience.DONE


def _order_refused(state: GameState, event: ev.OrderRefused) -> None:
    state.formations[F.OBEDIENCE, event.formation] = Obedience.REFUSED
    state.sides[S.PRESTIGE, event.side] = event.prestige


def _columns_called_home(state: GameState, event: ev.ColumnsCalledHome) -> None:
    state.formations[F.COMMITTED, list(event.formations)] = -1
    state.formations[F.OBEDIENCE, list(event.formations)] = Obedience.DONE
    state.units[U.HELD_UNTIL, list(event.units)] = event.held_until


WRITERS: Writers = {
    ev.CommandRenewed: _command_renewed,
    ev.CommandSpent: _command_spent,
    ev.ReachChanged: _reach_changed,
    ev.HeadquartersLost: nothing,
    ev.StandOrdered: _stand_ordered,
    ev.ReserveFormed: _reserve_formed,
    ev.ReserveCalledUp: _reserve_called_up,
    ev.FormationCommitted: _formation_committed,
    ev.SuperiorOrderGiven: _superior_order_given,
    ev.OrderReceived: _order_received,
    ev.OrderObeyed: _order_obeyed,
    ev.OrderRefused: _order_refused,
    ev.ColumnsCalledHome: _columns_called_home,
    ev.GarrisonHarassed: nothing,
    ev.TownSeized: nothing,
}
