"""A hex: its ground, who stands there, whose zones lie on it, how supplies reach it, what its sides are."""

from collections.abc import Iterator

import numpy as np

from game.core.board import Edge, HexColumn
from game.core.fog.insight import Insight, insight
from game.core.hexgrid import DIRECTIONS
from game.core.kernels.survey import FULL_ZONE, HALF_ZONE, ZONE, survey
from game.core.kinds import Bridge
from game.core.state import Crossing, Place, Rail, U
from game.core.supply.rail import work_left
from game.core.world import SIDES
from game.session.explain.inquiry import EVERYBODY, Explanation, Inquiry
from game.session.explain.supply import supply_distance
from game.session.words.text import capital

_POINTS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


def explain_hex(inquiry: Inquiry, hex: int) -> Explanation:
    """Everything that the asker may know of a hex."""
    asking = SIDES if inquiry.asker == EVERYBODY else (inquiry.asker,)
    supply = [supply_distance(inquiry, side, hex) for side in asking]
    sections = [
        inquiry.section("ground", [*_ground(inquiry, hex), *_places(inquiry, hex)]),
        inquiry.section("who", [*_troops(inquiry, hex), *_doubts(inquiry, hex), *_zones(inquiry, hex)]),
        inquiry.section("supply", supply),
        inquiry.section("hexsides", _hexsides(inquiry, hex)),
    ]
    return Explanation(capital(inquiry.words.hex(hex)), sections)


def _ground(inquiry: Inquiry, hex: int) -> Iterator[str]:
    column = inquiry.world.board.hexes[:, hex].tolist()
    id = inquiry.world.terrains[column[HexColumn.TERRAIN]]
    terrain = str(inquiry.words.entry("map.terrains").get(id, id))
    yield inquiry.say(
        "ground",
        terrain=terrain,
        defence=f"{column[HexColumn.DEFENCE] / 1000:.2f}",
        frontage=column[HexColumn.FRONTAGE],
        stack=column[HexColumn.STACK],
    )
    for key, present in (("walled", HexColumn.WALLED), ("works", HexColumn.WORKS), ("high", HexColumn.HIGH)):
        if column[present]:
            yield inquiry.say(key, level=column[present])


def _places(inquiry: Inquiry, hex: int) -> Iterator[str]:
    words = inquiry.words
    for place in inquiry.world.places_by_hex.get(hex, ()):
        holder = int(inquiry.known.places[Place.HOLDER, place])
        yield inquiry.say("place_held", place=words.place(place), side=words.the_side(holder))
        rations = int(inquiry.known.places[Place.RATIONS, place])
        if rations > 0:
            garrison = inquiry.world.places[place].garrison
            yield inquiry.say("rations", place=words.place(place), men=garrison, count=rations // garrison)
    for side, at in inquiry.known.depots.T.tolist():
        if at == hex:
            yield inquiry.say("depot_here", side=words.the_side(side))


def _troops(inquiry: Inquiry, hex: int) -> Iterator[str]:
    """Units known to stand there, by side, and the room left for the asker's side."""
    words, units = inquiry.words, inquiry.known.units
    there = units[U.HEX] == hex
    stack = int(inquiry.world.board.hexes[HexColumn.STACK, hex])
    for side in SIDES:
        chosen = np.flatnonzero(there & (units[U.SIDE] == side)).tolist()
        if not chosen:
            continue
        men = int(units[U.MEN, chosen].sum())
        known = inquiry.may_know(side)
        parts = {"side": words.the_side(side), "units": words.units(chosen, len(chosen)), "count": men}
        yield inquiry.say("here" if known else "here_about", **parts)
        if known:
            yield inquiry.say("room", men=max(0, stack - men))


def _doubts(inquiry: Inquiry, hex: int) -> Iterator[str]:
    """Units last seen there, and whether the hex is seen to be empty or merely out of sight. Rulebook 11.1."""
    units, side = inquiry.known.units, inquiry.asker
    is_empty = not (units[U.HEX] == hex).any()
    ghosts: list[int] = np.flatnonzero((units[U.HEX] < 0) & (units[U.GHOST_HEX] == hex)).tolist()
    if side == EVERYBODY:
        ghosts = []
    for day in sorted({int(units[U.GHOST_DAY, unit]) for unit in ghosts}, reverse=True):
        seen = [unit for unit in ghosts if units[U.GHOST_DAY, unit] == day]
        date = inquiry.words.day(day, "short")
        yield inquiry.say("seen_here", units=inquiry.words.units(seen, len(seen)), date=date)
    sees = Insight.WHOLE if side == EVERYBODY else Insight(int(insight(inquiry.world, inquiry.known, side)[hex]))
    if sees is Insight.WHOLE:
        yield from [inquiry.say("nobody_here")] if is_empty else []
    elif sees is Insight.IN_PART:
        key = "may_hide_here" if is_empty else "more_may_hide_here"
        yield inquiry.say(key, side=inquiry.words.the_side(1 - side))
    else:
        yield inquiry.say("out_of_sight_here")


def _zones(inquiry: Inquiry, hex: int) -> Iterator[str]:
    """Zones of either side that are known to lie on the hex."""
    for side in SIDES:
        zone = int(survey(inquiry.world.board, inquiry.known.units, 1 - side)[hex]) & ZONE
        if zone in (HALF_ZONE, FULL_ZONE):
            key = "full_zone" if zone == FULL_ZONE else "half_zone"
            yield inquiry.say(key, side=inquiry.words.the_side(side))


def _hexsides(inquiry: Inquiry, hex: int) -> Iterator[str]:
    """Each side that has a river, wall, bridge, road or railway, or that nobody can pass."""
    words = inquiry.words
    for direction, point in enumerate(DIRECTIONS):
        there = int(inquiry.world.grid.neighbours[hex, direction])
        if there < 0:
            continue
        features = list(_features(inquiry, hex, direction))
        if features:
            name = str(words.entry("directions")[_POINTS.index(point)])
            listed = str(words.entry("list.comma")).join(features)
            yield inquiry.say("hexside", direction=name, hex=words.hex(there), features=listed)


def _walls(inquiry: Inquiry, hex: int, direction: int) -> Iterator[str]:
    """The walls along a hexside, or their gates."""
    words = inquiry.words
    for wall in inquiry.world.walls:
        name = words.label(wall.label) or words.say("map.wall")
        if (hex, direction) in wall.closed:
            yield name
        elif (hex, direction) in wall.gates:
            yield words.say("explain.gate", wall=name)


def _features(inquiry: Inquiry, hex: int, direction: int) -> Iterator[str]:
    board, words, known = inquiry.world.board, inquiry.words, inquiry.known
    layers = board.edges[:, hex, direction].tolist()
    walls = list(_walls(inquiry, hex, direction))
    yield from walls
    if layers[Edge.FOOT] < 0 and not walls:
        yield words.say("explain.impassable")
    if layers[Edge.CROSSING] >= 0:
        yield words.say("map.river" if layers[Edge.RIVER] == 1 else "map.stream")
        bridge = Bridge(int(known.crossings[Crossing.BRIDGE, layers[Edge.CROSSING]]))
        yield words.enum("explain.bridges", bridge)
    if layers[Edge.ROAD] == 1:
        yield words.say("map.road")
    if layers[Edge.RAIL] >= 0:
        wrecked, mended = known.rails[[Rail.WRECKED, Rail.MENDED], layers[Edge.RAIL]].tolist()
        key = "explain.mended_rail" if mended else "explain.wrecked_rail" if wrecked else "map.rail"
        yield words.say(key, work=work_left(inquiry.world, known, layers[Edge.RAIL]))
