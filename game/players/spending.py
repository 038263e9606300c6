"""What greedy spends its command points on: one table of preferences, the best bids first."""

from enum import IntEnum
from typing import NamedTuple

from game.core.authority import cost_of_attack
from game.core.engine import check
from game.core.numbers import Number
from game.core.orders import Attack, Favour, Order, ReplaceCommander
from game.core.state import F, S
from game.players.command import gain_by_preparing
from game.players.moment import WAVERING, Moment


class Use(IntEnum):
    """What a command point can be spent on."""

    PREPARE = 0
    FAVOUR = 1
    REPLACE = 2


PREFERENCES = {
    Use.PREPARE: 1000,
    Use.FAVOUR: 2000,
    Use.REPLACE: 1500,
}
"""Per mille: what a per mille of success that preparing adds is worth, and one of loyalty that is lacking."""
_LEAST = {Use.PREPARE: 60, Use.FAVOUR: 0, Use.REPLACE: 0}
"""Below so much no point is spent."""
_PRESSED = 2
"""A formation that the enemy surrounds or stands beside counts so many times."""


class Bid(NamedTuple):
    """An order with what it is worth and costs."""

    worth: int
    cost: int
    order: Order


def spend_points(moment: Moment, attacks: list[Attack], least: int) -> list[Order]:
    """The orders that are worth their points most, the prepared attacks of ``attacks`` last, as far as points go.

    An attack must have ``least`` per mille of success once it is prepared.
    """
    left = points_left(moment)
    if left <= 0:
        return []
    bids = [*_attacks(moment, attacks, least), *_loyalty(moment)]
    chosen: list[Order] = []
    for bid in sorted(bids, key=lambda bid: -bid.worth * 1000 // max(1, bid.cost)):
        if bid.cost <= left and check(moment.world, moment.view, bid.order) is None:
            chosen.append(bid.order)
            left -= bid.cost
    return sorted(chosen, key=lambda order: isinstance(order, Attack))


def points_left(moment: Moment) -> int:
    """Command points that the side has left."""
    return int(moment.view.sides[S.COMMAND, moment.side])


def _attacks(moment: Moment, attacks: list[Attack], least: int) -> list[Bid]:
    bids: list[Bid] = []
    for attack in attacks:
        gain = gain_by_preparing(moment.world, moment.view, attack, least)
        if gain >= _LEAST[Use.PREPARE]:
            cost = cost_of_attack(moment.world, moment.view, attack.units, prepared=True)
            order = Attack(attack.target, attack.units, prepared=True)
            bids.append(Bid(gain * PREFERENCES[Use.PREPARE] // 1000, cost, order))
    return bids


def _loyalty(moment: Moment) -> list[Bid]:
    """Pay and visits for those who waver; another commander where one is about to be lost."""
    numbers = moment.world.numbers
    cost, lost = int(numbers[Number.POINTS_POLITICAL]), int(numbers[Number.OVER_BELOW])
    bids: list[Bid] = []
    for formation in moment.wavering:
        loyalty = int(moment.view.formations[F.LOYALTY, formation])
        near = _PRESSED if formation in moment.pressed else 1
        worth = (WAVERING - loyalty) * near * PREFERENCES[Use.FAVOUR] // 1000
        bids.append(Bid(worth, cost, Favour(formation)))
        if loyalty < lost and near > 1:
            bids.append(Bid((WAVERING - loyalty) * PREFERENCES[Use.REPLACE] // 1000, cost, ReplaceCommander(formation)))
    return bids
