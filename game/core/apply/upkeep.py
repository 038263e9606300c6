"""Writers: supply, stragglers, the wounded, prisoners and remnants."""

import numpy as np

from game.core import events as ev
from game.core.apply.writer import Writers, gone
from game.core.state import GameState, S, U

_TAKEN_IN = [U.MEN, U.GUNS, U.ENROLLED]


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


def _prisoners_counted(state: GameState, event: ev.PrisonersCounted) -> None:
    state.camps[:, event.day] = event.by_first, event.by_second


def _prisoners_enlisted(state: GameState, event: ev.PrisonersEnlisted) -> None:
    state.units[U.MEN, list(event.units)] = event.men
    state.units[U.ENROLLED, list(event.units)] = event.enrolled
    state.sides[S.ENLISTED, event.side] = event.in_all


def _wounded_returned(state: GameState, event: ev.WoundedReturned) -> None:
    state.units[U.MEN, list(event.units)] = event.men
    state.units[U.WOUNDED, list(event.units)] = event.wounded
    state.units[U.RETURNED, list(event.units)] = event.returned


def _unit_merged(state: GameState, event: ev.UnitMerged) -> None:
    captured, wounded = state.units[[U.CAPTURED, U.WOUNDED], event.unit].tolist()
    gone(state, event.unit, captured)
    state.units[[U.WOUNDED, U.ENROLLED], event.unit] = wounded, event.enrolled
    state.units[_TAKEN_IN, event.into] = event.men, event.guns, event.enrolled_there


def _unit_disbanded(state: GameState, event: ev.UnitDisbanded) -> None:
    gone(state, event.unit, event.captured)
    state.units[U.STRAGGLED, event.unit] = event.straggled


WRITERS: Writers = {
    ev.SupplyDrawn: _supply_drawn,
    ev.MenStraggled: _men_straggled,
    ev.WoundedReturned: _wounded_returned,
    ev.PrisonersCounted: _prisoners_counted,
    ev.PrisonersEnlisted: _prisoners_enlisted,
    ev.UnitMerged: _unit_merged,
    ev.UnitDisbanded: _unit_disbanded,
}
