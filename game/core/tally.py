"""What a command has lost, as its commander counts it. Rulebook 9.2."""

import numpy as np

from game.core.facts import Talk
from game.core.kinds import Status
from game.core.state import LOSSES, GameState, Place, U


def losses_now(state: GameState, facts: Talk) -> tuple[int, int, int, int, int]:
    """Own armies, other armies, cities, the principal city and ports that are lost as things stand."""
    own = sum(is_lost(state, facts, units) for is_own, units in facts.armies if is_own)
    other = sum(is_lost(state, facts, units) for is_own, units in facts.armies if not is_own)
    holders, enemy = state.places[Place.HOLDER].tolist(), 1 - facts.side
    taken = [sum(holders[place] == enemy for place in places) for places in (facts.cities, facts.ports)]
    return own, other, taken[0], int(holders[facts.principal] == enemy), taken[1]


def is_lost(state: GameState, facts: Talk, units: tuple[int, ...]) -> bool:
    """Whether none of an army's units fights on or is still to come, unless most of its men were brought off."""
    status, side = state.units[[U.STATUS, U.SIDE]][:, units]
    if np.any((status != int(Status.GONE)) & (side == facts.side)):
        return False
    lost = int(state.units[np.ix_(list(LOSSES), units)].sum())
    return int(state.units[U.LEFT, units].sum()) <= lost
