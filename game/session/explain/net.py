"""The ways of one side's supplies, and who is fed by which source. Rulebook 6.2."""

from typing import NamedTuple

import numpy as np

from game.core.board import Kit, SideColumn
from game.core.hexgrid import Narrow
from game.core.homeward import ways_of
from game.core.kernels.convoy import link_depots
from game.core.kernels.flood import FAR, flood
from game.core.kernels.net import barred, railheads
from game.core.kernels.survey import Marks, survey
from game.core.kinds import SupplyReason
from game.core.state import GameState, U
from game.core.world import World
from game.session.explain.inquiry import Inquiry


class Net(NamedTuple):
    """The ways of one side's supplies, as its asker knows the map."""

    origin: Narrow
    """``[hex]`` -> source that feeds it itself or by rail, -1 none."""
    distance: Narrow
    """``[hex]`` -> 0.1 km from the net, FAR where no way leads."""
    previous: Narrow
    """``[hex]`` -> the next hex towards the net."""
    blocked: Marks
    """``[hex]`` -> 0 open, 1 an enemy there, 2 an enemy's zone."""

    def head(self, hex: int) -> int:
        """The hex of the net from which carts come to a hex."""
        while self.previous[hex] >= 0:
            hex = int(self.previous[hex])
        return hex


def supply_net(world: World, state: GameState, side: int) -> Net:
    """Trace the supplies of a side over a position or a view."""
    board, ways = world.board, ways_of(world, state, side)
    blocked = barred(survey(board, state.units, side))
    net = link_depots(board, state.units, ways, blocked, side, railheads(board, state.rails, blocked, side, False))
    nowhere = np.zeros(blocked.size, np.int8)
    seeds = net.hexes[: net.size]
    distance, previous, _ = flood(board, state.crossings, blocked, seeds, side, FAR, nowhere, 0)
    return Net(net.origin, distance, previous, blocked)


def looking_to(inquiry: Inquiry, unit: int, source: int, net: Net) -> list[int]:
    """The units of a unit's side, itself among them, that a source feeds now or could not feed enough at dawn."""
    units, kit = inquiry.known.units, inquiry.world.board.kit
    carry = int(inquiry.world.board.sides[SideColumn.CARRY, inquiry.side_of(unit)])
    found = []
    for other in np.flatnonzero((units[U.HEX] >= 0) & (units[U.SIDE] == inquiry.side_of(unit))).tolist():
        hex = int(units[U.HEX, other])
        fed = net.distance[hex] <= carry and net.origin[net.head(hex)] == source
        short = units[U.REASON, other] == SupplyReason.CAPACITY_SHORT and units[U.REASON_AT, other] == source
        if (fed or short) and not kit[Kit.DOMESTIC, other]:
            found.append(other)
    return found
