"""Slow plain answers about marches as ordered, attacks, what is seen and who gives way; see `tests.oracles`."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from game.core.board import Edge, HexColumn, Kit, SourceColumn
from game.core.causes import Degree
from game.core.kinds import Bridge, Status, SupplyState
from game.core.numbers import Number
from game.core.state import Crossing, Place, Rail, Sight, U
from tests.oracles import (
    FULL,
    INFINITE,
    Position,
    carriers,
    dijkstra,
    enemy_zones,
    in_sight,
    left_in_watch,
    seen,
    step,
)

_CROWDING = 0.7


def learnt(position: Position, side: int, night: bool) -> set[int]:
    """Rulebook 11.3: the places whose holder a side sees to be another than it thought."""
    world, state = position.world, position.state
    found = set()
    for place, hex in enumerate(world.place_hexes.tolist()):
        holder, thought = state.places[[Place.HOLDER, Place.KNOWN_0 + side], place].tolist()
        at_home = holder != side and world.board.hexes[HexColumn.COUNTRYSIDE, hex] == holder
        if holder != thought and in_sight(position, side, night, hex, bool(at_home)):
            found.add(place)
    return found


def learnt_of_rails(position: Position, side: int, night: bool) -> set[int]:
    """Rulebook 11.3: the stretches of railway that a side sees to be otherwise than it thought."""
    wrecked, mended, thought = position.state.rails[[Rail.WRECKED, Rail.MENDED, Rail.KNOWN_0 + side]]
    wrong = np.flatnonzero(thought != np.where(wrecked == 1, 1 + mended, 0)).tolist()
    ends = position.world.rail_ends.tolist()
    return {link for link in wrong if any(in_sight(position, side, night, hex, False) for hex in ends[link])}


def march(position: Position, unit: int, path: list[int], night: bool) -> tuple[int, float]:
    """Rulebook 4.1: how many steps of a path a unit makes in this watch, and what they cost."""
    left, first = left_in_watch(position, unit, night)
    here, spent = position.of(unit, U.HEX), 0.0
    for made, there in enumerate(path):
        cost = step(position, unit, here, position.world.grid.direction(here, there), night)
        if cost == INFINITE or (spent + cost > left and (made or cost > first)):
            return made, spent
        here, spent = there, spent + cost
    return len(path), spent


def way_back(position: Position, unit: int, steps: int) -> list[int]:
    """Rulebook 5.7: the hexes along which a unit gives way, each the nearest to a source of its side."""
    side = position.of(unit, U.SIDE)
    table = position.world.board.sources
    sources = table[SourceColumn.HEX, table[SourceColumn.SIDE] == side].tolist()
    home = dijkstra(sources, carriers(position, (), side))
    way = [position.of(unit, U.HEX)]
    for _ in range(steps):
        ends = [there for direction, there in position.around(way[-1]) if may_flee(position, unit, way[-1], direction)]
        ends = [there for there in ends if there not in way]
        if not ends:
            break
        way.append(min(ends, key=lambda there: home.get(there, INFINITE)))  # the first of equals, as listed
    return way[1:]


def may_flee(position: Position, unit: int, here: int, direction: int) -> bool:
    """Rulebook 5.7: whether a beaten unit may give way there."""
    side, there = position.of(unit, U.SIDE), position.world.grid.step(here, direction)
    friends = [other for other in position.units(side) if position.of(other, U.HEX) == there]
    crossing = position.edge(Edge.CROSSING, here, direction)
    is_river = crossing >= 0 and position.edge(Edge.RIVER, here, direction) == 1
    if is_river and position.state.crossings[Crossing.BRIDGE, crossing] == Bridge.NONE:
        return False
    if position.edge(Edge.FOOT, here, direction) < 0:
        return False
    if any(position.of(enemy, U.HEX) == there for enemy in position.enemies(side)):
        return False
    if enemy_zones(position, side).get(there) == FULL and not friends:
        return False
    men = sum(position.of(each, U.MEN) for each in (unit, *friends))
    return bool(men <= position.world.board.hexes[HexColumn.STACK, there])


def powers(position: Position, target: int, attackers: list[int], night: bool, prepared: bool) -> tuple[float, float]:
    """Rulebook 5.1–5.4, 10.1–10.3: the powers of attack and defence, rounded nowhere but to full guns."""
    side = position.of(attackers[0], U.SIDE)
    defenders = [unit for unit in position.enemies(side) if position.of(unit, U.HEX) == target]
    ways = {position.world.grid.direction(target, position.of(unit, U.HEX)) for unit in attackers}
    room = int(position.world.board.hexes[HexColumn.FRONTAGE, target]) * len(ways)

    def share(number: Number, applies: bool = True) -> Fraction:
        return Fraction(position.number(number) if applies else 1000, 1000)

    def mean(units: list[int], value: Callable[[int], Fraction]) -> Fraction:
        men = [position.of(unit, U.MEN) for unit in units]
        return sum(value(unit) * its for unit, its in zip(units, men, strict=True)) / Fraction(max(1, sum(men)))

    def common(units: list[int]) -> float:
        men, guns = (sum(position.of(unit, column) for unit in units) for column in (U.MEN, U.GUNS))
        count = men if men <= room else room * (men / room) ** _CROWDING
        quality = mean(
            units, lambda unit: Fraction(2 * position.of(unit, U.QUALITY) + position.of(unit, U.COHESION), 3000)
        )
        led = mean(units, lambda unit: share(Number.UNLED_POWER, position.of(unit, U.UNLED) == 1))
        more = Fraction(guns * 1000 // max(1, men) * position.number(Number.GUN_WEIGHT), 1000)
        return float(count * quality * led * (1 + (0 if night else min(more, share(Number.GUN_LIMIT)))))

    attack = common(attackers) * share(Number.PREPARED_ATTACK, prepared)
    attack *= mean(attackers, lambda unit: share(Number.NIGHT_ATTACK, night and not position.is_a(unit, Kit.NIGHT)))
    attack *= mean(attackers, lambda unit: _well_fed(position, unit, Number.LOW_ATTACK, Number.OUT_ATTACK))
    attack *= mean(attackers, lambda unit: _company(position, unit, attackers))
    taken_off = _breach(position, attackers, room, night)
    posture = mean(defenders, lambda unit: _posture(position, unit, taken_off))
    wet = mean(attackers, lambda unit: Fraction(_attacks_over_water(position, unit, target)))
    defence = common(defenders) * (posture + wet * share(Number.RIVER_DEFENCE))
    defence *= mean(defenders, lambda unit: _well_fed(position, unit, None, Number.OUT_DEFENCE))
    return float(attack), float(defence * Fraction(int(position.world.board.hexes[HexColumn.DEFENCE, target]), 1000))


def _well_fed(position: Position, unit: int, low: Number | None, out: Number) -> Fraction:
    state = position.of(unit, U.SUPPLY)
    number = out if state == SupplyState.OUT else low if state == SupplyState.LOW else None
    return Fraction(1000 if number is None else position.number(number), 1000)


def _company(position: Position, unit: int, attackers: list[int]) -> Fraction:
    """Rulebook 10.3: by the clique beside it with which it works worst."""
    board = position.world.board
    mine, *theirs = (int(board.kit[Kit.CLIQUE, each]) for each in (unit, *attackers))
    return Fraction(min([1000, *(int(board.cooperation[mine, each]) for each in theirs if min(mine, each) >= 0)]), 1000)


def _breach(position: Position, attackers: list[int], room: int, night: bool) -> Fraction:
    """Rulebook 5.4: what engineers and guns take off works."""
    engineers = any(position.is_a(unit, Kit.ENGINEER) for unit in attackers)
    taken = Fraction(position.number(Number.WORKS_ENGINEERS) if engineers else 0, 1000)
    if night:
        return taken
    km = Fraction(room, position.number(Number.FRONTAGE))
    enough = min(
        Fraction(1), sum(position.of(unit, U.GUNS) for unit in attackers) / (km * position.number(Number.SIEGE_GUNS))
    )
    return taken + enough * Fraction(position.number(Number.WORKS_SIEGE), 1000)


def _posture(position: Position, unit: int, taken_off: Fraction) -> Fraction:
    """Rulebook 5.4."""
    level = int(position.world.board.hexes[HexColumn.WORKS, position.of(unit, U.HEX)])
    hasty = Fraction(position.number(Number.POSTURE_HASTY), 1000)
    if position.of(unit, U.MOVED_WATCH):
        return Fraction(position.number(Number.POSTURE_MARCH), 1000)
    if level:
        works = Fraction(position.number(Number.WORKS_FIRST) + (level - 1) * position.number(Number.WORKS_STEP), 1000)
        return max(works - taken_off, min(works, hasty))
    prepared = position.of(unit, U.DUG) >= position.number(Number.PREPARED_DAYS)
    return Fraction(position.number(Number.POSTURE_PREPARED), 1000) if prepared else hasty


def _attacks_over_water(position: Position, unit: int, target: int) -> bool:
    """A river or stream without a standing bridge, and without ice."""
    direction = position.world.grid.direction(target, position.of(unit, U.HEX))
    crossing = position.edge(Edge.CROSSING, target, direction)
    return crossing >= 0 and position.state.crossings[Crossing.BRIDGE, crossing] in (Bridge.NONE, Bridge.IMPROVISED)


def chances(attack: int, defence: int, overrun: Fraction, check: Fraction) -> dict[Degree, Fraction]:
    """Rulebook 5.5, exactly."""
    success = Fraction(attack**3, attack**3 + defence**3) if attack or defence else Fraction(1, 2)
    beaten = success**3 * overrun
    shaken = (1 - success) * success * check
    return {
        Degree.OVERRUN: beaten,
        Degree.RETREAT: success - beaten,
        Degree.CHECK: shaken,
        Degree.REPULSE: 1 - success - shaken,
    }


def men_within_two(position: Position, side: int, hex: int) -> int:
    """Men of a side's fighting units within two hexes."""
    distance = position.world.grid.distance
    near = [unit for unit in position.units(side) if distance(position.of(unit, U.HEX), hex) <= 2]
    return sum(position.of(unit, U.MEN) for unit in near if position.is_a(unit, Kit.ZONES))


def facing(position: Position, side: int) -> set[int]:
    """Units in hand that have done nothing today and have fighting enemies within two hexes."""
    idle = (U.MOVED, U.ATTACKED, U.DIGGING)
    return {
        unit
        for unit in position.units(side)
        if position.of(unit, U.STATUS) == Status.READY
        and all(position.of(unit, column) <= 0 for column in idle)
        and men_within_two(position, 1 - side, position.of(unit, U.HEX))
    }


def shown(position: Position, side: int, night: bool, unit: int, column: U) -> int:
    """Rulebook 11.2: what a side with fog knows of a unit's column."""
    value, mine = position.of(unit, column), position.of(unit, U.SIDE) == side
    if column.sight is Sight.GHOST:
        return value if not mine else -1
    if mine:
        return value
    if column.sight is Sight.OWN or unit not in seen(position, side, night):
        return -1
    bands = [position.number(number) for number in (Number.BAND_1, Number.BAND_2, Number.BAND_3)]
    routed = position.of(unit, U.STATUS) == Status.ROUTED
    as_seen = {
        U.MEN: _band(value, bands),
        U.GUNS: 0,
        U.MOVED_WATCH: int(position.of(unit, U.MOVED_WATCH) > 0),
        U.COHESION: position.number(Number.ROUT_BELOW if routed else Number.SHOWN_COHESION),
    }
    return as_seen.get(column, value)


def _band(men: int, bands: list[int]) -> int:
    """The number in the middle of a band; the last has no end, and a quarter more than its beginning stands for it."""
    for low, high in zip([0, *bands], bands, strict=False):
        if men < high:
            return (low + high) // 2
    return bands[-1] + bands[-1] // 4
