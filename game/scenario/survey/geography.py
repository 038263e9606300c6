"""From a scenario's words for where things are to hexes and hexsides, reporting what does not fit the map."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from game.core.hexgrid import DIRECTIONS, HexGrid
from game.scenario.problems import Path, Report
from game.scenario.rules import Rules
from game.scenario.sayings import Saying, plain, say, together
from game.scenario.schema.map import Area, Bridge, Map, Place, Rail, River, Road, Wall
from game.scenario.schema.spec import Spec
from game.scenario.schema.types import HEX
from game.scenario.survey.line_store import LineStore
from game.scenario.survey.rows import check_row
from game.scenario.survey.snap import Hexside, Stop, canonical, sides_crossed

NOWHERE = -1
"""The hex of a spot that could not be found; it has been reported."""


class Spots:
    """Finds the hexes of spots."""

    def __init__(self, grid: HexGrid, report: Report) -> None:
        self.grid = grid
        self.snapper = LineStore(grid)
        self.report = report
        self.places: dict[str, int] = {}

    def reporting(self, report: Report) -> "Spots":
        """The same for another report."""
        spots = copy(self)
        spots.report = report
        return spots

    def hex(self, spot: str | tuple[float, float], path: Path) -> int:
        """The hex of a spot, or NOWHERE, which is reported."""
        found = self.find(spot)
        if found != NOWHERE:
            return found
        if isinstance(spot, str) and not HEX.fullmatch(spot):
            if spot not in self.places:
                self.report.unknown(path, say("place"), spot, self.places)
        elif isinstance(spot, str) or self._locate(spot, path) is not None:
            named = say("hex {hex}", hex=spot) if isinstance(spot, str) else plain(f"{spot[0]}, {spot[1]}")
            hint = say("the map runs from 0101 to {last}", last=self.last) if isinstance(spot, str) else self._reach
            self.report.error(path, say("{spot} is off the map", spot=named), hint)
        return NOWHERE

    def find(self, spot: str | tuple[float, float]) -> int:
        """The same without a word, for a spot that another check reports."""
        if isinstance(spot, str) and not HEX.fullmatch(spot):
            return self.places.get(spot, NOWHERE)
        if isinstance(spot, str):
            found = self.grid.index(spot)
        else:
            found = self.grid.hex_at(*self.grid.locate(*spot)) if self.grid.origin is not None else None
        return NOWHERE if found is None else found

    @property
    def last(self) -> str:
        """The number of the map's last hex."""
        return self.grid.number(self.grid.size - 1)

    @property
    def _reach(self) -> Saying:
        """From where to where the map runs, by its outermost hexes."""
        (east, south), far = self.grid.locate(0, 0), self.grid.centre(self.grid.size - 1)
        by_lat, by_lon = self.grid.locate(1, 0)[1] - south, self.grid.locate(0, 1)[0] - east
        return say(
            "the map runs from {south:.2f} to {north:.2f} in latitude, from {west:.2f} to {east:.2f} in longitude",
            south=(far[1] - south) / by_lat,
            north=-south / by_lat,
            west=-east / by_lon,
            east=(far[0] - east) / by_lon,
        )

    def stop(self, spot: str | tuple[float, float], path: Path) -> Stop | None:
        """A spot of a drawn line: latitude and longitude may lie off the map and only guide."""
        if not isinstance(spot, str):
            point = self._locate(spot, path)
            return Stop(point) if point else None
        hex = self.hex(spot, path)
        return Stop(self.grid.centre(hex), hex) if hex != NOWHERE else None

    def stops(self, line: Iterable[str | tuple[float, float]], path: Path) -> list[Stop]:
        """The stops of a line; empty when one is wrong."""
        found = [self.stop(spot, (*path, number)) for number, spot in enumerate(line)]
        return [stop for stop in found if stop] if all(found) else []

    def area(self, area: Area, path: Path) -> list[int]:
        """The hexes within an area."""
        middle = self.hex(area.around, path)
        if middle == NOWHERE:
            return []
        return self.grid.disc(middle, int(area.km * 10) // self.grid.hex_km10)

    def side(self, text: str, path: Path) -> Hexside | None:
        """The hexside of ``"0502 n"``."""
        number, direction = text.split()
        hex = self.hex(number, path)
        if hex == NOWHERE:
            return None
        side = canonical(self.grid, hex, DIRECTIONS.index(direction))
        if side is None:
            message = say("hexside {side} is on the map's edge", side=text)
            self.report.error(path, message, say("only sides between two hexes count"))
        return side

    def _locate(self, spot: tuple[float, float], path: Path) -> tuple[float, float] | None:
        if self.grid.origin is None:
            message = say("latitude and longitude need map.origin")
            if all(problem.message != message for problem in self.report.problems):  # it is so of every spot
                self.report.error(path, message, say("give map.origin, or a hex in quotes"))
            return None
        return self.grid.locate(*spot)


@dataclass(frozen=True)
class Geography:
    """The map of a scenario in hexes and hexsides. Lists run in parallel to those of the file."""

    spots: Spots
    terrain: list[str]
    """Terrain id of each hex."""
    rivers: list[list[Hexside]]
    roads: list[list[list[int]]]
    """For each road its chains of hexes."""
    rails: list[list[list[int]]]
    wrecked: set[Hexside]
    """Hexsides at which the railway is broken at the start."""
    bridges: dict[Hexside, str]
    """State of the bridge, by river hexside."""
    walls: list[list[Hexside]] = field(default_factory=list)

    @property
    def grid(self) -> HexGrid:
        """The hexes."""
        return self.spots.grid

    @property
    def places(self) -> dict[str, int]:
        """Hex of each place, or NOWHERE."""
        return self.spots.places


def survey(spec: Spec, rules: Rules, report: Report) -> Geography:
    """Resolve everything that the map says."""
    chart = spec.map
    origin = (chart.origin.lat, chart.origin.lon) if chart.origin else None
    width = max(map(len, chart.rows))
    grid = HexGrid(max(1, min(width, 99)), len(chart.rows), round(chart.hex_km * 10), origin)
    spots = Spots(grid, report)
    terrain = _terrain(chart, grid, rules, report)
    spots.places |= {id: _place_hex(spots, place, ("places", id, "at")) for id, place in spec.places.items()}
    rivers = [_river_sides(spots, river, ("map", "rivers", n)) for n, river in enumerate(chart.rivers)]
    roads = [_chains(spots, road, ("map", "roads", n)) for n, road in enumerate(chart.roads)]
    rails = [_chains(spots, rail, ("map", "rails", n)) for n, rail in enumerate(chart.rails)]
    walls = [_river_sides(spots, wall, ("map", "walls", n)) for n, wall in enumerate(chart.walls)]
    spots.snapper.keep()
    return with_works(spec, Geography(spots, terrain, rivers, roads, rails, set(), {}, walls), report)


def with_works(spec: Spec, drawn: Geography, report: Report) -> Geography:
    """The map as it was drawn, with the wrecks and bridges of ``spec``; what is wrong from here on goes to ``report``.

    Drawing lines takes long; variants change only these.
    """
    spots = drawn.spots.reporting(report)
    wrecked: set[Hexside] = set()
    for number, (rail, chains) in enumerate(zip(spec.map.rails, drawn.rails, strict=True)):
        wrecked |= _wrecked_sides(spots, rail, chains, ("map", "rails", number, "wrecked"))
    geography = replace(drawn, spots=spots, wrecked=wrecked)
    return replace(geography, bridges=bridges(spec, geography, spec.map.bridges, ("map", "bridges")))


def _place_hex(spots: Spots, place: Place, path: Path) -> int:
    if isinstance(place.at, str) and not HEX.fullmatch(place.at):
        message = say("found '{spot}'; a place stands at a hex or a latitude and longitude", spot=place.at)
        spots.report.error(path, message)
        return NOWHERE
    return spots.hex(place.at, path)


def _terrain(chart: Map, grid: HexGrid, rules: Rules, report: Report) -> list[str]:
    for letter, name in chart.legend.items():
        path = ("map", "legend", letter)
        if len(letter) != 1:
            message = say("'{letter}' in the legend is not one character", letter=letter)
            report.key_error(path, message, say("one character stands for one hex"))
        if name not in rules.terrains:
            report.unknown(path, say("terrain"), name, rules.terrains)
    terrain = []
    for number, row in enumerate(chart.rows):
        check_row(chart, number, report)
        known = [chart.legend.get(letter, "") for letter in row.ljust(grid.columns, ".")[: grid.columns]]
        terrain += [name if name in rules.terrains else next(iter(rules.terrains)) for name in known]
    return terrain


def _river_sides(spots: Spots, river: River | Wall, path: Path) -> list[Hexside]:
    """The hexsides of a river or wall."""
    if river.sides is not None:
        named = [spots.side(text, (*path, "sides", n)) for n, text in enumerate(river.sides)]
        return list(dict.fromkeys(side for side in named if side is not None))
    found: dict[Hexside, None] = {}
    for line, here in _lines(river, path):
        stops = spots.stops(line, here)
        sides = spots.snapper.to_sides(stops) if stops else []
        if stops and not sides:
            spots.report.error(here, say("this line touches no hexside of the map"), say("check its points"))
        found |= dict.fromkeys(sides)
    return list(found)


def _chains(spots: Spots, road: Road, path: Path) -> list[list[int]]:
    if road.hexes is not None:
        return [_exact_chain(spots, road.hexes, (*path, "hexes"))]
    chains = []
    for line, here in _lines(road, path):
        stops = spots.stops(line, here)
        chain = spots.snapper.to_hexes(stops) if stops else []
        if stops and len(chain) < 2:
            spots.report.error(here, say("this line joins no two hexes of the map"), say("check its points"))
        chains.append(chain)
    return chains


def _lines(drawn: River | Wall | Road, path: Path) -> list[tuple[list[str | tuple[float, float]], Path]]:
    if drawn.line is not None:
        return [(drawn.line, (*path, "line"))]
    return [(line, (*path, "lines", number)) for number, line in enumerate(drawn.lines or [])]


def _exact_chain(spots: Spots, hexes: list[str | tuple[float, float]], path: Path) -> list[int]:
    chain = [spots.hex(spot, (*path, number)) for number, spot in enumerate(hexes)]
    if NOWHERE in chain:
        return []
    for number, (here, there) in enumerate(pairwise(chain), start=1):
        if spots.grid.direction(here, there) < 0:
            numbers = together(map(spots.grid.number, (here, there)))
            message = say("hexes {hexes} do not touch", hexes=numbers)
            spots.report.error((*path, number), message, say("use `line` to have it snapped"))
            return []
    return chain


def _wrecked_sides(spots: Spots, rail: Rail, chains: list[list[int]], path: Path) -> set[Hexside]:
    if isinstance(rail.wrecked, bool):
        return {side for chain in chains if rail.wrecked for side in sides_crossed(spots.grid, chain)}
    wrecked: set[Hexside] = set()
    for number, ends in enumerate(rail.wrecked):
        wrecked |= set(_stretch(spots, ends, chains, (*path, number)))
    return wrecked


def _stretch(spots: Spots, ends: list[str | tuple[float, float]], chains: list[list[int]], path: Path) -> list[Hexside]:
    """The sides that a railway crosses between two spots on it, or within a hex of it."""
    hexes = [spots.hex(spot, (*path, number)) for number, spot in enumerate(ends)]
    if NOWHERE in hexes:
        return []
    for chain in chains:
        at = [_position_on(spots.grid, chain, hex) for hex in hexes]
        if -1 not in at:
            return sides_crossed(spots.grid, chain[min(at) : max(at) + 1])
    if not all(chains):
        return []  # already reported
    message = say("this railway does not pass both {hexes}", hexes=together(map(spots.grid.number, hexes)))
    spots.report.error(path, message, say("name two spots on it"))
    return []


def _position_on(grid: HexGrid, chain: list[int], hex: int) -> int:
    """Where along a chain a hex lies, or its neighbour where the hex itself does not; -1 for neither."""
    if hex in chain:
        return chain.index(hex)
    return next((number for number, other in enumerate(chain) if grid.distance(other, hex) == 1), -1)


def bridges(spec: Spec, geography: Geography, listed: list[Bridge], path: Path) -> dict[Hexside, str]:
    """The state of each bridge in a list, by river hexside."""
    river_sides = {side for river in geography.rivers for side in river}
    found: dict[Hexside, str] = {}
    for number, bridge in enumerate(listed):
        here = (*path, number)
        if bridge.side is not None:
            side = geography.spots.side(bridge.side, (*here, "side"))
            if side is not None and side not in river_sides:
                geography.spots.report.error((*here, "side"), say("no river runs along {side}", side=bridge.side))
            sides = [side] if side is not None else []
        else:
            sides = _crossings(spec, geography, bridge, here)
        found |= dict.fromkeys(sides, bridge.state)
    return found


_Part = TypeVar("_Part")


def _by_id(items: Iterable[River | Road | Rail], drawn: Iterable[list[_Part]]) -> dict[str, list[_Part]]:
    """What is drawn under each id, that of two which share one together."""
    found: dict[str, list[_Part]] = {}
    for item, parts in zip(items, drawn, strict=True):
        if item.id:
            found[item.id] = [*found.get(item.id, []), *parts]
    return found


def _crossings(spec: Spec, geography: Geography, bridge: Bridge, path: Path) -> list[Hexside]:
    """Where a rail or road crosses a river."""
    roads, chains = (*spec.map.roads, *spec.map.rails), (*geography.roads, *geography.rails)
    rivers, ways = _by_id(spec.map.rivers, geography.rivers), _by_id(roads, chains)
    report = geography.spots.report
    if bridge.river not in rivers:
        known = [river.id for river in spec.map.rivers if river.id]
        report.unknown((*path, "river"), say("river"), bridge.river, known)
        return []
    if bridge.on not in ways:
        report.unknown((*path, "on"), say("rail or road"), bridge.on, [road.id for road in roads if road.id])
        return []
    if not rivers[bridge.river] or not all(ways[bridge.on]):
        return []  # already reported
    crossed = [side for chain in ways[bridge.on] for side in sides_crossed(geography.grid, chain)]
    wet = set(rivers[bridge.river])
    sides = [side for side in crossed if side in wet]
    if not sides:
        message = say("'{way}' does not cross '{river}'", way=bridge.on, river=bridge.river)
        report.error(path, message, say("`hebei show FILE --lines` tells what they became"))
    return sides
