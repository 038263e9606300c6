"""Writers: battles and what follows from them."""

import numpy as np

from game.core import events as ev
from game.core.apply.writer import Writers, gone, nothing
from game.core.causes import Degree
from game.core.kinds import Activity, Status
from game.core.state import F, GameState, U

_LOST = np.array([U.MEN, U.GUNS, U.KILLED, U.WOUNDED, U.CAPTURED], dtype=np.int64)[:, None]
_STRUCK = np.array([U.ATTACKED, U.DIGGING, U.RESERVE, U.ACTIVITY, U.STRUCK], dtype=np.int64)[:, None]
_DEFENCE = int(Activity.DEFENCE)
_LEFT_BEHIND = np.array([U.ON_ROAD, U.DUG, U.DIGGING, U.STAND, U.RESERVE], dtype=np.int64)
_FOLLOWED_UP = np.array([U.DUG, U.ON_ROAD, U.STAND], dtype=np.int64)


def _battle_fought(state: GameState, event: ev.BattleFought) -> None:
    units, attackers = state.units, list(event.attackers)
    units[_STRUCK, attackers] = (1,), (0,), (0,), (int(Activity.ATTACK),), (event.hex,)
    units[U.LED, attackers[0]] = event.hex
    if event.degree >= Degree.RETREAT:
        state.formations[F.WON, units[U.FORMATION, attackers]] = 1
    attacked = [unit for unit in event.defenders if unit not in event.joined]
    state.formations[F.ASSAULTED, units[U.FORMATION, attacked]] = 1
    for unit in event.defenders:
        units[U.ACTIVITY, unit] = max(units.item(U.ACTIVITY, unit), _DEFENCE)


def _losses_taken(state: GameState, event: ev.LossesTaken) -> None:
    rows = (event.men, event.guns, event.killed, event.wounded, event.captured)
    state.units[_LOST, list(event.units)] = rows


def _cohesion_changed(state: GameState, event: ev.CohesionChanged) -> None:
    state.units[U.COHESION, list(event.units)] = event.cohesion


def _unit_retreated(state: GameState, event: ev.UnitRetreated) -> None:
    units, unit = state.units, event.unit
    units[U.HEX, unit] = event.path[-1]
    units[U.STATUS, unit] = event.status
    units[_LEFT_BEHIND, unit] = 0


def _unit_surrendered(state: GameState, event: ev.UnitSurrendered) -> None:
    gone(state, event.unit, event.captured)


def _unit_destroyed(state: GameState, event: ev.UnitDestroyed) -> None:
    gone(state, event.unit, event.captured)


def _unit_advanced(state: GameState, event: ev.UnitAdvanced) -> None:
    state.units[U.HEX, event.unit] = event.hex
    state.units[_FOLLOWED_UP, event.unit] = 0


def _units_rallied(state: GameState, event: ev.UnitsRallied) -> None:
    state.units[U.STATUS, list(event.units)] = Status.READY


WRITERS: Writers = {
    ev.BattleFought: _battle_fought,
    ev.LossesTaken: _losses_taken,
    ev.CohesionChanged: _cohesion_changed,
    ev.UnitRetreated: _unit_retreated,
    ev.UnitStood: nothing,
    ev.UnitSurrendered: _unit_surrendered,
    ev.UnitDestroyed: _unit_destroyed,
    ev.UnitAdvanced: _unit_advanced,
    ev.UnitsRallied: _units_rallied,
}
