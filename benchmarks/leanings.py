"""Players that follow their side's track but lean one way about a formation: sparing it, attacking it, spending it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np

import game
from game.core.causes import Trigger
from game.core.engine import check
from game.core.intents.intent import Intent, IntentKind
from game.core.intents.track import Line, Track
from game.core.luck import LUCK_ONE
from game.core.orders import Attack, Order, WorkOn
from game.core.politics import allegiance
from game.core.politics.loyalty import conditions, present
from game.core.state import F, GameState, S, U
from game.core.turn import Turn
from game.core.world import World
from game.players import Memory, make

Leans = tuple[type["Follows"], type["Follows"]]
"""Who plays for each side."""


class Follows:
    """Does what the track has its side do; what leans derives from it."""

    name: ClassVar[str] = "historical"

    def __init__(self, world: World, side: int, formation: int, track: Track) -> None:
        self._world, self._side, self._formation = world, side, formation
        self._inner = make("historical", world, side, 0, self._lean(track))

    def _lean(self, track: Track) -> Track:
        return track

    def act(self, view: GameState, memory: Memory) -> tuple[list[Order], Memory]:
        """Its own orders first in each phase, then those of the track."""
        now = view.day * 8 + view.watch
        if memory.get("leaned") != now:
            memory = {**memory, "leaned": now}
            first = list(self._first(view))
            if first:
                return first, memory
        orders, inner = self._inner.act(view, memory.get("inner", {}))
        return orders, {**memory, "inner": inner}

    def _first(self, view: GameState) -> Iterator[Order]:
        yield from ()


class Attacks(Follows):
    """Has all who stand beside the formation attack it in every watch, and works on it before that where it can."""

    def _lean(self, track: Track) -> Track:
        return track._replace(lines=tuple(map(self._unsparing, track.lines)))

    def _unsparing(self, line: Line) -> Line:
        spare = tuple(each for each in line.intent.spare if each != self._formation) if line.intent else ()
        return replace(line, intent=replace(line.intent, spare=spare)) if line.intent else line

    def _first(self, view: GameState) -> Iterator[Order]:
        work, (agents, contact) = WorkOn(self._formation), view.formations[[F.AGENTS, F.CONTACT], self._formation]
        if check(self._world, view, work) is None:
            yield from [work] * (int(view.sides[S.POLITICS, self._side]) if agents == 1 or contact >= 0 else 1)
        where, whose, formations = (view.units[column] for column in (U.HEX, U.SIDE, U.FORMATION))
        for hex in sorted(set(where[(formations == self._formation) & (whose != self._side)].tolist()) - {-1}):
            beside = np.flatnonzero((whose == self._side) & np.isin(where, self._world.grid.neighbours[hex])).tolist()
            able = [unit for unit in beside if check(self._world, view, Attack(hex, (unit,))) is None]
            order = Attack(hex, tuple(able), advance=False)
            if able and check(self._world, view, order) is None:
                yield order


class Spends(Follows):
    """Sends a unit of the formation alone against whoever stands beside it, whatever the odds, once a day.

    It bleeds more than others so, but does not bleed to death before its commander has been asked.
    """

    def _first(self, view: GameState) -> Iterator[Order]:
        """An attack on the first enemy hex beside the first of its units that can attack."""
        if view.watch > 0:
            return
        columns = (view.units[column].tolist() for column in (U.FORMATION, U.SIDE, U.HEX))
        for unit, (formation, side, here) in enumerate(zip(*columns, strict=True)):
            if formation == self._formation and side == self._side and here >= 0:
                tries = (Attack(hex, (unit,), advance=False) for hex in self._world.grid.disc(here, 1))
                able = [order for order in tries if check(self._world, view, order) is None][:1]
                if able:
                    yield from able
                    return


def chance_to_go_over(scenario: game.Scenario, formation: str, leans: Leans, seed: int) -> float:
    """The chance that a formation goes over on any day of one game.

    ``scenario`` forbids it (``defections=0``), so that the commander is asked on every day: a game in which he goes
    over on his first bad day would say nothing of the days after it.
    """
    world = scenario.world
    number = world.formation_index[formation]
    players = [lean(world, side, number, scenario.tracks[side]) for side, lean in enumerate(leans)]
    session = game.Session(scenario, players, seed)
    stays, day = 1.0, -1
    for _ in session.play():
        if session.turn.state.day != day:
            day = session.turn.state.day
            stays *= 1 - chance_today(session.turn, number)
    return 1 - stays


def chance_today(turn: Turn, formation: int) -> float:
    """The chance that a commander would go over this dawn: with whom there is contact, and who has a reason."""
    row, condition = turn.state.formations[:, formation].tolist(), present(conditions(turn)).get(formation)
    in_contact = row[F.AGENTS] == 1 or row[F.CONTACT] >= 0
    if not in_contact or condition is None or allegiance.trigger_of(turn, condition) is Trigger.NONE:
        return 0.0
    limit = sum(change for _, change in allegiance.limit_lines(turn, formation, condition))
    return allegiance.chance_to_go_over(turn.world.numbers, row[F.LOYALTY], limit) / LUCK_ONE


class Leaves(Follows):
    """Has formations that the track keeps leave the map by the lift of a place from the first day on."""

    def __init__(self, world: World, side: int, formations: frozenset[int], hex: int, track: Track) -> None:
        self._leaving, self._hex = formations, hex
        super().__init__(world, side, -1, track)

    def _lean(self, track: Track) -> Track:
        kept = tuple(line for line in track.lines if line.formation not in self._leaving)
        away = Intent(IntentKind.LEAVE, self._hex)
        return track._replace(lines=(*(Line(0, each, away) for each in sorted(self._leaving)), *kept))


def men_saved(scenario: game.Scenario, leaving: tuple[str, ...], place: str, seed: int) -> int:
    """Men of side 0 brought off the map in a game of both tracks in which these formations leave by a place at once."""
    world, tracks = scenario.world, scenario.tracks
    formations = frozenset(world.formation_index[id] for id in leaving)
    away = Leaves(world, 0, formations, world.places[world.place_index[place]].hex, tracks[0])
    session = game.Session(scenario, (away, "historical"), seed)
    for _ in session.play():
        pass
    mine = session.start.units[U.SIDE] == 0
    return int(session.view(0).units[U.LEFT, mine].sum())
