"""After a battle: holding, retreat and its length, surrender. Rulebook 5.7, 5.8, 7.3."""

from collections.abc import Sequence

from game.core import events as ev
from game.core.battle.losses import Battle, LossRow, emit_losses, loss_row
from game.core.battle.morale import change_cohesion, neighbours_shaken
from game.core.battle.spoils import captors_around, supplies_of, take_stocks
from game.core.board import Kit
from game.core.causes import Degree, LossCause
from game.core.homeward import distance_home
from game.core.kernels.odds import Factor
from game.core.kernels.retreat import retreat_path
from game.core.kinds import Status
from game.core.luck import LUCK_ONE, Purpose
from game.core.numbers import Number
from game.core.state import U
from game.core.turn import Turn


def settle(turn: Turn, battle: Battle) -> None:
    """Make every defender hold, give way, stand at bay or surrender; then shake those who saw it."""
    units = turn.state.units
    side = 1 - int(units[U.SIDE, battle.attackers[0]])
    gone = [unit for unit in battle.defenders if units[U.HEX, unit] < 0]
    for unit in battle.defenders:
        if unit not in gone and _must_give_way(turn, battle, unit):
            _give_way(turn, battle, unit)
            if units[U.HEX, unit] != battle.hex:
                gone.append(unit)
    if gone:
        change_cohesion(turn, neighbours_shaken(turn, battle.hex, side, gone))


def way_back(turn: Turn, unit: int, steps: int) -> tuple[int, ...]:
    """Where a unit would give way to, nothing where it cannot."""
    state = turn.state
    home = distance_home(turn.world, state.crossings, state.units.item(U.SIDE, unit))
    return tuple(retreat_path(turn.world.board, state.units, state.crossings, home, unit, steps).tolist())


def _must_give_way(turn: Turn, battle: Battle, unit: int) -> bool:
    """Driven out, or its cohesion breaks. Rulebook 7.3."""
    if battle.won:
        return True
    numbers = turn.world.numbers
    limit = int(numbers[Number.BREAK_BASE])
    if battle.factors[Factor.WORKS]:
        limit -= int(numbers[Number.BREAK_WORKS])
    if turn.state.units[U.STAND, unit]:
        limit -= int(numbers[Number.BREAK_STAND])
    if way_back(turn, unit, 1):
        limit += int(numbers[Number.BREAK_PATH])
    return int(turn.state.units[U.COHESION, unit]) <= limit


def _give_way(turn: Turn, battle: Battle, unit: int) -> None:
    """Run along the way back under pursuit; without one surrender or stand at bay."""
    numbers, units = turn.world.numbers, turn.state.units
    broken = units.item(U.STATUS, unit) == Status.ROUTED or units[U.COHESION, unit] < numbers[Number.ROUT_BELOW]
    routed = broken or battle.degree is Degree.OVERRUN
    if routed and turn.world.board.kit[Kit.HEADQUARTERS, unit] == 1:
        _surrender(turn, battle, unit, LUCK_ONE)
        return
    path = way_back(turn, unit, int(numbers[Number.ROUT_HEXES if routed else Number.RETREAT_HEXES]))
    if not path:
        _no_way_out(turn, battle, unit)
        return
    turn.emit(ev.UnitRetreated(unit, path, Status.ROUTED if broken else Status.READY))
    rate = int(numbers[Number.PURSUIT_ROUT if routed else Number.PURSUIT_RETREAT])
    lost = int(units[U.MEN, unit]) * rate // 1000
    captured = lost * int(numbers[Number.PURSUIT_CAPTURED]) // 1000
    row = loss_row(turn, unit, lost, captured)
    emit_losses(turn, LossCause.PURSUIT, [_leaving_wounded(turn, row) if routed else row])


def _leaving_wounded(turn: Turn, row: LossRow) -> LossRow:
    """A routed unit leaves wounded men behind, who are captured."""
    unit, men, guns, killed, wounded, captured = row
    left = wounded * int(turn.world.numbers[Number.ROUT_WOUNDED]) // 1000
    return unit, men, guns, killed, wounded - left, captured + left


def _no_way_out(turn: Turn, battle: Battle, unit: int) -> None:
    """The overrun and remnants lay down arms; others by a draw against quality and cohesion left. Rulebook 5.7."""
    units, numbers = turn.state.units, turn.world.numbers
    chance = surrender_chance(numbers, int(units[U.QUALITY, unit]), int(units[U.COHESION, unit]))
    men, at_first = int(units[U.MEN, unit]), int(units[U.INITIAL, unit] + units[U.ENROLLED, unit])
    if battle.degree is Degree.OVERRUN or men * 1000 < int(numbers[Number.BAY_REMNANT]) * at_first:
        chance = LUCK_ONE
    side = int(units[U.SIDE, battle.attackers[0]])
    ordinal = int((units[U.LED] == battle.hex).sum())
    if turn.draw(Purpose.SURRENDER, side, turn.world.units[unit].key, ordinal) >= chance:
        turn.emit(ev.UnitStood(unit, chance))
        _lose_some(turn, unit, chance)
        return
    _surrender(turn, battle, unit, chance)


def _surrender(turn: Turn, battle: Battle, unit: int, chance: int) -> None:
    """A unit lays down its arms, with its wounded and its supplies."""
    units = turn.state.units
    captured = int(units[U.CAPTURED, unit] + units[U.MEN, unit] + units[U.WOUNDED, unit])
    supplies = supplies_of(turn, unit)
    turn.emit(ev.UnitSurrendered(unit, battle.hex, int(units[U.SIDE, battle.attackers[0]]), captured, chance))
    take_stocks(turn, battle.attackers, supplies)


def _lose_some(turn: Turn, unit: int, chance: int) -> None:
    """A unit at bay loses men as prisoners, more of them the nearer it was to surrender."""
    share = int(turn.world.numbers[Number.BAY_CAPTURED])
    lost = int(turn.state.units[U.MEN, unit]) * chance * share // (LUCK_ONE * 1000)
    if lost:
        emit_losses(turn, LossCause.BAY, [loss_row(turn, unit, lost, lost)])


def surrender_chance(numbers: Sequence[int], quality: int, cohesion: int) -> int:
    """How likely those without a way out are to lay down their arms, out of 2**20. Rulebook 5.7, 8.7."""
    limit = max(1, int(numbers[Number.SURRENDER_FROM]))
    return LUCK_ONE * max(0, limit - (quality + cohesion) // 2) // limit


def make_way(turn: Turn, hex: int, side: int) -> None:
    """Units that no longer share a side with those at ``hex`` leave it; without a way out they lay down arms."""
    units = turn.state.units
    for unit in turn.state.units_at(hex):
        if units[U.SIDE, unit] == side:
            continue
        path = way_back(turn, unit, 1)
        if path:
            turn.emit(ev.UnitRetreated(unit, path, int(units[U.STATUS, unit])))
        else:
            captured = int(units[U.CAPTURED, unit] + units[U.MEN, unit] + units[U.WOUNDED, unit])
            supplies = supplies_of(turn, unit)
            turn.emit(ev.UnitSurrendered(unit, hex, side, captured, LUCK_ONE))
            take_stocks(turn, captors_around(turn, (hex,), side), supplies)
