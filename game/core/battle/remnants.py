"""Units of which a handful is left: its men join others, or go home. Rulebook 5.11."""

import numpy as np

from game.core import events as ev
from game.core.board import Edge, Kit
from game.core.hexgrid import Ints
from game.core.kinds import Status, SupplyState
from game.core.numbers import Number
from game.core.state import U
from game.core.turn import Turn


def resolve_remnants(turn: Turn) -> None:
    """Dusk: every remnant joins a unit beside it that can feed its men, or breaks up."""
    for unit in remnants(turn).tolist():
        into = _who_takes(turn, unit)
        if into < 0:
            _break_up(turn, unit)
        else:
            _join(turn, unit, into)


def remnants(turn: Turn) -> Ints:
    """Units on the map with too few men left; those that stand aside, and headquarters, are left alone."""
    units = turn.state.units
    of_old = units[U.INITIAL] * turn.world.numbers[Number.REMNANT] // 1000
    bears_arms = (units[U.STATUS] == int(Status.READY)) | (units[U.STATUS] == int(Status.ROUTED))
    few = (units[U.HEX] >= 0) & (units[U.MEN] + units[U.WOUNDED] < of_old) & bears_arms
    found: Ints = np.flatnonzero(few & (turn.world.board.kit[Kit.HEADQUARTERS] == 0))
    return found


def _who_takes(turn: Turn, unit: int) -> int:
    """The strongest unit in or beside its hex that can take it, of its own formation if there is one; -1 if none."""
    units, kit = turn.state.units, turn.world.board.kit
    here, side, formation = units[[U.HEX, U.SIDE, U.FORMATION], unit].tolist()
    beside = [here, *(hex for hex in turn.world.board.edges[Edge.NEIGHBOUR, here].tolist() if hex >= 0)]
    fit = (units[U.STATUS] == int(Status.READY)) & (units[U.SUPPLY] <= int(SupplyState.STRAINED))
    fit &= (kit[Kit.HEADQUARTERS] == 0) & (kit[Kit.DOMESTIC] == 0)
    fit[remnants(turn)] = False
    near = np.flatnonzero(fit & (units[U.SIDE] == side) & np.isin(units[U.HEX], beside)).tolist()
    return max(
        near, key=lambda each: (units[U.FORMATION, each] == formation, int(units[U.MEN, each]), -each), default=-1
    )


def _join(turn: Turn, unit: int, into: int) -> None:
    units = turn.state.units
    men, guns = units[[U.MEN, U.GUNS], unit].tolist()
    turn.emit(
        ev.UnitMerged(
            unit=unit,
            hex=int(units[U.HEX, unit]),
            enrolled=int(units[U.ENROLLED, unit]) - men,
            into=into,
            men=int(units[U.MEN, into]) + men,
            guns=int(units[U.GUNS, into]) + guns,
            enrolled_there=int(units[U.ENROLLED, into]) + men,
        )
    )


def _break_up(turn: Turn, unit: int) -> None:
    units = turn.state.units
    straggled = int(units[U.STRAGGLED, unit] + units[U.MEN, unit])
    captured = int(units[U.CAPTURED, unit] + units[U.WOUNDED, unit])  # as of every unit that is lost, rulebook 5.6
    turn.emit(ev.UnitDisbanded(unit, int(units[U.HEX, unit]), straggled, captured))
