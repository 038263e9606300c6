"""The political work that computer players do: woo whom they can reach, keep their own who waver."""

import numpy as np

from game.core.engine import check
from game.core.kernels.roll import RINGED, WATCHED, WAVERS
from game.core.kinds import TalkStage
from game.core.numbers import Number
from game.core.orders import (
    AnswerTalks,
    OfferTalks,
    Order,
    PlantAgents,
    RotateOut,
    SendEnvoy,
    WorkOn,
)
from game.core.state import F, GameState, S, T, U
from game.core.world import World
from game.players.moment import Moment

_REST_SHARE = 3
"""A formation is given rest that has no more than one in so many of its side's men."""


def talk_orders(world: World, view: GameState) -> list[tuple[int, int]]:
    """Talks with the terms to offer, the first that the file names, or -1 to accept: all that are open to the side."""
    orders: list[tuple[int, int]] = []
    for talk, facts in enumerate(world.talks):
        if view.talks[T.STAGE, talk] != TalkStage.OPEN and check(world, view, OfferTalks(talk, facts.terms[0])) is None:
            orders.append((talk, facts.terms[0]))
        if check(world, view, AnswerTalks(talk, accept=True)) is None:
            orders.append((talk, -1))
    return orders


def rests(moment: Moment) -> list[Order]:
    """Rest for one wavering formation at a time that can be spared, while nobody is cut off."""
    view, units = moment.view, moment.view.units
    in_line = set(units[U.FORMATION, moment.units(WAVERS | WATCHED)].tolist())
    if moment.has(RINGED) or not in_line:
        return []
    if (view.formations[F.ROTATED, view.formations[F.SIDE] == moment.side] >= 0).any():
        return []
    most = int(units[U.MEN, moment.own].sum()) // _REST_SHARE
    for formation in moment.wavering:
        order = RotateOut(formation)
        spare = int(units[U.MEN, moment.own & (units[U.FORMATION] == formation)].sum()) <= most
        if formation in in_line and spare and check(moment.world, view, order) is None:
            return [order]
    return []


def advances(moment: Moment) -> list[Order]:
    """As many envoys and points of work as the day allows; agents where there is nobody to work on."""
    most, targets, courted = int(moment.view.sides[S.POLITICS, moment.side]), moment.encircled, moment.wooed
    if not targets or most <= 0:
        return _agents(moment) if most >= moment.world.numbers[Number.PLANT_COST] else []
    orders: list[Order] = [SendEnvoy(formation) for formation in targets if formation not in courted]
    for formation in sorted(targets, key=lambda each: each not in courted):
        orders += [WorkOn(formation)] * (most if formation in courted else 1)
    return [order for order in orders if check(moment.world, moment.view, order) is None][:most]


def _agents(moment: Moment) -> list[Order]:
    """Agents for the enemy formation with most men in sight that has none yet."""
    units = moment.view.units
    seen = (units[U.SIDE] == 1 - moment.side) & (units[U.HEX] >= 0)
    formations = moment.view.formations
    men = np.bincount(units[U.FORMATION, seen], weights=units[U.MEN, seen], minlength=formations.shape[1])
    men[(formations[F.AGENTS] == 1) | (formations[F.PLANTING] >= 0)] = 0
    for formation in np.argsort(-men, kind="stable")[: np.count_nonzero(men)].tolist():
        order = PlantAgents(formation)
        if check(moment.world, moment.view, order) is None:
            return [order]
    return []
