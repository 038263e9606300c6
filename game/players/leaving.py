"""Who leaves the map by a lift while there is time: what stands where men are taken on before a stronger enemy."""

import numpy as np

from game.core.engine import check
from game.core.facts import NO_LIMIT
from game.core.movement.lift import room_left
from game.core.orders import Embark
from game.core.state import GameState, U
from game.core.world import World

_NEAR = 2
"""Hexes within which the enemy counts."""


def departures(world: World, view: GameState, side: int) -> list[Embark]:
    """Who goes by each lift where the enemy near outnumbers them, the largest first, if men saved are points."""
    groups = {term.group for term in world.victory.terms if term.kind == "saved" and term.side == side}
    orders: list[Embark] = []
    for number, lift in enumerate(world.lifts if groups else ()):
        if lift.side != side:
            continue
        here = [unit for unit in view.units_at(lift.hex) if view.units[U.SIDE, unit] == side]
        if not here or _enemies_near(world, view, side, lift.hex) <= int(view.units[U.MEN, here].sum()):
            continue
        able = [Embark(unit, number) for unit in here if world.units[unit].group in groups]
        room = room_left(world, view, number)
        for order in sorted(able, key=lambda order: (-int(view.units[U.MEN, order.unit]), order.unit)):
            if room != 0 and check(world, view, order) is None:
                orders.append(order)
                room = room if room == NO_LIMIT else max(0, room - int(view.units[U.MEN, order.unit]))
    return orders


def _enemies_near(world: World, view: GameState, side: int, hex: int) -> int:
    """Men of the enemy who are seen near a hex."""
    near = np.isin(view.units[U.HEX], world.grid.disc(hex, _NEAR))
    return int(view.units[U.MEN, near & (view.units[U.SIDE] != side)].sum())
