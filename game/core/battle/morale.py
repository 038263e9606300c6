"""Cohesion: shocks in battle, recovery and decay by the day, each as a signed line. Rulebook 7."""

import numpy as np

from game.core import events as ev
from game.core.battle.losses import Battle
from game.core.board import Edge
from game.core.causes import Degree, MoraleCause
from game.core.kernels.morale import overnight
from game.core.kernels.odds import Factor
from game.core.kinds import Standing, Status
from game.core.numbers import Number
from game.core.state import F, U
from game.core.turn import Turn

Line = tuple[int, int, int]
"""Unit, `MoraleCause`, signed per mille."""

_DEFENDER_SHOCK = {
    Degree.CHECK: (MoraleCause.SHAKEN, Number.SHOCK_CHECK),
    Degree.RETREAT: (MoraleCause.DRIVEN_BACK, Number.SHOCK_RETREAT),
    Degree.OVERRUN: (MoraleCause.OVERRUN, Number.SHOCK_OVERRUN),
}


def change_cohesion(turn: Turn, lines: list[Line]) -> None:
    """Apply lines, several to a unit if need be; cohesion stays between 0 and 1000."""
    if not lines:
        return
    where, now = turn.state.units[U.HEX].tolist(), turn.state.units[U.COHESION].tolist()
    totals: dict[int, int] = {}
    for unit, _, change in lines:
        if where[unit] >= 0 and change:
            totals[unit] = totals.get(unit, now[unit]) + change
    if totals:
        cohesion = tuple(min(1000, max(0, value)) for value in totals.values())
        causes = tuple(line for line in lines if line[0] in totals and line[2])
        turn.emit(ev.CohesionChanged(tuple(totals), cohesion, causes))


def battle_shocks(turn: Turn, battle: Battle, shares: dict[int, int]) -> list[Line]:
    """The lines that a battle writes; ``shares`` are per mille of men lost by unit. Rulebook 7.2."""
    numbers = turn.world.numbers
    each = int(numbers[Number.SHOCK_CASUALTIES])
    lines: list[Line] = [(unit, MoraleCause.CASUALTIES, -share * each // 10) for unit, share in shares.items()]
    if battle.degree is Degree.REPULSE:
        loss = -int(numbers[Number.SHOCK_REPULSE])
        lines += [(unit, MoraleCause.REPULSED, loss) for unit in battle.attackers]
    else:
        cause, number = _DEFENDER_SHOCK[battle.degree]
        lines += [(unit, cause, -int(numbers[number])) for unit in battle.defenders]
    if battle.won:
        lines += [(unit, MoraleCause.VICTORY, int(numbers[Number.SPOILS_COHESION])) for unit in battle.attackers]
    defender_side = 1 - int(turn.state.units[U.SIDE, battle.attackers[0]])
    if battle.factors[Factor.SIDES] >= 3 and not units_beside(turn, battle.hex, defender_side):
        loss = -int(numbers[Number.SHOCK_SURROUNDED])
        lines += [(unit, MoraleCause.SURROUNDED, loss) for unit in battle.defenders]
    return lines


def units_beside(turn: Turn, hex: int, side: int) -> list[int]:
    """Units of a side in the six hexes around ``hex``."""
    around = turn.world.board.edges[Edge.NEIGHBOUR, hex].tolist()
    where, whose = turn.state.units[U.HEX].tolist(), turn.state.units[U.SIDE].tolist()
    return [unit for unit, at in enumerate(where) if at >= 0 and at in around and whose[unit] == side]


def neighbours_shaken(turn: Turn, hex: int, side: int, gave_way: list[int]) -> list[Line]:
    """The lines of those who saw the units at ``hex`` give way."""
    loss = -int(turn.world.numbers[Number.SHOCK_NEIGHBOUR])
    beside = (unit for unit in units_beside(turn, hex, side) if unit not in gave_way)
    return [(unit, MoraleCause.NEIGHBOUR_GAVE_WAY, loss) for unit in beside]


def shocks_of_attack(turn: Turn, battle: Battle) -> list[Line]:
    """What shakes defenders however the attack goes: surprise, and nobody behind them who could help."""
    return [*_surprised(turn, battle), *_without_reserve(turn, battle)]


def _surprised(turn: Turn, battle: Battle) -> list[Line]:
    """Units caught on the march, and all of them where every attacker was unseen."""
    units = turn.state.units
    loss = -int(turn.world.numbers[Number.SHOCK_SURPRISE])
    unseen = all(_came_unseen(turn, unit) for unit in battle.attackers)
    caught = (unit for unit in battle.defenders if unseen or units.item(U.MOVED_WATCH, unit) > 0)
    return [(unit, MoraleCause.SURPRISED, loss) for unit in caught]


def _came_unseen(turn: Turn, unit: int) -> bool:
    """Marched up in this watch and was seen neither today nor yesterday; who stands beside one is always seen."""
    marched, last_seen = (turn.state.units.item(column, unit) for column in (U.MOVED_WATCH, U.GHOST_DAY))
    return marched > 0 and last_seen < max(0, turn.state.day - 1)


def _without_reserve(turn: Turn, battle: Battle) -> list[Line]:
    """Under a prepared attack: no friend in good order behind or beside the hex."""
    if not battle.prepared or not battle.defenders:
        return []
    units, near = turn.state.units, int(turn.world.numbers[Number.RESERVE_HEXES])
    side = units.item(U.SIDE, battle.defenders[0])
    ready = (units[U.HEX] >= 0) & (units[U.SIDE] == side) & (units[U.STATUS] == int(Status.READY))
    away = turn.world.grid.distances(units[U.HEX, ready], battle.hex)
    if ((away > 0) & (away <= near)).any():
        return []
    loss = -int(turn.world.numbers[Number.SHOCK_NO_RESERVE])
    return [(unit, MoraleCause.NO_RESERVE, loss) for unit in battle.defenders]


def mourn_headquarters(turn: Turn, formation: int, side: int) -> None:
    """Units of ``side`` under the headquarters of a formation are shaken when it is lost."""
    units = turn.state.units
    loss = -int(turn.world.numbers[Number.SHOCK_HEADQUARTERS])
    below = _formations_below(turn, formation)
    left = (units[U.HEX] >= 0) & (units[U.SIDE] == side) & np.isin(units[U.FORMATION], below)
    change_cohesion(turn, [(unit, MoraleCause.HEADQUARTERS_LOST, loss) for unit in np.flatnonzero(left).tolist()])


def _formations_below(turn: Turn, formation: int) -> list[int]:
    """A formation and all under it; formations come after the one above them."""
    below = [formation]
    for number, other in enumerate(turn.world.formations):
        if other.parent in below:
            below.append(number)
    return below


def mourn_place(turn: Turn, place: int, side: int) -> None:
    """A place of value has been taken from ``side``: its units in front of it, not far off, are shaken."""
    world, units = turn.world, turn.state.units
    if side < 0 or not world.places[place].value:
        return
    hex, home = world.places[place].hex, turn.home[side]
    near, loss = int(world.numbers[Number.PLACE_BEHIND]), -int(world.numbers[Number.SHOCK_PLACE])
    theirs = np.flatnonzero((units[U.HEX] >= 0) & (units[U.SIDE] == side))
    before = theirs[home[units[U.HEX, theirs]] > home[hex]].tolist()
    shaken = [unit for unit in before if world.grid.distance(units.item(U.HEX, unit), hex) <= near]
    change_cohesion(turn, [(unit, MoraleCause.PLACE_LOST, loss) for unit in shaken])


def daily_cohesion(turn: Turn) -> None:
    """Dawn: recovery, hunger, the slow drift of the encircled. Rulebook 7.1."""
    rows = overnight(turn.world.board, turn.state.units).tolist()
    change_cohesion(turn, [(unit, cause, change) for unit, cause, change in rows])


def rally(turn: Turn) -> None:
    """Dawn: routed units with enough cohesion are in hand again, if their commander leads them. Rulebook 7.4."""
    units, standing = turn.state.units, turn.state.formations[F.STANDING]
    fit = units[U.COHESION] >= int(turn.world.numbers[Number.RALLY_AT])
    led = standing[units[U.FORMATION]] != int(Standing.ASIDE)
    rallied = np.flatnonzero((units[U.STATUS] == int(Status.ROUTED)) & fit & led).tolist()
    if rallied:
        turn.emit(ev.UnitsRallied(tuple(rallied)))


def take_up_arms(turn: Turn, formation: int) -> None:
    """Attacked, out of contact or without a reason any more, those who stood aside are their side's again."""
    if turn.state.formations.item(F.STANDING, formation) == Standing.ASIDE:
        units = turn.state.units
        idle = np.flatnonzero((units[U.FORMATION] == formation) & (units[U.STATUS] == int(Status.IDLE)))
        turn.emit(ev.FormationTookUpArms(formation, tuple(idle.tolist())))
