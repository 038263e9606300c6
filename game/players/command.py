"""How computer players use command: what preparing gains, who stands to the last, whom they press."""

import numpy as np

from game.core.battle.attack import preview
from game.core.board import HexColumn, SideColumn
from game.core.causes import Numbers
from game.core.engine import check
from game.core.kernels.odds import Factor
from game.core.kinds import Insistence, Standing
from game.core.numbers import Number
from game.core.orders import Attack, Stand, SuperiorOrder
from game.core.state import F, GameState, S, U
from game.core.world import World

_POCKET = 5000
"""Encircled men for whom relief is asked."""
_KEPT = 2
"""A side keeps one part in so many of its prestige."""


def gain_by_preparing(world: World, view: GameState, attack: Attack, least: int) -> int:
    """Per mille of success that preparing an attack adds, -1 where even so it would be less than ``least``."""
    hasty, prepared = (
        _success(preview(world, view, attack.target, attack.units, prepared=each)) for each in (False, True)
    )
    return prepared - hasty if prepared >= least else -1


def _success(factors: Numbers) -> int:
    return (factors[Factor.RETREAT] + factors[Factor.OVERRUN]) * 1000 >> 20


def last_stands(world: World, view: GameState, side: int) -> list[int]:
    """Encircled units in works or dug in, the largest first, as far as the points go."""
    left = int(view.sides[S.COMMAND, side]) // max(1, int(world.numbers[Number.POINTS_STAND]))
    units = view.units
    ringed = np.flatnonzero((units[U.SIDE] == side) & (units[U.HEX] >= 0) & (units[U.ENCIRCLED] > 0))
    if left <= 0 or not len(ringed):
        return []
    works = world.board.hexes[HexColumn.WORKS, units[U.HEX, ringed]] > 0
    firm = ringed[works | (units[U.DUG, ringed] >= world.numbers[Number.PREPARED_DAYS])]
    largest = firm[np.argsort(-units[U.MEN, firm], kind="stable")].tolist()
    return [unit for unit in largest if check(world, view, Stand(unit)) is None][:left]


def pressed(world: World, view: GameState, side: int) -> list[int]:
    """Reluctant formations that have had their orders and are told to send more, while men of ours are in a ring."""
    reluctant = world.reluctant
    prestige = int(view.sides[S.PRESTIGE, side]) - int(world.numbers[Number.PRESS_PRESTIGE])
    if not reluctant or prestige * _KEPT < world.board.sides[SideColumn.PRESTIGE, side]:
        return []
    units = view.units
    ringed = (units[U.SIDE] == side) & (units[U.HEX] >= 0) & (units[U.ENCIRCLED] > 0)
    if int(units[U.MEN, ringed].sum()) < _POCKET:
        return []
    whose, order, standing = view.formations[[F.SIDE, F.ORDER, F.STANDING]].tolist()
    ordered = [each for each in reluctant if whose[each] == side and order[each] >= 0]
    loyal = [each for each in ordered if standing[each] == Standing.LOYAL]
    return [each for each in loyal if check(world, view, SuperiorOrder(each, Insistence.RELIEVE)) is None][:1]
