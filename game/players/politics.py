"""The political work that computer players do: woo whom they can reach, reward their own who waver."""

import numpy as np

from game.core.engine import check
from game.core.kinds import TalkStage
from game.core.loyalty import ON_ITS_SIDE
from game.core.orders import AnswerTalks, Favour, OfferTalks, SendEnvoy, WorkOn
from game.core.state import F, GameState, S, T, U
from game.core.world import World

PoliticalOrder = WorkOn | SendEnvoy | Favour

_WAVERING = 550
"""Per mille of loyalty below which an own formation is paid and visited."""


_WHO = np.array([U.SIDE, U.HEX, U.FORMATION], dtype=np.int64)


def political_orders(world: World, view: GameState, side: int) -> list[PoliticalOrder]:
    """Favours for the least loyal of our own; envoys and work for encircled enemies, those in contact first."""
    return [*_favours(world, view, side), *_advances(world, view, side)]


def talk_orders(world: World, view: GameState) -> list[tuple[int, int]]:
    """Talks with the terms to offer, the first that the file names, or -1 to accept: all that are open to the side."""
    orders: list[tuple[int, int]] = []
    for talk, facts in enumerate(world.talks):
        if view.talks[T.STAGE, talk] != TalkStage.OPEN and check(world, view, OfferTalks(talk, facts.terms[0])) is None:
            orders.append((talk, facts.terms[0]))
        if check(world, view, AnswerTalks(talk, accept=True)) is None:
            orders.append((talk, -1))
    return orders


def wooed(view: GameState, side: int) -> set[int]:
    """Enemy formations that are in a ring and in contact with us: better won over than fought."""
    encircled = _encircled(view, side)
    if not encircled:
        return set()
    agents, contact = view.formations[[F.AGENTS, F.CONTACT]].tolist()
    return {formation for formation in encircled if agents[formation] == 1 or contact[formation] >= 0}


def _encircled(view: GameState, side: int) -> list[int]:
    """Loyal enemy formations of which a unit in sight is encircled."""
    units = view.units
    ringed = np.flatnonzero(units[U.ENCIRCLED] > 0)
    whose, where, formation = units[_WHO[:, None], ringed].tolist()
    enemies = zip(whose, where, formation, strict=True)
    formations = sorted({each for other, hex, each in enemies if other == 1 - side and hex >= 0})
    if not formations:
        return []
    standing = view.formations[F.STANDING].tolist()
    return [formation for formation in formations if standing[formation] in ON_ITS_SIDE]


def _favours(world: World, view: GameState, side: int) -> list[PoliticalOrder]:
    whose, loyalty = view.formations[F.SIDE], view.formations[F.LOYALTY]
    wavering = np.flatnonzero((whose == side) & (loyalty >= 0) & (loyalty < _WAVERING))
    orders: list[PoliticalOrder] = [Favour(formation) for formation in wavering.tolist()]
    return [order for order in orders if check(world, view, order) is None]


def _advances(world: World, view: GameState, side: int) -> list[PoliticalOrder]:
    """As many envoys and points of work as the day allows."""
    most = int(view.sides[S.POLITICS, side])
    targets = _encircled(view, side) if most > 0 else []
    if not targets:
        return []
    courted = wooed(view, side)
    orders: list[PoliticalOrder] = [SendEnvoy(formation) for formation in targets if formation not in courted]
    for formation in sorted(targets, key=lambda each: each not in courted):
        orders += [WorkOn(formation)] * (most if formation in courted else 1)
    return [order for order in orders if check(world, view, order) is None][:most]
