"""Shocks that do not come from how a battle goes but from what it finds or costs. Rulebook 7.2."""

import numpy as np

from game.core.causes import MoraleCause
from game.core.kinds import Status
from game.core.losses import Battle
from game.core.morale import Line, change_cohesion
from game.core.numbers import Number
from game.core.state import U
from game.core.turn import Turn


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
