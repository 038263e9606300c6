"""What lies on the ground of a world, as shapes in map coordinates: made once, drawn at any scale. Pure geometry."""

import itertools
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.core.board import Edge
from game.core.world import World
from game.ui.land import lines
from game.ui.land.camera import Bounds
from game.ui.land.lines import Chain, Link, Node, Points

RIVER, STREAM = 1, 0
_WIDTHS = {STREAM: 0.075, RIVER: 0.15}  # hexes
_SPRING = 0.35  # width of a river where it begins on the map, over its width
_GROWS = 28  # points until it has its width
_NO_RAIL = -1
_RELAXED, _CALM = 2, 8
_WIND = 0.022  # hexes
_ASIDE = 0.12  # hexes between a road and the railway that it keeps to
_OWN_WATER = 1.0  # hexes from a river's drawn course within which its name is written


class Stream(NamedTuple):
    """A river or stream."""

    points: Points
    calm: Points
    """The same with its bends taken out, for small scales."""
    widths: npt.NDArray[np.float64]
    crossings: npt.NDArray[np.int64]
    """The hexside along which each point flows."""
    kind: int
    box: Bounds


class Way(NamedTuple):
    """A road, or a railway with the stretch that each piece belongs to."""

    pieces: list[Points]
    stretches: list[int]
    fords: list[tuple[int, int]]
    """River hexsides that it crosses, with the piece that begins there."""
    box: Bounds


class Bridge(NamedTuple):
    """Where something crosses a river hexside, with the direction of the crossing."""

    crossing: int
    middle: tuple[float, float]
    way: tuple[float, float]
    wide: bool
    """Over a river, not a stream."""


class Rampart(NamedTuple):
    """A wall between hexes, from gate to gate."""

    points: Points
    box: Bounds


class Features(NamedTuple):
    """Everything that is drawn as lines."""

    rivers: list[Stream]
    roads: list[Way]
    rails: list[Way]
    bridges: list[Bridge]
    walls: list[Rampart]


@lru_cache(maxsize=2)
def features(world: World) -> Features:
    """The lines of a world's map, kept while it is looked at: a replay makes its board anew for each side's eyes."""
    net = _river_net(world).relaxed(_RELAXED)
    roads, rails = _ways(world, Edge.ROAD, net), _ways(world, Edge.RAIL, net)
    return Features(_rivers(world, net), roads, rails, _bridges(world, net, [*roads, *rails]), _ramparts(world))


def _sides(world: World, layer: Edge) -> list[tuple[int, int]]:
    """Hex and direction of every hexside where a layer of edges has something, each once."""
    edges = world.board.edges
    there = (edges[layer] == 1) if layer is Edge.ROAD else (edges[layer] >= 0)
    once = world.grid.neighbours > np.arange(world.grid.size)[:, None]
    return [(int(hex), int(direction)) for hex, direction in np.argwhere(there & once)]


def _river_net(world: World) -> "_Net":
    """The hexsides of rivers as links between corners, each with its crossing."""
    edges, sides = world.board.edges, _sides(world, Edge.CROSSING)
    return _net(world, [(side, int(edges[(Edge.RIVER, *side)]), int(edges[(Edge.CROSSING, *side)])) for side in sides])


def _ramparts(world: World) -> list[Rampart]:
    """Walls along their closed hexsides."""
    steps = world.grid.neighbours
    closed = {side for wall in world.walls for side in wall.closed if int(steps[side]) > side[0]}
    net = _net(world, [(side, 0, number) for number, side in enumerate(sorted(closed))]).relaxed(_RELAXED)
    curves = _curves(lines.chains(net.links), net.spots)
    return [Rampart(points, _box(points)) for points in curves]


def _net(world: World, sides: list[tuple[tuple[int, int], int, int]]) -> "_Net":
    """Hexsides, each with a kind and a number, as links between corners."""
    spots: dict[Node, tuple[float, float]] = {}
    links, crossings = [], {}
    for (hex, direction), kind, number in sides:
        ends = []
        for corner in (direction - 1, direction):
            east, south = world.grid.corner(hex, corner)
            node = (round(east * 1000), round(south * 1000))
            near = next((known for known in _around(node) if known in spots), node)
            spots.setdefault(near, (east, south))
            ends.append(near)
        links.append(Link(ends[0], ends[1], kind))
        crossings[number] = links[-1]
    return _Net(links, {node: np.array(spot) for node, spot in spots.items()}, crossings)


class _Net(NamedTuple):
    links: list[Link]
    spots: dict[Node, Points]
    crossings: dict[int, Link]

    def relaxed(self, times: int) -> "_Net":
        """Every corner moved toward those it is linked with, which takes the teeth out of a river."""
        if not self.links:
            return self
        number = {node: place for place, node in enumerate(self.spots)}
        ends = np.array([(number[link.start], number[link.end]) for link in self.links])
        count = np.bincount(ends.ravel(), minlength=len(number))[:, None]
        points = np.array(list(self.spots.values()))
        for _ in range(times):
            near = np.zeros_like(points)
            np.add.at(near, ends[:, 0], points[ends[:, 1]])
            np.add.at(near, ends[:, 1], points[ends[:, 0]])
            points = np.where(count < 2, points, points / 2 + near / count / 2)
        return self._replace(spots=dict(zip(self.spots, points, strict=True)))

    def middle(self, crossing: int) -> Points:
        """Where a hexside of a river is crossed."""
        link = self.crossings[crossing]
        return _wound((self.spots[link.start] + self.spots[link.end]) / 2)


def _wound(points: Points) -> Points:
    """Moved a little, as nature is not regular; the same for the same place."""
    x, y = points[..., 0], points[..., 1]
    right = np.sin(5.3 * y + 1.9 * x) + 0.7 * np.sin(9.1 * x - 6.7 * y + 2) + 0.5 * np.sin(17.0 * y + 3.1 * x)
    down = np.sin(4.7 * x - 2.3 * y + 1) + 0.7 * np.sin(8.3 * y + 7.1 * x) + 0.5 * np.sin(15.0 * x + 1.3 * y)
    moved: Points = points + np.stack([right, down], axis=-1) * _WIND
    return moved


def _around(node: Node) -> list[Node]:
    """Corners computed from different hexes differ by a hair."""
    return [(node[0] + right, node[1] + down) for right in (0, -1, 1) for down in (0, -1, 1)]


def _rivers(world: World, net: _Net) -> list[Stream]:
    found = lines.chains(net.links)
    calm = net.relaxed(_CALM)
    curves, calmer = _curves(found, net.spots), _curves(found, calm.spots)
    inner = {node for chain in found for node in chain.nodes[1:-1]}
    map = Bounds.of(world.grid)
    crossings = {frozenset((link.start, link.end)): crossing for crossing, link in net.crossings.items()}
    streams = []
    for chain, points, smooth in zip(found, curves, calmer, strict=True):
        springs = [chain.nodes[end] not in inner and _inside(net.spots[chain.nodes[end]], map) for end in (0, -1)]
        sides = np.array([crossings[frozenset(pair)] for pair in itertools.pairwise(chain.nodes)])
        streams.append(_stream((chain, sides), points, smooth, springs))
    return streams


def _curves(found: list[Chain], spots: dict[Node, Points]) -> list[Points]:
    """A curve for each chain; a tributary ends on the curve of its river."""
    passed = {}
    for chain in found:
        corners = np.array([spots[node] for node in chain.nodes])
        for number in range(1, len(corners) - 1):
            passed[chain.nodes[number]] = lines.joint(corners, number)
    curves = []
    for chain in found:
        corners = np.array([spots[node] for node in chain.nodes])
        for end in (0, -1):
            corners[end] = passed.get(chain.nodes[end], corners[end])
        curves.append(_wound(lines.through_middles(corners)))
    return curves


def _stream(course: tuple[Chain, npt.NDArray[np.int64]], points: Points, calm: Points, springs: list[bool]) -> Stream:
    """A river with its widths; ``course`` has the hexside of each link too."""
    chain, crossings = course
    sides = np.array([_WIDTHS[mark] for mark in chain.marks])
    along = np.linspace(0, len(sides) - 1, len(points))
    widths = np.interp(along, np.arange(len(sides)), sides)
    growth = np.linspace(_SPRING, 1, min(_GROWS, len(points)))
    if springs[0]:
        widths[: len(growth)] *= growth
    elif springs[1]:
        widths[-len(growth) :] *= growth[::-1]
    return Stream(points, calm, widths, crossings[np.rint(along).astype(np.int64)], max(chain.marks), _box(points))


def _inside(point: Points, map: Bounds) -> bool:
    east, south = point.tolist()
    return bool(map.left + 1 < east < map.right - 1 and map.top + 1 < south < map.bottom - 1)


def _box(points: Points) -> Bounds:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return Bounds(float(left), float(top), float(right), float(bottom))


def _ways(world: World, layer: Edge, net: _Net) -> list[Way]:
    """Roads or railways; a road that keeps to a railway runs beside it."""
    edges = world.board.edges
    links = []
    for hex, direction in _sides(world, layer):
        there = int(edges[Edge.NEIGHBOUR, hex, direction])
        mark = int(edges[Edge.RAIL, hex, direction])
        links.append(Link((hex, 0), (there, 0), mark))
    met: dict[int, int] = {}
    for link in links:
        for node in (link.start, link.end):
            met[node[0]] = met.get(node[0], 0) + 1
    fixed = {hex for hex, count in met.items() if count > 2} | set(world.places_by_hex)
    return [_way((world, net), chain, fixed, is_road=layer is Edge.ROAD) for chain in lines.chains(links)]


def _way(map: tuple[World, _Net], chain: Chain, fixed: set[int], *, is_road: bool) -> Way:
    (world, net), grid = map, map[0].grid
    hexes = [node[0] for node in chain.nodes]
    centres = np.array([grid.centre(hex) for hex in hexes])
    held = [number for number, hex in enumerate(hexes) if hex in fixed]
    smooth = lines.relaxed(centres, held)
    if is_road:
        aside = lines.beside(smooth, _ASIDE)
        for number in range(len(hexes)):
            with_rail = any(mark >= 0 for mark in chain.marks[max(0, number - 1) : number + 1])
            if with_rail and hexes[number] not in fixed:
                smooth[number] = aside[number]
    points, stretches, fords = [smooth[0]], [], []
    for number, mark in enumerate(chain.marks):
        direction = grid.direction(hexes[number], hexes[number + 1])
        crossing = int(world.board.edges[Edge.CROSSING, hexes[number], direction])
        if crossing >= 0:
            shift = _ASIDE if is_road and mark >= 0 else 0.0
            points.append(net.middle(crossing) + _along(world, hexes[number], direction) * shift)
            stretches.append(mark)
            fords.append((crossing, len(stretches)))
        points.append(smooth[number + 1])
        stretches.append(mark)
    pieces = lines.through_points(np.array(points))
    return Way(pieces, [_NO_RAIL] * len(pieces) if is_road else stretches, fords, _box(np.concatenate(pieces)))


def _along(world: World, hex: int, direction: int) -> Points:
    """The direction of a hexside, toward the east."""
    one, other = np.array(world.grid.corner(hex, direction - 1)), np.array(world.grid.corner(hex, direction))
    return lines.eastern((other - one) / np.hypot(*(other - one)))


def _bridges(world: World, net: _Net, ways: list[Way]) -> list[Bridge]:
    """A bridge for each way over a river; where none leads there, straight from hex to hex."""
    edges, found, led = world.board.edges, [], set()
    sides = _sides(world, Edge.CROSSING)
    wide = {int(edges[(Edge.CROSSING, *side)]): bool(edges[(Edge.RIVER, *side)]) for side in sides}
    for way in ways:
        for crossing, piece in way.fords:
            before, here = way.pieces[piece - 1][-3], way.pieces[piece][0]
            after = way.pieces[piece][2]
            found.append(_bridge(crossing, here, after - before, wide=wide[crossing]))
            led.add(crossing)
    for side in sides:
        crossing = int(edges[(Edge.CROSSING, *side)])
        if crossing not in led:
            start, end = world.grid.centre(side[0]), world.grid.centre(int(world.grid.neighbours[side]))
            found.append(_bridge(crossing, net.middle(crossing), np.subtract(end, start), wide=wide[crossing]))
    return found


def _bridge(crossing: int, middle: Points, way: Points, *, wide: bool) -> Bridge:
    (east, south), (right, down) = middle.tolist(), way.tolist()
    return Bridge(crossing, (east, south), (right, down), wide)


class RiverCourse(NamedTuple):
    """A named river of a scenario file."""

    stream: int
    """The stream that it became, perhaps with others: one that flows on into the next makes one stream with it."""
    en: str
    zh: str
    course: Points
    """As the file draws it."""

    def passes(self, x: float, y: float) -> bool:
        """Whether it is this river that flows near a point."""
        return bool(np.hypot(*(self.course - (x, y)).T).min() <= _OWN_WATER)


def river_names(world: World, given: list[dict[str, object]], rivers: list[Stream]) -> list[RiverCourse]:
    """For each named river of a scenario file the stream that it became."""
    found = []
    if world.grid.origin is None or not rivers:
        return []
    for river in given:
        name, line = river.get("name"), river.get("line")
        if not isinstance(name, dict) or not isinstance(line, list):
            continue
        spots = [spot for spot in line if isinstance(spot, list)]
        if not spots:
            continue
        course = np.array([world.grid.locate(*spot) for spot in spots])
        along = lines.spaced(course, 1.0)[0] if len(course) > 1 else course
        away = [_distance(along, stream.points[::4]) for stream in rivers]
        if min(away) < 2:
            names = str(name.get("en", "")), str(name.get("zh", ""))
            found.append(RiverCourse(int(np.argmin(away)), *names, along))
    return found


def _distance(one: Points, other: Points) -> float:
    """Mean distance of the points of a line from the nearest of another, leaving out the farthest quarter."""
    nearest = np.hypot(*(one[:, None] - other[None]).transpose(2, 0, 1)).min(axis=1)
    return float(np.sort(nearest)[: max(1, len(nearest) * 3 // 4)].mean())
