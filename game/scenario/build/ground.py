"""The map of a checked scenario as the arrays of the core."""

import numpy as np

from game.core.board import DEAREST_HAUL, HAUL_BITS, Edge, HexColumn, SideColumn, SourceColumn
from game.core.facts import Label, Wall, Weather
from game.core.hexgrid import HexGrid, Ints, Narrow
from game.core.kinds import Bridge
from game.core.numbers import Number
from game.core.world import SIDES
from game.scenario.roster import Roster
from game.scenario.rules import Rules
from game.scenario.schema.spec import Spec
from game.scenario.schema.types import both
from game.scenario.survey.geography import NOWHERE, Geography
from game.scenario.survey.snap import Hexside, sides_crossed

_SIGHT_RINGS = 3
_ALWAYS, _NEVER = 10_000, (1, 0)
_AREA = 8660  # of a hex one km wide, in units of 100 m²
_SIDE = 57735  # a hexside of a hex one km wide, in cm
_BRIDGES = {"standing": Bridge.STANDING, "wrecked": Bridge.NONE, "improvised": Bridge.IMPROVISED}


def near_table(grid: HexGrid) -> Narrow:
    """The hexes around each hex, as far as anybody sees."""
    return grid.near(_SIGHT_RINGS).astype(np.int32)


def hex_columns(spec: Spec, geography: Geography, rules: Rules) -> Ints:
    """``[HexColumn, hex]``."""
    table = np.zeros((len(HexColumn), geography.grid.size), dtype=np.int64)
    terrains = list(rules.terrains)
    table[HexColumn.TERRAIN] = [terrains.index(name) for name in geography.terrain]
    table[HexColumn.HIGH] = [rules.terrains[name].high for name in geography.terrain]
    table[HexColumn.DEFENCE] = [rules.terrains[name].defence for name in geography.terrain]
    table[HexColumn.STACK] = standing_room(spec, geography, rules)
    table[HexColumn.FRONTAGE] = rules.number(Number.FRONTAGE) * geography.grid.hex_km10 * _SIDE // 1_000_000
    table[HexColumn.COUNTRYSIDE] = countryside(spec, geography)
    _add_places(table, spec, geography, rules)
    return table


def _add_places(table: Ints, spec: Spec, geography: Geography, rules: Rules) -> None:
    """Several places in a hex count as the strongest of them."""
    best = np.full(geography.grid.size, 1000, dtype=np.int64)
    for id, place in spec.places.items():
        hex = geography.places[id]
        best[hex] = max(best[hex], rules.place_kinds[place.kind].defence)
        table[HexColumn.WORKS, hex] = max(table[HexColumn.WORKS, hex], place.works)
        table[HexColumn.WALLED, hex] |= place.walls
    table[HexColumn.DEFENCE] = table[HexColumn.DEFENCE] * best // 1000


def standing_room(spec: Spec, geography: Geography, rules: Rules) -> Ints:
    """How many men can stand in each hex: by its area, more inside walls, none where nobody can go."""
    on_land = np.array([not rules.terrains[name].impassable for name in geography.terrain])
    room = rules.number(Number.STACK_PER_KM2) * geography.grid.hex_km10**2 * _AREA // 1_000_000 * on_land
    walled = list({geography.places[id] for id, place in spec.places.items() if place.walls} - {NOWHERE})
    room[walled] = room[walled] * rules.number(Number.STACK_WALLED) // 1000
    return room


def countryside(spec: Spec, geography: Geography) -> list[int]:
    """For each hex the side whose people help, -1 nobody."""
    helped = [spec.side_index(spec.countryside.default)] * geography.grid.size
    for id, areas in (spec.countryside.__pydantic_extra__ or {}).items():
        for number, area in enumerate(areas):
            for hex in geography.spots.area(area, ("countryside", id, number)):
                helped[hex] = spec.side_index(id)
    return helped


def edge_layers(
    spec: Spec, geography: Geography, rules: Rules, rivers: dict[Hexside, int], rails: list[Hexside]
) -> Narrow:
    """``[Edge, hex, direction]``."""
    grid = geography.grid
    layers = np.empty((len(Edge), grid.size, 6), dtype=np.int32)
    layers[Edge.NEIGHBOUR] = grid.neighbours
    layers[Edge.CROSSING] = _side_table(grid, list(rivers))
    kinds = np.array([*rivers.values(), 0], dtype=np.int64)
    layers[Edge.RIVER] = kinds[layers[Edge.CROSSING]]
    layers[Edge.RAIL] = _side_table(grid, rails)
    roads = [side for chains in geography.roads for chain in chains for side in sides_crossed(grid, chain)]
    layers[Edge.ROAD] = _side_table(grid, roads) >= 0
    _close_walls(layers, geography)
    _write_costs(layers, geography, rules)
    _write_hauls(layers, _living(spec, rules), geography.grid.hex_km10)
    return layers


def _close_walls(layers: Narrow, geography: Geography) -> None:
    """A wall parts hexes as if they did not touch, but not where a road or railway leads through."""
    walled = _side_table(geography.grid, [side for wall in geography.walls for side in wall]) >= 0
    layers[Edge.NEIGHBOUR, walled & (layers[Edge.ROAD] == 0) & (layers[Edge.RAIL] < 0)] = -1


def walls(spec: Spec, geography: Geography, edges: Narrow) -> tuple[Wall, ...]:
    """Every wall with its closed sides and its gates."""
    found = []
    for number, (wall, drawn) in enumerate(zip(spec.map.walls, geography.walls, strict=True)):
        sides = {*drawn, *((geography.grid.step(hex, way), way + 3) for hex, way in drawn)}
        closed = frozenset(side for side in sides if edges[(Edge.NEIGHBOUR, *side)] < 0)
        names = wall.name.both if wall.name else ("", "")
        label = Label(wall.id or f"wall-{number + 1}", *names, both(wall.source), wall.confidence or "")
        found.append(Wall(label, closed, frozenset(sides) - closed))
    return tuple(found)


def _write_costs(layers: Narrow, geography: Geography, rules: Rules) -> None:
    """What it costs to enter each neighbour: that hex's terrain, less along a road; -1 impassable or off the map."""
    wide = geography.grid.hex_km10
    terrains = [rules.terrains[name] for name in geography.terrain]
    neighbours, road = layers[Edge.NEIGHBOUR], layers[Edge.ROAD] == 1
    walk = np.array([wide * terrain.cost // 1000 for terrain in terrains], dtype=np.int64)[neighbours]
    slow = walk * rules.number(Number.BUDGET_MOTOR) // rules.number(Number.BUDGET_MOTOR_OFF_ROAD)
    layers[Edge.FOOT] = layers[Edge.CAVALRY] = np.where(road, walk * rules.number(Number.ROAD) // 1000, walk)
    layers[Edge.MOTOR] = np.where(road, wide, slow)
    closed = np.array([terrain.impassable for terrain in terrains], dtype=bool)
    layers[Edge.FOOT : Edge.MOTOR + 1, (neighbours < 0) | closed[neighbours]] = -1


def _write_hauls(layers: Narrow, sides: Ints, wide: int) -> None:
    """What a step costs the carriers of each side: as on foot, less along a road where it has lorries."""
    at_river = (layers[Edge.CROSSING] >= 0).astype(np.int32)
    nowhere = np.arange(layers.shape[1], dtype=np.int32)[:, None] << HAUL_BITS
    for side in SIDES:
        carry, lorries = int(sides[SideColumn.CARRY, side]), int(sides[SideColumn.LORRIES, side])
        step = layers[Edge.FOOT]
        if lorries > carry:
            step = np.where(layers[Edge.ROAD] == 1, np.minimum(step, wide * carry // lorries), step)
        haul = layers[Edge.NEIGHBOUR] << HAUL_BITS | np.minimum(step, DEAREST_HAUL) << 1 | at_river
        layers[Edge.HAUL_0 + side] = np.where(layers[Edge.FOOT] < 0, nowhere, haul)


def river_sides(spec: Spec, geography: Geography) -> dict[Hexside, int]:
    """Each river hexside with its kind, 0 stream and 1 river; the position is the crossing's id."""
    kinds: dict[Hexside, int] = {}
    for river, sides in zip(spec.map.rivers, geography.rivers, strict=True):
        for side in sides:
            kinds[side] = max(kinds.get(side, 0), int(river.kind == "river"))
    return kinds


def weather(spec: Spec, rules: Rules) -> tuple[Weather, ...]:
    """The kinds of weather that come, with the days of each, counted from the first of the campaign."""
    days: dict[str, set[int]] = {}
    for spell in spec.weather:
        first, last = ((day - spec.calendar.start).days for day in (spell.date, spell.until or spell.date))
        days.setdefault(spell.kind, set()).update(range(first, last + 1))
    found = []
    for kind, when in days.items():
        facts = rules.weather[kind]
        label = Label(kind, *facts.name.both)
        left = (facts.march, facts.motor, facts.untrained, facts.losses)
        found.append(Weather(label, *left, frozenset(when)))
    return tuple(found)


def ice(spec: Spec, geography: Geography, sides: list[Hexside]) -> tuple[tuple[int, int, int], ...]:
    """Hexsides that freeze over with their first and last day; where rivers share a side, once all of them have."""
    start, spans = spec.calendar.start, dict.fromkeys(sides, (0, _ALWAYS))
    for river, drawn in zip(spec.map.rivers, geography.rivers, strict=True):
        frozen = river.frozen
        days = ((frozen.first - start).days, (frozen.last - start).days) if frozen else _NEVER
        for side in drawn:
            spans[side] = max(spans[side][0], days[0]), min(spans[side][1], days[1])
    return tuple((number, *spans[side]) for number, side in enumerate(sides) if spans[side][0] <= spans[side][1])


def rail_sides(geography: Geography) -> list[Hexside]:
    """The hexsides that railways cross; the position is the id of the stretch between the two hexes."""
    sides = [side for rail in geography.rails for chain in rail for side in sides_crossed(geography.grid, chain)]
    return list(dict.fromkeys(sides))


def rail_links(geography: Geography, sides: list[Hexside]) -> list[tuple[int, ...]]:
    """For each railway the ids of its stretches, which are positions in ``sides``."""
    ids = {side: number for number, side in enumerate(sides)}
    drawn = ([side for chain in rail for side in sides_crossed(geography.grid, chain)] for rail in geography.rails)
    return [tuple(ids[side] for side in dict.fromkeys(rail)) for rail in drawn]


def _side_table(grid: HexGrid, sides: list[Hexside]) -> Ints:
    """``[hex, direction]`` -> position in ``sides``, from both hexes, or -1."""
    table = np.full((grid.size, 6), -1, dtype=np.int64)
    for number, (hex, direction) in enumerate(sides):
        table[hex, direction] = table[grid.step(hex, direction), direction + 3] = number
    return table


def bridge_states(geography: Geography, sides: list[Hexside]) -> list[int]:
    """The `Bridge` on each river hexside at the start."""
    return [_BRIDGES[geography.bridges[side]] if side in geography.bridges else Bridge.NONE for side in sides]


def side_columns(spec: Spec, rules: Rules, roster: Roster) -> Ints:
    """``[SideColumn, side]``."""
    table = np.empty((len(SideColumn), 2), dtype=np.int64)
    living = _living(spec, rules)
    table[: len(living)] = living
    for number, (id, side) in enumerate(spec.sides.items()):
        points = command_points(roster, rules, id) if side.command is None else side.command
        table[SideColumn.COMMAND, number] = points
        prestige = rules.number(Number.PRESTIGE) if side.prestige is None else side.prestige
        table[SideColumn.PRESTIGE, number] = prestige
    return table


def _living(spec: Spec, rules: Rules) -> Ints:
    """The first columns of sides, which say what they live on: countryside to trains."""
    rows = []
    for side in spec.sides.values():
        percent = rules.living["countryside"] if side.countryside is None else side.countryside
        carts, lorries, porters, trains = (
            rules.living[name] if given is None else round(given * 10)
            for name, given in (
                ("carry", side.carts_km),
                ("lorries", side.trucks_km),
                ("porters", side.porters_km),
                ("trains", side.trains_km),
            )
        )
        rows.append((percent * 10, max(carts, porters), lorries, porters, trains))
    return np.array(rows, dtype=np.int64).T


def command_points(roster: Roster, rules: Rules, side: str) -> int:
    """Points a day of a side that says nothing else: the more, the more commanders with units of their own it has."""
    leading = {row.formation for row in roster.units if row.side == side}
    commanders = sum(roster.formations[formation].model.kind != "district" for formation in leading)
    points = rules.number(Number.COMMAND_LEAST) + commanders // rules.number(Number.COMMAND_FORMATIONS)
    return min(rules.number(Number.COMMAND_MOST), points)


def source_columns(spec: Spec, geography: Geography) -> Ints:
    """``[SourceColumn, source]``: the sources, then the depots."""
    spots, supply = geography.spots, spec.supply
    table = np.zeros((len(SourceColumn), len(supply.points)), dtype=np.int64)
    for number, item in enumerate(supply.points):
        table[SourceColumn.SIDE, number] = spec.side_index(item.side)
        table[SourceColumn.HEX, number] = spots.hex(item.at, ())
    capacities = [source.capacity for source in supply.sources]
    table[SourceColumn.CAPACITY] = [*capacities, *(-1 for _ in supply.depots)]
    table[SourceColumn.RAIL, : len(supply.sources)] = [source.kind == "rail" for source in supply.sources]
    return table
