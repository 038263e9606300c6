"""What a command has lost, as its commander counts it. Rulebook 9.2."""

from typing import NamedTuple

from game.core.facts import Talk
from game.core.kinds import Status
from game.core.numbers import Number
from game.core.state import LOSSES, GameState, Place, U
from game.core.world import World

_COUNTED = [U.STATUS, U.SIDE, U.MEN, U.LEFT, U.INITIAL, U.ENROLLED, *LOSSES]
_GONE = int(Status.GONE)


class Tally(NamedTuple):
    """How much of each kind is lost, in the order of `TALLY`."""

    own_armies: int
    other_armies: int
    cities: int
    principal: int
    """1 when the principal city is lost."""
    ports: int


def losses_now(world: World, state: GameState, facts: Talk) -> Tally:
    """What is lost as things stand."""
    remnant = int(world.numbers[Number.ARMY_REMNANT])
    accounts = state.units[_COUNTED].tolist()
    lost = [is_own for is_own, units in facts.armies if _is_lost(accounts, facts.side, units, remnant)]
    own, other = lost.count(True), lost.count(False)
    holders, enemy = state.places[Place.HOLDER].tolist(), 1 - facts.side
    cities, ports = (sum(holders[place] == enemy for place in places) for places in (facts.cities, facts.ports))
    return Tally(own, other, cities, int(holders[facts.principal] == enemy), ports)


def _is_lost(accounts: list[list[int]], side: int, units: tuple[int, ...], remnant: int) -> bool:
    """Whether less than ``remnant`` per mille of an army fights on or is still to come; ``accounts`` by `_COUNTED`.

    Those who were brought off the map count for neither; it is not lost if they are more than were lost.
    """
    status, whose, men, left_map, initial, enrolled, *losses = accounts
    left = sum(men[unit] for unit in units if status[unit] != _GONE and whose[unit] == side)
    brought_off = sum(left_map[unit] for unit in units)
    if left * 1000 >= remnant * (sum(initial[unit] + enrolled[unit] for unit in units) - brought_off):
        return False
    return brought_off <= sum(row[unit] for row in losses for unit in units)
