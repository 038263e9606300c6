"""Units that leave their guns behind to slip out of a ring. Rulebook 4.5."""

from game.core import events as ev
from game.core.authority import refuse_unit
from game.core.numbers import Number
from game.core.orders import BreakOut
from game.core.refusal import Reason, Refusal
from game.core.state import GameState, U
from game.core.turn import Turn
from game.core.world import World


def check_break_out(world: World, view: GameState, order: BreakOut) -> Refusal | None:
    """An encircled unit that is still steady enough."""
    unit = order.unit
    refused = refuse_unit(world, view, view.active_side, unit)
    if refused:
        return refused
    row = view.units[:, unit].tolist()
    if row[U.BREAKOUT]:
        return Refusal(Reason.BREAKS_OUT_ALREADY, (unit,))
    if row[U.ENCIRCLED] <= 0:
        return Refusal(Reason.NOT_ENCIRCLED, (unit,))
    if row[U.COHESION] <= world.numbers[Number.BREAKOUT_COHESION]:
        return Refusal(Reason.TOO_SHAKEN, (unit,))
    return None


def resolve_break_out(turn: Turn, order: BreakOut) -> None:
    """The price is paid at once; the marches follow."""
    cohesion = int(turn.state.units[U.COHESION, order.unit] - turn.world.numbers[Number.BREAKOUT_COHESION])
    turn.emit(ev.BreakoutBegan(order.unit, cohesion))
