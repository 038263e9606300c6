"""A commander's will to fight on for his whole command, and what moves it. Rulebook 9.2.

It counts in hundredths of a point, since a day of siege is worth less than one.
"""

import numpy as np

from game.core import events as ev
from game.core.board import SourceColumn
from game.core.causes import ResolveCause
from game.core.facts import Talk
from game.core.fog.reports import tell_of_places
from game.core.kernels.flood import FAR, flood
from game.core.kernels.net import barred
from game.core.kernels.survey import survey
from game.core.kinds import TalkStage
from game.core.numbers import Number
from game.core.state import TALLY, F, GameState, T, U
from game.core.talks.tally import losses_now
from game.core.turn import Turn
from game.core.world import World

Line = tuple[int, int, int]
"""`ResolveCause`, signed 0.01 points, how many."""

MOST = 10_000
"""A resolve of 100 points."""

_LOSSES = (
    (ResolveCause.ARMY_LOST, Number.ARMY_LOST),
    (ResolveCause.OTHER_ARMY_LOST, Number.OTHER_ARMY_LOST),
    (ResolveCause.CITY_LOST, Number.CITY_LOST),
    (ResolveCause.PRINCIPAL_LOST, Number.PRINCIPAL_LOST),
    (ResolveCause.PORT_LOST, Number.PORT_LOST),
)
"""In the order of the tally, which has the days of isolation behind them."""


def change_resolve(turn: Turn, talk: int, lines: list[Line], tally: list[int] | None = None) -> None:
    """Apply lines; resolve stays between 0 and 100 points. A ``tally`` replaces what has been counted."""
    row = turn.state.talks[:, talk].tolist()
    counted = [row[column] for column in TALLY]
    lines = [line for line in lines if line[1]]
    if lines or (tally is not None and tally != counted):
        resolve = min(MOST, max(0, row[T.RESOLVE] + sum(change for _, change, _ in lines)))
        turn.emit(ev.ResolveChanged(talk, resolve, tuple(lines), tuple(tally or counted)))


def siege_and_family(turn: Turn, talk: int) -> None:
    """Dawn: what a day of isolation and of a contact in the family does."""
    world, facts, numbers = turn.world, turn.world.talks[talk], turn.world.numbers
    tally = turn.state.talks[list(TALLY), talk].tolist()
    lines: list[Line] = []
    if is_isolated(world, turn.state, facts):
        tally[-1] += 1
        cause = ResolveCause.CUT_OFF if tally[-1] == 1 else ResolveCause.ISOLATED
        number = Number.CUT_OFF_CITY if tally[-1] == 1 else Number.ISOLATED_DAY
        lines.append((cause, -int(numbers[number]), tally[-1]))
    if has_contact(facts, turn.state):
        lines.append((ResolveCause.CONTACT, -int(numbers[Number.FAMILY_CONTACT]), 1))
    change_resolve(turn, talk, lines, tally)


def losses_and_attacks(turn: Turn, talk: int) -> bool:
    """Dusk: what the day has cost the command, and what the enemy has done while talking; whether resolve moved."""
    world, facts, state = turn.world, turn.world.talks[talk], turn.state
    tally = state.talks[list(TALLY), talk].tolist()
    lines: list[Line] = []
    for number, (now, (cause, weight)) in enumerate(zip(losses_now(world, state, facts), _LOSSES, strict=True)):
        new = now - tally[number]
        if new > 0:
            tally[number] = now
            lines.append((cause, -new * int(world.numbers[weight]), new))
    if lines:  # he is told what has fallen, and so is his side
        places = (facts.principal, *facts.cities, *facts.ports)
        tell_of_places(turn, [world.places[place].hex for place in places], facts.side)
    lines += _affronts(turn, talk)
    change_resolve(turn, talk, lines, tally)
    return bool(lines)


def has_contact(facts: Talk, state: GameState) -> bool:
    """Whether somebody in the commander's family is in contact with the other side."""
    return 0 <= facts.contact_day <= state.day


def is_isolated(world: World, state: GameState, facts: Talk) -> bool:
    """Whether no way by land leads from the principal city to another source or to a port of its side.

    An enemy bars the way, and so does his full zone where no own troops stand. A side that has neither
    source nor port elsewhere cannot be cut off from it.
    """
    city, side, sources = world.places[facts.principal].hex, facts.side, world.board.sources
    fed = (sources[SourceColumn.SIDE] == side) & (sources[SourceColumn.CAPACITY] >= 0)
    goals = set(sources[SourceColumn.HEX, fed].tolist()) | {world.places[port].hex for port in facts.ports}
    goals.discard(city)
    if not goals:
        return False
    blocked = barred(survey(world.board, state.units, side))
    goal = np.zeros_like(blocked)
    goal[list(goals)] = 1
    seed = np.array([city], dtype=np.int32)
    distance, _, _ = flood(world.board, state.crossings, blocked, seed, side, FAR, goal, 1)
    return bool((distance[list(goals)] == FAR).all())


def _affronts(turn: Turn, talk: int) -> list[Line]:
    """Lines for a day on which the other side attacked those it was talking with."""
    state, facts, numbers = turn.state, turn.world.talks[talk], turn.world.numbers
    stage = int(state.talks[T.STAGE, talk])
    if stage not in (TalkStage.OPEN, TalkStage.AGREED):
        return []
    attacked = [formation for formation in facts.formations if state.formations.item(F.ASSAULTED, formation) == 1]
    if not attacked:
        return []
    if stage == TalkStage.AGREED:
        return [(ResolveCause.TERMS_BROKEN, int(numbers[Number.BROKEN_TERMS]), 1)]
    if _was_stormed(turn, facts):
        return [(ResolveCause.STORMED, int(numbers[Number.STORMED_IN_TALKS]), 1)]
    return [(ResolveCause.FOUGHT_ON, int(numbers[Number.FOUGHT_IN_TALKS]), 1)]


def _was_stormed(turn: Turn, facts: Talk) -> bool:
    """Whether the other side attacked the principal city today; who gave way into it fought elsewhere."""
    units, city = turn.state.units, turn.world.places[facts.principal].hex
    return bool(np.any((units[U.STRUCK] == city) & (units[U.SIDE] != facts.side)))
