"""What a command has lost, as its commander counts it. Rulebook 9.2."""

import numpy as np

from game.core.facts import Talk
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import LOSSES, GameState, Place, U
from game.core.world import World


def losses_now(world: World, state: GameState, facts: Talk) -> tuple[int, int, int, int, int]:
    """Own armies, other armies, cities, the principal city and ports that are lost as things stand."""
    remnant = int(world.numbers[Number.ARMY_REMNANT])
    own = sum(is_lost(state, facts, units, remnant) for is_own, units in facts.armies if is_own)
    other = sum(is_lost(state, facts, units, remnant) for is_own, units in facts.armies if not is_own)
    holders, enemy = state.places[Place.HOLDER].tolist(), 1 - facts.side
    taken = [sum(holders[place] == enemy for place in places) for places in (facts.cities, facts.ports)]
    return own, other, taken[0], int(holders[facts.principal] == enemy), taken[1]


def is_lost(state: GameState, facts: Talk, units: tuple[int, ...], remnant: int) -> bool:
    """Whether less than ``remnant`` per mille of an army fights on or is still to come.

    Those who were brought off the map count for neither; it is not lost if they are more than were lost.
    """
    status, side, men = state.units[[U.STATUS, U.SIDE, U.MEN]][:, units]
    left = int(men[(status != int(Status.GONE)) & (side == facts.side)].sum())
    brought_off = int(state.units[U.LEFT, units].sum())
    if left * 1000 >= remnant * (int(state.units[[U.INITIAL, U.ENROLLED]][:, units].sum()) - brought_off):
        return False
    return brought_off <= int(state.units[np.ix_(list(LOSSES), units)].sum())
