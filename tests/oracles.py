"""The rules of the fast searches once more, slow and plain, as the rulebook words them.

Nothing here is shared with the kernels but the tables of the map and the
numbers: neighbours come from the grid, searches are Dijkstra's with a heap.
"""

import heapq
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from game.core.board import Edge, HexColumn, Kit, MoveClass, SideColumn, SourceColumn
from game.core.hexgrid import HexGrid
from game.core.kinds import Activity, Bridge, Status, SupplyReason, SupplyState
from game.core.numbers import Number
from game.core.state import Crossing, F, GameState, Place, Rail, Trains, U
from game.core.world import World

NONE, HALF, FULL = 0, 1, 2
INFINITE = float("inf")


class Position(NamedTuple):
    """A position, or a view, with the words in which the rulebook asks about it."""

    world: World
    state: GameState

    def of(self, unit: int, column: U) -> int:
        return int(self.state.units[column, unit])

    def is_a(self, unit: int, kit: Kit) -> bool:
        return bool(self.world.board.kit[kit, unit])

    def number(self, number: Number) -> int:
        return int(self.world.numbers[number])

    def units(self, side: int | None = None) -> list[int]:
        """Units on the map, of one side or all."""
        everyone = range(self.state.units.shape[1])
        return [unit for unit in everyone if self.of(unit, U.HEX) >= 0 and side in (None, self.of(unit, U.SIDE))]

    def enemies(self, side: int) -> list[int]:
        return [unit for unit in self.units() if self.of(unit, U.SIDE) != side]

    def around(self, hex: int) -> list[tuple[int, int]]:
        """Directions and neighbours on the map."""
        pairs = ((direction, self.world.grid.step(hex, direction)) for direction in range(6))
        return [(direction, there) for direction, there in pairs if there >= 0]

    def edge(self, edge: Edge, hex: int, direction: int) -> int:
        return int(self.world.board.edges[edge, hex, direction])


def zone_of(position: Position, unit: int) -> int:
    """Rulebook 4.5: men and cohesion make a zone; routed units and militia have none."""
    if position.of(unit, U.STATUS) != Status.READY or not position.is_a(unit, Kit.ZONES):
        return NONE
    if position.of(unit, U.COHESION) < position.number(Number.ZONE_COHESION):
        return NONE
    men = position.of(unit, U.MEN)
    if men >= position.number(Number.ZONE_FULL_MEN):
        return FULL
    return HALF if men >= position.number(Number.ZONE_HALF_MEN) else NONE


def enemy_zones(position: Position, side: int) -> dict[int, int]:
    """The strongest enemy zone in each hex that has one."""
    zones: dict[int, int] = {}
    for unit in position.enemies(side):
        here, zone = position.of(unit, U.HEX), zone_of(position, unit)
        for hex in [here, *(there for _, there in position.around(here))]:
            zones[hex] = max(zones.get(hex, NONE), zone)
    return {hex: zone for hex, zone in zones.items() if zone}


def in_sight(position: Position, side: int, night: bool, hex: int, at_home: bool) -> bool:
    """Rulebook 11.1: whether a side sees a hex, or who hides there ``at_home``."""

    def sight(eye: int) -> int:
        if night:
            return position.number(Number.SIGHT_NIGHT)
        high = position.world.board.hexes[HexColumn.HIGH, position.of(eye, U.HEX)]
        return position.number(Number.SIGHT_HIGH if high else Number.SIGHT)

    distance = position.world.grid.distance
    eyes = position.units(side)
    return any(distance(position.of(eye, U.HEX), hex) <= min(sight(eye), 1 if at_home else 3) for eye in eyes)


def seen(position: Position, side: int, night: bool) -> set[int]:
    """Rulebook 11.1: the enemy units in sight."""

    def hides(unit: int) -> bool:
        country = position.world.board.hexes[HexColumn.COUNTRYSIDE, position.of(unit, U.HEX)]
        return bool(country == position.of(unit, U.SIDE)) and not position.of(unit, U.ON_ROAD)

    enemies = position.enemies(side)
    return {unit for unit in enemies if in_sight(position, side, night, position.of(unit, U.HEX), hides(unit))}


def closing(position: Position, side: int) -> set[int]:
    """Hexes in a ring, or in one that is closing."""
    world, grid = position.world, position.world.grid
    full = {hex for hex, zone in enemy_zones(position, side).items() if zone == FULL}
    own = {position.of(unit, U.HEX) for unit in position.units(side)}
    held = {position.of(unit, U.HEX) for unit in position.enemies(side)}
    watched = {there for hex in full for there in grid.disc(hex, 1)} - own

    def steps(here: int) -> list[int]:
        ways = [(grid.step(here, direction), direction) for direction in range(6)]
        foot = world.board.edges[Edge.FOOT, here]
        return [there for there, direction in ways if there >= 0 and foot[direction] >= 0 and there not in held]

    numbers = sources_of(position, side, depots=False) + sources_of(position, side, depots=True)
    free = {int(world.board.sources[SourceColumn.HEX, number]) for number in numbers} - held
    queue = list(free)
    for here in queue:
        new = {there for there in steps(here) if there not in watched} - free
        free |= new
        queue += sorted(new)
    for _ in range(2):
        free |= {there for here in free for there in steps(here)}
    return set(range(grid.size)) - free


def days_march(position: Position, unit: int) -> int:
    """Rulebook 4.1: 0.1 km of a whole day."""
    budgets = {
        MoveClass.FOOT: Number.BUDGET_FOOT,
        MoveClass.CAVALRY: Number.BUDGET_CAVALRY,
        MoveClass.MOTOR: Number.BUDGET_MOTOR,
    }
    day = position.number(budgets[MoveClass(int(position.world.board.kit[Kit.MOVE_CLASS, unit]))])
    if position.of(unit, U.FORCED):
        day += day * position.number(Number.FORCED_MARCH) // 1000
    if position.of(unit, U.SUPPLY) == SupplyState.OUT:
        day = day * position.number(Number.OUT_MARCH) // 1000
    return day


def left_in_watch(position: Position, unit: int, night: bool) -> tuple[int, float]:
    """Rulebook 4.1: 0.1 km left in this watch, and what its first step may cost."""
    day, moved, in_watch = days_march(position, unit), position.of(unit, U.MOVED), position.of(unit, U.MOVED_WATCH)
    share = day * position.number(Number.WATCH_SHARE) // 1000
    if night and not position.is_a(unit, Kit.NIGHT):
        share = share * position.number(Number.NIGHT_MARCH) // 1000
    rest = day - moved
    left = max(0, rest if share >= day else min(rest, share - in_watch))
    if moved <= 0:  # below nought stands what yesterday left over
        return left, INFINITE
    return left, (rest if in_watch == 0 else 0)


def step(position: Position, unit: int, here: int, direction: int, night: bool) -> float:
    """Rulebook 4.2–4.5: the cost of a step, infinite where it cannot be made."""
    side, there = position.of(unit, U.SIDE), position.world.grid.step(here, direction)
    layer = Edge(Edge.FOOT + int(position.world.board.kit[Kit.MOVE_CLASS, unit]))
    if there < 0 or position.edge(layer, here, direction) < 0:
        return INFINITE
    if any(position.of(enemy, U.HEX) == there for enemy in position.enemies(side)):
        return INFINITE
    day, zones = days_march(position, unit), enemy_zones(position, side)
    slips = (night and position.is_a(unit, Kit.LIGHT)) or position.of(unit, U.BREAKOUT) == 1
    if zones.get(here) == FULL and zones.get(there) == FULL and not slips:
        return INFINITE
    price = {NONE: 0, HALF: position.number(Number.ZONE_HALF_COST), FULL: position.number(Number.ZONE_COST)}
    cost = position.edge(layer, here, direction) + day * price[zones.get(there, NONE)] // 1000
    crossing = position.edge(Edge.CROSSING, here, direction)
    if crossing >= 0 and not _carried(position, unit, crossing):
        is_river = position.edge(Edge.RIVER, here, direction)
        cost += day * position.number(Number.RIVER if is_river else Number.STREAM) // 1000
    return cost


def _carried(position: Position, unit: int, crossing: int) -> bool:
    bridge, passed, *_ = position.state.crossings[:, crossing].tolist()
    if bridge == Bridge.IMPROVISED:
        return bool(passed + position.of(unit, U.MEN) <= position.number(Number.BRIDGE_MEN))
    return bool(bridge != Bridge.NONE)


def dijkstra(starts: Iterable[int], steps: Callable[[int], Iterable[tuple[int, float]]]) -> dict[int, float]:
    """The least cost to every hex that can be reached; ``steps`` gives neighbours with their costs."""
    best: dict[int, float] = {}
    queue = [(0.0, start) for start in starts]
    while queue:
        cost, here = heapq.heappop(queue)
        if here in best:
            continue
        best[here] = cost
        for there, more in steps(here):
            if there not in best and more < INFINITE:
                heapq.heappush(queue, (cost + more, there))
    return best


def reach(position: Position, unit: int, night: bool) -> dict[int, float]:
    """Rulebook 4.1: where a unit can get to in this watch, and what it costs.

    Within the watch by Dijkstra; the first step alone may cost more.
    """
    start = position.of(unit, U.HEX)
    left, first = left_in_watch(position, unit, night)

    def steps(here: int) -> list[tuple[int, float]]:
        return [(there, step(position, unit, here, direction, night)) for direction, there in position.around(here)]

    found = {hex: cost for hex, cost in dijkstra([start], steps).items() if cost <= left}
    for there, cost in steps(start):
        if cost <= first and cost < INFINITE:
            found[there] = min(cost, found.get(there, INFINITE))
    return found


def barred(position: Position, side: int) -> dict[int, SupplyReason]:
    """Rulebook 6.2: the hexes through which no supply passes, and why."""
    own = {position.of(unit, U.HEX) for unit in position.units(side)}
    bars = {
        hex: SupplyReason.BLOCKED_BY_ZONE
        for hex, zone in enemy_zones(position, side).items()
        if zone == FULL and hex not in own
    }
    return bars | {position.of(unit, U.HEX): SupplyReason.BLOCKED_BY_UNIT for unit in position.enemies(side)}


def carriers(position: Position, bars: Iterable[int], side: int) -> Callable[[int], list[tuple[int, float]]]:
    """Rulebook 6.2: the steps of carriers, on foot or by lorry along a road, dearer over rivers, round what bars."""
    closed = set(bars)

    def steps(here: int) -> list[tuple[int, float]]:
        return [
            (there, float(haul(position, here, direction, side)))
            for direction, there in position.around(here)
            if there not in closed and position.edge(Edge.FOOT, here, direction) >= 0
        ]

    return steps


def tolls(position: Position, side: int, zone: int, body: int) -> dict[int, int]:
    """What a march is charged for a hex where the enemy is or could stop it, none where it is free."""
    found = {hex: zone if kind == FULL else zone // 2 for hex, kind in enemy_zones(position, side).items()}
    men: dict[int, int] = {}
    for unit in position.enemies(side):
        hex = position.of(unit, U.HEX)
        men[hex] = men.get(hex, 0) + position.of(unit, U.MEN)
    for hex, there in men.items():
        found[hex] = max(found.get(hex, 0), min(body, body // 4 + there // 10))
    return {hex: toll for hex, toll in found.items() if toll}


def shut(position: Position, side: int) -> set[int]:
    """Rulebook 4.5: the hexes in full zones without anybody to attack, from one of which one goes to no other."""
    bodies = {position.of(unit, U.HEX) for unit in position.enemies(side)}
    return {hex for hex, kind in enemy_zones(position, side).items() if kind == FULL} - bodies


def marchers(
    position: Position, toll: dict[int, int], shut: Collection[int] = (), waiting: int = 0
) -> Callable[[int], list[tuple[int, float]]]:
    """The steps of a march on foot turned round: from a goal to where one comes from, tolls paid on entering.

    Between two hexes that are ``shut`` one waits besides. However small the hexes are, none counts as less than 0.4 km.
    """
    day = position.number(Number.BUDGET_FOOT)

    def entering(there: int, direction: int) -> int:
        cost = position.edge(Edge.FOOT, there, direction)
        crossing = position.edge(Edge.CROSSING, there, direction)
        if cost >= 0 and crossing >= 0 and position.state.crossings[Crossing.BRIDGE, crossing] == Bridge.NONE:
            is_river = position.edge(Edge.RIVER, there, direction)
            cost += day * position.number(Number.RIVER if is_river else Number.STREAM) // 1000
        return cost

    def steps(here: int) -> list[tuple[int, float]]:
        back = [(there, entering(there, (direction + 3) % 6)) for direction, there in position.around(here)]
        waits = {there: waiting for there, _ in back if here in shut and there in shut}
        return [(to, float(max(4, cost) + toll.get(here, 0) + waits.get(to, 0))) for to, cost in back if cost >= 0]

    return steps


def corridors(position: Position, wide: dict[int, int], bars: set[int], seeds: Iterable[int]) -> dict[int, int]:
    """The width of the widest way from every hex to a seed, that of its narrowest hex; tried until nothing widens."""
    found = {seed: wide[seed] for seed in seeds if seed not in bars}
    steps, widened = marchers(position, {}), True
    while widened:
        widened = False
        for here in list(found):
            for there, _ in steps(here):
                width = min(found[here], wide[there])
                if there not in bars and width > found.get(there, -1):
                    found[there], widened = width, True
    return found


def influence(grid: HexGrid, standing: list[tuple[int, int]], counts: list[int]) -> dict[int, int]:
    """What bears on each hex of the power of some who stand somewhere, by what counts of it so many hexes off."""
    return {
        hex: sum(
            power * counts[grid.distance(hex, where)] // 1000
            for where, power in standing
            if grid.distance(hex, where) < len(counts)
        )
        for hex in range(grid.size)
    }


def haul(position: Position, here: int, direction: int, side: int) -> int:
    """What a step costs carriers of a side."""
    cost, sides = position.edge(Edge.FOOT, here, direction), position.world.board.sides
    carry, lorries = int(sides[SideColumn.CARRY, side]), int(sides[SideColumn.LORRIES, side])
    if lorries > carry and position.edge(Edge.ROAD, here, direction):
        cost = min(cost, position.world.grid.hex_km10 * carry // lorries)
    crossing = position.edge(Edge.CROSSING, here, direction)
    if crossing >= 0 and position.state.crossings[Crossing.BRIDGE, crossing] == Bridge.NONE:
        is_river = position.edge(Edge.RIVER, here, direction)
        cost += position.number(Number.CARRY_RIVER if is_river else Number.CARRY_STREAM)
    return cost


class Fed(NamedTuple):
    """What dawn gives a unit."""

    stock: int
    state: SupplyState
    reason: SupplyReason
    cut_off: bool


class Net(NamedTuple):
    """What feeds a side: the source of each hex from which carts start."""

    origin: dict[int, int]

    @property
    def hexes(self) -> list[int]:
        return list(self.origin)


def sources_of(position: Position, side: int, *, depots: bool) -> list[int]:
    """The sources, or the depots, of a side."""
    table = position.world.board.sources
    return [
        number
        for number in range(table.shape[1])
        if table[SourceColumn.SIDE, number] == side and (table[SourceColumn.CAPACITY, number] < 0) == depots
    ]


def net_of(position: Position, side: int, *, mended: bool = False, cleared: bool = False) -> Net:
    """Rulebook 6.2: sources that the enemy does not bar, and the hexes that their trains reach.

    ``mended`` without wrecks, ``cleared`` as if the enemy barred nothing.
    """
    table, bars = position.world.board.sources, {} if cleared else barred(position, side)
    origin: dict[int, int] = {}
    for source in sources_of(position, side, depots=False):
        hex = int(table[SourceColumn.HEX, source])
        if hex not in bars and hex not in origin:
            origin[hex] = source
    queue = [hex for hex, source in origin.items() if table[SourceColumn.RAIL, source]]
    for here in queue:
        for direction, there in position.around(here):
            link = position.edge(Edge.RAIL, here, direction)
            whole = link >= 0 and (mended or not position.state.rails[Rail.WRECKED, link])
            if whole and there not in bars and there not in origin:
                origin[there] = origin[here]
                queue.append(there)
    return Net(origin)


def points_of(position: Position, side: int) -> list[tuple[int, int]]:
    """Rulebook 6.2, 6.9: depots of the scenario and of the game, and army trains, each with its reach."""
    convoys, board = position.number(Number.CONVOY_RANGE), position.world.board
    points = [
        (int(board.sources[SourceColumn.HEX, depot]), convoys) for depot in sources_of(position, side, depots=True)
    ]
    points += [(hex, convoys) for owner, hex in position.state.depots.T.tolist() if owner == side and hex >= 0]
    for unit in position.units(side):
        if position.is_a(unit, Kit.TRAIN) and position.of(unit, U.STATUS) == Status.READY:
            points.append((position.of(unit, U.HEX), int(board.sides[SideColumn.TRAINS, side])))
    return points


def with_depots(position: Position, side: int, net: Net) -> Net:
    """Rulebook 6.2: depots that convoys reach join the net, and so do those that can be reached from them."""
    origin, bars = dict(net.origin), barred(position, side)
    joined = bool(origin)
    while joined:
        distance = dijkstra(origin, carriers(position, bars, side))
        near = [
            hex for hex, most in points_of(position, side) if hex not in origin and distance.get(hex, INFINITE) <= most
        ]
        origin |= dict.fromkeys(near, next(iter(origin.values()), -1))
        joined = bool(near)
    return Net(origin)


def slipped(position: Position, side: int, distance: dict[int, float], most: int) -> dict[int, float]:
    """Rulebook 6.2: what porters reach by night across one hex of a zone, beyond what carriers reach."""
    bars = barred(position, side)
    steps, best = carriers(position, bars, side), dict[int, float]()
    for door, why in bars.items():
        if why is not SupplyReason.BLOCKED_BY_ZONE:
            continue
        sources = ((there, (direction + 3) % 6) for direction, there in position.around(door))
        ways = [
            distance[here] + haul(position, here, direction, side)
            for here, direction in sources
            if distance.get(here, INFINITE) <= most and position.edge(Edge.FOOT, here, direction) >= 0
        ]
        if ways and min(ways) <= most:
            for hex, far in dijkstra([door], steps).items():
                best[hex] = min(best.get(hex, INFINITE), min(ways) + far)
    return {hex: far for hex, far in best.items() if far <= most}


def served(position: Position, side: int, far: dict[int, float]) -> list[int]:
    """Rulebook 6.3: the nearer by bands, then by the priority of the formation, then the nearer."""
    band, formations = position.number(Number.PRIORITY_BAND), position.state.formations

    def key(unit: int) -> tuple[float, int, float]:
        away = far.get(unit, INFINITE)
        level = int(formations[F.PRIORITY, position.of(unit, U.FORMATION)])
        return (away // band if away < INFINITE else INFINITE, -level, away)

    return sorted(position.units(side), key=key)


def supply(position: Position, side: int) -> dict[int, Fed]:
    """Rulebook 6: dawn for one side. Exact where no two sources compete for a unit."""
    board, bars = position.world.board, barred(position, side)
    net = with_depots(position, side, net_of(position, side))
    carry, porters = int(board.sides[SideColumn.CARRY, side]), int(board.sides[SideColumn.PORTERS, side])
    distance = dijkstra(net.hexes, carriers(position, bars, side))
    near = {hex: far for hex, far in distance.items() if far <= carry}
    by_night = slipped(position, side, near, porters) if porters and net.origin else {}
    far = {unit: by_night.get(position.of(unit, U.HEX), INFINITE) for unit in position.units(side)}
    far |= {unit: near[position.of(unit, U.HEX)] for unit in far if position.of(unit, U.HEX) in near}
    left = {
        source: int(board.sources[SourceColumn.CAPACITY, source]) * position.number(Number.EAT_DEFENCE)
        for source in set(net.origin.values())
    }
    fed: dict[int, Fed] = {}
    for unit in served(position, side, far):
        here = position.of(unit, U.HEX)
        if position.is_a(unit, Kit.DOMESTIC):
            fed[unit] = Fed(position.of(unit, U.STOCK), SupplyState.FINE, SupplyReason.COUNTRYSIDE, False)
            continue
        stock, lives_here = _after_the_day(position, unit)
        want, granted = min(position.number(Number.DELIVERY), 1000 - stock), 0
        slips = far[unit] <= carry and here not in near
        if far[unit] < INFINITE:
            source = next(iter(net.origin.values()))
            most = position.number(Number.DELIVERY) * position.number(Number.SLIP_DELIVERY) // 1000
            asked = min(want, most) if slips else want
            granted = min(asked, left[source] // position.of(unit, U.MEN))
            left[source] -= granted * position.of(unit, U.MEN)
            reason = SupplyReason.CAPACITY_SHORT if granted < asked else SupplyReason.DELIVERED
            if slips and granted == asked:
                reason = SupplyReason.BY_NIGHT
        strained = granted < want or reason is SupplyReason.BY_NIGHT if far[unit] < INFINITE else granted < want
        strained = strained or far[unit] > carry * position.number(Number.STRAINED_RANGE) // 1000
        if far[unit] == INFINITE and lives_here:
            reason, strained = SupplyReason.COUNTRYSIDE, False
        elif far[unit] == INFINITE:
            reason = _why_not(position, side, here, net, carry)
        has_source = bool(sources_of(position, side, depots=False))
        cut_off = has_source and here not in distance
        fed[unit] = Fed(stock + granted, _state(position, stock + granted, strained), reason, cut_off)
    return fed


def _after_the_day(position: Position, unit: int) -> tuple[int, bool]:
    """Rulebook 6.1, 6.3: the stock after the day's use and what the countryside gave; whether it gives anything."""
    board, side, here = position.world.board, position.of(unit, U.SIDE), position.of(unit, U.HEX)
    uses = {
        Activity.REST: Number.EAT_REST,
        Activity.MARCH: Number.EAT_MARCH,
        Activity.DEFENCE: Number.EAT_DEFENCE,
        Activity.ATTACK: Number.EAT_ATTACK,
    }
    need = position.number(uses[Activity(position.of(unit, U.ACTIVITY))])
    stock = max(0, position.of(unit, U.STOCK) - need)
    share = int(board.sides[SideColumn.COUNTRYSIDE, side]) if board.hexes[HexColumn.COUNTRYSIDE, here] == side else 0
    return min(1000, stock + need * share // 1000), share > 0


def _state(position: Position, stock: int, strained: bool) -> SupplyState:
    """Rulebook 6.4."""
    if stock < position.number(Number.STOCK_OUT):
        return SupplyState.OUT
    if stock < position.number(Number.STOCK_LOW):
        return SupplyState.LOW
    return SupplyState.STRAINED if strained else SupplyState.FINE


def _why_not(position: Position, side: int, here: int, net: Net, carry: int) -> SupplyReason:
    """Rulebook 6.7. What bars the way is named by the test itself: several ways may be equally short."""
    if not net.origin:
        return SupplyReason.NO_SOURCE
    bars = barred(position, side)
    if here not in dijkstra(net.hexes, carriers(position, bars, side)):
        unbarred = dijkstra(net.hexes, carriers(position, (), side))
        return SupplyReason.BLOCKED_BY_ZONE if here in unbarred else SupplyReason.NO_SOURCE
    whole = net_of(position, side, mended=True)
    if dijkstra(whole.hexes, carriers(position, bars, side)).get(here, INFINITE) <= carry:
        return SupplyReason.RAIL_CUT
    seeds = [hex for hex in net_of(position, side, mended=True, cleared=True).hexes if hex not in bars]
    if dijkstra(seeds, carriers(position, bars, side)).get(here, INFINITE) <= carry:
        return SupplyReason.BLOCKED_BY_ZONE
    return SupplyReason.BEYOND_RANGE


def stations(position: Position, unit: int) -> set[int]:
    """Rulebook 4.11: where a unit that may be ordered about can go by train today."""
    world, state, side, start = *position, position.of(unit, U.SIDE), position.of(unit, U.HEX)
    zones, men = enemy_zones(position, side), position.of(unit, U.MEN)
    bars = set(barred(position, side))
    bars |= {place.hex for number, place in enumerate(world.places) if state.places[Place.HOLDER, number] == 1 - side}
    links = {
        link
        for number, trains in enumerate(world.trains)
        if trains.side == side and state.trains[Trains.CARRIED, number] + men <= trains.men
        for link in trains.links
        if not state.rails[Rail.WRECKED, link]
    }
    way = {start: 0}
    for here in (queue := [start]):
        for direction, there in position.around(here):
            if position.edge(Edge.RAIL, here, direction) in links and there not in bars and there not in way:
                way[there] = way[here] + world.grid.hex_km10
                queue.append(there)
    if zones.get(start) == FULL or position.of(unit, U.MOVED) > 0:
        return set()
    beside = {
        hex: sum(position.of(each, U.MEN) for each in position.units(side) if position.of(each, U.HEX) == hex)
        for hex in way
    }
    room = {hex for hex in way if beside[hex] + men <= world.board.hexes[HexColumn.STACK, hex]}
    return {hex for hex in room if 0 < way[hex] <= position.number(Number.RAIL_DAY) and zones.get(hex) != FULL}
