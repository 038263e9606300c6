"""The ways of one side's supplies over a map: what is fed, along which hexes, and where a way fails. Rulebook 6."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from game.core.board import Kit, SideColumn
from game.core.hexgrid import Narrow
from game.core.homeward import ways_of
from game.core.kernels.convoy import link_depots
from game.core.kernels.flood import FAR, flood
from game.core.kernels.net import Net, barred, railheads
from game.core.kernels.survey import Marks, survey
from game.core.kinds import SupplyReason
from game.core.state import GameState, U
from game.core.world import World

_AT_A_HEX = (
    SupplyReason.RAIL_CUT,
    SupplyReason.BLOCKED_BY_UNIT,
    SupplyReason.BLOCKED_BY_ZONE,
    SupplyReason.BY_NIGHT,
)


class SupplyWay(NamedTuple):
    """How supplies come to a unit, or would."""

    carts: tuple[int, ...]
    """Hexes from the unit to where carts load; the way that there would be if nothing barred it where none is open."""
    trains: tuple[int, ...]
    """From there along the railway to the source."""
    is_open: bool
    fails_at: int
    """The hex that keeps supplies away, -1 where none does."""


class SupplyMap:
    """A side's supplies as its asker knows the map. Searches are made when they are first asked for."""

    def __init__(self, world: World, state: GameState, side: int) -> None:
        self.world, self.state, self.side = world, state, side
        self.carry = int(world.board.sides[SideColumn.CARRY, side])
        """How far carts reach, 0.1 km."""
        self._blocked = barred(survey(world.board, state.units, side))

    @cached_property
    def _net(self) -> Net:
        board, ways = self.world.board, ways_of(self.world, self.state, self.side)
        heads = railheads(board, self.state.rails, self._blocked, self.side, False)
        net: Net = link_depots(board, self.state.units, ways, self._blocked, self.side, heads)
        return net

    @cached_property
    def _open(self) -> tuple[Narrow, Narrow]:
        """Distance and the next hex towards the net, round what bars the way."""
        return self._search(self._net, self._blocked)

    @cached_property
    def _unbarred(self) -> tuple[Net, Narrow, Narrow]:
        """The same as if no enemy and no wreck were there."""
        free = np.zeros_like(self._blocked)
        whole: Net = railheads(self.world.board, self.state.rails, free, self.side, True)
        return whole, *self._search(whole, free)

    def _search(self, net: Net, blocked: Marks) -> tuple[Narrow, Narrow]:
        board, nowhere = self.world.board, np.zeros(blocked.size, np.int8)
        seeds = net.hexes[: net.size]
        distance, previous, _ = flood(board, self.state.crossings, blocked, seeds, self.side, FAR, nowhere, 0)
        return distance, previous

    @property
    def distance(self) -> Narrow:
        """``[hex]`` -> 0.1 km by cart from the net, FAR where no way leads."""
        return self._open[0]

    def way(self, unit: int) -> SupplyWay:
        """How supplies come to a unit."""
        hex = int(self.state.units[U.HEX, unit])
        if hex < 0 or self.world.board.kit[Kit.DOMESTIC, unit]:
            return SupplyWay((), (), True, -1)
        distance, previous = self._open
        if distance[hex] <= self.carry:
            carts = _follow(previous, hex)
            return SupplyWay(carts, _follow(self._net.before, carts[-1])[1:], True, self._failing(unit, carts))
        if distance[hex] < FAR:
            carts = _follow(previous, hex)
            return SupplyWay(carts, _follow(self._net.before, carts[-1])[1:], False, self._failing(unit, carts))
        net, _, previous = self._unbarred
        carts = _follow(previous, hex)
        return SupplyWay(carts, _follow(net.before, carts[-1])[1:], False, self._failing(unit, carts))

    def _failing(self, unit: int, carts: tuple[int, ...]) -> int:
        """The culprit at dawn where that is a hex; of a way too long the last hex that carts reach."""
        reason, at = int(self.state.units[U.REASON, unit]), int(self.state.units[U.REASON_AT, unit])
        if reason in _AT_A_HEX:
            return at
        if reason == SupplyReason.BEYOND_RANGE:
            return next((hex for hex in carts if self._open[0][hex] <= self.carry), -1)
        return -1


def _follow(next_hex: Narrow, hex: int) -> tuple[int, ...]:
    """The hexes from one on as long as there is a next."""
    found = [hex]
    while next_hex[hex] >= 0 and len(found) <= next_hex.size:
        hex = int(next_hex[hex])
        found.append(hex)
    return tuple(found)
