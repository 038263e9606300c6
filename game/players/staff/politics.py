"""Political work by the staff: whom it woos and spares, and how it keeps its own. Each act has its reason."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, takewhile

import numpy as np

from game.core.board import Kit
from game.core.engine import check
from game.core.kinds import Insistence, Status, TalkStage
from game.core.orders import (
    AnswerTalks,
    Favour,
    OfferTalks,
    Order,
    PlantAgents,
    PromiseToSpare,
    ReplaceCommander,
    RotateOut,
    SendEnvoy,
    SuperiorOrder,
    WorkOn,
)
from game.core.politics.loyalty import ON_ITS_SIDE
from game.core.politics.work import cost_in_politics
from game.core.state import F, GameState, Place, S, T, U
from game.core.world import World
from game.players.command import pressed
from game.players.politics import talk_orders
from game.players.staff.reasons import Reason, Why
from game.players.staff.weights import Weights

_LEAVING = {Reason.HUNGRY, Reason.RESERVE, Reason.GATHERS, Reason.OUTMATCHED}
"""Whoever leaves the line for one of these can be promised a rest as well."""

_COURTSHIP = [F.SIDE, F.STANDING, F.AGENTS, F.CONTACT]
Act = tuple[Order, Why]


class Politics:
    """The acts of a side that need no marching."""

    def __init__(self, world: World, side: int, weights: Weights) -> None:
        self._world = world
        self._side = side
        self._w = weights
        groups = {objective.group for objective in world.objectives if objective.side == side and objective.group}
        groups |= {term.group for term in world.victory.terms if term.kind == "losses"}
        domestic = world.board.kit[Kit.DOMESTIC].tolist()
        self._size = Counter(facts.formation for unit, facts in enumerate(world.units) if not domestic[unit])
        """Formations with the number of their units, but for militia: whom it follows is decided at home."""
        self._prey = {number for number, formation in enumerate(world.formations) if formation.group in groups}
        terms = (term for term in world.victory.terms if term.kind == "settled" and term.side == side)
        self._settlements = [(term.talk, world.talks[term.talk]) for term in terms]

    def spared(self, view: GameState) -> tuple[int, ...]:
        """Enemy formations that are better won over than fought.

        Those in contact with us, all of them in a ring; and a command whose settlement is points, once it has agreed to
        one, or has no city left and only peace can bring it about: fights with it put the settlement off.
        """
        courted = self._courted(view) if (view.units[U.ENCIRCLED] > 0).any() else []
        found = ringed_formations(view).intersection(courted) if courted else set[int]()
        holders = view.places[Place.HOLDER]
        for talk, facts in self._settlements:
            stakes = [facts.principal, *facts.cities, *facts.ports]
            if view.talks[T.STAGE, talk] == TalkStage.AGREED or (holders[stakes] == self._side).all():
                found |= facts.formations
        return tuple(sorted(found))

    def acts(self, view: GameState, reasons: dict[int, Why]) -> list[Act]:
        """What is to be done now, the most urgent first; ``reasons`` are those of the plan by formation."""
        ringed = ringed_formations(view)
        left = int(view.sides[S.POLITICS, self._side])
        advances = takewhile(lambda _: left > 0, self._advances(view, ringed))  # each takes a point
        found = chain(self._talks(view), self._own(view, ringed, reasons), advances)
        kept: list[Act] = []
        for order, why in found:
            cost = cost_in_politics(self._world, order)
            if cost <= left and check(self._world, view, order) is None:
                left -= cost
                kept.append((order, why))
        return kept

    def _talks(self, view: GameState) -> Iterator[Act]:
        for talk, term in talk_orders(self._world, view) if self._world.talks else []:
            formation = self._world.talks[talk].formation
            order = AnswerTalks(talk, True) if term < 0 else OfferTalks(talk, term)
            yield order, Why(Reason.TALKS, formation)

    # our own

    def _own(self, view: GameState, ringed: set[int], reasons: dict[int, Why]) -> Iterator[Act]:
        """Pay for those who waver, a rest, at the worst another commander; pressure on those who hold back."""
        whose, loyalty = view.formations[F.SIDE], view.formations[F.LOYALTY]
        wavering = np.flatnonzero((whose == self._side) & (loyalty >= 0) & (loyalty < self._w.wavering)).tolist()
        for formation in sorted(wavering, key=lambda each: (int(loyalty[each]), each)):
            if loyalty[formation] < self._w.doubtful and formation in ringed:
                yield ReplaceCommander(formation), Why(Reason.REPLACES, formation)
            yield Favour(formation), Why(Reason.REWARDS, formation)
            if formation in reasons and reasons[formation].reason in _LEAVING:
                yield RotateOut(formation), Why(Reason.RESTS, formation)
        for formation in pressed(self._world, view, self._side):
            yield SuperiorOrder(formation, Insistence.RELIEVE), Why(Reason.PRESSES, formation)

    # theirs

    def _advances(self, view: GameState, ringed: set[int]) -> Iterator[Act]:
        """Points for those in contact, else an envoy where it pays most; agents with what is left."""
        most = int(view.sides[S.POLITICS, self._side])
        if most <= 0:
            return
        courted = sorted(self._courted(view), key=lambda each: (-self._value(each, ringed), each))
        for formation in courted:
            if formation in ringed:
                yield PromiseToSpare(formation), Why(Reason.SPARES, formation)
        for formation in courted:
            for _ in range(most):
                yield WorkOn(formation), Why(Reason.WOOS, formation)
        others = sorted(self._open(view) - set(courted), key=lambda each: (-self._value(each, ringed), each))
        for formation in others[:most]:
            yield SendEnvoy(formation), Why(Reason.APPROACHES, formation)
        for formation in others:
            yield WorkOn(formation), Why(Reason.WOOS, formation)
        for formation in others:
            yield PlantAgents(formation), Why(Reason.INFILTRATES, formation)

    def _open(self, view: GameState) -> set[int]:
        """Enemy formations with units somewhere that still stand by their side."""
        whose, standing = view.formations[[F.SIDE, F.STANDING]].tolist()
        enemies = {each for each in self._size if whose[each] == 1 - self._side}
        known = set(view.units[U.FORMATION, view.units[U.HEX] >= 0].tolist())
        known |= {self._world.units[unit].formation for unit in np.flatnonzero(view.units[U.GHOST_HEX] >= 0).tolist()}
        return {each for each in enemies & known if standing[each] in ON_ITS_SIDE}

    def _courted(self, view: GameState) -> list[int]:
        """Enemy formations with which there is contact."""
        whose, standing, agents, contact = view.formations[_COURTSHIP]
        reached = ((whose == 1 - self._side) & ((agents == 1) | (contact >= 0))).nonzero()[0].tolist()
        return [each for each in reached if each in self._size and int(standing[each]) in ON_ITS_SIDE]

    def _value(self, formation: int, ringed: set[int]) -> int:
        """What it is worth to win a formation over: its units, more where they are what we are after or in a ring."""
        return self._size[formation] + 10 * (formation in self._prey) + 20 * (formation in ringed)


def ringed_formations(view: GameState) -> set[int]:
    """Formations all of whose units in sight are in a ring, but for those that stand aside."""
    units = view.units
    ringed = units[U.ENCIRCLED] > 0
    if not ringed.any():
        return set()
    here = (units[U.HEX] >= 0) & (units[U.STATUS] != Status.ASIDE.value)
    return set(units[U.FORMATION, here].tolist()) - set(units[U.FORMATION, here & ~ringed].tolist())
