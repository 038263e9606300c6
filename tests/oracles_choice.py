"""Slow plain answers about what players choose: attacks worth making, and where units march; see `tests.oracles`.

Chances are those of the combat kernel, which has an oracle of its own.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from game.core.board import Edge, HexColumn, Kit, SideColumn
from game.core.hexgrid import Ints
from game.core.kernels.odds import Factor, odds
from game.core.kernels.plan import GUARD, SEIZE, Weight
from game.core.kernels.reach import daily_budget
from game.core.kernels.survey import FULL_ZONE, ZONE, Marks
from game.core.kernels.tactics import NEVER, PREY, Brief, Task
from game.core.kinds import Bridge, Status, SupplyState
from game.core.numbers import Number
from game.core.state import Crossing, F, U
from tests import oracles, oracles_battle
from tests.oracles import FULL, NONE, Position

Troop = tuple[int, int, int]
"""A hex, men and power."""
Attack = tuple[int, ...]
"""A target and its attackers."""


def is_free(position: Position, unit: int, side: int) -> bool:
    """Whether a unit can still be ordered to march or attack today."""
    return (
        position.of(unit, U.HEX) >= 0
        and position.of(unit, U.SIDE) == side
        and position.of(unit, U.STATUS) == Status.READY
        and position.of(unit, U.ATTACKED) == 0
        and position.of(unit, U.HELD_UNTIL) <= position.state.day
    )


def can_attack(position: Position, unit: int, side: int) -> bool:
    """Whether it also fights and has something to fire."""
    fights = position.is_a(unit, Kit.ZONES) and not position.is_a(unit, Kit.HEADQUARTERS)
    return is_free(position, unit, side) and fights and position.of(unit, U.SUPPLY) != SupplyState.OUT


def beside(position: Position, target: int, side: int) -> list[int]:
    """Units that could attack a hex from where they stand, the strongest first."""
    near = {
        there
        for direction, there in position.around(target)
        if position.edge(Edge.FOOT, there, (direction + 3) % 6) >= 0
    }
    able = [unit for unit in position.units(side) if position.of(unit, U.HEX) in near]
    able = [unit for unit in able if can_attack(position, unit, side)]
    return sorted(able, key=lambda unit: -position.of(unit, U.MEN))


def chance(position: Position, target: int, attackers: list[int], night: bool) -> int:
    """Per mille of success without preparation."""
    world, state = position
    chosen = np.array(attackers, dtype=np.int64)
    factors = odds(world.board, state.units, state.crossings, target, chosen, night, False)
    return int(factors[Factor.RETREAT] + factors[Factor.OVERRUN]) * 1000 >> 20


def targets(position: Position, side: int) -> list[int]:
    """Hexes with enemies, in the order of battle."""
    return list(dict.fromkeys(position.of(enemy, U.HEX) for enemy in position.enemies(side)))


def pockets(position: Position, side: int) -> list[int]:
    """Hexes with enemies who are encircled, in the order of battle."""
    ringed = [enemy for enemy in position.enemies(side) if position.of(enemy, U.ENCIRCLED) > 0]
    return [position.of(enemy, U.HEX) for enemy in ringed]


def good_attacks(position: Position, side: int, night: bool, least: int) -> list[Attack]:
    """Every attack with a chance, by all beside the enemy who are under one command; nobody twice, rings first."""
    found: list[Attack] = []
    for target in dict.fromkeys([*pockets(position, side), *targets(position, side)]):
        used = {unit for _, *units in found for unit in units}
        able = [unit for unit in beside(position, target, side) if unit not in used]
        able = [unit for unit in able if _is_led_with(position, able[0], unit)]
        if able and chance(position, target, able, night) >= least:
            found.append((target, *able))
    return found


def _is_led_with(position: Position, lead: int, unit: int) -> bool:
    if unit == lead:
        return True
    if position.of(lead, U.UNLED) == 1:
        return position.of(unit, U.FORMATION) == position.of(lead, U.FORMATION)
    return position.of(unit, U.UNLED) != 1


def best_attack(position: Position, brief: Brief, side: int, night: bool) -> Attack:
    """The attack that promises most by the tasks: chance, men caught, a ring, the focus; () for none."""
    best, most = (), -1
    for target in targets(position, side):
        able = [unit for unit in beside(position, target, side) if _wants(position, brief, unit, target)]
        caught = men_caught(position, target, 1 - side)
        least = {unit: int(brief.tasks[Task.LEAST, unit]) - min(120, caught // 15) for unit in able}
        hope = chance(position, target, able, night) if able else 0
        while able and any(least[unit] > hope for unit in able):
            able = [unit for unit in able if least[unit] <= hope]
            hope = chance(position, target, able, night) if able else 0
        if not able:
            continue
        sure = max(880, *(int(brief.tasks[Task.LEAST, unit]) for unit in able))
        for count in range(1, len(able)):
            if chance(position, target, able[:count], night) >= sure:
                able = able[:count]
                hope = chance(position, target, able, night)
                break
        first = next(enemy for enemy in position.enemies(side) if position.of(enemy, U.HEX) == target)
        value = hope + hope * min(caught, 8000) // 4000 + 100 * (position.of(first, U.ENCIRCLED) > 0)
        value += 150 * (int(brief.tasks[Task.FOCUS, able[0]]) == target)
        if value > most:
            best, most = (target, *able), value
    return best


def _wants(position: Position, brief: Brief, unit: int, target: int) -> bool:
    """Whether a unit's task lets it attack a hex: prey, and ahead of it or its focus where that is asked."""
    tasks = {task: int(brief.tasks[task, unit]) for task in Task}
    if tasks[Task.GROUP] < 0 or tasks[Task.LEAST] >= NEVER or not brief.ground[tasks[Task.GROUP], target] & PREY:
        return False
    if not tasks[Task.AHEAD] or tasks[Task.FIELD] < 0 or tasks[Task.FOCUS] == target:
        return True
    field = brief.fields[tasks[Task.FIELD]]
    return bool(field[target] <= field[position.of(unit, U.HEX)] + 20)


def column(position: Position, members: list[int], field: Ints, look: Marks) -> tuple[int, int, int, int, int]:
    """Who leads, how far the first and the last have to go, up to where nobody may run ahead, how many lag behind."""
    far = {unit: int(field[position.of(unit, U.HEX)]) for unit in members}
    lead = min(members, key=far.__getitem__)
    free = [unit for unit in members if position.of(unit, U.HELD_UNTIL) <= position.state.day]
    free = [unit for unit in free if position.of(unit, U.STATUS) == Status.READY and not position.of(unit, U.ATTACKED)]
    free = [unit for unit in free if look[position.of(unit, U.HEX)] & ZONE != FULL_ZONE]
    marching = [unit for unit in free if not position.is_a(unit, Kit.ENGINEER)]
    if len(marching) < 2:
        return lead, far[lead], max(far.values()), 0, 0
    world, head = position.world, min(far[unit] for unit in marching)
    budget = min(daily_budget(world.board.numbers, world.board.kit, position.state.units, unit) for unit in marching)
    room = budget * int(world.numbers[Number.WATCH_SHARE]) // 1000 + max(60, 2 * world.grid.hex_km10)
    last = max(far[unit] for unit in marching if far[unit] <= head + 600)
    rear = sum(far[unit] > head + room for unit in marching)
    return lead, far[lead], max(far.values()), max(0, last - room), rear


Quarry = tuple[Ints, Marks, Ints]
"""By hex the distance from a goal, the group's ground, and the enemy's men."""


def best_quarry(position: Position, fighters: list[int], quarry: Quarry, hexes: list[int]) -> tuple[int, int]:
    """The prey against which the fighters can bring most, with what that is worth: many men, few there, near."""
    field, ground, enemies = quarry
    worth = {}
    for hex in hexes:
        away = {unit: position.world.grid.distance(position.of(unit, U.HEX), hex) for unit in fighters}
        close = [unit for unit in fighters if away[unit] <= 4]
        ahead = any(field[hex] <= field[position.of(unit, U.HEX)] + 20 for unit in close)
        if ahead and ground[hex] & PREY:
            men = sum(position.of(unit, U.MEN) for unit in close)
            cover, works = position.world.board.hexes[[HexColumn.DEFENCE, HexColumn.WORKS], hex].tolist()
            firm = int(enemies[hex]) * (cover + 300 * works)
            worth[hex] = min(4000, men * 1_000_000 // max(1, firm)) - 100 * min(away.values())
    best = max(worth, key=worth.__getitem__, default=-1)
    return best, worth.get(best, 0)


def strength(position: Position, units: list[int], power: list[int], apart: int) -> list[int]:
    """A formation's hex, power, men, mean stock, and whether it is in a ring, goes short, is scattered."""
    grid, men = position.world.grid, {unit: position.of(unit, U.MEN) for unit in units}
    heavy = [unit for unit in units if power[unit]] or units

    def away(unit: int, hex: int) -> int:
        return grid.distance(position.of(unit, U.HEX), hex)

    hexes = [position.of(unit, U.HEX) for unit in heavy]
    middle = min(hexes, key=lambda hex: sum(away(unit, hex) * max(1, power[unit]) for unit in heavy))
    near = sum(power[unit] for unit in heavy if away(unit, middle) <= apart)
    total, whole = max(1, sum(men.values())), sum(power[unit] for unit in units)
    ringed = sum(men[unit] for unit in units if position.of(unit, U.ENCIRCLED) > 0)
    short = sum(men[unit] for unit in units if position.of(unit, U.SUPPLY) >= SupplyState.STRAINED)
    stock = sum(position.of(unit, U.STOCK) * men[unit] for unit in units) // total
    return [middle, whole, total, stock, int(ringed * 2 > total), int(short * 2 > total), int(near * 2 < whole)]


def troop(position: Position, unit: int, side: int, remembered: tuple[int, int], ghost_days: int) -> Troop:
    """Where a unit is taken to be, its men and its power; ``remembered`` its men when seen, and what hunger left."""
    state, (seen, share) = position.state, remembered
    here, ghost = position.of(unit, U.HEX), position.of(unit, U.GHOST_HEX)
    foreign = (position.of(unit, U.SIDE) if here >= 0 else position.world.units[unit].side) != side
    age = 0 if here >= 0 else state.day - position.of(unit, U.GHOST_DAY)
    fresh = foreign and ghost >= 0 and age <= ghost_days
    where = here if here >= 0 else ghost if fresh else -1
    guessed = foreign and here < 0 and ghost >= 0
    men = max(0, seen if guessed else position.of(unit, U.MEN))
    fights = position.is_a(unit, Kit.ZONES) and not position.is_a(unit, Kit.HEADQUARTERS)
    joined = foreign and state.formations[F.SIDE, position.of(unit, U.FORMATION)] == side
    if where < 0 or not fights or joined or (here >= 0 and position.of(unit, U.STATUS) != Status.READY):
        return where, men, 0
    power = men * (2 * position.of(unit, U.QUALITY) + position.of(unit, U.COHESION)) // 3000
    power = power // 2 if position.of(unit, U.SUPPLY) == SupplyState.OUT else power
    return where, men, power * share // 1000 * (2 * ghost_days - age) // (2 * ghost_days)


def gathering(position: Position, units: list[int], troops: list[Troop], apart: int) -> list[tuple[int, ...]]:
    """Who stands together, with the formation, power and men of each group and whether most are in a ring."""
    grid, groups = position.world.grid, list[set[int]]()
    for unit in units:
        near = [
            group for group in groups if any(grid.distance(troops[unit][0], troops[each][0]) <= apart for each in group)
        ]
        groups = [group for group in groups if group not in near] + [{unit}.union(*near)]
    found = []
    for group in groups:
        powers: dict[int, int] = {}
        for unit in group:
            formation = position.of(unit, U.FORMATION)
            powers[formation] = powers.get(formation, 0) + troops[unit][2]
        men, power = (sum(troops[unit][each] for unit in group) for each in (1, 2))
        ringed = sum(troops[unit][1] for unit in group if position.of(unit, U.ENCIRCLED) > 0)
        leading = min(powers, key=lambda each: (-powers[each], each))
        found.append((*sorted(group), leading, power, men, int(ringed * 2 > men)))
    return sorted(found)


def posts(position: Position, side: int, units: list[int], centre: int, radius: int) -> list[tuple[int, int]]:
    """A post for each unit: the best ground within the radius, none the better for being beside another post."""
    grid, hexes = position.world.grid, position.world.board.hexes
    cover, works = hexes[[HexColumn.DEFENCE, HexColumn.WORKS]].tolist()
    enemies = [position.of(enemy, U.HEX) for enemy in position.enemies(side)]
    worth = {}
    for hex in grid.disc(centre, radius):
        if room(position, hex) > 0 and hex not in enemies:
            there = [unit for unit in position.units(side) if position.of(unit, U.HEX) == hex]
            dug = sum(min(3, position.of(unit, U.DUG)) for unit in there)
            near = max(0, 4 - min((grid.distance(hex, enemy) for enemy in enemies), default=4))
            worth[hex] = (cover[hex] - 1000) * 250 // 1000 + works[hex] * 60 + near * 20 + dug * 25
            worth[hex] += 200 if hex == centre else 0
    chosen: list[int] = []
    while len(chosen) < min(len(units), len(worth)):
        left = [hex for hex in worth if hex not in chosen]
        crowded = {hex for hex in left if any(grid.distance(hex, post) == 1 for post in chosen)}
        chosen.append(max(left, key=lambda hex: worth[hex] - (90 if hex in crowded else 0)))
    free, found = list(units), []
    for number in range(len(units) if chosen else 0):
        post = chosen[number % len(chosen)]
        nearest = min(free, key=lambda unit: (grid.distance(position.of(unit, U.HEX), post), unit))
        free.remove(nearest)
        found.append((nearest, post))
    return found


def men_caught(position: Position, target: int, side: int) -> int:
    """Men of a side in a hex who would lay down their arms if driven out: no way back, and not steady."""
    men = 0
    for unit in position.units(side):
        if position.of(unit, U.HEX) == target:
            ways = [direction for direction, _ in position.around(target)]
            if not any(oracles_battle.may_flee(position, unit, target, direction) for direction in ways):
                steady = (position.of(unit, U.QUALITY) + position.of(unit, U.COHESION)) // 2
                men += position.of(unit, U.MEN) * max(0, 1000 - steady) // 1000
    return men


class Wishes(NamedTuple):
    """What a side wants of the map, by hex, as lists, and its weights."""

    goal: list[int]
    home: list[int]
    worth: list[int]
    ring: list[int]
    weights: list[int]


Score = Callable[[int, int, float], float]
"""Unit, hex and what the march costs -> what standing there is worth."""


def check_marches(position: Position, order: Iterable[int], rows: list[list[int]], night: bool, score: Score) -> None:
    """Assert that units, in turn, march to a hex that no other within reach and with room beats, or stay.

    Each of them is moved when its turn has come, so that the next one finds it there.
    """
    units, crossings = position.state.units, position.state.crossings
    paths = {row[0]: row[2 : 2 + row[1]] for row in rows}
    assert len(paths) == len(rows)
    for unit in order:
        here, men = position.of(unit, U.HEX), position.of(unit, U.MEN)
        path = paths.pop(unit, [])
        end = path[-1] if path else here
        cost = oracles.reach(position, unit, night)
        units[U.HEX, unit] = -1
        open = {hex for hex in cost if hex == here or men_in(position, hex, unit) + men <= room(position, hex)}
        worth = {hex: score(unit, hex, cost[hex]) for hex in open if score(unit, hex, cost[hex]) > -oracles.INFINITE}
        assert end in open
        assert worth.get(end, -oracles.INFINITE) == max(worth.values(), default=-oracles.INFINITE)
        assert here == end or worth.get(here, -oracles.INFINITE) < worth[end]
        for start, there in zip([here, *path], path, strict=False):
            crossing = position.edge(Edge.CROSSING, start, position.world.grid.direction(start, there))
            if crossing >= 0 and crossings[Crossing.BRIDGE, crossing] == Bridge.IMPROVISED:
                passed = int(crossings[Crossing.PASSED, crossing]) + men
                if passed <= position.number(Number.BRIDGE_MEN):
                    crossings[Crossing.PASSED, crossing] = passed
        units[U.HEX, unit] = end
    assert not paths


def men_in(position: Position, hex: int, unit: int) -> int:
    """Men in a hex on the side of a unit."""
    whose = position.of(unit, U.SIDE)
    return sum(position.of(other, U.MEN) for other in position.units(whose) if position.of(other, U.HEX) == hex)


def room(position: Position, hex: int) -> int:
    """Men that a hex takes."""
    return int(position.world.board.hexes[HexColumn.STACK, hex])


def is_by(position: Position, values: list[int], hex: int, wanted: int) -> bool:
    """Whether a hex within two has a value."""
    return any(values[there] == wanted for there in position.world.grid.disc(hex, 2))


def wish(position: Position, unit: int, hex: int, cost: float, wishes: Wishes, start: dict[int, int]) -> float:
    """What a hex is worth to a unit that stands nowhere now, by the wishes of a side; ``start`` is where all stood."""
    weights, side = wishes.weights, position.of(unit, U.SIDE)
    at_home, here = position.is_a(unit, Kit.DOMESTIC), start[unit]
    if men_in(position, hex, unit) + position.of(unit, U.MEN) > room(position, hex):
        return -oracles.INFINITE  # it does not stay in a crowd either
    score = -int(cost) // 16 - (0 if at_home else wishes.goal[hex])
    score += _danger(position, unit, hex, weights)
    score -= _hunger(position, unit, hex, wishes)
    if wishes.ring[hex] and not wishes.ring[here]:
        score -= weights[Weight.RING]
    enemies = oracles_battle.men_within_two(position, 1 - side, hex)
    if hex == here and enemies and position.of(unit, U.DUG) >= position.number(Number.PREPARED_DAYS):
        score += weights[Weight.DUG_IN]
    if position.is_a(unit, Kit.ZONES) and {there for _, there in position.around(hex)} & {*pockets(position, side)}:
        score += weights[Weight.POCKET]
    fights = position.is_a(unit, Kit.ZONES) and not position.is_a(unit, Kit.HEADQUARTERS)
    bare = men_in(position, hex, unit) < position.number(Number.GARRISON_MEN)
    guards = wishes.worth[hex] == GUARD and fights and bare
    return score + weights[Weight.GARRISON] * (guards or (wishes.worth[hex] == SEIZE and at_home))


def _danger(position: Position, unit: int, hex: int, weights: list[int]) -> int:
    side, zoned = position.of(unit, U.SIDE), position.is_a(unit, Kit.ZONES)
    enemies = oracles_battle.men_within_two(position, 1 - side, hex)
    if not enemies:
        return 0
    score = (int(position.world.board.hexes[HexColumn.DEFENCE, hex]) - 1000) * weights[Weight.COVER] // 1000
    own = oracles_battle.men_within_two(position, side, hex) + (position.of(unit, U.MEN) if zoned else 0)
    ratio, zones = own * 1000 // enemies, oracles.enemy_zones(position, side)
    fights = zoned and not position.is_a(unit, Kit.HEADQUARTERS)
    if fights and ratio >= weights[Weight.STRONGER]:
        score += weights[Weight.CLOSE_IN] if zones.get(hex, NONE) else 0
    elif not fights:
        score -= weights[Weight.DANGER]
    elif ratio < weights[Weight.WEAKER]:
        score -= weights[Weight.DANGER] * (weights[Weight.WEAKER] - ratio) // weights[Weight.WEAKER]
    watched = sum(zones.get(there) == FULL for _, there in position.around(hex))
    return score - max(0, watched - 3) * weights[Weight.TRAP]


def _hunger(position: Position, unit: int, hex: int, wishes: Wishes) -> int:
    """What standing beyond the reach of carriers costs those whom no countryside feeds."""
    side, board = position.of(unit, U.SIDE), position.world.board
    beyond = min(wishes.home[hex], 2000) - int(board.sides[SideColumn.CARRY, side])
    fed = board.hexes[HexColumn.COUNTRYSIDE, hex] == side and board.sides[SideColumn.COUNTRYSIDE, side] > 0
    if beyond <= 0 or fed or position.is_a(unit, Kit.DOMESTIC):
        return 0
    cost = beyond * wishes.weights[Weight.UNSUPPLIED] // 1000
    hungry = position.of(unit, U.STOCK) < position.number(Number.STOCK_LOW)
    return cost * wishes.weights[Weight.HUNGRY] // 1000 if hungry else cost
