"""The positions of Handan that are measured: as two greedy players leave them."""

from functools import cache
from typing import NamedTuple

import game
from game.core.state import GameState
from game.core.world import World

DAYS = 8
"""Days played before a measurement: the armies are in contact and both sides are partly out of supply."""


class Midway(NamedTuple):
    """A position at the first order phase of a day."""

    world: World
    state: GameState


@cache
def handan() -> game.Scenario:
    """The scenario, read once."""
    return game.load("handan")


@cache
def midway() -> Midway:
    """Handan after `DAYS` days of greedy against greedy."""
    session = game.Session(handan(), ("greedy", "greedy"), seed=1)
    for _ in session.play(DAYS):
        pass
    return Midway(session.world, session.turn.state.copy())
