"""Marches that run into an enemy in hiding. Rulebook 11.4."""

from game.core import events as ev
from game.core.battle.losses import bury_the_dead, emit_losses, loss_row
from game.core.battle.morale import change_cohesion
from game.core.board import HexColumn
from game.core.causes import LossCause, MoraleCause
from game.core.fog.observe import is_night
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import U
from game.core.turn import Turn


def spring_ambush(turn: Turn, unit: int, hex: int) -> None:
    """Let those who lay hidden at ``hex`` fall upon a unit that marched into them."""
    ambushers = _ambushers(turn, unit, hex)
    if not ambushers:
        return
    units, numbers = turn.state.units, turn.world.numbers
    marching, hidden = int(units[U.MEN, unit]), int(units[U.MEN, ambushers].sum())
    room = int(turn.world.board.hexes[HexColumn.FRONTAGE, hex])
    men = min(marching, hidden, room)
    shock = int(numbers[Number.SHOCK_SURPRISE]) * min(marching, hidden) // marching
    turn.emit(ev.Ambushed(unit, hex, tuple(ambushers), men, shock))
    lost, price = _losses(turn, men)
    lost = min(marching, lost)
    rows = [loss_row(turn, unit, lost)]
    rows += [loss_row(turn, each, price * int(units[U.MEN, each]) // hidden) for each in ambushers]
    emit_losses(turn, LossCause.AMBUSH, rows)
    bury_the_dead(turn, (unit, *ambushers))
    casualties = lost * 1000 // marching * int(numbers[Number.SHOCK_CASUALTIES]) // 10
    change_cohesion(turn, [(unit, MoraleCause.CASUALTIES, -casualties), (unit, MoraleCause.SURPRISED, -shock)])


def _ambushers(turn: Turn, unit: int, hex: int) -> list[int]:
    """The enemies at ``hex`` who are in hand, in hiding, and not where they were last seen."""
    units = turn.state.units
    enemy = 1 - int(units[U.SIDE, unit])
    dark = is_night(turn.world, turn.state)
    covered = int(turn.world.board.hexes[HexColumn.COUNTRYSIDE, hex]) == enemy
    found = []
    for other in turn.state.units_at(hex):
        row = units[:, other].tolist()
        hides = dark or (covered and not row[U.ON_ROAD])
        if hides and row[U.SIDE] == enemy and row[U.STATUS] == Status.READY and row[U.GHOST_HEX] != hex:
            found.append(other)
    return found


def _losses(turn: Turn, men: int) -> tuple[int, int]:
    """Losses of the ambushed, as of the losers of a hasty attack, and of the ambushers."""
    numbers = turn.world.numbers
    base, surprise = men * int(numbers[Number.LOSS_HASTY]), int(numbers[Number.AMBUSH])
    lost = base * int(numbers[Number.LOSS_LOSER]) * surprise // 1_000_000_000
    return lost, min(men, base * int(numbers[Number.LOSS_WINNER]) // surprise // 1000)
