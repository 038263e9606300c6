"""How greedy keeps its side supplied: railways mended and wrecked, depots, who is served first."""

import numpy as np

from game.core.board import Edge, Kit, MoveClass, SideColumn
from game.core.engine import check
from game.core.kernels.net import railheads
from game.core.kernels.roll import FIT, FREE, RESTED
from game.core.kinds import SupplyReason, SupplyState
from game.core.orders import Order, Prioritise, RepairRail, SetUpDepot, WreckRail
from game.core.state import F, GameState, U
from game.core.supply.rail import wrecked_beside
from game.core.world import World
from game.players.moment import Moment

_CALLED_FROM = 6
"""Hexes from which somebody is called to mend a line."""


def works(moment: Moment) -> list[Order]:
    """Unit-days well spent behind the front: a cut line mended, a depot for those whom carriers do not reach."""
    found: list[Order] = []
    if moment.goes_short(SupplyReason.RAIL_CUT):
        found += _mendings(moment)
    if moment.goes_short(SupplyReason.BEYOND_RANGE):
        found += depots(moment)
    if moment.goes_short(SupplyReason.CAPACITY_SHORT):
        found += priorities(moment)
    return found


def _mendings(moment: Moment) -> list[Order]:
    """Whoever stands at the end of a cut line works on it."""
    world, view = moment.world, moment.view
    found: list[Order] = []
    for hex in moment.cuts:
        for direction in wrecked_beside(world, view, hex):
            ends = ((hex, direction), (int(world.board.edges[Edge.NEIGHBOUR, hex, direction]), (direction + 3) % 6))
            orders = (RepairRail(unit, way) for end, way in ends for unit in view.units_at(end))
            found += [order for order in orders if check(world, view, order) is None][:1]
    return found


def menders(moment: Moment) -> list[tuple[int, int]]:
    """Units to be called to cut lines at which nobody stands, with the hex to go to: engineers first, then the nearest.

    Nobody who has an enemy beside him is called.
    """
    found: list[tuple[int, int]] = []
    units, kit, grid = moment.view.units, moment.world.board.kit, moment.world.grid
    able = moment.who(FREE) & (kit[Kit.HEADQUARTERS] == 0) & (kit[Kit.DOMESTIC] == 0)
    able &= (kit[Kit.MOVE_CLASS] == int(MoveClass.FOOT)) & ~moment.in_zone(units[U.HEX])
    for hex in moment.cuts:
        if moment.view.units_at(hex) or not wrecked_beside(moment.world, moment.view, hex):
            continue
        away = [
            (1 - int(kit[Kit.ENGINEER, unit]), grid.distance(int(units[U.HEX, unit]), hex), unit)
            for unit in np.flatnonzero(able).tolist()
        ]
        near = [row for row in away if row[1] <= _CALLED_FROM]
        if near:
            found.append((min(near)[2], hex))
    return found


def depots(moment: Moment) -> list[Order]:
    """Engineers and army trains set one up where it reaches somebody whom carriers do not."""
    world, units, kit = moment.world, moment.view.units, moment.world.board.kit
    hungry = set(units[U.HEX, moment.own & (units[U.REASON] == int(SupplyReason.BEYOND_RANGE))].tolist())
    if not hungry:
        return []
    carry = int(world.board.sides[SideColumn.CARRY, moment.side]) // world.grid.hex_km10
    storekeepers = moment.who(FIT | RESTED) & ((kit[Kit.ENGINEER] == 1) | (kit[Kit.TRAIN] == 1))
    for unit in np.flatnonzero(storekeepers).tolist():
        here, order = units.item(U.HEX, unit), SetUpDepot(unit)
        reaches = any(world.grid.distance(here, hex) <= carry for hex in hungry)
        if reaches and check(world, moment.view, order) is None:
            return [order]
    return []


def priorities(moment: Moment) -> list[Order]:
    """Formations that go short are served before others."""
    units = moment.view.units
    short = moment.own & (units[U.SUPPLY] >= int(SupplyState.LOW))
    orders = [Prioritise(formation, 1) for formation in sorted(set(units[U.FORMATION, short].tolist()))]
    first = moment.view.formations[F.PRIORITY].tolist()
    return [order for order in orders if not first[order.formation] and check(moment.world, moment.view, order) is None]


class Lines:
    """The railways as the trains of both sides can use them, searched anew only when one is wrecked or mended."""

    def __init__(self, world: World, side: int) -> None:
        self._world = world
        self._side = side
        self._rails: bytes | None = None
        self._worth: dict[int, int] = {}

    def wreckings(self, moment: Moment) -> list[Order]:
        """Idle units wreck the line under their feet that the enemy's trains use and our own do not."""
        view = moment.view
        worth = self._worth_wrecking(view) if view.rails.size else {}
        if not worth:
            return []
        where = view.units[U.HEX].tolist()
        found: list[Order] = []
        cut: set[int] = set()
        for unit in moment.units(FREE | RESTED):
            hex = where[unit]
            if hex not in worth or hex in cut:
                continue
            order = WreckRail(unit, worth[hex])
            if check(self._world, view, order) is None:
                cut.add(hex)
                found.append(order)
        return found

    def _worth_wrecking(self, view: GameState) -> dict[int, int]:
        """The hexes where only the enemy's trains come, each with the direction that they come from."""
        now = view.rails.tobytes()
        if self._rails != now:
            board, nothing = self._world.board, np.zeros(self._world.grid.size, dtype=np.int8)
            ours, theirs = (railheads(board, view.rails, nothing, side, False) for side in (self._side, 1 - self._side))
            found = np.flatnonzero((theirs.before >= 0) & (ours.origin < 0)).tolist()
            self._rails = now
            self._worth = {hex: self._world.grid.direction(hex, int(theirs.before[hex])) for hex in found}
        return self._worth
