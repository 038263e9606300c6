"""Slow plain answers about single units: what a side asks after them, and what a night does to them."""

from collections.abc import Callable

from game.core.board import Kit
from game.core.causes import MoraleCause
from game.core.kernels import roll
from game.core.kinds import Activity, Status, SupplyState
from game.core.numbers import Number
from game.core.state import F, U
from tests.oracles import FULL, HALF, Position, enemy_zones, zone_of

Change = tuple[int, int]
"""`MoraleCause` and signed per mille."""


def _is_fit(position: Position, unit: int) -> bool:
    spent = position.of(unit, U.ATTACKED) != 0 or position.of(unit, U.HELD_UNTIL) > position.state.day
    return position.of(unit, U.STATUS) == Status.READY and not spent


def _is_in_order(position: Position, unit: int) -> bool:
    return position.of(unit, U.STATUS) == Status.READY and position.of(unit, U.RESERVE) == 0


def of_own(position: Position, unit: int, wavering: int) -> set[int]:
    """The facts that hold of a unit on the map for its own side."""
    side, here = position.of(unit, U.SIDE), position.of(unit, U.HEX)
    whose, loyalty, promised = position.state.formations[
        [F.SIDE, F.LOYALTY, F.ROTATED], position.of(unit, U.FORMATION)
    ].tolist()
    zones, near = enemy_zones(position, side), {there for _, there in position.around(here)}
    ringed = position.of(unit, U.ENCIRCLED) > 0
    line = [each for each in position.units(side) if _is_in_order(position, each)]
    front = {position.of(each, U.HEX) for each in line} & {hex for hex, zone in zones.items() if zone == FULL}
    watched = zones.get(here) == FULL
    holds = {
        roll.OWN: True,
        roll.FIT: _is_fit(position, unit),
        roll.UNMOVED: position.of(unit, U.MOVED_WATCH) == 0,
        roll.RESTED: position.of(unit, U.MOVED) <= 0,
        roll.RINGED: ringed,
        roll.TOUCHED: zones.get(here) in (HALF, FULL),
        roll.WATCHED: watched,
        roll.BESIDE: any(position.of(enemy, U.HEX) in near for enemy in position.enemies(side)),
        roll.PRESSED: ringed or position.of(unit, U.FOUGHT_DAYS) > 0,
        roll.WAVERS: whose == side and 0 <= loyalty < wavering,
        roll.RESTING: whose == side and promised >= 0 and not ringed,
        roll.BEHIND: unit in line and _is_fit(position, unit) and not watched and not near.isdisjoint(front),
    }
    return {fact for fact, it_holds in holds.items() if it_holds}


def of_enemy(position: Position, unit: int) -> set[int]:
    """The same for the other side."""
    if position.of(unit, U.HEX) < 0:
        lately = position.of(unit, U.GHOST_HEX) >= 0 and position.of(unit, U.GHOST_DAY) >= position.state.day - 1
        return {roll.GHOST} if lately and position.is_a(unit, Kit.ZONES) else set()
    trapped = {roll.TRAPPED} if position.of(unit, U.ENCIRCLED) > 0 else set()
    return trapped | ({roll.WATCHING} if zone_of(position, unit) == FULL else set())


def overnight(position: Position, unit: int) -> Change | None:
    """Rulebook 7.1: hunger, the drift of those in a ring, or recovery; nothing where cohesion stays as it is."""
    supply, cohesion = position.of(unit, U.SUPPLY), position.of(unit, U.COHESION)
    number = position.number
    if supply == SupplyState.OUT:
        return _unless_nothing(MoraleCause.HUNGER, -number(Number.OUT_COHESION))
    if position.of(unit, U.ENCIRCLED) > 0:
        end = number(Number.ENCIRCLED_LOW if supply == SupplyState.LOW else Number.ENCIRCLED_FED)
        towards: Callable[[int, int], int] = min if end >= cohesion else max
        step = number(Number.ENCIRCLED_DRIFT) * (1 if end >= cohesion else -1)
        return _unless_nothing(MoraleCause.ENCIRCLEMENT, towards(end, cohesion + step) - cohesion)
    in_the_line = position.of(unit, U.HEX) in enemy_zones(position, position.of(unit, U.SIDE))
    rests = position.of(unit, U.ACTIVITY) == Activity.REST and not in_the_line
    gain = number(Number.RECOVER_REST if rests else Number.RECOVER)
    gain = {SupplyState.STRAINED: gain // 2, SupplyState.LOW: 0}.get(SupplyState(supply), gain)
    ceiling = min(1000, number(Number.CEILING) + number(Number.CEILING_STOCK) * position.of(unit, U.STOCK) // 1000)
    better = min(cohesion + gain, ceiling) - cohesion if cohesion < ceiling else 0
    return _unless_nothing(MoraleCause.REST if rests else MoraleCause.RECOVERY, better)


def _unless_nothing(cause: MoraleCause, change: int) -> Change | None:
    return (cause, change) if change else None
