"""How a staff keeps its side supplied: railways mended, depots, who is served first, the airdrop; and who leaves."""

from collections.abc import Iterator

from game.core.engine import check
from game.core.orders import Prioritise, RepairRail, SetUpDepot, ShareAirdrop
from game.core.state import F, GameState, U
from game.core.world import World
from game.players.leaving import departures
from game.players.moment import Moment
from game.players.staff.order import Plan
from game.players.staff.politics import Act, ringed_formations
from game.players.staff.reasons import Reason, Why
from game.players.staff.weights import Weights
from game.players.staff.works import repairs
from game.players.upkeep import depots, priorities

_BY_NEED = -1
"""The share of an airdrop that nobody has set."""


def provisions(world: World, view: GameState, side: int, weights: Weights, plan: Plan) -> list[Act]:
    """What is to be done now for the side's supplies, and who is to leave by a lift."""
    moment = Moment(world, view, side)
    return [*_leaves(moment), *_mends(moment, plan), *_stores(moment), *_flights(moment, weights)]


def _leaves(moment: Moment) -> Iterator[Act]:
    """Where men are taken on before a stronger enemy, those go who count as saved."""
    world, view = moment.world, moment.view
    for order in departures(world, view, moment.side) if world.lifts else ():
        yield order, Why(Reason.LEAVES, int(view.units[U.FORMATION, order.unit]), int(view.units[U.HEX, order.unit]))


def _mends(moment: Moment, plan: Plan) -> Iterator[Act]:
    """The idle mend the railway that feeds them."""
    for order in repairs(moment.world, moment.view, moment.side, plan):
        assert isinstance(order, RepairRail)
        yield order, Why(Reason.MENDS, hex=int(moment.view.units[U.HEX, order.unit]))


def _stores(moment: Moment) -> Iterator[Act]:
    """A depot for those whom carriers do not reach, and the first place for those who go short."""
    for order in (*depots(moment), *priorities(moment)):
        if isinstance(order, SetUpDepot):
            yield order, Why(Reason.STORES, hex=int(moment.view.units[U.HEX, order.unit]))
        elif isinstance(order, Prioritise):
            yield order, Why(Reason.SERVES, order.formation)


def _flights(moment: Moment, weights: Weights) -> Iterator[Act]:
    """While some starve in a ring, those in one who have enough leave what is flown to them."""
    world, view = moment.world, moment.view
    if not any(airdrop.side == moment.side for airdrop in world.airdrops):
        return
    units, shares = view.units, view.formations[F.AIRDROP].tolist()
    stocks: dict[int, int] = {}
    for formation in sorted(ringed_formations(view)):
        members = moment.own & (units[U.FORMATION] == formation)
        if members.any():
            stocks[formation] = int(units[U.STOCK, members].sum()) // int(members.sum())
    starving = any(stock < weights.starving for stock in stocks.values())
    for formation, stock in stocks.items():
        least = weights.hungry if shares[formation] == 0 else weights.fed
        share = 0 if starving and stock >= least else _BY_NEED
        order = ShareAirdrop(formation, share)
        if shares[formation] != share and check(world, view, order) is None:
            yield order, Why(Reason.FLIES, formation)
